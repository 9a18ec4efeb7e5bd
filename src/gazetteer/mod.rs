//! The gazetteer: a compiled dictionary in one file, ready to be scanned with and looked up in.
//!
//! It is built once ([`Gazetteer::compile`]), or opened, never changes, and is shared between threads. Its bytes are used where they
//! lie, in memory or in a mapped file. Equal dictionaries give equal bytes on every machine.

mod bits;
mod build;
mod bytes;
mod citations;
mod container;
mod gather;
mod head;
mod ids;
mod languages;
mod lookup;
mod mapped;
mod numbered;
mod open;
mod overlay;
mod own_keys;
mod profile;
mod refs;
mod rows;
mod settle;
mod storage;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::container::{Places, Section};
use self::head::Head;
use self::ids::IdRefs;
use self::overlay::Overlay;
use self::profile::{ProfileRef, Text};
use self::rows::{AliasRow, AliasRows, EntityRow, EntityRows};
use self::storage::Storage;
use crate::boundary::{Affixes, token};
use crate::dictionary::{Rule, Source};
use crate::fold::{fold_bytewise, folds_bytewise_to};
use crate::id::EntityId;
use crate::language::Language;
use crate::span::Span;

pub use build::BuildError;
pub(crate) use build::affixes_of;
pub use container::{FORMAT_VERSION, OpenError};
pub(crate) use lookup::levenshtein;
pub use lookup::{Found, TooLong};
pub use refs::{AliasRef, EntityRef};
pub(crate) use rows::{AliasFlags, CaseAsked, is_acronym, strictness};
pub(crate) use words::{Look, MOST_WORDS, WordTable};

/// The most aliases that one key may have.
pub const MAX_CANDIDATES: usize = 64;

/// A compiled dictionary.
#[derive(Debug)]
pub struct Gazetteer {
    storage: Storage,
    places: Places,
    head: Head,
    rules: Vec<Arc<Rule>>,
    sources: Vec<Arc<Source>>,
    moved: Vec<(EntityId, EntityId)>,
    /// Sorted by tag.
    languages: Vec<Language>,
    /// Made of these when it is first needed.
    affixes: OnceLock<Arc<Affixes>>,
    fingerprint: u64,
    of_entities: OnceLock<refs::OfEntities>,
    directory_is_whole: OnceLock<bool>,
    /// Where it is made of two, both of them. It has no file of its own then, but it has the rules of both, and the moves
    /// and languages of the upper.
    overlay: Option<Box<Overlay>>,
}

/// The number of an entity in its gazetteer. They ascend in the order of the ids, but for those that are new where dictionaries lie over
/// a compiled one: these have the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub(crate) u32);

/// The number of an alias in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasIndex(pub(crate) u32);

/// The number of a key in its gazetteer: that of its first alias. They ascend in the order of the keys, but for those of dictionaries that
/// lie over a compiled one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyIndex(pub(crate) u32);

/// Where the text of a key is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyLook {
    pub(crate) key: KeyIndex,
    text: u32,
    end: u32,
    flags: AliasFlags,
}

