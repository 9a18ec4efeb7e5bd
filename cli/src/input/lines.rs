//! Cuts a stream into lines, many at a time, without copying them one by one.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use crate::record::LineBreak;

/// Reads blocks of whole lines.
#[derive(Debug)]
pub struct LineReader {
    /// The beginning of a line whose end has not been read.
    carry: Vec<u8>,
    /// Lines finished.
    line: u64,
    /// Where `carry` begins in the stream.
    byte: u64,
    /// A line of more bytes is skipped.
    max_line: usize,
    /// How much is read at a time.
    pub(super) block: usize,
    /// Whether there is nothing more to read.
    ended: bool,
}

/// A line in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Where it begins in the stream.
    pub byte: u64,
    /// Where it is in the block, without its line break; or how long it was, if it was too long to keep.
    pub kept: Result<(usize, usize), u64>,
    /// What ends it; unknown, and none, for one that was too long.
    pub end: LineBreak,
}

impl LineReader {
    /// Reads a stream from byte `start` on, about `block` bytes at a time.
    pub fn new(start: u64, max_line: usize, block: usize) -> Self {
        let (carry, block) = (Vec::new(), block.max(1));
        Self { carry, line: 0, byte: start, max_line, block, ended: false }
    }

    /// Reads the next block into `bytes`, and says what lines are in it; none at the end of the stream. When a
    /// read fails, the lines before it are said too; the half line that it cut is lost.
    ///
    /// A `live` stream is not made to wait: whatever whole lines one read brings are a block.
    pub fn next_block(
        &mut self,
        source: &mut impl Read,
        live: bool,
        bytes: &mut Vec<u8>,
        lines: &mut Vec<Line>,
    ) -> io::Result<()> {
        // A block that was used before has its memory in order; a new one is zeroed once.
        bytes.resize(bytes.len().max(self.block), 0);
        let mut filled = self.carry.len();
        if bytes.len() < filled {
            bytes.resize(filled, 0);
        }
        bytes[..filled].copy_from_slice(&self.carry);
        self.carry.clear();

        let mut read = Ok(());
        // Everything up to here is whole lines.
        let mut complete = memrchr(b'\n', &bytes[..filled]).map_or(0, |at| at + 1);
        while !(self.ended || live && complete > 0) {
            if filled == bytes.len() {
                if complete > 0 {
                    break;
                }
                if filled > self.max_line + 2 {
                    return self.skip_line(source, filled, bytes, lines);
                }
                bytes.resize((filled * 2).min(self.max_line + 3).max(filled + 1), 0);
            }
            match source.read(&mut bytes[filled..]) {
                Ok(0) => {
                    self.ended = true;
                    complete = filled;
                }
                Ok(count) => {
                    if let Some(at) = memrchr(b'\n', &bytes[filled..filled + count]) {
                        complete = filled + at + 1;
                    }
                    filled += count;
                }
                Err(error) => {
                    self.ended = true;
                    read = Err(error);
                }
            }
        }
        if read.is_ok() {
            self.carry.extend_from_slice(&bytes[complete..filled]);
        }
        self.cut(&bytes[..complete], lines);
        read
    }

    /// Cuts `bytes`, which ends with a line break unless the stream ended.
    fn cut(&mut self, bytes: &[u8], lines: &mut Vec<Line>) {
        let mut start = 0;
        let last = (bytes.last().is_some_and(|&byte| byte != b'\n')).then_some(bytes.len());
        for end in memchr_iter(b'\n', bytes).chain(last) {
            // A carriage return at the end of the stream ends no line.
            let has_break = end < bytes.len();
            let line = &bytes[start..end];
            let text = line.strip_suffix(b"\r").filter(|_| has_break).unwrap_or(line);
            let kept = if text.len() > self.max_line {
                Err(text.len() as u64)
            } else {
                Ok((start, start + text.len()))
            };
            self.line += 1;
            let ends = match end - start - text.len() {
                _ if !has_break => LineBreak::None,
                0 => LineBreak::Lf,
                _ => LineBreak::CrLf,
            };
            lines.push(Line { number: self.line, byte: self.byte, kept, end: ends });
            self.byte += (end + 1 - start) as u64;
            start = end + 1;
        }
    }

    /// Reads to the end of a line that is too long, and keeps nothing of it. `bytes` is full of it.
    fn skip_line(
        &mut self,
        source: &mut impl Read,
        mut length: usize,
        bytes: &mut [u8],
        lines: &mut Vec<Line>,
    ) -> io::Result<()> {
        self.line += 1;
        let (number, byte) = (self.line, self.byte);
        let mut before_break = bytes.last().copied();
        let text_length = loop {
            let count = source.read(bytes).inspect_err(|_| self.ended = true)?;
            if count == 0 {
                self.ended = true;
                break length;
            }
            if let Some(end) = memchr(b'\n', &bytes[..count]) {
                let before = if end == 0 { before_break } else { Some(bytes[end - 1]) };
                length += end;
                self.carry.extend_from_slice(&bytes[end + 1..count]);
                self.byte += length as u64 + 1;
                break length - usize::from(before == Some(b'\r'));
            }
            length += count;
            before_break = Some(bytes[count - 1]);
        };
        let kept = Err(text_length as u64);
        lines.push(Line { number, byte, kept, end: LineBreak::None });
        Ok(())
    }
}
