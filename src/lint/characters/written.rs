//! The characters of a file as they are written: for themselves, or as an escape.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::span::Span;

/// A character, and the bytes of the file that say it.
pub(super) struct Written<'f> {
    file: &'f Arc<SourceFile>,
    pub(super) span: Span,
    pub(super) char: char,
    /// The character before it, whichever way that one is written.
    pub(super) before: Option<char>,
    /// Whether escapes are read where it stands.
    has_escapes: bool,
}

impl Written<'_> {
    pub(super) fn place(&self) -> Place {
        Place { file: Arc::clone(self.file), span: self.span }
    }

    /// The character after it, whichever way that one is written.
    pub(super) fn after(&self) -> Option<char> {
        let rest = &self.file.text[self.span.end..];
        let escaped = if self.has_escapes { escape(rest) } else { None };
        escaped.map(|(char, _)| char).or_else(|| rest.chars().next())
    }

    pub(super) fn error(&self, rule: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(rule, message, self.place())
    }
}

/// All characters of a file, escapes read where TOML and JSON read them: between double quotes.
pub(super) fn characters(file: &Arc<SourceFile>) -> impl Iterator<Item = Written<'_>> {
    let text = file.text.as_str();
    let mut at = 0;
    let mut reading = Reading::Plain;
    let mut before = None;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let has_escapes = matches!(reading, Reading::Basic(_));
        let escaped = if has_escapes { escape(rest) } else { None };
        let (char, length) = escaped.or_else(|| {
            let char = rest.chars().next()?;
            // What follows a backslash between double quotes ends nothing and begins no escape.
            let is_pair = has_escapes && matches!(rest.as_bytes(), [b'\\', b'\\' | b'"', ..]);
            Some((char, if is_pair { 2 } else { char.len_utf8() }))
        })?;
        let span = Span::new(at, at + length);
        let quotes = reading.quotes(rest).filter(|_| length == 1);
        at += length;
        if let Some(quotes) = quotes {
            // The other two of three quotes are passed over: they are no more than quotes.
            at += quotes - 1;
        }
        reading = reading.after(char, quotes);
        Some(Written { file, span, char, before: before.replace(char), has_escapes })
    })
}

/// What the characters of a file are part of.
#[derive(Clone, Copy)]
enum Reading {
    /// Keys, brackets and blanks.
    Plain,
    /// To the end of the line.
    Comment,
    /// A string in so many double quotes, one or three.
    Basic(usize),
    /// A string in so many single quotes.
    Literal(usize),
}

impl Reading {
    /// How many quotes begin or end a string here.
    fn quotes(self, rest: &str) -> Option<usize> {
        let count = |sign: &str| if rest.starts_with(&sign.repeat(3)) { 3 } else { 1 };
        match self {
            Self::Plain if rest.starts_with('"') => Some(count("\"")),
            Self::Plain if rest.starts_with('\'') => Some(count("'")),
            Self::Basic(quotes) if rest.starts_with(&"\"".repeat(quotes)) => Some(quotes),
            Self::Literal(quotes) if rest.starts_with(&"'".repeat(quotes)) => Some(quotes),
            _ => None,
        }
    }

    fn after(self, char: char, quotes: Option<usize>) -> Self {
        match (self, quotes) {
            (Self::Plain, Some(quotes)) if char == '"' => Self::Basic(quotes),
            (Self::Plain, Some(quotes)) => Self::Literal(quotes),
            (_, Some(_)) => Self::Plain,
            (Self::Plain, None) if char == '#' => Self::Comment,
            // A string in single quotes of either kind ends with its line, closed or not; so nothing behind a slip is misread.
            (Self::Comment | Self::Basic(1) | Self::Literal(1), None) if char == '\n' => {
                Self::Plain
            }
            (reading, None) => reading,
        }
    }
}

/// The character that an escape at the beginning of the text stands for, and its length: `\u` with four digits, `\U` with eight, or
/// two of four digits that are a pair of surrogates.
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
        assert_eq!(read(r#""é\u202E""#)[1..3], [('é', 2), ('\u{202e}', 6)]);
        assert_eq!(read(r#""\U0001F600""#)[1], ('😀', 10));
        assert_eq!(read(r#""\ud83d\ude00""#)[1], ('😀', 12));
        assert_eq!(read(r#""\\u202E""#).len(), 8, "two backslashes and letters");
        assert_eq!(read(r#""\\\u202E""#)[2], ('\u{202e}', 6));
        assert_eq!(read(r#""\ud83d""#)[1], ('\\', 1), "half of a pair is no character");
        assert_eq!(read(r#""\u12""#)[1], ('\\', 1));
        assert_eq!(read(r#""\u+123""#).len(), 8);
    }

    #[test]
    fn escapes_are_read_between_double_quotes_only() {
        let finds = |text: &str| read(text).iter().any(|(char, _)| *char == '\u{202e}');
        for text in [
            r#"a = "\u202E""#,
            "a = \"\"\"\n\\u202E\"\"\"",
            r#"a = "\"\u202E""#,
            r#"a = '"' # '
b = "\u202E""#,
            "a = \"\" b = \"\\u202E\"",
            r#"{"a":"\u202E"}"#,
        ] {
            assert!(finds(text), "{text}");
        }
        for text in [
            r"a = '\u202E'",
            r"# \u202E",
            r#"a = "" # \u202E"#,
            r#"a = "\\" # \u202E"#,
            "a = '''\n\" \\u202E'''",
            r#"a = """""" # \u202E"#,
        ] {
            assert!(!finds(text), "{text}");
        }
    }
}
