//! The entities of a dictionary while they come, packed tightly: what a file is made of, not yet in its order.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::build::{BuildError, offset};
use super::numbered::Numbered;
use super::rows::AliasFlags;
use super::words::lead;
use crate::dictionary::{Alias, Below, Entity, Inflections, Relation, Rule, Source, Taker};
use crate::fold::{FoldedText, folds_bytewise_to, has_blank_edge};
use crate::id::EntityId;
use crate::language::Language;

/// Entities, numbered as they came, each with its names by their texts.
#[derive(Default)]
pub(super) struct Gathered {
    /// The texts of the names, end to end.
    texts: Vec<u8>,
    /// Their keys, end to end.
    keys: Vec<u8>,
    names: Vec<Name>,
    /// The ids, end to end.
    ids: Vec<u8>,
    entities: Vec<Row>,
    /// Canonical names that are none of their entities' aliases.
    pub(super) lone_names: Vec<String>,
    pub(super) profiles: Numbered<LooseProfile>,
    pub(super) rules: Numbered<Rule>,
    /// Why they cannot be compiled.
    fault: Option<BuildError>,
    /// The entities by id, as far as they are closed.
    by_id: Vec<u32>,
    /// How the names of those that are taken are inflected.
    inflections: Inflections,
}

/// An alias; its text and key begin where those of the one before end.
#[derive(Clone, Copy)]
struct Name {
    text_end: u32,
    key_end: u32,
    entity: u32,
    /// Fewer than 2^24.
    rule: u32,
    flags: AliasFlags,
}

/// An entity; its id and names begin where those of the one before end.
#[derive(Clone, Copy)]
struct Row {
    id_end: u32,
    names_end: u32,
    canonical: Canonical,
    profile: u32,
}

/// Where a canonical name stands.
#[derive(Clone, Copy)]
pub(super) enum Canonical {
    /// It is the text of the alias of this number.
    Alias(u32),
    /// Among the lone names.
    Lone(u32),
}

/// What an entity is, beside its names.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct LooseProfile {
    pub(super) decoy: bool,
    pub(super) entity_type: String,
    pub(super) labels: Vec<(String, String)>,
    pub(super) registers: Vec<(String, String)>,
    pub(super) sources: Vec<Arc<Source>>,
    /// Sorted.
    pub(super) relations: Vec<(Relation, EntityId)>,
}

