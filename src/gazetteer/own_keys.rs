//! Most keys are names whose bytes fold one by one, and are not stored again. This tells the others, and which of their texts is
//! whose: bits by alias number, with a count before each 64 (rank, Jacobson 1989).

/// Bits that are counted together.
const BLOCK: usize = 64;
/// A count, and the bits.
const ROW_BYTES: usize = 4 + 8;

/// The section for `count` aliases, of which `own`, ascending, have a key of their own.
pub(super) fn pack(count: usize, own: &[u32]) -> Vec<u8> {
    let mut section = Vec::with_capacity(count.div_ceil(BLOCK) * ROW_BYTES);
    let mut own = own.iter().peekable();
    let mut before = 0_u32;
    for block in 0..count.div_ceil(BLOCK) {
        let mut bits = 0_u64;
        while let Some(&alias) = own.next_if(|&&alias| alias as usize / BLOCK == block) {
            bits |= 1 << (alias as usize % BLOCK);
        }
        section.extend_from_slice(&before.to_le_bytes());
        section.extend_from_slice(&bits.to_le_bytes());
        before += bits.count_ones();
    }
    section
}

/// The number of the own key that begins with this alias.
pub(super) fn rank(section: &[u8], alias: u32) -> Option<usize> {
    let (rows, _) = section.as_chunks::<ROW_BYTES>();
    let (before, bits) = rows.get(alias as usize / BLOCK)?.split_first_chunk::<4>()?;
    let bits = u64::from_le_bytes(*bits.first_chunk()?);
    let bit = alias as usize % BLOCK;
    let is_own = bits >> bit & 1 != 0;
    is_own.then(|| {
        u32::from_le_bytes(*before) as usize + (bits & ((1 << bit) - 1)).count_ones() as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_count_what_is_before() {
        let own: Vec<u32> = (0..1000).filter(|n| n % 7 == 3 || n % 64 == 63).collect();
        let section = pack(1000, &own);
        for alias in 0..1100 {
            assert_eq!(rank(&section, alias), own.binary_search(&alias).ok(), "{alias}");
        }
    }
}
