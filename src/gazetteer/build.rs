//! Compiles a dictionary.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;

use super::container::{Packer, Section};
use super::head::Head;
use super::profile::{Profile, Profiles, Text};
use super::rows::{AliasFlags, AliasRow, EntityRow};
use super::words::{TableSections, lead};
use super::{Gazetteer, MAX_CANDIDATES, citations, own_keys};
use crate::boundary::LanguageSet;
use crate::dictionary::{Alias, Boundary, Dictionary, Entity, Rule, Source};
use crate::fold::{folds_bytewise_to, has_blank_edge, key};
use crate::id::EntityId;
use crate::words::{Class, Seed};

impl Gazetteer {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// When a name has an empty key, when a key has more than [`MAX_CANDIDATES`] aliases, or when the texts need more than 4 GiB.
    pub fn compile(dictionary: &Dictionary) -> Result<Self, BuildError> {
        let number_of: HashMap<_, _> =
            dictionary.entities.iter().map(|entity| &entity.id).zip(0..).collect();
        Self::compile_entities(&dictionary.entities, &dictionary.moved, |id| {
            number_of.get(id).copied()
        })
    }

    /// Compiles entities, sorted by id, whose relations lead to others by these numbers.
    pub(super) fn compile_entities<'d>(
        entities: impl IntoIterator<Item = &'d Entity>,
        moved: &[(EntityId, EntityId)],
        number_of: impl Fn(&EntityId) -> Option<u32>,
    ) -> Result<Self, BuildError> {
        let mut builder = Builder::default();
        for entity in entities {
            builder.entity(entity, &number_of)?;
        }
        builder.finish(moved)
    }
}

#[derive(Default)]
struct Builder<'d> {
    /// Numbers and UTF-8; the lengths of canonical names stand before them.
    strings: Vec<u8>,
    known_strings: HashMap<String, Text>,
    ids: Vec<u8>,
    /// The name is a number in `names` until they are sorted.
    entities: Vec<EntityRow>,
    profiles: Profiles,
    rules: Numbered<Rule>,
    sources: Numbered<Source>,
    names: Vec<Name<'d>>,
    /// Entities whose canonical name is none of their aliases, and where it stands among the strings.
    lone_names: Vec<(u32, u32)>,
}

/// An alias, before it is sorted.
struct Name<'d> {
    text: &'d str,
    entity: u32,
    rule: u32,
}

/// The canonical name of an entity is none of its aliases.
const NO_ALIAS: u32 = u32::MAX;

/// Values in the order in which they were first met, each once.
struct Numbered<T> {
    values: Vec<Arc<T>>,
    numbers: HashMap<Arc<T>, u32>,
    /// The last one asked for: the names of a block have one rule.
    last: Option<(Arc<T>, u32)>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new(), last: None }
    }
}

impl<T: Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, value: &Arc<T>) -> u32 {
        match &self.last {
            Some((last, number)) if Arc::ptr_eq(last, value) => *number,
            _ => {
                let next = self.values.len() as u32;
                let number = *self.numbers.entry(Arc::clone(value)).or_insert(next);
                if number == next {
                    self.values.push(Arc::clone(value));
                }
                self.last = Some((Arc::clone(value), number));
                number
            }
        }
    }
}

