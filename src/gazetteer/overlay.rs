//! Dictionaries laid over a compiled one, which is used where it lies and is not compiled again.
//!
//! What they speak of is compiled beside it: the entities that are new or changed, and for each key that a name of theirs has or had
//! all its candidates, also those of other entities; so too for keys that may end inside words since the dictionaries spoke of a language. Such a key is not looked for in the base any more, so that every key has its
//! candidates in one place and in the order that compiling all together would give.
//!
//! The upper aliases, new entities and upper rules are numbered after those of the base. A changed entity keeps its number.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use twox_hash::XxHash3_64;

use super::bits::Bits;
use super::build::{BuildError, Rest, may_end_inside};
use super::languages::laid_over;
use super::lookup::Found;
use super::rows::AliasRow;
use super::storage::Storage;
use super::{AliasIndex, EntityIndex, EntityRef, Gazetteer, KeyIndex};
use crate::boundary::Affixes;
use crate::diagnostic::{Place, SourceFile};
use crate::dictionary::{
    Alias, Below, Dictionary, Entity, Inflections, Layer, Reading, Rule, read_over,
};
use crate::fold::key;
use crate::id::EntityId;
use crate::language::{Language, List};
use crate::span::Span;

/// A thread looks at so many rows at least.
const ROWS_TOGETHER: usize = 1 << 16;

impl Gazetteer {
    /// Reads dictionaries that lie over this gazetteer, and finds everything that is wrong with them: as
    /// [`read`](crate::dictionary::read) does with the layers that it was compiled from below them.
    ///
    /// The dictionary has those entities and languages alone that the layers speak of, each with what the gazetteer says of it.
    /// [`Gazetteer::overlaid`] makes a gazetteer of both.
    #[must_use]
    pub fn read_over(&self, layers: &[Layer]) -> Reading {
        read_over(layers, self)
    }

    /// Lays a dictionary over a compiled one, which stays as it is: an entity or a language of `dictionary` takes the place of that
    /// with its id or tag.
    ///
    /// What is found in texts, and what look-ups return, is what one gazetteer of both gives. It takes as long as the dictionary is
    /// large, and one look at each name of the base.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use exonym::diagnostic::SourceFile;
    /// # use exonym::dictionary::{Layer, read};
    /// use exonym::gazetteer::Gazetteer;
    ///
    /// # let head = "schema = 1\nnamespace = \"country\"\ntitle = \"t\"\nlicense = \"CC0-1.0\"\ndefaults = { source = \"s\" }\nsource.s = { title = \"t\", url = \"https://example.org\" }\n";
    /// # let layer = |text: &str| Layer::new(vec![Arc::new(SourceFile { name: "mine.toml".into(), text: format!("{head}{text}") })]);
    /// # let states = layer("entity.tr.name = \"Türkiye\"");
    /// # let mine = layer("entity.tr.names.en = [\"Turkey\"]");
    /// let base = Arc::new(Gazetteer::compile(&read(&[states]).dictionary)?);
    /// let reading = base.read_over(&[mine]);
    /// assert!(reading.diagnostics.is_empty());
    /// let both = Gazetteer::overlaid(&base, &reading.dictionary)?;
    /// assert!(base.find("Turkey").is_none());
    /// let turkey = both.candidates(both.find("Turkey").unwrap()).next().unwrap();
    /// assert_eq!(turkey.entity().name(), "Türkiye");
    /// # Ok::<(), exonym::gazetteer::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Gazetteer::compile`], with the names of both counted.
    pub fn overlaid(base: &Arc<Self>, dictionary: &Dictionary) -> Result<Self, BuildError> {
        let languages = &laid_over(&base.languages, &dictionary.languages);
        let Some(below) = &base.overlay else {
            return lay(base, &dictionary.entities, &Rest { moved: &dictionary.moved, languages });
        };
        // What lies over it already is laid again, with the rest.
        let mut moved: BTreeMap<_, _> = base.moved.iter().cloned().collect();
        moved.extend(dictionary.moved.iter().cloned());
        let moved: Vec<_> = moved.into_iter().collect();
        let kept = below.given().filter(|(_, entity)| {
            dictionary
                .entities
                .binary_search_by(|other| other.id.as_str().cmp(&entity.id()))
                .is_err()
        });
        let kept = base.taken_out(&kept.map(|(number, _)| number).collect::<Vec<_>>());
        let mut entities: Vec<_> = dictionary.entities.iter().chain(&kept).cloned().collect();
        entities.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        lay(&below.base, &entities, &Rest { moved: &moved, languages })
    }

