//! The words beside a mention.

use crate::span::Span;

/// A longer word is not read to its end, in bytes.
const LONGEST: usize = 64;

/// The word before `at` that one blank separates from it.
pub(super) fn before(text: &str, at: usize) -> Option<Span> {
    let end = text[..at].strip_suffix(is_blank)?.len();
    let word = last_word(&text[..end]);
    (!word.is_empty()).then(|| Span::new(end - word.len(), end))
}

/// The word that ends a text, with its hyphens.
pub(super) fn last_word(text: &str) -> &str {
    let plain = text.bytes().rev().take(LONGEST).take_while(|&byte| is_plain(byte)).count();
    if text.len() == plain || text.as_bytes()[text.len() - plain - 1].is_ascii() {
        return &text[text.len() - plain..];
    }
    let mut from = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..].rsplit(|c: char| !is_of_word(c)).next().unwrap_or_default()
}

/// The same, where a full stop may end the word: `Corp. `.
pub(super) fn before_abbreviation(text: &str, at: usize) -> Option<Span> {
    before(text, at).or_else(|| {
        let end = text[..at].strip_suffix(is_blank)?.strip_suffix('.')?.len();
        let word = last_word(&text[..end]);
        (!word.is_empty()).then(|| Span::new(end - word.len(), end))
    })
}

/// The word that an apostrophe glues to what begins at `at`: `d'`.
pub(super) fn elided(text: &str, at: usize) -> Option<Span> {
    let before = &text[..at];
    let word = before.ends_with(['\'', '’']).then(|| last_word(before))?;
    Some(Span::new(at - word.len(), at))
}

/// A word without what an apostrophe glues to it: `l'Académie`.
pub(super) fn without_elision(text: &str, word: Span) -> Span {
    let own = word.of(text).rsplit(['\'', '’']).next().unwrap_or_default();
    Span::new(word.end - own.len(), word.end)
}

/// The word after `at` that one blank separates from it.
pub(super) fn after(text: &str, at: usize) -> Option<Span> {
    let rest = text[at..].strip_prefix(is_blank)?;
    let start = text.len() - rest.len();
    let plain = rest.bytes().take(LONGEST).take_while(|&byte| is_plain(byte)).count();
    if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return (plain > 0).then(|| Span::new(start, start + plain));
    }
    let mut to = rest.len().min(LONGEST);
    while !rest.is_char_boundary(to) {
        to -= 1;
    }
    let word = rest[..to].split(|c: char| !is_of_word(c)).next()?;
    (!word.is_empty()).then(|| Span::new(start, start + word.len()))
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\u{A0}')
}

/// What most words consist of.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-')
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '’' | '\'' | '-')
}
