//! The words of an error and those around them.

use crate::passage::{Passage, single_blanks};
use crate::span::Span;

/// So many characters on either side are near.
const NEAR: usize = 40;
/// A sentence is shown so far on either side, in bytes.
const FAR: usize = 300;

/// Words with what stands around them. Blanks and line breaks are one blank each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Some forty characters before.
    pub before: String,
    /// The words.
    pub words: String,
    /// Some forty characters after.
    pub after: String,
    /// What stands before them in their sentence.
    pub sentence_before: String,
    /// What stands after them in it.
    pub sentence_after: String,
}

impl Excerpt {
    pub(super) fn of(text: &str, span: Span) -> Self {
        let sentence = Passage::around(text, span, FAR);
        Self {
            before: last(&text[..span.start], NEAR),
            words: sentence.words,
            after: first(&text[span.end..], NEAR),
            sentence_before: sentence.before,
            sentence_after: sentence.after,
        }
    }
}

/// The last characters of a text. No word is cut where there are blanks.
fn last(text: &str, most: usize) -> String {
    let start = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    let (rest, last) = text.split_at(start);
    let is_cut = !(rest.is_empty() || rest.ends_with(char::is_whitespace));
    let whole = last.find(char::is_whitespace).filter(|_| is_cut);
    single_blanks(&last[whole.unwrap_or(0)..])
}

/// The first characters of a text, in the same manner.
fn first(text: &str, most: usize) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let (first, rest) = text.split_at(end);
    let is_cut = !(rest.is_empty() || rest.starts_with(char::is_whitespace));
    let whole = first.rfind(char::is_whitespace).filter(|_| is_cut);
    single_blanks(&first[..whole.unwrap_or(first.len())])
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, first, last};
    use crate::span::Span;

    #[test]
    fn no_word_is_cut_where_there_are_blanks() {
        let cases =
            [("to be or", 4, " or", "to"), ("to be", 9, "to be", "to be"), ("a  b", 3, " b", "a ")];
        for (text, most, at_end, at_start) in cases {
            assert_eq!(last(text, most), at_end, "{text}");
            assert_eq!(first(text, most), at_start, "{text}");
        }
        assert_eq!((last("安卡拉", 2), first("安卡拉", 2)), ("卡拉".into(), "安卡".into()));
    }

    #[test]
    fn an_excerpt_has_what_is_near_and_the_sentence() {
        let text = "First. In\nTurkey it rained. Last.";
        let excerpt = Excerpt::of(text, Span::new(10, 16));
        assert_eq!(excerpt.before, "First. In ");
        assert_eq!(excerpt.words, "Turkey");
        assert_eq!(excerpt.after, " it rained. Last.");
        assert_eq!(excerpt.sentence_before, "In ");
        assert_eq!(excerpt.sentence_after, " it rained.");
    }
}