    /// The entities whose names are inflected otherwise by what is said of languages above.
    fn inflected_otherwise(&self, languages: &[Language]) -> Vec<u32> {
        let list = |of: &[Language], tag: &str| {
            let known = of.iter().find(|language| language.tag == tag);
            known.map(|language| language.list(List::Inflection).to_vec()).unwrap_or_default()
        };
        let is_other = |language: &&Language| {
            list(&self.languages, &language.tag) != list(languages, &language.tag)
        };
        let others: Vec<_> = self.languages.iter().chain(languages).filter(is_other).collect();
        if others.is_empty() {
            return Vec::new();
        }
        // Those that had paradigms, and those that have some now.
        let concerned = |of: &[Language]| {
            let of = of.iter().filter(|one| others.iter().any(|other| other.tag == one.tag));
            Inflections::of(&of.cloned().collect::<Vec<_>>())
        };
        let concerned = [concerned(&self.languages), concerned(languages)];
        let is_concerned = |rule: &Arc<Rule>| concerned.iter().any(|these| these.concern(rule));
        let rules: Vec<bool> = self.rules.iter().map(is_concerned).collect();
        let rows = (0..self.head.aliases).into_par_iter().with_min_len(ROWS_TOGETHER);
        let entities = rows.filter_map(|number| {
            let row = self.row_of_file(number);
            rules[row.rule as usize].then_some(row.entity)
        });
        let mut entities: Vec<u32> = entities.collect();
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    /// The entities of these numbers, as a dictionary has them.
    fn taken_out(&self, numbers: &[u32]) -> Vec<Entity> {
        let place = nowhere();
        let mut aliases: HashMap<u32, Vec<Alias>> = HashMap::new();
        for number in self.aliases_of(numbers) {
            let alias = self.alias(AliasIndex(number));
            if !alias.rule().inflected.is_empty() {
                continue;
            }
            let rule = Arc::clone(&self.rules[self.rule_number(alias.index()) as usize]);
            let alias_of = Alias { text: alias.text().into(), rule, place: place.clone() };
            aliases.entry(alias.entity().index().0).or_default().push(alias_of);
        }
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let entity = |&number: &u32| {
            let entity = self.entity(EntityIndex(number));
            let mut aliases = aliases.remove(&number).unwrap_or_default();
            // The canonical name goes first.
            aliases.sort_by_key(|alias| alias.text != entity.name());
            let relations = entity.relations();
            Some(Entity {
                id: entity.id().parse().ok()?,
                name: entity.name().into(),
                labels: entity.labels().map(owned).collect(),
                entity_type: entity.entity_type().into(),
                ids: entity.registers().map(owned).collect(),
                sources: entity.sources().map(|source| Arc::new(source.clone())).collect(),
                aliases,
                relations: relations
                    .filter_map(|(relation, other)| Some((relation, other.id().parse().ok()?)))
                    .collect(),
                decoy: entity.is_decoy(),
                note: String::new(),
                hits: Vec::new(),
                misses: Vec::new(),
                place: place.clone(),
            })
        };
        numbers.iter().filter_map(entity).collect()
    }

    /// The aliases of these entities, by one look at each alias.
    fn aliases_of(&self, entities: &[u32]) -> Vec<u32> {
        if entities.is_empty() {
            return Vec::new();
        }
        let mut wanted = Bits::new(self.entity_count());
        for &entity in entities {
            wanted.insert(entity);
        }
        let (base, _) = self.files();
        let is_wanted = |&number: &u32| wanted.has(base.row_of_file(number).entity);
        let numbers = (0..base.head.aliases).into_par_iter().with_min_len(ROWS_TOGETHER);
        let here: Vec<_> = numbers.filter(is_wanted).collect();
        let Some(over) = &self.overlay else { return here };
        let upper = over.aliases().filter(|&number| wanted.has(over.alias_row(number).entity));
        here.into_iter().filter(|&number| !over.hides(KeyIndex(number))).chain(upper).collect()
    }
}

impl Below for Gazetteer {
    fn entities(&self, ids: &[&EntityId]) -> Vec<Entity> {
        let known = ids.iter().filter_map(|id| self.entity_with_id(id.as_str()));
        self.taken_out(&known.map(|entity| entity.index().0).collect::<Vec<_>>())
    }

