//! What reading one file, TOML or pack, gives.

use super::entity::Draft;
use super::language::LanguageDraft;
use super::model::{Declared, Source};
use super::reader::{Moved, Reader, Reference};
use crate::diagnostic::Diagnostic;

/// What one file says, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct FileContents {
    pub(super) drafts: Vec<Draft>,
    pub(super) moved: Vec<Moved>,
    pub(super) sources: Vec<Declared<Source>>,
    /// What it says of a language, where it is a file about one.
    pub(super) language: Option<LanguageDraft>,
    /// What its defaults point to; what its entities point to is in the drafts.
    pub(super) references: Vec<Reference>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether all of it could be read. Where not, an id that leads nowhere may be one of the unread.
    pub(super) complete: bool,
}

impl FileContents {
    /// A file of which nothing could be used.
    pub(super) fn unusable(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics, ..Self::default() }
    }

    /// What a reader has read.
    pub(super) fn of(mut reader: Reader, drafts: Vec<Draft>, complete: bool) -> Self {
        reader.sources.warn_of_unused(&mut reader.report);
        reader.agents.warn_of_unused(&mut reader.report);
        let complete = complete && reader.namespace.is_some();
        Self {
            drafts,
            moved: reader.moved,
            sources: reader.sources.declared(&reader.report),
            language: None,
            references: reader.default_references,
            diagnostics: reader.report.finish(),
            complete,
        }
    }
}
