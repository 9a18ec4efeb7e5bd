//! The words of all languages that rules are about, to be asked for one by one.

use std::collections::HashMap;

use crate::fold::key;
use crate::language::{Language, List};

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u32);

impl Lists {
    /// It is the last word of a phrase in some list.
    const ENDS_PHRASE: Self = Self(1 << 31);

    pub(super) const fn ends_phrase(self) -> bool {
        self.0 & Self::ENDS_PHRASE.0 != 0
    }

    pub(super) const fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }

    pub(super) fn has_one(self, lists: &[List]) -> bool {
        lists.iter().any(|&list| self.has(list))
    }

    const fn of(list: List) -> Self {
        Self(1 << list as u32)
    }
}

/// A longer word is in no list, in bytes: what a look costs stays small.
const LONGEST: usize = 48;
/// So many words are told apart before one is looked up.
const SLOTS: usize = 1 << 15;

/// Words and phrases, by their keys.
#[derive(Debug)]
pub(super) struct Words {
    lists: HashMap<Box<[u8]>, Lists>,
    /// Which words there may be: most words of a text are turned away here.
    filter: Box<[u64; SLOTS / 64]>,
}

impl Words {
    pub(super) fn new(languages: &[Language]) -> Self {
        let mut words = Self { lists: HashMap::new(), filter: Box::new([0; SLOTS / 64]) };
        for language in languages {
            for list in List::ALL.into_iter().filter(|list| list.path().0 == "words") {
                for word in language.list(list) {
                    let key = key(word);
                    if let Some((_, last)) = key.rsplit_once(' ') {
                        words.add(last, Lists::ENDS_PHRASE);
                    }
                    words.add(&key, Lists::of(list));
                }
            }
        }
        words
    }

    fn add(&mut self, key: &str, lists: Lists) {
        let (at, bit) = slot(key.as_bytes());
        self.filter[at] |= bit;
        self.lists.entry(key.as_bytes().into()).or_default().0 |= lists.0;
    }

    /// The lists that a word or phrase stands in, as it is written.
    pub(super) fn lists(&self, word: &str) -> Lists {
        if word.len() > LONGEST {
            return Lists::default();
        }
        if !word.is_ascii() {
            return self.of_key(key(word).as_bytes());
        }
        let (at, bit) = slot(word.as_bytes());
        if self.filter[at] & bit == 0 {
            return Lists::default();
        }
        // The key of an ASCII word is that word in lower case, its hyphens blanks.
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        lower.iter_mut().filter(|byte| **byte == b'-').for_each(|hyphen| *hyphen = b' ');
        self.of_key(lower)
    }

    fn of_key(&self, key: &[u8]) -> Lists {
        self.lists.get(key).copied().unwrap_or_default()
    }
}

/// The place in the filter of a key, or of an ASCII word with that key: capitals and hyphens count as what they fold to.
fn slot(word: &[u8]) -> (usize, u64) {
    let folded = |byte: u8| u64::from(if byte == b'-' { b' ' } else { byte | 0x20 });
    let length = word.len() as u64;
    let first = word.iter().take(8).fold(length, |sum, &byte| sum << 8 | folded(byte));
    // The golden ratio's fraction, odd: the upper bits of the product depend on all lower ones.
    let slot = (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SLOTS;
    (slot / 64, 1 << (slot % 64))
}
