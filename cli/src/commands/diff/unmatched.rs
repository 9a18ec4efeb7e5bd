//! What dictionaries say that no gazetteer keeps, since no text is matched with it: test sentences and notes.

use std::collections::HashMap;

use exonym::EntityId;
use exonym::dictionary::{Dictionary, Entity, Test};
use exonym::diff::Difference;

/// The entities of which other sentences are tested, or something else is noted, in the order of their ids.
pub(super) fn altered<'d>(
    old: &Dictionary,
    new: &'d Dictionary,
) -> Vec<(&'d EntityId, Vec<Difference>)> {
    let before: HashMap<_, &Entity> =
        old.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let compare = |after: &'d Entity| {
        let before = before.get(&after.id)?;
        let differences: Vec<Difference> = [
            tests("test.hit", &before.hits, &after.hits),
            tests("test.miss", &before.misses, &after.misses),
            row("note", before.note.clone(), after.note.clone()),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!differences.is_empty()).then_some((&after.id, differences))
    };
    new.entities.iter().filter_map(compare).collect()
}

/// The sentences that only one of the two has.
fn tests(what: &str, old: &[Test], new: &[Test]) -> Option<Difference> {
    let only = |these: &[Test], those: &[Test]| {
        let gone = these.iter().filter(|one| those.iter().all(|other| other.text != one.text));
        gone.map(|one| one.text.as_str()).collect::<Vec<_>>().join("; ")
    };
    row(what, only(old, new), only(new, old))
}

fn row(what: &str, old: String, new: String) -> Option<Difference> {
    (old != new).then(|| Difference { what: what.to_owned(), old, new })
}
