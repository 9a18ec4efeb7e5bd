//! `repeated-name`: a name that an entity has already, in other letters that fold to the same.
//!
//! A pattern is repeated where all its forms are: one of them may well be a name that stands elsewhere too.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Name, Subject};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::fold::Form;
use crate::scan::strictness;
use crate::span::Span;

pub(in super::super) fn repeated_name(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut forms: HashMap<Written, usize> = HashMap::new();
    for name in &subject.names {
        *forms.entry(written(name)).or_default() += 1;
    }
    let mut found = Vec::new();
    for names in subject.by_key() {
        for (at, name) in names.iter().enumerate() {
            let Some(first) = names[..at].iter().find(|first| says_the_same(first, name)) else {
                continue;
            };
            let new = forms.entry(written(name)).or_default();
            *new -= 1;
            if *new == 0 {
                found.push(
                    name.warning("repeated-name", "says nothing that another does not say")
                        .related(first.alias.place.clone(), "this is the same name after folding")
                        .help(
                            "leave it out: case, marks, width and blanks are the engine's business",
                        ),
                );
            }
        }
    }
    found
}

/// Where a name is written; the forms of a pattern are written in one place.
type Written = (*const SourceFile, Span);

fn written(name: &Name<'_>) -> Written {
    (Arc::as_ptr(&name.alias.place.file), name.alias.place.span)
}

/// Whether every text matches both or none, and both say the same of it.
fn says_the_same(first: &Name<'_>, name: &Name<'_>) -> bool {
    let (one, other) = (first.alias, name.alias);
    let form = |name: &Name<'_>| Form::of(&name.alias.text, strictness(&name.alias.rule));
    first.entity.id == name.entity.id
        && written(first) != written(name)
        && one.rule == other.rule
        && first.wants_capitals() == name.wants_capitals()
        && first.is_acronym() == name.is_acronym()
        && form(first) == form(name)
}
