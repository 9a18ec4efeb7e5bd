//! What dictionaries hold, counted: how many names of what, in which languages and scripts, on whose word.
//!
//! Three things are counted, and never mixed up. An **entry** is what somebody wrote: a name or a pattern. **Forms** are the
//! spellings that it stands for, its patterns expanded. **Names** are forms that differ by more than folding takes away.

mod coverage;
mod script;
mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dictionary::{Alias, Dictionary, Entity, Source};
use crate::fold::key;

pub use coverage::lacking;
pub use script::script_of;
pub use tally::Count;

use tally::Tally;

/// All that is counted. Every list begins with the largest; what is equal follows the alphabet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Everything together.
    pub total: Count,
    /// Rival senses among the entities, which are never reported.
    pub decoys: usize,
    /// Each namespace and type of entities.
    pub by_type: Vec<OfType>,
    /// Language tags, `und` where nobody says.
    pub by_language: Vec<(String, Count)>,
    /// Scripts by their Unicode names; see [`script_of`].
    pub by_script: Vec<(String, Count)>,
    /// `official`, `former`, `designation`, …
    pub by_kind: Vec<(String, Count)>,
    /// `neutral`, `pejorative`, `contested`.
    pub by_tone: Vec<(String, Count)>,
    /// Where names were read. A name of two sources counts for both.
    pub by_source: Vec<(Arc<Source>, Count)>,
    /// The sentences that dictionaries are tested with.
    pub tests: Tests,
}

/// Entities of one namespace and type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfType {
    /// The first half of their ids.
    pub namespace: String,
    /// Empty where nobody says.
    pub entity_type: String,
    /// Whether all are rival senses.
    pub decoys_only: bool,
    /// How many, and their names.
    pub count: Count,
    /// For each language, how many of the entities have a name in it, rival senses aside; languages sorted.
    pub named_in: Vec<(String, usize)>,
    /// Their sentences.
    pub tests: Tests,
}

/// Sentences in which names must be found, and some in which none may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tests {
    /// `test.hit`.
    pub hits: usize,
    /// `test.miss`.
    pub misses: usize,
    /// Entities with a hit.
    pub entities_with_hit: usize,
    /// Entities with a miss.
    pub entities_with_miss: usize,
}

impl Statistics {
    /// Counts what the dictionary holds.
    #[must_use]
    pub fn of(dictionary: &Dictionary) -> Self {
        let mut total = Tally::default();
        let mut languages = Tally::default();
        let mut scripts = Tally::default();
        let mut kinds = Tally::default();
        let mut tones = Tally::default();
        let mut sources = Tally::default();
        let mut types: BTreeMap<(&str, &str), TypeTally<'_>> = BTreeMap::new();
        let mut tests = Tests::default();
        for entity in &dictionary.entities {
            let named: Vec<(&Alias, String)> =
                entity.aliases.iter().map(|alias| (alias, key(&alias.text))).collect();
            total.add(&named, |_| [()]);
            languages.add(&named, |alias| [alias.rule.lang.clone()]);
            scripts.add(&named, |alias| [script_of(&alias.text).to_owned()]);
            kinds.add(&named, |alias| [alias.rule.kind.as_str().to_owned()]);
            tones.add(&named, |alias| [alias.rule.tone.as_str().to_owned()]);
            sources.add(&named, |alias| alias.rule.sources.clone());
            tests.add(entity);
            let of_type = (entity.id.namespace(), entity.entity_type.as_str());
            types.entry(of_type).or_default().add(entity, &named);
        }
        let mut by_type: Vec<OfType> = types.into_iter().map(TypeTally::done).collect();
        by_type.sort_by_key(|of| std::cmp::Reverse((of.count.names, of.count.entities)));
        Self {
            total: total.sum(),
            decoys: dictionary.entities.iter().filter(|entity| entity.decoy).count(),
            by_type,
            by_language: languages.ranked(),
            by_script: scripts.ranked(),
            by_kind: kinds.ranked(),
            by_tone: tones.ranked(),
            by_source: sources.ranked(),
            tests,
        }
    }
}

impl Tests {
    fn add(&mut self, entity: &Entity) {
        self.hits += entity.hits.len();
        self.misses += entity.misses.len();
        self.entities_with_hit += usize::from(!entity.hits.is_empty());
        self.entities_with_miss += usize::from(!entity.misses.is_empty());
    }
}

/// What is counted for one namespace and type.
#[derive(Default)]
struct TypeTally<'d> {
    names: Tally<()>,
    others_than_decoys: usize,
    named_in: BTreeMap<&'d str, usize>,
    tests: Tests,
}

impl<'d> TypeTally<'d> {
    fn add(&mut self, entity: &'d Entity, named: &[(&Alias, String)]) {
        self.names.add(named, |_| [()]);
        if !entity.decoy {
            self.others_than_decoys += 1;
            let langs: BTreeSet<&str> =
                entity.aliases.iter().map(|alias| &*alias.rule.lang).collect();
            for lang in langs {
                *self.named_in.entry(lang).or_default() += 1;
            }
        }
        self.tests.add(entity);
    }

    fn done(((namespace, entity_type), tally): ((&str, &str), Self)) -> OfType {
        OfType {
            namespace: namespace.to_owned(),
            entity_type: entity_type.to_owned(),
            decoys_only: tally.others_than_decoys == 0,
            count: tally.names.sum(),
            named_in: tally.named_in.into_iter().map(|(lang, n)| (lang.to_owned(), n)).collect(),
            tests: tally.tests,
        }
    }
}

#[cfg(test)]
mod tests;
