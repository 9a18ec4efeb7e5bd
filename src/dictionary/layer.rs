//! Layers: what several files say about one entity becomes one entity.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::below::Below;
use super::contents::FileContents;
use super::entity::{Draft, Removal};
use super::language::Languages;
use super::model::{Alias, Declared, Dictionary, Entity, Source};
use super::reader::Moved;
use super::references::{self, Pointers};
use super::report::quoted;
use crate::diagnostic::{Diagnostic, Place};
use crate::id::EntityId;
use crate::language::Language;

/// Lays the layers over one another, the later over the earlier, all of them over what lies below, and sees that every id leads
/// somewhere.
///
/// Where files are missing that could not be loaded, `complete` is false: an id that leads nowhere may be in one of them.
pub(super) fn merge(
    layers: Vec<Vec<FileContents>>,
    complete: bool,
    below: &dyn Below,
) -> (Dictionary, Vec<Diagnostic>) {
    let mut stack = Stack::default();
    stack.pointers.incomplete = !complete;
    let ids: BTreeSet<_> =
        layers.iter().flatten().flat_map(|file| &file.drafts).map(|draft| &draft.id).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    stack.set(below.entities(&ids));
    for (layer, files) in (BELOW + 1..).zip(layers) {
        stack.lay(layer, files, below);
    }
    stack.finish(below)
}

/// What files say of languages, those of later layers over those of earlier ones.
pub(super) fn languages<'f>(
    layers: impl IntoIterator<Item = &'f [FileContents]>,
    below: &dyn Below,
) -> Vec<Language> {
    let mut languages = Languages::default();
    for (layer, files) in (BELOW + 1..).zip(layers) {
        for language in files.iter().filter_map(|file| file.language.clone()) {
            languages.lay(layer, language, below);
        }
    }
    languages.finish()
}

#[derive(Default)]
struct Stack {
    entities: Vec<Entity>,
    index: HashMap<EntityId, Seat>,
    moved: HashMap<EntityId, Moved>,
    sources: Vec<Declared<Source>>,
    languages: Languages,
    /// Entities whose name has been reported already.
    badly_named: HashSet<EntityId>,
    pointers: Pointers,
    diagnostics: Vec<Diagnostic>,
}

/// What lies below counts as the first layer.
const BELOW: usize = 0;

/// Where an entity stands among the entities, and which layer spoke of it last.
struct Seat {
    at: usize,
    layer: usize,
    /// Where it did.
    place: Place,
}

impl Stack {
    /// Begins with entities of what lies below.
    fn set(&mut self, entities: Vec<Entity>) {
        for (at, entity) in entities.iter().enumerate() {
            self.index
                .insert(entity.id.clone(), Seat { at, layer: BELOW, place: entity.place.clone() });
        }
        self.entities = entities;
    }

    /// Lays one layer over those before. Within a layer nothing may be said twice.
    fn lay(&mut self, layer: usize, files: Vec<FileContents>, below: &dyn Below) {
        let mut moved_here: HashMap<EntityId, Place> = HashMap::new();
        for mut file in files {
            self.diagnostics.append(&mut file.diagnostics);
            self.sources.append(&mut file.sources);
            self.pointers.references.append(&mut file.references);
            self.pointers.incomplete |= !file.complete;
            if let Some(language) = file.language {
                self.diagnostics.extend(self.languages.lay(layer, language, below));
            }
            for draft in file.drafts {
                self.seat(layer, draft);
            }
            for entry in file.moved {
                if let Some(first) = moved_here.get(&entry.old) {
                    let message = format!("{} moves twice", entry.old);
                    self.diagnostics.push(
                        Diagnostic::error("duplicate-moved", message, entry.place)
                            .related(first.clone(), "first moved here")
                            .help("keep one of the two"),
                    );
                    continue;
                }
                moved_here.insert(entry.old.clone(), entry.place.clone());
                self.moved.insert(entry.old.clone(), entry);
            }
        }
    }

    /// Gives a draft its seat, unless this layer has filled it already.
    fn seat(&mut self, layer: usize, draft: Draft) {
        match self.index.entry(draft.id.clone()) {
            Entry::Vacant(free) => {
                let place = draft.place.clone();
                free.insert(Seat { at: self.entities.len(), layer, place });
                self.apply(draft, None);
            }
            Entry::Occupied(taken) if taken.get().layer == layer => {
                let message = format!("{} is given twice", draft.id);
                self.diagnostics.push(
                    Diagnostic::error("duplicate-entity", message, draft.place)
                        .related(taken.get().place.clone(), "first given here")
                        .help("join the two; to add to the entity of another folder, put this file into a layer of its own"),
                );
            }
            Entry::Occupied(mut taken) => {
                let seat = taken.get_mut();
                seat.layer = layer;
                seat.place = draft.place.clone();
                let at = seat.at;
                self.apply(draft, Some(at));
            }
        }
    }

    /// Makes a new entity of a draft, or adds the draft to the one that earlier layers gave.
    fn apply(&mut self, mut draft: Draft, earlier: Option<usize>) {
        self.pointers.references.append(&mut draft.references);
        if draft.bad_name {
            self.badly_named.insert(draft.id.clone());
        }
        let removals = std::mem::take(&mut draft.remove);
        if let Some(at) = earlier.filter(|_| !draft.replace) {
            for removal in &removals {
                self.remove(at, removal, draft.name.is_some());
            }
            add(&mut self.entities[at], draft);
            return;
        }
        for removal in &removals {
            self.nothing_to_remove(removal, &draft.id);
        }
        let entity = fresh(draft);
        match earlier {
            Some(at) => self.entities[at] = entity,
            None => self.entities.push(entity),
        }
    }

