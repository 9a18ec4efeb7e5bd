//! The word table: finds a key by the hash of its words, and tells most words and pairs of words that begin no key by two looks at a
//! bitmap.
//!
//! Filters are Bloom filters whose bits for one hash lie in one word of memory (Putze, Sanders and Singler 2009); the table is open
//! addressing with linear probing, filled in the order of the hashes, so that a slot is found by multiplication and no place wraps
//! around.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

use rayon::prelude::*;

use super::bytes::Malformed;
use crate::words::{Cutter, Edges, Seed, next};

/// The most words of a key of the table.
pub(crate) const MOST_WORDS: usize = 34;

/// The most keys with the same words, other characters between them.
const MOST_ALIKE: usize = 8;

/// The most lengths, in words, of the keys of three words or more that begin with the same two.
const MOST_LENGTHS: u32 = 16;

/// No key.
const EMPTY: u32 = u32::MAX;

const SLOT_BYTES: usize = 6;
const LENGTHS_BYTES: usize = 8;

/// How far from its home a key may stand at most; so many slots come after the last home.
const SPARE_SLOTS: usize = 64;

/// The sections of a word table.
#[derive(Debug)]
pub(super) struct TableSections {
    pub(super) singles: Vec<u8>,
    pub(super) pairs: Vec<u8>,
    pub(super) slots: Vec<u8>,
    pub(super) lengths: Vec<u8>,
    /// In bytes.
    pub(super) longest_word: u32,
    /// The keys that have too many words for the table, and begin with one.
    pub(super) long: Vec<u32>,
    /// The other keys that it cannot hold, ascending.
    pub(super) others: Vec<u32>,
}

/// A word table that lies somewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordTable<'g> {
    pub(crate) seed: Seed,
    singles: Filter<'g>,
    pairs: Filter<'g>,
    slots: &'g [[u8; SLOT_BYTES]],
    lengths: &'g [[u8; LENGTHS_BYTES]],
    /// Of all words of its keys, in bytes.
    pub(crate) longest_word: u32,
}

/// What was seen at the first slot for a hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    at: u32,
    key: u32,
    tag: u16,
}

/// A key as the table knows it.
struct Entry {
    hash: u64,
    /// Of its first two words; its own where it has one.
    pair: u64,
    words: u32,
    longest_word: u32,
    /// The key begins with its first word.
    begins: bool,
    key: u32,
}

impl TableSections {
    /// A table of the keys of these numbers, ascending, given the folded text of each.
    pub(super) fn build<'k>(
        seed: Seed,
        keys: &[u32],
        text: impl Fn(u32) -> &'k [u8] + Sync,
    ) -> Self {
        let (mut long, mut others) = (Vec::new(), Vec::new());
        let mut entries: Vec<Entry> = keys
            .par_iter()
            .map_init(Edges::default, |edges, &key| Entry::of(seed, key, text(key), edges))
            .collect();
        entries.retain(|entry| {
            let fits = (1..=MOST_WORDS as u32).contains(&entry.words);
            if !fits {
                let rest = if entry.words > 0 && entry.begins { &mut long } else { &mut others };
                rest.push(entry.key);
            }
            fits
        });
        entries.par_sort_unstable_by_key(|entry| (entry.hash, entry.key));
        set_aside(
            &mut entries,
            &mut others,
            |one, other| one.hash == other.hash,
            |alike| alike.len() > MOST_ALIKE,
        );
        let mut longer: Vec<(u64, u32)> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.words > 2) {
            longer.push((entry.pair, 1 << (entry.words - 3)));
        }
        longer.sort_unstable();
        longer.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 |= if same { next.1 } else { 0 };
            same
        });
        let too_many = |pair: u64| {
            let at = longer.binary_search_by_key(&pair, |&(pair, _)| pair);
            at.is_ok_and(|at| longer[at].1.count_ones() > MOST_LENGTHS)
        };
        entries.retain(|entry| {
            let keep = entry.words < 3 || !too_many(entry.pair);
            if !keep {
                others.push(entry.key);
            }
            keep
        });
        longer.retain(|&(_, lengths)| lengths.count_ones() <= MOST_LENGTHS);

        let (single, several): (Vec<_>, Vec<_>) = entries
            .iter()
            .map(|entry| (entry.words, entry.pair))
            .partition(|&(words, _)| words == 1);
        let hashes =
            |entries: &[(u32, u64)]| filter(entries.iter().map(|&(_, hash)| hash), entries.len());
        let (singles, pairs) = (hashes(&single), hashes(&several));

        let homes = (entries.len() + entries.len() / 2).max(1);
        let mut slots = vec![EMPTY_SLOT; homes + SPARE_SLOTS];
        let mut free = 0;
        for entry in &entries {
            let home = home(entry.hash, homes);
            let at = home.max(free);
            if at - home >= SPARE_SLOTS {
                others.push(entry.key);
                continue;
            }
            slots[at] = slot(entry.key, tag(entry.hash));
            free = at + 1;
        }
        let homes = (longer.len() + longer.len() / 2).max(1);
        let mut lengths = vec![[0; LENGTHS_BYTES]; homes + SPARE_SLOTS];
        let mut free = 0;
        for &(pair, mask) in &longer {
            let at = home(pair, homes).max(free);
            let mut row = [0; LENGTHS_BYTES];
            row[..4].copy_from_slice(&long_tag(pair).to_le_bytes());
            row[4..].copy_from_slice(&mask.to_le_bytes());
            // There is always room: the rows are sorted, and none is sent beyond the last home.
            if at + 1 >= lengths.len() {
                lengths.push([0; LENGTHS_BYTES]);
            }
            lengths[at] = row;
            free = at + 1;
        }
        others.sort_unstable();
        let longest_word = entries.iter().map(|entry| entry.longest_word).max().unwrap_or(0);
        let (slots, lengths) = (slots.concat(), lengths.concat());
        Self { singles, pairs, slots, lengths, longest_word, long, others }
    }
}

