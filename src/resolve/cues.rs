//! The words that guards and cues look for, found in a text all at once and only when somebody asks.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::reach::Reach;
use crate::boundary::{Edges, may_begin};
use crate::dictionary::{Cue, Rule};
use crate::fold::{FoldedText, key};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::scan::WordKeys;
use crate::span::Span;

/// Every cue of a gazetteer, prepared once: the same word is looked for once, whoever asks for it.
#[derive(Debug)]
pub(super) struct CueIndex {
    words: WordKeys,
    /// By rule number.
    rules: Vec<RuleCues>,
}

/// The guards and cues of one rule.
#[derive(Debug)]
pub(super) struct RuleCues {
    pub(super) require: Vec<Target>,
    pub(super) forbid: Vec<Target>,
    pub(super) for_it: Vec<Target>,
    pub(super) against_it: Vec<Target>,
}

/// What a cue looks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// The whole word of this number.
    Word(u32),
    /// The beginning of a word.
    Stem(u32),
    /// A name of this entity.
    Entity(EntityIndex),
    /// Nothing that a text could have.
    Nothing,
}

/// Where the cues stand in one text.
#[derive(Debug, Default)]
pub(super) struct CueHits {
    /// As whole words.
    words: Vec<Hit>,
    /// At the beginning of a word.
    stems: Vec<Hit>,
}

/// Where a cue of this number stands. Hits are sorted by number, then by start.
type Hit = (u32, Span);

impl CueIndex {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let cues = gazetteer.rules().iter().flat_map(|rule| {
            [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against].into_iter().flatten()
        });
        let keys: BTreeSet<String> =
            cues.filter_map(cue_key).filter(|key| !key.is_empty()).collect();
        let words = WordKeys::new(keys.iter().map(String::as_str).zip(0..));
        let numbers: HashMap<&str, u32> = keys.iter().map(String::as_str).zip(0..).collect();
        let target = |cue: &Cue| {
            let number = cue_key(cue).and_then(|key| numbers.get(key.as_str()).copied());
            match (cue, number) {
                (Cue::Word(_), Some(number)) => Target::Word(number),
                (Cue::Stem(_), Some(number)) => Target::Stem(number),
                (Cue::Entity(id), _) => gazetteer
                    .entity_by_id(id.as_str())
                    .map_or(Target::Nothing, |entity| Target::Entity(entity.index())),
                _ => Target::Nothing,
            }
        };
        let targets = |cues: &[Cue]| cues.iter().map(target).collect();
        let rule_cues = |rule: &Arc<Rule>| RuleCues {
            require: targets(&rule.require),
            forbid: targets(&rule.forbid),
            for_it: targets(&rule.cue_for),
            against_it: targets(&rule.cue_against),
        };
        Self { words, rules: gazetteer.rules().iter().map(rule_cues).collect() }
    }

    /// The guards and cues of a rule, by its number.
    pub(super) fn of_rule(&self, rule: u32) -> &RuleCues {
        &self.rules[rule as usize]
    }

    /// Finds the cues of `text`, whose fold is `folded`; those that touch one of `mentions` (sorted by start, disjoint) do not count, so
    /// that rewriting a mention never changes a reading.
    pub(super) fn find(&self, text: &str, folded: &FoldedText, mentions: &[Span]) -> CueHits {
        let mut hits = CueHits::default();
        let mut cursor = folded.cursor();
        let mut next = 0;
        self.words.find(folded, |number, found| {
            let Some(start) = cursor.start(found.start) else { return };
            let Some(end) = cursor.end(found.end) else { return };
            let span = Span::new(start, end);
            while mentions.get(next).is_some_and(|mention| mention.end <= start) {
                next += 1;
            }
            if mentions.get(next).is_some_and(|mention| mention.overlaps(span)) {
                return;
            }
            let edges = Edges::of(text, span);
            if edges.left && may_begin(text, start) {
                hits.stems.push((number, span));
                if edges.right {
                    hits.words.push((number, span));
                }
            }
        });
        hits.stems.sort_unstable();
        hits.words.sort_unstable();
        hits
    }
}

impl CueHits {
    /// Where the whole word of this number stands first within reach.
    pub(super) fn first_word(&self, number: u32, reach: &Reach<'_>) -> Option<Span> {
        first(&self.words, number, reach)
    }

    /// Where a word that it begins does.
    pub(super) fn first_stem(&self, number: u32, reach: &Reach<'_>) -> Option<Span> {
        first(&self.stems, number, reach)
    }
}

fn first(hits: &[Hit], number: u32, reach: &Reach<'_>) -> Option<Span> {
    let start = hits.partition_point(|&(other, _)| other < number);
    let here = &hits[start..];
    let count = here.partition_point(|&(other, _)| other == number);
    reach.first(&here[..count], |&(_, span)| span)
}

fn cue_key(cue: &Cue) -> Option<String> {
    match cue {
        Cue::Word(text) | Cue::Stem(text) => Some(key(text)),
        Cue::Entity(_) => None,
    }
}
