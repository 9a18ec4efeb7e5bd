//! The words of all languages that rules are about, to be asked for one by one.

use crate::dictionary::Inflections;
use crate::fold::key;
use crate::language::{ALL_WORDS, Language, List};
use crate::resolve::language::{Languages, is_foreign};

/// Lists, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lists(u32);

impl Lists {
    /// It is the last word of a phrase in some list.
    const ENDS_PHRASE: Self = Self(1 << 31);

    const fn of(list: List) -> Self {
        Self(1 << list as u32)
    }

    const fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

/// The lists that a word of a text stands in. The language of the text is not asked for before it matters.
#[derive(Clone, Copy)]
pub(super) struct Listed<'s, 't> {
    entry: Option<&'s Entry>,
    words: &'s Words,
    word: &'t str,
    languages: &'s Languages<'t>,
}

impl Listed<'_, '_> {
    pub(super) fn ends_phrase(self) -> bool {
        self.meets(Lists::ENDS_PHRASE)
    }

    pub(super) fn has(self, list: List) -> bool {
        debug_assert!(ASKED.contains(&list), "{list:?} is not looked up");
        self.meets(Lists::of(list))
    }

    pub(super) fn has_one(self, lists: &[List]) -> bool {
        self.meets(Lists(lists.iter().fold(0, |all, &list| all | Lists::of(list).0)))
    }

    /// Whether all words stand apart from names in a text of the language that the word is in.
    pub(super) fn all_stand_apart(self) -> bool {
        let entry = self.words.find(ALL_WORDS.as_bytes()).map(|at| &self.words.entries[at]);
        Self { entry, ..self }.has(List::Apart)
    }

    /// It stands in no list of any language.
    pub(super) const fn is_empty(self) -> bool {
        self.entry.is_none()
    }

    fn meets(self, lists: Lists) -> bool {
        let Some(entry) = self.entry else { return false };
        let tags = &self.words.tags;
        entry.lists.meets(lists)
            || self.words.spoken_of(entry).any(|spoken| {
                spoken.lists.meets(lists) && self.languages.admit(&tags[spoken.speaker], self.word)
            })
    }
}

/// The lists that rules ask for.
const ASKED: [List; 14] = [
    List::Body,
    List::Firm,
    List::Attribute,
    List::Prefix,
    List::Of,
    List::GivenName,
    List::Title,
    List::Apart,
    List::Province,
    List::Match,
    List::Versus,
    List::Place,
    List::And,
    List::Small,
];

/// A longer word is in no list, in bytes: what a look costs stays small.
const LONGEST: usize = 48;
/// More than there are words.
const SLOTS: usize = 1 << 13;

/// The nouns that are inflected in a sentence: *Pankki*, Suomen *Pankissa*.
const INFLECTED: [List; 4] = [List::Body, List::Firm, List::Attribute, List::Title];

/// Words and phrases, by their keys: a hash table that an ASCII word is looked up in as it stands.
#[derive(Debug)]
pub(super) struct Words {
    /// The languages, by number.
    tags: Vec<String>,
    entries: Vec<Entry>,
    spoken: Vec<Spoken>,
    /// By hash: one more than the number of the first entry, or 0.
    slots: Box<[u32]>,
    /// By the first letter of a key: a bit for each letter that a key of [`LOW`] ends in. Most words in small letters are in no list, and
    /// are told by these.
    low: [u32; 32],
}

/// The lists of which words in small letters are asked for.
const LOW: [List; 8] = [
    List::Attribute,
    List::Of,
    List::Versus,
    List::Place,
    List::And,
    List::Match,
    List::Small,
    List::Apart,
];

#[derive(Debug)]
pub(super) struct Entry {
    key: Box<[u8]>,
    /// Those of texts in any language.
    lists: Lists,
    /// One more than the number of the first that texts in one language have, or 0.
    spoken: u32,
    /// One more than the number of the next entry with the same hash, or 0.
    next: u32,
}

/// The lists of an entry in texts of one language.
#[derive(Debug)]
struct Spoken {
    /// The number of the language.
    speaker: usize,
    lists: Lists,
    /// One more than the number of the next of the same entry, or 0.
    next: u32,
}

impl Words {
    pub(super) fn new(languages: &[Language]) -> Self {
        let tags = languages.iter().map(|language| language.tag.clone()).collect();
        let slots = vec![0; SLOTS].into();
        let mut words = Self { tags, entries: Vec::new(), spoken: Vec::new(), slots, low: [0; 32] };
        let inflections = Inflections::of(languages);
        for (number, language) in languages.iter().enumerate() {
            for list in ASKED {
                let given = language.list(list);
                let inflected = given.iter().filter(|_| INFLECTED.contains(&list));
                let forms = inflected.flat_map(|word| inflections.of_word(&language.tag, word));
                let forms: Vec<_> = forms.collect();
                let speaker = is_foreign(&language.tag).then_some(number);
                for word in given.iter().chain(&forms) {
                    let key = key(word);
                    if let Some((_, last)) = key.rsplit_once(' ') {
                        words.add(last, Lists::ENDS_PHRASE, speaker);
                        words.note(list, last);
                    }
                    words.add(&key, Lists::of(list), speaker);
                    words.note(list, &key);
                }
            }
        }
        words
    }

