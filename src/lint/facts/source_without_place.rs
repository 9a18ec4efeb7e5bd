//! `source-without-place`: a source that says what was read and not where, so that nobody can look it up.

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::dictionary::quoted;

pub(in super::super) fn source_without_place(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let placeless =
        subject.dictionary.sources.iter().filter(|source| source.meaning.url.is_empty());
    let problem = |source: &crate::dictionary::Declared<crate::dictionary::Source>| {
        let message = format!("the source {} has no place", quoted(&source.meaning.key));
        Diagnostic::error("source-without-place", message, source.place.clone())
            .help("say where it can be read: url = \"https://…\"; for a book, urn:isbn: or doi:")
    };
    placeless.map(problem).collect()
}
