//! Entities and aliases of a gazetteer, to be asked what they are.

use std::borrow::Cow;

use super::container::Section;
use super::profile::{ProfileRef, Text};
use super::{AliasIndex, EntityIndex, Gazetteer, text_of};
use crate::dictionary::{Inflections, Relation, Rule, Source};

/// An entity of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct EntityRef<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) index: EntityIndex,
}

/// An alias of a gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct AliasRef<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) index: AliasIndex,
}

/// The aliases of each entity; made when somebody asks for them.
#[derive(Debug)]
pub(super) struct OfEntities {
    /// By entity, then by key.
    aliases: Vec<AliasIndex>,
    /// Where those of each entity begin, and the end of all.
    starts: Vec<u32>,
}

impl<'g> EntityRef<'g> {
    /// Its number.
    #[must_use]
    pub const fn index(self) -> EntityIndex {
        self.index
    }

    /// It in the file that says what it is.
    #[inline]
    fn settled(self) -> Self {
        match &self.gazetteer.overlay {
            None => self,
            Some(over) => over.settled(self.index),
        }
    }

    fn profile(self) -> ProfileRef<'g> {
        self.gazetteer.profile(self.index.0)
    }

    /// Its id, `namespace/slug`.
    #[must_use]
    pub fn id(self) -> Cow<'g, str> {
        let Self { gazetteer, index } = self.settled();
        gazetteer.ids().get(index.0)
    }

    /// The neutral canonical name.
    #[must_use]
    pub fn name(self) -> &'g str {
        let Self { gazetteer, index } = self.settled();
        let name = gazetteer.entity_row(index.0).name;
        let Some(string) = name.checked_sub(gazetteer.alias_count() as u32) else {
            return gazetteer.alias(AliasIndex(name)).text();
        };
        let strings = gazetteer.section(Section::Strings);
        let length = strings.get(string as usize..).and_then(|rest| rest.first_chunk());
        let length = length.map_or(0, |&length| u32::from_le_bytes(length));
        gazetteer.string(Text(string.saturating_add(4), length))
    }

    /// `country`, `armed-group`, …; empty where nobody says.
    #[must_use]
    pub fn entity_type(self) -> &'g str {
        let it = self.settled();
        it.gazetteer.string(it.profile().entity_type())
    }

    /// A class of entities, one of which a gloss may pick.
    #[must_use]
    pub fn is_class(self) -> bool {
        self.settled().profile().is_class()
    }

    /// A rival sense, never reported.
    #[must_use]
    pub fn is_decoy(self) -> bool {
        self.settled().profile().is_decoy()
    }

    /// Neither a class nor a rival sense.
    #[inline]
    pub(crate) fn is_ordinary(self) -> bool {
        self.settled().profile().is_ordinary()
    }

    /// What is written in each language: tag and label.
    pub fn labels(self) -> impl Iterator<Item = (&'g str, &'g str)> {
        let it = self.settled();
        it.profile()
            .labels()
            .map(move |(tag, text)| (it.gazetteer.string(tag), it.gazetteer.string(text)))
    }

    /// Ids in other registers: register and id.
    pub fn registers(self) -> impl Iterator<Item = (&'g str, &'g str)> {
        let it = self.settled();
        it.profile()
            .registers()
            .map(move |(name, id)| (it.gazetteer.string(name), it.gazetteer.string(id)))
    }

    /// Where it was read.
    pub fn sources(self) -> impl Iterator<Item = &'g Source> {
        let it = self.settled();
        it.profile().sources().filter_map(move |number| {
            it.gazetteer.sources.get(number as usize).map(|source| &**source)
        })
    }

    /// How it stands to others.
    pub fn relations(self) -> impl Iterator<Item = (Relation, EntityRef<'g>)> {
        self.settled()
            .profile()
            .relations()
            .map(move |(relation, other)| (relation, self.gazetteer.entity(EntityIndex(other))))
    }

    /// Its names as dictionaries give them, by key.
    pub fn aliases(self) -> impl Iterator<Item = AliasRef<'g>> {
        self.forms().filter(|alias| alias.rule().inflected.is_empty())
    }

    /// Its names, by key, and those forms of them that the inflection of a language makes.
    pub fn forms(self) -> impl Iterator<Item = AliasRef<'g>> {
        let it = self.settled();
        let all = it.gazetteer.of_entities.get_or_init(|| OfEntities::of(it.gazetteer));
        let start =
            |entity: u32| all.starts.get(entity as usize).map_or(0, |&start| start as usize);
        let range = start(it.index.0)..start(it.index.0.saturating_add(1));
        let numbers = all.aliases.get(range).unwrap_or_default();
        let over = self.gazetteer.overlay.as_deref();
        numbers.iter().map(move |&alias| {
            self.gazetteer.alias(over.map_or(alias, |over| over.alias_of(it, alias)))
        })
    }
}

impl OfEntities {
    fn of(gazetteer: &Gazetteer) -> Self {
        let count = gazetteer.alias_count() as u32;
        let last = gazetteer.entity_count().saturating_sub(1);
        let entity = |number| (gazetteer.row_of_file(number).entity as usize).min(last);
        let entities = || (0..count).map(entity);
        // How many aliases each has, one place on, so that the sums are where those of each begin.
        let mut starts = vec![0; last + 2];
        entities().for_each(|entity| starts[entity + 1] += 1);
        for entity in 0..=last {
            starts[entity + 1] += starts[entity];
        }
        let (mut next, mut aliases) = (starts.clone(), vec![AliasIndex(0); count as usize]);
        for (number, entity) in (0..).zip(entities()) {
            aliases[next[entity] as usize] = AliasIndex(number);
            next[entity] += 1;
        }
        Self { aliases, starts }
    }
}

impl<'g> AliasRef<'g> {
    /// Its number.
    #[must_use]
    pub const fn index(self) -> AliasIndex {
        self.index
    }

    /// The name as the dictionary writes it.
    #[must_use]
    pub fn text(self) -> &'g str {
        text_of(self.gazetteer.name_bytes(self.index.0))
    }

    /// Whose name it is.
    #[must_use]
    pub fn entity(self) -> EntityRef<'g> {
        self.gazetteer.entity(EntityIndex(self.gazetteer.alias_row(self.index.0).entity))
    }

    /// The name that this is a form of: itself, but where inflection made it.
    #[must_use]
    pub fn name(self) -> Self {
        if self.rule().inflected.is_empty() {
            return self;
        }
        let inflections = Inflections::of(&self.gazetteer.languages);
        let is_form = |name: &Self| inflections.make(name.text(), name.rule(), self.text());
        self.entity().aliases().find(is_form).unwrap_or(self)
    }

    /// All else that the dictionary says about it.
    #[must_use]
    pub fn rule(self) -> &'g Rule {
        &self.gazetteer.rules[self.gazetteer.rule_number(self.index) as usize]
    }
}