/// Moves the keys of runs that are `too_much` to `others`.
fn set_aside(
    entries: &mut Vec<Entry>,
    others: &mut Vec<u32>,
    same: impl Fn(&Entry, &Entry) -> bool,
    too_much: impl Fn(&[Entry]) -> bool,
) {
    let mut kept = Vec::with_capacity(entries.len());
    let mut at = 0;
    while at < entries.len() {
        let run = entries[at..].iter().take_while(|other| same(&entries[at], other)).count();
        let run = &entries[at..at + run];
        at += run.len();
        let is_too_much = too_much(run);
        for entry in run {
            if is_too_much {
                others.push(entry.key);
            } else {
                kept.push(Entry { ..*entry });
            }
        }
    }
    *entries = kept;
}

impl Entry {
    fn of(seed: Seed, number: u32, key: &[u8], edges: &mut Edges) -> Self {
        edges.clear();
        let mut cutter = Cutter::new(key);
        cutter.cut(key.len(), edges);
        let begins = edges.starts().first() == Some(&0);
        let (mut hash, mut pair, mut longest_word) = (0, 0, 0);
        for (at, (&start, &end)) in edges.starts().iter().zip(edges.ends()).enumerate() {
            longest_word = longest_word.max(end - start);
            let word = seed.word(key, start as usize, end as usize);
            hash = if at == 0 { word } else { next(hash, word) };
            if at < 2 {
                pair = hash;
            }
        }
        Self { hash, pair, words: edges.len() as u32, longest_word, begins, key: number }
    }
}

