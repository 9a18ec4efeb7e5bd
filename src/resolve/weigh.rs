//! What one text says about the candidates of its mentions.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::cues::CueHits;
use super::definitions::{Meaning, long_form};
use super::equations::{self, Equation};
use super::nesting;
use super::{
    Bindings, Candidate, Context, Evidence, EvidenceKind, Known, Languages, Link, Resolver, Story,
    Verdict, weights,
};
use crate::dictionary::{Cue, Date, Relation, Rule, Within};
use crate::fold::{FoldedText, Form, Strictness};
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer, KeyIndex};
use crate::scan::{Mention, strictness};
use crate::span::Span;

/// One text while it is resolved.
pub(super) struct Document<'t> {
    resolver: &'t Resolver,
    gazetteer: &'t Gazetteer,
    text: &'t str,
    folded: Option<&'t FoldedText>,
    context: &'t Context,
    languages: Languages<'t>,
    /// All mentions, before any is chosen.
    met: Vec<Mention>,
    entities_met: OnceCell<Known>,
    cue_hits: OnceCell<CueHits>,
    /// The mentions that were chosen.
    chosen: Vec<Mention>,
    known: OnceCell<Known>,
    pub(super) equations: Vec<Equation>,
    bindings: Bindings,
}

/// A paragraph or sentence is followed no further than this from a mention, in bytes.
const LONGEST_REACH: usize = 2_000;

/// Where a text names one entity.
#[derive(Default)]
pub(super) struct Places {
    /// Each place, ascending; never empty.
    all: Vec<Span>,
    /// The first place of each key; few.
    keys: Vec<(KeyIndex, Span)>,
}

impl Places {
    fn add(&mut self, key: KeyIndex, span: Span) {
        self.all.push(span);
        if !self.keys.iter().any(|&(known, _)| known == key) {
            self.keys.push((key, span));
        }
    }

    /// The first place where the entity is named by another key.
    fn under_another(&self, key: KeyIndex) -> Option<Span> {
        self.keys.iter().find(|&&(other, _)| other != key).map(|&(_, span)| span)
    }
}

/// A candidate and what speaks for and against it.
pub(super) struct Weighed {
    candidate: Candidate,
    decoy: bool,
    score: i32,
    evidence: Vec<Evidence>,
}

impl<'t> Document<'t> {
    pub(super) fn new(
        resolver: &'t Resolver,
        gazetteer: &'t Gazetteer,
        text: &'t str,
        folded: Option<&'t FoldedText>,
        context: &'t Context,
    ) -> Self {
        Self {
            resolver,
            gazetteer,
            text,
            folded,
            context,
            languages: Languages::new(text, context.lang.as_deref()),
            met: Vec::new(),
            entities_met: OnceCell::new(),
            cue_hits: OnceCell::new(),
            chosen: Vec::new(),
            known: OnceCell::new(),
            equations: Vec::new(),
            bindings: HashMap::new(),
        }
    }

    /// Takes note of all mentions.
    pub(super) fn meet(&mut self, mentions: &[Mention]) {
        self.met = mentions.to_vec();
    }

    /// Takes note of the chosen ones, and reads what the text says about their names.
    pub(super) fn read(&mut self, chosen: &[Mention]) {
        self.chosen = chosen.to_vec();
        self.equations = equations::find(self.text, chosen.iter().map(|mention| mention.span));
        for equation in std::mem::take(&mut self.equations) {
            self.bind_equation(equation);
            self.equations.push(equation);
        }
        for mention in chosen {
            if self.may_be_defined(mention) && !self.bindings.contains_key(&mention.key) {
                self.bind_long_form(mention);
            }
        }
    }

    /// The aliases of a mention that hold, with their bits.
    pub(super) fn candidates(
        &self,
        mention: &Mention,
    ) -> impl Iterator<Item = (u32, AliasIndex)> + use<> {
        let held = mention.candidates;
        let range = self.gazetteer.candidate_range(mention.key);
        (0..)
            .zip(range)
            .filter(move |(bit, _)| held & 1 << bit != 0)
            .map(|(bit, number)| (bit, AliasIndex(number)))
    }

