//! The alias keys: all that can be said about a name, in an alias block or among a file's defaults.

use super::model::{Boundary, Case, Kind, Matter, Scope, Tone, Within};
use super::model::{Cue, Rule, Seen};
use super::reader::Reader;
use super::report::quoted;
use super::value::{Content, Member, Table, Value};
use crate::span::Span;

/// The alias keys, without `text`.
pub(super) const KEYS: &[&str] = &[
    "kind", "lang", "by", "since", "until", "dated", "seen", "scope", "tone", "case", "marks",
    "hyphen", "affix", "boundary", "prior", "defined", "require", "forbid", "cue", "source",
];

impl Reader {
    /// Takes over what one key says, or answers that it is no alias key.
    pub(super) fn rule_key(&mut self, rule: &mut Rule, member: &Member<'_>) -> bool {
        let value = &member.value;
        let key = member.key.as_ref();
        /// Sets a field where the value is one that the key allows.
        macro_rules! set {
            ($field:ident, $read:expr) => {
                if let Some(value) = $read {
                    rule.$field = value;
                }
            };
        }
        let report = &mut self.report;
        match key {
            "kind" => set!(kind, report.keyword(key, value, Kind::ALL, Kind::as_str)),
            "scope" => set!(scope, report.keyword(key, value, Scope::ALL, Scope::as_str)),
            "tone" => set!(tone, report.keyword(key, value, Tone::ALL, Tone::as_str)),
            "case" => set!(case, report.keyword(key, value, Case::ALL, Case::as_str)),
            "marks" => set!(marks, report.keyword(key, value, Matter::ALL, Matter::as_str)),
            "hyphen" => set!(hyphen, report.keyword(key, value, Matter::ALL, Matter::as_str)),
            "boundary" => {
                set!(boundary, report.keyword(key, value, Boundary::ALL, Boundary::as_str));
            }
            "dated" => set!(dated, report.boolean(key, value)),
            "defined" => set!(defined, report.boolean(key, value)),
            "since" => rule.since = report.date(key, value),
            "until" => rule.until = report.date(key, value),
            "lang" => {
                if let Some(lang) = report.text(key, value)
                    && report.language(lang, value.span)
                {
                    rule.lang = lang.into();
                }
            }
            "affix" => {
                let languages = report.texts(key, value).into_iter();
                let known = languages.filter(|(lang, span)| report.language(lang, *span));
                rule.affix = Some(known.map(|(lang, _)| lang.to_owned()).collect());
            }
            "prior" => set!(prior, self.prior(value)),
            "by" => rule.by = self.agents.resolve(report, key, value),
            "source" => rule.sources = self.sources.resolve(report, key, value),
            "seen" => rule.seen = self.seen(value),
            "require" => rule.require = self.cues(key, value),
            "forbid" => rule.forbid = self.cues(key, value),
            "cue" => self.cue(rule, value),
            _ => return false,
        }
        true
    }

    /// A period begins before it ends, and a name of a period has one.
    pub(super) fn check_period(&mut self, rule: &Rule, table: &Table<'_>, whole: Span) {
        let span_of = |key: &str| table.get(key).map_or(whole, |value| value.span);
        if let (Some(since), Some(until)) = (rule.since, rule.until)
            && since.first_day() > until.last_day()
        {
            let message = format!("`since` {since} is after `until` {until}");
            let problem = self.report.error("bad-period", span_of("until"), message);
            self.report.push(problem.help("exchange the two, or correct one"));
        }
        let has_period = ["since", "until"].iter().any(|key| table.get(key).is_some());
        if rule.dated && rule.since.is_none() && rule.until.is_none() && !has_period {
            let message = "`dated` without `since` or `until`";
            let problem = self.report.error("bad-period", span_of("dated"), message);
            self.report.push(problem.help(
                "say from when or until when the name means this entity, or leave `dated` out",
            ));
        }
    }

