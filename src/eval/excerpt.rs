//! The words of an error and those around them.

use crate::dictionary::Within;
use crate::resolve::reach;
use crate::span::Span;

/// So many characters on either side are near.
const NEAR: usize = 40;
/// A sentence is shown so far on either side, in characters.
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
        let sentence = reach::of(text, span, Within::Sentence);
        let (start, end) = (sentence.start.min(span.start), sentence.end.max(span.end));
        Self {
            before: last(&text[..span.start], NEAR),
            words: single_blanks(span.of(text)),
            after: first(&text[span.end..], NEAR),
            sentence_before: last(&text[start..span.start], FAR).trim_start().to_owned(),
            sentence_after: first(&text[span.end..end], FAR).trim_end().to_owned(),
        }
    }
}

/// The last characters of a text.
fn last(text: &str, most: usize) -> String {
    let start = text.char_indices().rev().take(most).last().map_or(text.len(), |(at, _)| at);
    single_blanks(&text[start..])
}

/// The first characters of a text.
fn first(text: &str, most: usize) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    single_blanks(&text[..end])
}

fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for char in text.chars() {
        if !char.is_whitespace() {
            single.push(char);
        } else if !single.ends_with(' ') {
            single.push(' ');
        }
    }
    single
}