    /// Notes by which letters a word in small letters may be in a list.
    fn note(&mut self, list: List, key: &str) {
        if let ([first, ..], [.., last]) = (key.as_bytes(), key.as_bytes())
            && LOW.contains(&list)
        {
            self.low[group(*first)] |= 1 << group(*last);
        }
    }

    /// Adds a key to lists of a language, or to those of all.
    fn add(&mut self, key: &str, lists: Lists, speaker: Option<usize>) {
        let key = key.as_bytes();
        let at = self.find(key).unwrap_or_else(|| {
            let first = &mut self.slots[slot(key)];
            let lists = Lists::default();
            self.entries.push(Entry { key: key.into(), lists, spoken: 0, next: *first });
            *first = self.entries.len() as u32;
            self.entries.len() - 1
        });
        let entry = &mut self.entries[at];
        // Those of a language are added one after another, so that its own come first.
        match (speaker, entry.spoken.checked_sub(1).map(|last| &mut self.spoken[last as usize])) {
            (None, _) => entry.lists.0 |= lists.0,
            (Some(speaker), Some(last)) if last.speaker == speaker => last.lists.0 |= lists.0,
            (Some(speaker), _) => {
                self.spoken.push(Spoken { speaker, lists, next: entry.spoken });
                entry.spoken = self.spoken.len() as u32;
            }
        }
    }

    /// What the languages that have an entry say of it.
    fn spoken_of(&self, entry: &Entry) -> impl Iterator<Item = &Spoken> {
        let at = |number: u32| number.checked_sub(1).map(|at| &self.spoken[at as usize]);
        std::iter::successors(at(entry.spoken), move |spoken| at(spoken.next))
    }

    /// The lists that a word or phrase of a text stands in, as it is written: it takes part as a name of its language does. What begins
    /// with a small letter is asked for lists of [`LOW`] alone.
    pub(super) fn lists<'s, 't>(
        &'s self,
        word: &'t str,
        languages: &'s Languages<'t>,
    ) -> Listed<'s, 't> {
        let found = match word.as_bytes() {
            _ if word.len() > LONGEST => None,
            _ if !word.is_ascii() => self.find(key(word).as_bytes()),
            [first @ b'a'..=b'z', .., last]
                if self.low[group(*first)] & 1 << group(folded(*last)) == 0 =>
            {
                None
            }
            bytes => self.find(bytes),
        };
        let entry = found.map(|at| &self.entries[at]);
        Listed { entry, words: self, word, languages }
    }

    /// The entry of a key, or of an ASCII word with that key.
    fn find(&self, word: &[u8]) -> Option<usize> {
        let mut next = self.slots[slot(word)];
        while next != 0 {
            let at = next as usize - 1;
            let Entry { key, next: following, .. } = &self.entries[at];
            if key.len() == word.len()
                && word.iter().zip(key).all(|(&byte, &of)| folded(byte) == of)
            {
                return Some(at);
            }
            next = *following;
        }
        None
    }
}

/// What the byte of an ASCII word is in its key; those of other characters are themselves.
const fn folded(byte: u8) -> u8 {
    if byte == b'-' { b' ' } else { byte.to_ascii_lowercase() }
}

/// Bytes that are alike in this are taken together; letters are not.
const fn group(byte: u8) -> usize {
    byte as usize % 32
}

/// The place of a key, or of an ASCII word with that key: its first three letters, its last two and its length tell it from most others.
fn slot(word: &[u8]) -> usize {
    let at = |index: usize| u64::from(folded(word.get(index).copied().unwrap_or_default()));
    let last = word.len().wrapping_sub(1);
    let parts = [at(0), at(1), at(2), at(last), at(last.wrapping_sub(1)), word.len() as u64];
    let sum = parts.into_iter().fold(0, |sum, part| sum << 8 | part);
    // The golden ratio's fraction, odd: the upper bits of the product depend on all lower ones.
    (sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SLOTS
}
