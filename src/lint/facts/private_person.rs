//! `private-person`: a person without a sign of being a public figure, or data that belong to nobody but the person.

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Entity;

/// The type of entities that are people.
const PERSON: &str = "person";

/// Registers whose ids open a private life.
const PRIVATE: &[&str] = &[
    "address",
    "born",
    "birth-date",
    "cnic",
    "date-of-birth",
    "email",
    "facebook",
    "iban",
    "national-id",
    "passport",
    "phone",
    "ssn",
    "tax-id",
    "telegram",
    "whatsapp",
];

pub(in super::super) fn private_person(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject
        .dictionary
        .entities
        .iter()
        .filter(|entity| entity.entity_type == PERSON)
        .filter_map(problem)
        .collect()
}

fn problem(entity: &Entity) -> Option<Diagnostic> {
    if let Some((register, _)) =
        entity.ids.iter().find(|(register, _)| PRIVATE.contains(&register.as_str()))
    {
        let message = format!("`{register}` of {} is nobody's business", entity.id);
        let problem = Diagnostic::error("private-person", message, entity.place.clone());
        return Some(problem.help("take it out, from the history too"));
    }
    let is_public = !entity.ids.is_empty() || !entity.relations.is_empty();
    (!is_public && !entity.decoy).then(|| {
        let message = format!("nothing shows that {} is a public figure", entity.id);
        Diagnostic::error("private-person", message, entity.place.clone())
            .help("give an id of a public register (`ids.wikidata`), or the body or group that the person is known for (`relates`)")
    })
}
