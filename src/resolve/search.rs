//! The cues of one text, found when somebody asks.

use std::cell::OnceCell;
use std::ops::Range;

use super::cues::{CueIndex, CueList};
use super::hits::{CueHits, gather};
use crate::fold::FoldedText;
use crate::scan::Mention;
use crate::span::Span;

/// When more sets of words are asked for than this, all cues are looked for at once: then a text is never gone through more often.
const MOST_SOUGHT: usize = 4;

/// A text, and what was found in it.
pub(super) struct CueSearch<'t> {
    index: &'t CueIndex,
    text: &'t str,
    /// The fold of the text, where the caller has it.
    folded: Option<&'t FoldedText>,
    mentions: &'t [Mention],
    found: OnceCell<Box<Found>>,
}

struct Found {
    /// The fold of the text, where the caller had none.
    own_folded: Option<FoldedText>,
    /// What mentions cover, in order; those that touch make one span.
    covered: Vec<Span>,
    /// The sets of words that were asked for first.
    sets: [OnceCell<(u32, CueHits)>; MOST_SOUGHT],
    all: OnceCell<CueHits>,
}

impl<'t> CueSearch<'t> {
    pub(super) const fn new(
        index: &'t CueIndex,
        text: &'t str,
        folded: Option<&'t FoldedText>,
        mentions: &'t [Mention],
    ) -> Self {
        Self { index, text, folded, mentions, found: OnceCell::new() }
    }

    /// Where the words of these cues stand, and maybe others. Those that touch a mention do not count, so that rewriting a mention
    /// never changes a reading.
    pub(super) fn hits(&self, cues: &CueList) -> &CueHits {
        let found = self.found.get_or_init(|| Box::new(self.begin()));
        if let Some(seeker) = self.index.seeker(cues) {
            for cell in &found.sets {
                let seek = || self.gather(found, |folded, found| seeker.find(folded, found));
                let (set, hits) = cell.get_or_init(|| (cues.set, seek()));
                if *set == cues.set {
                    return hits;
                }
            }
        }
        let words = self.index.words();
        found.all.get_or_init(|| self.gather(found, |folded, found| words.find(folded, found)))
    }

    fn begin(&self) -> Found {
        let own_folded = self.folded.is_none().then(|| {
            let mut folded = FoldedText::default();
            folded.fold(self.text);
            folded
        });
        let mut covered: Vec<Span> = Vec::with_capacity(self.mentions.len());
        for mention in self.mentions {
            match covered.last_mut() {
                Some(last) if mention.span.start < last.end => {
                    last.end = last.end.max(mention.span.end);
                }
                _ => covered.push(mention.span),
            }
        }
        let sets = [const { OnceCell::new() }; MOST_SOUGHT];
        Found { own_folded, covered, sets, all: OnceCell::new() }
    }

    fn gather(
        &self,
        found: &Found,
        find: impl FnOnce(&FoldedText, &mut dyn FnMut(u32, Range<usize>)),
    ) -> CueHits {
        let folded = self.folded.or(found.own_folded.as_ref());
        let folded = folded.expect("the text was folded when the search began");
        gather(self.text, self.index.affixes(), folded, &found.covered, |found| find(folded, found))
    }
}
