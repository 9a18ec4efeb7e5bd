//! Tab-separated values: one mention a row, under a row of headings.
//!
//! A tab, a line break or a backslash inside a cell is written `\t`, `\n`, `\r`, `\\`. An ambiguous mention has the ids
//! of its candidates in `entity`, joined by `|`; Nil has nothing there.

use super::OutputOptions;
use super::place::{Place, places};
use crate::record::{Annotation, Reading, Record, Verdict};

/// What the columns hold.
pub const COLUMNS: [&str; 13] = [
    "record", "field", "start", "end", "text", "entity", "name", "type", "kind", "by", "since",
    "quoted", "score",
];

/// Writes the headings.
pub fn begin(out: &mut Vec<u8>) {
    out.extend_from_slice(COLUMNS.join("\t").as_bytes());
    out.push(b'\n');
}

/// Writes a row for each mention. A record is known by its id, or else by its number.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    for place in places(record, annotations, options.unit, options.nil) {
        write_row(record, &place, out);
    }
}

fn write_row(record: &Record, place: &Place<'_, '_>, out: &mut Vec<u8>) {
    match &record.id {
        Some(id) => write_cell(id, out),
        None => write_number(record.number, out),
    }
    next_cell(&place.field.name, out);
    for offset in [place.start, place.end] {
        out.push(b'\t');
        write_number(offset as u64, out);
    }
    next_cell(place.text, out);
    match &place.annotation.verdict {
        Verdict::Entity(reading) => write_reading(reading, out),
        Verdict::Ambiguous(readings) => {
            let ids: Vec<_> = readings.iter().map(|reading| &*reading.entity).collect();
            next_cell(&ids.join("|"), out);
            out.extend_from_slice(b"\t\t\t\t\t");
        }
        Verdict::Nil => out.extend_from_slice(b"\t\t\t\t\t\t"),
    }
    next_cell(if place.annotation.quoted { "true" } else { "false" }, out);
    out.push(b'\t');
    if !matches!(place.annotation.verdict, Verdict::Nil) {
        write_number(place.annotation.score.into(), out);
    }
    out.push(b'\n');
}

fn write_reading(reading: &Reading<'_>, out: &mut Vec<u8>) {
    for text in [&reading.entity, reading.name, reading.entity_type, reading.kind] {
        next_cell(text, out);
    }
    next_cell(&reading.by.join(","), out);
    next_cell(reading.since.as_deref().unwrap_or_default(), out);
}

fn next_cell(text: &str, out: &mut Vec<u8>) {
    out.push(b'\t');
    write_cell(text, out);
}

fn write_cell(text: &str, out: &mut Vec<u8>) {
    for byte in text.bytes() {
        match byte {
            b'\t' => out.extend_from_slice(br"\t"),
            b'\n' => out.extend_from_slice(br"\n"),
            b'\r' => out.extend_from_slice(br"\r"),
            b'\\' => out.extend_from_slice(br"\\"),
            _ => out.push(byte),
        }
    }
}

fn write_number(number: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}
