//! Definitions of short forms: exact pairs, blanks aside.

use std::collections::BTreeSet;

use super::{Class, Document, Error, Evaluation, Excerpt, Meant};
use crate::span::Span;

impl Evaluation {
    pub(super) fn add_pairs<'t>(
        &mut self,
        document: &'t Document,
        found: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) {
        let pair = |short: &str, long: &str| (single_blanks(short), single_blanks(long));
        let gold = document.pairs.iter().flatten().map(|one| pair(&one.short, &one.long));
        let gold: BTreeSet<_> = gold.collect();
        let found: BTreeSet<_> =
            found.into_iter().map(|(short, long)| pair(short, long)).collect();
        let is_judged = self.is_judged(document);
        for pair in &found {
            if gold.contains(pair) {
                self.count(Class::Right, is_judged);
            } else if is_judged {
                self.count(Class::Spurious, true);
                self.errors.push(error(document, Class::Spurious, pair));
            }
        }
        for pair in gold.difference(&found) {
            self.count(Class::Missed, is_judged);
            self.errors.push(error(document, Class::Missed, pair));
        }
    }
}

/// A pair that is wrong or was missed, where its short form stands first.
fn error(document: &Document, class: Class, (short, long): &(String, String)) -> Error {
    let start = document.text.find(short.as_str());
    let span = start.map_or_else(Span::default, |start| Span::new(start, start + short.len()));
    let mut excerpt = Excerpt::of(&document.text, span);
    let written = format!("{short} = {long}");
    let gold = (class == Class::Missed).then(|| Meant { written: written.clone(), entity: None });
    excerpt.words = written;
    Error { class, document: document.id.clone(), span, predicted: None, gold, excerpt }
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
