//! `relation-cycle`: an entity that is a part of itself, or comes after itself, over others.

use std::collections::{HashMap, HashSet};

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::dictionary::{Entity, Relation};
use crate::id::EntityId;

/// Relations that lead from the lower to the higher, or from the later to the earlier, and never back.
const ONE_WAY: &[Relation] = &[
    Relation::PartOf,
    Relation::Member,
    Relation::LocatedIn,
    Relation::SuccessorOf,
    Relation::SplinterOf,
];

pub(in super::super) fn relation_cycle(subject: &Subject<'_>) -> Vec<Diagnostic> {
    ONE_WAY.iter().flat_map(|&relation| cycles(subject, relation)).collect()
}

/// One problem for each entity that begins a circle; the circle is told from its smallest id.
fn cycles(subject: &Subject<'_>, relation: Relation) -> Vec<Diagnostic> {
    let entities: HashMap<&EntityId, &Entity> =
        subject.dictionary.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut done = HashSet::new();
    let mut found = Vec::new();
    for entity in &subject.dictionary.entities {
        let Some(circle) = circle_from(entity, relation, &entities, &mut done) else { continue };
        let ids: Vec<_> = circle.iter().chain([&circle[0]]).map(ToString::to_string).collect();
        let message = format!("`{}` leads in a circle: {}", relation.as_str(), ids.join(" → "));
        let first = entities[circle[0]];
        found.push(
            Diagnostic::error("relation-cycle", message, first.place.clone())
                .help("one of these relations points the wrong way"),
        );
    }
    found
}

/// Walks all paths from an entity that were not walked before; the first circle met, rotated to its smallest id.
fn circle_from<'d>(
    start: &'d Entity,
    relation: Relation,
    entities: &HashMap<&EntityId, &'d Entity>,
    done: &mut HashSet<&'d EntityId>,
) -> Option<Vec<&'d EntityId>> {
    // The path so far, and for each of its entities how many of its relations were followed.
    let mut path: Vec<(&Entity, usize)> = vec![(start, 0)];
    if done.contains(&start.id) {
        return None;
    }
    while let Some((entity, followed)) = path.last_mut() {
        let next = entity.relations.iter().filter(|(kind, _)| *kind == relation).nth(*followed);
        *followed += 1;
        let Some((_, id)) = next else {
            done.insert(&entity.id);
            path.pop();
            continue;
        };
        if let Some(begin) = path.iter().position(|(entity, _)| entity.id == *id) {
            let mut circle: Vec<_> = path[begin..].iter().map(|(entity, _)| &entity.id).collect();
            done.extend(path.iter().map(|(entity, _)| &entity.id));
            let smallest = (0..circle.len()).min_by_key(|&at| circle[at]).unwrap_or(0);
            circle.rotate_left(smallest);
            return Some(circle);
        }
        if !done.contains(id)
            && let Some(&next) = entities.get(id)
        {
            path.push((next, 0));
        }
    }
    None
}
