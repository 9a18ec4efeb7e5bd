//! The plain aho-corasick crate, with the same checks: what [`Scanner`](super::Scanner) is measured against, and held to.

use aho_corasick::{AhoCorasick, MatchKind};

use super::matches::Checks;
use super::{Mention, ScanBuffers, sort};
use crate::fold::FoldedText;
use crate::gazetteer::{Gazetteer, KeyIndex};
use crate::span::Span;

/// Finds the names of one gazetteer with the automaton that the aho-corasick crate builds when nobody asks for a kind, in text that
/// was folded before. It gives the mentions that [`Scanner`](super::Scanner) gives.
#[derive(Debug)]
pub struct PlainScanner {
    automaton: AhoCorasick,
    /// By pattern number.
    keys: Vec<KeyIndex>,
    checks: Checks,
}

impl PlainScanner {
    /// Prepares to scan for the names of `gazetteer`.
    ///
    /// # Panics
    /// When the automaton would need more than 2^31 states: some hundred million bytes of names.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let keys: Vec<_> = gazetteer.keys().collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(keys.iter().map(|&key| gazetteer.key(key).into_owned()))
            .expect("the keys fit the automaton");
        Self { automaton, keys, checks: Checks::new(gazetteer) }
    }

    /// Finds every mention in `text`, whose fold is `folded`, in place of what `mentions` held; sorted by start, the longer first.
    pub fn scan(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        folded: &FoldedText,
        buffers: &mut ScanBuffers,
        mentions: &mut Vec<Mention>,
    ) {
        mentions.clear();
        let mut checking = self.checks.begin(gazetteer, text, buffers);
        for found in self.automaton.find_overlapping_iter(folded.as_bytes()) {
            let key = self.keys[found.pattern().as_usize()];
            if let Some(start) = folded.start(found.start())
                && let Some(end) = folded.end(found.end())
            {
                mentions.extend(checking.mention(key, Span::new(start, end)));
            }
        }
        sort(mentions);
    }
}
