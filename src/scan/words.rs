//! Finds keys word by word: what most keys are found with.
//!
//! Each word of the folded text is hashed once. Two looks at bitmaps turn most words away: one for keys of one word, one for the first
//! two words of longer keys. For the others the word table gives the keys that may stand there, and their bytes decide.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

use std::ops::Range;

use super::matches::Checking;
use super::prefixes::WordKeys;
use crate::boundary::Affixes;
use crate::gazetteer::{Gazetteer, KeyIndex, KeyLook, Look, MOST_WORDS, WordTable};
use crate::words::{Cutter, Edges, Growing, Task, dispatch, next};

/// Bytes of text that are cut into words together.
const BLOCK: usize = 4096;

/// The words of a piece of text.
#[derive(Debug, Default)]
pub(super) struct WordBuffers {
    edges: Edges,
    /// One for each word that has an end.
    hashes: Vec<u64>,
    singles: Vec<u32>,
    pairs: Vec<u32>,
    /// The text has characters outside ASCII, folded.
    has_other: bool,
    /// Words that an open key may begin with.
    opens: Vec<u32>,
    probes: Vec<Probe>,
    hits: Vec<Hit>,
}

/// Words that may be those of a key, and what the table has at their hash.
#[derive(Clone, Copy, Debug)]
struct Probe {
    hash: u64,
    start: u32,
    look: Look,
}

/// A key that may stand somewhere.
#[derive(Clone, Copy, Debug)]
struct Hit {
    start: u32,
    look: KeyLook,
}

/// Finds keys in a folded text.
pub(super) struct WordSearch<'s> {
    pub(super) names: Names<'s>,
    /// What lies over them.
    pub(super) upper: Option<Names<'s>>,
    pub(super) bytes: &'s [u8],
    /// Where words may also begin and end, ascending.
    pub(super) breaks: Breaks<'s>,
    pub(super) buffers: &'s mut WordBuffers,
}

/// Where words may begin and end though the folded text does not show it.
#[derive(Clone, Copy)]
pub(super) struct Breaks<'s>(pub(super) &'s [u32]);

impl<'s> Breaks<'s> {
    /// Those after `start`.
    fn after(self, start: u32) -> Self {
        Self(&self.0[count_until(self.0, |at| at <= start)..])
    }

    /// Those after `start` and before `end`.
    fn within(self, [start, end]: [u32; 2]) -> &'s [u32] {
        let Self(after) = self.after(start);
        &after[..count_until(after, |at| at < end)]
    }
}

/// How many of the first `places` are so, all of them before the others. They are few, or end near the beginning.
fn count_until(places: &[u32], is_so: impl Fn(u32) -> bool) -> usize {
    let mut step = 1;
    while places.get(step - 1).is_some_and(|&at| is_so(at)) {
        step *= 2;
    }
    let known = step / 2;
    let rest = &places[known..places.len().min(step - 1).max(known)];
    known + rest.partition_point(|&at| is_so(at))
}

/// The names of one file.
#[derive(Clone, Copy)]
pub(super) struct Names<'s> {
    pub(super) file: &'s Gazetteer,
    pub(super) table: WordTable<'s>,
    /// Keys that need not end where a word does.
    pub(super) open: &'s WordKeys,
    /// What may be glued before some of them.
    pub(super) proclitics: Option<&'s Affixes>,
    /// What is added to the numbers of its keys.
    pub(super) first: u32,
}

impl Names<'_> {
    fn take(self, KeyIndex(key): KeyIndex, range: Range<usize>, checking: &mut Checking<'_>) {
        checking.take_word(KeyIndex(self.first + key), range);
    }
}

