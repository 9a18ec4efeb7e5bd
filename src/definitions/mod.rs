//! What a text says that its short forms mean: "Balochistan Liberation Army (BLA)", "BLA (Balochistan Liberation Army)",
//! "BLA, short for …", "…, or BLA,".
//!
//! A short form and a place for its long form are told by brackets (`places`) and by phrases of languages ([`Phrases`]). Of all ways to
//! find the short form's letters there, one after the other, the cheapest is taken (`align`): initials cost nothing, words left out and
//! letters from inside words do. It says where the long form begins, and whether there is one. Windows are bounded, so that all takes time
//! linear in the text.
//!
//! That a long form stands beside a bracket, holds the letters in their order and begins with the first is from A. Schwartz and
//! M. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), as is the bound on its words.
//! That kinds of matches differ in how far they can be trusted is from S. Sohn, D. Comeau, W. Kim and W. Wilbur, "Abbreviation
//! definition identification based on automatic precision estimates" (2008); words and signs in brackets beside the short form from
//! H. Ao and T. Takagi, "ALICE: an algorithm to extract abbreviations from MEDLINE" (2005).

mod align;
mod fit;
mod phrases;
mod places;
mod shape;
#[cfg(test)]
mod tests;
mod window;

use self::align::Short;
use self::fit::fit;
pub use self::phrases::Phrases;
use self::shape::Shape;
use crate::boundary::is_upper;
use crate::span::Span;

/// A short form, and what the text says that it is short for.
///
/// ```
/// use exonym::definitions::{Phrases, find};
///
/// let text = "the Inter-Services Public Relations (ISPR) said";
/// let definitions = find(text, &Phrases::default());
/// assert_eq!(definitions[0].short.of(text), "ISPR");
/// assert_eq!(definitions[0].long.of(text), "Inter-Services Public Relations");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// "BLA" in "Balochistan Liberation Army (BLA)".
    pub short: Span,
    /// "Balochistan Liberation Army" there.
    pub long: Span,
    /// The letters of the short form begin the long form's words, small words aside.
    pub is_spelled_out: bool,
    /// How doubtful it is: 0 where each letter begins a word and each word is begun by one, up to about 18.
    pub cost: u16,
}

/// What a text says that an acronym is short for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongForm {
    /// Where it stands.
    pub span: Span,
    /// The letters of the acronym begin its words, small words aside.
    pub is_spelled_out: bool,
    /// How doubtful it is, as in [`Definition::cost`].
    pub cost: u16,
}

/// All definitions of a text, in the order of their short forms.
///
/// Only what looks like a short form is asked for its [`long_form`], and what looks like other words must have a plain one. `phrases` are
/// prepared once: [`Phrases::of`].
///
/// ```
/// use exonym::definitions::{Phrases, find};
/// use exonym::language::{Language, List};
///
/// let mut english = Language::new("en");
/// english.set(List::StandsFor, vec!["stands for".into()]);
/// let phrases = Phrases::of(&[english]);
///
/// let text = "ISPR stands for Inter-Services Public Relations, its media wing.";
/// assert_eq!(find(text, &phrases)[0].long.of(text), "Inter-Services Public Relations");
/// assert!(find(text, &Phrases::default()).is_empty());
/// ```
#[must_use]
pub fn find(text: &str, phrases: &Phrases) -> Vec<Definition> {
    let mut definitions = Vec::new();
    for bracket in places::brackets(text) {
        let [first, cut, others @ ..] = places::candidates(text, &bracket, phrases);
        let define = |candidate: Option<(Span, Shape)>| {
            let (short, shape) = candidate?;
            define(text, short, shape, phrases)
        };
        // "interleukin 2 (IL 2)", but "confidence interval (CI 2-3)".
        let inside = [first, cut].into_iter().filter_map(define).min_by_key(|found| found.cost);
        definitions.extend(inside.or_else(|| others.into_iter().find_map(define)));
    }
    phrases.find(text, |short| {
        if let Some(shape) = shape::of(short.of(text)) {
            definitions.extend(define(text, short, shape, phrases));
        }
    });
    definitions.sort_by_key(|definition| definition.short.start);
    definitions.dedup_by_key(|definition| definition.short);
    definitions
}

fn define(text: &str, short: Span, shape: Shape, phrases: &Phrases) -> Option<Definition> {
    let long = long_form(text, short, phrases)?;
    let LongForm { span, is_spelled_out, cost } = long;
    let definition = Definition { short, long: span, is_spelled_out, cost };
    is_plain_enough(text, &definition, shape).then_some(definition)
}

/// What the text says that the acronym at a place is short for: in brackets or before them, or beside a phrase.
///
/// # Panics
/// When `acronym` is no span of `text`.
#[must_use]
pub fn long_form(text: &str, acronym: Span, phrases: &Phrases) -> Option<LongForm> {
    let short = Short::new(acronym.of(text))?;
    places::before_bracket(text, acronym, &short, phrases)
        .or_else(|| places::in_bracket(text, acronym, &short, phrases))
        .or_else(|| beside_phrase(text, acronym, &short, phrases))
}

/// Nothing but the phrase says that there is a definition, so that the letters must.
fn beside_phrase(
    text: &str,
    acronym: Span,
    short: &Short<'_>,
    phrases: &Phrases,
) -> Option<LongForm> {
    let most = short.most_words();
    let found = if let Some(end) = phrases.before(text, acronym) {
        fit(text, short, window::before(text, end, most, phrases), fit::Place::Before, phrases)?
    } else {
        let start = phrases.after(text, acronym)?;
        fit(text, short, window::after(text, start, most, phrases), fit::Place::After, phrases)?
    };
    let is_plain = found.is_spelled_out || usize::from(found.cost) <= short.len();
    (short.len() > 1 && is_plain).then_some(found)
}

/// Whether a long form is plain enough for a short form that looks like other words.
fn is_plain_enough(text: &str, definition: &Definition, shape: Shape) -> bool {
    let (short, long) = (definition.short.of(text), definition.long.of(text));
    let letters = short.chars().filter(|c| c.is_alphanumeric()).count() as u16;
    match shape {
        Shape::Acronym => true,
        Shape::Word => {
            // "She (she said so)", "Code (Codeforces)": what stands after a word may begin with it and define nothing.
            let is_after = definition.long.start > definition.short.start;
            let repeats = is_after && long.split(' ').any(|word| begins_with(word, short));
            let more = if short.starts_with(is_upper) && long.contains(' ') { 4 } else { 2 };
            !repeats && (definition.is_spelled_out || definition.cost <= letters + more)
        }
        Shape::Phrase => {
            let last = |words: &str| words.rsplit(' ').next().map(str::to_lowercase);
            let first = |words: &str| words.split(' ').next().map(str::to_lowercase);
            let shares_word = last(short) == last(long) || first(short) == first(long);
            shares_word && definition.cost * 2 <= letters * 3
        }
    }
}

fn begins_with(word: &str, start: &str) -> bool {
    word.get(..start.len()).is_some_and(|begin| begin.to_lowercase() == start.to_lowercase())
}
