//! Cuts inputs into raw records, block by block.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use csv::ByteRecord;
use feed_rs::model::Entry;

use super::compress::{self, Source};
use super::field::Wants;
use super::lines::{Line, LineReader};
use super::parser::Kind;
use super::table::Table;
use super::{Format, InputError, InputOptions, Meter, Parser, Place, feed, show_size};
use crate::record::LineBreak;

/// About how many bytes of text make a batch, unless somebody says otherwise.
const BATCH_BYTES: usize = 512 << 10;

/// Raw records of one input, and what is needed to read them.
#[derive(Debug, Default)]
pub struct Batch {
    /// Turns them into records; there is one wherever there are records.
    pub parser: Option<Arc<Parser>>,
    /// Their bytes.
    pub bytes: Vec<u8>,
    /// In the order of the input.
    pub raws: Vec<Raw>,
}

/// A record that has been found but not read.
#[derive(Debug)]
pub struct Raw {
    /// Its number in the input, from 1.
    pub number: u64,
    /// The line it begins in, from 1; 0 where lines mean nothing.
    pub line: u64,
    /// The byte it begins at.
    pub byte: u64,
    /// What it is.
    pub body: Body,
}

/// What a raw record is.
#[derive(Debug)]
pub enum Body {
    /// These bytes of the batch.
    Bytes(Range<usize>),
    /// These bytes, and the line break after them.
    Line(Range<usize>, LineBreak),
    /// A row of a table, and whether its cells are as the input has them: none is quoted.
    Row(ByteRecord, bool),
    /// An entry of a feed.
    Entry(Box<Entry>),
    /// It could not even be cut out.
    Failed(Box<InputError>),
}

/// Several inputs, one after the other.
pub struct Inputs {
    names: std::vec::IntoIter<String>,
    options: Arc<InputOptions>,
    batch_bytes: usize,
    meter: Arc<Meter>,
    open: Option<Reader>,
}

impl Inputs {
    /// JSON Lines that are in no file.
    pub fn json_lines(
        lines: impl Read + Send + 'static,
        options: InputOptions,
    ) -> Result<Self, InputError> {
        let source = Source::new("lines".into(), false, lines)?;
        let options = Arc::new(options);
        let open = Some(Reader::new(source, Some(Format::Jsonl), &options)?);
        let (names, meter) = (Vec::new().into_iter(), Arc::default());
        Ok(Self { names, options, batch_bytes: BATCH_BYTES, meter, open })
    }

    /// Checks that every input is there and can be read, before anything is written; none means `-`.
    pub fn new(mut names: Vec<String>, options: InputOptions) -> Result<Self, InputError> {
        if names.is_empty() {
            names.push("-".to_owned());
        }
        let meter = Arc::new(Meter::default());
        meter.total.store(compress::check(&names)?, std::sync::atomic::Ordering::Relaxed);
        let (names, options) = (names.into_iter(), Arc::new(options));
        Ok(Self { names, options, batch_bytes: BATCH_BYTES, meter, open: None })
    }