impl<'d> Builder<'d> {
    fn entity(
        &mut self,
        entity: &'d Entity,
        number_of: impl Fn(&EntityId) -> Option<u32>,
    ) -> Result<(), BuildError> {
        let index = self.entities.len() as u32;
        // The order in which a file gives names and relations means nothing, and changes no byte.
        let mut aliases: Vec<&Alias> = entity.aliases.iter().collect();
        aliases.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        let mut name = NO_ALIAS;
        for alias in aliases {
            if alias.text == entity.name {
                name = self.names.len() as u32;
            }
            let rule = self.rules.number(&alias.rule);
            self.names.push(Name { text: &alias.text, entity: index, rule });
            let seen = alias.rule.seen.iter().flat_map(|seen| &seen.sources);
            for source in alias.rule.sources.iter().chain(seen) {
                self.sources.number(source);
            }
        }
        let labels = self.pairs(&entity.labels)?;
        let registers = self.pairs(&entity.ids)?;
        let sources = entity.sources.iter().map(|source| self.sources.number(source)).collect();
        let relations = entity.relations.iter();
        let mut relations: Vec<_> = relations
            .filter_map(|(relation, other)| Some((*relation, other, number_of(other)?)))
            .collect();
        relations.sort_unstable();
        let relations =
            relations.into_iter().map(|(relation, _, other)| (relation, other)).collect();
        let profile = Profile {
            decoy: entity.decoy,
            class: entity.entity_type == "class",
            entity_type: self.string(&entity.entity_type)?,
            labels,
            registers,
            sources,
            relations,
        };
        if name == NO_ALIAS {
            let at = offset(self.strings.len())?;
            self.strings.extend_from_slice(&offset(entity.name.len())?.to_le_bytes());
            self.strings.extend_from_slice(entity.name.as_bytes());
            self.lone_names.push((index, at));
        }
        let profile = offset(self.profiles.add(&profile))?;
        self.entities.push(EntityRow { id: offset(self.ids.len())?, name, profile });
        self.ids.extend_from_slice(entity.id.as_str().as_bytes());
        Ok(())
    }

    fn pairs(&mut self, pairs: &[(String, String)]) -> Result<Vec<(Text, Text)>, BuildError> {
        pairs.iter().map(|(name, value)| Ok((self.string(name)?, self.string(value)?))).collect()
    }

    fn string(&mut self, text: &str) -> Result<Text, BuildError> {
        if let Some(&known) = self.known_strings.get(text) {
            return Ok(known);
        }
        let place = Text(offset(self.strings.len())?, offset(text.len())?);
        self.strings.extend_from_slice(text.as_bytes());
        self.known_strings.insert(text.into(), place);
        Ok(place)
    }
}

