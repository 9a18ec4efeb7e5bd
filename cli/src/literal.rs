//! Rewrites pieces of a JSON string where it stands, so that every escape beside them stays as it was written.

use exonym::Span;

/// A piece of a string to replace: where it is in the unescaped text, and what comes in its place, escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    pub span: Span,
    pub escaped: String,
}

/// Text as it stands between the quotes of a JSON string.
pub fn escape(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("text has a JSON form");
    quoted[1..quoted.len() - 1].to_owned()
}

/// The string `literal` (with its quotes) with its patches, which are in order and disjoint; and what stood in each place, escaped.
pub fn patch(literal: &str, patches: &[Patch]) -> (String, Vec<String>) {
    let mut out = String::with_capacity(literal.len());
    let mut replaced = Vec::with_capacity(patches.len());
    let mut at = Place { raw: 1, text: 0 };
    let mut kept = 0;
    for Patch { span, escaped } in patches {
        at.advance(literal, span.start);
        let start = at.raw;
        at.advance(literal, span.end);
        out.push_str(&literal[kept..start]);
        out.push_str(escaped);
        replaced.push(literal[start..at.raw].to_owned());
        kept = at.raw;
    }
    out.push_str(&literal[kept..]);
    (out, replaced)
}

/// The same place in the literal and in its unescaped text, in bytes.
struct Place {
    raw: usize,
    text: usize,
}

impl Place {
    fn advance(&mut self, literal: &str, text: usize) {
        while self.text < text {
            let rest = &literal[self.raw..];
            let (raw, unescaped) = match rest.as_bytes() {
                [b'\\', b'u', ..] => unicode_escape(rest),
                [b'\\', ..] => (2, 1),
                _ => {
                    let length = rest.chars().next().map_or(1, char::len_utf8);
                    (length, length)
                }
            };
            self.raw += raw;
            self.text += unescaped;
        }
    }
}

/// The lengths of `\uXXXX`, or of two of them that are one character, and of what they stand for.
fn unicode_escape(rest: &str) -> (usize, usize) {
    let unit = |at: usize| u16::from_str_radix(rest.get(at..at + 4)?, 16).ok();
    let Some(first) = unit(2) else { return (2, 1) };
    let is_low = |unit: u16| (0xDC00..0xE000).contains(&unit);
    if (0xD800..0xDC00).contains(&first)
        && rest[6..].starts_with("\\u")
        && unit(8).is_some_and(is_low)
    {
        return (12, 4);
    }
    // Half a character was read as U+FFFD.
    let length = char::from_u32(u32::from(first)).map_or(3, char::len_utf8);
    (6, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_escapes_beside_a_patch() {
        let literal = r#""\u00fcber \ud83d\ude00 T\u00fcrkei \"x\" é""#;
        let text: String = serde_json::from_str(literal).unwrap();
        let start = text.find("Türkei").unwrap();
        let span = Span::new(start, start + "Türkei".len());
        let (patched, replaced) = patch(literal, &[Patch { span, escaped: "Türkiye".into() }]);
        assert_eq!(patched, r#""\u00fcber \ud83d\ude00 Türkiye \"x\" é""#);
        assert_eq!(replaced, [r"T\u00fcrkei"]);
    }

    #[test]
    fn half_a_character_counts_as_what_it_was_read_as() {
        let literal = r#""\ud83d\ud83d\ude00\ude00\ud83d\n Turkey \ud83d""#;
        let text = "\u{fffd}😀\u{fffd}\u{fffd}\n Turkey \u{fffd}";
        let start = text.find("Turkey").unwrap();
        let span = Span::new(start, start + "Turkey".len());
        let (patched, replaced) = patch(literal, &[Patch { span, escaped: "Türkiye".into() }]);
        assert_eq!(patched, r#""\ud83d\ud83d\ude00\ude00\ud83d\n Türkiye \ud83d""#);
        assert_eq!(replaced, ["Turkey"]);
    }
}