    /// With batches of another size. It changes nothing that is written.
    #[cfg(test)]
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        self
    }

    /// How much has been read.
    pub fn meter(&self) -> Arc<Meter> {
        Arc::clone(&self.meter)
    }

    /// Fills `batch` with the next records; `None` at the end of the last input. After an error, which ends one
    /// input, the next call goes on with the next input.
    pub fn next_batch(&mut self, batch: &mut Batch) -> Option<Result<(), InputError>> {
        loop {
            if self.open.is_none() {
                let name = self.names.next()?;
                match Reader::open(&name, &self.options, &self.meter) {
                    Ok(reader) => self.open = Some(reader.batch_bytes(self.batch_bytes)),
                    Err(error) => return Some(Err(error)),
                }
            }
            let reader = self.open.as_mut().expect("opened above");
            match reader.next_batch(batch) {
                Ok(()) if batch.raws.is_empty() => self.open = None,
                Ok(()) => return Some(Ok(())),
                Err(error) => {
                    self.open = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// One input.
pub struct Reader {
    parser: Arc<Parser>,
    batch_bytes: usize,
    cutter: Cutter,
    /// Records handed out.
    number: u64,
    /// A read failed after records had been found; the failure comes after them.
    failure: Option<InputError>,
}

enum Cutter {
    /// The whole input is one record.
    Whole(Source),
    Lines {
        source: Source,
        reader: LineReader,
        lines: Vec<Line>,
    },
    Table(Box<Table>),
    Feed(std::vec::IntoIter<Entry>),
    Ended,
}

impl Reader {
    /// Opens `name`, or standard input for `-`, and finds out what it is.
    pub fn open(
        name: &str,
        options: &Arc<InputOptions>,
        meter: &Arc<Meter>,
    ) -> Result<Self, InputError> {
        let guess = options.format.or_else(|| Format::guess(name));
        Self::new(Source::open(name, meter)?, guess, options)
    }

    /// Reads `source` as `format`, or as what its first bytes say.
    pub(super) fn new(
        mut source: Source,
        format: Option<Format>,
        options: &Arc<InputOptions>,
    ) -> Result<Self, InputError> {
        let live = source.live;
        // Whoever is at the other end is not kept waiting for more than is needed.
        let tells = |head: &[u8]| match format {
            Some(Format::Jsonl) => {
                !head.trim_ascii().is_empty() && begins_alone(head).is_none_or(|(_, ends)| ends)
            }
            Some(_) => true,
            None => Format::can_sniff(head),
        };
        let enough = |head: &[u8]| live && head.len() >= 4 && tells(strip_mark(head));
        let head = source.peek(enough).map_err(|error| source.explain(&error, 0))?;
        refuse_other_than_text(&source.name, &head)?;
        let format = format.unwrap_or_else(|| Format::sniff(strip_mark(&head)));
        // A byte order mark belongs to the bytes of a text, whose offsets count it, and to no other format.
        let mut start = 0;
        if format != Format::Text && strip_mark(&head).len() < head.len() {
            start = BYTE_ORDER_MARK.len() as u64;
            let mut mark = [0; BYTE_ORDER_MARK.len()];
            source.read_exact(&mut mark).map_err(|error| source.explain(&error, 0))?;
        }
        let wants = Wants::new(options);
        let file = Arc::clone(&source.name);
        let lines = |source, reader| Cutter::Lines { source, reader, lines: Vec::new() };
        let line_reader = || LineReader::new(start, options.max_record_bytes, BATCH_BYTES);
        let (kind, cutter) = match format {
            Format::Text => {
                let id = (&*file != "stdin").then(|| file.to_string());
                (Kind::Text { id }, Cutter::Whole(source))
            }
            Format::Lines => (Kind::Text { id: None }, lines(source, line_reader())),
            Format::Jsonl => {
                refuse_several_lines(&file, strip_mark(&head))?;
                (Kind::Jsonl, lines(source, line_reader()))
            }
            Format::Csv | Format::Tsv => {
                let delimiter = if format == Format::Csv { b',' } else { b'\t' };
                let (table, columns) = Table::open(source, delimiter, start, &wants, options)?;
                (Kind::Table(columns), Cutter::Table(Box::new(table)))
            }
            Format::Feed => {
                let mut bytes = Vec::new();
                let max = options.max_record_bytes;
                if !read_whole(&mut source, &mut bytes, max)
                    .map_err(|error| source.explain(&error, 0))?
                {
                    return Err(too_long(InputError::input(&file, ""), "feed", None, max));
                }
                if bytes.trim_ascii().is_empty() {
                    (Kind::Text { id: None }, Cutter::Ended)
                } else {
                    let (wanted, entries) = feed::read(&bytes, &wants)
                        .map_err(|(message, help)| InputError::input(&file, message).help(help))?;
                    (Kind::Feed(wanted), Cutter::Feed(entries.into_iter()))
                }
            }
        };
        refuse_taken(&file, &kind, options)?;
        let parser = Arc::new(Parser { file, options: Arc::clone(options), wants, kind });
        Ok(Self { parser, batch_bytes: BATCH_BYTES, cutter, number: 0, failure: None })
    }

    /// With batches of another size.
    #[must_use]
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        if let Cutter::Lines { reader, .. } = &mut self.cutter {
            reader.block = bytes.max(1);
        }
        self
    }

    /// Fills `batch` with the next records; none at the end.
    pub fn next_batch(&mut self, batch: &mut Batch) -> Result<(), InputError> {
        batch.raws.clear();
        batch.parser = Some(Arc::clone(&self.parser));
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        let read = match &mut self.cutter {
            Cutter::Ended => Ok(()),
            Cutter::Whole(_) => self.whole(batch),
            Cutter::Lines { .. } => self.lines(batch),
            Cutter::Table(table) => fill_from_table(table, self.batch_bytes, batch),
            Cutter::Feed(entries) => {
                for entry in entries.take(ENTRIES) {
                    self.number += 1;
                    let body = Body::Entry(Box::new(entry));
                    batch.raws.push(Raw { number: self.number, line: 0, byte: 0, body });
                }
                Ok(())
            }
        };
        let Err(error) = read else { return Ok(()) };
        self.cutter = Cutter::Ended;
        if batch.raws.is_empty() {
            return Err(error);
        }
        self.failure = Some(error);
        Ok(())
    }

    fn whole(&mut self, batch: &mut Batch) -> Result<(), InputError> {
        let Cutter::Whole(mut source) = std::mem::replace(&mut self.cutter, Cutter::Ended) else {
            return Ok(());
        };
        let max = self.parser.options.max_record_bytes;
        batch.bytes.clear();
        let fits = read_whole(&mut source, &mut batch.bytes, max)
            .map_err(|error| source.explain(&error, 0))?;
        let body = if fits {
            Body::Bytes(0..batch.bytes.len())
        } else {
            batch.bytes = Vec::new();
            let place = Place { record: 1, ..Place::default() };
            let error = InputError::record(&self.parser.file, place, "");
            let error = too_long(error, "text", None, max);
            let help =
                format!("{}, or read each of its lines as a text with --input lines", error.help);
            Body::Failed(Box::new(error.help(help)))
        };
        if !matches!(body, Body::Bytes(Range { end: 0, .. })) {
            batch.raws.push(Raw { number: 1, line: 1, byte: 0, body });
        }
        Ok(())
    }

    fn lines(&mut self, batch: &mut Batch) -> Result<(), InputError> {
        let Cutter::Lines { source, reader, lines } = &mut self.cutter else { return Ok(()) };
        let is_json = matches!(self.parser.kind, Kind::Jsonl);
        let mut read = Ok(());
        // A block of blank lines alone is not the end.
        while batch.raws.is_empty() && read.is_ok() {
            let live = source.live;
            read = reader.next_block(source, live, &mut batch.bytes, lines);
            if lines.is_empty() {
                break;
            }
            for Line { number: line, byte, kept, end: line_break } in lines.drain(..) {
                let body = match kept {
                    Ok((start, end))
                        if is_json && batch.bytes[start..end].trim_ascii().is_empty() =>
                    {
                        continue;
                    }
                    Ok((start, end)) => Body::Line(start..end, line_break),
                    Err(length) => {
                        let place =
                            Place { record: self.number + 1, line, column: 0, byte: Some(byte) };
                        let error = InputError::record(&self.parser.file, place, "");
                        let max = self.parser.options.max_record_bytes;
                        Body::Failed(Box::new(too_long(error, "line", Some(length), max)))
                    }
                };
                self.number += 1;
                batch.raws.push(Raw { number: self.number, line, byte, body });
            }
        }
        read.map_err(|error| source.explain(&error, self.number))
    }
}

/// How many entries of a feed make a batch.
const ENTRIES: usize = 16;

fn fill_from_table(table: &mut Table, most: usize, batch: &mut Batch) -> Result<(), InputError> {
    let mut bytes = 0;
    while bytes < most
        && let Some(raw) = table.next_raw()?
    {
        if let Body::Row(row, _) = &raw.body {
            bytes += row.as_slice().len();
        }
        batch.raws.push(raw);
        if table.is_live() && table.is_drained() {
            break;
        }
    }
    Ok(())
}

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

fn strip_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(&BYTE_ORDER_MARK).unwrap_or(head)
}

/// Refuses an input that begins as a picture, an archive or UTF-16 does: one error is better than thousands.
fn refuse_other_than_text(name: &Arc<str>, head: &[u8]) -> Result<(), InputError> {
    if let Some(encoding) = utf16(head) {
        return Err(InputError::input(name, "is UTF-16, and only UTF-8 can be read")
            .help(format!("convert it: `iconv -f {encoding} -t utf-8`")));
    }
    // A character that the end of `head` cuts in two is no sign of anything.
    let is_utf8 =
        std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    if !is_utf8 && head.contains(&0) {
        let help = "text, JSON Lines, CSV, TSV and feeds can be read, as they are or packed by gzip or zstd";
        return Err(InputError::input(name, "is no text: it has zero bytes in it").help(help));
    }
    Ok(())
}

/// Refuses JSON over several lines, with one error for all of them.
fn refuse_several_lines(name: &Arc<str>, head: &[u8]) -> Result<(), InputError> {
    let Some((bracket, true)) = begins_alone(head) else { return Ok(()) };
    let cure = if bracket == b'[' {
        "make every element a line: `jq -c '.[]' FILE | exonym … --input jsonl -`"
    } else {
        "make each object a line: `jq -c . FILE | exonym … --input jsonl -`"
    };
    let message = "is JSON over several lines, and each line must be one whole object";
    Err(InputError::input(name, message).help(cure))
}

/// The bracket with nothing after it in its line that an input begins with, and whether the line ends there.
fn begins_alone(head: &[u8]) -> Option<(u8, bool)> {
    let (&bracket, rest) = head.trim_ascii_start().split_first()?;
    let mut lines = rest.splitn(2, |byte| *byte == b'\n');
    let is_alone = lines.next().is_some_and(|line| line.trim_ascii().is_empty());
    (is_alone && matches!(bracket, b'{' | b'[')).then(|| (bracket, lines.next().is_some()))
}

/// What `iconv` calls an input that begins as UTF-16 does.
fn utf16(head: &[u8]) -> Option<&'static str> {
    if matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return Some("utf-16");
    }
    // Without a mark, ASCII has a zero byte in every pair, and all of them on the same side.
    let pairs = head[..head.len().min(1024)].chunks_exact(2);
    let most = (pairs.len() / 2).max(2);
    let [first, second] = [0, 1].map(|side| pairs.clone().filter(|pair| pair[side] == 0).count());
    match (first, second) {
        (0, second) if second >= most => Some("utf-16le"),
        (first, 0) if first >= most => Some("utf-16be"),
        _ => None,
    }
}

