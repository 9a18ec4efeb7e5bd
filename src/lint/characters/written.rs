//! The characters of a file as they are written: for themselves, or as an escape.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::span::Span;

/// A character, and the bytes of the file that say it.
pub(super) struct Written<'f> {
    file: &'f Arc<SourceFile>,
    pub(super) span: Span,
    pub(super) char: char,
}

impl<'f> Written<'f> {
    pub(super) fn place(&self) -> Place {
        Place { file: Arc::clone(self.file), span: self.span }
    }

    /// What the file has before it.
    pub(super) fn before(&self) -> &'f str {
        &self.file.text[..self.span.start]
    }

    /// What the file has after it.
    pub(super) fn after(&self) -> &'f str {
        &self.file.text[self.span.end..]
    }

    pub(super) fn error(&self, rule: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(rule, message, self.place())
    }
}

/// All characters of a file, escapes read as TOML and JSON read them.
///
/// An escape counts in a comment too: whoever quotes one there can as well write U+202E.
pub(super) fn characters(file: &Arc<SourceFile>) -> impl Iterator<Item = Written<'_>> {
    let text = file.text.as_str();
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let (char, length) = escape(rest).or_else(|| {
            let char = rest.chars().next()?;
            // The second of two backslashes begins no escape.
            Some((char, if rest.starts_with("\\\\") { 2 } else { char.len_utf8() }))
        })?;
        let span = Span::new(at, at + length);
        at += length;
        Some(Written { file, span, char })
    })
}

/// The character that a `\uXXXX`, a `\UXXXXXXXX` or a pair of surrogates at the beginning of the text stands for, and its length.
fn escape(text: &str) -> Option<(char, usize)> {
    let (unit, length) = match text.as_bytes() {
        [b'\\', b'u', ..] => (digits(text, 4)?, 6),
        [b'\\', b'U', ..] => (digits(text, 8)?, 10),
        _ => return None,
    };
    if let Some(char) = char::from_u32(unit) {
        return Some((char, length));
    }
    let low =
        text.get(6..).filter(|rest| rest.starts_with("\\u")).and_then(|rest| digits(rest, 4))?;
    let pair = [u16::try_from(unit).ok()?, u16::try_from(low).ok()?];
    let char = char::decode_utf16(pair).next()?.ok()?;
    Some((char, 12))
}

/// The number that so many hexadecimal digits after the first two bytes give.
fn digits(text: &str, count: usize) -> Option<u32> {
    let digits = text.get(2..2 + count)?;
    let sound = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(char, usize)> {
        let file = Arc::new(SourceFile { name: "a.toml".into(), text: text.into() });
        characters(&file).map(|it| (it.char, it.span.len())).collect()
    }

    #[test]
    fn escapes_are_read_and_backslashes_are_not_mistaken_for_them() {
        assert_eq!(read(r"é\u202E"), [('é', 2), ('\u{202e}', 6)]);
        assert_eq!(read(r"\U0001F600"), [('😀', 10)]);
        assert_eq!(read(r"\ud83d\ude00"), [('😀', 12)]);
        assert_eq!(read(r"\\u202E").len(), 6, "two backslashes and letters");
        assert_eq!(read(r"\\\u202E")[1], ('\u{202e}', 6));
        assert_eq!(read(r"\ud83d")[0], ('\\', 1), "half of a pair is no character");
        assert_eq!(read(r"\u12")[0], ('\\', 1));
        assert_eq!(read(r"\u+123").len(), 6);
    }
}
