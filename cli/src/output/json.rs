//! JSON Lines: the record as it came, with what was found in it beside its own members.
//!
//! Written by hand, member after member: a record with a thousand mentions costs no tree.

use exonym::{OffsetUnit, Offsets};

use super::OutputOptions;
use super::place::{Place, places};
use crate::record::{Annotation, NewMember, Original, Reading, Reason, Record, Verdict};

/// Writes a record and a line break.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    let entities = |out: &mut Vec<u8>| write_entities(annotations, out);
    let mentions = |out: &mut Vec<u8>| {
        let places = places(record, annotations, options.unit, options.nil);
        write_list(places, out, |place, out| write_mention(record, &place, options.unit, out));
    };
    let version = options.gazetteer_version.as_deref();
    let gazetteer = |out: &mut Vec<u8>| write_string(version.unwrap_or_default(), out);
    let found: [NewMember<'_>; 3] =
        [("entities", &entities), ("mentions", &mentions), ("gazetteer", &gazetteer)];
    let found = &found[..if version.is_some() { 3 } else { 2 }];
    let into = options.into.as_deref();
    match &record.original {
        Original::JsonLine(line) => (options.splice)(line, into, found, out),
        Original::Text => write_object(record, &[], found, into, out),
        Original::Columns(columns) => write_object(record, columns, found, into, out),
    }
    out.push(b'\n');
}

/// Writes a record that did not come as JSON, without anything found in it, and a line break.
pub fn write_bare(record: &Record, out: &mut Vec<u8>) {
    let columns = match &record.original {
        Original::Columns(columns) => columns.as_slice(),
        Original::Text | Original::JsonLine(_) => &[],
    };
    write_object(record, columns, &[], None, out);
    out.push(b'\n');
}

/// Writes text as JSON does: quoted and escaped.
pub fn write_string(text: &str, out: &mut Vec<u8>) {
    // Ids, kinds and nearly all names need no escape. The fold looks at every byte without a branch, so that the
    // compiler compares many at once: 270 ns a mention instead of 360 (31 mentions a record, one core of an EPYC).
    let needs_escape = text.bytes().fold(0, |found, byte| {
        found | u8::from(byte < b' ') | u8::from(byte == b'"') | u8::from(byte == b'\\')
    });
    if needs_escape != 0 {
        serde_json::to_writer(out, text).expect("a string has a JSON form, and memory takes it");
    } else {
        out.reserve(text.len() + 2);
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    }
}

