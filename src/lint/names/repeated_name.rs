//! `repeated-name`: a name that an entity has already, in other letters that fold to the same.

use super::{Name, Subject};
use crate::diagnostic::Diagnostic;
use crate::fold::Form;
use crate::scan::strictness;

pub(in super::super) fn repeated_name(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for names in subject.by_key() {
        for (at, name) in names.iter().enumerate() {
            let Some(first) = names[..at].iter().find(|first| says_the_same(first, name)) else {
                continue;
            };
            found.push(
                name.warning("repeated-name", "says nothing that another does not say")
                    .related(first.alias.place.clone(), "this is the same name after folding")
                    .help("leave it out: case, marks, width and blanks are the engine's business"),
            );
        }
    }
    found
}

/// Whether every text matches both or none, and both say the same of it. Forms of one pattern are one name.
fn says_the_same(first: &Name<'_>, name: &Name<'_>) -> bool {
    let (one, other) = (first.alias, name.alias);
    let form = |name: &Name<'_>| Form::of(&name.alias.text, strictness(&name.alias.rule));
    first.entity.id == name.entity.id
        && one.place != other.place
        && one.rule == other.rule
        && first.wants_capitals() == name.wants_capitals()
        && first.is_acronym() == name.is_acronym()
        && form(first) == form(name)
}
