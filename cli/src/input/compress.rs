//! Opens a file or standard input, and decompresses what gzip or Zstandard have packed.
//!
//! The first bytes say what it is, never the name.

use std::fs::File;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::InputError;

/// How much of the inputs has been read, for the progress bar; threads share it.
#[derive(Debug, Default)]
pub struct Meter {
    /// Bytes read, before decompression.
    pub read: AtomicU64,
    /// Bytes that there are in all; 0 when an input does not say.
    pub total: AtomicU64,
}

/// An open input, decompressed.
pub struct Source {
    /// As the user named it; `stdin` for `-`.
    pub name: Arc<str>,
    /// Whether somebody may be waiting at the other end for what was sent so far: a pipe, a socket, a terminal.
    pub live: bool,
    /// Bytes delivered.
    pub delivered: u64,
    packing: Packing,
    reader: Box<dyn Read + Send>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// Compressed bytes are read in pieces of this size.
const PIECE: usize = 256 << 10;

impl Source {
    /// Opens the file `name`, or standard input for `-`.
    pub fn open(name: &str, meter: &Arc<Meter>) -> Result<Self, InputError> {
        let shown = shown_name(name);
        let (file, live): (Box<dyn Read + Send>, bool) = if name == "-" {
            standard_input()
        } else {
            let file = File::open(name).map_err(|error| cannot_open(&shown, &error))?;
            let live = !file.metadata().is_ok_and(|metadata| metadata.is_file());
            (Box::new(file), live)
        };
        Self::new(shown, live, Metered { file, meter: Arc::clone(meter) })
    }

    /// Decompresses `file`, whatever it is.
    pub fn new(
        name: Arc<str>,
        live: bool,
        mut file: impl Read + Send + 'static,
    ) -> Result<Self, InputError> {
        let failed = |error: &io::Error| cannot_read(&name, error);
        let head = peek(&mut file, |head| head.len() >= 4).map_err(|error| failed(&error))?;
        let packing = match head.as_slice() {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            // A frame, or a skippable one, which may come first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Packing::Zstd,
            _ => Packing::Plain,
        };
        let file = Cursor::new(head).chain(file);
        let reader: Box<dyn Read + Send> = match packing {
            Packing::Plain => Box::new(file),
            Packing::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(PIECE, file))),
            Packing::Zstd => {
                let file = BufReader::with_capacity(PIECE, file);
                let decoder = zstd::Decoder::with_buffer(file);
                Box::new(decoder.map_err(|error| failed(&error))?)
            }
        };
        Ok(Self { name, live, delivered: 0, packing, reader })
    }

    /// Reads the first bytes, to be looked at, until they are `enough`. They will be read again.
    pub fn peek(&mut self, enough: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
        let head = peek(&mut self.reader, enough)?;
        let rest = std::mem::replace(&mut self.reader, Box::new(io::empty()));
        self.reader = Box::new(Cursor::new(head.clone()).chain(rest));
        Ok(head)
    }

    /// Says what a failed read means. `records` were delivered before it.
    pub fn explain(&self, error: &io::Error, records: u64) -> InputError {
        let stream = match self.packing {
            Packing::Gzip => "gzip",
            Packing::Zstd => "Zstandard",
            Packing::Plain => return cannot_read(&self.name, error),
        };
        if error.raw_os_error().is_some() {
            return cannot_read(&self.name, error);
        }
        let good = format!(
            "{} decompressed bytes and {records} records before that are good",
            self.delivered
        );
        let (what, cure) = if error.kind() == ErrorKind::UnexpectedEof {
            (format!("the {stream} stream is truncated; {good}"), "fetch the file again, whole")
        } else {
            (format!("the {stream} stream is corrupt ({error}); {good}"), "fetch the file again")
        };
        InputError::input(&self.name, what).help(cure)
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.reader.read(into) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    self.delivered += count as u64;
                    return Ok(count);
                }
            }
        }
    }
}

/// Checks, before anything is read, that every input is there and can be read at all; returns how many bytes
/// they have together, or 0 where one of them does not say.
pub fn check(names: &[String]) -> Result<u64, InputError> {
    let mut total = Some(0);
    for name in names {
        let size = if name == "-" {
            standard_input_size()
        } else {
            let shown = shown_name(name);
            let metadata =
                Path::new(name).metadata().map_err(|error| cannot_open(&shown, &error))?;
            if metadata.is_dir() {
                return Err(InputError::input(
                    &shown,
                    "is a directory, and only files can be read",
                )
                .help(format!("name its files: {}/*", name.trim_end_matches('/'))));
            }
            metadata.is_file().then_some(metadata.len())
        };
        total = total.zip(size).map(|(total, size)| total + size);
    }
    Ok(total.unwrap_or(0))
}

fn shown_name(name: &str) -> Arc<str> {
    if name == "-" { "stdin".into() } else { name.into() }
}

fn cannot_open(name: &Arc<str>, error: &io::Error) -> InputError {
    match error.kind() {
        ErrorKind::NotFound => InputError::input(name, "there is no such file")
            .help("check the name; `-` reads standard input"),
        _ => InputError::input(name, format!("cannot be opened: {error}")),
    }
}

fn cannot_read(name: &Arc<str>, error: &io::Error) -> InputError {
    InputError::input(name, format!("cannot be read: {error}"))
}

/// Reads until what was read is `enough`, or as much as is ever looked at.
fn peek(reader: &mut impl Read, enough: impl Fn(&[u8]) -> bool) -> io::Result<Vec<u8>> {
    let mut head = vec![0; 4096];
    let mut filled = 0;
    while filled < head.len() && !enough(&head[..filled]) {
        match reader.read(&mut head[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // What came before the error is still good, and the error will come again.
            Err(_) if filled > 0 => break,
            Err(error) => return Err(error),
        }
    }
    head.truncate(filled);
    Ok(head)
}

/// Counts what is read.
struct Metered {
    file: Box<dyn Read + Send>,
    meter: Arc<Meter>,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        self.meter.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Standard input as a file, past the buffer of the standard library; and whether it is live.
#[cfg(unix)]
fn standard_input() -> (Box<dyn Read + Send>, bool) {
    let Some(file) = standard_input_file() else { return (Box::new(io::stdin()), true) };
    let live = !file.metadata().is_ok_and(|metadata| metadata.is_file());
    (Box::new(file), live)
}

#[cfg(unix)]
fn standard_input_file() -> Option<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(unix)]
fn standard_input_size() -> Option<u64> {
    let metadata = standard_input_file()?.metadata().ok()?;
    metadata.is_file().then_some(metadata.len())
}

#[cfg(not(unix))]
fn standard_input() -> (Box<dyn Read + Send>, bool) {
    (Box::new(io::stdin()), true)
}

#[cfg(not(unix))]
fn standard_input_size() -> Option<u64> {
    None
}