/// The ids of the entities that the record mentions, sorted, each once.
fn write_entities(annotations: &[Annotation<'_>], out: &mut Vec<u8>) {
    let mut ids: Vec<&str> = annotations
        .iter()
        .filter_map(|annotation| match &annotation.verdict {
            Verdict::Entity(reading) => Some(&*reading.entity),
            Verdict::Ambiguous(_) | Verdict::Nil => None,
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    write_list(ids, out, write_string);
}

fn write_mention(record: &Record, place: &Place<'_, '_>, unit: OffsetUnit, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"field\":");
    write_string(&place.field.name, out);
    write_number(",\"start\":", place.start, out);
    write_number(",\"end\":", place.end, out);
    write_text(",\"text\":", place.text, out);
    if let Some((start, end)) = place.token {
        write_number(",\"token_start\":", start, out);
        write_number(",\"token_end\":", end, out);
    }
    match &place.annotation.verdict {
        Verdict::Entity(reading) => {
            write_text(",\"entity\":", &reading.entity, out);
            write_reading(reading, out);
        }
        Verdict::Ambiguous(readings) => write_candidates(readings, out),
        Verdict::Nil => write_candidates(&[], out),
    }
    let quoted: &[u8] =
        if place.annotation.quoted { b",\"quoted\":true" } else { b",\"quoted\":false" };
    out.extend_from_slice(quoted);
    if !matches!(place.annotation.verdict, Verdict::Nil) {
        write_number(",\"score\":", usize::from(place.annotation.score), out);
    }
    if place.annotation.decided {
        out.extend_from_slice(b",\"decided\":true");
    }
    if !place.annotation.evidence.is_empty() {
        out.extend_from_slice(b",\"evidence\":");
        write_list(&place.annotation.evidence, out, |reason, out| {
            write_reason(record, reason, unit, out);
        });
    }
    out.push(b'}');
}

/// What decided, and the words that it rests on.
fn write_reason(record: &Record, reason: &Reason, unit: OffsetUnit, out: &mut Vec<u8>) {
    write_text("{\"kind\":", reason.kind, out);
    if let Some((field, span)) = reason.place {
        let field = &record.fields[field];
        let mut offsets = Offsets::new(&field.text, unit);
        write_text(",\"field\":", &field.name, out);
        write_number(",\"start\":", offsets.of(span.start), out);
        write_number(",\"end\":", offsets.of(span.end), out);
        write_text(",\"text\":", span.of(&field.text), out);
    }
    out.push(b'}');
}

/// What follows the id of the entity: what is always there, and what is worth saying.
fn write_reading(reading: &Reading<'_>, out: &mut Vec<u8>) {
    write_names(reading, out);
    match reading.by.as_slice() {
        [] => {}
        [by] => write_text(",\"by\":", by, out),
        several => {
            out.extend_from_slice(b",\"by\":");
            write_list(several, out, |by, out| write_string(by, out));
        }
    }
    if let Some(since) = &reading.since {
        write_text(",\"since\":", since, out);
    }
    if let Some(until) = &reading.until {
        write_text(",\"until\":", until, out);
    }
    if !reading.tone.is_empty() {
        write_text(",\"tone\":", reading.tone, out);
    }
    if reading.scope != "exact" {
        write_text(",\"scope\":", reading.scope, out);
    }
}

fn write_names(reading: &Reading<'_>, out: &mut Vec<u8>) {
    write_text(",\"name\":", reading.name, out);
    if !reading.entity_type.is_empty() {
        write_text(",\"type\":", reading.entity_type, out);
    }
    if !reading.kind.is_empty() {
        write_text(",\"kind\":", reading.kind, out);
    }
}

fn write_candidates(readings: &[Reading<'_>], out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"entity\":null,\"candidates\":");
    write_list(readings, out, |reading, out| {
        write_text("{\"entity\":", &reading.entity, out);
        write_names(reading, out);
        out.push(b'}');
    });
}

/// A record that did not come as JSON: its id, its columns, its fields, and what was found.
fn write_object(
    record: &Record,
    columns: &[(String, String)],
    members: &[NewMember<'_>],
    into: Option<&str>,
    out: &mut Vec<u8>,
) {
    let mut object = Object { is_empty: true, out };
    if let Some(id) = &record.id
        && !columns.iter().any(|(name, _)| name == "id")
    {
        object.member("id", |out| write_string(id, out));
    }
    for (name, value) in columns {
        // Where the reader made text of a column (of the HTML in a feed, say), offsets count in that text.
        let field = record.fields.iter().find(|field| field.name == *name);
        let value = field.map_or(value, |field| &field.text);
        object.member(name, |out| write_string(value, out));
    }
    for field in &record.fields {
        if !columns.iter().any(|(name, _)| *name == field.name) {
            object.member(&field.name, |out| write_string(&field.text, out));
        }
    }
    match into {
        Some(into) => object.member(into, |out| {
            let mut inner = Object { is_empty: true, out };
            for (name, write) in members {
                inner.member(name, write);
            }
            inner.close();
        }),
        None => {
            for (name, write) in members {
                object.member(name, write);
            }
        }
    }
    object.close();
}

/// A JSON object under way.
struct Object<'o> {
    is_empty: bool,
    out: &'o mut Vec<u8>,
}

impl Object<'_> {
    fn member(&mut self, name: &str, value: impl FnOnce(&mut Vec<u8>)) {
        self.out.push(if self.is_empty { b'{' } else { b',' });
        write_string(name, self.out);
        self.out.push(b':');
        value(self.out);
        self.is_empty = false;
    }

    fn close(self) {
        self.out.extend_from_slice(if self.is_empty { b"{}" } else { b"}" });
    }
}

/// Writes `[…]`.
fn write_list<T>(
    items: impl IntoIterator<Item = T>,
    out: &mut Vec<u8>,
    mut write: impl FnMut(T, &mut Vec<u8>),
) {
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

/// Writes what leads to a text, and the text.
fn write_text(lead: &str, text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(lead.as_bytes());
    write_string(text, out);
}

fn write_number(lead: &str, number: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(lead.as_bytes());
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_written_as_serde_writes_them() {
        for char in ('\0'..='\u{2100}').chain(['\u{ffff}', '\u{10ffff}']) {
            for text in [char.to_string(), format!("a name of some length {char} and more")] {
                let mut out = Vec::new();
                write_string(&text, &mut out);
                assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
            }
        }
    }
}