    /// `require` and `forbid`.
    pub(super) fn passes_guards(&self, alias: AliasIndex, mention: &Mention) -> bool {
        let rule = self.gazetteer.alias(alias).rule();
        let stands = |cue: &Cue| self.stands(cue, mention, Within::Document).is_some();
        (rule.require.is_empty() || rule.require.iter().any(stands))
            && !rule.forbid.iter().any(stands)
    }

    /// Whether a name of this language may take part here. One of another language in the same script needs its exact marks and
    /// evidence, and must not be a common word.
    pub(super) fn speaks_language(&self, alias: AliasIndex, mention: &Mention) -> bool {
        if !self.resolver.aliases[alias.0 as usize].foreign {
            return true;
        }
        let alias = self.gazetteer.alias(alias);
        let rule = alias.rule();
        if self.languages.admit(&rule.lang, alias.text()) {
            return true;
        }
        let exact = Strictness { keep_marks: true, ..strictness(rule) };
        let named_elsewhere = || {
            let met = self.entities_met().get(&alias.entity().index());
            met.is_some_and(|places| places.under_another(mention.key).is_some())
        };
        let has_cue =
            || rule.cue_for.iter().any(|cue| self.stands(cue, mention, rule.within).is_some());
        !self.resolver.common[mention.key.0 as usize]
            && Form::of(mention.span.of(self.text), exact) == Form::of(alias.text(), exact)
            && (named_elsewhere() || has_cue())
    }

    /// The words that make a mention a part of a longer name.
    pub(super) fn longer_name(&self, mention: &Mention) -> Option<Span> {
        nesting::inside_longer(self.text, mention.span)
    }

    /// The link of a mention that nothing could speak against.
    pub(super) fn plain_link(&self, mention: &Mention, alias: AliasIndex) -> Link {
        let alias = self.gazetteer.alias(alias);
        let candidate = Candidate {
            entity: alias.entity().index(),
            alias: alias.index(),
            attributed: self.attributes(alias.rule()),
        };
        let prior = i32::from(alias.rule().prior);
        let story = || Story {
            candidate,
            score: prior,
            evidence: vec![Evidence::new(EvidenceKind::Prior, prior)],
        };
        Link {
            span: mention.span,
            verdict: Verdict::Entity(candidate),
            quoted: false,
            stories: if self.context.explain { vec![story()] } else { Vec::new() },
        }
    }

    /// Collects what speaks for and against one candidate.
    pub(super) fn weigh(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        longer: Option<Span>,
    ) -> Weighed {
        let facts = self.resolver.aliases[alias.0 as usize];
        let alias = self.gazetteer.alias(alias);
        let (rule, entity) = (alias.rule(), alias.entity().index());
        let mut evidence = vec![Evidence::new(EvidenceKind::Prior, i32::from(rule.prior))];
        for (cues, kind, weight) in [
            (&rule.cue_for, EvidenceKind::CueFor, weights::CUE_FOR),
            (&rule.cue_against, EvidenceKind::CueAgainst, weights::CUE_AGAINST),
        ] {
            let stand = cues.iter().filter_map(|cue| self.stands(cue, mention, rule.within));
            evidence.extend(
                stand
                    .take(weights::MOST_CUES as usize)
                    .map(|span| Evidence::at(kind, weight, span)),
            );
        }
        match self.bindings.get(&mention.key) {
            Some(&Meaning::Entity(bound, span)) if bound == entity => {
                evidence.push(Evidence::at(EvidenceKind::Defined, weights::DEFINED, span));
            }
            Some(&(Meaning::Entity(_, span) | Meaning::Other(span))) => {
                let kind = EvidenceKind::DefinedOtherwise;
                evidence.push(Evidence::at(kind, weights::DEFINED_OTHERWISE, span));
            }
            None => {}
        }
        if let Some(span) = self.named_elsewhere(entity, mention.key) {
            evidence.push(Evidence::at(
                EvidenceKind::NamedElsewhere,
                weights::NAMED_ELSEWHERE,
                span,
            ));
        }
        for (relation, other) in alias.entity().relations() {
            if relation != Relation::DistinctFrom
                && let Some(places) = self.known().get(&other.index())
            {
                let span = places.all[0];
                let kind = EvidenceKind::Related(other.index());
                evidence.push(Evidence::at(kind, weights::RELATED, span));
            }
        }
        if let Some(words) = longer {
            evidence.push(Evidence::at(EvidenceKind::Nested, weights::NESTED, words));
        }
        if self.is_anachronism(rule) {
            evidence.push(Evidence::new(EvidenceKind::Anachronism, weights::ANACHRONISM));
        }
        let bare =
            !evidence.iter().any(|reason| reason.kind != EvidenceKind::Prior && reason.weight > 0);
        let common = self.resolver.common[mention.key.0 as usize];
        let wants_evidence = doubtful
            && bare
            && (facts.acronym || common)
            && !facts.decoy
            && !self.is_in_company(entity);
        if wants_evidence {
            evidence.push(Evidence::new(EvidenceKind::WantsEvidence, weights::DEFINED_OTHERWISE));
        }
        Weighed {
            candidate: Candidate {
                entity,
                alias: alias.index(),
                attributed: self.attributes(rule),
            },
            decoy: facts.decoy,
            score: evidence.iter().map(|reason| reason.weight).sum(),
            evidence,
        }
    }

