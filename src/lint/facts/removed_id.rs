//! `removed-id`: an id that was published and is gone, so that indexes that hold it point to nothing.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::id::EntityId;

/// The ids of an earlier dictionary that a later one neither has nor moves; the places are in the earlier one.
#[must_use]
pub fn removed_ids(earlier: &Dictionary, later: &Dictionary) -> Vec<Diagnostic> {
    let known: HashSet<&EntityId> = later
        .entities
        .iter()
        .map(|entity| &entity.id)
        .chain(later.moved.iter().map(|(old, _)| old))
        .collect();
    let entities = earlier.entities.iter().map(|entity| (&entity.id, &entity.id));
    let moves = earlier.moved.iter().map(|(old, end)| (old, end));
    let gone = entities.chain(moves).filter(|(id, _)| !known.contains(id));
    gone.filter_map(|(id, end)| {
        let at = earlier.entities.binary_search_by(|entity| entity.id.cmp(end)).ok()?;
        let message = format!("{id} is gone, and nothing says what became of it");
        let problem = Diagnostic::error("removed-id", message, earlier.entities[at].place.clone());
        Some(problem.label(if id == end { "it was here" } else { "it was this entity" }).help(format!(
            "an id is for ever: keep it, or write `{} = \"…\"` under [moved], with the id that it has now",
            id.slug()
        )))
    })
    .collect()
}
