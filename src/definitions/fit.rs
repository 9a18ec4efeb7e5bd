//! Fits a short form to a window: whether there is a long form, and where exactly it begins and ends.

use super::LongForm;
use super::align::{Alignment, End, Short, Start, align, permuted};
use super::phrases::Phrases;
use super::window::{Begins, Window, fold, is_closing, is_code, is_opening};
use crate::boundary::{is_lower, is_quotation_mark, is_upper, is_word};
use crate::span::Span;

/// Where a window lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before the short form: the long form ends with the window.
    Before,
    /// In brackets after the short form: the long form is the window.
    Inside,
    /// After the short form and a phrase: the long form begins with the window.
    After,
}

/// The long form of `short` in a window.
pub(super) fn fit(
    text: &str,
    short: &Short<'_>,
    span: Span,
    place: Place,
    phrases: &Phrases,
) -> Option<LongForm> {
    if !short.may_begin_in(span.of(text)) {
        return None;
    }
    let window = Window::new(text, span, phrases);
    let start = if place == Place::Before { Start::Anywhere } else { Start::Window };
    let end = if place == Place::After { End::Letter } else { End::Window };
    let is_cheap =
        |found: &Alignment| found.cost <= most_cost(short.len(), found.first == found.last);
    let aligned = align(short, text, &window, start, end).filter(is_cheap);
    let found = match aligned {
        None if place == Place::Before => permuted(short, &window)?,
        found => found?,
    };
    let (first, last) = (window.units[found.first], window.units[found.last]);
    let start = long_start(text, span, &window, &found);
    let most = if end == End::Window { span.end } else { last.end };
    let long = Span::new(start, long_end(text, Span::new(start, most), last.end));
    let words = long.of(text);
    // A long form that holds its own acronym, or is no longer, defines nothing.
    let is_longer = words.chars().count() > short.text().chars().count();
    if !is_longer
        || !is_balanced(words)
        || words.split(|c| !is_word(c)).any(|word| word == short.text())
        || words.contains(is_code)
    {
        return None;
    }
    // A capital is no evidence at the beginning of a sentence. Elsewhere, "Dave Dodd (D)" is of a party, and "Indianapolis (IL)" lies in
    // a state.
    let is_name = match short.len() {
        1 => !words.starts_with(is_lower),
        2 => found.first == found.last && words.starts_with(is_upper) && words.contains(is_lower),
        _ => false,
    };
    if is_name && !begins_sentence(text, first.start) {
        return None;
    }
    let is_spelled_out = is_by_initials(short, words, phrases);
    Some(LongForm { span: long, is_spelled_out, cost: found.cost })
}

/// What an alignment may cost, by the number of letters of the short form. Chosen on one half of a corpus, measured on the other:
/// `docs/resolving.md`.
fn most_cost(letters: usize, is_one_unit: bool) -> u16 {
    let letters = letters.min(8) as u16;
    match letters {
        1 => 0,
        _ if is_one_unit => 3 * letters - 1,
        2 => 7,
        3 => 10,
        _ => letters + 10,
    }
}

fn long_start(text: &str, span: Span, window: &Window, found: &Alignment) -> usize {
    let (first, last) = (window.units[found.first], window.units[found.last]);
    let is_one_word = !text[first.start..last.end].contains(char::is_whitespace);
    let begins_in_word = match first.begins {
        // "1,1'-dioctadecyl": they are of the name.
        Begins::AfterLocants | Begins::Syllable => true,
        // "C57BL/6 (B6)", but "anti-human immunodeficiency virus (HIV)".
        Begins::Part | Begins::Inside => is_one_word,
        Begins::Word => false,
    };
    if !begins_in_word {
        return first.start;
    }
    let before = &text[span.start..first.start];
    let word = before.trim_end_matches(|c: char| !c.is_whitespace());
    let start = span.start + word.len();
    // Without quotation marks, and a bracket that is not closed.
    let mut opening = text[start..first.start].char_indices();
    let begin = opening.find(|&(at, c)| {
        let closes = || text[start + at..first.start].contains(is_closing);
        c.is_alphanumeric() || (is_opening(c) && closes())
    });
    begin.map_or(first.start, |(at, _)| start + at)
}

/// The end of a long form in `span` whose last word ends at `last`: with the full stop of an abbreviation and closing brackets of its
/// own, without the ending of a possessive.
fn long_end(text: &str, span: Span, last: usize) -> usize {
    let words = &text[span.start..last];
    let mut open =
        words.matches(is_opening).count().saturating_sub(words.matches(is_closing).count());
    let mut end = last;
    for c in text[last..span.end].chars() {
        if is_closing(c) && open > 0 {
            open -= 1;
        } else if !(matches!(c, '.' | '+' | '′') && end == last) {
            break;
        }
        end += c.len_utf8();
    }
    let owner = ["'s", "’s"].iter().find_map(|ending| words.strip_suffix(ending));
    match owner {
        Some(owner) if end == last => span.start + owner.len(),
        _ => end,
    }
}

fn is_balanced(words: &str) -> bool {
    let mut depth = 0_usize;
    words.chars().all(|c| {
        let closes = is_closing(c) && depth == 0;
        depth = depth + usize::from(is_opening(c)) - usize::from(is_closing(c) && depth > 0);
        !closes
    }) && depth == 0
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c| c == ' ' || is_quotation_mark(c));
    before.chars().next_back().is_none_or(|c| matches!(c, '\n' | '.' | ':' | '?' | '!'))
}

/// Whether the letters of the short form begin the last words of the long form, small ones aside.
fn is_by_initials(short: &Short<'_>, long: &str, phrases: &Phrases) -> bool {
    let mut letters = short.letters().rev().peekable();
    for word in long.split(|c| !is_word(c)).filter(|word| !word.is_empty()).rev() {
        let Some(&letter) = letters.peek() else { break };
        if word.chars().next().map(fold) == Some(letter) {
            letters.next();
        } else if !phrases.is_small(&word.to_lowercase()) {
            return false;
        }
    }
    letters.peek().is_none()
}
