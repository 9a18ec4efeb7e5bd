//! Section 5: letter case.

use exonym::Span;
use exonym::dictionary::Case;

use super::boundary::is_word;
use super::fold::folds_to;
use super::properties::{is_alphabetic, is_blank, is_digit, is_lower, is_upper};

/// What the letters of a span say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Refused,
    Doubtful,
    Accepted,
}

pub fn judge(text: &str, span: Span, name: &str, case: Case) -> Verdict {
    let accepted_if = |holds| if holds { Verdict::Accepted } else { Verdict::Refused };
    let found = span.of(text);
    match case {
        Case::Initial => accepted_if(has_initials(name, found)),
        Case::Smart if is_acronym(name) || is_capitalised_word(name) => {
            if is_caseless(stretch(text, span.start)) {
                Verdict::Doubtful
            } else if is_acronym(name) {
                accepted_if(!found.contains(is_lower))
            } else {
                accepted_if(found.contains(is_upper))
            }
        }
        Case::Smart | Case::Fold | Case::Exact => Verdict::Accepted,
    }
}

/// What blanks and hyphens separate.
fn words(text: &str) -> Vec<&str> {
    let pieces = text.split(|c: char| is_blank(c) || folds_to(c, '-'));
    pieces.filter(|word| !word.is_empty()).collect()
}

/// Whether each capitalised word of the name is capitalised in the span.
fn has_initials(name: &str, found: &str) -> bool {
    let found = words(found);
    words(name).iter().enumerate().all(|(at, word)| {
        let is_capitalised =
            |word: &str| word.chars().find(|&c| is_alphabetic(c)).is_some_and(is_upper);
        !is_capitalised(word) || found.get(at).is_some_and(|word| is_capitalised(word))
    })
}

fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|&c| is_upper(c) || is_digit(c));
    !name.contains(is_blank) && !name.contains(is_lower) && capitals.count() >= 2
}

fn is_capitalised_word(name: &str) -> bool {
    words(name).len() == 1 && name.contains(is_upper)
}

/// Whether only one of the two cases occurs.
fn is_caseless(text: &str) -> bool {
    let letters = text.chars().filter(|&c| is_alphabetic(c)).count();
    let cased = text.chars().filter(|&c| is_upper(c) || is_lower(c)).count();
    cased * 2 > letters && text.contains(is_upper) != text.contains(is_lower)
}

/// The stretch of text whose letters speak for a span that begins at `start`.
fn stretch(text: &str, start: usize) -> &str {
    let is_line_end = |c| matches!(c, '\n' | '\r');
    let begin = text[..start].rfind(is_line_end).map_or(0, |at| at + 1);
    let end = text[start..].find(is_line_end).map_or(text.len(), |length| start + length);
    let line = &text[begin..end];
    let words = line.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    if words.count() >= 5 { line } else { text }
}
