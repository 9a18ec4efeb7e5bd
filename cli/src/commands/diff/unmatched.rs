//! What dictionaries say that no gazetteer keeps, since no text is matched with it: test sentences and notes.

use std::collections::HashMap;

use exonym::dictionary::{Dictionary, Entity, Test};

use super::report::{Altered, DifferenceRow};

/// The entities of which other sentences are tested, or something else is noted, in the order of their ids.
pub(super) fn altered(old: &Dictionary, new: &Dictionary) -> Vec<Altered> {
    let before: HashMap<_, &Entity> =
        old.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let compare = |after: &Entity| {
        let before = before.get(&after.id)?;
        let differences: Vec<DifferenceRow> = [
            tests("test.hit", &before.hits, &after.hits),
            tests("test.miss", &before.misses, &after.misses),
            row("note", before.note.clone(), after.note.clone()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let entity = after.id.to_string();
        (!differences.is_empty()).then_some(Altered { entity, name: None, differences })
    };
    new.entities.iter().filter_map(compare).collect()
}

/// The sentences that only one of the two has.
fn tests(what: &str, old: &[Test], new: &[Test]) -> Option<DifferenceRow> {
    let only = |these: &[Test], those: &[Test]| {
        let gone = these.iter().filter(|one| those.iter().all(|other| other.text != one.text));
        gone.map(|one| one.text.as_str()).collect::<Vec<_>>().join("; ")
    };
    row(what, only(old, new), only(new, old))
}

fn row(what: &str, old: String, new: String) -> Option<DifferenceRow> {
    (old != new).then(|| DifferenceRow { what: what.to_owned(), old, new })
}
