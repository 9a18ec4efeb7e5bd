//! Where ids lead: nothing in a finished dictionary points to an entity that is not in it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::below::Below;
use super::model::{Alias, Cue, Dictionary, Entity, Rule};
use super::nearest::nearest;
use super::reader::{Moved, Reference};
use crate::diagnostic::Diagnostic;
use crate::id::EntityId;
use crate::span::Span;

/// An id that moved more often than this is lost in a circle.
const MOST_MOVES: usize = 32;

/// What points to what, as far as the files have been read.
#[derive(Default)]
pub(super) struct Pointers {
    pub(super) references: Vec<Reference>,
    /// Entities that are given and could not be kept: pointing to one is no further error.
    pub(super) left_out: HashSet<EntityId>,
    /// Whether a file or a line could not be read: an id that leads nowhere may be one of those.
    pub(super) incomplete: bool,
}

/// Follows every reference and every move; reports those that lead nowhere, and takes them out of the dictionary.
pub(super) fn settle(
    dictionary: &mut Dictionary,
    moved: &HashMap<EntityId, Moved>,
    pointers: &Pointers,
    below: &dyn Below,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut ends = Ends { dictionary, below, moved: HashMap::new(), pointers, suggested: 0 };
    diagnostics.extend(ends.given_up());
    let mut entries: Vec<_> = moved.values().collect();
    entries.sort_unstable_by(|a, b| a.old.cmp(&b.old));
    for entry in entries {
        if let Some(end) = ends.end_of_move(entry, moved, diagnostics) {
            diagnostics.extend(ends.contradiction(entry, &end));
            ends.moved.insert(entry.old.clone(), end);
        }
    }
    let mut fates: HashMap<&EntityId, Fate> = HashMap::new();
    for reference in &pointers.references {
        if !ends.is_here(&reference.id) {
            let (fate, problem) = ends.fate_of(reference);
            fates.insert(&reference.id, fate);
            diagnostics.extend(problem);
        }
    }
    dictionary.moved = std::mem::take(&mut ends.moved).into_iter().collect();
    dictionary.moved.sort_unstable();
    if !fates.is_empty() {
        redirect(dictionary, &fates);
    }
}

/// What becomes of a reference to an id that is no entity.
enum Fate {
    /// It points to another entity instead.
    Becomes(EntityId),
    /// It goes.
    Goes,
}

/// Knows where ids lead.
struct Ends<'d> {
    /// Its entities are sorted and final.
    dictionary: &'d Dictionary,
    below: &'d dyn Below,
    /// Old ids and where they ended up.
    moved: HashMap<EntityId, EntityId>,
    pointers: &'d Pointers,
    /// How many ids were compared with all others: that is dear, and nobody reads a hundred suggestions.
    suggested: usize,
}

impl Ends<'_> {
    fn is_here(&self, id: &EntityId) -> bool {
        self.dictionary.entities.binary_search_by(|entity| entity.id.cmp(id)).is_ok()
            || self.below.has(id)
    }

    /// Where an id has moved.
    fn moved(&self, id: &EntityId) -> Option<&EntityId> {
        self.moved.get(id).or_else(|| self.below.moved(id))
    }

    /// Entities under ids that were given up below.
    fn given_up(&self) -> Vec<Diagnostic> {
        let problem = |entity: &Entity| {
            let end = self.below.moved(&entity.id)?;
            let message = format!("{} has moved to {end} and is still an entity", entity.id);
            Some(
                Diagnostic::error("moved-entity", message, entity.place.clone())
                    .label("given up in the compiled file below")
                    .help(format!("add to {end} instead, or give the entity another id")),
            )
        };
        self.dictionary.entities.iter().filter_map(problem).collect()
    }

    /// A move elsewhere than the one below: what was compiled points to that already.
    fn contradiction(&self, entry: &Moved, end: &EntityId) -> Option<Diagnostic> {
        let before = self.below.moved(&entry.old).filter(|before| *before != end)?;
        let message = format!(
            "{} moves to {end}, and has moved to {before} in the compiled file below",
            entry.old
        );
        Some(
            Diagnostic::error("duplicate-moved", message, entry.place.clone())
                .help("take it out here, or change it there and compile again"),
        )
    }

    /// Whether it is better to be silent about an id that leads nowhere.
    fn is_excused(&self, id: &EntityId) -> bool {
        self.pointers.incomplete || self.pointers.left_out.contains(id)
    }

    /// Where a move ends, over further moves.
    fn end_of_move(
        &self,
        entry: &Moved,
        moved: &HashMap<EntityId, Moved>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<EntityId> {
        if self.is_here(&entry.old) {
            let message = format!("{} has moved and is still an entity", entry.old);
            diagnostics.push(
                Diagnostic::error("moved-entity", message, entry.place.clone())
                    .help("take it out of [moved], or take the entity away"),
            );
            return None;
        }
        let mut end = entry;
        for _ in 0..MOST_MOVES {
            if self.is_here(&end.new) {
                return Some(end.new.clone());
            }
            let Some(next) = moved.get(&end.new) else {
                if let Some(end) = self.below.moved(&end.new) {
                    return Some(end.clone());
                }
                if !self.is_excused(&end.new) {
                    let message = format!("{} moves to {}, which is no entity", entry.old, end.new);
                    diagnostics.push(
                        Diagnostic::error("dangling-id", message, entry.target.clone())
                            .label("leads nowhere")
                            .help("name an entity that is loaded"),
                    );
                }
                return None;
            };
            end = next;
        }
        let message = format!("{} moves in a circle, or too often", entry.old);
        diagnostics.push(
            Diagnostic::error("dangling-id", message, entry.target.clone())
                .label("leads nowhere")
                .help("let one of the moves end at an entity"),
        );
        None
    }

    fn fate_of(&mut self, reference: &Reference) -> (Fate, Option<Diagnostic>) {
        let id = &reference.id;
        if let Some(end) = self.moved(id) {
            let message = format!("{id} has moved");
            let problem = Diagnostic::warning("moved-id", message, reference.place.clone())
                .help(format!("write {end}"));
            let problem = match place_of_id(reference) {
                Some(span) => problem.fix(span, end.to_string()),
                None => problem,
            };
            return (Fate::Becomes(end.clone()), Some(problem));
        }
        if self.is_excused(id) {
            return (Fate::Goes, None);
        }
        let problem =
            Diagnostic::error("dangling-id", format!("{id} is no entity"), reference.place.clone());
        let help = match self.suggestion(id) {
            Some(other) => format!("did you mean {other}?"),
            None => "add the entity, load the dictionary that has it, or take this away".into(),
        };
        (Fate::Goes, Some(problem.label("leads nowhere").help(help)))
    }

    /// An id of the same namespace that was probably meant.
    fn suggestion(&mut self, id: &EntityId) -> Option<String> {
        const MOST: usize = 20;
        self.suggested += 1;
        if self.suggested > MOST {
            return None;
        }
        let others = self.dictionary.entities.iter().map(|entity| &entity.id);
        let below = self.below.slugs(id.namespace());
        let slugs = others
            .filter(|other| other.namespace() == id.namespace())
            .map(EntityId::slug)
            .chain(below.iter().map(String::as_str))
            .filter(|slug| slug.len().abs_diff(id.slug().len()) <= 3);
        nearest(id.slug(), slugs).map(|slug| format!("{}/{slug}", id.namespace()))
    }
}

