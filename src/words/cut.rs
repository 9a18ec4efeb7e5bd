//! Cuts folded text into words.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

use super::class::{Class, ClassTable};
use super::simd::{CHUNK, Kernel};

/// Where words begin and end, in bytes.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    starts: Places,
    ends: Places,
}

/// Places in a text, ascending.
#[derive(Debug, Default)]
struct Places {
    /// The first `count` of them; the others are room.
    places: Vec<u32>,
    count: usize,
}

/// Cuts a folded text into words, from left to right.
pub(crate) struct Cutter<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Of the character before `at`.
    before: Class,
    /// A character outside ASCII was met.
    has_other: bool,
    kernel: Kernel,
}

/// So many places are written together.
const WRITTEN: usize = 8;

impl Edges {
    pub(crate) fn clear(&mut self) {
        self.starts.count = 0;
        self.ends.count = 0;
    }

    /// How many words have an end.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.ends.count
    }

    /// Where a word begins and ends, if it has an end.
    #[inline(always)]
    pub(crate) fn get(&self, word: usize) -> Option<[u32; 2]> {
        Some([*self.starts().get(word)?, *self.ends().get(word)?])
    }

    #[inline(always)]
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts.places[..self.starts.count]
    }

    #[inline(always)]
    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends.places[..self.ends.count]
    }

    /// Forgets the first words.
    pub(crate) fn forget(&mut self, words: usize) {
        self.starts.forget(words);
        self.ends.forget(words);
    }

    /// Makes room for the words of so many bytes.
    fn reserve(&mut self, bytes: usize) {
        self.starts.reserve(bytes);
        self.ends.reserve(bytes);
    }
}

impl Places {
    fn forget(&mut self, places: usize) {
        self.places.copy_within(places..self.count, 0);
        self.count -= places;
    }

    fn reserve(&mut self, bytes: usize) {
        let wanted = self.count + bytes + CHUNK + WRITTEN;
        if self.places.len() < wanted {
            self.places.resize(wanted, 0);
        }
    }

    fn push(&mut self, place: usize) {
        self.places[self.count] = place as u32;
        self.count += 1;
    }

    /// Adds the place of each bit.
    #[inline(always)]
    fn push_bits(&mut self, mut bits: u64, first: usize) {
        let end = self.count + bits.count_ones() as usize;
        // Several are written always, as a branch that nobody can foretell costs more.
        let mut at = self.count;
        while at < end {
            for place in &mut self.places[at..at + WRITTEN] {
                *place = first as u32 + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
            at += WRITTEN;
        }
        self.count = end;
    }
}

impl<'t> Cutter<'t> {
    /// `folded` must be UTF-8.
    pub(crate) fn new(folded: &'t [u8]) -> Self {
        Self {
            bytes: folded,
            at: 0,
            before: Class::Outside,
            has_other: false,
            kernel: Kernel::best(),
        }
    }

    /// Whether a character outside ASCII was met so far.
    pub(crate) const fn has_other(&self) -> bool {
        self.has_other
    }