impl Gathered {
    /// Packs entities with the forms of their names.
    pub(super) fn of<'e>(
        entities: impl IntoIterator<Item = &'e Entity>,
        inflections: &Inflections,
    ) -> Self {
        let mut gathered = Self::default();
        let mut folded = FoldedText::default();
        for entity in entities {
            if let Err(fault) = gathered.entity(&inflections.inflect(entity), &mut folded) {
                gathered.fault = Some(fault);
                break;
            }
        }
        gathered
    }

    fn entity(&mut self, entity: &Entity, folded: &mut FoldedText) -> Result<(), BuildError> {
        let number = self.entities.len() as u32;
        // The order in which a file gives names and relations means nothing, and changes no byte.
        let mut aliases: Vec<&Alias> = entity.aliases.iter().collect();
        aliases.sort_unstable_by(|one, other| one.text.cmp(&other.text));
        let mut canonical = None;
        for alias in aliases {
            if alias.text == entity.name {
                canonical = Some(Canonical::Alias(self.names.len() as u32));
            }
            folded.fold(&alias.text);
            let key = std::str::from_utf8(folded.as_bytes()).expect("folding makes UTF-8");
            if key.is_empty() || key.contains('\n') || has_blank_edge(&alias.text) {
                let (entity, name) = (entity.id.to_string(), alias.text.clone());
                return Err(BuildError::NoKey { entity, name });
            }
            let lead = lead(key.as_bytes()) > 0;
            let own_key = lead || !folds_bytewise_to(alias.text.as_bytes(), key.as_bytes());
            self.texts.extend_from_slice(alias.text.as_bytes());
            self.keys.extend_from_slice(key.as_bytes());
            let flags = AliasFlags::of(&alias.text, key, &alias.rule).with_key(own_key, lead);
            self.names.push(Name {
                text_end: offset(self.texts.len())?,
                key_end: offset(self.keys.len())?,
                entity: number,
                rule: self.rules.number(&alias.rule),
                flags,
            });
        }
        let canonical = canonical.unwrap_or_else(|| {
            self.lone_names.push(entity.name.clone());
            Canonical::Lone(self.lone_names.len() as u32 - 1)
        });
        self.ids.extend_from_slice(entity.id.as_str().as_bytes());
        let profile = self.profile(entity);
        let (id_end, names_end) = (offset(self.ids.len())?, offset(self.names.len())?);
        self.entities.push(Row { id_end, names_end, canonical, profile });
        Ok(())
    }

    fn profile(&mut self, entity: &Entity) -> u32 {
        match self.profiles.last() {
            Some((last, number)) if last.is_of(entity) => number,
            _ => self.profiles.number(&Arc::new(LooseProfile::of(entity))),
        }
    }

    /// Adds what another has gathered, behind its own.
    pub(super) fn append(&mut self, other: Self) {
        if self.fault.is_none() {
            self.fault = other.fault.clone().or_else(|| self.fit(other).err());
        }
    }

    fn fit(&mut self, other: Self) -> Result<(), BuildError> {
        let rules = self.rules.join(&other.rules);
        let profiles = self.profiles.join(&other.profiles);
        if self.rules.values.len() >= 1 << 24 {
            return Err(BuildError::TooLarge);
        }
        let texts = behind(&self.texts, &other.texts)?;
        let keys = behind(&self.keys, &other.keys)?;
        let ids = behind(&self.ids, &other.ids)?;
        let names = behind(&self.names, &other.names)?;
        let entities = behind(&self.entities, &other.entities)?;
        let lone = behind(&self.lone_names, &other.lone_names)?;
        self.texts.extend_from_slice(&other.texts);
        self.keys.extend_from_slice(&other.keys);
        self.ids.extend_from_slice(&other.ids);
        self.lone_names.extend(other.lone_names);
        self.names.extend(other.names.into_iter().map(|name| Name {
            text_end: name.text_end + texts,
            key_end: name.key_end + keys,
            entity: name.entity + entities,
            rule: rules[name.rule as usize],
            flags: name.flags,
        }));
        self.entities.extend(other.entities.into_iter().map(|row| Row {
            id_end: row.id_end + ids,
            names_end: row.names_end + names,
            canonical: match row.canonical {
                Canonical::Alias(name) => Canonical::Alias(name + names),
                Canonical::Lone(name) => Canonical::Lone(name + lone),
            },
            profile: profiles[row.profile as usize],
        }));
        Ok(())
    }

    /// Why they cannot be compiled, if they cannot.
    pub(super) fn fault(&self) -> Result<(), BuildError> {
        self.fault.clone().map_or(Ok(()), Err)
    }

    pub(super) fn id(&self, entity: u32) -> &[u8] {
        let (before, row) = self.row(entity);
        &self.ids[before.map_or(0, |row| row.id_end) as usize..row.id_end as usize]
    }

    /// The names of an entity.
    pub(super) fn names_of(&self, entity: u32) -> Range<u32> {
        let (before, row) = self.row(entity);
        before.map_or(0, |row| row.names_end)..row.names_end
    }

    /// Where the canonical name of an entity stands, and the number of its profile.
    pub(super) fn canonical(&self, entity: u32) -> (Canonical, u32) {
        let (_, row) = self.row(entity);
        (row.canonical, row.profile)
    }

    fn row(&self, entity: u32) -> (Option<Row>, Row) {
        let at = entity as usize;
        (at.checked_sub(1).map(|before| self.entities[before]), self.entities[at])
    }

    pub(super) fn text(&self, name: u32) -> &[u8] {
        let (before, here) = self.name(name);
        &self.texts[before.map_or(0, |name| name.text_end) as usize..here.text_end as usize]
    }

    pub(super) fn key(&self, name: u32) -> &[u8] {
        let (before, here) = self.name(name);
        &self.keys[before.map_or(0, |name| name.key_end) as usize..here.key_end as usize]
    }

    pub(super) fn entity_of(&self, name: u32) -> u32 {
        self.names[name as usize].entity
    }

    pub(super) fn rule_of(&self, name: u32) -> u32 {
        self.names[name as usize].rule
    }

    pub(super) fn flags_of(&self, name: u32) -> AliasFlags {
        self.names[name as usize].flags
    }

    fn name(&self, name: u32) -> (Option<Name>, Name) {
        let at = name as usize;
        (at.checked_sub(1).map(|before| self.names[before]), self.names[at])
    }

    /// The entities by id, once they are closed.
    pub(super) fn by_id(&self) -> &[u32] {
        &self.by_id
    }

    fn sorted_by_id(&self) -> Vec<u32> {
        let all = 0..self.entities.len() as u32;
        let first = all.start;
        if all.clone().skip(1).all(|entity| self.id(entity - 1) < self.id(entity)) {
            return all.collect();
        }
        // Ids have their namespace in common, and most differ in the bytes behind it.
        let shared = all.clone().fold(self.id(first).len(), |shared, entity| {
            let pairs = self.id(first)[..shared].iter().zip(self.id(entity));
            pairs.take_while(|(one, other)| one == other).count()
        });
        sorted(
            all,
            |entity| first_bytes(&self.id(entity)[shared..]),
            |one, other| self.id(one).cmp(self.id(other)),
        )
    }

    /// The names by key, then by `rank`, then by text.
    pub(super) fn by_key(&self, rank: &[u32]) -> Vec<u32> {
        let all = 0..self.names.len() as u32;
        sorted(
            all,
            |name| first_bytes(self.key(name)),
            |one, other| {
                let full = |name: u32| {
                    (self.key(name), rank[self.entity_of(name) as usize], self.text(name))
                };
                full(one).cmp(&full(other))
            },
        )
    }

    /// Where an id stands among all, once they are closed.
    pub(super) fn number_of(&self, id: &EntityId) -> Option<u32> {
        let id = id.as_str().as_bytes();
        let at = self.by_id.binary_search_by(|&entity| self.id(entity).cmp(id)).ok();
        at.map(|at| at as u32)
    }
}

