//! Takes the wanted texts out of a line of JSON, and builds nothing of the rest.
//!
//! Each member is the piece of the line that it is; a text is unescaped only if it is wanted.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Range;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::field::{DEFAULT_FIELDS, Node, Role, Wants};
use super::marks::Marks;
use super::members::{find, members, unescape};
use super::{InputOptions, InvalidUtf8};
use crate::record::{Field, JsonLine, Member, Original, Record};

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

/// The buffers that lines are read with.
#[derive(Debug, Default)]
pub struct LineBuffers {
    /// Of the line.
    marks: Marks,
    /// The way to where the walk is: `items[3].body`.
    name: String,
    /// Where the members stand that are wanted, of each object on the way.
    latest: Vec<Option<Range<usize>>>,
    /// For each field of the record its rank in reading order.
    ranks: Vec<usize>,
    /// Strings that nobody uses.
    spare: Vec<String>,
}

/// Reads a line into `record`, in place of the record before; `false` if it is to be skipped.
pub fn record(
    wants: &Wants,
    options: &InputOptions,
    line: &str,
    number: u64,
    record: &mut Record,
    buffers: &mut LineBuffers,
) -> Result<bool, Trouble> {
    if !line.trim_start().starts_with('{') {
        return Err(not_an_object(line));
    }
    let Record { id, lang, date, source, fields, original, .. } = std::mem::take(record);
    buffers.spare.extend([id, lang, date, source].into_iter().flatten());
    let mut original = match original {
        Original::JsonLine(line) => line,
        Original::Text | Original::Columns(_) => JsonLine::default(),
    };
    record.number = number;
    record.fields = fields;
    buffers.marks.read(line.as_bytes());
    buffers.name.clear();
    buffers.latest.clear();
    buffers.ranks.clear();
    let mut found = Found { line, options, buffers, record, skipped: false };
    found.members(&wants.root, line, &mut original.members)?;
    if found.skipped {
        return Ok(false);
    }
    let count = buffers.ranks.len();
    if count == 0 && wants.any_field {
        return Err(none_of_the_usual(line));
    }
    record.fields.truncate(count);
    if !buffers.ranks.is_sorted() {
        let fields = record.fields.drain(..);
        let mut ranked: Vec<_> = buffers.ranks.iter().copied().zip(fields).collect();
        ranked.sort_by_key(|&(rank, _)| rank);
        record.fields = ranked.into_iter().map(|(_, field)| field).collect();
    }
    original.text.clear();
    original.text.push_str(line);
    record.original = Original::JsonLine(original);
    Ok(true)
}

struct Found<'j, 'b> {
    line: &'j str,
    options: &'j InputOptions,
    buffers: &'b mut LineBuffers,
    /// Its first fields are those that were found, one for each rank; more may be left of the record before.
    record: &'b mut Record,
    /// A wanted text cannot be UTF-8, and such records are to be skipped.
    skipped: bool,
}

