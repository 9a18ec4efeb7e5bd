//! Reads texts: files and standard input, compressed or not, in the formats that news and corpora come in.
//!
//! An input is read in two steps. A [`Reader`](reader::Reader) cuts it into raw records, which is quick and happens on one
//! thread; a [`Parser`] makes a [`Record`](crate::record::Record) of each, which is slow and happens on all of
//! them. What is wrong with one record never costs another: it comes out as an [`InputError`] in its place, and
//! the record is left out whole, so that nothing goes on half annotated.

mod added;
mod compress;
mod error;
mod feed;
mod field;
mod format;
mod html;
mod jsonl;
mod lines;
mod marks;
mod members;
mod parser;
mod reader;
mod size;
mod splice;
mod table;
#[cfg(test)]
mod tests;

pub use added::Added;
pub use compress::Meter;
pub use error::{InputError, Place, Reach};
pub use field::{DEFAULT_FIELDS, FieldPath};
pub use format::Format;
pub use parser::{Parsed, Parser, RecordBuffers};
pub use reader::{Batch, Body, Inputs};
pub use size::{parse_size, show_size};
pub use splice::splice;

/// How much of a record is read before it is refused, unless `--max-record` says otherwise.
pub const DEFAULT_MAX_RECORD: usize = 64 << 20;

/// What the command line says about reading.
#[derive(Clone, Debug)]
pub struct InputOptions {
    /// `--input`; guessed from the name and the first bytes where it is absent.
    pub format: Option<Format>,
    /// `--field`, in reading order. Empty: every one of [`DEFAULT_FIELDS`](field::DEFAULT_FIELDS) that is there and is text.
    pub fields: Vec<FieldPath>,
    /// `--id`; without it `id` is taken where there is one.
    pub id_field: Option<FieldPath>,
    /// `--date`. A record without it has no date.
    pub date_field: Option<FieldPath>,
    /// Where a record says its language. A record without it has its language guessed.
    pub lang_field: Option<FieldPath>,
    /// `--by`. A record without it has no source.
    pub source_field: Option<FieldPath>,
    /// `--max-record`: a longer record is refused, and never held in memory whole.
    pub max_record_bytes: usize,
    /// What happens to a record with bytes that are not UTF-8.
    pub invalid_utf8: InvalidUtf8,
    /// What annotating is going to add. A record with something else under these names is an error.
    pub added: Option<Added>,
}

impl Default for InputOptions {
    fn default() -> Self {
        Self {
            format: None,
            fields: Vec::new(),
            id_field: None,
            date_field: None,
            lang_field: None,
            source_field: None,
            max_record_bytes: DEFAULT_MAX_RECORD,
            invalid_utf8: InvalidUtf8::Refuse,
            added: None,
        }
    }
}

/// What happens to a record with bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvalidUtf8 {
    /// It is an error, and the record is left out.
    #[default]
    Refuse,
    /// Each such byte is read as `?`: one byte for one byte, so that offsets stay those of the original.
    Replace,
    /// The record is left out and counted, without an error.
    Skip,
}

/// The names of the files, without their folders.
pub fn title(files: &[String]) -> String {
    let name = |file: &String| match std::path::Path::new(file).file_name() {
        Some(name) if file != "-" => name.to_string_lossy().into_owned(),
        _ => "standard input".to_owned(),
    };
    if files.is_empty() {
        return name(&"-".to_owned());
    }
    files.iter().map(name).collect::<Vec<_>>().join(", ")
}
