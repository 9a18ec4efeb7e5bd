//! What looks like a short form.

use super::window::is_closing;
use crate::boundary::{is_letter, is_lower, is_quotation_mark, is_upper};

/// How much a piece of text looks like a short form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Capitals: "TTP", "mRNA", "IL-2".
    Acronym,
    /// A word like others: "Unesco", "bp". Its long form must be plain to see.
    Word,
    /// Words of which one is written out: "H. pylori", "E site".
    Phrase,
}

/// Bytes, words.
const LONGEST: (usize, usize) = (40, 3);

/// The shape of what may be a short form, without blanks and quotation marks at its edges.
pub(super) fn of(piece: &str) -> Option<Shape> {
    if piece.is_empty() || piece.len() > LONGEST.0 {
        return None;
    }
    let first = piece.chars().next()?;
    let last = piece.chars().next_back()?;
    let ends_well =
        last.is_alphanumeric() || is_closing(last) || matches!(last, '.' | '+' | '\'' | '’' | '′');
    if !first.is_alphanumeric() || !ends_well || piece.chars().any(is_sign) {
        return None;
    }
    if is_program(piece) {
        return None;
    }
    let letters = || piece.chars().filter(|&c| is_letter(c));
    let (count, upper, lower) = (
        letters().count(),
        letters().filter(|&c| is_upper(c)).count(),
        letters().filter(|&c| is_lower(c)).count(),
    );
    if count == 0 {
        return None;
    }
    let words = piece.split_whitespace().count();
    if words > LONGEST.1 {
        return None;
    }
    if upper + lower == 0 {
        // Scripts without case.
        return (count <= 6 && words == 1 && count > 1).then_some(Shape::Word);
    }
    if piece.split_whitespace().count() > 1 {
        if is_of_acronyms(piece) {
            return Some(Shape::Acronym);
        }
        return (upper > 0 && upper <= 4).then_some(Shape::Phrase);
    }
    // "1990s", "2nd", "10mg": numbers with a unit.
    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && piece[digits..].chars().all(is_lower) {
        return None;
    }
    if piece.len() > 1 && piece.chars().all(|c| c == 'I') {
        return None;
    }
    let has_digit = piece.chars().any(char::is_numeric);
    let is_title = upper == 1 && is_upper(first);
    match (upper, lower) {
        (1, 0) if count == 1 => Some(Shape::Acronym),
        (0, 1) if piece.chars().count() == 1 => None,
        (0, _) if has_digit => Some(Shape::Acronym),
        (0, _) => (count <= 5).then_some(Shape::Word),
        _ if is_title && !has_digit && lower > 2 => (count <= 9).then_some(Shape::Word),
        _ => Some(Shape::Acronym),
    }
}

/// A name or a sum of a program: "formData", "a+b".
fn is_program(piece: &str) -> bool {
    let (mut lower, mut before) = (0, ' ');
    for c in piece.chars() {
        if (matches!(before, '+' | '−') && c.is_alphanumeric()) || (is_upper(c) && lower > 3) {
            return true;
        }
        lower = if is_lower(c) { lower + 1 } else { 0 };
        before = c;
    }
    false
}

/// Whether one of several words is an acronym and none is an ordinary word.
fn is_of_acronyms(piece: &str) -> bool {
    let mut any = false;
    for (number, word) in piece.split_whitespace().enumerate() {
        let upper = word.chars().filter(|&c| is_upper(c)).count();
        let lower = word.chars().filter(|&c| is_lower(c)).count();
        if number == 0 && upper + lower == 0
            || lower > 5
            || (upper == 1 && lower > 3)
            || lower > 3 && upper == 0 && number == 0
        {
            return false;
        }
        any |= upper > 1;
    }
    any
}

/// What stands in no short form: what numbers are compared or measured with.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '=' | '<'
            | '>'
            | '%'
            | '±'
            | '≤'
            | '≥'
            | '~'
            | '$'
            | '€'
            | '£'
            | '¥'
            | '?'
            | '!'
            | ':'
            | ';'
            | '|'
            | '#'
            | '@'
            | '\n'
            | '\t'
            | '°'
            | '\\'
            | '^'
            | '`'
            | '_'
            | '{'
            | '}'
            | '*'
    ) || is_quotation_mark(c) && c != '\'' && c != '’'
}