impl Builder<'_> {
    fn finish(self, moved: &[(EntityId, EntityId)]) -> Result<Gazetteer, BuildError> {
        let keys = self.keys()?;
        let order = self.order(&keys);
        let rows = Rows::of(&self, &keys, &order)?;
        let (table, directory) = rayon::join(
            || self.search_tables(&rows, &keys, &order),
            || rows.directory(&keys, &order),
        );
        let seed = Seed::new(0);
        let head = Head {
            seed,
            keys: rows.firsts.len() as u32,
            longest_word: table.words.longest_word,
            has_proclitics: table.has_proclitics,
        };
        let mut entities = self.entities;
        let mut position = vec![0; order.len()];
        for (at, &name) in order.iter().enumerate() {
            position[name as usize] = at as u32;
        }
        for row in entities.iter_mut().filter(|row| row.name != NO_ALIAS) {
            row.name = position[row.name as usize];
        }
        for (entity, at) in self.lone_names {
            entities[entity as usize].name = offset(order.len() + at as usize)?;
        }
        entities.push(EntityRow { id: offset(self.ids.len())?, name: 0, profile: 0 });
        let entities: Vec<_> = entities.into_iter().flat_map(EntityRow::pack).collect();
        let [citations, rules] = citations::write(&self.rules.values, &self.sources.values);
        let (head, moved) = (head.pack(), citations::write_moved(moved));
        let own_keys = own_keys::pack(order.len(), &rows.own_keys);

        let mut packer = Packer::new();
        for section in Section::ALL {
            packer.add(match section {
                Section::Head => &head,
                Section::Strings => &self.strings,
                Section::Citations => &citations,
                Section::Rules => &rules,
                Section::Moved => &moved,
                Section::Profiles => &self.profiles.section,
                Section::Ids => &self.ids,
                Section::Entities => &entities,
                Section::Names => &rows.names,
                Section::Aliases => &rows.aliases,
                Section::OwnKeys => &own_keys,
                Section::KeyEnds => &rows.key_ends,
                Section::KeyTexts => &rows.key_texts,
                Section::Singles => &table.words.singles,
                Section::Pairs => &table.words.pairs,
                Section::Slots => &table.words.slots,
                Section::Lengths => &table.words.lengths,
                Section::Open => &table.open,
                Section::Parts => &table.parts,
                Section::Directory => &directory,
            });
        }
        Ok(Gazetteer::trusted(packer.finish()))
    }

    /// The key of each name.
    fn keys(&self) -> Result<Vec<String>, BuildError> {
        let keys: Vec<String> = self.names.par_iter().map(|name| key(name.text)).collect();
        let empty = |(name, key): (&Name<'_>, &String)| {
            key.is_empty() || key.contains('\n') || has_blank_edge(name.text)
        };
        match self.names.par_iter().zip(&keys).position_first(empty) {
            Some(at) => {
                let Name { text, entity, .. } = self.names[at];
                Err(BuildError::NoKey { entity: self.id(entity), name: text.to_owned() })
            }
            None => Ok(keys),
        }
    }

    fn id(&self, entity: u32) -> String {
        let start = |entity: u32| {
            self.entities.get(entity as usize).map_or(self.ids.len(), |row| row.id as usize)
        };
        String::from_utf8_lossy(&self.ids[start(entity)..start(entity + 1)]).into_owned()
    }

    /// The numbers of the names by key, then entity, then text.
    fn order(&self, keys: &[String]) -> Vec<u32> {
        // Most keys differ in their first bytes, which are compared without looking the key up.
        let mut order: Vec<(u64, u32)> =
            keys.par_iter().enumerate().map(|(at, key)| (first_bytes(key), at as u32)).collect();
        order.par_sort_unstable_by(|&(one_bytes, one), &(other_bytes, other)| {
            let full = |number: u32| {
                let Name { text, entity, rule } = self.names[number as usize];
                (keys[number as usize].as_bytes(), entity, text, rule, number)
            };
            one_bytes.cmp(&other_bytes).then_with(|| full(one).cmp(&full(other)))
        });
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// What finds the keys in texts.
    fn search_tables(&self, rows: &Rows, keys: &[String], order: &[u32]) -> SearchTables {
        let (proclitics, suffixes) = (LanguageSet::with_proclitics(), LanguageSet::with_suffixes());
        let asked: Vec<Asked> =
            self.rules.values.iter().map(|rule| Asked::of(rule, proclitics, suffixes)).collect();
        let (mut whole, mut open, mut parts) =
            (Vec::with_capacity(rows.firsts.len()), Vec::new(), Vec::new());
        let mut has_proclitics = false;
        for (number, &first) in rows.firsts.iter().enumerate() {
            let end = rows.firsts.get(number + 1).map_or(order.len(), |&next| next as usize);
            let of_key = order[first as usize..end].iter();
            let asked = of_key.fold(Asked::default(), |all, &name| {
                all.and(asked[self.names[name as usize].rule as usize])
            });
            has_proclitics |= asked.proclitics;
            let key = keys[order[first as usize] as usize].as_str();
            let begins_a_word =
                || Class::of(key.chars().next().expect("no key is empty")) != Class::Outside;
            if !asked.inside && !asked.beyond {
                whole.push((first, key.as_bytes()));
            } else if !asked.inside && begins_a_word() {
                open.push(first);
            } else {
                parts.push(first);
            }
        }
        let words = TableSections::build(Seed::new(0), whole.into_iter());
        open.extend(&words.long);
        open.sort_unstable();
        parts.extend(&words.others);
        parts.sort_unstable();
        let bytes = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        SearchTables { words, open: bytes(open), parts: bytes(parts), has_proclitics }
    }
}

struct SearchTables {
    words: TableSections,
    open: Vec<u8>,
    parts: Vec<u8>,
    has_proclitics: bool,
}

/// Where a name may stand beside the edges of words.
#[derive(Clone, Copy, Default)]
struct Asked {
    /// It may begin inside a word.
    inside: bool,
    /// It may end inside a word.
    beyond: bool,
    /// A proclitic may stand before it.
    proclitics: bool,
}

