//! Makes a [`Record`] of a raw record. Threads share one parser for each input.

use std::borrow::Cow;
use std::sync::Arc;

use super::field::Wants;
use super::reader::{Body, Raw};
use super::table::Columns;
use super::{InputError, InputOptions, InvalidUtf8, Place, feed, jsonl, table};
use crate::record::{Field, LineBreak, Record};

/// Knows what is wanted of the records of one input.
#[derive(Debug)]
pub struct Parser {
    /// The input, as the user named it.
    pub file: Arc<str>,
    /// What it is asked for.
    pub options: Arc<InputOptions>,
    pub(super) wants: Wants,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// The whole file, or one of its lines.
    Text {
        /// The id of every record: the file's name, where the file is one record.
        id: Option<String>,
    },
    Jsonl,
    Table(Columns),
    Feed(feed::Wanted),
}

/// What became of a raw record.
#[derive(Debug)]
pub enum Parsed<'b> {
    /// Its texts.
    Record(&'b Record),
    /// It is not UTF-8, and such records are to be skipped.
    Skipped,
}

/// The buffers that records are made in; reuse them from record to record.
#[derive(Debug, Default)]
pub struct RecordBuffers {
    /// The record that was made last.
    record: Record,
    line: jsonl::LineBuffers,
}

impl Parser {
    /// Makes a record of `raw`, whose bytes are in `block`.
    pub fn parse<'b>(
        &self,
        raw: Raw,
        block: &[u8],
        buffers: &'b mut RecordBuffers,
    ) -> Result<Parsed<'b>, InputError> {
        let at = At { number: raw.number, line: raw.line, byte: raw.byte };
        let is_made = match raw.body {
            Body::Failed(error) => return Err(*error),
            Body::Bytes(range) => self.piece(&at, &block[range], LineBreak::None, buffers)?,
            Body::Line(range, line_break) => self.piece(&at, &block[range], line_break, buffers)?,
            Body::Row(row, is_plain) => match table::record(self, &at, &row, is_plain)? {
                Some(record) => {
                    buffers.record = record;
                    true
                }
                None => false,
            },
            Body::Entry(entry) => {
                buffers.record = feed::record(self, &at, &entry);
                true
            }
        };
        Ok(if is_made { Parsed::Record(&buffers.record) } else { Parsed::Skipped })
    }

    /// Makes a record of a text or a line; `false` if it is to be skipped.
    fn piece(
        &self,
        at: &At,
        bytes: &[u8],
        line_break: LineBreak,
        buffers: &mut RecordBuffers,
    ) -> Result<bool, InputError> {
        let Some(text) = self.utf8(at, bytes)? else { return Ok(false) };
        if let Kind::Text { id } = &self.kind {
            let text = text.into_owned();
            let fields = vec![Field { name: "text".to_owned(), text, literal: None }];
            let (number, id) = (at.number, id.clone());
            buffers.record = Record { number, id, fields, line_break, ..Record::default() };
            return Ok(true);
        }
        let RecordBuffers { record, line } = buffers;
        let is_made = jsonl::record(&self.wants, &self.options, &text, at.number, record, line)
            .map_err(|trouble| self.trouble(at, &text, trouble))?;
        record.line_break = line_break;
        Ok(is_made)
    }

    /// Says where in the input a trouble with a record of one line is.
    fn trouble(&self, at: &At, line: &str, trouble: jsonl::Trouble) -> InputError {
        let before = line.get(..trouble.at).unwrap_or(line);
        let place = Place {
            column: before.chars().count() as u64 + 1,
            byte: Some(at.byte + before.len() as u64),
            ..at.place()
        };
        InputError::record(&self.file, place, trouble.message).help(trouble.help)
    }

    /// The bytes of a record as text; `None` if the record is to be skipped.
    fn utf8<'b>(&self, at: &At, bytes: &'b [u8]) -> Result<Option<Cow<'b, str>>, InputError> {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(Some(Cow::Borrowed(text))),
            Err(error) => error,
        };
        match self.options.invalid_utf8 {
            InvalidUtf8::Skip => return Ok(None),
            InvalidUtf8::Replace => return Ok(Some(Cow::Owned(with_question_marks(bytes)))),
            InvalidUtf8::Refuse => {}
        }
        let good = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..good]);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let place = Place {
            line: at.line + before.matches('\n').count() as u64,
            column: before[line_start..].chars().count() as u64 + 1,
            byte: Some(at.byte + good as u64),
            ..at.place()
        };
        let message = format!("byte {good} of the record (0x{:02X}) is not UTF-8", bytes[good]);
        Err(InputError::record(&self.file, place, message).help(UTF8_CURE))
    }
}

/// What to do about bytes that are not UTF-8.
pub(super) const UTF8_CURE: &str = "convert the input (`iconv -f windows-1252 -t utf-8`), or choose --invalid-utf8 replace or skip";

/// The text of `bytes`, with one `?` for each byte that is not part of UTF-8.
pub(super) fn with_question_marks(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}

/// Where a raw record is.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub number: u64,
    pub line: u64,
    pub byte: u64,
}

impl At {
    /// The same for an error.
    pub fn place(&self) -> Place {
        Place { record: self.number, line: self.line, column: 0, byte: Some(self.byte) }
    }
}