impl Gazetteer {
    /// A number that differs when anything in the gazetteer does.
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The gazetteer as a file: the same bytes for equal dictionaries on every machine. What lies over it ([`Gazetteer::overlaid`]) is not in
    /// it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        let (base, _) = self.files();
        base.storage.bytes()
    }

    /// What is said of languages, by tag.
    #[must_use]
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The whole word that a name stands in at `span`, in bytes: with what is glued to it, or follows its apostrophe, by what is said of
    /// languages. *Türkiye*'nin, *Türkiye*de and ایران‌ها are one word each.
    #[must_use]
    pub fn token(&self, text: &str, span: Span) -> Span {
        token(text, span, self.affixes())
    }

    /// Their affixes.
    pub(crate) fn affixes(&self) -> &Arc<Affixes> {
        self.affixes.get_or_init(|| Arc::new(Affixes::of(&self.languages)))
    }

    /// How many entities it has, decoys included.
    #[must_use]
    pub fn entity_count(&self) -> usize {
        match &self.overlay {
            None => self.head.entities as usize,
            Some(over) => over.entity_count(),
        }
    }

    /// How many aliases.
    #[must_use]
    pub fn alias_count(&self) -> usize {
        match &self.overlay {
            None => self.head.aliases as usize,
            Some(over) => over.alias_count(),
        }
    }

    /// All aliases and keys have lesser numbers.
    pub(crate) fn alias_bound(&self) -> usize {
        self.overlay.as_ref().map_or_else(|| self.alias_count(), |over| over.alias_bound() as usize)
    }

    /// How many different keys.
    #[must_use]
    pub fn key_count(&self) -> usize {
        self.overlay.as_ref().map_or(self.head.keys as usize, |over| over.key_count())
    }

    /// Its entities, by id.
    #[must_use]
    pub fn entities(&self) -> impl ExactSizeIterator<Item = EntityRef<'_>> {
        (0..self.entity_count() as u32).map(|rank| {
            self.entity(self.overlay.as_ref().map_or(EntityIndex(rank), |over| over.of_rank(rank)))
        })
    }

    /// Its entities, by number.
    pub(crate) fn entities_by_number(&self) -> impl ExactSizeIterator<Item = EntityRef<'_>> {
        (0..self.entity_count() as u32).map(|number| self.entity(EntityIndex(number)))
    }

    /// How many entities have lesser ids.
    #[inline]
    pub(crate) fn rank(&self, entity: EntityIndex) -> u32 {
        self.overlay.as_ref().map_or(entity.0, |over| over.rank(entity))
    }

    /// The entity of that number.
    #[must_use]
    pub const fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        EntityRef { gazetteer: self, index }
    }

    /// The alias of that number.
    #[must_use]
    pub const fn alias(&self, index: AliasIndex) -> AliasRef<'_> {
        AliasRef { gazetteer: self, index }
    }

    /// The entity with an id, also an id that it had before.
    #[must_use]
    pub fn entity_by_id(&self, id: &str) -> Option<EntityRef<'_>> {
        self.entity_with_id(id).or_else(|| self.entity_with_id(self.moved_to(id)?.as_str()))
    }

    /// Where an id that was given up has moved.
    fn moved_to(&self, id: &str) -> Option<&EntityId> {
        let moved = self.moved.binary_search_by(|(old, _)| old.as_str().cmp(id));
        match (moved, &self.overlay) {
            (Ok(at), _) => Some(&self.moved[at].1),
            (Err(_), Some(over)) => over.base.moved_to(id),
            (Err(_), None) => None,
        }
    }

    fn entity_with_id(&self, id: &str) -> Option<EntityRef<'_>> {
        if let Some(over) = &self.overlay {
            return over.entity_with_id(id).map(|entity| self.entity(entity));
        }
        let number = self.entities_before(id);
        let is_here = number < self.head.entities && self.ids().get(number) == id;
        is_here.then(|| self.entity(EntityIndex(number)))
    }

    /// How many entities of the file have ids less than `id`.
    fn entities_before(&self, id: &str) -> u32 {
        self.ids().before(id, self.head.entities)
    }

    /// The numbers of the keys, in the order of the keys.
    pub fn keys(&self) -> impl Iterator<Item = KeyIndex> {
        let over = self.overlay.as_deref();
        let (base, _) = self.files();
        let mut here = base
            .keys_of_file()
            .filter(move |&key| over.is_none_or(|over| !over.hides(key)))
            .peekable();
        let upper = over
            .into_iter()
            .flat_map(|over| over.upper.keys_of_file().map(|key| KeyIndex(over.lifted(key.0))));
        let mut upper = upper.peekable();
        std::iter::from_fn(move || match (here.peek(), upper.peek()) {
            (Some(&one), Some(&other)) if self.key(other) < self.key(one) => upper.next(),
            (None, _) => upper.next(),
            _ => here.next(),
        })
    }

    fn keys_of_file(&self) -> impl Iterator<Item = KeyIndex> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let key = KeyIndex(next);
            next = self.candidate_range(key).end;
            (next > key.0).then_some(key)
        })
    }

    /// The key of an alias of the file.
    fn key_of(&self, alias: u32) -> KeyIndex {
        let is_first = |alias: u32| alias == 0 || self.alias_row(alias - 1).flags.is_last();
        KeyIndex(
            (0..=alias).rev().take(MAX_CANDIDATES).find(|&alias| is_first(alias)).unwrap_or(alias),
        )
    }

    /// The key of that number.
    #[must_use]
    pub fn key(&self, key: KeyIndex) -> Cow<'_, str> {
        if let Some(over) = &self.overlay {
            let (file, key) = over.file_of(key.0);
            return file.key(KeyIndex(key));
        }
        let row = self.alias_row(key.0);
        if row.flags.has_own_key() {
            return Cow::Borrowed(text_of(self.own_key(key.0)));
        }
        let name = text_of(self.name_bytes(key.0));
        if folds_bytewise_to(name.as_bytes(), name.as_bytes()) {
            Cow::Borrowed(name)
        } else {
            Cow::Owned(fold_bytewise(name))
        }
    }

    /// The aliases of a key, at most [`MAX_CANDIDATES`].
    #[must_use]
    pub fn candidates(&self, key: KeyIndex) -> impl ExactSizeIterator<Item = AliasRef<'_>> {
        self.candidate_range(key).map(|number| self.alias(AliasIndex(number)))
    }

    #[inline]
    pub(crate) fn candidate_range(&self, key: KeyIndex) -> Range<u32> {
        if let Some(over) = &self.overlay {
            return over.candidate_range(key);
        }
        for next in key.0..self.head.aliases.min(key.0.saturating_add(MAX_CANDIDATES as u32)) {
            if self.row_of_file(next).flags.is_last() {
                return key.0..next + 1;
            }
        }
        // Past the end, or damaged.
        key.0..key.0
    }

    /// The files that it is made of: the base, and what lies over it with the number of its first alias.
    pub(crate) fn files(&self) -> (&Self, Option<(&Self, u32)>) {
        match &self.overlay {
            None => (self, None),
            Some(over) => (&over.base, Some((&over.upper, over.first_alias))),
        }
    }

    /// Whether a key of the base counts no more.
    #[inline]
    pub(crate) fn hides(&self, key: KeyIndex) -> bool {
        self.overlay.as_ref().is_some_and(|over| over.hides(key))
    }

    /// What dictionaries say about names, without the names; each alias has one.
    pub(crate) fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The rule number and the flags of an alias.
    #[inline]
    pub(crate) fn rule_and_flags(&self, alias: AliasIndex) -> (u32, AliasFlags) {
        let AliasRow { rule, flags, .. } = self.alias_row(alias.0);
        (rule.min(self.rules.len() as u32 - 1), flags)
    }

    #[inline]
    pub(crate) fn rule_number(&self, alias: AliasIndex) -> u32 {
        self.alias_row(alias.0).rule.min(self.rules.len() as u32 - 1)
    }

    #[inline]
    pub(crate) fn alias_flags(&self, alias: AliasIndex) -> AliasFlags {
        self.alias_row(alias.0).flags
    }

    /// Where the text of a key of the file is, to be compared later.
    #[inline]
    pub(crate) fn look_at(&self, key: KeyIndex) -> KeyLook {
        let AliasRow { text, flags, .. } = self.row_of_file(key.0);
        KeyLook { key, text, end: self.row_of_file(key.0.saturating_add(1)).text, flags }
    }

    /// Where a key of the file stands in `folded` whose first word begins at `start`, if it does.
    #[inline]
    pub(crate) fn key_at(
        &self,
        look: KeyLook,
        folded: &[u8],
        start: usize,
    ) -> Option<Range<usize>> {
        let KeyLook { key, text, end, flags } = look;
        if flags.has_own_key() {
            let text = self.own_key(key.0);
            let start =
                if flags.has_lead() { start.checked_sub(words::lead(text))? } else { start };
            return folded.get(start..)?.starts_with(text).then(|| start..start + text.len());
        }
        let name = self.section(Section::Names).get(text as usize..end as usize)?;
        let found = folded.get(start..start + name.len())?;
        folds_bytewise_to(name, found).then(|| start..start + name.len())
    }

    /// The table that scanning of the file looks words up in.
    pub(crate) fn word_table(&self) -> WordTable<'_> {
        let sections = [Section::Singles, Section::Pairs, Section::Slots, Section::Lengths];
        let sections = sections.map(|section| self.section(section));
        WordTable::of(self.head.seed, self.head.longest_word, sections)
            .expect("the sections were checked when the file was opened")
    }

    /// The keys of the file that begin where a word does and may end anywhere.
    pub(crate) fn open_keys(&self) -> impl ExactSizeIterator<Item = KeyIndex> {
        self.key_list(Section::Open)
    }

    /// The keys of the file that may stand anywhere.
    pub(crate) fn part_keys(&self) -> impl ExactSizeIterator<Item = KeyIndex> {
        self.key_list(Section::Parts)
    }

    fn key_list(&self, section: Section) -> impl ExactSizeIterator<Item = KeyIndex> {
        let (numbers, _) = self.section(section).as_chunks();
        numbers.iter().map(|&number| KeyIndex(u32::from_le_bytes(number)))
    }

    #[inline]
    fn section(&self, section: Section) -> &[u8] {
        &self.storage.bytes()[self.places[section as usize].clone()]
    }

    fn has_sum(&self, section: Section) -> bool {
        container::has_sum(self.storage.bytes(), &self.places, section)
    }

    fn ids(&self) -> IdRefs<'_> {
        IdRefs {
            starts: self.section(Section::IdGroups),
            groups: self.section(Section::Ids),
            together: self.head.ids_together,
        }
    }

    #[inline]
    fn alias_row(&self, number: u32) -> AliasRow {
        match &self.overlay {
            None => self.row_of_file(number),
            Some(over) => over.alias_row(number),
        }
    }

    #[inline]
    fn row_of_file(&self, number: u32) -> AliasRow {
        AliasRows::of(self.section(Section::Aliases), self.head.widths).get(number)
    }

    fn entity_row(&self, number: u32) -> EntityRow {
        EntityRows::of(self.section(Section::Entities), self.head.widths).get(number)
    }

    fn profile(&self, number: u32) -> ProfileRef<'_> {
        ProfileRef::at(self.section(Section::Profiles), self.entity_row(number).profile)
    }

    #[inline]
    fn name_bytes(&self, alias: u32) -> &[u8] {
        if let Some(over) = &self.overlay {
            let (file, alias) = over.file_of(alias);
            return file.name_bytes(alias);
        }
        let range = self.row_of_file(alias).text as usize
            ..self.row_of_file(alias.saturating_add(1)).text as usize;
        self.section(Section::Names).get(range).unwrap_or_default()
    }

    fn own_key(&self, first: u32) -> &[u8] {
        let Some(number) = own_keys::rank(self.section(Section::OwnKeys), first) else {
            return &[];
        };
        let (ends, _) = self.section(Section::KeyEnds).as_chunks::<4>();
        let end =
            |number: usize| ends.get(number).map_or(0, |&end| u32::from_le_bytes(end) as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.section(Section::KeyTexts).get(start..end(number)).unwrap_or_default()
    }

    fn string(&self, Text(start, length): Text) -> &str {
        let start = start as usize;
        let range = start..start.saturating_add(length as usize);
        text_of(self.section(Section::Strings).get(range).unwrap_or_default())
    }
}

/// Nothing, where bytes that are mapped have become no text.
#[inline]
fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
