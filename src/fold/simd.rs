//! Folds ASCII many bytes at a time: by AVX2 where the processor has it, and otherwise as the compiler sees fit.

#![expect(
    clippy::inline_always,
    reason = "the features of a kernel hold in the function that has them, and what is inlined there"
)]

use super::folder::Folder;

/// So many bytes are folded together.
pub(super) const CHUNK: usize = 32;

/// What a chunk has: a bit for each byte, the lowest for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Bytes outside ASCII.
    pub(super) other: u32,
    /// White space.
    pub(super) blanks: u32,
}

/// Where the characters of a chunk begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Starts {
    pub(super) seen: Seen,
    /// Those of one or two bytes.
    pub(super) short: u32,
    /// Those of three or four.
    pub(super) long: u32,
}

/// A way to fold a chunk.
pub(super) trait Kernel: Copy {
    /// Folds each byte by itself; what becomes of one outside ASCII means nothing.
    fn fold(self, source: &[u8; CHUNK], out: &mut [u8; CHUNK]) -> Seen;

    /// Finds characters.
    fn starts(self, source: &[u8; CHUNK]) -> Starts;
}

/// Folds the text of `folder` in the quickest way that there is.
pub(super) fn run(folder: &mut Folder<'_>) {
    #[cfg(target_arch = "x86_64")]
    if let Some(kernel) = avx2::Avx2::detect() {
        return kernel.run(folder);
    }
    folder.run(Plain);
}

pub(super) const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') < 5
}

/// The fold of ASCII, a single blank included; without a table and a branch, so that the compiler looks at many at once.
pub(super) const fn folded(byte: u8) -> u8 {
    let capital = ((byte.wrapping_sub(b'A') < 26) as u8) << 5;
    let mut folded = byte | capital;
    if is_blank(byte) || byte == b'-' {
        folded = b' ';
    }
    if byte == b'`' {
        folded = b'\'';
    }
    folded
}

/// What any processor can do.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Kernel for Plain {
    #[inline(always)]
    fn fold(self, source: &[u8; CHUNK], out: &mut [u8; CHUNK]) -> Seen {
        for (byte, out) in source.iter().zip(out) {
            *out = folded(*byte);
        }
        Seen { other: bits(source, |eight| eight), blanks: bits(source, blanks) }
    }

    #[inline(always)]
    fn starts(self, source: &[u8; CHUNK]) -> Starts {
        let seen = Seen { other: bits(source, |eight| eight), blanks: bits(source, blanks) };
        let long = bits(source, |eight| eight & eight << 1 & eight << 2);
        let further = bits(source, |eight| eight & !(eight << 1));
        Starts { seen, short: !(long | further), long }
    }
}

/// The highest bit of each of eight bytes.
const HIGHEST: u64 = EACH << 7;
const EACH: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte after `sign` was taken of eight together.
#[inline(always)]
fn bits(bytes: &[u8; CHUNK], sign: impl Fn(u64) -> u64) -> u32 {
    let (eights, _) = bytes.as_chunks();
    let mut bits = 0;
    for (number, &eight) in eights.iter().enumerate() {
        // Each bit is moved to its own place among the highest eight.
        let lowest = (sign(u64::from_le_bytes(eight)) & HIGHEST) >> 7;
        let byte = lowest.wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= (byte as u32) << (number * 8);
    }
    bits
}

/// Sets the highest bit of each byte that is a blank.
#[inline(always)]
fn blanks(eight: u64) -> u64 {
    let ascii = eight & !HIGHEST;
    // Adding takes a byte that is no less than the bound into its highest bit, and no further.
    let from = |bound: u8| ascii + EACH * u64::from(0x80 - bound);
    (from(b'\t') & !from(b'\r' + 1) | from(b' ') & !from(b' ' + 1)) & !eight
}

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2 {
    #![expect(
        unsafe_code,
        reason = "vectors are loaded and stored by address, and features are checked at run time"
    )]

    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_blendv_epi8, _mm256_cmpeq_epi8,
        _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
        _mm256_set1_epi8, _mm256_storeu_si256, _mm256_sub_epi8,
    };

    use super::{CHUNK, Folder, Kernel, Seen, Starts};

    /// Shows that the processor has AVX2, BMI1 and BMI2: only [`Avx2::detect`] makes one.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Avx2(());

    impl Avx2 {
        pub(in super::super) fn detect() -> Option<Self> {
            let is_there = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2");
            is_there.then_some(Self(()))
        }

        pub(in super::super) fn run(self, folder: &mut Folder<'_>) {
            // SAFETY: `detect` has checked the features.
            unsafe { run(folder, self) }
        }
    }

    impl Kernel for Avx2 {
        #[inline(always)]
        fn fold(self, source: &[u8; CHUNK], out: &mut [u8; CHUNK]) -> Seen {
            // SAFETY: `detect` has checked the features.
            unsafe { fold(source, out) }
        }

        #[inline(always)]
        fn starts(self, source: &[u8; CHUNK]) -> Starts {
            // SAFETY: `detect` has checked the features.
            unsafe { starts(source) }
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn run(folder: &mut Folder<'_>, kernel: Avx2) {
        folder.run(kernel);
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    #[inline]
    fn starts(source: &[u8; CHUNK]) -> Starts {
        let bytes = load(source);
        let blank = _mm256_or_si256(is(bytes, b' '), is_within(bytes, b'\t', 5));
        let (long, further) =
            (bits(is_within(bytes, 0xE0, 0x20)), bits(is_within(bytes, 0x80, 0x40)));
        let seen = Seen { other: bits(bytes), blanks: bits(blank) };
        Starts { seen, short: !(long | further), long }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    #[inline]
    fn fold(source: &[u8; CHUNK], out: &mut [u8; CHUNK]) -> Seen {
        let bytes = load(source);
        let capital = is_within(bytes, b'A', 26);
        let lower = _mm256_or_si256(bytes, _mm256_and_si256(capital, each(0x20)));
        let blank = _mm256_or_si256(is(bytes, b' '), is_within(bytes, b'\t', 5));
        let space = _mm256_or_si256(blank, is(bytes, b'-'));
        let folded = _mm256_blendv_epi8(lower, each(b' '), space);
        // U+0060 less 0x39 is the apostrophe.
        let backtick = _mm256_and_si256(is(bytes, b'`'), each(b'\''.wrapping_sub(b'`')));
        let folded = _mm256_add_epi8(folded, backtick);
        // SAFETY: the array has room for the 32 bytes that are stored, at any address.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), folded) };
        Seen { other: bits(bytes), blanks: bits(blank) }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(source: &[u8; CHUNK]) -> __m256i {
        // SAFETY: the array has the 32 bytes that are loaded, from any address.
        unsafe { _mm256_loadu_si256(source.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn each(byte: u8) -> __m256i {
        _mm256_set1_epi8(byte.cast_signed())
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn is(bytes: __m256i, byte: u8) -> __m256i {
        _mm256_cmpeq_epi8(bytes, each(byte))
    }

    /// Those of the `count` bytes from `first` on.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn is_within(bytes: __m256i, first: u8, count: u8) -> __m256i {
        let further = _mm256_sub_epi8(bytes, each(first));
        _mm256_cmpeq_epi8(further, _mm256_min_epu8(further, each(count - 1)))
    }

    /// The highest bit of each byte.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn bits(bytes: __m256i) -> u32 {
        _mm256_movemask_epi8(bytes).cast_unsigned()
    }
}
