//! Which of the mentions that overlap are kept.

use crate::span::Span;

/// From left to right, the longest is kept; what lies inside it or crosses it is hidden. With `nested`, what lies wholly inside a kept
/// one is kept too.
pub(super) struct Chooser {
    nested: bool,
    /// Where the last one kept ends.
    reach: usize,
}

impl Chooser {
    pub(super) const fn new(nested: bool) -> Self {
        Self { nested, reach: 0 }
    }

    /// Whether to keep the next one; they come sorted by start, the longer first.
    pub(super) fn keeps(&mut self, span: Span) -> bool {
        if span.start >= self.reach {
            self.reach = span.end;
            true
        } else {
            self.nested && span.end <= self.reach
        }
    }
}