impl<'j> Found<'j, '_> {
    /// Takes what `node` wants of `value`, which is a piece of the line.
    fn value(&mut self, node: &Node, value: &'j str) -> Result<(), Trouble> {
        for &role in &node.roles {
            self.leaf(node, role, value)?;
        }
        if !node.children.is_empty() {
            if value.starts_with('{') {
                self.members(node, value, &mut Vec::new())?;
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

    /// Takes what `node` wants of `object`, whose members become `members`.
    fn members(
        &mut self,
        node: &Node,
        object: &'j str,
        members: &mut Vec<Member>,
    ) -> Result<(), Trouble> {
        let start = self.offset(object);
        find(self.line, start..start + object.len(), &self.buffers.marks, members)
            .map_err(|error| self.broken(object, &error))?;
        let above = self.buffers.name.len();
        // Only the record itself gets members.
        let added = self.options.added.as_ref().filter(|_| above == 0);
        let first = self.buffers.latest.len();
        self.buffers.latest.resize(first + node.children.len(), None);
        for member in members {
            let key = member.key(self.line);
            if let Some(added) = added
                && added.would_lose(&key, &self.line[member.value.clone()])
            {
                let message = format!("the member `{key}` is of no earlier run, and would be lost");
                let help = added.cure().to_owned();
                return Err(Trouble { at: member.value.start, message, help });
            }
            if let Some(at) = node.children.iter().position(|(name, _)| *name == key) {
                // A key that comes twice means its last value, to every other reader of JSON too.
                self.buffers.latest[first + at] = Some(member.value.clone());
            }
        }
        for (at, (key, child)) in node.children.iter().enumerate() {
            if above > 0 {
                self.buffers.name.push('.');
            }
            self.buffers.name.push_str(key);
            match self.buffers.latest[first + at].take() {
                Some(value) => self.value(child, &self.line[value])?,
                None if child.required => return Err(self.missing(object)),
                None => {}
            }
            self.buffers.name.truncate(above);
        }
        self.buffers.latest.truncate(first);
        Ok(())
    }

    fn elements(&mut self, node: &Node, list: &'j str) -> Result<(), Trouble> {
        let above = self.buffers.name.len();
        let mut values = Vec::new();
        let mut json = serde_json::Deserializer::from_str(list);
        json.deserialize_seq(Elements(&mut values)).map_err(|error| self.broken(list, &error))?;
        for (index, value) in values.into_iter().enumerate() {
            write!(self.buffers.name, "[{index}]").expect("memory takes it");
            self.value(node, value)?;
            self.buffers.name.truncate(above);
        }
        Ok(())
    }

    fn leaf(&mut self, node: &Node, role: Role, value: &'j str) -> Result<(), Trouble> {
        let is_text = value.starts_with('"');
        let is_number = value.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        match role {
            Role::Text(rank) if is_text => self.field(rank, value)?,
            Role::Id if is_text => self.record.id = Some(self.unescaped(value)?),
            Role::Id if is_number => self.record.id = Some(self.copied(value)),
            Role::Date if is_text => self.record.date = Some(self.unescaped(value)?),
            Role::Date if is_number => self.record.date = Some(self.copied(value)),
            Role::Lang if is_text => self.record.lang = Some(self.unescaped(value)?),
            Role::Source if is_text => {
                let source = self.unescaped(value)?;
                self.record.add_source(&source);
            }
            Role::Source if is_number => self.record.add_source(value),
            Role::Text(_) => self.mismatch(node, value, "text")?,
            Role::Id => self.mismatch(node, value, "text or a number")?,
            Role::Date | Role::Lang | Role::Source => {}
        }
        Ok(())
    }

    fn field(&mut self, rank: usize, value: &'j str) -> Result<(), Trouble> {
        let at = self.buffers.ranks.len();
        if at == self.record.fields.len() {
            self.record.fields.push(Field::default());
        }
        let mut text = std::mem::take(&mut self.record.fields[at].text);
        self.unescape(value, &mut text)?;
        let start = self.offset(value);
        let field = &mut self.record.fields[at];
        field.name.clone_from(&self.buffers.name);
        field.text = text;
        field.literal = Some(start..start + value.len());
        self.buffers.ranks.push(rank);
        Ok(())
    }

    fn unescaped(&mut self, value: &'j str) -> Result<String, Trouble> {
        let mut text = self.buffers.spare.pop().unwrap_or_default();
        self.unescape(value, &mut text)?;
        Ok(text)
    }

    fn copied(&mut self, value: &str) -> String {
        let mut text = self.buffers.spare.pop().unwrap_or_default();
        text.clear();
        text.push_str(value);
        text
    }

    /// A value is not what was asked for: an error where it is required.
    fn mismatch(&self, node: &Node, value: &str, wanted: &str) -> Result<(), Trouble> {
        if !node.required {
            return Ok(());
        }
        let message =
            format!("the field `{}` is {}, not {wanted}", self.buffers.name, kind_of(value));
        let help = "mend the record, or name other fields with --field".to_owned();
        Err(Trouble { at: self.offset(value), message, help })
    }

    fn missing(&self, object: &str) -> Trouble {
        let message = format!("the field `{}` is missing", self.buffers.name);
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

    /// Puts what the JSON string `value` says into `text`, in place of what was there.
    fn unescape(&mut self, value: &'j str, text: &mut String) -> Result<(), Trouble> {
        let start = self.offset(value);
        text.clear();
        if unescape(self.line, start..start + value.len(), &self.buffers.marks, text).is_some() {
            return Ok(());
        }
        let error = match serde_json::from_str(value) {
            Ok(whole) => {
                *text = whole;
                return Ok(());
            }
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
        *text = serde_json::from_str(&whole).map_err(|error| self.broken(value, &error))?;
        Ok(())
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
