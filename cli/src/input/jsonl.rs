//! Takes the wanted texts out of a line of JSON, and builds nothing of the rest.
//!
//! `serde_json` checks the line and hands out each member as the piece of the line that it is; a text is
//! unescaped only if it is wanted.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::{DEFAULT_FIELDS, Node, Role, Wants};
use super::{InputOptions, InvalidUtf8};
use crate::record::{Field, Original, Record};

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The byte of the line.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
    /// The cure; may be empty.
    pub help: String,
}

/// Reads a line; `None` if it is to be skipped.
pub fn record(
    wants: &Wants,
    options: &InputOptions,
    line: &str,
    number: u64,
) -> Result<Option<Record>, Trouble> {
    if !line.trim_start().starts_with('{') {
        return Err(not_an_object(line));
    }
    let mut found = Found {
        line,
        options,
        name: String::new(),
        texts: Vec::new(),
        record: Record::default(),
        skipped: false,
    };
    found.members(&wants.root, line)?;
    let Found { mut texts, mut record, skipped, .. } = found;
    if skipped {
        return Ok(None);
    }
    if texts.is_empty() && wants.any_field {
        return Err(none_of_the_usual(line));
    }
    texts.sort_by_key(|&(rank, _)| rank);
    record.number = number;
    record.fields = texts.into_iter().map(|(_, field)| field).collect();
    record.original = Original::JsonLine(line.to_owned());
    Ok(Some(record))
}

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

struct Found<'j> {
    line: &'j str,
    options: &'j InputOptions,
    /// The way to where the walk is: `items[3].body`.
    name: String,
    /// With their ranks in reading order.
    texts: Vec<(usize, Field)>,
    record: Record,
    /// A wanted text cannot be UTF-8, and such records are to be skipped.
    skipped: bool,
}

impl<'j> Found<'j> {
    /// Takes what `node` wants of `value`, which is a piece of the line.
    fn value(&mut self, node: &Node, value: &'j str) -> Result<(), Trouble> {
        for &role in &node.roles {
            self.leaf(node, role, value)?;
        }
        if !node.children.is_empty() {
            if value.starts_with('{') {
                self.members(node, value)?;
            } else {
                self.mismatch(node, value, "an object")?;
            }
        }
        if let Some(each) = &node.each {
            if value.starts_with('[') {
                self.elements(each, value)?;
            } else {
                self.mismatch(node, value, "a list")?;
            }
        }
        Ok(())
    }

    fn members(&mut self, node: &Node, object: &'j str) -> Result<(), Trouble> {
        // A key that comes twice means its last value, to every other reader of JSON too.
        let mut latest = vec![None; node.children.len()];
        // Only the record itself gets members.
        let added = self.options.added.as_ref().filter(|_| self.name.is_empty());
        let mut lost = None;
        let keep = |key: Cow<'j, str>, value| {
            if let Some(added) = added
                && lost.is_none()
                && added.would_lose(&key, value)
            {
                let message = format!("the member `{key}` is of no earlier run, and would be lost");
                let help = added.cure().to_owned();
                lost = Some(Trouble { at: self.offset(value), message, help });
            }
            if let Some(at) = node.children.iter().position(|(name, _)| *name == key) {
                latest[at] = Some(value);
            }
        };
        members(object, keep).map_err(|error| self.broken(object, &error))?;
        if let Some(lost) = lost {
            return Err(lost);
        }
        let above = self.name.len();
        for ((key, child), value) in node.children.iter().zip(latest) {
            if above > 0 {
                self.name.push('.');
            }
            self.name.push_str(key);
            match value {
                Some(value) => self.value(child, value)?,
                None if child.required => return Err(self.missing(object)),
                None => {}
            }
            self.name.truncate(above);
        }
        Ok(())
    }

    fn elements(&mut self, node: &Node, list: &'j str) -> Result<(), Trouble> {
        let above = self.name.len();
        let mut values = Vec::new();
        let mut json = serde_json::Deserializer::from_str(list);
        json.deserialize_seq(Elements(&mut values)).map_err(|error| self.broken(list, &error))?;
        for (index, value) in values.into_iter().enumerate() {
            write!(self.name, "[{index}]").expect("memory takes it");
            self.value(node, value)?;
            self.name.truncate(above);
        }
        Ok(())
    }

    fn leaf(&mut self, node: &Node, role: Role, value: &'j str) -> Result<(), Trouble> {
        let is_text = value.starts_with('"');
        let is_number = value.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        match role {
            Role::Text(rank) if is_text => {
                let text = self.unescape(value)?;
                let start = self.offset(value);
                let literal = Some(start..start + value.len());
                self.texts.push((rank, Field { name: self.name.clone(), text, literal }));
            }
            Role::Id if is_text => self.record.id = Some(self.unescape(value)?),
            Role::Id if is_number => self.record.id = Some(value.to_owned()),
            Role::Date if is_text => self.record.date = Some(self.unescape(value)?),
            Role::Date if is_number => self.record.date = Some(value.to_owned()),
            Role::Lang if is_text => self.record.lang = Some(self.unescape(value)?),
            Role::Text(_) => self.mismatch(node, value, "text")?,
            Role::Id => self.mismatch(node, value, "text or a number")?,
            Role::Date | Role::Lang => {}
        }
        Ok(())
    }

    /// A value is not what was asked for: an error where it is required.
    fn mismatch(&self, node: &Node, value: &str, wanted: &str) -> Result<(), Trouble> {
        if !node.required {
            return Ok(());
        }
        let message = format!("the field `{}` is {}, not {wanted}", self.name, kind_of(value));
        let help = "mend the record, or name other fields with --field".to_owned();
        Err(Trouble { at: self.offset(value), message, help })
    }

    fn missing(&self, object: &str) -> Trouble {
        let message = format!("the field `{}` is missing", self.name);
        let help =
            "mend the record, or end the field's name with `?` if it may be missing".to_owned();
        Trouble { at: self.offset(object.trim_start()), message, help }
    }

    /// What `serde_json` says about `piece`, in our words.
    fn broken(&self, piece: &str, error: &serde_json::Error) -> Trouble {
        let at = self.offset(piece) + error.column().saturating_sub(1).min(piece.len());
        if error.is_eof() {
            let message = "the line ends in the middle of its JSON object".to_owned();
            let help = "each line must be one whole object; `jq -c .` makes it so".to_owned();
            return Trouble { at: self.line.len(), message, help };
        }
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let help = "mend the line: it must be one whole JSON object".to_owned();
        Trouble { at, message: format!("the JSON is broken: {said}"), help }
    }

    fn unescape(&mut self, value: &str) -> Result<String, Trouble> {
        let error = match serde_json::from_str(value) {
            Ok(text) => return Ok(text),
            Err(error) => error,
        };
        let (Some(at), whole) = without_halves(value) else {
            return Err(self.broken(value, &error));
        };
        self.skipped |= self.options.invalid_utf8 == InvalidUtf8::Skip;
        if self.options.invalid_utf8 == InvalidUtf8::Refuse {
            let escape = &value[at..at + HALF];
            let message = format!("`{escape}` is half of a character, whose other half is missing");
            let help = "whoever cut the text cut there: fetch it whole, or choose --invalid-utf8 replace or skip".to_owned();
            return Err(Trouble { at: self.offset(value) + at, message, help });
        }
        serde_json::from_str(&whole).map_err(|error| self.broken(value, &error))
    }

    /// Where in the line a piece of it begins.
    fn offset(&self, piece: &str) -> usize {
        piece.as_ptr().addr() - self.line.as_ptr().addr()
    }
}

