//! Going from one character to the next beside a span, as boundaries see them: a character with its marks is one, dropped characters are
//! passed over, and at a ZWSP or ZWNJ there is no next one.

use crate::fold::Properties;

/// A character with its marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    /// The character itself, or the first mark where marks belong to none.
    pub(super) c: char,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where its last mark ends.
    pub(super) end: usize,
}

impl Character {
    /// The single ASCII character that it folds to, if so.
    pub(super) fn ascii(self) -> Option<char> {
        let folded = match Properties::of(self.c).expansion() {
            None => return self.c.is_ascii().then_some(self.c),
            Some(fold) => fold.folded,
        };
        match folded.as_bytes() {
            &[byte] if byte.is_ascii() => Some(char::from(byte)),
            _ => None,
        }
    }

    pub(super) fn is_apostrophe(self) -> bool {
        self.ascii() == Some('\'')
    }

    pub(super) fn is_word(self) -> bool {
        Properties::of(self.c).is_word()
    }
}

/// General category M, and the half-width voicing marks.
pub(super) fn is_mark(c: char) -> bool {
    Properties::of(c).is_mark()
}

fn is_skipped(c: char) -> bool {
    let properties = Properties::of(c);
    properties.is_dropped() && !properties.is_mark()
}

fn separates(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200C}')
}

/// The characters from `at` on, to the right.
pub(super) fn after(text: &str, at: usize) -> impl Iterator<Item = Character> + Clone {
    let mut at = at;
    std::iter::from_fn(move || {
        let mut rest =
            text[at..].char_indices().skip_while(|&(_, c)| is_skipped(c) && !separates(c));
        let (offset, c) = rest.next().filter(|&(_, c)| !separates(c))?;
        let start = at + offset;
        let mut end = start + c.len_utf8();
        for (offset, c) in text[end..].char_indices() {
            if is_mark(c) {
                at = end + offset + c.len_utf8();
            } else if !is_skipped(c) {
                break;
            }
        }
        end = end.max(at);
        at = end;
        Some(Character { c, start, end })
    })
}

/// The characters before `at`, to the left.
pub(super) fn before(text: &str, at: usize) -> impl Iterator<Item = Character> + Clone {
    let mut at = at;
    std::iter::from_fn(move || {
        let mut found: Option<Character> = None;
        for (start, c) in text[..at].char_indices().rev() {
            let end = found.map_or(start + c.len_utf8(), |mark| mark.end);
            if is_mark(c) {
                found = Some(Character { c, start, end });
            } else if !is_skipped(c) {
                at = start;
                return Some(Character { c, start, end });
            } else if found.is_none() && separates(c) {
                return None;
            }
        }
        at = 0;
        found
    })
}