    fn has(&self, id: &EntityId) -> bool {
        self.entity_with_id(id.as_str()).is_some()
    }

    fn moved(&self, id: &EntityId) -> Option<&EntityId> {
        self.moved_to(id.as_str())
    }

    fn slugs(&self, namespace: &str) -> Vec<String> {
        let ids = self.entities().map(EntityRef::id);
        let slug =
            |id: Cow<'_, str>| Some(id.strip_prefix(namespace)?.strip_prefix('/')?.to_owned());
        ids.filter_map(slug).collect()
    }

    fn languages(&self) -> &[Language] {
        &self.languages
    }
}

/// What lies over a gazetteer.
#[derive(Debug)]
pub(super) struct Overlay {
    pub(super) base: Arc<Gazetteer>,
    /// The relations of its entities are numbers of the whole; all other numbers are its own.
    pub(super) upper: Gazetteer,
    /// The number of the first upper alias.
    pub(super) first_alias: u32,
    /// The number of the first upper rule.
    first_rule: u32,
    /// The number of each upper entity.
    numbers: Vec<u32>,
    /// The changed entities of the base, sorted, each with its upper number.
    changed: Vec<(u32, u32)>,
    /// Those of `changed`.
    is_changed: Bits,
    new: Vec<NewEntity>,
    /// The aliases of the base whose keys are upper ones.
    hidden: Bits,
    /// The upper alias in place of a hidden one whose entity has not changed.
    copied: HashMap<u32, u32>,
    /// How many aliases of the base are hidden.
    hidden_aliases: usize,
    /// How many keys.
    hidden_keys: usize,
}

/// An entity that the base does not have; they are numbered by id.
#[derive(Debug)]
struct NewEntity {
    upper: u32,
    /// How many entities of the base have lesser ids.
    before: u32,
    /// How many of all.
    rank: u32,
}

/// Lays entities, sorted by id, over a base that nothing lies over.
fn lay(base: &Arc<Gazetteer>, given: &[Entity], rest: &Rest<'_>) -> Result<Gazetteer, BuildError> {
    let otherwise = base.taken_out(&base.inflected_otherwise(rest.languages));
    let is_given = |entity: &&Entity| {
        let at = given.binary_search_by(|other| other.id.cmp(&entity.id));
        at.is_ok()
    };
    let otherwise = otherwise.iter().filter(|entity| !is_given(entity));
    let inflections = Inflections::of(rest.languages);
    let given = given.iter().chain(otherwise).map(|entity| inflections.inflect(entity));
    let mut given: Vec<Cow<'_, Entity>> = given.collect();
    given.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    let given: Vec<&Entity> = given.iter().map(AsRef::as_ref).collect();
    let mut new_numbers = base.entity_count() as u32..;
    let given_numbers: HashMap<&EntityId, u32> = given
        .iter()
        .map(|Entity { id, .. }| match base.entity_with_id(id.as_str()) {
            Some(known) => (id, known.index().0),
            None => (id, new_numbers.next().expect("numbers do not end")),
        })
        .collect();
    let mut is_changed = Bits::new(base.entity_count());
    for &number in given_numbers.values() {
        is_changed.insert(number);
    }
    let mut hidden_keys = hidden_keys(base, &given, &given_numbers);
    hidden_keys.extend(opened_keys(base, rest.languages));
    hidden_keys.sort_unstable();
    hidden_keys.dedup();

    let mut shared: BTreeMap<u32, Vec<Alias>> = BTreeMap::new();
    let mut hidden = Bits::new(base.alias_count());
    let mut hidden_aliases = 0;
    let place = nowhere();
    for alias in hidden_keys.iter().flat_map(|&key| base.candidates(key)) {
        hidden.insert(alias.index().0);
        hidden_aliases += 1;
        let entity = alias.entity().index().0;
        if !is_changed.has(entity) {
            let rule = Arc::clone(&base.rules[base.rule_number(alias.index()) as usize]);
            let alias = Alias { text: alias.text().into(), rule, place: place.clone() };
            shared.entry(entity).or_default().push(alias);
        }
    }
    let shared: Vec<(u32, Entity)> = shared
        .into_iter()
        .filter_map(|(number, aliases)| {
            Some((number, sharer(base.entity(EntityIndex(number)), aliases)?))
        })
        .collect();

    let mut entities: Vec<(u32, &Entity)> =
        given.iter().map(|&entity| (given_numbers[&entity.id], entity)).collect();
    entities.extend(shared.iter().map(|(number, entity)| (*number, entity)));
    entities.sort_unstable_by_key(|(_, entity)| &entity.id);
    let number_of = |id: &EntityId| {
        let given = given_numbers.get(id).copied();
        given.or_else(|| Some(base.entity_with_id(id.as_str())?.index().0))
    };
    let upper =
        Gazetteer::compile_entities(entities.iter().map(|&(_, entity)| entity), rest, number_of)?;

    let numbers: Vec<u32> = entities.iter().map(|&(number, _)| number).collect();
    let upper_numbers = || numbers.iter().copied().zip(0..);
    let mut changed: Vec<_> =
        upper_numbers().filter(|&(number, _)| is_changed.has(number)).collect();
    changed.sort_unstable();
    let is_new = |&(number, _): &(u32, u32)| number as usize >= base.entity_count();
    let new = upper_numbers().filter(is_new).map(|(_, upper_number)| {
        let id = upper.entity(EntityIndex(upper_number)).id();
        NewEntity { upper: upper_number, before: base.entities_before(&id), rank: 0 }
    });
    let mut new: Vec<_> = new.collect();
    (0..).zip(&mut new).for_each(|(at, entity)| entity.rank = entity.before + at);
    let mut overlay = Overlay {
        base: Arc::clone(base),
        first_alias: base.head.aliases + 1,
        first_rule: base.rules.len() as u32,
        new,
        numbers,
        changed,
        is_changed,
        hidden,
        copied: HashMap::new(),
        hidden_aliases,
        hidden_keys: hidden_keys.len(),
        upper,
    };
    overlay.copied = overlay.copies(&hidden_keys);
    Ok(overlay.finish())
}

/// The keys of the base that a name of these entities has or had.
fn hidden_keys(
    base: &Gazetteer,
    given: &[&Entity],
    numbers: &HashMap<&EntityId, u32>,
) -> Vec<KeyIndex> {
    let known = numbers.values().copied().filter(|&number| (number as usize) < base.entity_count());
    let before =
        base.aliases_of(&known.collect::<Vec<_>>()).into_iter().map(|alias| base.key_of(alias));
    let names = given.iter().flat_map(|entity| &entity.aliases);
    let after = names.filter_map(|alias| base.find_key(&key(&alias.text)));
    before.chain(after).collect()
}

/// The keys of the base that may end inside words by what is said of languages above it, and not by what it was told: it looks for them
/// as whole words.
fn opened_keys(base: &Gazetteer, languages: &[Language]) -> Vec<KeyIndex> {
    if languages == base.languages {
        return Vec::new();
    }
    let affixes = Affixes::of(languages);
    let is_opened =
        |rule: &Arc<Rule>| may_end_inside(rule, &affixes) && !may_end_inside(rule, base.affixes());
    let is_opened: Vec<bool> = base.rules.iter().map(is_opened).collect();
    if !is_opened.contains(&true) {
        return Vec::new();
    }
    let aliases = (0..base.head.aliases).into_par_iter().with_min_len(ROWS_TOGETHER);
    let opened = aliases.filter(|&alias| is_opened[base.rule_number(AliasIndex(alias)) as usize]);
    opened.map(|alias| base.key_of(alias)).collect()
}

/// The place of what was compiled.
fn nowhere() -> Place {
    let file = Arc::new(SourceFile { name: "the compiled file below".into(), text: String::new() });
    Place { file, span: Span::default() }
}

/// An entity that has not changed, with those of its names that share their keys with others that have.
fn sharer(entity: EntityRef<'_>, aliases: Vec<Alias>) -> Option<Entity> {
    let place = aliases.first()?.place.clone();
    Some(Entity {
        id: entity.id().parse().ok()?,
        name: String::new(),
        labels: Vec::new(),
        entity_type: String::new(),
        ids: Vec::new(),
        sources: Vec::new(),
        aliases,
        relations: Vec::new(),
        decoy: false,
        note: String::new(),
        hits: Vec::new(),
        misses: Vec::new(),
        place,
    })
}

impl Overlay {
    /// The whole.
    fn finish(self) -> Gazetteer {
        let Self { base, upper, .. } = &self;
        let fingerprints = [base.fingerprint, upper.fingerprint].map(u64::to_le_bytes).concat();
        Gazetteer {
            places: std::array::from_fn(|_| 0..0),
            head: base.head,
            rules: base.rules.iter().chain(&upper.rules).cloned().collect(),
            // Each entity asks its own file.
            sources: Vec::new(),
            moved: upper.moved.clone(),
            languages: upper.languages.clone(),
            affixes: upper.affixes.clone(),
            fingerprint: XxHash3_64::oneshot(&fingerprints),
            of_entities: std::sync::OnceLock::new(),
            directory_is_whole: std::sync::OnceLock::new(),
            storage: Storage::Static(&[]),
            overlay: Some(Box::new(self)),
        }
    }

