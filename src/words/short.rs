//! Short words as numbers: compared in one step, and hashed in two.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A word of at most so many bytes is short.
const MOST: usize = 16;

/// What is known of short words, by the word.
pub(crate) type ShortWords<T> = HashMap<Short, T, BuildHasherDefault<NumberHasher>>;

/// A word of at most 16 bytes, none of them zero: the bytes, the first one lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Short(u128);

impl Short {
    /// A word as a number, if it is short.
    pub(crate) fn of(word: impl AsRef<[u8]>) -> Option<Self> {
        let mut bytes = [0; MOST];
        bytes.get_mut(..word.as_ref().len())?.copy_from_slice(word.as_ref());
        Some(Self(u128::from_le_bytes(bytes)))
    }

    /// The key of an ASCII word, if it is short: letters small, hyphens as blanks.
    pub(crate) fn folded(word: &str) -> Option<Self> {
        let Self(number) = Self::of(word)?;
        if number & HIGHEST != 0 {
            return None;
        }
        // Adding takes a byte that is no less than the bound into its highest bit, and no further.
        let from = |bytes: u128, bound: u8| bytes + EACH * u128::from(0x80 - bound);
        let capitals = from(number, b'A') & !from(number, b'Z' + 1) & HIGHEST;
        let hyphens = !from(number ^ (EACH * u128::from(b'-')), 1) & HIGHEST;
        let changes = (capitals >> 2) | ((hyphens >> 7) * u128::from(b'-' ^ b' '));
        Some(Self(number ^ changes))
    }
}

const EACH: u128 = u128::MAX / 0xFF;
const HIGHEST: u128 = EACH << 7;

/// Hashes numbers by a multiplication for each: for tables that hold what we put there, and texts only ask.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(byte.into());
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        // The golden ratio's fraction, odd.
        self.0 = (self.0 ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64(number as u64);
        self.0 = self.0.rotate_left(32);
        self.write_u64((number >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        // The table looks at the lowest bits and at the highest ones; the product is mixed best in the latter.
        self.0.rotate_left(32) ^ self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn folds_as_keys_do() {
        let mut dice = Dice::new(2);
        for _ in 0..20_000 {
            let length = 1 + dice.below(MOST + 1);
            let word: String = (0..length).map(|_| dice.pick(LETTERS)).collect();
            let key = crate::fold::key(&word);
            let obvious = if word.is_ascii() { Short::of(key) } else { None };
            assert_eq!(Short::folded(&word), obvious, "{word}");
        }
    }

    /// Those beside the bounds among them.
    const LETTERS: &[char] =
        &['@', 'A', 'B', 'Y', 'Z', '[', 'a', 'z', '{', '0', '9', '\'', '-', ',', '.', 'é'];
}
