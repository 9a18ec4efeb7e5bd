//! Whether every name can be matched.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::dictionary::{Alias, Dictionary};
use crate::fold::{has_blank_edge, key};
use crate::gazetteer::MAX_CANDIDATES;

/// Names that fold to nothing, have blanks at an edge or a blank line inside, or share a key with too many others.
#[must_use]
pub fn check_names(dictionary: &Dictionary) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut by_key: BTreeMap<String, Vec<&Alias>> = BTreeMap::new();
    for alias in dictionary.entities.iter().flat_map(|entity| &entity.aliases) {
        let key = key(&alias.text);
        let problem = if !key.contains(|c: char| c != ' ' && c != '\n') {
            Some(("is empty after folding", "write a name with letters, or leave it out"))
        } else if has_blank_edge(&alias.text) {
            Some(("begins or ends with a blank", "remove the blanks at its edges"))
        } else if key.contains('\n') {
            Some(("has a blank line in it", "write it on one line"))
        } else {
            None
        };
        match problem {
            Some((problem, cure)) => diagnostics.push(
                Diagnostic::error(
                    "unmatchable-name",
                    format!("the name {:?} {problem}", alias.text),
                    alias.place.clone(),
                )
                .label("no text can ever match this")
                .help(cure),
            ),
            None => by_key.entry(key).or_default().push(alias),
        }
    }
    for (key, aliases) in by_key.iter().filter(|(_, aliases)| aliases.len() > MAX_CANDIDATES) {
        let last = aliases[MAX_CANDIDATES];
        diagnostics.push(
            Diagnostic::error(
                "too-many-candidates",
                format!(
                    "\"{key}\" is the key of {} names; at most {MAX_CANDIDATES} can be told apart",
                    aliases.len()
                ),
                last.place.clone(),
            )
            .label("one too many")
            .related(aliases[0].place.clone(), "the first of them")
            .help("drop the names that texts hardly ever mean"),
        );
    }
    diagnostics
}
