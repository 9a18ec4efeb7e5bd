//! The gazetteer: a compiled dictionary in one file, ready to be scanned with and looked up in.
//!
//! It is built once ([`Gazetteer::compile`]), or opened from bytes ([`Gazetteer::from_bytes`]), never changes, and is shared between
//! threads. Equal dictionaries give equal bytes on every machine.

mod build;
mod bytes;
mod file;
mod lookup;
mod words;

use std::ops::Range;

use crate::dictionary::{Relation, Rule, Source};
use crate::id::EntityId;
use std::sync::Arc;

pub use build::BuildError;
pub use file::{FORMAT_VERSION, OpenError};
pub use lookup::{Found, TooLong};
pub(crate) use words::{MOST_WORDS, WordTable, WordTableBytes};

/// The most aliases that one key may have.
pub const MAX_CANDIDATES: usize = 64;

/// A compiled dictionary.
#[derive(Debug)]
pub struct Gazetteer {
    /// Every text of the other tables, end to end.
    texts: String,
    /// Sorted by id.
    entities: Vec<EntityRow>,
    labels: Vec<(Text, Text)>,
    registers: Vec<(Text, Text)>,
    entity_sources: Vec<u32>,
    relations: Vec<(Relation, EntityIndex)>,
    /// Sorted by key, then entity, then text: those of one key follow one another.
    aliases: Vec<AliasRow>,
    /// Sorted; key number `k` has the aliases from `keys[k].first` up to those of the next.
    keys: Vec<KeyRow>,
    rules: Vec<Arc<Rule>>,
    sources: Vec<Arc<Source>>,
    moved: Vec<(EntityId, EntityId)>,
    /// Key → its number.
    names: fst::Map<Vec<u8>>,
    /// Alias numbers by entity, in the order of `aliases`; `of_entity` has where each entity's begin.
    by_entity: Vec<AliasIndex>,
    of_entity: Vec<u32>,
    fingerprint: u64,
}

/// A piece of `texts`, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Text {
    start: u32,
    end: u32,
}

#[derive(Clone, Debug)]
struct EntityRow {
    id: EntityId,
    name: Text,
    entity_type: Text,
    decoy: bool,
    labels: Range<u32>,
    registers: Range<u32>,
    sources: Range<u32>,
    relations: Range<u32>,
}

#[derive(Clone, Copy, Debug)]
struct AliasRow {
    text: Text,
    entity: EntityIndex,
    rule: u32,
}

#[derive(Clone, Copy, Debug)]
struct KeyRow {
    text: Text,
    first: u32,
}

/// The number of an entity in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub(crate) u32);

/// The number of an alias in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasIndex(pub(crate) u32);

/// The number of a key in its gazetteer, in the order of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyIndex(pub(crate) u32);

/// An entity of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct EntityRef<'g> {
    gazetteer: &'g Gazetteer,
    index: EntityIndex,
}

/// An alias of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct AliasRef<'g> {
    gazetteer: &'g Gazetteer,
    index: AliasIndex,
}

impl Gazetteer {
    /// A number that differs when anything in the gazetteer does.
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// How many entities it has, decoys included.
    #[must_use]
    pub fn entity_count(&self) -> usize {
        self.entities.len()
    }

    /// How many aliases.
    #[must_use]
    pub fn alias_count(&self) -> usize {
        self.aliases.len()
    }

    /// How many different keys.
    #[must_use]
    pub fn key_count(&self) -> usize {
        self.keys.len()
    }

    /// Its entities, by id.
    #[must_use]
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityRef<'_>> {
        (0..self.entities.len() as u32).map(|number| self.entity(EntityIndex(number)))
    }

    /// The entity of that number.
    #[must_use]
    pub const fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        EntityRef { gazetteer: self, index }
    }

    /// The alias of that number.
    #[must_use]
    pub const fn alias(&self, index: AliasIndex) -> AliasRef<'_> {
        AliasRef { gazetteer: self, index }
    }

    /// The entity with an id, also an id that it had before.
    #[must_use]
    pub fn entity_by_id(&self, id: &str) -> Option<EntityRef<'_>> {
        let index_of =
            |id: &str| self.entities.binary_search_by(|row| row.id.as_str().cmp(id)).ok();
        let index = index_of(id).or_else(|| {
            let moved = self.moved.binary_search_by(|(old, _)| old.as_str().cmp(id)).ok()?;
            index_of(self.moved[moved].1.as_str())
        })?;
        Some(self.entity(EntityIndex(index as u32)))
    }

    /// The keys in their order.
    #[must_use]
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.keys.iter().map(|row| self.text(row.text))
    }

    /// The key of that number.
    #[must_use]
    pub fn key(&self, key: KeyIndex) -> &str {
        self.text(self.keys[key.0 as usize].text)
    }

    /// Where a key stands in `folded` whose first word begins at `start`, if it does.
    pub(crate) fn key_at(&self, key: KeyIndex, folded: &[u8], start: usize) -> Option<Range<usize>> {
        let text = self.key(key).as_bytes();
        let lead = if text[0].is_ascii_alphanumeric() { 0 } else { first_word(text) };
        let start = start.checked_sub(lead)?;
        folded[start..].starts_with(text).then(|| start..start + text.len())
    }

    /// The aliases of a key, at most [`MAX_CANDIDATES`].
    #[must_use]
    pub fn candidates(&self, key: KeyIndex) -> impl ExactSizeIterator<Item = AliasRef<'_>> {
        self.candidate_range(key).map(|number| self.alias(AliasIndex(number)))
    }

    pub(crate) fn candidate_range(&self, key: KeyIndex) -> Range<u32> {
        let end = self.keys.get(key.0 as usize + 1);
        self.keys[key.0 as usize].first..end.map_or(self.aliases.len() as u32, |next| next.first)
    }

    /// What dictionaries say about names, without the names; each alias has one.
    pub(crate) fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    pub(crate) fn rule_number(&self, alias: AliasIndex) -> u32 {
        self.aliases[alias.0 as usize].rule
    }

    fn text(&self, text: Text) -> &str {
        &self.texts[text.start as usize..text.end as usize]
    }
}

