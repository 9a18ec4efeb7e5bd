//! Finds keys in folded text wherever a word may begin, and looks at nothing else.
//!
//! Few words of a text begin as a key does, so most are turned away by their first bytes: one look at a bitmap that stays in the
//! first-level cache. For the others, the sorted keys are searched.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use crate::fold::FoldedText;
use crate::words::NumberHasher;

/// Keys that begin at least so long are told apart by this many bytes first; shorter ones are looked up whole.
const HEAD: usize = 4;

/// Starts are gathered from so many bytes of text at a time.
const BLOCK: usize = 1024;

/// Two starts may be written after the last one.
const SPARE: usize = 2;

/// Bits of the filter for each key: more would miss the cache, fewer would let too much through.
const FILTER_BITS_PER_KEY: usize = 16;

/// The key has no other key as its beginning.
const NO_PARENT: u32 = u32::MAX;

/// Flag of a byte: an ASCII letter or digit.
const WORD: u8 = 1;
/// Flag of a byte: some key begins with it.
const FIRST: u8 = 2;

/// Keys, ready to be found at the beginnings of words.
///
/// A place inside a word of ASCII letters and digits is none; every other is, also each character of a script without spaces.
#[derive(Debug)]
pub(crate) struct WordKeys {
    /// The keys, sorted, end to end.
    texts: Vec<u8>,
    /// Where each key ends in `texts`; it begins where the one before ends.
    ends: Vec<u32>,
    /// What the caller calls each key.
    numbers: Vec<u32>,
    /// The longest other key, of [`HEAD`] bytes or more, that each key begins with.
    parents: Vec<u32>,
    /// By head: the keys that begin so.
    heads: HashMap<Head, Range<u32>, BuildHasherDefault<NumberHasher>>,
    filter: Filter,
    flags: [u8; 256],
    /// A key begins with an ASCII character that is neither letter nor digit.
    has_odd_first: bool,
    /// A key begins with a blank: it was a hyphen.
    has_blank_first: bool,
}

/// The first bytes of a key, at most [`HEAD`], with their count.
type Head = (u8, u32);

