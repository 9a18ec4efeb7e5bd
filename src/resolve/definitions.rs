//! Acronyms that the text defines: "Balochistan Liberation Army (BLA)", in either order.

use crate::boundary::{is_quotation_mark, is_word};
use crate::span::Span;

/// What the text says that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This entity; the words that say so.
    Entity(crate::gazetteer::EntityIndex, Span),
    /// Something that no dictionary knows.
    Other(Span),
}

/// What a text says that an acronym is short for.
#[derive(Clone, Copy, Debug)]
pub(super) struct LongForm {
    pub(super) span: Span,
    /// The letters of the acronym begin its words, small words aside.
    pub(super) is_spelled_out: bool,
}

/// The long form that stands before `(TTP)` or, in brackets, after `TTP (`.
pub(super) fn long_form(text: &str, acronym: Span) -> Option<LongForm> {
    before_bracket(text, acronym).or_else(|| in_bracket(text, acronym))
}

fn before_bracket(text: &str, acronym: Span) -> Option<LongForm> {
    let before = text[..acronym.start].trim_end_matches(is_quotation_mark).strip_suffix('(')?;
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    if !after.starts_with([')', ',', ';']) {
        return None;
    }
    let short = acronym.of(text);
    let end = before.trim_end().trim_end_matches(is_quotation_mark).len();
    let start = window_start(&text[..end], most_words(short));
    find(text, Span::new(start, end), short)
}

/// What stands in brackets is no longer, in bytes.
const LONGEST: usize = 500;

fn in_bracket(text: &str, acronym: Span) -> Option<LongForm> {
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    let blank = after.len() - after.trim_start_matches(' ').len();
    let inside = after[blank..].strip_prefix('(')?;
    let start = text.len() - inside.len();
    let end =
        inside.bytes().take(LONGEST).position(|byte| matches!(byte, b')' | b';' | b'\n'))? + start;
    let short = acronym.of(text);
    let is_short_enough = text[start..end].split_whitespace().count() <= most_words(short);
    is_short_enough.then(|| find(text, Span::new(start, end), short))?
}

/// The long form that ends where `window` does.
fn find(text: &str, window: Span, short: &str) -> Option<LongForm> {
    let words = window.of(text);
    let long_form = |first: usize, is_spelled_out: bool| LongForm {
        span: Span::new(window.start + first, window.end),
        is_spelled_out,
    };
    by_initials(short, words)
        .map(|first| long_form(first, true))
        .or_else(|| matches_backwards(short, words).map(|first| long_form(first, false)))
}

/// The bound of Schwartz and Hearst (2003): a long form has at most min(n + 5, 2 n) words.
fn most_words(short: &str) -> usize {
    let letters = short.chars().filter(|c| c.is_alphanumeric()).count();
    (letters + 5).min(letters * 2)
}

/// Where the last `count` words of the sentence begin.
fn window_start(before: &str, count: usize) -> usize {
    let sentence = before.rfind(['\n', '(', ')', ';', ':']).map_or(0, |at| at + 1);
    let mut start = before.len();
    for word in before[sentence..].split_whitespace().rev().take(count) {
        start = word.as_ptr() as usize - before.as_ptr() as usize;
    }
    start
}

/// Words that an acronym may leave out.
const SMALL: &[&str] =
    &["a", "al", "an", "and", "e", "for", "i", "in", "of", "on", "the", "to", "und", "y"];

/// Where the long form begins whose words, those of [`SMALL`] aside, begin with the letters of `short`, to its last word.
fn by_initials(short: &str, long: &str) -> Option<usize> {
    let mut letters = letters(short).into_iter().rev().peekable();
    letters.peek()?;
    let mut start = long.len();
    for word in long.split(|c| !is_word(c)).filter(|word| !word.is_empty()).rev() {
        let Some(&letter) = letters.peek() else { break };
        let lower = word.to_lowercase();
        if lower.starts_with(letter) {
            letters.next();
            start = word.as_ptr().addr() - long.as_ptr().addr();
        } else if !SMALL.contains(&lower.as_str()) {
            return None;
        }
    }
    letters.peek().is_none().then_some(start)
}

fn letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where the long form begins whose letters give `short` from right to left, its first letter at the beginning of a word (Schwartz and
/// Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", 2003).
fn matches_backwards(short: &str, long: &str) -> Option<usize> {
    let letters = letters(short);
    if letters.len() < 2 {
        return None;
    }
    let characters: Vec<(usize, char)> = long.char_indices().collect();
    let mut right = characters.len();
    for (number, &letter) in letters.iter().enumerate().rev() {
        loop {
            right = right.checked_sub(1)?;
            let (_, c) = characters[right];
            let begins_word = right == 0 || !is_word(characters[right - 1].1);
            if c.to_lowercase().eq([letter]) && (number > 0 || begins_word) {
                break;
            }
        }
    }
    let start = characters[right].0;
    // A long form that holds its own acronym, or is no longer, defines nothing.
    let found = &long[start..];
    (found.split_whitespace().count() > 1
        && !found.split(|c| !is_word(c)).any(|word| word == short))
    .then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_long_forms() {
        let cases = [
            (
                "the Balochistan Liberation Army (BLA) said",
                "BLA",
                Some("Balochistan Liberation Army"),
            ),
            (
                "thrombotic thrombocytopenic purpura (TTP) in",
                "TTP",
                Some("thrombotic thrombocytopenic purpura"),
            ),
            (
                "the TTP (Tactics, Techniques and Procedures) of",
                "TTP",
                Some("Tactics, Techniques and Procedures"),
            ),
            ("he met officials (TTP) there", "TTP", None),
            ("TTP said", "TTP", None),
            (
                "a biologics license application (“BLA”)",
                "BLA",
                Some("biologics license application"),
            ),
        ];
        for (text, short, expected) in cases {
            let start = text.find(short).unwrap();
            let found = long_form(text, Span::new(start, start + short.len()));
            assert_eq!(found.map(|found| found.span.of(text)), expected, "{text}");
        }
    }
}
