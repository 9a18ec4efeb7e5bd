//! What a gazetteer tells those who scan with it, beside its tables.

use super::bytes::{Malformed, Reader, Writer};
use super::ids::MOST_TOGETHER;
use super::rows::Widths;
use crate::words::Seed;

/// The first section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) seed: Seed,
    pub(super) entities: u32,
    pub(super) aliases: u32,
    pub(super) keys: u32,
    pub(super) widths: Widths,
    /// How many ids are stored together.
    pub(super) ids_together: u32,
    /// Of all words of the word table, in bytes.
    pub(super) longest_word: u32,
}

impl Head {
    pub(super) fn pack(self) -> Vec<u8> {
        let mut out = Writer::default();
        out.0.extend_from_slice(&self.seed.number().to_le_bytes());
        out.u32(self.entities);
        out.u32(self.aliases);
        out.u32(self.keys);
        let Widths { rule, entity, name, profile } = self.widths;
        out.0.extend_from_slice(&[rule, entity, name, profile]);
        out.u32(self.ids_together);
        out.u32(self.longest_word);
        out.0
    }

    pub(super) fn read(section: &[u8]) -> Result<Self, Malformed> {
        let mut input = Reader(section);
        let (low, high) = (input.u32()?, input.u32()?);
        let seed = Seed::new(u64::from(low) | u64::from(high) << 32);
        let (entities, aliases, keys) = (input.u32()?, input.u32()?, input.u32()?);
        let mut width = || input.u8();
        let widths = Widths { rule: width()?, entity: width()?, name: width()?, profile: width()? };
        let (ids_together, longest_word) = (input.u32()?, input.u32()?);
        input.finish()?;
        let is_sound =
            widths.are_sound() && widths.rule <= 3 && (1..=MOST_TOGETHER).contains(&ids_together);
        is_sound.then_some(()).ok_or(Malformed)?;
        Ok(Self { seed, entities, aliases, keys, widths, ids_together, longest_word })
    }
}
