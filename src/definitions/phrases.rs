//! Definitions without brackets: "BLA stands for …", "…, or BLA,".

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::boundary::is_quotation_mark;
use crate::span::Span;

/// What stands between a short form and its long form after it.
const AFTER: &[&str] = &[
    " stands for ",
    " is short for ",
    ", short for ",
    ", which stands for ",
    ", which is short for ",
    ", an acronym for ",
    ", an abbreviation for ",
    ", an abbreviation of ",
    " is an acronym for ",
    " is an abbreviation for ",
    " is an abbreviation of ",
];

/// What stands between a long form and its short form after it.
const BEFORE: &[&str] = &[
    ", or ",
    ", or simply ",
    ", abbreviated ",
    ", abbreviated as ",
    ", abbreviated to ",
    ", hereinafter ",
    ", hereafter ",
    ", known as ",
    ", also known as ",
    ", known by its acronym ",
    ", known by the acronym ",
    ", known by its initials ",
    ", known by the initials ",
];

/// Words of which each phrase has one, and whether the short form stands after it.
const MARKS: &[(&str, bool)] = &[
    (" stands for ", false),
    (" short for ", false),
    ("an acronym for ", false),
    ("an abbreviation ", false),
    (", or ", true),
    (", abbreviated ", true),
    (", here", true),
    ("known as ", true),
    ("known by ", true),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = MARKS.iter().map(|(mark, _)| mark);
    AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostFirst)
        .build(marks)
        .expect("few short patterns")
});

/// Hands on each word beside a phrase: it may be a short form.
pub(super) fn find(text: &str, mut hand_on: impl FnMut(Span)) {
    for found in FINDER.find_iter(text) {
        let is_after = MARKS[found.pattern().as_usize()].1;
        if is_after {
            if let Some(short) = word_after(text, found.start()) {
                hand_on(short);
            }
        } else if let Some(short) = word_before(text, found.end()) {
            hand_on(short);
        }
    }
}

/// The word after the longest of [`BEFORE`] that begins about `at`.
fn word_after(text: &str, at: usize) -> Option<Span> {
    // "known by" has "also" before it, or nothing.
    let at = [", also ", ", "]
        .iter()
        .find(|mark| text[..at].ends_with(**mark))
        .map_or(at, |mark| at - mark.len());
    let phrases = BEFORE.iter().filter(|phrase| text[at..].starts_with(**phrase));
    let phrase = phrases.max_by_key(|phrase| phrase.len())?;
    let rest = text[at + phrase.len()..].trim_start_matches(is_quotation_mark);
    let rest = rest.strip_prefix("the ").unwrap_or(rest).trim_start_matches(is_quotation_mark);
    let start = text.len() - rest.len();
    let end = rest.find(|c: char| {
        c.is_whitespace() || is_quotation_mark(c) || matches!(c, ',' | ';' | ')' | ':' | '?' | '!')
    });
    let word = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
    (!word.is_empty()).then(|| Span::new(start, start + word.len()))
}

/// The word before that of [`AFTER`] that ends at `end`.
fn word_before(text: &str, end: usize) -> Option<Span> {
    let phrase = AFTER
        .iter()
        .filter(|phrase| text[..end].ends_with(**phrase))
        .max_by_key(|phrase| phrase.len())?;
    let before = text[..end - phrase.len()].trim_end_matches(is_quotation_mark);
    let start = before
        .rfind(|c: char| c.is_whitespace() || is_quotation_mark(c) || c == '(')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    (start < before.len()).then(|| Span::new(start, before.len()))
}

/// Where a long form begins that a phrase after `short` announces.
pub(super) fn after(text: &str, short: Span) -> Option<usize> {
    let after = text[short.end..].trim_start_matches(is_quotation_mark);
    let phrase = AFTER.iter().find(|phrase| after.starts_with(**phrase))?;
    let rest = after[phrase.len()..].trim_start_matches(is_quotation_mark);
    let rest = rest.strip_prefix("the ").unwrap_or(rest).trim_start_matches(is_quotation_mark);
    Some(text.len() - rest.len())
}

/// Where a long form ends that a phrase before `short` announces.
pub(super) fn before(text: &str, short: Span) -> Option<usize> {
    let before = text[..short.start].trim_end_matches(is_quotation_mark);
    let before = before.strip_suffix("the ").unwrap_or(before).trim_end_matches(is_quotation_mark);
    let phrase = BEFORE.iter().find(|phrase| before.ends_with(**phrase))?;
    // "A, or B," says the same of both; "A, or B is" may not.
    let after = text[short.end..].trim_start_matches(is_quotation_mark);
    let is_or = *phrase == BEFORE[0];
    if is_or && !after.is_empty() && !after.starts_with([',', '.', ';', ')', ':']) {
        return None;
    }
    Some(before[..before.len() - phrase.len()].trim_end_matches(is_quotation_mark).len())
}
