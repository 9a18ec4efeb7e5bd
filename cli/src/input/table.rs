//! CSV and TSV: a header row, and a record in each row after it. Cells may be quoted, in both.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};

use csv::ByteRecord;
use memchr::memchr_iter;

use super::compress::Source;
use super::field::{DEFAULT_FIELDS, Role, Wants};
use super::parser::{At, UTF8_CURE, with_question_marks};
use super::reader::{Body, Raw};
use super::{InputError, InputOptions, InvalidUtf8, Parser, Place, show_size};
use crate::record::{Field, Original, Record};

/// Reads rows.
pub struct Table {
    rows: csv::Reader<Guard>,
    /// Rows read.
    number: u64,
    /// How many cells the header has.
    width: usize,
    /// How much was left out at the beginning of the source.
    start: u64,
    max_row: usize,
}

/// The columns of a table, and what they are wanted for.
#[derive(Debug)]
pub struct Columns {
    /// No name twice: fields and members of the output go by them.
    names: Vec<String>,
    /// In reading order.
    wanted: Vec<(usize, Role)>,
}

impl Table {
    /// Reads the header. `start` is how many bytes of the source have been left out. No table: an empty input.
    pub fn open(
        source: Source,
        delimiter: u8,
        start: u64,
        wants: &Wants,
        options: &InputOptions,
    ) -> Result<(Self, Columns), InputError> {
        let file = source.name.clone();
        let max_row = options.max_record_bytes;
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            // The `\r` before it is taken off here: the crate would leave the `\n` after it to the next row,
            // whose line and byte would be wrong.
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_reader(Guard { source, allowed: 0, added: 0 });
        let mut table = Self { rows, number: 0, width: 0, start, max_row };
        let mut header = ByteRecord::new();
        table.read_row(&mut header)?;
        let name = |cell: &[u8]| String::from_utf8_lossy(cell).trim().to_owned();
        let names = each_its_own(header.iter().map(name).collect());
        table.width = names.len();
        if !names.is_empty() && table.is_unclosed() {
            return Err(InputError::input(&file, UNCLOSED).help(UNCLOSED_CURE));
        }
        let columns = if names.is_empty() {
            Columns { names, wanted: Vec::new() }
        } else {
            Columns::new(names, wants)
                .map_err(|(message, help)| InputError::input(&file, message).help(help))?
        };
        Ok((table, columns))
    }

    /// Reads the next row; `None` at the end.
    pub fn next_raw(&mut self) -> Result<Option<Raw>, InputError> {
        let mut row = ByteRecord::new();
        loop {
            if !self.read_row(&mut row)? {
                return Ok(None);
            }
            // The crate skips blank lines, but not one with a `\r` in it.
            if row.len() > 1 || row.as_slice() != b"\r" {
                break;
            }
        }
        self.number += 1;
        let begin = row.position().expect("every row that was read has a position");
        let end = self.rows.position();
        let is_unclosed = self.is_unclosed();
        // Blank lines before the row were read with it, so that its line is counted from its end.
        let breaks = |cells: &[u8]| memchr_iter(b'\n', cells).count() as u64;
        let line = end.line() - breaks(row.as_slice()) - u64::from(!is_unclosed);
        let byte = begin.byte() + (line - begin.line());
        let at = At { number: self.number, line, byte: self.start + byte };
        // Delimiters between the cells, and the line break.
        let is_plain = end.byte() - byte == (row.as_slice().len() + row.len()) as u64;
        let raw = |body| Raw { number: at.number, line: at.line, byte: at.byte, body };
        let file = &self.rows.get_ref().source.name;
        if is_unclosed {
            let last = row.range(row.len() - 1).expect("a row has a cell");
            let line = at.line + breaks(&row.as_slice()[..last.start]);
            let error = InputError::record(file, Place { line, ..at.place() }, UNCLOSED);
            return Ok(Some(raw(Body::Failed(Box::new(error.help(UNCLOSED_CURE))))));
        }
        if row.len() != self.width {
            let message =
                format!("the row has {} cells, and the header has {}", row.len(), self.width);
            let help =
                "a cell with the delimiter, a quotation mark or a line break in it must be quoted";
            let place = if is_plain && row.len() > self.width {
                place_in(&at, &row, self.width, 0)
            } else {
                at.place()
            };
            let error = InputError::record(file, place, message).help(help);
            return Ok(Some(raw(Body::Failed(Box::new(error)))));
        }
        if row.as_slice().len() > self.max_row {
            let message = format!(
                "the row has {} bytes, more than --max-record {} allows",
                row.as_slice().len(),
                show_size(self.max_row)
            );
            let error = InputError::record(file, at.place(), message).help("raise --max-record");
            return Ok(Some(raw(Body::Failed(Box::new(error)))));
        }
        Ok(Some(raw(Body::Row(row, is_plain))))
    }

