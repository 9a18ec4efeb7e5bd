//! The plain aho-corasick crate, with the same checks: what [`Scanner`](super::Scanner) is measured against, and held to.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};

use super::matches::Checks;
use super::{Mention, ScanBuffers, sort};
use crate::fold::FoldedText;
use crate::gazetteer::{Gazetteer, KeyIndex};

/// Finds the names of one gazetteer with the contiguous NFA of the aho-corasick crate, in text that was folded before.
#[derive(Debug)]
pub struct PlainScanner {
    automaton: AhoCorasick,
    /// By pattern number.
    keys: Vec<KeyIndex>,
    checks: Checks,
}

impl PlainScanner {
    /// Prepares to find all names of `gazetteer`, those that overlap too: the mentions that [`Scanner`](super::Scanner) gives.
    ///
    /// # Panics
    /// When the automaton would need more than 2^31 states: some hundred million bytes of names.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self::with(gazetteer, MatchKind::Standard)
    }

    /// Prepares to find names as most people use the crate: from left to right, only the longest at each place, and the next after its
    /// end. That loses mentions: a longest one that fails a check hides a shorter one that would not.
    ///
    /// # Panics
    /// When the automaton would need more than 2^31 states: some hundred million bytes of names.
    #[must_use]
    pub fn leftmost_longest(gazetteer: &Gazetteer) -> Self {
        Self::with(gazetteer, MatchKind::LeftmostLongest)
    }

    fn with(gazetteer: &Gazetteer, kind: MatchKind) -> Self {
        let keys: Vec<_> = gazetteer.keys().collect();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(kind)
            .build(keys.iter().map(|&key| gazetteer.key(key).into_owned()))
            .expect("the keys fit the automaton");
        Self { automaton, keys, checks: Checks::new(gazetteer) }
    }

    /// Finds mentions in `text`, whose fold is `folded`, in place of what `mentions` held; sorted by start, the longer first.
    pub fn scan(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        folded: &FoldedText,
        buffers: &mut ScanBuffers,
        mentions: &mut Vec<Mention>,
    ) {
        mentions.clear();
        let mut checking = self.checks.begin(gazetteer, (text, folded), buffers, mentions);
        let mut take =
            |found: Match| checking.take(self.keys[found.pattern().as_usize()], found.range());
        match self.automaton.match_kind() {
            MatchKind::Standard => {
                self.automaton.find_overlapping_iter(folded.as_bytes()).for_each(&mut take);
            }
            _ => self.automaton.find_iter(folded.as_bytes()).for_each(&mut take),
        }
        sort(mentions);
    }
}
