//! Links held to mentions by their exact span and entity.

use std::collections::{BTreeMap, BTreeSet};

use super::endings::is_name_with_ending;
use super::prediction::{has_state_code, is_demonym};
use super::{Class, Document, Evaluation, Meant, Mention, Prediction, Task};
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use crate::span::Span;

/// The mentions of a document, by what is asked of its links.
pub(super) struct Marked<'d> {
    text: &'d str,
    /// Those that must be found, by their bare spans.
    wanted: BTreeMap<Span, &'d Mention>,
    /// All others that say something of what is found at them.
    rest: Vec<&'d Mention>,
}

impl<'d> Marked<'d> {
    pub(super) fn of(task: Task, document: &'d Document) -> Self {
        let text = document.text.as_str();
        let (mut wanted, mut rest) = (BTreeMap::new(), Vec::new());
        for mention in document.mentions.iter().filter(|mention| !mention.is_passed_over()) {
            if is_wanted(task, mention) {
                wanted.insert(bare(text, mention.span), mention);
            } else {
                rest.push(mention);
            }
        }
        Self { text, wanted, rest }
    }

    /// What it is to link these words to an entity, and what the gold says of them.
    pub(super) fn judge(&self, span: Span, entity: EntityIndex) -> (Class, Option<&'d Meant>) {
        let span = bare(self.text, span);
        match self.wanted.get(&span).map(|mention| &mention.meant) {
            Some(meant) if meant.entity == Some(entity) => (Class::Right, Some(meant)),
            Some(meant) => (Class::Wrong, Some(meant)),
            None => beside(self.text, span, entity, &self.rest),
        }
    }
}

/// Whether links of a name to its entity count for a task.
pub(super) fn is_asked(
    task: Task,
    gazetteer: &Gazetteer,
    entity: EntityIndex,
    alias: AliasIndex,
) -> bool {
    task == Task::Links || has_state_code(gazetteer, entity) && !is_demonym(gazetteer, alias)
}

/// Whether a mention must be found.
fn is_wanted(task: Task, mention: &Mention) -> bool {
    !mention.optional
        && match task {
            Task::Country => mention.is_state(),
            _ => mention.meant.entity.is_some() && !mention.is_neutral(),
        }
}

impl Evaluation {
    pub(super) fn add_spans(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        predictions: &[Prediction],
    ) {
        let text = document.text.as_str();
        for mention in document.mentions.iter().filter(|mention| !mention.is_passed_over()) {
            if self.task == Task::Links || mention.is_state() {
                self.is_unknown(&mention.meant);
            }
        }
        let marked = Marked::of(self.task, document);
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let counts = |one: &&Prediction| is_asked(self.task, gazetteer, one.entity, one.alias);
        let predictions: Vec<_> = predictions.iter().filter(counts).collect();
        for &prediction in &predictions {
            let span = bare(text, prediction.span);
            if !seen.insert((span, prediction.entity)) {
                continue;
            }
            let verdict = marked.judge(span, prediction.entity);
            if verdict.0 == Class::Right {
                found.insert(span);
            }
            let here = Prediction { span, ..*prediction };
            self.judge(gazetteer, document, &here, verdict);
            if verdict.0 != Class::Neutral {
                self.add_ended_link(gazetteer, document, prediction, &marked.wanted);
            }
        }
        for (&span, mention) in &marked.wanted {
            if !found.contains(&span) {
                self.miss(gazetteer, document, span, &mention.meant);
            }
            if let Some(entity) = mention.meant.entity
                && has_ending(gazetteer, entity, text, mention.span)
            {
                let is_here = |place| bare(text, place) == span;
                self.endings.found.count(
                    predictions.iter().any(|one| {
                        one.entity == entity && (is_here(one.span) || is_here(one.token))
                    }),
                );
            }
        }
    }

    /// Counts a link whose word only an ending separates from a name.
    fn add_ended_link(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        prediction: &Prediction,
        wanted: &BTreeMap<Span, &Mention>,
    ) {
        let (text, Prediction { span, token, entity, .. }) = (&document.text, *prediction);
        if self.is_judged(document) && has_ending(gazetteer, entity, text, token) {
            let meant = |place| wanted.get(&bare(text, place)).and_then(|it| it.meant.entity);
            self.endings.right.count([token, span].into_iter().any(|it| meant(it) == Some(entity)));
        }
    }
}

/// Whether the words at a span are a name with an ending. A possessive is none, and no name ends with a full stop for that.
fn has_ending(gazetteer: &Gazetteer, entity: EntityIndex, text: &str, span: Span) -> bool {
    [span, bare(text, span)]
        .into_iter()
        .all(|span| is_name_with_ending(gazetteer, entity, span.of(text)))
}

/// What a link is where the gold wants none.
fn beside<'d>(
    text: &str,
    span: Span,
    entity: EntityIndex,
    rest: &[&'d Mention],
) -> (Class, Option<&'d Meant>) {
    let touched = || rest.iter().filter(|mention| mention.span.overlaps(span));
    if touched().any(|mention| mention.is_neutral()) {
        return (Class::Neutral, None);
    }
    let is_team = |mention: &&&Mention| mention.named_after.contains(&entity);
    let is_here = |mention: &&&Mention| bare(text, mention.span) == span;
    let is_around = |mention: &&&Mention| mention.span.contains(span);
    let first = [
        (Class::Team, touched().find(is_team)),
        (Class::Other, touched().find(is_here)),
        (Class::Nested, touched().find(is_around)),
    ];
    let found = first.into_iter().find_map(|(class, mention)| Some((class, &mention?.meant)));
    found.map_or((Class::Spurious, None), |(class, meant)| (class, Some(meant)))
}

/// A span without the article before it, and without a full stop and a possessive after it, on which annotators differ.
fn bare(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    let words = |start: usize, end: usize| &text.as_bytes()[start..end];
    if words(start, end).get(..4).is_some_and(|article| article.eq_ignore_ascii_case(b"the ")) {
        start += 4;
    }
    while end > start && matches!(text.as_bytes()[end - 1], b'.' | b' ') {
        end -= 1;
    }
    for possessive in ["'s", "’s"] {
        if words(start, end).ends_with(possessive.as_bytes()) {
            end -= possessive.len();
        }
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::bare;
    use crate::span::Span;

    #[test]
    fn what_annotators_differ_on_is_no_part_of_a_span() {
        let cases = [
            ("the Netherlands", "Netherlands"),
            ("THE U.S.", "U.S"),
            ("Turkey's", "Turkey"),
            ("Turkey’s", "Turkey"),
            ("Theodor", "Theodor"),
            ("the", "the"),
            ("the ", ""),
            ("U.S.'s", "U.S."),
            (". .", ""),
        ];
        for (words, expected) in cases {
            let text = format!("x{words}x");
            let span = bare(&text, Span::new(1, 1 + words.len()));
            assert_eq!(span.of(&text), expected, "{words}");
        }
    }
}
