//! Runs `test.hit` and `test.miss` of a dictionary.

use crate::annotate::{Annotator, Buffers};
use crate::diagnostic::Diagnostic;
use crate::dictionary::{Dictionary, Entity, Test};
use crate::gazetteer::EntityRef;
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::span::Span;

/// A diagnostic for each sentence that is not read as its entity's tests say.
#[must_use]
pub fn run_tests(dictionary: &Dictionary, annotator: &Annotator) -> Vec<Diagnostic> {
    let mut buffers = Buffers::default();
    let mut diagnostics = Vec::new();
    for entity in &dictionary.entities {
        for test in &entity.hits {
            let (text, marked) = unmark(&test.text);
            let links = annotator.annotate(&text, &Context::default(), &mut buffers);
            let missed = marked.iter().filter(|&&span| !is_hit(annotator, entity, &links, span));
            diagnostics.extend(missed.map(|&span| missed_hit(annotator, entity, test, &text, &links, span)));
        }
        for test in &entity.misses {
            let (text, _) = unmark(&test.text);
            let links = annotator.annotate(&text, &Context::default(), &mut buffers);
            let wrong = links.iter().filter(|link| means(annotator, entity, link));
            diagnostics.extend(wrong.map(|link| {
                Diagnostic::error(
                    "failed-test",
                    format!("\"{}\" is taken for {}", link.span.of(&text), entity.id),
                    test.place.clone(),
                )
                .label("test.miss: no mention of the entity may be found here")
                .help("give the name a guard or a cue, or a rival sense as a decoy; `exonym explain` shows what decided")
            }));
        }
    }
    diagnostics
}

/// The sentence without its brackets, and what they marked. `\[` and `\]` are brackets of the sentence.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::with_capacity(marked.len()), Vec::new(), None);
    let mut characters = marked.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek().is_some_and(|next| matches!(next, '[' | ']' | '\\')) => {
                text.extend(characters.next());
            }
            '[' => open = Some(text.len()),
            ']' => spans.extend(open.take().map(|start| Span::new(start, text.len()))),
            _ => text.push(c),
        }
    }
    (text, spans)
}

/// Whether the span is linked to the entity: by a name of its own, or because a gloss makes another's name mean it.
fn is_hit(annotator: &Annotator, entity: &Entity, links: &[Link], span: Span) -> bool {
    links.iter().any(|link| link.span == span && means(annotator, entity, link))
}

fn means(annotator: &Annotator, entity: &Entity, link: &Link) -> bool {
    let Verdict::Entity(candidate) = link.verdict else { return false };
    let gazetteer = annotator.gazetteer();
    let of_alias = gazetteer.alias(candidate.alias).entity();
    [gazetteer.entity(candidate.entity), of_alias].iter().any(|found| found.id() == &entity.id)
}

fn missed_hit(
    annotator: &Annotator,
    entity: &Entity,
    test: &Test,
    text: &str,
    links: &[Link],
    span: Span,
) -> Diagnostic {
    let id = |candidate: &Candidate| {
        let entity: EntityRef<'_> = annotator.gazetteer().entity(candidate.entity);
        entity.id().to_string()
    };
    let found = match links.iter().find(|link| link.span.overlaps(span)) {
        None => "nothing is found there".to_owned(),
        Some(link) => {
            let what = match &link.verdict {
                Verdict::Entity(candidate) => format!("taken for {}", id(candidate)),
                Verdict::Ambiguous(candidates) => {
                    let ids: Vec<_> = candidates.iter().map(id).collect();
                    format!("too close to call between {}", ids.join(", "))
                }
                Verdict::Nil => "taken for none that the dictionary reports".to_owned(),
            };
            format!("\"{}\" is {what}", link.span.of(text))
        }
    };
    Diagnostic::error(
        "failed-test",
        format!("\"{}\" is not taken for {}", span.of(text), entity.id),
        test.place.clone(),
    )
    .label(found)
    .help("add the name, or what decides for it (`prior`, `cue`, `defined`); `exonym explain` shows what decided")
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn brackets_are_taken_out() {
        let (text, spans) = unmark(r"a \[b\] [c d] [e]");
        assert_eq!(text, "a [b] c d e");
        assert_eq!(spans, [Span::new(6, 9), Span::new(10, 11)]);
    }
}
