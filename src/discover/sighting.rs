//! Where something was met, with the words around it.

use crate::passage::Passage;
use crate::resolve::Context;
use crate::span::Span;

/// A text of the corpus.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The text.
    pub text: &'t str,
    /// What is known of it.
    pub context: &'t Context,
    /// Where a span of it stands.
    pub place: &'t dyn Fn(Span) -> Place,
}

/// Where something stands, in the words of whoever has the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What the record is called.
    pub record: String,
    /// The field.
    pub field: String,
    /// Bytes of the field.
    pub span: Span,
}

/// So many are kept of each finding.
pub const CONTEXTS: usize = 3;

/// So much of its sentence is kept on either side, in bytes.
const SIDE: usize = 80;

/// A place in the corpus, in its sentence. Blanks and line breaks are one blank each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// How many of its sort stand before it in its text: those of different texts come first.
    nth: u32,
    /// The number of its text in the corpus.
    pub document: u64,
    /// Bytes of its field.
    pub span: Span,
    /// What its record is called.
    pub record: String,
    /// The field that it stands in.
    pub field: String,
    /// What stands before it.
    pub before: String,
    /// The words themselves.
    pub surface: String,
    /// What stands after it.
    pub after: String,
}

impl Sighting {
    pub(super) fn of(text: &Text<'_>, span: Span, nth: u32) -> Self {
        let Place { record, field, span: inside } = (text.place)(span);
        let Passage { before, words, after, .. } = Passage::around(text.text, span, SIDE);
        Self { nth, document: 0, span: inside, record, field, before, surface: words, after }
    }
}
