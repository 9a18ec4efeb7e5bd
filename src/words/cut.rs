//! Cuts folded text into words.

use super::class::Class;
use super::simd::Kernel;

/// Where words begin and end, by turns, in bytes.
#[derive(Debug, Default)]
pub(crate) struct Edges {
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
    kernel: Kernel,
}

/// Bytes that are classified together.
const CHUNK: usize = 64;

impl Edges {
    pub(crate) fn clear(&mut self) {
        self.count = 0;
    }

    /// Each word that has an end: where it begins, and where it ends.
    #[inline(always)]
    pub(crate) fn words(&self) -> &[[u32; 2]] {
        self.places[..self.count].as_chunks().0
    }

    /// Forgets the first words.
    pub(crate) fn forget(&mut self, words: usize) {
        self.places.copy_within(words * 2..self.count, 0);
        self.count -= words * 2;
    }

    /// Makes room for the edges of so many bytes.
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

/// So many edges are written together.
const WRITTEN: usize = 8;

impl<'t> Cutter<'t> {
    /// `folded` must be UTF-8.
    pub(crate) fn new(folded: &'t [u8]) -> Self {
        Self { bytes: folded, at: 0, before: Class::Outside, kernel: Kernel::best() }
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
            let chunk = rest.first_chunk().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                &last
            });
            let bitmaps = self.kernel.bitmaps(chunk);
            if bitmaps.high == 0 && matches!(self.before, Class::Outside | Class::Spaced) {
                let inside = u64::from(self.before == Class::Spaced);
                edges.push_bits(bitmaps.word ^ (bitmaps.word << 1 | inside), self.at);
                // Beyond the end nothing is a word, so that the last one is closed there.
                self.before = if bitmaps.word >> 63 != 0 { Class::Spaced } else { Class::Outside };
                self.at += rest.len().min(CHUNK);
            } else {
                self.each(self.bytes.len().min(self.at + CHUNK), edges);
            }
        }
        if self.is_done() && self.before != Class::Outside {
            edges.push(self.at);
            self.before = Class::Outside;
        }
    }

    #[inline(never)]
    /// Cuts character by character, up to the first that begins at `stop` or after it.
    fn each(&mut self, stop: usize, edges: &mut Edges) {
        while self.at < stop {
            let byte = self.bytes[self.at];
            let (class, length) = if byte < 0x80 {
                let is_word = byte.is_ascii_alphanumeric();
                (if is_word { Class::Spaced } else { Class::Outside }, 1)
            } else {
                let (c, length) = decode(self.bytes, self.at);
                (Class::of(c), length)
            };
            if !class.continues(self.before) {
                if self.before != Class::Outside {
                    edges.push(self.at);
                }
                if class != Class::Outside {
                    edges.push(self.at);
                }
            }
            self.before = class;
            self.at += length;
        }
    }
}

/// The character outside ASCII that begins at `at`, and its length in bytes.
fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let byte = |offset: usize| u32::from(bytes[at + offset]);
    let tail = |offset: usize| byte(offset) & 0x3F;
    let (point, length) = match bytes[at] {
        ..0xE0 => ((byte(0) & 0x1F) << 6 | tail(1), 2),
        0xE0..0xF0 => ((byte(0) & 0x0F) << 12 | tail(1) << 6 | tail(2), 3),
        _ => ((byte(0) & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4),
    };
    (char::from_u32(point).expect("the text is UTF-8"), length)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "a", "us", "united", " ", " ", ".", "'", "_", "москва", "باكستان", "،", "土耳其", "カナダ", "か",
            "\u{3099}", "ไทย", "\u{1112}\u{1161}\u{11ab}", "\u{1100}", "\u{1161}", "2026", "—", "😀", "𐐨", "é",
        ];
        let mut state = 3_u64;
        for round in 0..3000_usize {
            let mut text = String::new();
            while text.len() < round % 400 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let mut edges = Edges::default();
            let mut cutter = Cutter::new(text.as_bytes());
            while !cutter.is_done() {
                cutter.cut(1 + round % 130, &mut edges);
            }
            assert_eq!(edges.words().as_flattened(), obvious(&text), "{text:?}");
        }
    }
}