/// No field was named, and none of those that are taken then is text; perhaps one is something else.
fn none_of_the_usual(line: &str) -> Trouble {
    let mut other = None;
    let find = |key: Cow<'_, str>, value: &str| {
        if DEFAULT_FIELDS.contains(&&*key) {
            let at = value.as_ptr().addr() - line.as_ptr().addr();
            other = Some((at, format!("the field `{key}` is {}, not text, and ", kind_of(value))));
        }
    };
    let checked = members(line, find);
    debug_assert!(checked.is_ok(), "it has been read as an object");
    let begin = line.len() - line.trim_start().len();
    let (at, other) = other.unwrap_or((begin, String::new()));
    let fields = DEFAULT_FIELDS.join(", ");
    let message = format!("{other}none of the fields {fields} is there and is text");
    Trouble { at, message, help: "name the fields with --field".to_owned() }
}

/// The length of `\uD83D`.
const HALF: usize = 6;

/// Where in a JSON string the first escape of half a character is (a surrogate of UTF-16 without its partner), and the
/// string with U+FFFD for each, escaped at the same length.
fn without_halves(value: &str) -> (Option<usize>, String) {
    let unit = |at: usize| {
        let digits = value.get(at..at + HALF)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut first, mut whole) = (None, String::with_capacity(value.len()));
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = value[at..].find('\\') {
        at += found;
        at += match unit(at) {
            Some(0xD800..0xDC00) if matches!(unit(at + HALF), Some(0xDC00..0xE000)) => 2 * HALF,
            Some(0xD800..0xE000) => {
                first.get_or_insert(at);
                whole.push_str(&value[kept..at]);
                whole.push_str("\\ufffd");
                kept = at + HALF;
                HALF
            }
            // The backslash, and what it escapes.
            _ => 2,
        };
    }
    whole.push_str(&value[kept..]);
    (first, whole)
}

fn not_an_object(line: &str) -> Trouble {
    let value = line.trim_start();
    let at = line.len() - value.len();
    if value.starts_with('[') {
        let message = "the line begins a list, not an object".to_owned();
        let help = "make every element a line: `jq -c '.[]' FILE | exonym … --input jsonl -`";
        return Trouble { at, message, help: help.to_owned() };
    }
    let kind =
        if serde_json::from_str::<IgnoredAny>(value).is_ok() { kind_of(value) } else { "no JSON" };
    let message = format!("the line is {kind}, not an object");
    Trouble { at, message, help: "plain text is read with --input lines or text".to_owned() }
}

fn kind_of(value: &str) -> &'static str {
    match value.bytes().next() {
        Some(b'"') => "text",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'n') => "null",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    }
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

struct Elements<'v, 'j>(&'v mut Vec<&'j str>);

impl<'j> Visitor<'j> for Elements<'_, 'j> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<&RawValue>()? {
            self.0.push(value.get());
        }
        Ok(())
    }
}