    /// The entities that are new or changed.
    fn given(&self) -> impl Iterator<Item = (u32, EntityRef<'_>)> {
        let entities = self.numbers.iter().copied().zip(self.upper.entities());
        entities.filter(|&(number, _)| {
            self.is_changed.has(number) || number as usize >= self.base.entity_count()
        })
    }

    /// Where the aliases of unchanged entities went.
    fn copies(&self, hidden_keys: &[KeyIndex]) -> HashMap<u32, u32> {
        let mut copies = HashMap::new();
        for &key in hidden_keys {
            let Some(upper_key) = self.upper.find_key(&self.base.key(key)) else { continue };
            for upper in self.upper.candidates(upper_key) {
                let entity = self.numbers[upper.entity().index().0 as usize];
                let mut before = self.base.candidates(key).filter(|_| !self.is_changed.has(entity));
                let same = before.find(|alias| {
                    alias.entity().index().0 == entity && alias.text() == upper.text()
                });
                copies.extend(same.map(|alias| (alias.index().0, self.lifted(upper.index().0))));
            }
        }
        copies
    }

    /// The number of an upper alias in the whole.
    pub(super) const fn lifted(&self, upper: u32) -> u32 {
        self.first_alias + upper
    }

    /// The upper number of an alias, if it is one.
    fn upper_alias(&self, alias: u32) -> Option<u32> {
        alias.checked_sub(self.first_alias)
    }

