//! Checks that need more than reading: that every name can be matched, and that the dictionaries' own tests hold.

mod names;
mod tests;

use std::sync::Arc;

use crate::annotate::Annotator;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::gazetteer::Gazetteer;

pub use names::check_names;
pub use tests::run_tests;

/// Checks a dictionary that was read: its names, and, where all of them can be matched, its tests.
#[must_use]
pub fn check(dictionary: &Dictionary) -> Vec<Diagnostic> {
    let mut diagnostics = check_names(dictionary);
    if diagnostics.is_empty()
        && let Ok(gazetteer) = Gazetteer::compile(dictionary)
    {
        diagnostics.extend(run_tests(dictionary, &Annotator::new(Arc::new(gazetteer))));
    }
    diagnostics
}