    /// Whether all that has been read from the source has been handed out.
    pub fn is_drained(&self) -> bool {
        self.start + self.rows.position().byte() >= self.rows.get_ref().source.delivered
    }

    /// Whether somebody may be waiting for what was sent so far.
    pub fn is_live(&self) -> bool {
        self.rows.get_ref().source.live
    }

    /// Whether the input ended inside quotation marks, in the row that was read last: they then hold both of the line
    /// breaks that [`Guard`] adds, the first of which would have ended the row.
    fn is_unclosed(&self) -> bool {
        let read = self.start + self.rows.position().byte();
        read == self.rows.get_ref().source.delivered + Guard::END.len() as u64
    }

    fn read_row(&mut self, row: &mut ByteRecord) -> Result<bool, InputError> {
        self.rows.get_mut().allowed = self.max_row.saturating_add(2 * BUFFER);
        let line = self.rows.position().line();
        self.rows.read_byte_record(row).map_err(|error| {
            let source = &self.rows.get_ref().source;
            match error.into_kind() {
                csv::ErrorKind::Io(error) if is_too_long(&error) => {
                    let message = format!(
                        "the row that begins in line {line} is longer than {}: a quotation mark there may never be closed",
                        show_size(self.max_row)
                    );
                    let help = "mend the quotation marks, or raise --max-record";
                    InputError::input(&source.name, message).help(help)
                }
                csv::ErrorKind::Io(error) => source.explain(&error, self.number),
                kind => InputError::input(&source.name, format!("is no table: {kind:?}")),
            }
        })
    }
}

/// The place of a byte of a cell, where no cell is quoted.
fn place_in(at: &At, row: &ByteRecord, cell: usize, byte: usize) -> Place {
    let start = row.range(cell).expect("the row has this cell").start;
    let before = &row.as_slice()[..start + byte];
    let column = String::from_utf8_lossy(before).chars().count() + cell + 1;
    let byte = at.byte + (before.len() + cell) as u64;
    Place { column: column as u64, byte: Some(byte), ..at.place() }
}

/// The names of columns, with a number after one that has come before: `text`, `text_2`.
fn each_its_own(names: Vec<String>) -> Vec<String> {
    let given: HashSet<String> = names.iter().cloned().collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let own = |name: String| {
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return name;
        }
        while given.contains(&format!("{name}_{count}")) {
            *count += 1;
        }
        format!("{name}_{count}")
    };
    names.into_iter().map(own).collect()
}

/// How much of a table is read at a time.
const BUFFER: usize = 128 << 10;

/// What is wrong with a row in which quotation marks are open at the end of the input.
const UNCLOSED: &str = "a quotation mark opens a cell and is never closed: all that follows is taken for text of that cell";
const UNCLOSED_CURE: &str = r#"close it; in a cell that begins with a quotation mark of its own, each is doubled: """Yes"", he said""#;

/// Lets no more through than a row may have, so that a quotation mark that is never closed does not read the
/// whole input into memory; and adds to its end what shows one.
struct Guard {
    source: Source,
    allowed: usize,
    /// How much of [`Guard::END`] has been let through.
    added: usize,
}