    /// Decides between the candidates of one mention.
    pub(super) fn verdict(&self, mention: &Mention, mut weighed: Vec<Weighed>) -> Link {
        // Of the aliases of one entity the best speaks; equal scores keep the order of ids and names.
        weighed.sort_by_key(|one| (-one.score, one.candidate.entity, one.candidate.alias));
        let mut seen: Vec<EntityIndex> = Vec::with_capacity(weighed.len());
        weighed.retain(|one| {
            let new = !seen.contains(&one.candidate.entity);
            seen.push(one.candidate.entity);
            new
        });
        let best = weighed.first().map_or(i32::MIN, |one| one.score);
        let close: Vec<&Weighed> = weighed
            .iter()
            .filter(|one| one.score >= weights::ACCEPT && best - one.score < weights::MARGIN)
            .collect();
        let reported: Vec<Candidate> =
            close.iter().filter(|one| !one.decoy).map(|one| one.candidate).collect();
        let verdict = match (reported.as_slice(), close.len()) {
            ([], _) => Verdict::Nil,
            ([only], 1) => Verdict::Entity(*only),
            _ => Verdict::Ambiguous(reported),
        };
        let stories = weighed
            .into_iter()
            .filter(|_| self.context.explain)
            .map(|one| Story { candidate: one.candidate, score: one.score, evidence: one.evidence })
            .collect();
        Link { span: mention.span, verdict, quoted: false, stories }
    }

    /// Where a cue stands in the reach of a mention, outside it.
    fn stands(&self, cue: &Cue, mention: &Mention, within: Within) -> Option<Span> {
        let reach = self.reach(mention.span, within);
        match cue {
            Cue::Word(_) | Cue::Stem(_) => {
                let hits = self.cue_hits.get_or_init(|| self.find_cues());
                self.resolver.cues.first(hits, cue, reach)
            }
            Cue::Entity(id) => {
                let entity = self.gazetteer.entity_by_id(id.as_str())?.index();
                let places = &self.entities_met().get(&entity)?.all;
                let first = places.partition_point(|span| span.start < reach.start);
                let mut inside = places[first..].iter().take_while(|span| reach.contains(**span));
                inside.find(|span| !span.overlaps(mention.span)).copied()
            }
        }
    }

    fn find_cues(&self) -> CueHits {
        let mut covered: Vec<Span> = Vec::with_capacity(self.met.len());
        for mention in &self.met {
            match covered.last_mut() {
                Some(last) if mention.span.start < last.end => {
                    last.end = last.end.max(mention.span.end);
                }
                _ => covered.push(mention.span),
            }
        }
        let mut own = FoldedText::default();
        let folded = self.folded.unwrap_or_else(|| {
            own.fold(self.text);
            &own
        });
        self.resolver.cues.find(self.text, folded, &covered)
    }

