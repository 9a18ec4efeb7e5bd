//! What a person or a model decided of doubtful mentions: lines of JSON, written by `annotate --defer` with everything that helps to
//! decide, and taken back by `annotate --decisions` for as long as the same words stand at the same place of the same text.

mod defer;
mod read;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use exonym::dictionary::Scope;
use exonym::gazetteer::{AliasRef, EntityIndex};
use exonym::resolve::{Candidate, Context};
use exonym::{Annotator, Span};
use twox_hash::XxHash3_64;

use crate::annotate::{Settings, reading};
use crate::output::visible::one_line;
use crate::record::{Annotation, Reading, Reason, Record, Verdict};

pub use self::defer::{Deferring, deferred};

/// Decisions by the texts that they are of.
#[derive(Debug, Default)]
pub struct Decisions {
    by_id: HashMap<String, Vec<Decision>>,
    /// Of texts without an id.
    by_hash: HashMap<u64, Vec<Decision>>,
}

/// One line that decides.
#[derive(Debug)]
struct Decision {
    file: Arc<str>,
    line: u64,
    field: String,
    span: Span,
    text: String,
    /// Whether it stood in a quotation, for where the resolver sees no mention.
    quoted: bool,
    choice: Choice,
    /// The greatest [`Fate`] that it met; threads share it.
    fate: AtomicU8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Entity(EntityIndex),
    /// None of those that are reported.
    Nil,
}

/// What came of a decision, in the order of what counts where several texts have one id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Its text, or its field, was not read.
    Unmet,
    /// Other words stand there.
    Stale,
    /// It crosses another decision.
    Crossing,
    Applied,
}

impl Decisions {
    fn of(&self, record: &Record) -> &[Decision] {
        let found = match &record.id {
            Some(id) => self.by_id.get(id),
            None if self.by_hash.is_empty() => None,
            None => self.by_hash.get(&hash(record)),
        };
        found.map_or(&[], Vec::as_slice)
    }

    fn all(&self) -> impl Iterator<Item = &Decision> {
        self.by_id.values().chain(self.by_hash.values()).flatten()
    }

    /// Puts what was decided of a record in place of what was found there, and tells where something was decided.
    pub fn apply<'g>(
        &self,
        annotator: &'g Annotator,
        record: &Record,
        settings: &Settings,
        annotations: &mut Vec<Annotation<'g>>,
    ) -> Vec<(usize, Span)> {
        let mut decided: Vec<(usize, Span)> = Vec::new();
        for decision in self.of(record) {
            let Some(field) = record.fields.iter().position(|it| it.name == decision.field) else {
                continue;
            };
            let span = decision.span;
            if record.fields[field].text.get(span.range()) != Some(decision.text.as_str()) {
                decision.meets(Fate::Stale);
                continue;
            }
            let crosses = |&(other, there): &(usize, Span)| {
                other == field && !may_stand_together(span, there, settings.context.nested)
            };
            if decided.iter().any(crosses) {
                decision.meets(Fate::Crossing);
                continue;
            }
            decision.meets(Fate::Applied);
            decided.push((field, span));
            decision.put(annotator, record, settings, field, annotations);
        }
        if !decided.is_empty() {
            annotations.sort_by_key(|it| (it.field, it.span.start, Reverse(it.span.end)));
        }
        decided
    }

    /// Says which decisions could not be applied, and whether there are any.
    pub fn tell(&self, quiet: bool) -> bool {
        let mut lost: Vec<&Decision> =
            self.all().filter(|one| matches!(one.fate(), Fate::Stale | Fate::Crossing)).collect();
        lost.sort_by_key(|one| (&one.file, one.line));
        for one in &lost {
            let Decision { file, line, field, span, text, .. } = one;
            let (text, field) = (one_line(text), one_line(field));
            let place = format!("{}..{} of the field `{field}`", span.start, span.end);
            let what = match one.fate() {
                Fate::Crossing => format!("\"{text}\" at {place} crosses another decision"),
                _ => format!("stale: \"{text}\" does not stand at {place} any more"),
            };
            eprintln!("{file}:{line}: {what}");
        }
        if !lost.is_empty() {
            eprintln!("  help: decide anew: `annotate --defer FILE` writes what is doubtful now");
        }
        let unmet = self.all().filter(|one| one.fate() == Fate::Unmet).count();
        if unmet > 0 && !quiet {
            eprintln!("exonym: {unmet} decisions are of texts or fields that were not read");
        }
        !lost.is_empty()
    }
}

