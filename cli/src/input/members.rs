//! Finds the members of a JSON object without building anything of it.
//!
//! Objects that are as they should be are walked over at the speed of memory, from quote to quote. `serde_json` judges
//! everything else: values that are no texts, and whatever is wrong.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer as _};
use serde_json::value::RawValue;

use super::marks::Marks;
use crate::record::{JsonLine, Member};

/// Calls `each` with every member of a JSON object: its key, and its value as it is written. The value is a
/// piece of `object`.
pub fn members<'j>(
    object: &'j str,
    each: impl FnMut(Cow<'j, str>, &'j str),
) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(object);
    json.deserialize_map(Members(each))?;
    json.end()
}

struct Members<F>(F);

impl<'j, F: FnMut(Cow<'j, str>, &'j str)> Visitor<'j> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'j>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((Key(key), value)) = map.next_entry::<Key<'j>, &RawValue>()? {
            (self.0)(key, value.get());
        }
        Ok(())
    }
}

/// A key, borrowed unless it is escaped.
#[derive(serde::Deserialize)]
struct Key<'j>(#[serde(borrow)] Cow<'j, str>);

/// Puts the members of the object that `range` of `line` is into `found`, in place of what was there. `marks` are
/// those of the line.
pub fn find(
    line: &str,
    range: Range<usize>,
    marks: &Marks,
    found: &mut Vec<Member>,
) -> serde_json::Result<()> {
    found.clear();
    let mut walk = Walk { line: &line[..range.end], marks, at: range.start };
    if walk.object(found).is_some() {
        return Ok(());
    }
    found.clear();
    let mut end = range.start;
    members(&line[range], |_, value| {
        let start = value.as_ptr().addr() - line.as_ptr().addr();
        // Between two members there are only blanks and a comma, and between a key and its value blanks and a colon.
        let before = &line[end..start];
        let key = end + before.find('"').expect("a member has a key");
        let key = key..end + before.rfind('"').expect("a key is closed") + 1;
        end = start + value.len();
        found.push(Member { key, value: start..end });
    })
}

impl From<&str> for JsonLine {
    /// A line without members, if it is no object.
    fn from(text: &str) -> Self {
        let (mut marks, mut members) = (Marks::default(), Vec::new());
        marks.read(text.as_bytes());
        if find(text, 0..text.len(), &marks, &mut members).is_err() {
            members.clear();
        }
        Self { text: text.to_owned(), members }
    }
}

impl Member {
    /// Its key, unescaped.
    pub fn key<'j>(&self, line: &'j str) -> Cow<'j, str> {
        let quoted = &line[self.key.clone()];
        let bare = &quoted[1..quoted.len() - 1];
        if bare.contains('\\') {
            serde_json::from_str(quoted).map_or(Cow::Borrowed(bare), |Key(key)| key)
        } else {
            Cow::Borrowed(bare)
        }
    }
}

/// A walk over one object. Each step gives `None` where it finds anything but what it expects.
struct Walk<'j> {
    line: &'j str,
    marks: &'j Marks,
    at: usize,
}

impl Walk<'_> {
    fn object(&mut self, found: &mut Vec<Member>) -> Option<()> {
        self.skip_blanks();
        self.expect(b'{')?;
        self.skip_blanks();
        if self.peek()? == b'}' {
            self.at += 1;
        } else {
            loop {
                found.push(self.member()?);
                self.skip_blanks();
                match self.next()? {
                    b',' => self.skip_blanks(),
                    b'}' => break,
                    _ => return None,
                }
            }
        }
        self.skip_blanks();
        (self.at == self.line.len()).then_some(())
    }

    fn member(&mut self) -> Option<Member> {
        let key = self.at;
        if self.string()? {
            // Only escaped keys can be wrong inside.
            serde_json::from_str::<Key<'_>>(&self.line[key..self.at]).ok()?;
        }
        let key = key..self.at;
        self.skip_blanks();
        self.expect(b':')?;
        self.skip_blanks();
        let value = self.at;
        match self.peek()? {
            b'"' => _ = self.string()?,
            _ if self.short_number() => {}
            _ => {
                let mut json = serde_json::Deserializer::from_str(&self.line[value..]);
                self.at += <&RawValue>::deserialize(&mut json).ok()?.get().len();
            }
        }
        Some(Member { key, value: value..self.at })
    }

    /// Walks over a string, and tells whether something in it is escaped.
    fn string(&mut self) -> Option<bool> {
        self.expect(b'"')?;
        let mut is_escaped = false;
        loop {
            self.at = self.marks.next(self.at);
            match self.next()? {
                b'"' => return Some(is_escaped),
                b'\\' => is_escaped = true,
                _ => return None,
            }
            match self.next()? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                b'u' => {
                    let digits = self.line.as_bytes().get(self.at..self.at + 4)?;
                    digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                    self.at += 4;
                }
                _ => return None,
            }
        }
    }

    /// Walks over a number of digits alone, as ids are.
    fn short_number(&mut self) -> bool {
        let rest = &self.line.as_bytes()[self.at..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_whole = matches!(rest.get(digits), Some(b',' | b'}'));
        let is_number = is_whole && digits > 0 && (rest[0] != b'0' || digits == 1);
        if is_number {
            self.at += digits;
        }
        is_number
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    fn peek(&self) -> Option<u8> {
        self.line.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}

/// Writes what the JSON string at `literal` of `line` says to the end of `text`; `None` if half a character is in it.
/// It has been walked over, and `marks` are those of the line.
pub fn unescape(line: &str, literal: Range<usize>, marks: &Marks, text: &mut String) -> Option<()> {
    let bytes = line.as_bytes();
    let end = literal.end - 1;
    let mut kept = literal.start + 1;
    text.reserve(end - kept);
    loop {
        let at = marks.next(kept).min(end);
        // Escapes often stand side by side.
        if at > kept {
            text.push_str(&line[kept..at]);
        }
        if at == end {
            return Some(());
        }
        kept = at + 2;
        text.push(match bytes[at + 1] {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let unit = |at: usize| u32::from_str_radix(line.get(at..at + 4)?, 16).ok();
                let mut code = unit(at + 2)?;
                kept = at + 6;
                if (0xD800..0xDC00).contains(&code) && line[kept..].starts_with("\\u") {
                    let low = unit(kept + 2).filter(|low| (0xDC00..0xE000).contains(low))?;
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    kept += 6;
                }
                char::from_u32(code)?
            }
            // A quote, a backslash or a slash stands for itself.
            byte => char::from(byte),
        });
    }
}