impl WordSearch<'_> {
    /// Gives each key that stands at words, and its place; sometimes twice.
    pub(super) fn run(&mut self, checking: &mut Checking<'_>) {
        let mut cutter = Cutter::new(self.bytes);
        self.buffers.edges.clear();
        self.buffers.hashes.clear();
        while !cutter.is_done() {
            let mut ready = 0;
            dispatch(Sift {
                cutter: &mut cutter,
                names: self.names,
                bytes: self.bytes,
                buffers: self.buffers,
                ready: &mut ready,
            });
            self.search(ready, checking);
            if let Some(upper) = self.upper {
                self.search_upper(upper, ready, checking);
            }
            self.buffers.edges.forget(ready);
            self.buffers.hashes.drain(..ready);
        }
    }

    /// Searches at the same words for the names of what lies over the others.
    fn search_upper(&mut self, names: Names<'_>, ready: usize, checking: &mut Checking<'_>) {
        dispatch(Resift { names, bytes: self.bytes, buffers: self.buffers, ready });
        let mut search = WordSearch {
            names,
            upper: None,
            bytes: self.bytes,
            breaks: self.breaks,
            buffers: self.buffers,
        };
        search.search(ready, checking);
    }

    /// Searches at the first `ready` words.
    ///
    /// Each look into the table or at a name is likely to miss the caches, and a branch that waits for it keeps the next look
    /// waiting too: so all looks of one kind come first, and what they show is judged afterwards.
    fn search(&mut self, ready: usize, checking: &mut Checking<'_>) {
        self.probe();
        let WordBuffers { probes, hits, .. } = &mut *self.buffers;
        hits.clear();
        for probe in &*probes {
            self.names.table.keys_from(probe.look, probe.hash, |key| {
                hits.push(Hit { start: probe.start, look: self.names.file.look_at(KeyIndex(key)) });
            });
        }
        for hit in &*hits {
            if let Some(range) = self.names.file.key_at(hit.look, self.bytes, hit.start as usize) {
                self.names.take(hit.look.key, range, checking);
            }
        }
        self.search_open(checking);
        self.search_inside(ready, checking);
    }

    /// Looks into the table at what the filters let through.
    fn probe(&mut self) {
        let WordBuffers { edges, hashes, singles, pairs, probes, .. } = &mut *self.buffers;
        let starts = edges.starts();
        let table = &self.names.table;
        probes.clear();
        probes.extend(singles.iter().map(|&word| {
            let hash = hashes[word as usize];
            Probe { hash, start: starts[word as usize], look: table.look(hash) }
        }));
        let first_pair = probes.len();
        probes.extend(pairs.iter().map(|&word| {
            let word = word as usize;
            let hash = next(hashes[word], hashes.get(word + 1).copied().unwrap_or_default());
            Probe { hash, start: starts[word], look: table.look(hash) }
        }));
        for (at, &word) in pairs.iter().enumerate() {
            let Probe { mut hash, start, .. } = probes[first_pair + at];
            let mut lengths = table.lengths(hash);
            for &word in hashes.get(word as usize + 2..).unwrap_or_default() {
                if lengths == 0 {
                    break;
                }
                hash = next(hash, word);
                if lengths & 1 != 0 {
                    probes.push(Probe { hash, start, look: table.look(hash) });
                }
                lengths >>= 1;
            }
        }
    }

    /// Gives the keys that have words of this hash and stand where the first of them begins.
    fn compare(&self, hash: u64, start: usize, checking: &mut Checking<'_>) {
        for key in self.names.table.keys(hash) {
            let look = self.names.file.look_at(KeyIndex(key));
            if let Some(range) = self.names.file.key_at(look, self.bytes, start) {
                self.names.take(look.key, range, checking);
            }
        }
    }

    /// Looks for open keys where words begin.
    fn search_open(&self, checking: &mut Checking<'_>) {
        let starts = self.buffers.edges.starts();
        for &word in &self.buffers.opens {
            let start = starts[word as usize] as usize;
            let found = &mut |key, range| self.names.take(KeyIndex(key), range, checking);
            self.names.open.find_at(self.bytes, start, found);
        }
    }

    /// Searches where a part of a word may be one: after proclitics, and at breaks.
    fn search_inside(&self, ready: usize, checking: &mut Checking<'_>) {
        let edges = &self.buffers.edges;
        let proclitics = self.names.proclitics;
        let may_stand =
            |affixes: &&Affixes| self.buffers.has_other || affixes.have_ascii_proclitics();
        if let Some(affixes) = proclitics.filter(may_stand) {
            let mut breaks = self.breaks;
            for (at, &start) in edges.starts()[..ready].iter().enumerate() {
                breaks = breaks.after(start);
                self.search_after_proclitics(affixes, at, start as usize, breaks, checking);
            }
        }
        let mut breaks = self.breaks;
        for (at, &start) in edges.starts()[..ready].iter().enumerate() {
            let last = edges.ends()[edges.len().min(at + MOST_WORDS) - 1];
            breaks = breaks.after(start);
            match breaks.0.first() {
                None => return,
                Some(&next) if next >= last => continue,
                Some(_) => {}
            }
            self.search_from(at, start as usize, false, breaks, checking);
            for (number, &inner) in breaks.within([start, edges.ends()[at]]).iter().enumerate() {
                let breaks = Breaks(&breaks.0[number + 1..]);
                self.search_from(at, inner as usize, true, breaks, checking);
                if let Some(affixes) = proclitics {
                    self.search_after_proclitics(affixes, at, inner as usize, breaks, checking);
                }
            }
        }
    }

    /// Searches after each proclitic that begins at `start`, a place in word number `at`, given the breaks after that.
    fn search_after_proclitics(
        &self,
        affixes: &Affixes,
        at: usize,
        start: usize,
        breaks: Breaks<'_>,
        checking: &mut Checking<'_>,
    ) {
        let end = self.buffers.edges.ends()[at] as usize;
        for length in affixes.proclitics(&self.bytes[start..end]) {
            self.search_from(at, start + length, true, breaks, checking);
        }
    }

    /// Searches from `start`, a place in word number `first`, for keys that end inside a word, or where one ends if `also_whole`. None of
    /// the `breaks` after `start` may be missing.
    fn search_from(
        &self,
        first: usize,
        start: usize,
        also_whole: bool,
        breaks: Breaks<'_>,
        checking: &mut Checking<'_>,
    ) {
        let table = &self.names.table;
        let hashes = &self.buffers.hashes;
        let edges = &self.buffers.edges;
        let end = edges.ends()[first];
        let here = start as u32;
        // The hash of each part of a word that is no longer than a word of a key.
        let parts = |[start, end]: [u32; 2]| {
            let furthest = end.min(start.saturating_add(table.longest_word).saturating_add(1));
            let mut growing = Growing::new(table.seed, start as usize);
            let ends = breaks.within([start, furthest]).iter();
            ends.map(move |&inner| growing.until(self.bytes, inner as usize))
        };
        // No key has a longer word; nobody looks at the end of one, as there may be a break at each of its bytes.
        let one = (end - here <= table.longest_word)
            .then(|| table.seed.word(self.bytes, start, end as usize));
        for hash in parts([here, end]).chain(one.filter(|_| also_whole)) {
            if table.may_be_single(hash) {
                self.compare(hash, start, checking);
            }
        }
        if also_whole && !self.names.open.is_empty() {
            let found = &mut |key, range| self.names.take(KeyIndex(key), range, checking);
            self.names.open.find_at(self.bytes, start, found);
        }
        let Some(one) = one else { return };
        let (Some(second), Some(&hash)) = (edges.get(first + 1), hashes.get(first + 1)) else {
            return;
        };
        for part in parts(second) {
            let pair = next(one, part);
            if table.may_begin(pair) {
                self.compare(pair, start, checking);
            }
        }
        let pair = next(one, hash);
        if !table.may_begin(pair) {
            return;
        }
        if also_whole {
            self.compare(pair, start, checking);
        }
        let mut lengths = table.lengths(pair);
        let mut before = pair;
        for (number, &hash) in hashes.iter().enumerate().skip(first + 2) {
            if lengths == 0 {
                return;
            }
            let Some(last) = edges.get(number) else { return };
            let whole = next(before, hash);
            if lengths & 1 != 0 {
                for part in parts(last) {
                    self.compare(next(before, part), start, checking);
                }
                if also_whole {
                    self.compare(whole, start, checking);
                }
            }
            before = whole;
            lengths >>= 1;
        }
    }
}

