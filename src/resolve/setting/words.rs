//! The words of all languages that rules are about, to be asked for one by one.

use std::collections::HashMap;

use crate::dictionary::Inflections;
use crate::fold::key;
use crate::language::{ALL_WORDS, Language, List};
use crate::resolve::language::{Languages, is_foreign};
use crate::words::{Short, ShortWords};

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
    entry: Option<Entry>,
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
        Self { entry: self.words.of_all, ..self }.has(List::Apart)
    }

    /// It stands in no list of any language.
    pub(super) const fn is_empty(self) -> bool {
        self.entry.is_none()
    }

    fn meets(self, lists: Lists) -> bool {
        let Some(entry) = self.entry else { return false };
        entry.any.meets(lists) && (entry.lists.meets(lists) || self.speaks(entry, lists))
    }

    /// Whether the language of the text has the word in one of these lists.
    #[cold]
    fn speaks(self, entry: Entry, lists: Lists) -> bool {
        let speaks = |spoken: &Spoken| {
            let tag = &self.words.tags[spoken.speaker];
            spoken.lists.meets(lists) && self.languages.admit_word(tag, self.word)
        };
        self.words.spoken_of(entry).any(speaks)
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

/// The nouns that are inflected in a sentence: *Pankki*, Suomen *Pankissa*.
const INFLECTED: [List; 4] = [List::Body, List::Firm, List::Attribute, List::Title];

/// Words and phrases, by their keys.
#[derive(Debug)]
pub(super) struct Words {
    /// The languages, by number.
    tags: Vec<String>,
    /// Most keys: an ASCII word is looked up among them as it stands.
    short: ShortWords<Entry>,
    /// The others.
    long: HashMap<Box<str>, Entry>,
    spoken: Vec<Spoken>,
    /// What is said of all words, if anything is.
    of_all: Option<Entry>,
    /// By the first letter of a word of matches: a bit for each letter that one ends in.
    of_matches: [u32; 32],
}

/// What is said of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// The lists that it stands in for texts in any language.
    lists: Lists,
    /// Those, and the ones for texts in one language.
    any: Lists,
    /// One more than the number of the first that it has for texts in one language, or 0.
    spoken: u32,
}

/// The lists of an entry for texts in one language.
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
        let mut words = Self {
            tags: languages.iter().map(|language| language.tag.clone()).collect(),
            short: ShortWords::default(),
            long: HashMap::new(),
            spoken: Vec::new(),
            of_all: None,
            of_matches: [0; 32],
        };
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
                    }
                    words.add(&key, Lists::of(list), speaker);
                    if let (List::Match, [first, ..], [.., last]) =
                        (list, key.as_bytes(), key.as_bytes())
                    {
                        words.of_matches[group(*first)] |= 1 << group(*last);
                    }
                }
            }
        }
        words.of_all = words.find(ALL_WORDS);
        words
    }

    /// Adds a key to lists of a language, or to those of all.
    fn add(&mut self, key: &str, lists: Lists, speaker: Option<usize>) {
        let entry = match Short::of(key) {
            Some(short) => self.short.entry(short).or_default(),
            None => self.long.entry(key.into()).or_default(),
        };
        entry.any.0 |= lists.0;
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
    fn spoken_of(&self, entry: Entry) -> impl Iterator<Item = &Spoken> {
        let at = |number: u32| number.checked_sub(1).map(|at| &self.spoken[at as usize]);
        std::iter::successors(at(entry.spoken), move |spoken| at(spoken.next))
    }

    /// The lists that a word or phrase of a text stands in, as it is written: it takes part as a name of its language does.
    pub(super) fn lists<'s, 't>(
        &'s self,
        word: &'t str,
        languages: &'s Languages<'t>,
    ) -> Listed<'s, 't> {
        let entry = match Short::folded(word) {
            Some(short) => self.short.get(&short).copied(),
            None if word.len() <= LONGEST => self.find(&key(word)),
            None => None,
        };
        Listed { entry, words: self, word, languages }
    }

    /// Whether a word may be one of matches, by two of its letters: most are not.
    pub(super) fn may_be_of_match(&self, word: &str) -> bool {
        let ([first, ..], [.., last]) = (word.as_bytes(), word.as_bytes()) else { return false };
        !(first.is_ascii() && last.is_ascii())
            || self.of_matches[group(*first)] & 1 << group(*last) != 0
    }

    /// The entry of a key.
    fn find(&self, key: &str) -> Option<Entry> {
        let entry = match Short::of(key) {
            Some(short) => self.short.get(&short),
            None => self.long.get(key),
        };
        entry.copied()
    }
}

/// Bytes that are alike in this are taken together, capital and small letters among them.
const fn group(byte: u8) -> usize {
    byte as usize % 32
}
