//! Keys that more entities have than before, so that texts must decide between them.

use super::Differ;
use crate::gazetteer::{AliasIndex, EntityIndex, KeyIndex};

/// A key that several entities have, one of them newly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key, in the new gazetteer.
    pub key: KeyIndex,
    /// The entities, in the order of their ids; two or more.
    pub sides: Vec<Side>,
}

/// One of the entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which.
    pub entity: EntityIndex,
    /// Whether it had no such key before.
    pub is_new: bool,
    /// Its names with this key.
    pub aliases: Vec<AliasIndex>,
}

impl Differ {
    /// The keys that stand between more entities than before, in their order.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let (old, new) = (self.before(), self.after());
        let mut conflicts = Vec::new();
        for changed in self.changed_keys() {
            let Some(key) = changed.new else { continue };
            let before: Vec<EntityIndex> = changed
                .old
                .into_iter()
                .flat_map(|key| old.candidates(key))
                .filter_map(|alias| self.heirs().of(alias.entity().index()))
                .collect();
            let mut sides: Vec<Side> = Vec::new();
            for alias in new.candidates(key) {
                let entity = alias.entity().index();
                match sides.last_mut() {
                    Some(side) if side.entity == entity => side.aliases.push(alias.index()),
                    _ => sides.push(Side {
                        entity,
                        is_new: !before.contains(&entity),
                        aliases: vec![alias.index()],
                    }),
                }
            }
            if sides.len() > 1 && sides.iter().any(|side| side.is_new) {
                conflicts.push(Conflict { key, sides });
            }
        }
        conflicts
    }
}
