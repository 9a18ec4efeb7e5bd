//! What dictionaries may lie over: others, which were read and compiled before.

use super::model::Entity;
use crate::id::EntityId;
use crate::language::Language;

/// What lies below the layers that are read.
pub(crate) trait Below {
    /// Those of the entities with these ids that it has, in any order.
    fn entities(&self, ids: &[&EntityId]) -> Vec<Entity>;

    /// Whether an entity has this id.
    fn has(&self, id: &EntityId) -> bool;

    /// The entity that an id became which was given up.
    fn moved(&self, id: &EntityId) -> Option<&EntityId>;

    /// The slugs of a namespace.
    fn slugs(&self, namespace: &str) -> Vec<String>;

    /// Its languages.
    fn languages(&self) -> &[Language];
}

/// Nothing lies below.
pub(super) struct Nothing;

impl Below for Nothing {
    fn entities(&self, _: &[&EntityId]) -> Vec<Entity> {
        Vec::new()
    }

    fn has(&self, _: &EntityId) -> bool {
        false
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
