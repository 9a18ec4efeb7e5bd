//! Rewriting: the canonical name in place of the alias, without damage. What would be damaged stays as it is.
//!
//! A rewritten text rewrites to itself, and its edits turn it back into the original, byte for byte.

mod places;

use std::fmt;

use self::places::Places;
use crate::annotate::{Annotator, Buffers};
use crate::boundary::{is_lower, is_upper};
use crate::dictionary::{Kind, Scope};
use crate::fold::key;
use crate::gazetteer::{AliasRef, EntityRef};
use crate::resolve::{Candidate, Context, Link, Verdict, equations};
use crate::scan::is_acronym;
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
    let mut edits = proposed(annotator, text, context, options, wants, buffers);
    while !edits.is_empty() {
        let rewritten = apply(text, &edits);
        let again = proposed(annotator, &rewritten, context, options, wants, buffers);
        if again.is_empty() {
            break;
        }
        // What was written has made a new name with its neighbours. Take back the edits beside it, or, where none is,
        // all of them: a text that is left alone is left alone the next time too.
        let places = rewritten_places(&edits);
        let mut unsettled = places.iter().map(|place| {
            again.iter().any(|edit| edit.span.start <= place.end && place.start <= edit.span.end)
        });
        let before = edits.len();
        edits.retain(|_| !unsettled.next().unwrap_or(false));
        if edits.len() == before {
            edits.clear();
        }
    }
    edits
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

/// The edits of one reading.
fn proposed(
    annotator: &Annotator,
    text: &str,
    context: &Context,
    options: &ReplaceOptions,
    wants: &dyn Fn(&Candidate) -> bool,
    buffers: &mut Buffers,
) -> Vec<Edit> {
    let context = Context { nested: false, explain: false, ..context.clone() };
    let links = annotator.annotate(text, &context, buffers);
    let spoken_about = spoken_about(text, &links);
    let mut places = Places::new(text);
    let mut edits = Vec::new();
    for link in &links {
        let Verdict::Entity(candidate) = &link.verdict else { continue };
        let rewrites = wants(candidate)
            && options.allow(annotator.gazetteer().alias(candidate.alias))
            && (options.asks_for(Also::Quotations) || !link.quoted)
            && !spoken_about.contains(&link.span)
            && !places.hold(link.span);
        if rewrites {
            edits.extend(edit(annotator, text, link.span, *candidate, options));
        }
    }
    drop_repetitions(text, &links, &mut edits);
    edits
}

impl ReplaceOptions {
    fn asks_for(&self, also: Also) -> bool {
        self.also.contains(&also)
    }

    fn allow(&self, alias: AliasRef<'_>) -> bool {
        let rule = alias.rule();
        match (rule.kind, rule.scope) {
            (Kind::Demonym, _) if !self.asks_for(Also::Demonyms) => false,
            (Kind::Code, _) if !self.asks_for(Also::Codes) => false,
            (_, Scope::Broad) => self.asks_for(Also::Broad),
            // A part is never called by the name of the whole.
            (_, Scope::Narrow) => false,
            (_, Scope::Exact) => true,
        }
    }

    fn written<'g>(&self, entity: EntityRef<'g>) -> &'g str {
        match &self.write {
            Write::Name => entity.name(),
            Write::Id => entity.id().as_str(),
            Write::Label(lang) => {
                let label = entity.labels().find(|(tag, _)| tag == lang);
                label.map_or(entity.name(), |(_, label)| label)
            }
        }
    }
}

/// The names that the text speaks about and does not only use: both of "Khwarij – the state-designated name for the TTP", and the
/// one in brackets of "Tehreek-e-Taliban Pakistan (TTP)".
fn spoken_about(text: &str, links: &[Link]) -> Vec<Span> {
    let entity = |span: Span| {
        let at = links.binary_search_by_key(&span, |link| link.span).ok()?;
        match &links[at].verdict {
            Verdict::Entity(candidate) => Some(candidate.entity),
            _ => None,
        }
    };
    let mut spans = Vec::new();
    for equation in equations::find(text, links.iter().map(|link| link.span)) {
        if entity(equation.left).is_some() && entity(equation.left) == entity(equation.right) {
            spans.push(equation.right);
            if !equation.bracketed {
                spans.push(equation.left);
            }
        }
    }
    spans
}

/// "TTP (Tehreek-e-Taliban Pakistan)" must not become a name and itself in brackets.
fn drop_repetitions(text: &str, links: &[Link], edits: &mut Vec<Edit>) {
    let equations = equations::find(text, links.iter().map(|link| link.span));
    let mut bracketed = equations.iter().filter(|equation| equation.bracketed).peekable();
    edits.retain(|edit| {
        while bracketed.next_if(|equation| equation.left < edit.span).is_some() {}
        let repeats = bracketed.peek().is_some_and(|equation| {
            equation.left == edit.span && key(&edit.new) == key(equation.right.of(text))
        });
        !repeats
    });
}

fn edit(
    annotator: &Annotator,
    text: &str,
    span: Span,
    candidate: Candidate,
    options: &ReplaceOptions,
) -> Option<Edit> {
    let gazetteer = annotator.gazetteer();
    let old = span.of(text);
    let mut new = options.written(gazetteer.entity(candidate.entity)).to_owned();
    if options.write != Write::Id {
        let capitals = old.chars().filter(|&c| is_upper(c)).count();
        let alias = gazetteer.alias(candidate.alias).text();
        if capitals > 1 && !old.chars().any(is_lower) && !is_acronym(alias) {
            new = new.to_uppercase();
        } else if capitals == 0 && old.chars().any(is_lower) && alias.chars().any(is_upper) {
            new = new.to_lowercase();
        }
        let before = text.as_bytes()[..span.start].last_chunk::<4>();
        let article = before.is_some_and(|before| before.eq_ignore_ascii_case(b"the "));
        if article && new.starts_with("The ") {
            new.drain(.."The ".len());
        }
    }
    (new != old).then(|| Edit { span, old: old.to_owned(), new })
}