impl Asked {
    fn of(rule: &Rule, proclitics: LanguageSet, suffixes: LanguageSet) -> Self {
        let affixes = affixes(rule);
        Self {
            inside: rule.boundary == Boundary::None,
            beyond: rule.boundary != Boundary::Word || affixes.meets(suffixes),
            proclitics: affixes.meets(proclitics),
        }
    }

    const fn and(self, other: Self) -> Self {
        Self {
            inside: self.inside | other.inside,
            beyond: self.beyond | other.beyond,
            proclitics: self.proclitics | other.proclitics,
        }
    }
}

/// The languages whose clitics and endings may be glued to a name.
pub(crate) fn affixes(rule: &Rule) -> LanguageSet {
    match &rule.affix {
        Some(tags) => LanguageSet::of(tags.iter().map(String::as_str)),
        None => LanguageSet::of([rule.lang.as_str()]),
    }
}

/// The aliases in their order.
#[derive(Default)]
struct Rows {
    names: Vec<u8>,
    aliases: Vec<u8>,
    /// The first alias of each key.
    firsts: Vec<u32>,
    own_keys: Vec<u32>,
    key_ends: Vec<u8>,
    key_texts: Vec<u8>,
}

impl Rows {
    fn of(builder: &Builder<'_>, keys: &[String], order: &[u32]) -> Result<Self, BuildError> {
        let mut rows = Self::default();
        let key_of = |at: usize| order.get(at).map(|&name| keys[name as usize].as_str());
        let flags: Vec<AliasFlags> = order
            .par_iter()
            .map(|&name| {
                let Name { text, rule, .. } = builder.names[name as usize];
                AliasFlags::of(text, &keys[name as usize], &builder.rules.values[rule as usize])
            })
            .collect();
        let mut first = 0;
        for (at, &name) in order.iter().enumerate() {
            let Name { text, entity, rule } = builder.names[name as usize];
            let key = keys[name as usize].as_str();
            let is_first = at == first;
            let is_last = key_of(at + 1) != Some(key);
            let has_own_key = is_first && !folds_bytewise_to(text.as_bytes(), key.as_bytes());
            let has_lead = is_first && lead(key.as_bytes()) > 0;
            if is_first {
                rows.firsts.push(at as u32);
            }
            if has_own_key || has_lead {
                rows.own_keys.push(at as u32);
                rows.key_texts.extend_from_slice(key.as_bytes());
                rows.key_ends.extend_from_slice(&offset(rows.key_texts.len())?.to_le_bytes());
            }
            if is_last {
                let count = at + 1 - first;
                if count > MAX_CANDIDATES {
                    return Err(BuildError::TooManyCandidates { key: key.to_owned(), count });
                }
                first = at + 1;
            }
            let mut flags = flags[at];
            flags.set(is_last, has_own_key || has_lead, has_lead);
            let text_start = offset(rows.names.len())?;
            rows.names.extend_from_slice(text.as_bytes());
            rows.aliases.extend(AliasRow { text: text_start, entity, rule, flags }.pack());
        }
        let end = AliasRow { text: offset(rows.names.len())?, ..AliasRow::default() };
        rows.aliases.extend(end.pack());
        if builder.rules.values.len() >= 1 << 24 {
            return Err(BuildError::TooLarge);
        }
        Ok(rows)
    }

    /// The keys with their numbers as an FST.
    fn directory(&self, keys: &[String], order: &[u32]) -> Vec<u8> {
        let mut builder = fst::MapBuilder::memory();
        for &first in &self.firsts {
            let key = &keys[order[first as usize] as usize];
            builder.insert(key, u64::from(first)).expect("the keys are sorted, each once");
        }
        builder.into_inner().expect("memory takes it")
    }
}

/// Up to eight of them, as a number that sorts as they do.
fn first_bytes(key: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = key.len().min(8);
    bytes[..length].copy_from_slice(&key.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

fn offset(number: usize) -> Result<u32, BuildError> {
    u32::try_from(number).map_err(|_| BuildError::TooLarge)
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
