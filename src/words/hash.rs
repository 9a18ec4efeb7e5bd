//! Hashes of words. They select what is compared, and never decide.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

/// What makes the hashes of one gazetteer its own, so that nobody can prepare words that collide in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seed(u64, u64, u64);

/// Odd, and its bits look like chance: the golden ratio's fraction.
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word so long is hashed with two loads.
const SHORT: usize = 16;

/// The bytes of a load that belong to a word of so many bytes.
const MASKS: [(u64, u64); SHORT + 1] = {
    let mut masks = [(0, 0); SHORT + 1];
    let mut length = 0;
    while length <= SHORT {
        let low = if length < 8 { (1 << (length * 8)) - 1 } else { u64::MAX };
        let high = match length {
            ..=8 => 0,
            9..16 => (1 << ((length - 8) * 8)) - 1,
            _ => u64::MAX,
        };
        masks[length] = (low, high);
        length += 1;
    }
    masks
};

impl Seed {
    pub(crate) const fn new(number: u64) -> Self {
        let first = number.wrapping_mul(ODD) ^ 0x243F_6A88_85A3_08D3;
        let second = first.rotate_left(29).wrapping_mul(ODD) ^ 0x1319_8A2E_0370_7344;
        Self(first, second | 1, number)
    }

    /// What it was made of.
    pub(crate) const fn number(self) -> u64 {
        self.2
    }

    /// The hash of the word from `start` to `end`.
    #[inline(always)]
    pub(crate) fn word(self, bytes: &[u8], start: usize, end: usize) -> u64 {
        let length = end - start;
        if length <= SHORT
            && let Some(load) = bytes[start..].first_chunk::<SHORT>()
        {
            let (low, high) = halves(*load);
            let (low_mask, high_mask) = MASKS[length];
            return mix((low & low_mask) ^ self.0, (high & high_mask) ^ self.1);
        }
        self.long(&bytes[start..end])
    }

    /// A word that is long, or near the end of its text.
    #[inline(never)]
    fn long(self, word: &[u8]) -> u64 {
        let mut first = self.0;
        let mut rest = word;
        loop {
            let (piece, after) = rest.split_at(rest.len().min(SHORT));
            first = self.load(first, piece);
            rest = after;
            if rest.is_empty() {
                return first;
            }
        }
    }

    /// The hash of a word with one more load.
    #[inline(always)]
    fn load(self, first: u64, piece: &[u8]) -> u64 {
        let mut load = [0; SHORT];
        load[..piece.len()].copy_from_slice(piece);
        let (low, high) = halves(load);
        mix(low ^ first, high ^ self.1)
    }
}

/// A word that grows: its hash so far, so that of the beginnings of one word none is hashed from the start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growing {
    seed: Seed,
    /// The hash of all loads before `at`.
    first: u64,
    at: usize,
}

impl Growing {
    pub(crate) const fn new(seed: Seed, start: usize) -> Self {
        Self { seed, first: seed.0, at: start }
    }

    /// The hash of the word that ends at `end`; no end may be before the one asked for last.
    pub(crate) fn until(&mut self, bytes: &[u8], end: usize) -> u64 {
        while end - self.at > SHORT {
            self.first = self.seed.load(self.first, &bytes[self.at..self.at + SHORT]);
            self.at += SHORT;
        }
        self.seed.load(self.first, &bytes[self.at..end])
    }
}

/// The hash of words of which the last has the hash `word`, and those before it `hash`.
#[inline(always)]
pub(crate) const fn next(hash: u64, word: u64) -> u64 {
    hash.wrapping_mul(ODD).wrapping_add(word)
}

#[inline(always)]
fn halves(load: [u8; SHORT]) -> (u64, u64) {
    let both = u128::from_le_bytes(load);
    (both as u64, (both >> 64) as u64)
}

#[inline(always)]
/// Both halves of the product, so that every bit depends on all.
fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn depends_on_the_word_alone() {
        let seed = Seed::new(1);
        let text = "turkey syria internationalisierung-and-the-rest of it, and more of that";
        let mut hashes = HashSet::new();
        for start in 0..40 {
            let mut growing = Growing::new(seed, start);
            for end in start + 1..text.len() {
                let word = &text.as_bytes()[start..end];
                assert_eq!(seed.word(text.as_bytes(), start, end), seed.word(word, 0, word.len()));
                assert_eq!(growing.until(text.as_bytes(), end), seed.word(word, 0, word.len()));
                hashes.insert((word, seed.word(word, 0, word.len())));
            }
        }
        let different: HashSet<_> = hashes.iter().map(|(_, hash)| hash).collect();
        assert_eq!(
            different.len(),
            hashes.iter().map(|(word, _)| word).collect::<HashSet<_>>().len()
        );
    }
}