impl<'g> EntityRef<'g> {
    fn row(self) -> &'g EntityRow {
        &self.gazetteer.entities[self.index.0 as usize]
    }

    /// Its number.
    #[must_use]
    pub const fn index(self) -> EntityIndex {
        self.index
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> &'g EntityId {
        &self.row().id
    }

    /// The neutral canonical name.
    #[must_use]
    pub fn name(self) -> &'g str {
        self.gazetteer.text(self.row().name)
    }

    /// `country`, `armed-group`, …; empty where nobody says.
    #[must_use]
    pub fn entity_type(self) -> &'g str {
        self.gazetteer.text(self.row().entity_type)
    }

    /// A class of entities, one of which a gloss may pick.
    #[must_use]
    pub fn is_class(self) -> bool {
        self.entity_type() == "class"
    }

    /// A rival sense, never reported.
    #[must_use]
    pub fn is_decoy(self) -> bool {
        self.row().decoy
    }

    /// What is written in each language: tag and label.
    pub fn labels(self) -> impl Iterator<Item = (&'g str, &'g str)> {
        let pairs = &self.gazetteer.labels[as_usize(&self.row().labels)];
        pairs.iter().map(move |&(tag, text)| (self.gazetteer.text(tag), self.gazetteer.text(text)))
    }

    /// Ids in other registers: register and id.
    pub fn registers(self) -> impl Iterator<Item = (&'g str, &'g str)> {
        let pairs = &self.gazetteer.registers[as_usize(&self.row().registers)];
        pairs.iter().map(move |&(name, id)| (self.gazetteer.text(name), self.gazetteer.text(id)))
    }

    /// Where it was read.
    pub fn sources(self) -> impl Iterator<Item = &'g Source> {
        let numbers = &self.gazetteer.entity_sources[as_usize(&self.row().sources)];
        numbers.iter().map(move |&number| &*self.gazetteer.sources[number as usize])
    }

    /// How it stands to others.
    pub fn relations(self) -> impl Iterator<Item = (Relation, EntityRef<'g>)> {
        let rows = &self.gazetteer.relations[as_usize(&self.row().relations)];
        rows.iter().map(move |&(relation, other)| (relation, self.gazetteer.entity(other)))
    }

    /// Its names, by key.
    pub fn aliases(self) -> impl Iterator<Item = AliasRef<'g>> {
        let at = self.index.0 as usize;
        let range = self.gazetteer.of_entity[at]..self.gazetteer.of_entity[at + 1];
        let numbers = &self.gazetteer.by_entity[as_usize(&range)];
        numbers.iter().map(move |&alias| self.gazetteer.alias(alias))
    }
}

impl<'g> AliasRef<'g> {
    fn row(self) -> &'g AliasRow {
        &self.gazetteer.aliases[self.index.0 as usize]
    }

    /// Its number.
    #[must_use]
    pub const fn index(self) -> AliasIndex {
        self.index
    }

    /// The name as the dictionary writes it.
    #[must_use]
    pub fn text(self) -> &'g str {
        self.gazetteer.text(self.row().text)
    }

    /// Whose name it is.
    #[must_use]
    pub fn entity(self) -> EntityRef<'g> {
        self.gazetteer.entity(self.row().entity)
    }

    /// All else that the dictionary says about it.
    #[must_use]
    pub fn rule(self) -> &'g Rule {
        &self.gazetteer.rules[self.row().rule as usize]
    }
}

fn as_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Where the first word of a key begins.
fn first_word(key: &[u8]) -> usize {
    let mut edges = Vec::new();
    crate::words::Cutter::new(key).cut(key.len(), &mut edges);
    edges.first().map_or(0, |&start| start as usize)
}