    /// Whether all is cut.
    pub(crate) const fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Cuts on for about `length` bytes, and adds to `edges`. At the end of the text the last word is closed; before that it may be
    /// open.
    #[inline(always)]
    pub(crate) fn cut(&mut self, length: usize, edges: &mut Edges) {
        let stop = self.bytes.len().min(self.at + length);
        edges.reserve(stop - self.at);
        while self.at < stop {
            let rest = &self.bytes[self.at..];
            let mut last = [0; CHUNK];
            // Beyond the end nothing is a word, so that the last one is closed there.
            let chunk = rest.first_chunk().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                &last
            });
            let bitmaps = self.kernel.bitmaps(chunk);
            if bitmaps.high == 0 && matches!(self.before, Class::Outside | Class::Spaced) {
                let word = bitmaps.word;
                let before = word << 1 | u64::from(self.before == Class::Spaced);
                edges.starts.push_bits(word & !before, self.at);
                edges.ends.push_bits(before & !word, self.at);
                self.before = if word >> 63 != 0 { Class::Spaced } else { Class::Outside };
                self.at += rest.len().min(CHUNK);
            } else {
                self.mixed(chunk, bitmaps.word, rest.len(), edges);
            }
        }
        if self.is_done() && self.before != Class::Outside {
            edges.ends.push(self.at);
            self.before = Class::Outside;
        }
    }

    /// Cuts a chunk with characters outside ASCII, or one after a word of another class than ASCII is; the last character stays for
    /// the next chunk if it goes on there.
    #[inline(always)]
    fn mixed(&mut self, chunk: &[u8; CHUNK], ascii: u64, rest: usize, edges: &mut Edges) {
        self.has_other = true;
        let table = ClassTable::get();
        let leads = self.kernel.leads(chunk);
        let mut length = rest.min(CHUNK);
        // The bytes of the characters of each class.
        let mut classes = [0; Class::COUNT];
        classes[Class::Spaced as usize] = ascii;
        let mut starts = leads.lead;
        if leads.long == 0 {
            let mut spaced = 0;
            while starts != 0 {
                let at = starts.trailing_zeros() as usize;
                starts &= starts - 1;
                let Some(&next) = chunk.get(at + 1) else {
                    length = at;
                    break;
                };
                spaced |= u64::from(table.of_short(chunk[at], next) == Class::Spaced) << at;
            }
            classes[Class::Spaced as usize] |= spaced | spaced << 1;
        }
        while starts != 0 {
            let at = starts.trailing_zeros() as usize;
            starts &= starts - 1;
            let Some((class, bytes)) = table.of(&chunk[at..]) else {
                length = at;
                break;
            };
            classes[class as usize] |= ((1 << bytes) - 1) << at;
        }
        let kept = u64::MAX >> (CHUNK - length);
        let of = |class: Class| classes[class as usize] & kept;
        let after = |class: Class| of(class) << 1 | u64::from(self.before == class);
        let hangul = after(Class::Hangul) | after(Class::HangulLead);
        let goes_on = leads.tail
            | of(Class::Spaced) & after(Class::Spaced)
            | of(Class::Katakana) & after(Class::Katakana)
            | of(Class::Hangul) & hangul;
        let word = Class::IN_WORDS.map(of).iter().fold(0, |all, bits| all | bits);
        let before = word << 1 | u64::from(self.before != Class::Outside);
        edges.starts.push_bits(word & !goes_on, self.at);
        edges.ends.push_bits(before & !goes_on & kept, self.at);
        let last = Class::IN_WORDS.into_iter().find(|&class| of(class) >> (length - 1) & 1 != 0);
        self.before = last.unwrap_or(Class::Outside);
        self.at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    /// Where words begin and end, each pair of characters by itself.
    fn obvious(text: &str) -> Vec<u32> {
        let mut edges = Vec::new();
        let mut before = Class::Outside;
        for (at, c) in text.char_indices() {
            let class = Class::of(c);
            if !class.continues(before) {
                edges.extend((before != Class::Outside).then_some(at as u32));
                edges.extend((class != Class::Outside).then_some(at as u32));
            }
            before = class;
        }
        edges.extend((before != Class::Outside).then_some(text.len() as u32));
        edges
    }

    #[test]
    fn words_are_those_of_neighbours() {
        let pieces = [
            "a",
            "us",
            "united",
            " ",
            " ",
            ".",
            "'",
            "_",
            "москва",
            "باكستان",
            "،",
            "土耳其",
            "カナダ",
            "か",
            "\u{3099}",
            "ไทย",
            "\u{1112}\u{1161}\u{11ab}",
            "\u{1100}",
            "\u{1161}",
            "2026",
            "—",
            "😀",
            "𐐨",
            "é",
            "ʼ",
            "«",
            "。",
            "ー",
            "ᆨ",
        ];
        let mut dice = Dice::new(3);
        for round in 0..3000_usize {
            let mut text = String::new();
            while text.len() < round % 400 {
                text.push_str(dice.pick(&pieces));
            }
            let mut edges = Edges::default();
            let mut cutter = Cutter::new(text.as_bytes());
            while !cutter.is_done() {
                cutter.cut(1 + round % 130, &mut edges);
            }
            let found: Vec<u32> =
                (0..edges.len()).flat_map(|word| edges.get(word).unwrap()).collect();
            assert_eq!(found, obvious(&text), "{text:?}");
            assert_eq!(edges.starts().len(), edges.len(), "{text:?}");
        }
    }
}
