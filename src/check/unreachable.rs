//! `unreachable-alias`: a name that is in the dictionary and can never be found.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::annotate::{Annotator, Buffers};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::dictionary::{Alias, Dictionary, Entity, Rule, quoted};
use crate::span::Span;

/// A diagnostic for each name that its own text does not find, or whose guards contradict each other; forms of one pattern are one.
#[must_use]
pub fn unreachable_aliases(dictionary: &Dictionary, annotator: &Annotator) -> Vec<Diagnostic> {
    let aliases: Vec<(&Entity, &Alias)> = dictionary
        .entities
        .iter()
        .flat_map(|entity| entity.aliases.iter().map(move |alias| (entity, alias)))
        .collect();
    let mut found: Vec<Diagnostic> = aliases
        .par_iter()
        .map_init(Buffers::default, |buffers, &(entity, alias)| {
            problem(entity, alias, annotator, buffers)
        })
        .flatten()
        .collect();
    let mut met: HashSet<(*const SourceFile, Span)> = HashSet::new();
    found.retain(|problem| met.insert((Arc::as_ptr(&problem.place.file), problem.place.span)));
    found
}

fn problem(
    entity: &Entity,
    alias: &Alias,
    annotator: &Annotator,
    buffers: &mut Buffers,
) -> Option<Diagnostic> {
    let error = |problem: &str| {
        let message = format!("the name {} {problem}", quoted(&alias.text));
        Diagnostic::error("unreachable-alias", message, alias.place.clone())
    };
    if contradicts_itself(&alias.rule) {
        let problem = error("can never be believed: all that it requires is forbidden");
        return Some(problem.help("keep each word either in `require` or in `forbid`"));
    }
    let gazetteer = annotator.gazetteer();
    let number = gazetteer.find(&alias.text);
    let mentions = annotator.scan(&alias.text, buffers);
    let is_found = mentions.iter().filter(|mention| Some(mention.key) == number).any(|mention| {
        (0_u32..).zip(gazetteer.candidates(mention.key)).any(|(bit, candidate)| {
            mention.candidates & 1 << bit != 0
                && candidate.text() == alias.text
                && candidate.entity().id() == entity.id.as_str()
        })
    });
    (!is_found).then(|| {
        error("is not found in its own text")
            .help("look at `case`, `boundary` and `affix`, and at its first and last character; `exonym explain` shows what is found")
    })
}

/// Whether everything that the rule requires is what it forbids.
fn contradicts_itself(rule: &Rule) -> bool {
    !rule.require.is_empty() && rule.require.iter().all(|cue| rule.forbid.contains(cue))
}
