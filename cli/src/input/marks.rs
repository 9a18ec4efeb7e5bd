//! Where in a line something stands that matters inside a JSON string: a quote, a backslash, a control character.

/// One bit for each byte of a line. Between two marks a string has nothing to look at.
#[derive(Debug, Default)]
pub struct Marks {
    bits: Vec<u64>,
    /// Bytes of the line.
    length: usize,
}

const BLOCK: usize = 64;

impl Marks {
    /// Looks at `line`, in place of the one before.
    pub fn read(&mut self, line: &[u8]) {
        self.length = line.len();
        self.bits.clear();
        self.bits.reserve(line.len().div_ceil(BLOCK));
        let (blocks, rest) = line.as_chunks();
        push_bits(blocks, &mut self.bits);
        if !rest.is_empty() {
            let mut block = [b' '; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            self.bits.push(plain_bits(&block));
        }
    }

    /// The first mark from `from` on; the length of the line if there is none.
    pub fn next(&self, from: usize) -> usize {
        let mut block = from / BLOCK;
        let Some(first) = self.bits.get(block) else { return self.length };
        let mut bits = first & (u64::MAX << (from % BLOCK));
        while bits == 0 {
            block += 1;
            let Some(next) = self.bits.get(block) else { return self.length };
            bits = *next;
        }
        block * BLOCK + bits.trailing_zeros() as usize
    }
}

/// Pushes one word for each block.
fn push_bits(blocks: &[[u8; BLOCK]], bits: &mut Vec<u64>) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        #[expect(unsafe_code, reason = "the compiler cannot know what this processor has")]
        // SAFETY: the line above asked for AVX2.
        unsafe {
            avx2::push_bits(blocks, bits);
        }
        return;
    }
    bits.extend(blocks.iter().map(plain_bits));
}

/// Eight bytes at a time, in words of 64 bits.
fn plain_bits(block: &[u8; BLOCK]) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    // The high bit of each byte that is zero. It is exact: no sum carries into the next byte.
    let is_zero = |word: u64| !(((word & !HIGH) + !HIGH) | word | !HIGH);
    let of_eight = |bytes: &[u8; 8]| {
        let word = u64::from_le_bytes(*bytes);
        let is = |byte: u8| is_zero(word ^ (ONES * u64::from(byte)));
        let marks = is(b'"') | is(b'\\') | is_zero(word & (ONES * 0xe0));
        // The product brings the bits of all bytes together in the highest.
        (marks >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    };
    let (parts, _) = block.as_chunks();
    parts.iter().rev().fold(0, |bits, part| bits << 8 | of_eight(part))
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
        _mm256_set1_epi8, _mm256_setr_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8,
        _mm256_srli_epi16,
    };

    use super::BLOCK;

    const HALF: usize = BLOCK / 2;

    #[target_feature(enable = "avx2")]
    pub(super) fn push_bits(blocks: &[[u8; BLOCK]], bits: &mut Vec<u64>) {
        for block in blocks {
            let (halves, _) = block.as_chunks();
            bits.push(u64::from(of_half(&halves[1])) << HALF | u64::from(of_half(&halves[0])));
        }
    }

    /// The halves of a byte choose a class each from a table, and a byte is a mark if both are in one class. (Three
    /// comparisons, which say the same, are taken apart by the compiler into one for each byte.)
    #[target_feature(enable = "avx2")]
    fn of_half(half: &[u8; HALF]) -> u32 {
        // 1: control characters; 2: `"`, which is 0x22; 4: `\`, which is 0x5c.
        let low = _mm256_setr_epi8(
            1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1, //
            1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5, 1, 1, 1,
        );
        let high = _mm256_setr_epi8(
            1, 1, 2, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, //
            1, 1, 2, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        );
        #[expect(
            unsafe_code,
            clippy::cast_ptr_alignment,
            reason = "an unaligned load takes a pointer"
        )]
        // SAFETY: the 32 bytes of the array are read, and the load asks for no alignment.
        let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast::<__m256i>()) };
        let highs = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), _mm256_set1_epi8(0xf));
        let both =
            _mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, highs));
        let is_none = _mm256_cmpeq_epi8(both, _mm256_setzero_si256());
        !_mm256_movemask_epi8(is_none).cast_unsigned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_mark(byte: u8) -> bool {
        matches!(byte, 0..0x20 | b'"' | b'\\')
    }

    #[test]
    fn marks_are_what_looking_at_each_byte_finds() {
        for seed in 0..2000_u64 {
            println!("seed {seed}");
            let mut random = seed;
            let mut next = || {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (random >> 56) as u8
            };
            let length = usize::from(next());
            let plain = next();
            let line: Vec<u8> =
                (0..length).map(|_| if next() < plain { b'a' } else { next() }).collect();
            let mut marks = Marks::default();
            marks.read(&line);
            for from in 0..=length {
                let found = line[from..].iter().position(|&byte| is_mark(byte));
                assert_eq!(marks.next(from), found.map_or(length, |at| from + at));
            }
        }
    }

    #[test]
    fn both_ways_agree_on_every_byte_at_every_place() {
        for byte in 0..=u8::MAX {
            for at in 0..BLOCK {
                for other in [b' ', 0x80, 0xff, 0x1f, b'"'] {
                    let mut block = [other; BLOCK];
                    block[at] = byte;
                    let expected = (0..BLOCK)
                        .map(|at| u64::from(is_mark(block[at])) << at)
                        .fold(0, |bits, bit| bits | bit);
                    let mut bits = Vec::new();
                    push_bits(&[block], &mut bits);
                    assert_eq!(bits, [expected], "{byte} at {at} among {other}");
                    assert_eq!(plain_bits(&block), expected, "{byte} at {at} among {other}");
                }
            }
        }
    }
}
