//! Rewriting: the canonical name in place of the alias, without damage. What would be damaged stays as it is.
//!
//! A rewritten text rewrites to itself, and its edits turn it back into the original, byte for byte.

mod places;
mod propose;
mod prose;
mod settle;

use std::fmt;

use self::propose::Reading;
use crate::annotate::{Annotator, Buffers};
use crate::resolve::{Candidate, Context};
use crate::span::Span;

/// What is written in place of an alias.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Write {
    /// The canonical name.
    #[default]
    Name,
    /// The entity id.
    Id,
    /// The label of a language; the canonical name where there is none.
    Label(String),
}

/// What is rewritten only when somebody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Also {
    /// Demonyms: "Turkish".
    Demonyms,
    /// Codes of registers.
    Codes,
    /// Names that stand for more than the entity.
    Broad,
    /// What stands in direct quotations.
    Quotations,
}

/// What is rewritten, and how.
#[derive(Clone, Debug, Default)]
pub struct ReplaceOptions {
    /// What is written.
    pub write: Write,
    /// What is rewritten beside plain names in the text's own voice.
    pub also: Vec<Also>,
}

/// One replacement. Offsets are bytes of the original text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// The text there.
    pub old: String,
    /// What comes in its place.
    pub new: String,
}

/// The edits that normalise `text`: in order, disjoint, and such that normalising the result changes nothing. Only readings that
/// `wants` holds for are rewritten.
///
/// # Panics
/// When `text` is longer than [`crate::fold::MAX_TEXT_BYTES`].
pub fn edits(
    annotator: &Annotator,
    text: &str,
    context: &Context,
    options: &ReplaceOptions,
    wants: &dyn Fn(&Candidate) -> bool,
    buffers: &mut Buffers,
) -> Vec<Edit> {
    let context = Context { nested: false, explain: false, ..context.clone() };
    let reading = Reading { annotator, context, options, wants };
    settle::settle(text, |text| reading.edits(text, buffers))
}

/// The text with its edits carried out.
///
/// # Panics
/// When the edits are not those of `text`, in order and disjoint.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.new);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The original of a rewritten text.
///
/// # Errors
/// When the text is not what the edits made: the first place that differs is named.
pub fn undo(rewritten: &str, edits: &[Edit]) -> Result<String, UndoError> {
    let mut out = String::with_capacity(rewritten.len());
    let mut at = 0;
    for (edit, place) in edits.iter().zip(rewritten_places(edits)) {
        let error = || UndoError { span: place, expected: edit.new.clone() };
        let between = rewritten.get(at..place.start).ok_or_else(error)?;
        let found = rewritten.get(place.range()).ok_or_else(error)?;
        if found != edit.new || out.len() + between.len() != edit.span.start {
            return Err(error());
        }
        out.push_str(between);
        out.push_str(&edit.old);
        at = place.end;
    }
    out.push_str(rewritten.get(at..).unwrap_or_default());
    Ok(out)
}

/// A text that is not what its edits made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoError {
    /// Where in the rewritten text, in bytes.
    pub span: Span,
    /// What should stand there.
    pub expected: String,
}

impl fmt::Display for UndoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} does not stand at byte {}: the text has changed since it was normalised, or these are the edits of another",
            self.expected, self.span.start
        )
    }
}

impl std::error::Error for UndoError {}

/// Where each edit's new text stands after all were carried out.
#[must_use]
pub fn rewritten_places(edits: &[Edit]) -> Vec<Span> {
    let mut removed = 0;
    let mut added = 0;
    let place = |edit: &Edit| {
        let start = (edit.span.start + added).saturating_sub(removed);
        removed += edit.span.len();
        added += edit.new.len();
        Span::new(start, start + edit.new.len())
    };
    edits.iter().map(place).collect()
}