    /// A designation has somebody behind it, and a day.
    pub(super) fn check_designation(&mut self, rule: &Rule, table: &Table<'_>, whole: Span) {
        if rule.kind == Kind::Designation && (rule.by.is_empty() || rule.since.is_none()) {
            let missing: Vec<_> = [("by", rule.by.is_empty()), ("since", rule.since.is_none())]
                .into_iter()
                // A key that is there and wrong has been reported.
                .filter(|(key, missing)| *missing && table.get(key).is_none())
                .map(|(key, _)| format!("`{key}`"))
                .collect();
            if !missing.is_empty() {
                let message = format!("a designation without {}", missing.join(" and "));
                let span = table.get("kind").map_or(whole, |value| value.span);
                let problem = self.report.error("unexplained-designation", span, message);
                self.report.push(problem.help(
                    "say who decreed it (`by`, a key of [agent]) and from when (`since`); a name that nobody decreed is of kind name or nickname",
                ));
            }
        }
    }

    fn prior(&mut self, value: &Value<'_>) -> Option<u16> {
        let Content::Integer(number) = value.content else {
            self.report.wrong_type("prior", value, "a whole number from 0 to 1000");
            return None;
        };
        let prior = number.and_then(|number| u16::try_from(number).ok()).filter(|n| *n <= 1000);
        if prior.is_none() {
            let message = format!("prior {} is out of range", self.report.written(value.span));
            let problem = self.report.error("out-of-range", value.span, message);
            self.report.push(problem.help("give 0 to 1000, per mille; 500 when nobody knows"));
        }
        prior
    }

    fn seen(&mut self, value: &Value<'_>) -> Option<Seen> {
        let report = &mut self.report;
        let table = report.table("seen", value)?;
        report.unknown_keys(table, &["first", "last", "source"], "`seen`");
        let first = table.get("first").and_then(|value| report.date("first", value));
        let last = table.get("last").and_then(|value| report.date("last", value));
        if let (Some(first), Some(last)) = (first, last)
            && first.first_day() > last.last_day()
        {
            let message = format!("`first` {first} is after `last` {last}");
            let problem = report.error("bad-period", value.span, message);
            report.push(problem.help("exchange the two, or correct one"));
        }
        let sources = table
            .get("source")
            .map_or_else(Vec::new, |value| self.sources.resolve(report, "source", value));
        Some(Seen { first, last, sources })
    }

    fn cue(&mut self, rule: &mut Rule, value: &Value<'_>) {
        let Some(table) = self.report.table("cue", value) else { return };
        for member in &table.members {
            let value = &member.value;
            match member.key.as_ref() {
                "for" => rule.cue_for = self.cues("for", value),
                "against" => rule.cue_against = self.cues("against", value),
                "within" => {
                    let within = self.report.keyword("within", value, Within::ALL, Within::as_str);
                    rule.within = within.unwrap_or(rule.within);
                }
                _ => self.report.unknown_key(member, &["for", "against", "within"], "`cue`"),
            }
        }
    }

    fn cues(&mut self, key: &str, value: &Value<'_>) -> Vec<Cue> {
        let texts = self.report.texts(key, value);
        texts.into_iter().filter_map(|(text, span)| self.one_cue(text, span)).collect()
    }

    fn one_cue(&mut self, text: &str, span: Span) -> Option<Cue> {
        if let Some(id) = text.strip_prefix('@') {
            return self.reference(id, span).map(Cue::Entity);
        }
        let word = text.strip_suffix('*').unwrap_or(text);
        if word.trim() == word && !word.is_empty() && !word.contains('*') {
            return Some(if word.len() == text.len() {
                Cue::Word(word.into())
            } else {
                Cue::Stem(word.into())
            });
        }
        let message = format!("{} is no cue", quoted(text));
        let problem = self.report.error("bad-cue", span, message);
        self.report.push(problem.help(
            "write a word, the beginning of one with `*` at its end, or `@` and an entity id; no blanks at the edges",
        ));
        None
    }
}