/// Whether two mentions of one field can both be reported.
const fn may_stand_together(one: Span, other: Span, nested: bool) -> bool {
    !one.overlaps(other) || nested && (one.contains(other) || other.contains(one))
}

/// What a text without an id is known by: its fields, their names and their texts.
fn hash(record: &Record) -> u64 {
    let mut bytes = Vec::new();
    for field in &record.fields {
        for part in [&field.name, &field.text] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
    }
    XxHash3_64::oneshot(&bytes)
}

impl Decision {
    fn meets(&self, fate: Fate) {
        self.fate.fetch_max(fate as u8, Ordering::Relaxed);
    }

    fn fate(&self) -> Fate {
        let fates = [Fate::Unmet, Fate::Stale, Fate::Crossing, Fate::Applied];
        fates[usize::from(self.fate.load(Ordering::Relaxed))]
    }

    /// Puts it among the annotations of a record, in whose field its words stand.
    fn put<'g>(
        &self,
        annotator: &'g Annotator,
        record: &Record,
        settings: &Settings,
        field: usize,
        annotations: &mut Vec<Annotation<'g>>,
    ) {
        let here = |one: &Annotation<'_>| one.field == field && one.span == self.span;
        let found = annotations.iter().position(here).map(|at| annotations.remove(at));
        let quoted = found.as_ref().map_or(self.quoted, |one| one.quoted);
        let verdict = match self.choice {
            // Where nothing is found, nothing is wrong.
            Choice::Nil if found.is_none() => return,
            Choice::Nil => Verdict::Nil,
            Choice::Entity(entity) => {
                let context = settings.context_of(record);
                let reading = found
                    .and_then(|one| one.reading_of(&annotator.gazetteer().entity(entity).id()))
                    .unwrap_or_else(|| reading_of(annotator, entity, &self.text, &context));
                let span = self.span;
                let nested = settings.context.nested;
                annotations
                    .retain(|one| one.field != field || may_stand_together(one.span, span, nested));
                if !settings.wants(&reading) {
                    return;
                }
                Verdict::Entity(reading)
            }
        };
        let evidence = settings.evidence.then_some(Reason { kind: "decided", place: None });
        let evidence = evidence.into_iter().collect();
        let span = self.span;
        annotations.push(Annotation { field, span, quoted, verdict, decided: true, evidence });
    }
}

impl<'g> Annotation<'g> {
    /// As which name of this entity it was read, if as one.
    fn reading_of(self, id: &str) -> Option<Reading<'g>> {
        let readings = match self.verdict {
            Verdict::Entity(reading) => vec![reading],
            Verdict::Ambiguous(readings) => readings,
            Verdict::Nil => Vec::new(),
        };
        readings.into_iter().find(|reading| reading.entity == id)
    }
}

/// What is to be said of an entity where these words mean it: as one of its names where they are one.
fn reading_of<'g>(
    annotator: &'g Annotator,
    entity: EntityIndex,
    words: &str,
    context: &Context,
) -> Reading<'g> {
    let gazetteer = annotator.gazetteer();
    let key = gazetteer.find(words);
    let aliases = key.into_iter().flat_map(|key| gazetteer.candidates(key));
    let alias: Option<AliasRef<'g>> =
        aliases.filter(|alias| alias.entity().index() == entity).min_by_key(|it| it.index());
    if let Some(alias) = alias {
        let attributed = context.attributes(alias.rule());
        return reading(annotator, Candidate { entity, alias: alias.index(), attributed });
    }
    let entity = gazetteer.entity(entity);
    Reading {
        entity: entity.id(),
        name: entity.name(),
        entity_type: entity.entity_type(),
        kind: "",
        by: Vec::new(),
        since: None,
        until: None,
        tone: "",
        scope: Scope::Exact.as_str(),
    }
}
