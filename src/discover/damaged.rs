//! Known names that stand in a text damaged: they are found in the text as it may have been.

use super::discoverer::{Reading, meant};
use super::mend::mend;
use super::tally::Subject;
use crate::annotate::Buffers;
use crate::passage::single_blanks;
use crate::resolve::{Context, Verdict};

impl Reading<'_> {
    /// Mends the text, and takes note of the names in it that were not there before.
    pub(super) fn read_damaged(&mut self, buffers: &mut Buffers) {
        let discoverer = self.discoverer;
        let Some(mended) = mend(self.text.text, self.words, self.lexicon, &discoverer.near) else {
            return;
        };
        let context = Context { nested: false, explain: false, ..self.text.context.clone() };
        for link in discoverer.annotator.annotate(&mended.text, &context, buffers) {
            let Verdict::Entity(candidate) = link.verdict else { continue };
            let Some(piece) = mended.within(link.span).next() else { continue };
            let source = mended.source(link.span);
            // The engine passes over some damage itself.
            if meant(self.links, source).is_some_and(|known| known.entity == candidate.entity) {
                continue;
            }
            let surface = single_blanks(source.of(self.text.text));
            let subject = Subject::Damaged(piece.way, candidate.alias, surface);
            self.tally.see(subject, self.text, source);
        }
    }
}
