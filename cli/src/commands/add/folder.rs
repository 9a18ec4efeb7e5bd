//! The dictionaries that are added to: which entity is meant, which file has it, and what a change of that file brings.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::EntityId;
use exonym::check::check;
use exonym::diagnostic::{Diagnostic, SourceFile};
use exonym::dictionary::{Entity, Layer, Outline, Reading, is_language, is_pack};
use exonym::gazetteer::{AliasRef, Gazetteer};
use exonym::lint::Policy;

use crate::dictionaries::whole_layers;
use crate::failure::Failure;
use crate::output::visible::{one_line, visible};

/// Dictionaries as they stand.
pub struct Folder {
    layers: Vec<Layer>,
    policy: Policy,
    before: Reading,
    gazetteer: Gazetteer,
    /// How many files it has.
    pub files: usize,
}

/// What is added to.
pub struct Target {
    pub id: EntityId,
    pub file: Arc<SourceFile>,
    pub outline: Outline,
    /// Whether nobody knows the entity yet.
    pub is_new: bool,
}

impl Folder {
    pub fn read(paths: &[PathBuf], policy: Policy) -> Result<Self, Failure> {
        let (layers, files) = whole_layers(paths)?;
        let before = check(&layers, policy);
        let gazetteer = Gazetteer::compile(&before.dictionary).map_err(|error| {
            Failure::new(format!("the dictionaries cannot be used: {error}"), "run `exonym check`")
        })?;
        Ok(Self { layers, policy, before, gazetteer, files })
    }