/// Points relations and cues to where they lead, and takes out what leads nowhere.
fn redirect(dictionary: &mut Dictionary, fates: &HashMap<&EntityId, Fate>) {
    let mut rules = Rules { fates, done: HashMap::new() };
    for entity in &mut dictionary.entities {
        let relations = std::mem::take(&mut entity.relations);
        for (relation, id) in relations {
            let id = match fates.get(&id) {
                None => id,
                Some(Fate::Becomes(end)) => end.clone(),
                Some(Fate::Goes) => continue,
            };
            if id != entity.id && !entity.relations.contains(&(relation, id.clone())) {
                entity.relations.push((relation, id));
            }
        }
        let mut first = true;
        entity.aliases.retain_mut(|alias| {
            // A guard that cannot be kept would let a name through that should not pass: the name goes. The
            // canonical name stays in any case.
            let (rule, whole) = rules.redirected(alias);
            alias.rule = rule;
            std::mem::take(&mut first) || whole
        });
    }
}

/// Redirects each rule once.
struct Rules<'f> {
    fates: &'f HashMap<&'f EntityId, Fate>,
    /// By the address of the old rule, which is kept alive so that no other can have it.
    done: HashMap<*const Rule, (Arc<Rule>, Arc<Rule>, bool)>,
}

impl Rules<'_> {
    /// The rule of an alias with its cues redirected, and whether all of them are still there.
    fn redirected(&mut self, alias: &Alias) -> (Arc<Rule>, bool) {
        let old = &alias.rule;
        let (_, rule, whole) = self.done.entry(Arc::as_ptr(old)).or_insert_with(|| {
            let mut rule = Rule::clone(old);
            let mut whole = true;
            let lists =
                [&mut rule.require, &mut rule.forbid, &mut rule.cue_for, &mut rule.cue_against];
            for list in lists {
                list.retain_mut(|cue| {
                    let Cue::Entity(id) = cue else { return true };
                    match self.fates.get(id) {
                        None => true,
                        Some(Fate::Becomes(end)) => {
                            *id = end.clone();
                            true
                        }
                        Some(Fate::Goes) => {
                            whole = false;
                            false
                        }
                    }
                });
            }
            let rule = if rule == **old { Arc::clone(old) } else { Arc::new(rule) };
            (Arc::clone(old), rule, whole)
        });
        (Arc::clone(rule), *whole)
    }
}

/// The bytes of the id itself, without its quotes and the `@` of a cue, where it is written without escapes.
fn place_of_id(reference: &Reference) -> Option<Span> {
    let place = &reference.place;
    let written = place.span.of(&place.file.text);
    let id = written.trim_matches(['"', '\'']).trim_start_matches('@');
    if id != reference.id.as_str() && id != reference.id.slug() {
        return None;
    }
    let start = place.span.start + written.find(id)?;
    Some(Span::new(start, start + id.len()))
}
