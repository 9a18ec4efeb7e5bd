//! Names where they stand, and what the gold says that each of their senses is there.

use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::text::Text;
use super::{FOLDS, is_open};
use crate::eval::prediction::{is_demonym, is_state};
use crate::eval::spans::{Marked, is_asked};
use crate::eval::{Class, Document, Meant, Target, Task};
use crate::gazetteer::{AliasIndex, EntityIndex, EntityRef, Gazetteer};
use crate::resolve::{Candidate, EvidenceKind, Link, Verdict};
use crate::span::Span;

/// A name where it stands in a text.
#[derive(Debug)]
pub struct Occurrence<'d> {
    /// The text.
    pub(super) text: Arc<Text<'d>>,
    /// Where.
    pub span: Span,
    /// What it may mean there, one alias for each entity.
    pub senses: Vec<Sense>,
    /// Nothing but priors speaks there.
    pub is_alone: bool,
}

/// One of the things that a name may mean where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The name.
    pub alias: AliasIndex,
    /// The entity.
    pub entity: EntityIndex,
    /// It is a rival sense that is never reported.
    pub is_decoy: bool,
    /// Whether it is what the gold says; nothing where the gold does not tell.
    pub is_meant: Option<bool>,
}

impl Occurrence<'_> {
    /// Whether the links of the text decide the name as the gold does, as far as that tells: for the entity that is meant, or for none.
    #[must_use]
    pub fn is_right(&self, links: &[Link]) -> bool {
        let link = links.iter().find(|link| link.span == self.span);
        let linked = link.and_then(|link| match link.verdict {
            Verdict::Entity(Candidate { entity, .. }) => Some(entity),
            _ => None,
        });
        let mut reported = self.senses.iter().filter(|sense| !sense.is_decoy);
        match linked {
            Some(entity) => {
                reported.any(|sense| sense.entity == entity && sense.is_meant != Some(false))
            }
            None => !reported.any(|sense| sense.is_meant == Some(true)),
        }
    }
}

/// The part that a text is in, of [`FOLDS`]: the same for equal texts, whatever file they are in.
#[must_use]
pub fn fold(document: &Document) -> usize {
    (XxHash3_64::oneshot(document.text.as_bytes()) % FOLDS as u64) as usize
}

/// The names of a text that something can be learned of, by its links with their stories.
///
/// Only gold that says everything of a text tells how often a name means what: that of [`Task::Links`] and [`Task::Country`] where it is
/// exhaustive, and the one word of [`Task::Ambig`].
#[must_use]
pub fn occurrences<'d>(
    gazetteer: &Gazetteer,
    task: Task,
    document: &'d Document,
    links: &[Link],
) -> Vec<Occurrence<'d>> {
    let judge: Box<dyn Fn(Span, Candidate) -> Option<Said<'d>>> = match (task, &document.target) {
        (Task::Links | Task::Country, _) if document.exhaustive => {
            let marked = Marked::of(task, document);
            Box::new(move |span, candidate| of_mentions(task, gazetteer, &marked, span, candidate))
        }
        (Task::Ambig, Some(target)) => {
            Box::new(move |span, candidate| of_target(gazetteer, target, span, candidate))
        }
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    let mut text = None;
    for link in links {
        let senses = senses(gazetteer, link, &judge);
        let is_told = |sense: &Sense| {
            sense.is_meant.is_some() && (sense.is_decoy || is_open(gazetteer, sense.alias))
        };
        if !senses.iter().any(|sense| !sense.is_decoy && is_told(sense)) {
            continue;
        }
        let text = text.get_or_insert_with(|| Arc::new(Text::of(document, links)));
        let mut evidence = link.stories.iter().flat_map(|story| &story.evidence);
        let is_alone = evidence.all(|one| one.kind == EvidenceKind::Prior || one.weight == 0);
        found.push(Occurrence { text: Arc::clone(text), span: link.span, senses, is_alone });
    }
    found
}

/// What the gold says of a sense: whether it is meant, and what is.
type Said<'d> = (bool, Option<&'d Meant>);

fn senses<'d>(
    gazetteer: &Gazetteer,
    link: &Link,
    judge: &dyn Fn(Span, Candidate) -> Option<Said<'d>>,
) -> Vec<Sense> {
    let mut says = None;
    let mut senses: Vec<Sense> = link
        .stories
        .iter()
        .map(|story| {
            let Candidate { entity, alias, .. } = story.candidate;
            let is_decoy = gazetteer.entity(entity).is_decoy();
            let said = judge(link.span, story.candidate).filter(|_| !is_decoy);
            says = says.or(said.and_then(|(_, meant)| meant));
            Sense { alias, entity, is_decoy, is_meant: said.map(|(is_meant, _)| is_meant) }
        })
        .collect();
    let reported = || senses.iter().filter(|sense| !sense.is_decoy);
    let is_reported = reported().any(|sense| sense.is_meant == Some(true));
    let is_none =
        reported().all(|sense| sense.is_meant == Some(false)) && says.is_none_or(Meant::is_nothing);
    let named = says.and_then(|meant| gazetteer.entity_by_id(&meant.written));
    let named = named.filter(|entity| entity.is_decoy()).map(EntityRef::index);
    let is_only = senses.iter().filter(|sense| sense.is_decoy).count() == 1;
    for decoy in senses.iter_mut().filter(|sense| sense.is_decoy) {
        decoy.is_meant = match named {
            _ if is_reported => Some(false),
            Some(named) => Some(decoy.entity == named),
            // The gold does not know decoys: the only one is meant where nothing is.
            None => (is_none && is_only).then_some(true),
        };
    }
    senses
}

/// By the mentions of a text.
fn of_mentions<'d>(
    task: Task,
    gazetteer: &Gazetteer,
    marked: &Marked<'d>,
    span: Span,
    Candidate { entity, alias, .. }: Candidate,
) -> Option<Said<'d>> {
    if !is_asked(task, gazetteer, entity, alias) {
        return None;
    }
    match marked.judge(span, entity) {
        (Class::Neutral, _) => None,
        (class, meant) => Some((class == Class::Right, meant)),
    }
}

/// By the word that a text asks about.
fn of_target<'d>(
    gazetteer: &Gazetteer,
    target: &'d Target,
    span: Span,
    Candidate { entity, alias, .. }: Candidate,
) -> Option<Said<'d>> {
    let is_asked = target.is_linked_by(span)
        && !is_demonym(gazetteer, alias)
        && (target.is_wanted || is_state(gazetteer, entity));
    let is_meant = target.is_wanted && target.meant.entity == Some(entity);
    is_asked.then_some((is_meant, Some(&target.meant)))
}
