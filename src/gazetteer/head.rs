//! What a gazetteer tells those who scan with it, beside its tables.

use super::bytes::{Malformed, Reader, Writer};
use crate::words::Seed;

/// The first section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) seed: Seed,
    /// How many keys there are.
    pub(super) keys: u32,
    /// Of all words of the word table, in bytes.
    pub(super) longest_word: u32,
    pub(super) has_proclitics: bool,
}

impl Head {
    pub(super) fn pack(self) -> Vec<u8> {
        let mut out = Writer::default();
        out.0.extend_from_slice(&self.seed.number().to_le_bytes());
        out.u32(self.keys);
        out.u32(self.longest_word);
        out.u8(u8::from(self.has_proclitics));
        out.0
    }

    pub(super) fn read(section: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader(section);
        let (low, high) = (input.u32()?, input.u32()?);
        let seed = Seed::new(u64::from(low) | u64::from(high) << 32);
        let (keys, longest_word) = (input.u32()?, input.u32()?);
        let head = Self { seed, keys, longest_word, has_proclitics: input.flag()? };
        input.finish()?;
        Ok(head)
    }
}
