//! `shared-id`: an id of another register that two entities claim.

use std::collections::BTreeMap;

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Entity;

pub(in super::super) fn shared_id(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut claims: BTreeMap<(&str, String), &Entity> = BTreeMap::new();
    let mut found = Vec::new();
    for entity in &subject.dictionary.entities {
        for (register, id) in &entity.ids {
            let first = *claims.entry((register, id.to_lowercase())).or_insert(entity);
            if first.id != entity.id {
                let message = format!(
                    "{} and {} are both {id} in the register {register}",
                    first.id, entity.id
                );
                found.push(
                    Diagnostic::error("shared-id", message, entity.place.clone())
                        .related(first.place.clone(), "given here first")
                        .help("one of the two is wrong, or both are one entity: join them and put the other id into [moved]"),
                );
            }
        }
    }
    found
}
