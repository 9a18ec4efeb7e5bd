//! Which of 64 bytes are ASCII letters or digits, and which are no ASCII: one bit a byte, the first one lowest.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

/// Bytes that are looked at together.
pub(super) const CHUNK: usize = 64;

/// The bits of 64 bytes of folded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bitmaps {
    /// Lower-case letters and digits.
    pub(super) word: u64,
    /// Bytes above ASCII.
    pub(super) high: u64,
}

/// What the bytes above ASCII are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leads {
    /// The first one of a character.
    pub(super) lead: u64,
    /// The first one of a character of three bytes or four.
    pub(super) long: u64,
    /// One that goes on with a character.
    pub(super) tail: u64,
}

/// Chosen once, at run time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kernel {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Kernel {
    pub(super) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2")
            && std::arch::is_x86_feature_detected!("bmi1")
            && std::arch::is_x86_feature_detected!("bmi2")
            && std::arch::is_x86_feature_detected!("lzcnt")
            && std::arch::is_x86_feature_detected!("popcnt")
        {
            return Self::Avx2;
        }
        Self::Plain
    }

    #[inline(always)]
    pub(super) fn bitmaps(self, bytes: &[u8; 64]) -> Bitmaps {
        match self {
            Self::Plain => plain(bytes),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                #[expect(unsafe_code, reason = "the feature was looked for")]
                // SAFETY: `Avx2` is made by `best` alone, once it has found AVX2.
                unsafe {
                    avx2(bytes)
                }
            }
        }
    }
}

impl Kernel {
    #[inline(always)]
    pub(super) fn leads(self, bytes: &[u8; CHUNK]) -> Leads {
        match self {
            Self::Plain => plain_leads(bytes),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                #[expect(unsafe_code, reason = "the feature was looked for")]
                // SAFETY: `Avx2` is made by `best` alone, once it has found AVX2.
                unsafe {
                    avx2_leads(bytes)
                }
            }
        }
    }
}

/// Work that is compiled for each kernel.
pub(crate) trait Task {
    /// Must be inlined with all that it calls, to be compiled for the kernel.
    fn run(self);
}

/// Does it with all that the machine has.
#[inline]
pub(crate) fn dispatch(task: impl Task) {
    match Kernel::best() {
        Kernel::Plain => task.run(),
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => {
            #[expect(unsafe_code, reason = "the features were looked for")]
            // SAFETY: `best` has found AVX2, BMI1 and BMI2.
            unsafe {
                with_avx2(task);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn with_avx2(task: impl Task) {
    task.run();
}

fn plain(bytes: &[u8; 64]) -> Bitmaps {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    // The highest bits of eight bytes, moved together.
    let gather = |bits: u64| (bits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (eights, _) = bytes.as_chunks::<8>();
    let mut bitmaps = Bitmaps::default();
    for (at, &eight) in eights.iter().enumerate() {
        let bytes = u64::from_le_bytes(eight);
        let (high, low) = (bytes & HIGH, bytes & !HIGH);
        // Adding takes a byte that is no less than the bound into its highest bit, and no further.
        let from = |bound: u8| low + EACH * u64::from(0x80 - bound);
        let letters = from(b'a') & !from(b'z' + 1);
        let digits = from(b'0') & !from(b'9' + 1);
        let word = (letters | digits) & HIGH & !high;
        bitmaps.word |= gather(word) << (at * 8);
        bitmaps.high |= gather(high) << (at * 8);
    }
    bitmaps
}

fn plain_leads(bytes: &[u8; CHUNK]) -> Leads {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let gather = |bits: u64| (bits >> 7 & EACH).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (eights, _) = bytes.as_chunks::<8>();
    let mut leads = Leads::default();
    for (at, &eight) in eights.iter().enumerate() {
        let bytes = u64::from_le_bytes(eight);
        // The second and third highest bits, moved to the highest.
        let (second, third) = (bytes << 1, bytes << 2);
        leads.lead |= gather(bytes & second) << (at * 8);
        leads.long |= gather(bytes & second & third) << (at * 8);
        leads.tail |= gather(bytes & !second) << (at * 8);
    }
    leads
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
#[inline]
fn avx2_leads(bytes: &[u8; CHUNK]) -> Leads {
    use std::arch::x86_64::{
        _mm256_add_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_slli_epi16,
    };
    let half = |at: usize| {
        let half: &[u8; 32] = bytes[at..at + 32].try_into().expect("it has 32 bytes");
        #[expect(unsafe_code, reason = "a load from a pointer")]
        // SAFETY: `half` is 32 readable bytes, and the load asks for no alignment.
        let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
        // Doubling moves the second highest bit to the highest.
        let second = _mm256_add_epi8(bytes, bytes);
        let third = _mm256_slli_epi16(second, 1);
        [bytes, second, third].map(|bits| u64::from(_mm256_movemask_epi8(bits).cast_unsigned()))
    };
    let (low, high) = (half(0), half(32));
    let [first, second, third] = [0, 1, 2].map(|at| low[at] | high[at] << 32);
    Leads { lead: first & second, long: first & second & third, tail: first & !second }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
#[inline]
fn avx2(bytes: &[u8; 64]) -> Bitmaps {
    use std::arch::x86_64::{
        _mm256_and_si256, _mm256_cmpgt_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
        _mm256_or_si256, _mm256_set1_epi8,
    };
    let half = |at: usize| {
        let half: &[u8; 32] = bytes[at..at + 32].try_into().expect("it has 32 bytes");
        #[expect(unsafe_code, reason = "a load from a pointer")]
        // SAFETY: `half` is 32 readable bytes, and the load asks for no alignment.
        let bytes = unsafe { _mm256_loadu_si256(half.as_ptr().cast()) };
        // Comparisons are signed, so that bytes above ASCII are below all bounds.
        let above = |bound: u8| _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(bound.cast_signed() - 1));
        let below = |bound: u8| _mm256_cmpgt_epi8(_mm256_set1_epi8(bound.cast_signed() + 1), bytes);
        let letters = _mm256_and_si256(above(b'a'), below(b'z'));
        let digits = _mm256_and_si256(above(b'0'), below(b'9'));
        let word = _mm256_movemask_epi8(_mm256_or_si256(letters, digits));
        let high = _mm256_movemask_epi8(bytes);
        (u64::from(word.cast_unsigned()), u64::from(high.cast_unsigned()))
    };
    let ((low_word, low_high), (word, high)) = (half(0), half(32));
    Bitmaps { word: low_word | word << 32, high: low_high | high << 32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_see_what_is_there() {
        let mut state = 7_u64;
        for _ in 0..10_000 {
            let bytes = std::array::from_fn(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 56) as u8
            });
            let bits = |is: fn(&u8) -> bool| {
                (0..64).filter(|&at| is(&bytes[at])).fold(0, |bits, at| bits | 1 << at)
            };
            let is_word = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            let expected = Bitmaps { word: bits(is_word), high: bits(|byte| !byte.is_ascii()) };
            assert_eq!(plain(&bytes), expected);
            assert_eq!(Kernel::best().bitmaps(&bytes), expected);
            let expected = Leads {
                lead: bits(|&byte| byte >= 0xC0),
                long: bits(|&byte| byte >= 0xE0),
                tail: bits(|&byte| (0x80..0xC0).contains(&byte)),
            };
            assert_eq!(plain_leads(&bytes), expected);
            assert_eq!(Kernel::best().leads(&bytes), expected);
        }
    }
}
