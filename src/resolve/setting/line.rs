//! Whether letter case says something in a line.

use super::{Listed, Reading};
use crate::language::List;
use crate::span::Span;

/// So much of a line is looked at on each side, in bytes.
const REACH: usize = 240;
/// A word of so many letters is written with a capital in a headline, unless it is a small one.
const LETTERS: usize = 3;
/// Lists of small words.
const SMALL: [List; 4] = [List::Small, List::And, List::Place, List::Apart];

impl<'t> Reading<'_, 't> {
    /// Whether a word near `span`, in its line, is written without a capital: then one that has a capital has it for a reason.
    pub(super) fn has_low_words(&self, span: Span) -> bool {
        let text = self.text;
        let (mut from, mut to) =
            (span.start.saturating_sub(REACH), (span.end + REACH).min(text.len()));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        let before = text[from..span.start].rsplit('\n').next().unwrap_or_default();
        let after = text[span.end..to].split('\n').next().unwrap_or_default();
        let pieces = || {
            let words = |piece: &'t str| piece.split(|c: char| !c.is_alphabetic());
            let is_low = |word: &&str| {
                word.starts_with(char::is_lowercase)
                    && word.chars().take(LETTERS).count() == LETTERS
            };
            words(before).chain(words(after)).filter(is_low).map(|word| self.lists(word))
        };
        // Most lines have a word that is in no list; for the rest the language of the text matters.
        pieces().any(Listed::is_empty) || pieces().any(|lists| !lists.has_one(&SMALL))
    }
}
