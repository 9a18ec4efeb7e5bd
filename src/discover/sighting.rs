//! Where something was met, with the words around it.

use crate::passage::single_blanks;
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

/// So many characters are kept on either side.
const SIDE: usize = 60;

/// A place in the corpus. Blanks and line breaks are one blank each.
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
        let before = text.text[..span.start].char_indices().rev().take(SIDE).last();
        let start = before.map_or(span.start, |(at, _)| at);
        let after = text.text[span.end..].char_indices().nth(SIDE);
        let end = after.map_or(text.text.len(), |(at, _)| span.end + at);
        Self {
            nth,
            document: 0,
            span: inside,
            record,
            field,
            before: single_blanks(&text.text[start..span.start]).trim_start().to_owned(),
            surface: single_blanks(span.of(text.text)),
            after: single_blanks(&text.text[span.end..end]).trim_end().to_owned(),
        }
    }
}
