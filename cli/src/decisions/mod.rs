//! What a person or a model decided of doubtful mentions: lines of JSON, written by `annotate --defer` with everything that helps to
//! decide, and taken back by `annotate --decisions` for as long as the same words stand at the same place of the same text.

mod defer;
mod read;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use exonym::dictionary::Scope;
use exonym::gazetteer::{AliasRef, EntityIndex};
use exonym::resolve::{Candidate, Context};
use exonym::{Annotator, Span};
use twox_hash::XxHash3_64;

use crate::annotate::{Settings, reading};
use crate::output::screen::safe;
use crate::record::{Annotation, Reading, Reason, Record, Verdict};

pub use self::defer::{Deferring, deferred};

/// Decisions by the texts that they are of.
#[derive(Debug, Default)]
pub struct Decisions {
    by_id: HashMap<String, OfText>,
    /// Of texts without an id.
    by_hash: HashMap<u64, OfText>,
}

/// The decisions of one text by field, start and end; what holds others comes before them.
type OfText = BTreeMap<(String, usize, Reverse<usize>), Decision>;

/// One line that decides.
#[derive(Debug)]
struct Decision {
    file: Arc<str>,
    line: u64,
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
    fn of(&self, record: &Record) -> Option<&OfText> {
        match &record.id {
            Some(id) => self.by_id.get(id),
            None if self.by_hash.is_empty() => None,
            None => self.by_hash.get(&hash(record)),
        }
    }

    /// All of them, with the fields that they are of.
    fn all(&self) -> impl Iterator<Item = (&str, &Decision)> {
        let all = self.by_id.values().chain(self.by_hash.values()).flatten();
        all.map(|((field, ..), decision)| (field.as_str(), decision))
    }

    /// Puts what was decided of a record in place of what was found there, and tells where something was decided. Both annotations and
    /// what is told are sorted by field, then by start.
    pub fn apply<'g>(
        &self,
        annotator: &'g Annotator,
        record: &Record,
        settings: &Settings,
        annotations: &mut Vec<Annotation<'g>>,
    ) -> Vec<(usize, Span)> {
        let Some(decisions) = self.of(record) else { return Vec::new() };
        let nested = settings.context.nested;
        let standing = standing(decisions, record, nested);
        let mut exact: HashMap<(usize, Span), Annotation<'g>> = HashMap::new();
        for one in std::mem::take(annotations) {
            match Standing::meeting(&standing, &one, nested) {
                Meeting::None => annotations.push(one),
                Meeting::Exact => _ = exact.insert((one.field, one.span), one),
                Meeting::Crossing => {}
            }
        }
        for Standing { field, decision, .. } in &standing {
            let found = exact.remove(&(*field, decision.span));
            annotations.extend(decision.annotation(annotator, record, settings, *field, found));
        }
        annotations.sort_by_key(|it| (it.field, it.span.start, Reverse(it.span.end)));
        standing.iter().map(|one| (one.field, one.decision.span)).collect()
    }

    /// Says which decisions could not be applied, and whether there are any.
    pub fn tell(&self, quiet: bool) -> bool {
        let is_lost = |one: &Decision| matches!(one.fate(), Fate::Stale | Fate::Crossing);
        let mut lost: Vec<_> = self.all().filter(|(_, one)| is_lost(one)).collect();
        lost.sort_by_key(|(_, one)| (&one.file, one.line));
        for (field, one) in &lost {
            let Decision { file, line, span, text, .. } = one;
            let (text, field) = (safe(text), safe(field));
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
        let unmet = self.all().filter(|(_, one)| one.fate() == Fate::Unmet).count();
        if unmet > 0 && !quiet {
            eprintln!("exonym: {unmet} decisions are of texts or fields that were not read");
        }
        !lost.is_empty()
    }
}

/// A decision whose words stand in a record.
struct Standing<'d> {
    field: usize,
    decision: &'d Decision,
    /// How far it reaches, and those before it in its field.
    reach: usize,
}

/// How an annotation stands to decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meeting {
    /// It may stay.
    None,
    /// One is about it.
    Exact,
    /// It crosses one, and gives way.
    Crossing,
}

/// The decisions that hold for a record, by field and start; what becomes of the others is noted.
fn standing<'d>(decisions: &'d OfText, record: &Record, nested: bool) -> Vec<Standing<'d>> {
    let mut standing: Vec<Standing<'d>> = Vec::new();
    let mut place: (&str, Option<usize>) = ("", None);
    // Those that the next one may stand in.
    let mut open: Vec<Span> = Vec::new();
    for ((name, ..), decision) in decisions {
        if place.0 != name {
            place = (name, record.fields.iter().position(|field| field.name == *name));
            open.clear();
        }
        let Some(field) = place.1 else { continue };
        let span = decision.span;
        if record.fields[field].text.get(span.range()) != Some(decision.text.as_str()) {
            decision.meets(Fate::Stale);
            continue;
        }
        while open.pop_if(|one| one.end <= span.start).is_some() {}
        if open.last().is_some_and(|&one| !may_stand_together(one, span, nested)) {
            decision.meets(Fate::Crossing);
            continue;
        }
        decision.meets(Fate::Applied);
        open.push(span);
        standing.push(Standing { field, decision, reach: span.end });
    }
    standing.sort_by_key(|one| (one.field, one.decision.span.start));
    for at in 1..standing.len() {
        if standing[at].field == standing[at - 1].field {
            standing[at].reach = standing[at].reach.max(standing[at - 1].reach);
        }
    }
    standing
}

impl Standing<'_> {
    /// How an annotation stands to them. Only where an entity was decided must others give way.
    fn meeting(all: &[Self], one: &Annotation<'_>, nested: bool) -> Meeting {
        let end = all
            .partition_point(|it| (it.field, it.decision.span.start) < (one.field, one.span.end));
        let near = all[..end].iter().rev();
        let near = near.take_while(|it| it.field == one.field && it.reach > one.span.start);
        let mut meeting = Meeting::None;
        for Standing { decision, .. } in near {
            if decision.span == one.span {
                return Meeting::Exact;
            }
            if decision.choice != Choice::Nil
                && !may_stand_together(decision.span, one.span, nested)
            {
                meeting = Meeting::Crossing;
            }
        }
        meeting
    }
}

/// The score of what somebody has decided.
const SURE: u16 = 1000;

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

    /// What it makes of its mention, and of what was found there.
    fn annotation<'g>(
        &self,
        annotator: &'g Annotator,
        record: &Record,
        settings: &Settings,
        field: usize,
        found: Option<Annotation<'g>>,
    ) -> Option<Annotation<'g>> {
        let quoted = found.as_ref().map_or(self.quoted, |one| one.quoted);
        let verdict = match self.choice {
            // Where nothing is found, nothing is wrong.
            Choice::Nil => found.map(|_| Verdict::Nil)?,
            Choice::Entity(entity) => {
                let id = annotator.gazetteer().entity(entity).id();
                let reading = found.and_then(|one| one.reading_of(&id)).unwrap_or_else(|| {
                    reading_of(annotator, entity, &self.text, &settings.context_of(record))
                });
                Verdict::Entity(Some(reading).filter(|one| settings.wants(one))?)
            }
        };
        let evidence = settings.evidence.then_some(Reason { kind: "decided", place: None });
        let evidence = evidence.into_iter().collect();
        Some(Annotation {
            field,
            span: self.span,
            token: annotator.gazetteer().token(&record.fields[field].text, self.span),
            score: SURE,
            quoted,
            verdict,
            decided: true,
            evidence,
        })
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
