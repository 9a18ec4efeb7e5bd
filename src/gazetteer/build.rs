//! Compiles a dictionary.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::file::section_bytes;
use super::{
    AliasIndex, AliasRow, EntityIndex, EntityRow, Gazetteer, KeyRow, MAX_CANDIDATES, Text,
};
use crate::dictionary::{Alias, Dictionary, Entity, Rule, Source};
use crate::fold::{has_blank_edge, key};

impl Gazetteer {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// When a name has an empty key, when a key has more than [`MAX_CANDIDATES`] aliases, or when the texts need more than 4 GiB.
    pub fn compile(dictionary: &Dictionary) -> Result<Self, BuildError> {
        let mut builder = Builder::default();
        let index_of: HashMap<_, _> =
            dictionary.entities.iter().map(|entity| &entity.id).zip(0..).collect();
        for entity in &dictionary.entities {
            builder.entity(entity, |id| index_of.get(id).copied().map(EntityIndex))?;
        }
        builder.finish(dictionary)
    }
}

#[derive(Default)]
struct Builder {
    texts: String,
    known_texts: HashMap<String, Text>,
    entities: Vec<EntityRow>,
    labels: Vec<(Text, Text)>,
    registers: Vec<(Text, Text)>,
    entity_sources: Vec<u32>,
    relations: Vec<(crate::dictionary::Relation, EntityIndex)>,
    rules: Numbered<Rule>,
    sources: Numbered<Source>,
    by_key: BTreeMap<String, Vec<AliasRow>>,
}

/// Values in the order in which they were first met, each once.
struct Numbered<T> {
    values: Vec<Arc<T>>,
    numbers: HashMap<Arc<T>, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, value: &Arc<T>) -> u32 {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = self.values.len() as u32;
        self.values.push(Arc::clone(value));
        self.numbers.insert(Arc::clone(value), number);
        number
    }
}

impl Builder {
    fn entity(
        &mut self,
        entity: &Entity,
        index_of: impl Fn(&crate::id::EntityId) -> Option<EntityIndex>,
    ) -> Result<(), BuildError> {
        let index = EntityIndex(self.entities.len() as u32);
        // The order in which a file gives names and relations means nothing, and changes no byte.
        let mut aliases: Vec<&Alias> = entity.aliases.iter().collect();
        aliases.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        for alias in &aliases {
            let key = key(&alias.text);
            if key.is_empty() || key.contains('\n') || has_blank_edge(&alias.text) {
                return Err(BuildError::NoKey {
                    entity: entity.id.to_string(),
                    name: alias.text.clone(),
                });
            }
            let row = AliasRow {
                text: self.text(&alias.text)?,
                entity: index,
                rule: self.rules.number(&alias.rule),
            };
            self.by_key.entry(key).or_default().push(row);
        }
        for rule in aliases.iter().map(|alias| &alias.rule) {
            let seen = rule.seen.iter().flat_map(|seen| &seen.sources);
            for source in rule.sources.iter().chain(seen) {
                self.sources.number(source);
            }
        }
        let labels = self.pairs(&entity.labels, |builder| &mut builder.labels)?;
        let registers = self.pairs(&entity.ids, |builder| &mut builder.registers)?;
        let first_source = self.entity_sources.len() as u32;
        for source in &entity.sources {
            let number = self.sources.number(source);
            self.entity_sources.push(number);
        }
        let first_relation = self.relations.len() as u32;
        let relations = entity.relations.iter();
        let mut relations: Vec<_> =
            relations.filter_map(|(relation, other)| Some((*relation, index_of(other)?))).collect();
        relations.sort_unstable();
        self.relations.extend(relations);
        let row = EntityRow {
            id: entity.id.clone(),
            name: self.text(&entity.name)?,
            entity_type: self.text(&entity.entity_type)?,
            decoy: entity.decoy,
            labels,
            registers,
            sources: first_source..self.entity_sources.len() as u32,
            relations: first_relation..self.relations.len() as u32,
        };
        self.entities.push(row);
        Ok(())
    }

