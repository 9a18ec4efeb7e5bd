//! The names of one entity: plain ones, and alias blocks, which say more and therefore win.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::{Alias, Rule};
use super::pattern::{InvalidPattern, MAX_CHARS, Pattern, PatternProblem};
use super::reader::{Form, MOST_FORMS, Reader};
use super::report::quoted;
use super::value::{Content, Member, Table, Value};
use crate::diagnostic::{Diagnostic, Place};
use crate::span::Span;

/// So many names are compared one by one, faster than an index is kept.
const FEW: usize = 16;

/// Names in the order in which they came, no text twice.
#[derive(Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// Where each text stands among the first of the entries; left behind while there are [`FEW`].
    index: HashMap<String, usize>,
}

struct Entry {
    alias: Alias,
    origin: Origin,
    /// Whether someone said where it was read, with or without errors.
    sourced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Plain,
    Block,
}

impl Names {
    /// Adds a name; what to do with one that is there already is the caller's business.
    fn add(&mut self, alias: Alias, origin: Origin, sourced: bool) -> Option<(&mut Entry, Alias)> {
        if let Some(at) = self.position(&alias.text) {
            return Some((&mut self.entries[at], alias));
        }
        self.entries.push(Entry { alias, origin, sourced });
        None
    }

    fn position(&mut self, text: &str) -> Option<usize> {
        if self.entries.len() <= FEW {
            return self.entries.iter().position(|entry| entry.alias.text == text);
        }
        for at in self.index.len()..self.entries.len() {
            self.index.insert(self.entries[at].alias.text.clone(), at);
        }
        self.index.get(text).copied()
    }

    /// A plain name; the same text once more says nothing new.
    pub(super) fn plain(&mut self, alias: Alias, sourced: bool) {
        self.add(alias, Origin::Plain, sourced);
    }

    /// A name of an alias block: it replaces the plain one, and may not contradict another block.
    fn block(&mut self, alias: Alias, sourced: bool) -> Result<(), Place> {
        match self.add(alias, Origin::Block, sourced) {
            Some((entry, alias)) if entry.origin == Origin::Plain => {
                *entry = Entry { alias, origin: Origin::Block, sourced };
                Ok(())
            }
            Some((entry, alias)) if entry.alias.rule != alias.rule => {
                Err(entry.alias.place.clone())
            }
            _ => Ok(()),
        }
    }

    /// The first name of which nobody says where it was read, and how many there are.
    pub(super) fn unsourced(&self) -> Option<(&Alias, usize)> {
        let mut unsourced = self.entries.iter().filter(|entry| !entry.sourced);
        let first = unsourced.next()?;
        Some((&first.alias, 1 + unsourced.count()))
    }

    pub(super) fn into_aliases(self) -> Vec<Alias> {
        self.entries.into_iter().map(|entry| entry.alias).collect()
    }
}

/// What the names of an entity begin with: its defaults and its source.
pub(super) struct Ground<'r> {
    pub(super) rule: &'r Rule,
    pub(super) sourced: bool,
}

impl Reader {
    /// The canonical name: literal, because it is shown and written too.
    pub(super) fn canonical_name(
        &mut self,
        value: &Value<'_>,
        ground: &Ground<'_>,
    ) -> Option<Alias> {
        let text = self.report.text("name", value)?;
        if self.form == Form::Patterns && text.contains(['{', '}']) {
            let problem =
                self.report.error("pattern-in-name", value.span, "`name` cannot be a pattern");
            self.report.push(problem.help(
                "it is shown and written as it stands: choose one form, and put the pattern into `names`",
            ));
            return None;
        }
        if !self.name_is_sound(text, value.span) {
            return None;
        }
        // The canonical name is neutral: nobody decreed it, and it means the entity as a whole.
        let rule = Rule {
            kind: super::Kind::Name,
            by: Vec::new(),
            since: None,
            until: None,
            seen: None,
            scope: super::Scope::Exact,
            tone: super::Tone::Neutral,
            ..ground.rule.clone()
        };
        let rule = self.share(rule);
        Some(Alias { text: text.into(), rule, place: self.report.place(value.span) })
    }

    /// `names`: a language and its plain names, as a list or as a table with a source of its own.
    pub(super) fn plain_names(
        &mut self,
        value: &Value<'_>,
        ground: &Ground<'_>,
        names: &mut Names,
    ) {
        let Content::Table(table) = &value.content else {
            self.report.wrong_type("names", value, "a table of languages: names.en = [\"…\"]");
            return;
        };
        // A name that several languages give is that of the first by its tag: the order of the file means nothing.
        let mut members: Vec<_> = table.members.iter().collect();
        members.sort_by_key(|member| &member.key);
        for member in members {
            if self.report.language(&member.key, member.key_span) {
                self.names_of_language(member, ground, names);
            }
        }
    }

    fn names_of_language(&mut self, member: &Member<'_>, ground: &Ground<'_>, names: &mut Names) {
        let mut rule = Rule { lang: member.key.to_string(), ..ground.rule.clone() };
        let mut sourced = ground.sourced;
        let mut list = Some(&member.value);
        if let Content::Table(table) = &member.value.content {
            for member in &table.members {
                match member.key.as_ref() {
                    "text" => {}
                    "source" => {
                        sourced = true;
                        self.rule_key(&mut rule, member);
                    }
                    key if super::rule::KEYS.contains(&key) => {
                        let message = format!("`{key}` cannot be said of plain names");
                        let problem = self.report.error("unknown-key", member.key_span, message);
                        self.report
                            .push(problem.help("put these names into a block: [[entity.….alias]]"));
                    }
                    _ => self.report.unknown_key(member, &["source", "text"], "plain names"),
                }
            }
            list = table.get("text");
            if list.is_none() {
                self.report.missing_key(
                    member.value.span,
                    "text",
                    "list the names: text = [\"…\"]",
                );
            }
        }
        let Some(list) = list else { return };
        self.check_designation(&rule, &Table::default(), member.key_span);
        let rule = self.share(rule);
        for (text, span) in self.report.texts(&member.key, list) {
            for alias in self.aliases(text, span, &rule) {
                names.plain(alias, sourced);
            }
        }
    }