    /// The text, or the paragraph or sentence around a span, as far as [`LONGEST_REACH`].
    fn reach(&self, span: Span, within: Within) -> Span {
        let ends: &[&str] = match within {
            Within::Document => return Span::new(0, self.text.len()),
            Within::Paragraph => &["\n\n", "\r\n\r\n"],
            Within::Sentence => &["\n\n", "\r\n\r\n", ". ", "! ", "? ", ".\n", "。", "؟ ", "۔"],
        };
        let mut low = span.start.saturating_sub(LONGEST_REACH);
        let mut high = (span.end + LONGEST_REACH).min(self.text.len());
        low = (low..span.start).find(|&at| self.text.is_char_boundary(at)).unwrap_or(span.start);
        high =
            (span.end..=high).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(span.end);
        let (before, after) = (&self.text[low..span.start], &self.text[span.end..high]);
        let start = ends.iter().filter_map(|end| Some(low + before.rfind(end)? + end.len())).max();
        let end = ends.iter().filter_map(|end| after.find(end)).min();
        Span::new(start.unwrap_or(low), end.map_or(high, |end| span.end + end))
    }

    /// The entities of all mentions, chosen or not, that their names name alone.
    fn entities_met(&self) -> &Known {
        self.entities_met.get_or_init(|| self.entities_of(&self.met))
    }

    /// Those of the chosen ones.
    fn known(&self) -> &Known {
        self.known.get_or_init(|| self.entities_of(&self.chosen))
    }

    fn entities_of(&self, mentions: &[Mention]) -> Known {
        let mut known = Known::new();
        for mention in mentions.iter().filter(|mention| !self.is_in_doubt(mention)) {
            let mut entities = self.entities(mention);
            if let (Some(entity), None) = (entities.next(), entities.next()) {
                known.entry(entity).or_default().add(mention.key, mention.span);
            }
        }
        known
    }

    /// Without letter case to go by, an acronym or a common word may be anything.
    fn is_in_doubt(&self, mention: &Mention) -> bool {
        let is_acronym =
            |(_, alias): (u32, AliasIndex)| self.resolver.aliases[alias.0 as usize].acronym;
        mention.doubtful != 0
            && (self.resolver.common[mention.key.0 as usize]
                || self.candidates(mention).any(is_acronym))
    }

    /// Whether the text surely names another entity of the same type: in a list of states, "TURKEY" is one.
    fn is_in_company(&self, entity: EntityIndex) -> bool {
        let kind = |entity: EntityIndex| self.gazetteer.entity(entity).entity_type();
        self.known().keys().any(|&other| other != entity && kind(other) == kind(entity))
    }

    /// The different entities that a mention may stand for; decoys count as one.
    fn entities(&self, mention: &Mention) -> impl Iterator<Item = EntityIndex> {
        let mut entities: Vec<_> = self
            .candidates(mention)
            .map(|(_, alias)| self.gazetteer.alias(alias).entity().index())
            .collect();
        entities.sort_unstable();
        entities.dedup();
        entities.into_iter()
    }

    fn named_elsewhere(&self, entity: EntityIndex, key: KeyIndex) -> Option<Span> {
        self.known().get(&entity)?.under_another(key)
    }

    /// A name and another that the text says mean the same: what both may mean is what they do mean.
    fn bind_equation(&mut self, equation: Equation) {
        let mention_at = |span: Span| {
            let order = |mention: &Mention| (mention.span.start, usize::MAX - mention.span.end);
            let at = self.chosen.binary_search_by_key(&(span.start, usize::MAX - span.end), order);
            at.ok().map(|at| self.chosen[at])
        };
        let (Some(left), Some(right)) = (mention_at(equation.left), mention_at(equation.right))
        else {
            return;
        };
        let common =
            self.entities(&left).find(|entity| self.entities(&right).any(|other| other == *entity));
        if let Some(entity) = common {
            for (mention, other) in [(left, right), (right, left)] {
                if self.resolver.plain[mention.key.0 as usize].is_none() {
                    let meaning = Meaning::Entity(entity, other.span);
                    self.bindings.entry(mention.key).or_insert(meaning);
                }
            }
        }
    }

