//! The words that guards and cues look for, found in a text all at once and only when somebody asks.

use std::collections::{BTreeSet, HashMap};

use crate::boundary::{Edges, may_begin};
use crate::dictionary::Cue;
use crate::fold::{FoldedText, key};
use crate::gazetteer::Gazetteer;
use crate::scan::WordKeys;
use crate::span::Span;

/// Every word and stem of every cue of a gazetteer.
#[derive(Debug)]
pub(super) struct CueIndex {
    words: WordKeys,
    /// Key of a word or stem → its number.
    numbers: HashMap<String, u32>,
}

/// Where the cues stand in one text.
#[derive(Debug, Default)]
pub(super) struct CueHits {
    /// By number.
    places: HashMap<u32, Places>,
}

/// Where one of them stands; both lists ascend.
#[derive(Debug, Default)]
struct Places {
    /// At the beginning of a word.
    stems: Vec<Span>,
    /// As whole words.
    words: Vec<Span>,
}

impl CueIndex {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let cues = gazetteer.rules().iter().flat_map(|rule| {
            [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against].into_iter().flatten()
        });
        let keys: BTreeSet<String> =
            cues.filter_map(cue_key).filter(|key| !key.is_empty()).collect();
        let words = WordKeys::new(keys.iter().map(String::as_str).zip(0..));
        Self { words, numbers: keys.into_iter().zip(0..).collect() }
    }

    /// Finds the cues of `text`, whose fold is `folded`; those that touch one of `mentions` (sorted by start, disjoint) do not count, so
    /// that rewriting a mention never changes a reading.
    pub(super) fn find(&self, text: &str, folded: &FoldedText, mentions: &[Span]) -> CueHits {
        let mut hits = CueHits::default();
        let mut cursor = folded.cursor();
        self.words.find(folded, |number, found| {
            let Some(start) = cursor.start(found.start) else { return };
            let Some(end) = cursor.end(found.end) else { return };
            let span = Span::new(start, end);
            let edges = Edges::of(text, span);
            let next = mentions.partition_point(|mention| mention.end <= start);
            let in_mention = mentions.get(next).is_some_and(|mention| mention.overlaps(span));
            if edges.left && may_begin(text, start) && !in_mention {
                let places = hits.places.entry(number).or_default();
                places.stems.push(span);
                if edges.right {
                    places.words.push(span);
                }
            }
        });
        hits
    }

    /// Where `cue`, a word or a stem, stands first in `range`.
    pub(super) fn first(&self, hits: &CueHits, cue: &Cue, range: Span) -> Option<Span> {
        let number = self.numbers.get(&cue_key(cue)?)?;
        let places = hits.places.get(number)?;
        let spans = if matches!(cue, Cue::Word(_)) { &places.words } else { &places.stems };
        let next = spans.partition_point(|span| span.start < range.start);
        spans.get(next).copied().filter(|span| range.contains(*span))
    }
}

fn cue_key(cue: &Cue) -> Option<String> {
    match cue {
        Cue::Word(text) | Cue::Stem(text) => Some(key(text)),
        Cue::Entity(_) => None,
    }
}
