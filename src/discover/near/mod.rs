//! Known names that an unknown one is spelled almost like.
//!
//! Two indexes, each looked up by hash and then held to the definition itself: names by the sound of all their words (`sounds`), and the
//! words of names by what is left of them without one letter (`letters`). What a look-up costs does not depend on how many names there
//! are.

mod letters;
#[cfg(test)]
mod obvious;
mod read;
mod sounds;

use std::collections::{HashMap, HashSet};

use twox_hash::XxHash3_64;

use self::letters::{FEWEST_LETTERS, FEWEST_OF_NAME, is_slip, neighbourhood};
use self::sounds::{FEWEST_CONSONANTS, Sound};
use super::finding::Way;
use super::lists::{SOUND_JOINTS, sounding};
use super::runs::MOST_WORDS;
use crate::dictionary::Kind;
use crate::gazetteer::{AliasRef, Gazetteer, KeyIndex, levenshtein};
use crate::scan::is_acronym;

#[cfg(test)]
pub(super) use self::obvious::obvious;

/// The names of a gazetteer, to be asked for those that are spelled almost so.
#[derive(Debug)]
pub(super) struct NearNames {
    /// The words of all keys, and their numbers.
    words: HashMap<Box<str>, u32>,
    /// By number.
    spelled: Vec<Box<str>>,
    /// Hashes of what is left of words without a letter, with the numbers of the words; sorted.
    neighbours: Vec<(u64, u32)>,
    /// A bit for each of these hashes, by its last bits: most words of texts are near nothing.
    bits: Vec<bool>,
    /// Hashes of the sounds of names, with their keys; sorted.
    sounds: Vec<(u64, KeyIndex)>,
    /// Hashes of the sounds of their words; sorted.
    word_sounds: Vec<u64>,
    /// What languages put behind names: "Pakistans".
    endings: Vec<String>,
    /// No name that is looked for has more words.
    most_words: usize,
}

/// A word of a text, looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct NearWord {
    key: String,
    /// Some name has it, or without an ending.
    pub(super) is_known: bool,
    /// Some name has a word that sounds so.
    sounds_known: bool,
    sound: Sound,
    /// The known words that are a slip away.
    slips: Vec<u32>,
}

impl AsRef<str> for NearWord {
    fn as_ref(&self) -> &str {
        &self.key
    }
}

impl NearWord {
    /// Whether a name that is close to a known one may have it.
    pub(super) fn is_promising(&self) -> bool {
        self.is_known
            || self.sounds_known
            || !self.slips.is_empty()
            || SOUND_JOINTS.contains(&&*self.key)
    }
}

/// What an unknown name is close to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) way: Way,
    /// Letters that differ.
    pub(super) distance: u8,
    pub(super) key: KeyIndex,
}

