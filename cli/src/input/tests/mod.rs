//! Cases are data: bytes and options, and what comes out of them, record by record and error by error.

mod cases;
mod random;
mod streams;

use std::io::{self, Read};
use std::sync::Arc;

use super::compress::Source;
use super::reader::Reader;
use super::{Batch, Format, InputError, InputOptions, InvalidUtf8, Parsed, RecordBuffers};
use crate::record::{Original, Record};

/// What happens to `bytes` under the name `file`; options are pairs of a flag and its value.
fn read(file: &str, bytes: &[u8], options: &[(&str, &str)]) -> Vec<String> {
    read_in_pieces(file, bytes, options, usize::MAX, usize::MAX)
}

/// The same when reads bring no more than `piece` bytes, and batches have about `batch_bytes`.
fn read_in_pieces(
    file: &str,
    bytes: &[u8],
    options: &[(&str, &str)],
    piece: usize,
    batch_bytes: usize,
) -> Vec<String> {
    let options = Arc::new(parse_options(options));
    let stream = Pieces { bytes: bytes.to_vec(), at: 0, piece };
    let format = options.format.or_else(|| Format::guess(file));
    let reader = Source::new(file.into(), piece.is_multiple_of(2), stream)
        .and_then(|source| Reader::new(source, format, &options));
    let mut reader = match reader {
        Ok(reader) => reader.batch_bytes(batch_bytes.min(1 << 20)),
        Err(error) => return vec![show_error(&error)],
    };
    let mut shown = Vec::new();
    let mut batch = Batch::default();
    // What one record leaves in them must not be seen in the next.
    let mut buffers = RecordBuffers::default();
    loop {
        match reader.next_batch(&mut batch) {
            Ok(()) if batch.raws.is_empty() => return shown,
            Ok(()) => {}
            Err(error) => shown.push(show_error(&error)),
        }
        let parser = batch.parser.as_ref().expect("a batch that was read has one");
        for raw in std::mem::take(&mut batch.raws) {
            match parser.parse(raw, &batch.bytes, &mut buffers) {
                Ok(Parsed::Record(record)) => shown.push(show(record)),
                Ok(Parsed::Skipped) => {}
                Err(error) => shown.push(show_error(&error)),
            }
        }
    }
}

fn parse_options(pairs: &[(&str, &str)]) -> InputOptions {
    let mut options = InputOptions::default();
    for &(flag, value) in pairs {
        let path = || Some(value.parse().expect(value));
        match flag {
            "input" => options.format = Some(value.parse().expect(value)),
            "field" => {
                options.fields = value.split(',').map(|path| path.parse().expect(path)).collect();
            }
            "id" => options.id_field = path(),
            "date" => options.date_field = path(),
            "lang" => options.lang_field = path(),
            "by" => options.source_field = path(),
            "max-record" => options.max_record_bytes = super::parse_size(value).expect(value),
            "invalid-utf8" => {
                options.invalid_utf8 = match value {
                    "replace" => InvalidUtf8::Replace,
                    "skip" => InvalidUtf8::Skip,
                    _ => InvalidUtf8::Refuse,
                }
            }
            _ => panic!("no such option: {flag}"),
        }
    }
    options
}

/// `2 id=a1 date=2024 | title: "…" | body: "…" + link=…`.
fn show(record: &Record) -> String {
    let mut shown = vec![record.number.to_string()];
    let facts = [
        ("id", &record.id),
        ("lang", &record.lang),
        ("date", &record.date),
        ("by", &record.source),
    ];
    for (name, value) in facts {
        shown.extend(value.iter().map(|value| format!("{name}={value}")));
    }
    shown.extend(record.fields.iter().map(|field| format!("| {}: {:?}", field.name, field.text)));
    if let Original::Columns(columns) = &record.original {
        let others = columns
            .iter()
            .filter(|(name, _)| record.fields.iter().all(|field| field.name != *name));
        shown.extend(others.map(|(name, value)| format!("+ {name}={value}")));
    }
    shown.join(" ")
}

fn show_error(error: &InputError) -> String {
    format!("{:?}: {error}", error.reach)
}

/// Brings so many bytes at a time.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    piece: usize,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let rest = &self.bytes[self.at..];
        let count = rest.len().min(into.len()).min(self.piece);
        into[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
    }
}
