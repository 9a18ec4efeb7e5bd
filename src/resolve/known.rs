//! Which entities mentions name beyond doubt, and where.

use super::reach::Reach;
use crate::gazetteer::{EntityIndex, KeyIndex};
use crate::span::Span;

/// Entities of a text that are beyond doubt, and where each is named.
#[derive(Debug)]
pub(super) struct Known {
    /// Sorted by entity.
    entities: Vec<Named>,
    /// Sorted by entity, then as the mentions were.
    places: Vec<Place>,
}

/// An entity that a text names.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) entity: EntityIndex,
    /// The first place where it is named.
    pub(super) first: Span,
    /// By this key.
    key: KeyIndex,
    /// The first place where it is named by another one.
    other: Option<Span>,
}

/// A place where a text names an entity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) entity: EntityIndex,
    pub(super) key: KeyIndex,
    pub(super) span: Span,
}

impl Known {
    /// Takes places in the order of the text.
    pub(super) fn new(places: impl Iterator<Item = Place>) -> Self {
        let mut places: Vec<_> = places.collect();
        places.sort_by_key(|place| place.entity);
        let mut entities: Vec<Named> = Vec::new();
        for &Place { entity, key, span } in &places {
            match entities.last_mut().filter(|last| last.entity == entity) {
                Some(last) => last.other = last.other.or((key != last.key).then_some(span)),
                None => entities.push(Named { entity, first: span, key, other: None }),
            }
        }
        Self { entities, places }
    }

    /// Each entity, sorted.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Named> {
        self.entities.iter()
    }

    pub(super) fn get(&self, entity: EntityIndex) -> Option<&Named> {
        let at = self.entities.binary_search_by_key(&entity, |named| named.entity).ok()?;
        Some(&self.entities[at])
    }

    /// Where the entity is named first within reach, outside the mention.
    pub(super) fn first(&self, entity: EntityIndex, reach: &Reach<'_>) -> Option<Span> {
        reach.first(self.places_of(entity), |place| place.span)
    }

    /// All places of an entity, as the mentions were.
    pub(super) fn places_of(&self, entity: EntityIndex) -> &[Place] {
        let start = self.places.partition_point(|place| place.entity < entity);
        let here = &self.places[start..];
        let count = here.partition_point(|place| place.entity == entity);
        &here[..count]
    }
}

impl Named {
    /// The first place where the entity is named by another key.
    pub(super) fn under_another(&self, key: KeyIndex) -> Option<Span> {
        if self.key == key { self.other } else { Some(self.first) }
    }
}
