//! Looking names up: exact, by their beginning, and with a few letters wrong.

use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fst::automaton::{Automaton, Levenshtein, Str};
use fst::{IntoStreamer, Streamer};

use super::container::Section;
use super::{Gazetteer, KeyIndex};
use crate::fold::key;

/// A key that a look-up found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The key.
    pub key: KeyIndex,
    /// How many letters differ: 0 for a look-up that allows none.
    pub distance: u8,
}

impl Gazetteer {
    /// The key of `name`, where it is one.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<KeyIndex> {
        self.find_key(&key(name))
    }

    pub(super) fn find_key(&self, key: &str) -> Option<KeyIndex> {
        match &self.overlay {
            None => self.key_in_file(key),
            Some(over) => over.find_key(key),
        }
    }

    /// The keys that begin as `name` does, in their order, at most `limit`.
    #[must_use]
    pub fn find_prefix(&self, name: &str, limit: usize) -> Vec<Found> {
        let prefix = key(name);
        self.search(&Str::new(&prefix).starts_with(), limit, |_| 0)
    }

    /// The keys that differ from that of `name` by at most `distance` letters inserted, deleted or replaced; the nearest first, then in
    /// their order.
    ///
    /// # Errors
    /// When `name` is so long that the automaton for it would grow beyond bounds.
    pub fn find_fuzzy(&self, name: &str, distance: u8) -> Result<Vec<Found>, TooLong> {
        let wanted = key(name);
        let automaton = Levenshtein::new(&wanted, u32::from(distance)).map_err(|_| TooLong)?;
        let mut found = self.search(&automaton, usize::MAX, |key| levenshtein(&wanted, key));
        found.sort_by_key(|found| found.distance);
        Ok(found)
    }

    /// The keys that an automaton accepts, in their order.
    fn search(
        &self,
        automaton: &impl Automaton,
        limit: usize,
        distance: impl Fn(&str) -> u8,
    ) -> Vec<Found> {
        let Some(over) = &self.overlay else {
            return self.search_file(automaton, limit, distance, |_| true);
        };
        let base = over.base.search_file(automaton, limit, &distance, |key| !over.hides(key));
        let upper = over.upper.search_file(automaton, limit, &distance, |_| true);
        let mut found = over.together(self, base, upper);
        found.truncate(limit);
        found
    }

    fn search_file(
        &self,
        automaton: &impl Automaton,
        limit: usize,
        distance: impl Fn(&str) -> u8,
        counts: impl Fn(KeyIndex) -> bool,
    ) -> Vec<Found> {
        guarded(|| self.stream_file(automaton, limit, distance, counts)).unwrap_or_default()
    }

    fn stream_file(
        &self,
        automaton: &impl Automaton,
        limit: usize,
        distance: impl Fn(&str) -> u8,
        counts: impl Fn(KeyIndex) -> bool,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let Some(directory) = self.directory() else { return found };
        let mut stream = directory.search(automaton).into_stream();
        while let Some(key) = stream.next() {
            if found.len() == limit {
                break;
            }
            let key = std::str::from_utf8(key).ok().and_then(|key| self.key_in_file(key));
            let key = key.filter(|&key| counts(key));
            found.extend(key.map(|key| Found { key, distance: distance(&self.key(key)) }));
        }
        found
    }

    /// The number of a key of the file: its aliases are sorted by their keys.
    fn key_in_file(&self, key: &str) -> Option<KeyIndex> {
        let (mut low, mut high) = (0, self.head.aliases);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = self.key_of(middle);
            match (*self.key(found)).cmp(key) {
                Ordering::Less => low = self.candidate_range(found).end.max(middle + 1),
                Ordering::Equal => return Some(found),
                Ordering::Greater => high = found.0,
            }
        }
        None
    }

    /// The directory of names, once it is known to be whole: the fst crate must not be handed bytes that have changed.
    fn directory(&self) -> Option<fst::Set<&[u8]>> {
        let is_whole = *self.directory_is_whole.get_or_init(|| self.has_sum(Section::Directory));
        is_whole.then(|| fst::Set::new(self.section(Section::Directory)).ok())?
    }
}

/// What a look into the directory gives. The fst crate panics at bytes that are no FST, and a mapped file may have been overwritten after its
/// checksum was right: then nothing is found.
fn guarded<T>(look: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(look)).ok()
}

/// A name too long for a fuzzy look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name is too long to be looked up with letters wrong: shorten it")
    }
}

impl std::error::Error for TooLong {}

/// Edit distance in code points (Wagner and Fischer 1974).
pub(crate) fn levenshtein(a: &str, b: &str) -> u8 {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &b) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    u8::try_from(row[b.len()]).unwrap_or(u8::MAX)
}