impl<'g> WordTable<'g> {
    /// The table in these sections: both filters, the slots, the lengths.
    pub(super) fn of(
        seed: Seed,
        longest_word: u32,
        [singles, pairs, slots, lengths]: [&'g [u8]; 4],
    ) -> Result<Self, Malformed> {
        let (slots, slots_rest) = slots.as_chunks();
        let (lengths, lengths_rest) = lengths.as_chunks();
        let is_whole = slots_rest.is_empty() && lengths_rest.is_empty();
        if !is_whole || slots.len() <= SPARE_SLOTS || lengths.len() <= SPARE_SLOTS {
            return Err(Malformed);
        }
        let (singles, pairs) = (Filter::view(singles)?, Filter::view(pairs)?);
        Ok(Self { seed, singles, pairs, slots, lengths, longest_word })
    }

    /// Whether a key may be the word of this hash alone.
    #[inline(always)]
    pub(crate) fn may_be_single(&self, word: u64) -> bool {
        self.singles.may_hold(word)
    }

    /// Whether a key may begin with the two words of this hash.
    #[inline(always)]
    pub(crate) fn may_begin(&self, pair: u64) -> bool {
        self.pairs.may_hold(pair)
    }

    /// The keys that may have words of this hash.
    #[inline]
    pub(crate) fn keys(&self, hash: u64) -> impl Iterator<Item = u32> {
        let at = home(hash, self.slots.len() - SPARE_SLOTS);
        let tag = tag(hash);
        self.slots[at..at + SPARE_SLOTS]
            .iter()
            .map(|&slot| read_slot(slot))
            .take_while(|&(key, _)| key != EMPTY)
            .filter_map(move |(key, other)| (other == tag).then_some(key))
    }

    /// What stands where a hash is sent to.
    #[inline]
    pub(crate) fn look(&self, hash: u64) -> Look {
        let at = home(hash, self.slots.len() - SPARE_SLOTS);
        let (key, tag) = read_slot(self.slots[at]);
        Look { at: at as u32, key, tag }
    }

    /// The keys that may have words of this hash, of which the first look is done.
    #[inline]
    pub(crate) fn keys_from(&self, look: Look, hash: u64, mut found: impl FnMut(u32)) {
        let wanted = tag(hash);
        let Look { at, mut key, mut tag } = look;
        let mut rest = self.slots[at as usize + 1..at as usize + SPARE_SLOTS].iter();
        while key != EMPTY {
            if tag == wanted {
                found(key);
            }
            let Some(&slot) = rest.next() else { return };
            (key, tag) = read_slot(slot);
        }
    }

    /// How many words the keys of three words or more have that begin with the two of this hash: bit 0 stands for 3.
    #[inline]
    pub(crate) fn lengths(&self, pair: u64) -> u32 {
        let at = home(pair, self.lengths.len() - SPARE_SLOTS);
        let tag = long_tag(pair);
        for row in &self.lengths[at..] {
            let (other, mask) = row.split_at(4);
            let mask = u32::from_le_bytes(mask.try_into().expect("half of 8 bytes"));
            if mask == 0 {
                return 0;
            }
            if *other == tag.to_le_bytes() {
                return mask;
            }
        }
        0
    }
}

const EMPTY_SLOT: [u8; SLOT_BYTES] = [0xFF; SLOT_BYTES];

fn slot(key: u32, tag: u16) -> [u8; SLOT_BYTES] {
    let mut slot = [0; SLOT_BYTES];
    slot[..4].copy_from_slice(&key.to_le_bytes());
    slot[4..].copy_from_slice(&tag.to_le_bytes());
    slot
}

fn read_slot(slot: [u8; SLOT_BYTES]) -> (u32, u16) {
    let (&key, tag) = slot.split_first_chunk().expect("a slot has six bytes");
    let (&tag, _) = tag.split_first_chunk().expect("four of them are the key");
    (u32::from_le_bytes(key), u16::from_le_bytes(tag))
}

/// Where the highest bits of a hash send it: ascending with them.
#[inline]
fn home(hash: u64, homes: usize) -> usize {
    (((hash >> 32) * homes as u64) >> 32) as usize
}

/// Bits that do not take part in [`home`], and hardly in [`bits`].
const fn tag(hash: u64) -> u16 {
    (hash >> 16) as u16
}

const fn long_tag(hash: u64) -> u32 {
    hash as u32
}

/// Tells most hashes that were not put in from those that were.
#[derive(Clone, Copy, Debug)]
struct Filter<'g> {
    /// Little-endian; a power of two of them.
    blocks: &'g [[u8; 8]],
    /// How far a hash is shifted to give the number of a block.
    shift: u32,
}

impl<'g> Filter<'g> {
    fn view(bytes: &'g [u8]) -> Result<Self, Malformed> {
        let (blocks, rest) = bytes.as_chunks();
        if !rest.is_empty() || !blocks.len().is_power_of_two() || blocks.len() < 2 {
            return Err(Malformed);
        }
        Ok(Self { blocks, shift: 64 - blocks.len().ilog2() })
    }

    #[inline(always)]
    fn may_hold(&self, hash: u64) -> bool {
        let block = u64::from_le_bytes(self.blocks[(hash >> self.shift) as usize]);
        let bits = bits(hash);
        block & bits == bits
    }
}

/// The bits of a block that a hash sets.
#[inline(always)]
const fn bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
}

/// So many blocks, of 8 bytes, stay in the first-level cache beside everything else.
const SMALL: usize = 1 << 11;

fn filter(hashes: impl Iterator<Item = u64>, count: usize) -> Vec<u8> {
    // 8 to 16 bits a key, so that a million of them stay in the second-level cache; up to 64 where that is the first.
    let wanted = count.div_ceil(8).next_power_of_two().max(16);
    let count = wanted.max((count * 2).next_power_of_two().min(SMALL));
    let mut blocks = vec![0_u64; count];
    let shift = 64 - count.ilog2();
    for hash in hashes {
        blocks[(hash >> shift) as usize] |= bits(hash);
    }
    blocks.iter().flat_map(|block| block.to_le_bytes()).collect()
}

/// Where the first word of a key begins.
pub(super) fn lead(key: &[u8]) -> usize {
    let mut edges = Edges::default();
    Cutter::new(key).cut(key.len(), &mut edges);
    edges.starts().first().map_or(0, |&start| start as usize)
}
