//! Where a text itself says that two mentions mean the same.

use crate::boundary::is_quotation_mark;
use crate::fold::key;
use crate::span::Span;

/// What stands between two names that mean the same, as keys; words of [`FILLERS`] may follow.
const CONNECTIVES: &[&str] = &[
    "also known as",
    "also called",
    "a.k.a.",
    "a.k.a",
    "aka",
    "better known as",
    "commonly known as",
    "locally known as",
    "formerly known as",
    "formerly",
    "previously known as",
    "otherwise known as",
    "known as",
    "or",
    "the state designated name for",
    "state designated name for",
    "a state designated name for",
    "the official name for",
    "the official term for",
    "the government's name for",
    "the state's name for",
    "a term used for",
    "a term for",
    "the term for",
    "the term used for",
    "a name for",
    "the name for",
    "the name given to",
    "a name given to",
    "as the state calls",
    "as the government calls",
    "as officials call",
    "a reference to",
];

/// Words that may stand between a connective and the name.
const FILLERS: &[&str] = &[
    "the",
    "a",
    "outlawed",
    "banned",
    "proscribed",
    "militant",
    "so called",
    "terrorist",
    "group",
    "its",
];

/// A longer piece between two names is no connective, in bytes.
const LONGEST: usize = 80;

/// Two names that the text says mean the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Equation {
    pub(crate) left: Span,
    pub(crate) right: Span,
    /// The right one stands in brackets after the left one.
    pub(crate) bracketed: bool,
}

/// The equations among names that follow one another.
pub(crate) fn find(text: &str, names: impl IntoIterator<Item = Span>) -> Vec<Equation> {
    let mut names = names.into_iter();
    let Some(mut before) = names.next() else { return Vec::new() };
    names
        .filter_map(|right| {
            let left = std::mem::replace(&mut before, right);
            let length = right.start.checked_sub(left.end)?;
            if length == 0 || length > LONGEST {
                return None;
            }
            let between = text.get(left.end..right.start)?;
            if !may_equate(between) || between.contains("\n\n") {
                return None;
            }
            let bracketed = is_bracket(between) && closes_bracket(&text[right.end..]);
            (bracketed || is_connective(between)).then_some(Equation { left, right, bracketed })
        })
        .collect()
}

/// The first two bytes of each connective.
const BEGINNINGS: [[u8; 2]; CONNECTIVES.len()] = {
    let mut beginnings = [[0; 2]; CONNECTIVES.len()];
    let mut at = 0;
    while at < beginnings.len() {
        let phrase = CONNECTIVES[at].as_bytes();
        beginnings[at] = [phrase[0], phrase[1]];
        at += 1;
    }
    beginnings
};

/// Whether a piece may be a bracket or a connective, by the first two of its characters that count: most are not.
fn may_equate(between: &str) -> bool {
    let is_passed_over =
        |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r' | b'"' | b'\'' | b',' | b'-' | b':');
    let bytes = between.as_bytes();
    let start = bytes.iter().position(|byte| !is_passed_over(byte)).unwrap_or(bytes.len());
    match bytes[start..] {
        [b'(' | b'[', ..] => true,
        [first, second, ..] if first.is_ascii() && second.is_ascii() => {
            let is_blank = matches!(second, b' ' | b'\t'..=b'\r' | b'-');
            let second = if is_blank { b' ' } else { second.to_ascii_lowercase() };
            BEGINNINGS.contains(&[first.to_ascii_lowercase(), second])
        }
        // Outside ASCII, whatever it is may fold to anything.
        [first, ..] => !first.is_ascii() || bytes.len() > start + 1,
        [] => false,
    }
}

/// `A (B`, with quotation marks or not.
fn is_bracket(between: &str) -> bool {
    let inner = between.trim_start_matches(is_quotation_mark).trim_start();
    let Some(inner) = inner.strip_prefix(['(', '[']) else { return false };
    inner.trim_start().trim_start_matches(is_quotation_mark).is_empty()
}

fn closes_bracket(after: &str) -> bool {
    after.trim_start_matches(is_quotation_mark).trim_start().starts_with([')', ']', ',', ';'])
}

/// `, also known as the`, ` – the state-designated name for the outlawed `.
fn is_connective(between: &str) -> bool {
    let bare = between.trim_matches(|c: char| {
        c.is_whitespace()
            || is_quotation_mark(c)
            || matches!(c, ',' | '(' | '[' | '-' | '–' | '—' | ':')
    });
    let words = key(bare);
    let is_phrase = CONNECTIVES.iter().any(|phrase| {
        words
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with(' ') && are_fillers(rest)))
    });
    // "A or B" may name two things; only "A, or B," says that they are one.
    let lone_or = words == "or" && !between.trim_start().starts_with(',');
    is_phrase && !lone_or
}

fn are_fillers(rest: &str) -> bool {
    let rest = rest.replace("so called", "");
    rest.split_whitespace().all(|word| FILLERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn knows_connectives() {
        let cases = [
            (" – the state-designated name for the outlawed ", true),
            (", also known as the ", true),
            (" (aka ", true),
            (" or ", false),
            (", or ", true),
            (" and ", false),
            (" formerly allied with ", false),
        ];
        for (between, expected) in cases {
            assert_eq!(is_connective(between), expected, "{between:?}");
        }
        assert!(is_bracket(" (") && is_bracket("” (“") && !is_bracket(" (the "));
    }

    #[test]
    fn passes_over_nothing_that_equates() {
        let pieces = [
            " ", "\n", "-", ",", "(", "[", "“", "'", "–", "\u{A0}", "\u{AD}", "\u{301}", "A", "ａ",
            "x", ".",
        ];
        let mut dice = Dice::new(1);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..100_000 {
            let mut between = String::new();
            for _ in 0..random(4) {
                between.push_str(pieces[random(pieces.len())]);
            }
            let phrase = CONNECTIVES[random(CONNECTIVES.len())];
            between.push_str(&phrase[..[0, 1, phrase.len()][random(3)]]);
            between.push_str(["", " ", "the", " the "][random(4)]);
            let equates = is_bracket(&between) || is_connective(&between);
            assert!(may_equate(&between) || !equates, "{between:?}");
        }
    }
}