    /// An acronym beside a bracket.
    fn may_be_defined(&self, mention: &Mention) -> bool {
        let bytes = self.text.as_bytes();
        let bracket =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|&byte| byte == b'(');
        let Span { start, end } = mention.span;
        let beside = bracket(start.checked_sub(1))
            || self.text[..start].ends_with(['“', '‘', '"', '\''])
            || bracket(Some(end))
            || bracket(Some(end + 1));
        beside
            && self
                .candidates(mention)
                .any(|(_, alias)| self.resolver.aliases[alias.0 as usize].acronym)
    }

    /// The text gives a long form for an acronym: it is one of the candidates', or it says that the acronym means something else.
    fn bind_long_form(&mut self, mention: &Mention) {
        let Some(long) = long_form(self.text, mention.span) else { return };
        let words = long.of(self.text);
        let key_of_long = self.gazetteer.find(words);
        let known: Vec<_> = key_of_long
            .iter()
            .flat_map(|&key| self.gazetteer.candidates(key))
            .map(|alias| alias.entity().index())
            .collect();
        let long_key = crate::fold::key(words);
        let meant = self
            .entities(mention)
            .find(|&entity| known.contains(&entity) || self.shares_word(entity, &long_key));
        let meaning = match meant {
            Some(entity) => Meaning::Entity(entity, long),
            None if is_initials(mention.span.of(self.text), &long_key) => Meaning::Other(long),
            None => return,
        };
        self.bindings.insert(mention.key, meaning);
    }

    /// Whether a name of the entity has a telling word in common with a long form: another spelling of it.
    fn shares_word(&self, entity: EntityIndex, long: &str) -> bool {
        const TELLING: usize = 5;
        let telling = |word: &str| word.len() >= TELLING;
        self.gazetteer.entity(entity).aliases().any(|alias| {
            let name = crate::fold::key(alias.text());
            name.split(' ').any(|word| telling(word) && long.split(' ').any(|other| other == word))
        })
    }

    /// Whether a text of this date may know who uses the name since when.
    fn attributes(&self, rule: &Rule) -> bool {
        match (self.context.date, rule.since) {
            (Some(date), Some(since)) => !precedes(date, since),
            _ => true,
        }
    }

    fn is_anachronism(&self, rule: &Rule) -> bool {
        let Some(date) = self.context.date else { return false };
        rule.since.is_some_and(|since| precedes(date, since))
            || rule.until.is_some_and(|until| precedes(until, date))
    }
}

/// Whether all of `one` lies before all of `other`, as far as both are known.
fn precedes(one: Date, other: Date) -> bool {
    let parts = |date: Date| [date.year, date.month.into(), date.day.into()];
    for (a, b) in parts(one).into_iter().zip(parts(other)) {
        if a == 0 || b == 0 {
            return false;
        }
        if a != b {
            return a < b;
        }
    }
    false
}

/// Whether an acronym of three letters or more is made of the first letters of all words that count.
fn is_initials(acronym: &str, long: &str) -> bool {
    const SMALL: &[&str] =
        &["of", "the", "and", "for", "a", "an", "in", "on", "to", "e", "i", "al"];
    let letters: String =
        acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let words = long.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let initials: String =
        words.filter(|word| !SMALL.contains(word)).filter_map(|word| word.chars().next()).collect();
    letters.chars().count() >= 3 && initials == letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_precede_as_far_as_known() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(precedes(date("2024-07-30"), date("2024-07-31")));
        assert!(!precedes(date("2024-07"), date("2024-07-31")));
        assert!(!precedes(date("2024"), date("2024-07-31")));
        assert!(precedes(date("2023"), date("2024-07-31")));
        assert!(!precedes(date("2025"), date("2024-07-31")));
    }

    #[test]
    fn initials_are_strict() {
        assert!(is_initials("TTP", "thrombotic thrombocytopenic purpura"));
        assert!(is_initials("TTP", "tactics, techniques and procedures"));
        assert!(!is_initials("TTP", "the taliban of pakistan"));
        assert!(!is_initials("US", "university of sussex"));
    }
}