    /// The file that an alias is in, and its number there.
    pub(super) fn file_of(&self, alias: u32) -> (&Gazetteer, u32) {
        match self.upper_alias(alias) {
            Some(upper) => (&self.upper, upper),
            None => (&self.base, alias),
        }
    }

    /// The numbers of the upper aliases.
    fn aliases(&self) -> impl Iterator<Item = u32> + use<> {
        self.first_alias..self.alias_bound()
    }

    /// All aliases have lesser numbers.
    pub(super) fn alias_bound(&self) -> u32 {
        self.lifted(self.upper.alias_count() as u32)
    }

    /// The row of an alias, with the numbers of the whole.
    #[cold]
    pub(super) fn alias_row(&self, alias: u32) -> AliasRow {
        let Some(upper) = self.upper_alias(alias) else { return self.base.alias_row(alias) };
        let row = self.upper.alias_row(upper);
        let entity = self.numbers.get(row.entity as usize).copied().unwrap_or_default();
        AliasRow { entity, rule: row.rule + self.first_rule, ..row }
    }

    /// The aliases of a key.
    #[cold]
    pub(super) fn candidate_range(&self, key: KeyIndex) -> Range<u32> {
        let Some(upper) = self.upper_alias(key.0) else { return self.base.candidate_range(key) };
        let Range { start, end } = self.upper.candidate_range(KeyIndex(upper));
        self.lifted(start)..self.lifted(end)
    }