/// Adds `first` and the number of each bit.
#[inline(always)]
fn add_places(mut bits: u64, first: u32, places: &mut Vec<u32>) {
    while bits != 0 {
        places.push(first + bits.trailing_zeros());
        bits &= bits - 1;
    }
}

struct Sift<'s, 't> {
    cutter: &'s mut Cutter<'t>,
    names: Names<'s>,
    bytes: &'t [u8],
    buffers: &'s mut WordBuffers,
    ready: &'s mut usize,
}

impl Task for Sift<'_, '_> {
    #[inline(always)]
    fn run(self) {
        let WordBuffers { edges, hashes, has_other, .. } = &mut *self.buffers;
        self.cutter.cut(BLOCK, edges);
        *has_other = self.cutter.has_other();
        let seed = self.names.table.seed;
        let (hashed, known) = (hashes.len(), edges.len());
        let (starts, ends) = (&edges.starts()[hashed..], &edges.ends()[hashed..]);
        hashes.resize(known, 0);
        for ((hash, &start), &end) in hashes[hashed..].iter_mut().zip(starts).zip(ends) {
            *hash = seed.word(self.bytes, start as usize, end as usize);
        }
        let ready = if self.cutter.is_done() { known } else { known.saturating_sub(MOST_WORDS) };
        *self.ready = ready;
        sift(self.names, self.bytes, self.buffers, ready);
    }
}

