//! What is known of the words of texts, each looked up once.

use std::collections::HashMap;

use super::lists::Lists;
use super::near::{NearNames, NearWord};
use super::runs::Word;
use crate::fold::key;
use crate::gazetteer::Gazetteer;

/// Words of texts, by their spelling.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
    entries: Vec<Entry>,
}

/// A word.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Box<str>,
    /// It may stand inside a name without a capital.
    pub(super) is_joint: bool,
    /// It stands before names and is no part of them.
    pub(super) is_lead: bool,
    /// What it may be close to.
    pub(super) near: NearWord,
    /// It is close to a name by itself.
    pub(super) is_near: bool,
}

/// So many words are remembered from text to text.
const MOST: usize = 1 << 17;

impl Lexicon {
    /// Gives each word of a text its number. Numbers of other texts hold no more.
    pub(super) fn look_up(
        &mut self,
        text: &str,
        words: &mut [Word],
        (gazetteer, names, lists): (&Gazetteer, &NearNames, &Lists),
    ) {
        if self.entries.len() > MOST {
            self.numbers.clear();
            self.entries.clear();
        }
        for word in words {
            let spelled = word.span.of(text);
            if let Some(&number) = self.numbers.get(spelled) {
                word.number = number;
                continue;
            }
            word.number = self.entries.len() as u32;
            self.numbers.insert(spelled.into(), word.number);
            self.entries.push(Entry::of(&key(spelled), gazetteer, names, lists));
        }
    }

    /// What is known of a word.
    pub(super) fn entry(&self, word: Word) -> &Entry {
        &self.entries[word.number as usize]
    }
}

impl Entry {
    fn of(key: &str, gazetteer: &Gazetteer, names: &NearNames, lists: &Lists) -> Self {
        let near = names.word(key);
        let is_near = !near.is_known && !names.near(gazetteer, &[&near]).is_empty();
        Self {
            key: key.into(),
            is_joint: lists.joints.contains(key),
            is_lead: lists.leads.contains(key),
            near,
            is_near,
        }
    }
}
