//! The sentence around a mention, and the first few of many.

use crate::passage::Passage;
use crate::span::Span;

/// So much of a sentence is kept on either side of a mention, in bytes.
const SIDE: usize = 140;

/// A mention in its sentence. Blanks and line breaks are one blank each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excerpt {
    /// How many of its sort stand before it in its text: excerpts of different texts come first.
    pub(super) nth: u32,
    /// The number of its text in the corpus.
    pub document: u64,
    /// Where the mention stands in its text.
    pub span: Span,
    /// What its record is called.
    pub record: String,
    /// The field that it stands in.
    pub field: String,
    /// What stands before it.
    pub before: String,
    /// The mention.
    pub surface: String,
    /// What stands after it.
    pub after: String,
    /// Whether the sentence begins or ends elsewhere.
    pub cut: (bool, bool),
}

impl Excerpt {
    /// The sentence around `span`, or as much of it as is shown.
    pub(super) fn of(text: &str, span: Span) -> Self {
        let Passage { before, words, after, cut } = Passage::around(text, span, SIDE);
        Self {
            nth: 0,
            document: 0,
            span,
            record: String::new(),
            field: String::new(),
            before,
            surface: words,
            after,
            cut,
        }
    }

    /// The excerpt as one piece, and where the mention stands in it.
    pub(super) fn sentence(&self) -> (String, Span) {
        let start = self.before.len();
        let text = format!("{}{}{}", self.before, self.surface, self.after);
        (text, Span::new(start, start + self.surface.len()))
    }
}

/// The first `MOST` by order, whatever the order in which they come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> Default for First<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord, const MOST: usize> First<T, MOST> {
    pub(crate) fn add(&mut self, one: T) {
        let at = self.0.partition_point(|known| *known <= one);
        if at < MOST {
            self.0.truncate(MOST - 1);
            self.0.insert(at, one);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for one in other.0 {
            self.add(one);
        }
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }

    /// All of them, the first first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_the_first_in_any_order() {
        let mut first = First::<u32, 3>::default();
        for number in [5, 1, 4, 1, 3, 9] {
            first.add(number);
        }
        assert!(first.iter().eq(&[1, 1, 3]));
    }
}