impl WordKeys {
    /// Prepares to find `keys`, sorted, with their numbers.
    pub(crate) fn new<'k>(keys: impl Iterator<Item = (&'k str, u32)>) -> Self {
        let (mut texts, mut ends, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (key, number) in keys.filter(|(key, _)| !key.is_empty()) {
            texts.extend_from_slice(key.as_bytes());
            ends.push(texts.len() as u32);
            numbers.push(number);
        }
        let mut flags = [0; 256];
        for byte in (0..=u8::MAX).filter(u8::is_ascii_alphanumeric) {
            flags[usize::from(byte)] = WORD;
        }
        let filter = Filter::for_keys(ends.len());
        let (parents, heads) = (Vec::with_capacity(ends.len()), HashMap::default());
        let mut keys = Self {
            texts,
            ends,
            numbers,
            parents,
            heads,
            filter,
            flags,
            has_odd_first: false,
            has_blank_first: false,
        };
        let mut open: Vec<u32> = Vec::new();
        for number in 0..keys.ends.len() as u32 {
            let key = text(&keys.texts, &keys.ends, number);
            keys.flags[usize::from(key[0])] |= FIRST;
            keys.has_odd_first |= key[0].is_ascii() && !key[0].is_ascii_alphanumeric();
            keys.has_blank_first |= key[0] == b' ';
            let head = head(key, key.len().min(HEAD));
            keys.filter.insert(head);
            keys.heads.entry(head).or_insert(number..number).end = number + 1;
            while open
                .last()
                .is_some_and(|&last| !key.starts_with(text(&keys.texts, &keys.ends, last)))
            {
                open.pop();
            }
            keys.parents.push(open.last().copied().unwrap_or(NO_PARENT));
            if key.len() >= HEAD {
                open.push(number);
            }
        }
        keys
    }

    /// Calls `found` with the number of each key that begins where a word may, and with its place in the folded text; those that
    /// begin earlier first.
    pub(crate) fn find(&self, folded: &FoldedText, mut found: impl FnMut(u32, Range<usize>)) {
        if self.ends.is_empty() {
            return;
        }
        let bytes = folded.as_bytes();
        // No byte is a start twice: the joints are those that the loop over the bytes passes by.
        let mut inner = folded.joints().filter(|&at| self.is_inner(bytes, at)).peekable();
        let mut starts = [0; BLOCK + SPARE];
        let mut is_inside = false;
        for block in (0..bytes.len()).step_by(BLOCK) {
            let end = bytes.len().min(block + BLOCK);
            let mut count =
                self.gather(&bytes[block..end], block as u32, &mut is_inside, &mut starts);
            let gathered = count;
            while let Some(at) = inner.next_if(|&at| at < end) {
                starts[count] = at as u32;
                count += 1;
            }
            if count > gathered {
                starts[..count].sort_unstable();
            }
            let kept = self.keep(bytes, &mut starts[..count]);
            for &at in &starts[..kept] {
                self.find_at(bytes, at as usize, &mut found);
            }
        }
    }

    /// Gathers the places where a key may begin, those inside a word left out; `is_inside` says whether the byte before belongs to a
    /// word, and then whether the last one does. Returns how many there are.
    fn gather(
        &self,
        bytes: &[u8],
        first: u32,
        is_inside: &mut bool,
        starts: &mut [u32; BLOCK + SPARE],
    ) -> usize {
        let mut count = 0;
        let (chunks, rest) = bytes.as_chunks();
        let mut at = first;
        for &chunk in chunks {
            let word = words_of(chunk);
            let has_odd =
                |word| self.has_blank_first || (self.has_odd_first && !is_blank_or(word, chunk));
            if word.is_none_or(has_odd) {
                count = self.gather_each(&chunk, at, is_inside, starts, count);
            } else if let Some(word) = word {
                // One bit for each byte of a word, the highest; those whose lower neighbour has none begin one.
                let mut begins = word & !(word << 8 | u64::from(*is_inside) << 7);
                *is_inside = word >> 63 != 0;
                let number = (begins >> 7).wrapping_mul(0x0101_0101_0101_0101) >> 56;
                // Two are written always, as a branch that nobody can foretell costs more.
                starts[count] = at + begins.trailing_zeros() / 8;
                begins &= begins.wrapping_sub(1);
                starts[count + 1] = at + begins.trailing_zeros() / 8;
                if number > 2 {
                    for slot in &mut starts[count + 2..count + number as usize] {
                        begins &= begins - 1;
                        *slot = at + begins.trailing_zeros() / 8;
                    }
                }
                count += number as usize;
            }
            at += chunk.len() as u32;
        }
        self.gather_each(rest, at, is_inside, starts, count)
    }

    /// The same, byte by byte, after the `count` that there are.
    fn gather_each(
        &self,
        bytes: &[u8],
        first: u32,
        is_inside: &mut bool,
        starts: &mut [u32; BLOCK + SPARE],
        mut count: usize,
    ) -> usize {
        let mut before = if *is_inside { WORD } else { 0 };
        for (at, &byte) in (first..).zip(bytes) {
            let flags = self.flags[usize::from(byte)];
            starts[count] = at;
            let is_start = (flags & FIRST) >> 1 & !(flags & before & WORD);
            count += usize::from(is_start);
            before = flags;
        }
        *is_inside = before & WORD != 0;
        count
    }

    /// Whether a place that is inside an ASCII word of the folded text must be looked at, as the source has a joint there.
    fn is_inner(&self, bytes: &[u8], at: usize) -> bool {
        let flags = |at: usize| bytes.get(at).map_or(0, |&byte| self.flags[usize::from(byte)]);
        let here = flags(at);
        here & FIRST != 0 && at > 0 && here & flags(at - 1) & WORD != 0
    }

    /// Moves those of `starts` to the front that the filter lets through, and counts them.
    fn keep(&self, bytes: &[u8], starts: &mut [u32]) -> usize {
        let mut kept = 0;
        for number in 0..starts.len() {
            let at = starts[number];
            starts[kept] = at;
            let passes = match bytes[at as usize..].first_chunk() {
                Some(&head) => self.filter.may_hold(u32::from_le_bytes(head)),
                // At the end of the text it is not worth the trouble.
                None => true,
            };
            kept += usize::from(passes);
        }
        kept
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether a key may begin at `at`.
    #[inline(always)]
    pub(super) fn may_begin_at(&self, bytes: &[u8], at: usize) -> bool {
        // At the end of the text it is not worth the trouble.
        bytes[at..].first_chunk().is_none_or(|&head| self.filter.may_hold(u32::from_le_bytes(head)))
    }

    /// Finds the keys that begin at `at`.
    pub(super) fn find_at(
        &self,
        bytes: &[u8],
        at: usize,
        found: &mut impl FnMut(u32, Range<usize>),
    ) {
        let rest = &bytes[at..];
        let longest = rest.len().min(HEAD);
        let first = match rest.first_chunk() {
            Some(&head) => u32::from_le_bytes(head),
            None => head(rest, longest).1,
        };
        if self.filter.may_begin_short(first) || longest < HEAD {
            for length in 1..HEAD.min(longest + 1) {
                let head = (length as u8, first & !(u32::MAX << (length * 8)));
                if self.filter.holds(head)
                    && let Some(keys) = self.heads.get(&head)
                {
                    found(self.numbers[keys.start as usize], at..at + length);
                }
            }
        }
        let head = (HEAD as u8, first);
        if longest < HEAD || !self.filter.holds(head) {
            return;
        }
        let Some(keys) = self.heads.get(&head) else { return };
        // A key that begins the text sorts before it, and so do all between the two, which begin with that key: the last one
        // that sorts before the text has all keys that begin the text among its parents.
        let (mut low, mut high) = (keys.start, keys.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.text(middle) <= rest { low = middle + 1 } else { high = middle }
        }
        if low == keys.start {
            return;
        }
        let mut key = low - 1;
        let common = self.text(key).iter().zip(rest).take_while(|(a, b)| a == b).count();
        while key != NO_PARENT {
            let length = self.text(key).len();
            if length <= common {
                found(self.numbers[key as usize], at..at + length);
            }
            key = self.parents[key as usize];
        }
    }

    fn text(&self, key: u32) -> &[u8] {
        text(&self.texts, &self.ends, key)
    }
}

fn text<'t>(texts: &'t [u8], ends: &[u32], key: u32) -> &'t [u8] {
    let start = key.checked_sub(1).map_or(0, |before| ends[before as usize]);
    &texts[start as usize..ends[key as usize] as usize]
}

