//! Everything that can be wrong with dictionaries, found in one go: what the reader notices, the rules, and the dictionaries' own tests.

mod tests;
mod unreachable;

use std::sync::Arc;

use crate::annotate::Annotator;
use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::dictionary::{Layer, Reading, read, sort};
use crate::gazetteer::Gazetteer;
use crate::lint::{Policy, lint, unusable_names};
use crate::span::Span;

pub use tests::run_tests;
pub use unreachable::unreachable_aliases;

/// More problems than this in one file help nobody.
const MOST: usize = 1000;

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
    diagnostics.extend(lint(&files, &dictionary, policy));
    if unusable_names(&dictionary).is_empty()
        && let Ok(gazetteer) = Gazetteer::compile(&dictionary)
    {
        let annotator = Annotator::new(Arc::new(gazetteer));
        diagnostics.extend(unreachable_aliases(&dictionary, &annotator));
        diagnostics.extend(run_tests(&dictionary, &annotator));
    }
    sort(&mut diagnostics, layers);
    Reading { dictionary, diagnostics: at_most(MOST, &diagnostics) }
}

/// The first problems of each file, and a word about the rest.
fn at_most(most: usize, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len().min(most));
    for of_file in diagnostics.chunk_by(|a, b| Arc::ptr_eq(&a.place.file, &b.place.file)) {
        kept.extend_from_slice(&of_file[..of_file.len().min(most)]);
        if let [_, ..] = &of_file[of_file.len().min(most)..] {
            let file = Arc::clone(&of_file[0].place.file);
            let span = Span::new(file.text.len(), file.text.len());
            let message =
                format!("{} more problems in this file are not shown", of_file.len() - most);
            kept.push(
                Diagnostic::error("too-many-problems", message, Place { file, span })
                    .help("cure those that are shown, then check it again"),
            );
        }
    }
    kept
}
