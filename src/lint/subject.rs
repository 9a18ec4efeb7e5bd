//! What the rules look at: the files, and the names with their keys.

use std::sync::Arc;

use rayon::prelude::*;

use crate::boundary::{is_letter, is_upper, words};
use crate::diagnostic::SourceFile;
use crate::dictionary::{Alias, Case, Dictionary, Entity, Scope};
use crate::fold::{Properties, key};
use crate::scan::is_acronym;

/// A name that is meant less often than this, per mille, needs something in the text that speaks for it.
const RARE: u16 = 300;

/// A dictionary, looked at from the sides that rules ask for.
pub(super) struct Subject<'d> {
    pub(super) files: &'d [Arc<SourceFile>],
    pub(super) dictionary: &'d Dictionary,
    /// All names, in the order of the dictionary.
    pub(super) names: Vec<Name<'d>>,
    /// The numbers of the names, sorted by key.
    order: Vec<usize>,
}

/// One name of one entity.
pub(super) struct Name<'d> {
    pub(super) entity: &'d Entity,
    pub(super) alias: &'d Alias,
    pub(super) key: String,
}

impl<'d> Subject<'d> {
    pub(super) fn new(files: &'d [Arc<SourceFile>], dictionary: &'d Dictionary) -> Self {
        let names: Vec<Name<'d>> = dictionary
            .entities
            .par_iter()
            .flat_map_iter(|entity| {
                entity.aliases.iter().map(move |alias| Name {
                    entity,
                    alias,
                    key: key(&alias.text),
                })
            })
            .collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.par_sort_by(|&a, &b| names[a].key.cmp(&names[b].key).then(a.cmp(&b)));
        Self { files, dictionary, names, order }
    }

    /// The names of each key, in the order of the dictionary; keys sorted.
    pub(super) fn by_key(&self) -> impl Iterator<Item = Vec<&Name<'d>>> {
        self.order
            .chunk_by(|&a, &b| self.names[a].key == self.names[b].key)
            .map(|group| group.iter().map(|&at| &self.names[at]).collect())
    }

    /// The names that have this key, in the order of the dictionary.
    pub(super) fn with_key(&self, key: &str) -> impl Iterator<Item = &Name<'d>> {
        let start = self.order.partition_point(|&at| self.names[at].key.as_str() < key);
        let named = self.order[start..].iter().map(|&at| &self.names[at]);
        named.take_while(move |name| name.key == key)
    }

    /// Whether a rival sense with this key is never reported, so that the name is weighed before it is believed.
    pub(super) fn has_decoy(&self, key: &str) -> bool {
        self.with_key(key).any(|name| name.entity.decoy)
    }
}

impl Name<'_> {
    /// Whether the text must say more than the name before it is believed: a guard, a cue, or a low prior.
    pub(super) fn is_guarded(&self) -> bool {
        let rule = &self.alias.rule;
        let asks = [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against];
        asks.iter().any(|cues| !cues.is_empty()) || rule.prior < RARE
    }

    /// Whether nothing is left of it after folding.
    pub(super) fn is_blank(&self) -> bool {
        !self.key.contains(|c: char| c != ' ' && c != '\n')
    }

    /// Whether the dictionary says that the name means more or less than the entity.
    pub(super) fn is_scoped(&self) -> bool {
        self.alias.rule.scope != Scope::Exact
    }

    /// Whether only a text with capitals where the name has them can be meant.
    pub(super) fn wants_capitals(&self) -> bool {
        let text = &self.alias.text;
        text.chars().any(is_upper)
            && match self.alias.rule.case {
                Case::Exact | Case::Initial => true,
                Case::Smart => self.is_acronym() || words(text).count() == 1,
                Case::Fold => false,
            }
    }

    /// Initials, to be found in capitals only.
    pub(super) fn is_acronym(&self) -> bool {
        is_acronym(&self.alias.text)
    }

    /// How many letters and digits it has; marks do not count.
    pub(super) fn letters_and_digits(&self) -> usize {
        self.alias.text.chars().filter(|&c| is_letter_or_digit(c)).count()
    }
}

/// A letter or a digit that stands by itself.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    let properties = Properties::of(c);
    (is_letter(c) || properties.is_word()) && !properties.is_mark() && c != '_'
}