    fn remove(&mut self, at: usize, removal: &Removal, renamed: bool) {
        let entity = &mut self.entities[at];
        if !renamed && removal.forms.contains(&entity.name) {
            let message =
                format!("{} is the canonical name of {}", quoted(&entity.name), entity.id);
            self.diagnostics.push(
                Diagnostic::error("removes-name", message, removal.place.clone())
                    .related(entity.place.clone(), "named here")
                    .help("give the entity another `name` in this layer"),
            );
            return;
        }
        let before = entity.aliases.len();
        entity.aliases.retain(|alias| !removal.forms.contains(&alias.text));
        if entity.aliases.len() == before {
            let id = entity.id.clone();
            self.nothing_to_remove(removal, &id);
        }
    }

    fn nothing_to_remove(&mut self, removal: &Removal, id: &EntityId) {
        let message = format!("no earlier layer gives {id} the name {}", quoted(&removal.forms[0]));
        self.diagnostics.push(
            Diagnostic::warning("nothing-to-remove", message, removal.place.clone())
                .label("nothing to remove")
                .help("write it as the earlier layer does, or take it away here"),
        );
    }

    /// Sorts, and follows every id to where it leads.
    fn finish(mut self, below: &dyn Below) -> (Dictionary, Vec<Diagnostic>) {
        let (named, nameless): (Vec<_>, Vec<_>) =
            self.entities.into_iter().partition(|e| !e.name.is_empty());
        self.entities = named;
        for entity in nameless {
            if !self.badly_named.contains(&entity.id) {
                let message = format!("{} has no name", entity.id);
                self.diagnostics.push(
                    Diagnostic::error("missing-name", message, entity.place)
                        .help("give it a `name`: the neutral one that is shown and written"),
                );
            }
            self.pointers.left_out.insert(entity.id);
        }
        self.entities.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let mut dictionary = Dictionary {
            entities: self.entities,
            moved: Vec::new(),
            sources: self.sources,
            languages: self.languages.finish(),
        };
        references::settle(
            &mut dictionary,
            &self.moved,
            &self.pointers,
            below,
            &mut self.diagnostics,
        );
        (dictionary, self.diagnostics)
    }
}

/// An entity that no earlier layer has.
pub(super) fn fresh(draft: Draft) -> Entity {
    let defaults = std::sync::Arc::clone(&draft.defaults);
    let mut entity = Entity {
        id: draft.id.clone(),
        name: String::new(),
        labels: Vec::new(),
        entity_type: defaults.entity_type.clone(),
        ids: Vec::new(),
        sources: Vec::new(),
        aliases: Vec::new(),
        relations: Vec::new(),
        decoy: defaults.decoy,
        note: String::new(),
        hits: Vec::new(),
        misses: Vec::new(),
        place: draft.place.clone(),
    };
    add(&mut entity, draft);
    // A relation that the entity gives itself stands instead of the file's.
    let own: Vec<_> = entity.relations.iter().map(|(relation, _)| *relation).collect();
    for (relation, id) in &defaults.relations {
        if !own.contains(relation) && *id != entity.id {
            entity.relations.push((*relation, id.clone()));
        }
    }
    entity
}

/// Adds what a draft says to an entity; where both say something, the draft wins.
fn add(entity: &mut Entity, draft: Draft) {
    add_aliases(entity, draft.name, draft.aliases);
    override_by_key(&mut entity.labels, draft.labels);
    override_by_key(&mut entity.ids, draft.ids);
    entity.entity_type = draft.entity_type.unwrap_or(std::mem::take(&mut entity.entity_type));
    entity.decoy = draft.decoy.unwrap_or(entity.decoy);
    entity.note = draft.note.unwrap_or(std::mem::take(&mut entity.note));
    for source in draft.sources {
        if !entity.sources.contains(&source) {
            entity.sources.push(source);
        }
    }
    for relation in draft.relations {
        if !entity.relations.contains(&relation) {
            entity.relations.push(relation);
        }
    }
    entity.hits.extend(draft.hits);
    entity.misses.extend(draft.misses);
}

/// Adds names; one whose text is there already overrides it in its place, and the canonical name goes first.
fn add_aliases(entity: &mut Entity, name: Option<String>, aliases: Vec<Alias>) {
    if entity.aliases.is_empty() {
        entity.aliases = aliases;
    } else {
        let known: HashMap<String, usize> =
            entity.aliases.iter().enumerate().map(|(at, alias)| (alias.text.clone(), at)).collect();
        for alias in aliases {
            match known.get(&alias.text) {
                Some(&at) => entity.aliases[at] = alias,
                None => entity.aliases.push(alias),
            }
        }
    }
    if let Some(name) = name {
        let at = entity.aliases.iter().position(|alias| alias.text == name);
        entity.aliases[..=at.expect("a draft's name is its first alias")].rotate_right(1);
        entity.name = name;
    }
}

/// Both sorted by key, before and after.
fn override_by_key(old: &mut Vec<(String, String)>, new: Vec<(String, String)>) {
    for (key, value) in new {
        match old.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => old[at].1 = value,
            Err(at) => old.insert(at, (key, value)),
        }
    }
}