    fn pairs(
        &mut self,
        pairs: &[(String, String)],
        table: impl Fn(&mut Self) -> &mut Vec<(Text, Text)>,
    ) -> Result<Range<u32>, BuildError> {
        let first = table(self).len() as u32;
        for (name, value) in pairs {
            let pair = (self.text(name)?, self.text(value)?);
            table(self).push(pair);
        }
        Ok(first..table(self).len() as u32)
    }

    fn text(&mut self, text: &str) -> Result<Text, BuildError> {
        if let Some(&known) = self.known_texts.get(text) {
            return Ok(known);
        }
        let start = u32::try_from(self.texts.len()).map_err(|_| BuildError::TooLarge)?;
        self.texts.push_str(text);
        let end = u32::try_from(self.texts.len()).map_err(|_| BuildError::TooLarge)?;
        self.known_texts.insert(text.into(), Text { start, end });
        Ok(Text { start, end })
    }

    fn finish(mut self, dictionary: &Dictionary) -> Result<Gazetteer, BuildError> {
        let by_key = std::mem::take(&mut self.by_key);
        let (mut aliases, mut keys) = (Vec::new(), Vec::with_capacity(by_key.len()));
        for (key, mut rows) in by_key {
            if rows.len() > MAX_CANDIDATES {
                return Err(BuildError::TooManyCandidates { key, count: rows.len() });
            }
            rows.sort_by(|a, b| {
                let texts =
                    |row: &AliasRow| &self.texts[row.text.start as usize..row.text.end as usize];
                (a.entity, texts(a), a.rule).cmp(&(b.entity, texts(b), b.rule))
            });
            keys.push(KeyRow { text: self.text(&key)?, first: aliases.len() as u32 });
            aliases.extend(rows);
        }
        let in_order = keys.iter().zip(0..).map(|(row, number)| {
            (&self.texts[row.text.start as usize..row.text.end as usize], number)
        });
        let names =
            fst::Map::from_iter(in_order).expect("a BTreeMap gives its keys in order, each once");
        let mut gazetteer = Gazetteer {
            texts: self.texts,
            entities: self.entities,
            labels: self.labels,
            registers: self.registers,
            entity_sources: self.entity_sources,
            relations: self.relations,
            aliases,
            keys,
            rules: self.rules.values,
            sources: self.sources.values,
            moved: dictionary.moved.clone(),
            names,
            by_entity: Vec::new(),
            of_entity: Vec::new(),
            fingerprint: 0,
        };
        gazetteer.index_entities();
        gazetteer.fingerprint = twox_hash::XxHash3_64::oneshot(&section_bytes(&gazetteer).concat());
        Ok(gazetteer)
    }
}

impl Gazetteer {
    /// Lists the aliases of each entity.
    pub(super) fn index_entities(&mut self) {
        let mut numbers: Vec<_> = (0..self.aliases.len() as u32).map(AliasIndex).collect();
        numbers.sort_by_key(|alias| self.aliases[alias.0 as usize].entity);
        self.of_entity = (0..=self.entities.len() as u32)
            .map(|entity| {
                let before = |alias: &AliasIndex| self.aliases[alias.0 as usize].entity.0 < entity;
                numbers.partition_point(before) as u32
            })
            .collect();
        self.by_entity = numbers;
    }
}

/// Why a dictionary could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A name folds to nothing, begins or ends with a blank, or has a blank line in it.
    NoKey {
        /// Whose name.
        entity: String,
        /// The name.
        name: String,
    },
    /// More than [`MAX_CANDIDATES`] aliases fold to one key.
    TooManyCandidates {
        /// The key.
        key: String,
        /// How many.
        count: usize,
    },
    /// The texts need more than 4 GiB.
    TooLarge,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey { entity, name } => {
                write!(
                    f,
                    "the name {name:?} of {entity} folds to nothing, or has blanks at an edge or a blank line in it: mend it or leave it out"
                )
            }
            Self::TooManyCandidates { key, count } => write!(
                f,
                "\"{key}\" is a name of {count} entities; at most {MAX_CANDIDATES} can be told apart: drop the rarer ones"
            ),
            Self::TooLarge => f.write_str("the names need more than 4 GiB: split the dictionary"),
        }
    }
}

impl std::error::Error for BuildError {}