    /// The entity of an id.
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        let entities = &self.before.dictionary.entities;
        entities.binary_search_by(|entity| entity.id.cmp(id)).ok().map(|at| &entities[at])
    }

    /// The one entity that is meant by an id or a name.
    pub fn find(&self, name: &str) -> Result<EntityId, Failure> {
        let name = &one_line(name);
        if let Some(entity) = self.gazetteer.entity_by_id(name) {
            return Ok(entity.id().parse().expect("a gazetteer has ids"));
        }
        let keys = self.gazetteer.find(name);
        let aliases = keys.into_iter().flat_map(|key| self.gazetteer.candidates(key));
        let mut found: Vec<_> = aliases.map(AliasRef::entity).collect();
        found.dedup_by_key(|entity| entity.index());
        // Names are seldom added to a rival sense, and whoever does gives its id.
        if found.iter().any(|entity| !entity.is_decoy()) {
            found.retain(|entity| !entity.is_decoy());
        }
        match found.as_slice() {
            [one] => Ok(one.id().parse().expect("a gazetteer has ids")),
            [] => Err(self.not_found(name)),
            several => {
                let several: Vec<_> = several
                    .iter()
                    .map(|entity| format!("{} ({})", entity.id(), entity.name()))
                    .collect();
                Err(Failure::new(
                    format!("\"{name}\" may mean {}", several.join(", ")),
                    "give the id of the one that is meant",
                ))
            }
        }
    }

    fn not_found(&self, name: &str) -> Failure {
        let built_in = exonym_dictionaries::gazetteer();
        let known = built_in.entity_by_id(name).or_else(|| {
            let key = built_in.find(name)?;
            built_in.candidates(key).next().map(AliasRef::entity)
        });
        if let Some(entity) = known {
            return Failure::new(
                format!("{} is in the built-in dictionaries, and not in these", entity.id()),
                "add to it in a clone of the repository, or lay a file of your own over them: `exonym add dictionaries mine.toml --into mine.toml`",
            );
        }
        let near = self.gazetteer.find_fuzzy(name, 2).ok();
        let near = near.and_then(|found| found.first().copied());
        let near = near.and_then(|found| self.gazetteer.candidates(found.key).next());
        let help = near.map_or_else(
            || {
                "`exonym lookup --prefix` finds names that begin so; --new makes an entity"
                    .to_owned()
            },
            |alias| {
                let (text, id) = (one_line(alias.text()), alias.entity().id());
                format!("did you mean {text} ({id})? --new makes an entity")
            },
        );
        Failure::new(format!("\"{name}\": no such name or id"), help)
    }

    /// The file in which an entity is added to: the one that is wished for, that of the entity, or the only one of its namespace.
    pub fn target(&self, id: EntityId, into: Option<&Path>) -> Result<Target, Failure> {
        let entity = self.entity(&id);
        let is_new = entity.is_none();
        let file = match (into, entity) {
            (Some(path), _) => self.file(path)?,
            (None, Some(entity)) => Arc::clone(&entity.place.file),
            (None, None) => self.file_of_namespace(&id)?,
        };
        if is_pack(&file.name) {
            return Err(Failure::new(
                format!("{id} is in {}, which is a pack, and programs write packs", file.name),
                "change what writes it; or say more about the entity in a TOML file of its namespace: --into FILE",
            ));
        }
        if is_language(&file) {
            return Err(Failure::new(
                format!("{} is about a language, and has no entities", file.name),
                "name a file of the id's namespace; lists of words are changed in an editor",
            ));
        }
        let outline = outline(&file)?;
        if let Some(written_by) = &outline.written_by {
            return Err(Failure::new(
                format!(
                    "{id} is in {}, which a program writes: what is added there is lost",
                    file.name
                ),
                format!("the file says: {}", visible(written_by)),
            ));
        }
        if outline.namespace != id.namespace() {
            return Err(Failure::new(
                format!(
                    "{} has the namespace \"{}\", and {id} is of another",
                    file.name, outline.namespace
                ),
                "name a file of its namespace",
            ));
        }
        if is_new && outline.slugs.iter().any(|slug| slug == id.slug()) {
            return Err(Failure::new(
                format!("{id} is in {} already, and has errors", file.name),
                format!("mend them first: `exonym check {}` shows them", file.name),
            ));
        }
        if let Some(entity) = entity
            && self.layer_of(&file) < self.layer_of(&entity.place.file)
        {
            return Err(Failure::new(
                format!(
                    "{id} begins in {}, which is laid over {}",
                    entity.place.file.name, file.name
                ),
                "add to the file where it begins, or to a later one",
            ));
        }
        Ok(Target { id, file, outline, is_new })
    }

    fn all_files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.layers.iter().flat_map(|layer| &layer.files)
    }

    fn layer_of(&self, file: &Arc<SourceFile>) -> Option<usize> {
        let has = |layer: &Layer| layer.files.iter().any(|one| Arc::ptr_eq(one, file));
        self.layers.iter().position(has)
    }

    fn file(&self, path: &Path) -> Result<Arc<SourceFile>, Failure> {
        let real = path.canonicalize().map_err(|error| Failure::file(path, &error))?;
        let is_it = |file: &&Arc<SourceFile>| {
            Path::new(&file.name).canonicalize().is_ok_and(|name| name == real)
        };
        self.all_files().find(is_it).cloned().ok_or_else(|| {
            let path = path.display();
            Failure::new(
                format!("{path} is none of the dictionaries that are read"),
                format!("name it among them: `exonym add dictionaries {path}`"),
            )
        })
    }

    fn file_of_namespace(&self, id: &EntityId) -> Result<Arc<SourceFile>, Failure> {
        let is_of_it = |file: &&Arc<SourceFile>| {
            !is_pack(&file.name)
                && Outline::of(file).is_ok_and(|outline| outline.namespace == id.namespace())
        };
        let files: Vec<_> = self.all_files().filter(is_of_it).collect();
        match files.as_slice() {
            [one] => Ok(Arc::clone(one)),
            [] => Err(Failure::new(
                format!("no file has the namespace \"{}\"", id.namespace()),
                "write one with its head first: docs/dictionary.md has the smallest one",
            )),
            several => {
                let names: Vec<_> = several.iter().map(|file| file.name.as_str()).collect();
                Err(Failure::new(
                    format!("several files have the namespace \"{}\"", id.namespace()),
                    format!("say which with --into: {}", names.join(", ")),
                ))
            }
        }
    }

    /// What is wrong once a file has this text that was not wrong before.
    pub fn brings(&self, file: &Arc<SourceFile>, text: &str) -> Vec<Diagnostic> {
        let changed = Arc::new(SourceFile { name: file.name.clone(), text: text.to_owned() });
        let mut layers = self.layers.clone();
        for one in layers.iter_mut().flat_map(|layer| &mut layer.files) {
            if Arc::ptr_eq(one, file) {
                *one = Arc::clone(&changed);
            }
        }
        let mut known: HashMap<_, usize> = HashMap::new();
        for problem in &self.before.diagnostics {
            *known.entry(told(problem)).or_default() += 1;
        }
        let mut brought = check(&layers, self.policy).diagnostics;
        brought.retain(|problem| match known.get_mut(&told(problem)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        brought
    }
}

/// What a problem says, without its place, which moves with the lines above it.
fn told(problem: &Diagnostic) -> (&'static str, String, String, String) {
    let place = &problem.place;
    let marked = place.span.of(&place.file.text).to_owned();
    (problem.rule, problem.message.clone(), place.file.name.clone(), marked)
}

/// The outline of a file, or the first thing that is wrong with it.
fn outline(file: &Arc<SourceFile>) -> Result<Outline, Failure> {
    Outline::of(file).map_err(|problems| {
        let message = problems.first().map_or("", |problem| &problem.message);
        let message = format!("{} cannot be added to: {message}", file.name);
        Failure::new(message, format!("`exonym check {}` shows where", file.name))
    })
}