fn head(bytes: &[u8], length: usize) -> Head {
    let mut head = [0; HEAD];
    head[..length].copy_from_slice(&bytes[..length]);
    (length as u8, u32::from_le_bytes(head))
}

/// The highest bit of each byte that is a letter or digit, if all are ASCII and folded.
fn words_of(chunk: [u8; 8]) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(chunk);
    if bytes & EACH << 7 != 0 {
        return None;
    }
    // Adding takes a byte that is no less than the bound into its highest bit, and no further.
    let from = |bound: u8| bytes + EACH * u64::from(0x80 - bound);
    let letters = from(b'a') & !from(b'z' + 1);
    let digits = from(b'0') & !from(b'9' + 1);
    Some((letters | digits) & EACH << 7)
}

/// Whether all bytes are spaces but those of `word`.
fn is_blank_or(word: u64, chunk: [u8; 8]) -> bool {
    let is_word = |at: usize| word >> (at * 8 + 7) & 1 != 0;
    chunk.iter().enumerate().all(|(at, &byte)| byte == b' ' || is_word(at))
}

/// Tells most heads that no key has from those that one may have.
#[derive(Debug)]
struct Filter {
    /// A bit for the hash of each head.
    bits: Vec<u64>,
    /// How far a hash is shifted to give the number of a bit.
    shift: u32,
    /// A bit for each two bytes that a key of less than [`HEAD`] bytes may begin with.
    pairs: Vec<u64>,
}