    /// One alias block. Where a key of it is wrong, its names are left out.
    pub(super) fn alias_block(
        &mut self,
        value: &Value<'_>,
        ground: &Ground<'_>,
        names: &mut Names,
    ) {
        let Some(table) = self.report.table("alias", value) else { return };
        let before = self.report.errors();
        let mut rule = ground.rule.clone();
        let mut sourced = ground.sourced;
        for member in &table.members {
            sourced |= member.key == "source";
            if member.key != "text" && !self.rule_key(&mut rule, member) {
                let known: Vec<_> = ["text"].iter().chain(super::rule::KEYS).copied().collect();
                self.report.unknown_key(member, &known, "an alias");
            }
        }
        self.check_period(&rule, table, value.span);
        self.check_designation(&rule, table, value.span);
        let sound = self.report.errors() == before;
        let Some(texts) = table.get("text") else {
            self.report.missing_key(
                value.span,
                "text",
                "an alias block needs its name: text = \"…\"",
            );
            return;
        };
        // Blocks of one agent are told apart, even where they say the same: see `rival-officials`.
        let rule = if rule.by.is_empty() { self.share(rule) } else { Arc::new(rule) };
        for (text, span) in self.report.texts("text", texts) {
            let mut contradicted = None;
            for alias in self.aliases(text, span, &rule) {
                if sound && let Err(first) = names.block(alias, sourced) {
                    contradicted.get_or_insert(first);
                }
            }
            if let Some(first) = contradicted {
                let message = format!("{} is given twice, with different rules", quoted(text));
                let problem = self.report.error("contradicting-alias", span, message);
                self.report.push(
                    problem
                        .related(first, "first given here")
                        .help("join the two blocks, or take the name out of one"),
                );
            }
        }
    }

    /// The aliases that one text stands for.
    fn aliases(&mut self, text: &str, span: Span, rule: &Arc<Rule>) -> Vec<Alias> {
        let place = self.report.place(span);
        self.forms(text, span)
            .into_iter()
            .map(|text| Alias { text, rule: Arc::clone(rule), place: place.clone() })
            .collect()
    }

    /// The names that one text stands for: itself, or the forms of a pattern.
    pub(super) fn forms(&mut self, text: &str, span: Span) -> Vec<String> {
        if !self.name_is_sound(text, span) {
            return Vec::new();
        }
        if self.form == Form::Literal || !text.contains(['{', '}', '\\']) {
            return vec![text.into()];
        }
        match Pattern::parse(text) {
            Ok(pattern) if pattern.count() > self.forms_left => {
                self.too_many_forms(span);
                Vec::new()
            }
            Ok(pattern) => {
                self.forms_left -= pattern.count();
                pattern.forms()
            }
            Err(invalid) => {
                self.invalid_pattern(text, span, &invalid);
                Vec::new()
            }
        }
    }

    /// Whether a text can be a name at all; reports what is wrong where it cannot.
    fn name_is_sound(&mut self, text: &str, span: Span) -> bool {
        let report = &self.report;
        let literal = self.form == Form::Literal || !text.contains(['{', '\\']);
        let problem = if text.trim().is_empty() {
            report.error("empty-name", span, "a name is empty").help("fill it in, or take it away")
        } else if text.trim().len() < text.len() {
            self.blank_edge(text, span)
        } else if literal && text.len() > MAX_CHARS && text.chars().count() > MAX_CHARS {
            let problem = PatternProblem::TooLong(text.chars().count());
            let invalid = InvalidPattern { span: Span::default(), problem };
            report.error("pattern-limit", span, invalid.to_string()).help(problem.cure())
        } else {
            return true;
        };
        self.report.push(problem);
        false
    }

    /// Says once that the patterns of the file have too many forms.
    fn too_many_forms(&mut self, span: Span) {
        if self.forms_left > 0 {
            let message = format!("the patterns of this file have more than {MOST_FORMS} forms");
            let problem = self.report.error("pattern-limit", span, message);
            self.report.push(problem.help(
                "write patterns for spellings that are met, and split the file where all of them are",
            ));
        }
        self.forms_left = 0;
    }

    /// A name with blanks before or after it; the cure takes them away where they are written as they read.
    fn blank_edge(&self, text: &str, span: Span) -> Diagnostic {
        let message = format!("{} begins or ends with a blank", quoted(text));
        let problem = self
            .report
            .error("blank-edge", span, message)
            .help("take the blank away: where a name may begin and end is the engine's business");
        let place = self.report.inside(span, text, Span::new(0, text.len()));
        if self.report.written(place) == text { problem.fix(place, text.trim()) } else { problem }
    }

    fn invalid_pattern(&mut self, text: &str, span: Span, invalid: &InvalidPattern) {
        let rule = match invalid.problem {
            PatternProblem::TooManyForms(_) | PatternProblem::TooLong(_) => "pattern-limit",
            PatternProblem::EmptyForm => "empty-name",
            _ => "bad-pattern",
        };
        let span = self.report.inside(span, text, invalid.span);
        let problem = self.report.error(rule, span, invalid.to_string());
        self.report.push(problem.help(invalid.problem.cure()));
    }
}
