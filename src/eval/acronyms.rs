//! Definitions of short forms: exact pairs, blanks aside.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Document, Error, Evaluation, Excerpt, Pair};
use crate::span::Span;

impl Evaluation {
    pub(super) fn add_pairs(
        &mut self,
        document: &Document,
        found: impl IntoIterator<Item = (Span, Span)>,
    ) {
        let text = document.text.as_str();
        let pair = |short: &str, long: &str| Pair {
            short: single_blanks(short),
            long: single_blanks(long),
        };
        let gold = document.pairs.iter().flatten().map(|one| pair(&one.short, &one.long));
        let gold: BTreeSet<_> = gold.collect();
        let mut places = BTreeMap::new();
        for (short, long) in found {
            places.entry(pair(short.of(text), long.of(text))).or_insert(short);
        }
        let is_judged = self.is_judged(document);
        for (pair, &span) in &places {
            if gold.contains(pair) {
                self.count(Class::Right, is_judged);
            } else if is_judged {
                self.count(Class::Spurious, true);
                self.errors.push(error(document, Class::Spurious, pair, span));
            }
        }
        for pair in gold.iter().filter(|pair| !places.contains_key(pair)) {
            self.count(Class::Missed, is_judged);
            self.errors.push(error(document, Class::Missed, pair, place(text, &pair.short)));
        }
    }
}

/// A pair that is wrong or was missed, where its short form stands.
fn error(document: &Document, class: Class, pair: &Pair, span: Span) -> Error {
    Error {
        class,
        document: document.id.clone(),
        span,
        predicted: None,
        gold: None,
        definition: Some(pair.clone()),
        excerpt: Excerpt::of(&document.text, span),
    }
}

/// Where a short form stands: in a bracket, or as a word, or anywhere.
fn place(text: &str, short: &str) -> Span {
    let span = |start: usize| Span::new(start, start + short.len());
    let before = |start: usize| text[..start].chars().next_back();
    let after = |start: usize| text[start + short.len()..].chars().next();
    let is_letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let places = || text.match_indices(short).map(|(start, _)| start);
    let in_bracket = places()
        .find(|&start| matches!(before(start), Some('(' | '[' | '（')) && !is_letter(after(start)));
    let as_word = || places().find(|&start| !is_letter(before(start)) && !is_letter(after(start)));
    in_bracket.or_else(as_word).or_else(|| places().next()).map_or_else(Span::default, span)
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