impl Filter {
    fn for_keys(count: usize) -> Self {
        let bits = (count * FILTER_BITS_PER_KEY).next_power_of_two().max(1 << 10);
        Self { bits: vec![0; bits / 64], shift: 64 - bits.ilog2(), pairs: vec![0; (1 << 16) / 64] }
    }

    fn insert(&mut self, head: Head) {
        let bit = self.bit(head);
        self.bits[bit / 64] |= 1 << (bit % 64);
        let (length, bytes) = head;
        let seconds = match length {
            1 => 0..=0xFF,
            2 | 3 => (bytes >> 8 & 0xFF)..=(bytes >> 8 & 0xFF),
            _ => return,
        };
        for second in seconds {
            let pair = (bytes & 0xFF | second << 8) as usize;
            self.pairs[pair / 64] |= 1 << (pair % 64);
        }
    }

    #[inline(always)]
    fn bit(&self, (length, bytes): Head) -> usize {
        // Multiplying by the golden ratio spreads the low bits over the high ones.
        let value = u64::from(bytes) | u64::from(length) << 32;
        (value.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    #[inline(always)]
    fn holds(&self, head: Head) -> bool {
        let bit = self.bit(head);
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// Whether a text that begins with these [`HEAD`] bytes may begin with a key.
    #[inline(always)]
    fn may_hold(&self, bytes: u32) -> bool {
        self.may_begin_short(bytes) | self.holds((HEAD as u8, bytes))
    }

    /// Whether it may begin with a key that is shorter.
    #[inline(always)]
    fn may_begin_short(&self, bytes: u32) -> bool {
        let pair = (bytes & 0xFFFF) as usize;
        self.pairs[pair / 64] >> (pair % 64) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    /// Every key at every place, but inside words.
    fn obvious(keys: &[&str], text: &str) -> Vec<(u32, Range<usize>)> {
        let is_word = |at: Option<usize>| {
            at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric)
        };
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            if is_word(Some(start)) && is_word(start.checked_sub(1)) {
                continue;
            }
            for (number, key) in keys.iter().enumerate() {
                if text[start..].starts_with(key) {
                    found.push((number as u32, start..start + key.len()));
                }
            }
        }
        found
    }

    #[test]
    fn finds_what_the_obvious_way_finds() {
        let mut keys = [
            "a",
            "us",
            "usa",
            "u.s.",
            "united",
            "united states",
            "united states army",
            "unit",
            "un",
            "土",
            "土耳",
            "土耳其",
            "'",
            " us",
            "uni",
            "united states of america",
            "unite the people",
        ];
        keys.sort_unstable();
        let even: Vec<_> =
            keys.iter().copied().filter(|&key| !matches!(key, "'" | " us")).collect();
        let no_blank: Vec<_> = keys.iter().copied().filter(|&key| key != " us").collect();
        for keys in [keys.as_slice(), &even, &no_blank] {
            check(keys);
        }
    }

    fn check(keys: &[&str]) {
        let words = WordKeys::new(keys.iter().copied().zip(0..));
        let pieces = [
            "us", "usa", "united", " ", "states", " army", "土", "耳其", "a", "'", ".", "u.s.",
            "unit", " of ",
        ];
        let mut dice = Dice::new(1);
        for length in (0..400).chain([3000, 9000]) {
            let mut text = String::new();
            while text.len() < length {
                text.push_str(dice.pick(&pieces));
            }
            let mut folded = FoldedText::default();
            folded.fold(&text);
            let mut found = Vec::new();
            words.find(&folded, |number, range| found.push((number, range)));
            assert!(found.is_sorted_by_key(|(_, range)| range.start));
            found.sort_by_key(|(number, range)| (range.start, *number));
            assert_eq!(
                found,
                obvious(keys, std::str::from_utf8(folded.as_bytes()).unwrap()),
                "{text}"
            );
        }
    }
}