    /// Whether a key of the base is an upper one.
    #[inline]
    pub(super) fn hides(&self, key: KeyIndex) -> bool {
        self.hidden.has(key.0)
    }

    /// An entity in the file that says what it is.
    #[cold]
    pub(super) fn settled(&self, EntityIndex(number): EntityIndex) -> EntityRef<'_> {
        if let Some(new) = number.checked_sub(self.base.entity_count() as u32) {
            let upper = self.new.get(new as usize).map_or(u32::MAX, |new| new.upper);
            return self.upper.entity(EntityIndex(upper));
        }
        if self.is_changed.has(number) {
            let at = self.changed.partition_point(|&(changed, _)| changed < number);
            return self.upper.entity(EntityIndex(self.changed[at].1));
        }
        self.base.entity(EntityIndex(number))
    }

    /// The number of an alias of a settled entity in the whole.
    pub(super) fn alias_of(
        &self,
        settled: EntityRef<'_>,
        AliasIndex(alias): AliasIndex,
    ) -> AliasIndex {
        if std::ptr::eq(settled.gazetteer, &raw const self.upper) {
            return AliasIndex(self.lifted(alias));
        }
        AliasIndex(self.copied.get(&alias).copied().unwrap_or(alias))
    }

    /// The number of the entity with an id.
    pub(super) fn entity_with_id(&self, id: &str) -> Option<EntityIndex> {
        let upper = || self.numbers.get(self.upper.entity_with_id(id)?.index().0 as usize).copied();
        self.base.entity_with_id(id).map(EntityRef::index).or_else(|| upper().map(EntityIndex))
    }

    pub(super) fn alias_count(&self) -> usize {
        self.base.alias_count() - self.hidden_aliases + self.upper.alias_count()
    }

    pub(super) fn key_count(&self) -> usize {
        self.base.key_count() - self.hidden_keys + self.upper.key_count()
    }

    pub(super) fn entity_count(&self) -> usize {
        self.base.entity_count() + self.new.len()
    }

    /// How many entities have lesser ids.
    pub(super) fn rank(&self, EntityIndex(number): EntityIndex) -> u32 {
        match number.checked_sub(self.base.entity_count() as u32) {
            Some(new) => self.new.get(new as usize).map_or(u32::MAX, |entity| entity.rank),
            None => number + self.new.partition_point(|entity| entity.before <= number) as u32,
        }
    }

    /// The entity of a rank.
    pub(super) fn of_rank(&self, rank: u32) -> EntityIndex {
        let new = self.new.partition_point(|entity| entity.rank < rank);
        match self.new.get(new) {
            Some(entity) if entity.rank == rank => {
                EntityIndex((self.base.entity_count() + new) as u32)
            }
            _ => EntityIndex(rank - new as u32),
        }
    }

    pub(super) fn find_key(&self, key: &str) -> Option<KeyIndex> {
        let upper = self.upper.find_key(key).map(|KeyIndex(upper)| KeyIndex(self.lifted(upper)));
        upper.or_else(|| self.base.find_key(key).filter(|&key| !self.hides(key)))
    }

    /// What both have found, in the order of the keys.
    pub(super) fn together(
        &self,
        whole: &Gazetteer,
        base: Vec<Found>,
        upper: Vec<Found>,
    ) -> Vec<Found> {
        let lifted = |found: Found| Found { key: KeyIndex(self.lifted(found.key.0)), ..found };
        let mut found: Vec<_> = base.into_iter().chain(upper.into_iter().map(lifted)).collect();
        found.sort_by_cached_key(|found| whole.key(found.key).into_owned());
        found
    }
}