impl NearNames {
    pub(super) fn new<'e>(
        gazetteer: &Gazetteer,
        endings: impl IntoIterator<Item = &'e str>,
    ) -> Self {
        let mut names = Self {
            words: HashMap::new(),
            spelled: Vec::new(),
            neighbours: Vec::new(),
            bits: Vec::new(),
            sounds: Vec::new(),
            word_sounds: Vec::new(),
            endings: endings.into_iter().map(str::to_owned).collect(),
            most_words: 0,
        };
        for key in gazetteer.keys() {
            let text = gazetteer.key(key);
            let of_name: Vec<&str> = text.split(' ').collect();
            for word in &of_name {
                names.add_word(word);
            }
            if of_name.len() > MOST_WORDS || !gazetteer.candidates(key).any(is_sought) {
                continue;
            }
            names.most_words = names.most_words.max(of_name.len());
            let sounds: Vec<Sound> = sounds_of(&of_name);
            if are_telling(&sounds) {
                names.sounds.push((hash_of(&sounds), key));
                names.word_sounds.extend(sounds.iter().map(|sound| hash(&sound.skeleton)));
            }
        }
        names.neighbours.sort_unstable();
        names.bits = vec![false; (names.neighbours.len() * 8).next_power_of_two()];
        for &(hash, _) in &names.neighbours {
            let at = hash as usize & (names.bits.len() - 1);
            names.bits[at] = true;
        }
        names.sounds.sort_unstable();
        names.word_sounds.sort_unstable();
        names.word_sounds.dedup();
        names
    }

    fn add_word(&mut self, word: &str) {
        if self.words.contains_key(word) {
            return;
        }
        let number = self.spelled.len() as u32;
        self.words.insert(word.into(), number);
        self.spelled.push(word.into());
        // A word that has lost a letter is looked for here, too.
        if word.chars().nth(FEWEST_LETTERS - 2).is_some() {
            self.neighbours.extend(neighbourhood(word).map(|rest| (hash(&rest), number)));
        }
    }

    /// Whether a word is a known one with an ending.
    fn has_ending(&self, word: &str) -> bool {
        let mut bare = self.endings.iter().filter_map(|ending| word.strip_suffix(&**ending));
        bare.any(|bare| self.has_word(bare))
    }

    /// No name that is looked for has more words.
    pub(super) fn most_words(&self) -> usize {
        self.most_words
    }

    /// Whether some name has the word, which is a key.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The known words that have exactly one letter more than what is left of a word: the part before the lost one and the part after it.
    pub(super) fn with_one_letter_more<'n>(
        &'n self,
        before: &'n str,
        after: &'n str,
    ) -> impl Iterator<Item = &'n str> {
        let rest = format!("{before}{after}");
        let length = rest.chars().count() + 1;
        self.around(hash(&rest)).map(|number| &*self.spelled[number as usize]).filter(move |word| {
            word.starts_with(before) && word.ends_with(after) && word.chars().count() == length
        })
    }

    fn around(&self, hash: u64) -> impl Iterator<Item = u32> {
        let may_be = self.bits[hash as usize & (self.bits.len() - 1)];
        let all = if may_be { &self.neighbours[..] } else { &[] };
        let start = all.partition_point(|&(other, _)| other < hash);
        let rows = all[start..].iter();
        rows.take_while(move |(other, _)| *other == hash).map(|&(_, number)| number)
    }

    /// Looks a word up, which is a key.
    pub(super) fn word(&self, key: &str) -> NearWord {
        let is_known = self.has_word(key) || self.has_ending(key);
        let mut slips: Vec<u32> = Vec::new();
        if !is_known && key.chars().nth(FEWEST_LETTERS - 1).is_some() {
            let near =
                neighbourhood(key).flat_map(|rest| self.around(hash(&rest)).collect::<Vec<_>>());
            slips = near.filter(|&number| is_slip(key, &self.spelled[number as usize])).collect();
            slips.sort_unstable();
            slips.dedup();
        }
        let sound = Sound::of(key);
        let sounds_known = self.word_sounds.binary_search(&hash(&sound.skeleton)).is_ok();
        NearWord { key: key.to_owned(), is_known, sounds_known, sound, slips }
    }

    /// The names that are close to a name of these words, which is none itself; the closest first.
    pub(super) fn near(&self, gazetteer: &Gazetteer, words: &[&NearWord]) -> Vec<Near> {
        let mut found = self.alike(gazetteer, words);
        self.slipped(gazetteer, words, &mut found);
        found.sort_unstable();
        let mut met = HashSet::new();
        found.retain(|near| met.insert(near.key));
        found
    }

    /// Those that sound alike.
    fn alike(&self, gazetteer: &Gazetteer, words: &[&NearWord]) -> Vec<Near> {
        let sounding: Vec<&NearWord> = sounding(words).copied().collect();
        if sounding.is_empty() || !sounding.iter().all(|word| word.sounds_known) {
            return Vec::new();
        }
        let sounds: Vec<Sound> = sounding.iter().map(|word| word.sound.clone()).collect();
        if !are_telling(&sounds) {
            return Vec::new();
        }
        let key = written(words);
        let hash = hash_of(&sounds);
        let start = self.sounds.partition_point(|&(other, _)| other < hash);
        let rows = self.sounds[start..].iter().take_while(|(other, _)| *other == hash);
        let near = rows.filter_map(|&(_, name)| {
            let text = gazetteer.key(name);
            let others = sounds_of(&text.split(' ').collect::<Vec<_>>());
            let is_alike = sounds.len() == others.len()
                && sounds.iter().zip(&others).all(|(one, other)| one.is_like(other));
            let is_doubled = single_letters(&text) == single_letters(&key);
            let way = if is_doubled { Way::Doubled } else { Way::Sounds };
            let distance = levenshtein(&key, &text);
            (is_alike && *text != *key).then_some(Near { way, distance, key: name })
        });
        near.collect()
    }

    /// Those of the same words but one, which is a slip away from an unknown one.
    fn slipped(&self, gazetteer: &Gazetteer, words: &[&NearWord], found: &mut Vec<Near>) {
        let mut unknown = words.iter().enumerate().filter(|(_, word)| !word.is_known);
        let (Some((at, word)), None) = (unknown.next(), unknown.next()) else { return };
        let written = written(words);
        for &slip in &word.slips {
            let spelled: Vec<&str> = words
                .iter()
                .enumerate()
                .map(
                    |(number, word)| {
                        if number == at { &*self.spelled[slip as usize] } else { &*word.key }
                    },
                )
                .collect();
            let name = spelled.join(" ");
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            if letters < FEWEST_OF_NAME {
                continue;
            }
            let key = gazetteer.find(&name);
            let key = key.filter(|&key| gazetteer.candidates(key).any(is_sought));
            let distance = levenshtein(&written, &name);
            found.extend(key.map(|key| Near { way: Way::Letter, distance, key }));
        }
    }
}

/// The key of a name of these words.
fn written(words: &[&NearWord]) -> String {
    words.iter().map(|word| &*word.key).collect::<Vec<_>>().join(" ")
}

/// Whether other spellings of a name are looked for: initials and codes have none.
fn is_sought(alias: AliasRef<'_>) -> bool {
    !is_acronym(alias.text()) && alias.rule().kind != Kind::Code
}

/// The sounds of the words that are no joints.
fn sounds_of(words: &[&str]) -> Vec<Sound> {
    sounding(words).map(|word| Sound::of(word)).collect()
}

fn are_telling(sounds: &[Sound]) -> bool {
    let letters: usize = sounds.iter().map(|sound| sound.skeleton.chars().count()).sum();
    let consonants: usize = sounds.iter().map(Sound::consonants).sum();
    consonants >= FEWEST_CONSONANTS && letters >= FEWEST_LETTERS
}

fn hash_of(sounds: &[Sound]) -> u64 {
    let skeletons: Vec<&str> = sounds.iter().map(|sound| &*sound.skeleton).collect();
    hash(&skeletons.join(" "))
}

fn hash(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}

/// A name with no letter twice in a row.
fn single_letters(name: &str) -> String {
    let mut single = String::with_capacity(name.len());
    for c in name.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single
}
