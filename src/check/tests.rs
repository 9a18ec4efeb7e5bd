//! Runs `test.hit` and `test.miss` of a dictionary.

use crate::annotate::{Annotator, Buffers};
use crate::diagnostic::Diagnostic;
use crate::dictionary::{Dictionary, Entity, Sentence, Test};
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
            let Ok(Sentence { text, marks }) = Sentence::parse(&test.text) else { continue };
            let links = annotator.annotate(&text, &Context::default(), &mut buffers);
            let missed = marks.iter().filter(|&&span| !is_hit(annotator, entity, &links, span));
            diagnostics.extend(
                missed.map(|&span| missed_hit(annotator, entity, test, &text, &links, span)),
            );
        }
        for test in &entity.misses {
            let Ok(Sentence { text, .. }) = Sentence::parse(&test.text) else { continue };
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

/// Whether the span is linked to the entity: by a name of its own, or because a gloss makes another's name mean it.
fn is_hit(annotator: &Annotator, entity: &Entity, links: &[Link], span: Span) -> bool {
    links.iter().any(|link| link.span == span && means(annotator, entity, link))
}

fn means(annotator: &Annotator, entity: &Entity, link: &Link) -> bool {
    let Verdict::Entity(candidate) = link.verdict else { return false };
    let gazetteer = annotator.gazetteer();
    let of_alias = gazetteer.alias(candidate.alias).entity();
    [gazetteer.entity(candidate.entity), of_alias]
        .iter()
        .any(|found| found.id() == entity.id.as_str())
}

fn missed_hit(
    annotator: &Annotator,
    entity: &Entity,
    test: &Test,
    sentence: &str,
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
            format!("\"{}\" is {what}", link.span.of(sentence))
        }
    };
    Diagnostic::error(
        "failed-test",
        format!("\"{}\" is not taken for {}", span.of(sentence), entity.id),
        test.place.clone(),
    )
    .label(found)
    .help("add the name, or what decides for it (`lang`, `prior`, `cue`, `defined`); `exonym explain` shows what decided")
}
