//! Cuts a text into words, and finds the words with capitals that follow one another: what may be names.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon};
use super::lists::Lists;
use crate::boundary::{is_letter, is_lower, is_upper};
use crate::fold::Properties;
use crate::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// It begins with a capital.
    pub(super) is_capital: bool,
    /// Its number in the lexicon.
    pub(super) number: u32,
}

/// A name of more words is none.
pub(super) const MOST_WORDS: usize = 10;

/// The words of a text. An apostrophe joins, but before an ending: "Xi'an", "Pakistan|'s".
pub(super) fn words(text: &str, lists: &Lists, words: &mut Vec<Word>) {
    words.clear();
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, first)) = rest.peek() {
        if !is_of_word(first) {
            rest.next();
            continue;
        }
        let mut end = start;
        while let Some(&(place, c)) = rest.peek() {
            if is_of_word(c) {
                end = place + c.len_utf8();
            } else if !(is_apostrophe(c) && joins(&text[place + c.len_utf8()..], lists)) {
                break;
            }
            rest.next();
        }
        let span = Span::new(start, end);
        let is_capital = text[start..end].chars().find(|&c| is_letter(c)).is_some_and(is_upper);
        words.push(Word { span, is_capital, number: 0 });
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && {
            let properties = Properties::of(c);
            properties.is_word() || properties.is_mark() || c == '\u{FFFD}' || c == '\u{AD}'
        }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`')
}

/// Whether what follows an apostrophe belongs to the word.
fn joins(after: &str, lists: &Lists) -> bool {
    let end = after.find(|c| !is_of_word(c)).unwrap_or(after.len());
    let next = &after[..end];
    end > 0 && !lists.endings.contains(&*next.to_lowercase())
}

/// Whether two words may belong to one name: a blank stands between them, a line break perhaps, or a hyphen.
fn may_follow(between: &str) -> bool {
    match between {
        " " | "-" | "\n" | "\r\n" | "‐" | "‑" | "–" => true,
        _ => {
            between.len() <= 6
                && between.chars().all(char::is_whitespace)
                && between.chars().filter(|&c| c == '\n').count() < 2
        }
    }
}

/// The longest rows of words that may be names: with capitals at both ends, and joints between.
pub(super) fn runs(text: &str, words: &[Word], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_capital {
            at += 1;
            continue;
        }
        let (start, mut end) = (at, at + 1);
        let mut next = at + 1;
        while next < words.len()
            && may_follow(&text[words[next - 1].span.end..words[next].span.start])
        {
            if words[next].is_capital {
                end = next + 1;
            } else if next - end >= MOST_JOINTS || !lexicon.entry(words[next]).is_joint {
                break;
            }
            next += 1;
        }
        runs.push(start..end);
        at = end;
    }
    runs
}

/// No more joints follow one another: "of the".
const MOST_JOINTS: usize = 3;

/// Where a row of words stands.
pub(super) fn span_of(words: &[Word], run: &Range<usize>) -> Span {
    Span::new(words[run.start].span.start, words[run.end - 1].span.end)
}

/// A row without words at its beginning that are no part of a name: "The", "In", "President".
pub(super) fn without_leads(words: &[Word], run: &Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let is_lead = |entry: &Entry| entry.is_lead || entry.is_joint;
    let mut start = run.start;
    while start + 1 < run.end && is_lead(lexicon.entry(words[start])) {
        start += 1;
    }
    start..run.end
}

/// Whether all letters of a word are capitals, and there are two or more.
pub(super) fn is_all_capitals(word: &str) -> bool {
    !word.chars().any(is_lower) && word.chars().filter(|&c| is_upper(c)).count() > 1
}