/// The filters of other names, at words whose hashes are known.
struct Resift<'s> {
    names: Names<'s>,
    bytes: &'s [u8],
    buffers: &'s mut WordBuffers,
    ready: usize,
}

impl Task for Resift<'_> {
    #[inline(always)]
    fn run(self) {
        sift(self.names, self.bytes, self.buffers, self.ready);
    }
}

/// Gathers those of the first `ready` words that the filters let through.
#[inline(always)]
fn sift(names: Names<'_>, bytes: &[u8], buffers: &mut WordBuffers, ready: usize) {
    let WordBuffers { edges, hashes, singles, pairs, opens, .. } = buffers;
    singles.clear();
    pairs.clear();
    opens.clear();
    // The last word has none after it.
    hashes.push(0);
    let mut first = 0;
    while first < ready {
        let last = ready.min(first + 64);
        let (mut single, mut pair) = (0, 0);
        let these = &hashes[first..last];
        let after = &hashes[first + 1..=last];
        for (bit, (&hash, &after)) in these.iter().zip(after).enumerate() {
            single |= u64::from(names.table.may_be_single(hash)) << bit;
            pair |= u64::from(names.table.may_begin(next(hash, after))) << bit;
        }
        add_places(single, first as u32, singles);
        add_places(pair, first as u32, pairs);
        first += 64;
    }
    hashes.pop();
    if names.open.is_empty() {
        return;
    }
    for (number, starts) in edges.starts()[..ready].chunks(64).enumerate() {
        let mut open = 0;
        for (bit, &start) in starts.iter().enumerate() {
            open |= u64::from(names.open.may_begin_at(bytes, start as usize)) << bit;
        }
        add_places(open, number as u32 * 64, opens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_obvious_way_does() {
        for length in 0..40 {
            let places: Vec<u32> = (0..length).map(|at| at * 3).collect();
            for bound in 0..130 {
                let obvious = places.iter().filter(|&&at| at < bound).count();
                assert_eq!(count_until(&places, |at| at < bound), obvious, "{bound} of {length}");
            }
        }
    }
}
