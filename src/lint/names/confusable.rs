//! `confusable`: a name that looks like another entity's and is not it, such as ТТР in Cyrillic letters. Two names look alike when
//! their skeletons are equal (UTS #39, section 4).

use std::collections::HashMap;

use rayon::prelude::*;
use unicode_script::ScriptExtension;
use unicode_security::confusable_detection::skeleton;

use super::{Name, Subject};
use crate::diagnostic::Diagnostic;

pub(in super::super) fn confusable(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let skeletons: Vec<String> =
        subject.names.par_iter().map(|name| skeleton(&name.alias.text).collect()).collect();
    let mut lookalikes: HashMap<&str, Vec<&Name<'_>>> = HashMap::new();
    let mut found = Vec::new();
    for (name, skeleton) in subject.names.iter().zip(&skeletons) {
        let earlier = lookalikes.entry(skeleton).or_default();
        if let Some(rival) = earlier.iter().find(|rival| is_taken_for(name, rival)) {
            let message = format!("looks like a name of {} and is not it", rival.entity.id);
            found.push(
                name.error("confusable", &message)
                    .label(scripts(name))
                    .related(rival.alias.place.clone(), scripts(rival))
                    .help("type the wrong one anew in the script of its language; if both are right, give each a guard"),
            );
        }
        earlier.push(name);
    }
    found
}

/// Whether a reader would take one for the other, and no text would.
fn is_taken_for(name: &Name<'_>, rival: &Name<'_>) -> bool {
    name.entity.id != rival.entity.id
        && name.key != rival.key
        && scripts(name) != scripts(rival)
        && !(name.is_guarded() && rival.is_guarded())
}

/// The scripts of a name, for people.
fn scripts(name: &Name<'_>) -> String {
    let scripts = ScriptExtension::for_str(&name.alias.text);
    let names: Vec<_> = scripts.iter().map(unicode_script::Script::full_name).collect();
    format!("in {} letters", names.join(" or "))
}
