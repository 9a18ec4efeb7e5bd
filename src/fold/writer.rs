//! Writes the folds of characters that fold by themselves, whole runs of them where it can.

#![expect(
    clippy::inline_always,
    reason = "the features of a kernel hold in the function that has them, and what is inlined there"
)]

use std::hint::select_unpredictable;

use super::anchor::{Anchor, AnchorKind};
use super::properties::{Properties, is_line_break};
use super::quick::{Look, Quick, SHORT, look};
use super::simd::{CHUNK, Kernel, Starts, folded, is_blank};

/// Writes quick folds. The text has room for them.
pub(super) struct Writer<'t> {
    pub(super) source: &'t str,
    pub(super) at: usize,
    pub(super) text: &'t mut [u8],
    pub(super) length: usize,
    pub(super) anchors: &'t mut Vec<Anchor>,
}

const ROOM: &str = "room was made";

impl Writer<'_> {
    /// The next bytes; after the end, bytes that are not ASCII.
    #[inline(always)]
    pub(super) fn four(&self) -> [u8; 4] {
        let rest = &self.source.as_bytes()[self.at..];
        rest.first_chunk().copied().unwrap_or_else(|| padded(rest))
    }

    /// Takes the last anchor for a place, or a new one if that stands for something.
    #[inline(always)]
    fn anchor(&mut self, kind: AnchorKind) {
        self.close();
        self.run();
        let last = self.anchors.len() - 1;
        self.anchors[last].kind = kind;
    }

    /// Begins a run.
    #[inline(always)]
    pub(super) fn run(&mut self) {
        let (folded, source) = (self.length as u32, self.at as u32);
        self.anchors.push(Anchor { folded, source, kind: AnchorKind::Run });
    }

    /// Drops the run that has just begun.
    #[inline(always)]
    pub(super) fn close(&mut self) {
        let is_empty =
            |last: &Anchor| last.kind == AnchorKind::Run && last.folded as usize == self.length;
        if self.anchors.last().is_some_and(is_empty) {
            self.anchors.pop();
        }
    }

    /// A run of ASCII, with the single blanks in it. Tells whether it ends before a longer run of blanks.
    #[inline(always)]
    pub(super) fn ascii(&mut self, kernel: impl Kernel) -> bool {
        let mut after_blank = 0;
        loop {
            let rest = &self.source.as_bytes()[self.at..];
            let out = self.text[self.length..].first_chunk_mut().expect(ROOM);
            let seen = match rest.first_chunk() {
                Some(chunk) => kernel.fold(chunk, out),
                None => kernel.fold(&padded(rest), out),
            };
            let second = seen.blanks & (seen.blanks << 1 | after_blank);
            let end = second | seen.other;
            if end == 0 {
                self.at += CHUNK;
                self.length += CHUNK;
                after_blank = seen.blanks >> (CHUNK - 1);
                continue;
            }
            let count = end.trailing_zeros() as usize;
            let back = (second >> count & 1) as usize;
            self.at = self.at + count - back;
            self.length = self.length + count - back;
            return back > 0;
        }
    }

    /// A run of ASCII blanks; not if it may go on outside ASCII.
    #[inline(always)]
    pub(super) fn blanks(&mut self) -> bool {
        let rest = &self.source.as_bytes()[self.at..];
        let (mut count, mut breaks, mut before) = (0, 0, 0);
        while let Some(&byte) = rest.get(count)
            && is_blank(byte)
        {
            breaks += u32::from(is_line_break(byte as char) && !(before == b'\r' && byte == b'\n'));
            before = byte;
            count += 1;
        }
        if rest.get(count).is_some_and(|byte| !byte.is_ascii()) {
            return false;
        }
        self.text[self.length] = if breaks > 1 { b'\n' } else { b' ' };
        self.at += count;
        self.length += 1;
        self.run();
        true
    }

    /// A byte of ASCII, no blank beside a blank.
    #[inline(always)]
    pub(super) fn byte(&mut self, byte: u8) {
        self.text[self.length] = folded(byte);
        self.at += 1;
        self.length += 1;
    }

    /// A character that folds to itself.
    #[inline(always)]
    pub(super) fn same(&mut self, four: [u8; 4], width: usize) {
        *self.text[self.length..].first_chunk_mut().expect(ROOM) = four;
        self.at += width;
        self.length += width;
    }

    #[inline(always)]
    fn write(&mut self, quick: Quick, width: usize) {
        *self.text[self.length..].first_chunk_mut().expect(ROOM) = quick.bytes;
        self.at += width;
        self.length += usize::from(quick.length);
    }

    /// A character that folds to one character.
    #[inline(always)]
    pub(super) fn single(&mut self, quick: Quick, width: usize) {
        self.write(quick, width);
        if usize::from(quick.length) != width {
            self.run();
        }
    }

    /// A run of characters of two bytes that fold to as many, with some ASCII between them.
    #[inline(always)]
    pub(super) fn short(&mut self, limit: usize, kernel: impl Kernel) {
        let (mut at, mut length) = (self.at, self.length);
        while at < limit
            && let Some(window) = self.source.as_bytes()[at..].first_chunk::<{ CHUNK + 1 }>()
        {
            let [chunk @ .., _] = window;
            let Starts { seen, short, long } = kernel.starts(chunk);
            // Runs of blanks, and ASCII that is worth more.
            let blanks = seen.blanks & seen.blanks >> 1;
            let ascii = !seen.other;
            let pairs = ascii & ascii >> 1;
            let fours = pairs & pairs >> 2;
            let stop = blanks | long | fours & fours >> 4;
            // A blank at the end may begin a run.
            let stop = stop | seen.blanks & 1 << (CHUNK - 1);
            let mut starts = short & (stop & stop.wrapping_neg()).wrapping_sub(1);
            if starts == 0 {
                break;
            }
            while starts != 0 {
                let place = starts.trailing_zeros() as usize;
                starts &= starts - 1;
                let (lead, next) = (usize::from(window[place]), usize::from(window[place + 1]));
                // No branch: where words end, nobody can foretell.
                let point =
                    select_unpredictable(lead < 0x80, lead, (lead & 0x1F) << 6 | next & 0x3F);
                let fold = SHORT[point];
                if fold == 0 {
                    (self.at, self.length) = (at + place, length);
                    return;
                }
                let [first, second, count, _] = fold.to_le_bytes();
                *self.text[length..].first_chunk_mut().expect(ROOM) = [first, second];
                length += usize::from(count);
            }
            at += match stop {
                0 => CHUNK + usize::from(chunk[CHUNK - 1] >= 0xC0),
                _ => stop.trailing_zeros() as usize,
            };
        }
        (self.at, self.length) = (at, length);
    }

    /// A character that folds to several.
    #[inline(always)]
    pub(super) fn several(&mut self, quick: Quick, width: usize) {
        self.anchor(AnchorKind::Unit);
        self.write(quick, width);
        self.run();
    }

    /// Hangul syllables, of which the first is `point`.
    #[inline(always)]
    pub(super) fn syllables(&mut self, mut point: usize, limit: usize) {
        self.close();
        loop {
            self.run();
            let last = self.anchors.len() - 1;
            self.anchors[last].kind = AnchorKind::Unit;
            let index = point - 0xAC00;
            let (leading, vowel, trailing) = (index / 588, index % 588 / 28, index % 28);
            let out: &mut [u8; 9] = self.text[self.length..].first_chunk_mut().expect(ROOM);
            *out = [
                0xE1,
                0x84,
                0x80 + leading as u8,
                0xE1,
                0x85,
                0xA1 + vowel as u8,
                0xE1,
                // U+11A7 and further.
                0x86 + (trailing / 25) as u8,
                0x80 | (0x27 + trailing as u8) & 0x3F,
            ];
            self.at += 3;
            self.length += if trailing > 0 { 9 } else { 6 };
            match look(self.four()) {
                Look::Syllable(next) if self.at < limit => point = next,
                _ => break,
            }
        }
        self.run();
    }

    /// A mark of a character of its own class that the fold drops, or keeps as it is where it stands. Tells whether there was one.
    #[inline(always)]
    pub(super) fn mark(&mut self) -> bool {
        let (before, after) = self.source.split_at(self.at);
        let (Some(before), Some(c)) = (before.chars().next_back(), after.chars().next()) else {
            return false;
        };
        let (properties, before) = (Properties::of(c), Properties::of(before));
        // After others it may make a break.
        let is_at_home =
            before.class() == properties.class() && self.text[..self.length].last() != Some(&b'_');
        if !properties.is_mark() || !is_at_home {
            return false;
        }
        if properties.is_dropped() {
            self.close();
            self.at += c.len_utf8();
            self.run();
            return true;
        }
        // Others may be dropped after some characters, or are written in another way.
        let is_kept = properties.is_same_mark() && c != '\u{345}';
        let is_ordered = properties.ccc() == 0 || before.ccc() <= properties.ccc();
        let is_in_run = self.anchors.last().is_some_and(|last| last.folded as usize != self.length);
        let is_quick = is_kept && is_ordered && is_in_run;
        if is_quick {
            self.same(self.four(), c.len_utf8());
        }
        is_quick
    }

    /// A character that is dropped, with neither a mark nor another one after it; no mark, and not after a blank. Tells which.
    #[inline(always)]
    pub(super) fn dropped(&mut self) -> Option<char> {
        let (before, after) = self.source.split_at(self.at);
        let mut after = after.chars();
        let (before, c) = (Properties::of(before.chars().next_back()?), after.next()?);
        let is_alone = after.next().map(Properties::of).is_none_or(|next| {
            // Marks would belong to the character before.
            !next.is_mark() && !next.is_dropped()
        });
        let properties = Properties::of(c);
        if !properties.is_dropped() || properties.is_mark() || before.is_blank() || !is_alone {
            return None;
        }
        self.anchor(AnchorKind::Dropped);
        self.at += c.len_utf8();
        self.run();
        Some(c)
    }
}

/// Bytes with others after them that are not ASCII and no beginning of a character.
#[inline(always)]
fn padded<const SIZE: usize>(bytes: &[u8]) -> [u8; SIZE] {
    let mut padded = [0x80; SIZE];
    padded[..bytes.len()].copy_from_slice(bytes);
    padded
}
