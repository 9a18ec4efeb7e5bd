//! Everything that can be wrong with dictionaries, found in one go: what the reader notices, the rules, and the dictionaries' own tests.

mod tests;
mod unreachable;

use std::collections::HashMap;
use std::sync::Arc;

use crate::annotate::Annotator;
use crate::diagnostic::{Diagnostic, MOST_IN_A_FILE, SourceFile, not_shown};
use crate::dictionary::{Layer, Reading, read, sort};
use crate::gazetteer::Gazetteer;
use crate::lint::{Policy, lint};

pub use tests::run_tests;
pub use unreachable::unreachable_aliases;

/// Reads dictionaries as [`read`] does, checks them by every rule, and, where all names can be matched, runs their tests.
///
/// The diagnostics come in the order of the files and of their places.
#[must_use]
pub fn check(layers: &[Layer], policy: Policy) -> Reading {
    let Reading { dictionary, mut diagnostics } = read(layers);
    // What is wrong with them otherwise helps nobody, and would take long to say.
    let is_refused = |file: &&Arc<SourceFile>| {
        let here = |problem: &&Diagnostic| Arc::ptr_eq(&problem.place.file, file);
        diagnostics
            .iter()
            .filter(here)
            .any(|problem| matches!(problem.rule, "too-large" | "too-many-problems"))
    };
    let files = layers.iter().flat_map(|layer| &layer.files);
    let files: Vec<Arc<SourceFile>> = files.filter(|file| !is_refused(file)).cloned().collect();
    let mut added = lint(&files, &dictionary, policy);
    // Names that cannot be matched have been told.
    if let Ok(gazetteer) = Gazetteer::compile(&dictionary) {
        let annotator = Annotator::new(Arc::new(gazetteer));
        added.extend(unreachable_aliases(&dictionary, &annotator));
        added.extend(run_tests(&dictionary, &annotator));
    }
    sort(&mut added, layers);
    add(&mut diagnostics, added);
    sort(&mut diagnostics, layers);
    Reading { dictionary, diagnostics }
}

/// Adds problems while their file has room for them, and counts the others. A file that the reader has given up on has none.
fn add(diagnostics: &mut Vec<Diagnostic>, added: Vec<Diagnostic>) {
    let mut told: HashMap<*const SourceFile, usize> = HashMap::new();
    for problem in diagnostics.iter() {
        *told.entry(Arc::as_ptr(&problem.place.file)).or_default() += 1;
    }
    let mut dropped: Vec<(Arc<SourceFile>, usize)> = Vec::new();
    for problem in added {
        let file = &problem.place.file;
        let count = told.entry(Arc::as_ptr(file)).or_default();
        *count += 1;
        if *count <= MOST_IN_A_FILE {
            diagnostics.push(problem);
            continue;
        }
        match dropped.last_mut() {
            Some((last, count)) if Arc::ptr_eq(last, file) => *count += 1,
            _ => dropped.push((Arc::clone(file), 1)),
        }
    }
    dropped.retain(|(file, _)| {
        let here = |problem: &Diagnostic| Arc::ptr_eq(&problem.place.file, file);
        !diagnostics.iter().any(|problem| problem.rule == "too-many-problems" && here(problem))
    });
    diagnostics.extend(dropped.iter().map(|(file, count)| not_shown(file, *count)));
}