impl LooseProfile {
    fn of(entity: &Entity) -> Self {
        let mut relations = entity.relations.clone();
        relations.sort_unstable();
        Self {
            decoy: entity.decoy,
            entity_type: entity.entity_type.clone(),
            labels: entity.labels.clone(),
            registers: entity.ids.clone(),
            sources: entity.sources.clone(),
            relations,
        }
    }

    /// Whether it is that of an entity without relations.
    fn is_of(&self, entity: &Entity) -> bool {
        self.decoy == entity.decoy
            && self.entity_type == entity.entity_type
            && self.labels == entity.labels
            && self.registers == entity.ids
            && self.sources == entity.sources
            && self.relations.is_empty()
            && entity.relations.is_empty()
    }
}

impl Taker for Gathered {
    type Load = Self;

    fn begin(&mut self, inflections: Inflections) {
        self.inflections = inflections;
    }

    fn load(&self, entities: &[Entity]) -> Self {
        Self::of(entities, &self.inflections)
    }

    fn take(&mut self, load: Self) {
        self.append(load);
    }

    fn close(&mut self) -> bool {
        if self.by_id.len() != self.entities.len() {
            self.by_id = self.sorted_by_id();
        }
        let mut pairs = self.by_id.windows(2);
        self.fault.is_none() && pairs.all(|pair| self.id(pair[0]) != self.id(pair[1]))
    }
}

/// What was gathered lies below what comes after it; no other speaks of its entities.
impl Below for Gathered {
    fn entities(&self, _: &[&EntityId]) -> Vec<Entity> {
        Vec::new()
    }

    fn has(&self, id: &EntityId) -> bool {
        self.number_of(id).is_some()
    }

    fn moved(&self, _: &EntityId) -> Option<&EntityId> {
        None
    }

    fn slugs(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn languages(&self) -> &[Language] {
        &[]
    }
}

/// What is added to places in `added` when it stands behind `here`, if both have room together.
fn behind<T>(here: &[T], added: &[T]) -> Result<u32, BuildError> {
    offset(here.len() + added.len())?;
    offset(here.len())
}

/// Numbers in an order that their first bytes decide for most: those are compared without looking the rest up.
fn sorted(
    numbers: Range<u32>,
    first_bytes: impl Fn(u32) -> u64 + Sync,
    rest: impl Fn(u32, u32) -> Ordering + Sync,
) -> Vec<u32> {
    let numbers = numbers.into_par_iter();
    let mut order: Vec<(u64, u32)> = numbers.map(|number| (first_bytes(number), number)).collect();
    order.par_sort_unstable_by(|&(one_bytes, one), &(other_bytes, other)| {
        one_bytes.cmp(&other_bytes).then_with(|| rest(one, other)).then(one.cmp(&other))
    });
    order.into_iter().map(|(_, number)| number).collect()
}

/// Up to eight of them, as a number that sorts as they do.
fn first_bytes(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let length = bytes.len().min(8);
    first[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(first)
}
