//! Cuts folded text into words.

use super::class::Class;
use super::simd::Kernel;

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

impl<'t> Cutter<'t> {
    /// `folded` must be UTF-8.
    pub(crate) fn new(folded: &'t [u8]) -> Self {
        Self { bytes: folded, at: 0, before: Class::Outside, kernel: Kernel::best() }
    }

    /// Whether all is cut.
    pub(crate) const fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Cuts on for about `length` bytes, and adds to `edges` where words begin and end, by turns. At the end of the text the last
    /// word is closed; before that it may be open.
    #[inline(always)]
    pub(crate) fn cut(&mut self, length: usize, edges: &mut Vec<u32>) {
        let stop = self.bytes.len().min(self.at + length);
        while self.at < stop {
            let chunk = self.bytes[self.at..].first_chunk::<CHUNK>();
            let bitmaps = chunk.map(|chunk| self.kernel.bitmaps(chunk));
            match bitmaps {
                Some(bitmaps)
                    if bitmaps.high == 0
                        && matches!(self.before, Class::Outside | Class::Spaced) =>
                {
                    let inside = u64::from(self.before == Class::Spaced);
                    add_changes(bitmaps.word ^ (bitmaps.word << 1 | inside), self.at, edges);
                    self.before =
                        if bitmaps.word >> 63 != 0 { Class::Spaced } else { Class::Outside };
                    self.at += CHUNK;
                }
                _ => self.each(self.bytes.len().min(self.at + CHUNK), edges),
            }
        }
        if self.is_done() && self.before != Class::Outside {
            edges.push(self.at as u32);
            self.before = Class::Outside;
        }
    }

    #[inline(never)]
    /// Cuts character by character, up to the first that begins at `stop` or after it.
    fn each(&mut self, stop: usize, edges: &mut Vec<u32>) {
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
                    edges.push(self.at as u32);
                }
                if class != Class::Outside {
                    edges.push(self.at as u32);
                }
            }
            self.before = class;
            self.at += length;
        }
    }
}

/// Adds the place of each bit.
#[inline(always)]
fn add_changes(mut changes: u64, at: usize, edges: &mut Vec<u32>) {
    let count = changes.count_ones() as usize;
    let mut places = [0; 64];
    // Eight are written always, as a branch that nobody can foretell costs more.
    let mut written = 0;
    while written < count {
        for place in &mut places[written..written + 8] {
            *place = at as u32 + changes.trailing_zeros();
            changes &= changes.wrapping_sub(1);
        }
        written += 8;
    }
    edges.extend_from_slice(&places[..count]);
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
            let mut edges = Vec::new();
            let mut cutter = Cutter::new(text.as_bytes());
            while !cutter.is_done() {
                cutter.cut(1 + round % 130, &mut edges);
            }
            assert_eq!(edges, obvious(&text), "{text:?}");
        }
    }
}