impl Guard {
    /// A line break that ends the last row if nothing has, and a blank line.
    const END: &[u8] = b"\n\n";
}

impl Read for Guard {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.allowed == 0 {
            return Err(io::Error::other(TooLong));
        }
        let mut count = self.source.read(into)?;
        if count == 0 {
            count = (&Self::END[self.added..]).read(into)?;
            self.added += count;
        }
        self.allowed = self.allowed.saturating_sub(count);
        Ok(count)
    }
}

#[derive(Debug)]
struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too long")
    }
}

impl std::error::Error for TooLong {}

fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().and_then(|error| error.downcast_ref::<TooLong>()).is_some()
}

impl Columns {
    /// Finds what is wanted among the columns, or says what is missing and what to do.
    fn new(names: Vec<String>, wants: &Wants) -> Result<Self, (String, String)> {
        let mut wanted = Vec::new();
        let there = || format!("the columns are {}", names.join(", "));
        for (key, node) in &wants.root.children {
            match names.iter().position(|name| name == key) {
                Some(column) => wanted.extend(node.roles.iter().map(|&role| (column, role))),
                None if node.required => return Err((format!("has no column `{key}`"), there())),
                None => {}
            }
        }
        if !wanted.iter().any(|(_, role)| matches!(role, Role::Text(_))) {
            let help = format!("name one with --field; {}", there());
            return Err((format!("has none of the columns {}", DEFAULT_FIELDS.join(", ")), help));
        }
        wanted.sort_by_key(|&(_, role)| if let Role::Text(rank) = role { rank } else { 0 });
        Ok(Self { names, wanted })
    }

    /// As the record has them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Makes a record of a row that is as wide as the header.
    fn record(&self, number: u64, cells: &[String]) -> Record {
        let mut record = Record { number, ..Record::default() };
        for &(column, role) in &self.wanted {
            let cell = &cells[column];
            let filled = (!cell.is_empty()).then(|| cell.clone());
            match role {
                Role::Text(_) => {
                    let (name, text) = (self.names[column].clone(), cell.clone());
                    record.fields.push(Field { name, text, literal: None });
                }
                Role::Id => record.id = filled,
                Role::Date => record.date = filled,
                Role::Lang => record.lang = filled,
                Role::Source => record.add_source(cell),
            }
        }
        record
    }
}

/// Makes a record of a row; `None` if it is to be skipped.
pub(super) fn record(
    parser: &Parser,
    at: &At,
    row: &ByteRecord,
    is_plain: bool,
) -> Result<Option<Record>, InputError> {
    let super::parser::Kind::Table(columns) = &parser.kind else {
        unreachable!("rows come from tables");
    };
    let mut cells = Vec::with_capacity(row.len());
    for (cell, name) in row.iter().zip(&columns.names) {
        let is_last = cells.len() + 1 == row.len();
        let cell = cell.strip_suffix(b"\r").filter(|_| is_last).unwrap_or(cell);
        match (std::str::from_utf8(cell), parser.options.invalid_utf8) {
            (Ok(text), _) => cells.push(text.to_owned()),
            (Err(_), InvalidUtf8::Replace) => cells.push(with_question_marks(cell)),
            (Err(_), InvalidUtf8::Skip) => return Ok(None),
            (Err(error), InvalidUtf8::Refuse) => {
                let good = error.valid_up_to();
                let message = format!(
                    "byte {good} of the cell `{name}` (0x{:02X}) is not UTF-8{}",
                    cell[good],
                    if is_plain { "" } else { "; the row begins there" }
                );
                let place =
                    if is_plain { place_in(at, row, cells.len(), good) } else { at.place() };
                return Err(InputError::record(&parser.file, place, message).help(UTF8_CURE));
            }
        }
    }
    let mut record = columns.record(at.number, &cells);
    record.original = Original::Columns(columns.names.iter().cloned().zip(cells).collect());
    Ok(Some(record))
}