/// Refuses an input whose records would lose something of their own to what is added. In JSON Lines it depends on the
/// record.
fn refuse_taken(name: &Arc<str>, kind: &Kind, options: &InputOptions) -> Result<(), InputError> {
    let Some(added) = &options.added else { return Ok(()) };
    let own: Vec<&str> = match kind {
        Kind::Jsonl => return Ok(()),
        Kind::Text { .. } => vec!["id", "text"],
        Kind::Table(columns) => ["id"].into_iter().chain(columns.names()).collect(),
        Kind::Feed(_) => feed::MEMBERS.to_vec(),
    };
    own.into_iter().find(|own| added.takes(own)).map_or(Ok(()), |own| {
        let message = format!("what is found would take the place of each record's own `{own}`");
        Err(InputError::input(name, message).help(added.cure()))
    })
}

/// Reads all of `source`; `false` if it has more than `max` bytes.
fn read_whole(source: &mut Source, bytes: &mut Vec<u8>, max: usize) -> io::Result<bool> {
    source.take(max as u64 + 1).read_to_end(bytes)?;
    Ok(bytes.len() <= max)
}

fn too_long(error: InputError, what: &str, length: Option<u64>, max: usize) -> InputError {
    let length = length.map_or_else(String::new, |length| format!(" with its {length} bytes"));
    let max = show_size(max);
    let message = format!("the {what}{length} is longer than --max-record {max} allows");
    InputError { message, ..error }.help("raise --max-record")
}
