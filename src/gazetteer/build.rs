//! Compiles a dictionary.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::container::{Packer, Section};
use super::gather::Gathered;
use super::head::Head;
use super::rows::{AliasRow, AliasRows, EntityRow, EntityRows, Widths};
use super::settle::Settled;
use super::words::TableSections;
use super::{Gazetteer, MAX_CANDIDATES, citations, languages, own_keys};
use crate::boundary::{Affixes, LanguageSet};
use crate::diagnostic::Diagnostic;
use crate::dictionary::{Boundary, Dictionary, Entity, Inflections, Layer, Rule, Taker, stream};
use crate::id::EntityId;
use crate::language::{Language, MAX_LANGUAGES};
use crate::words::{Class, Seed};

/// A thread gathers so many entities at a time.
const PORTION: usize = 1 << 12;

impl Gazetteer {
    /// Compiles a dictionary.
    ///
    /// # Errors
    /// When a name has an empty key, when a key has more than [`MAX_CANDIDATES`] aliases, when there are more than [`MAX_LANGUAGES`]
    /// languages, or when the texts need more than 4 GiB.
    pub fn compile(dictionary: &Dictionary) -> Result<Self, BuildError> {
        let mut gathered = Gathered::default();
        gather(&mut gathered, dictionary);
        finish(&gathered, &Rest::of(dictionary), Gathered::number_of)
    }

    /// Reads and compiles dictionaries at once, with the warnings about them. Entities of packs of the first layer of which nothing
    /// else speaks are compiled as they are read, so that a list of millions takes little more memory than its files and the gazetteer.
    ///
    /// `None` where something is wrong with them: [`read`](crate::dictionary::read) tells what, and so does
    /// [`Gazetteer::compile`] of names that cannot be compiled.
    #[must_use]
    pub fn compile_layers(layers: &[Layer]) -> Option<(Self, Vec<Diagnostic>)> {
        let mut gathered = Gathered::default();
        let reading = stream(layers, &mut gathered)?;
        gather(&mut gathered, &reading.dictionary);
        let rest = Rest::of(&reading.dictionary);
        let gazetteer = finish(&gathered, &rest, Gathered::number_of).ok()?;
        Some((gazetteer, reading.diagnostics))
    }

    /// Compiles entities, sorted by id, whose names have their forms beside them and whose relations lead to others by these numbers.
    pub(super) fn compile_entities<'d>(
        entities: impl IntoIterator<Item = &'d Entity>,
        rest: &Rest<'_>,
        number_of: impl Fn(&EntityId) -> Option<u32>,
    ) -> Result<Self, BuildError> {
        let mut gathered = Gathered::of(entities, &Inflections::default());
        gathered.close();
        finish(&gathered, rest, |_, id| number_of(id))
    }
}

/// What a dictionary says beside its entities.
#[derive(Clone, Copy)]
pub(super) struct Rest<'d> {
    pub(super) moved: &'d [(EntityId, EntityId)],
    pub(super) languages: &'d [Language],
}

impl<'d> Rest<'d> {
    fn of(dictionary: &'d Dictionary) -> Self {
        Self { moved: &dictionary.moved, languages: &dictionary.languages }
    }
}

fn gather(gathered: &mut Gathered, dictionary: &Dictionary) {
    let inflections = Inflections::of(&dictionary.languages);
    let portions = dictionary.entities.par_chunks(PORTION);
    let portions: Vec<_> = portions.map(|some| Gathered::of(some, &inflections)).collect();
    for portion in portions {
        gathered.append(portion);
    }
    gathered.close();
}

fn finish(
    gathered: &Gathered,
    rest: &Rest<'_>,
    number_of: impl Fn(&Gathered, &EntityId) -> Option<u32>,
) -> Result<Gazetteer, BuildError> {
    gathered.fault()?;
    if rest.languages.len() > MAX_LANGUAGES {
        return Err(BuildError::TooManyLanguages(rest.languages.len()));
    }
    let settled = Settled::of(gathered, |id| number_of(gathered, id))?;
    let affixes = Affixes::of(rest.languages);
    let keys = Keys::of(gathered, &settled.by_key)?;
    let largest = |number: fn(&EntityRow) -> u32| {
        Widths::of(settled.entities.iter().map(number).max().unwrap_or(0))
    };
    let widths = Widths {
        rule: Widths::of((settled.rules.values.len() as u32).saturating_sub(1)),
        entity: Widths::of((settled.entities.len() as u32).saturating_sub(1)),
        name: largest(|row| row.name),
        profile: largest(|row| row.profile),
    };
    let (tables, directory) = rayon::join(
        || {
            let rows = Rows::of(gathered, &settled, &keys, widths);
            (rows, keys.search_tables(gathered, &settled, &affixes))
        },
        || keys.directory(gathered, &settled.by_key),
    );
    let (rows, table) = tables;
    let rows = rows?;
    let head = Head {
        seed: Seed::new(0),
        entities: settled.entities.len() as u32,
        aliases: settled.by_key.len() as u32,
        widths,
        ids_together: settled.ids.together,
        keys: keys.firsts.len() as u32,
        longest_word: table.words.longest_word,
    };
    let [citations, rules] = citations::write(&settled.rules.values, &settled.sources.values);
    let (head, moved) = (head.pack(), citations::write_moved(rest.moved));
    let languages = languages::write(rest.languages);
    let entities = EntityRows::pack(settled.entities.iter().copied(), widths);
    let own_keys = own_keys::pack(settled.by_key.len(), &rows.own_keys);

    let mut packer = Packer::new();
    for section in Section::ALL {
        packer.add(match section {
            Section::Head => &head,
            Section::Strings => &settled.strings,
            Section::Citations => &citations,
            Section::Rules => &rules,
            Section::Moved => &moved,
            Section::Languages => &languages,
            Section::Profiles => &settled.profiles.section,
            Section::IdGroups => &settled.ids.starts,
            Section::Ids => &settled.ids.groups,
            Section::Entities => &entities,
            Section::Names => &rows.names,
            Section::Aliases => &rows.aliases,
            Section::OwnKeys => &own_keys,
            Section::KeyEnds => &rows.key_ends,
            Section::KeyTexts => &rows.key_texts,
            Section::Singles => &table.words.singles,
            Section::Pairs => &table.words.pairs,
            Section::Slots => &table.words.slots,
            Section::Lengths => &table.words.lengths,
            Section::Open => &table.open,
            Section::Parts => &table.parts,
            Section::Directory => &directory,
        });
    }
    let mut gazetteer = Gazetteer::trusted(packer.finish());
    gazetteer.affixes = OnceLock::from(Arc::new(affixes));
    Ok(gazetteer)
}

/// The keys, in their order.
struct Keys {
    /// The first alias of each.
    firsts: Vec<u32>,
    /// How many aliases there are.
    aliases: u32,
}

impl Keys {
    fn of(gathered: &Gathered, by_key: &[u32]) -> Result<Self, BuildError> {
        let key_at = |at: u32| gathered.key(by_key[at as usize]);
        let aliases = by_key.len() as u32;
        let is_first = |&at: &u32| at == 0 || key_at(at) != key_at(at - 1);
        let firsts: Vec<u32> = (0..aliases).into_par_iter().filter(is_first).collect();
        let keys = Self { firsts, aliases };
        let crowd = (0..keys.firsts.len())
            .map(|key| (keys.firsts[key], keys.end(key)))
            .find(|(first, end)| (end - first) as usize > MAX_CANDIDATES);
        match crowd {
            None => Ok(keys),
            Some((first, end)) => Err(BuildError::TooManyCandidates {
                key: String::from_utf8_lossy(key_at(first)).into_owned(),
                count: (end - first) as usize,
            }),
        }
    }

    /// One past the last alias of a key.
    fn end(&self, key: usize) -> u32 {
        self.firsts.get(key + 1).copied().unwrap_or(self.aliases)
    }

    /// What finds the keys in texts.
    fn search_tables(
        &self,
        gathered: &Gathered,
        settled: &Settled,
        affixes: &Affixes,
    ) -> SearchTables {
        let rules = &gathered.rules.values;
        let asked: Vec<Asked> = rules.iter().map(|rule| Asked::of(rule, affixes)).collect();
        let by_key = &settled.by_key;
        let (mut whole, mut open, mut parts) =
            (Vec::with_capacity(self.firsts.len()), Vec::new(), Vec::new());
        for (key, &first) in self.firsts.iter().enumerate() {
            let of_key = by_key[first as usize..self.end(key) as usize].iter();
            let asked = of_key.fold(Asked::default(), |all, &name| {
                all.and(asked[gathered.rule_of(name) as usize])
            });
            let key = || gathered.key(by_key[first as usize]);
            let begins_a_word = || {
                let key = std::str::from_utf8(key()).expect("folding makes UTF-8");
                Class::of(key.chars().next().expect("no key is empty")) != Class::Outside
            };
            if !asked.inside && !asked.beyond {
                whole.push(first);
            } else if !asked.inside && begins_a_word() {
                open.push(first);
            } else {
                parts.push(first);
            }
        }
        let words = TableSections::build(Seed::new(0), &whole, |first| {
            gathered.key(by_key[first as usize])
        });
        open.extend(&words.long);
        open.sort_unstable();
        parts.extend(&words.others);
        parts.sort_unstable();
        let bytes = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        SearchTables { words, open: bytes(open), parts: bytes(parts) }
    }

    /// The keys as an FST.
    fn directory(&self, gathered: &Gathered, by_key: &[u32]) -> Vec<u8> {
        let mut builder = fst::SetBuilder::memory();
        for &first in &self.firsts {
            let key = gathered.key(by_key[first as usize]);
            builder.insert(key).expect("the keys are sorted, each once");
        }
        builder.into_inner().expect("memory takes it")
    }
}

struct SearchTables {
    words: TableSections,
    open: Vec<u8>,
    parts: Vec<u8>,
}

/// Where a name may stand beside the edges of words.
#[derive(Clone, Copy, Default)]
struct Asked {
    /// It may begin inside a word.
    inside: bool,
    /// It may end inside a word.
    beyond: bool,
}

impl Asked {
    fn of(rule: &Rule, affixes: &Affixes) -> Self {
        Self { inside: rule.boundary == Boundary::None, beyond: may_end_inside(rule, affixes) }
    }

    const fn and(self, other: Self) -> Self {
        Self { inside: self.inside | other.inside, beyond: self.beyond | other.beyond }
    }
}

/// Whether a name with this rule may end inside a word.
pub(super) fn may_end_inside(rule: &Rule, affixes: &Affixes) -> bool {
    rule.boundary != Boundary::Word || affixes_of(rule, affixes).meets(affixes.with_suffixes())
}

/// The languages whose affixes may be glued to a name.
pub(crate) fn affixes_of(rule: &Rule, affixes: &Affixes) -> LanguageSet {
    match &rule.affix {
        Some(tags) => affixes.glued(tags.iter().map(String::as_str)),
        None => affixes.glued([rule.lang.as_str()]),
    }
}

/// The aliases in their order.
#[derive(Default)]
struct Rows {
    names: Vec<u8>,
    aliases: Vec<u8>,
    own_keys: Vec<u32>,
    key_ends: Vec<u8>,
    key_texts: Vec<u8>,
}

impl Rows {
    fn of(
        gathered: &Gathered,
        settled: &Settled,
        keys: &Keys,
        widths: Widths,
    ) -> Result<Self, BuildError> {
        let mut rows = Self::default();
        for (key, &first) in keys.firsts.iter().enumerate() {
            let end = keys.end(key);
            for at in first..end {
                let name = settled.by_key[at as usize];
                let flags = gathered.flags_of(name).placed(at == first, at + 1 == end);
                if flags.has_own_key() {
                    rows.own_keys.push(at);
                    rows.key_texts.extend_from_slice(gathered.key(name));
                    rows.key_ends.extend_from_slice(&offset(rows.key_texts.len())?.to_le_bytes());
                }
                let text = offset(rows.names.len())?;
                rows.names.extend_from_slice(gathered.text(name));
                let entity = settled.number[gathered.entity_of(name) as usize];
                let rule = settled.rule[gathered.rule_of(name) as usize];
                let row = AliasRow { text, entity, rule, flags };
                AliasRows::push(&mut rows.aliases, row, widths);
            }
        }
        let end = AliasRow { text: offset(rows.names.len())?, ..AliasRow::default() };
        AliasRows::push(&mut rows.aliases, end, widths);
        AliasRows::finish(&mut rows.aliases);
        Ok(rows)
    }
}

pub(super) fn offset(number: usize) -> Result<u32, BuildError> {
    u32::try_from(number).map_err(|_| BuildError::TooLarge)
}

/// Why a dictionary could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// A name folds to nothing, begins or ends with a blank, or has a blank line in it.
    NoKey {
        /// Whose name.
        entity: String,
        /// The name.
        name: String,
    },
    /// More than [`MAX_CANDIDATES`] aliases fold to one key.
    TooManyCandidates {
        /// The key.
        key: String,
        /// How many.
        count: usize,
    },
    /// There are more than [`MAX_LANGUAGES`].
    TooManyLanguages(usize),
    /// The texts need more than 4 GiB.
    TooLarge,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey { entity, name } => {
                write!(
                    f,
                    "the name {name:?} of {entity} folds to nothing, or has blanks at an edge or a blank line in it: mend it or leave it out"
                )
            }
            Self::TooManyCandidates { key, count } => write!(
                f,
                "\"{key}\" is a name of {count} entities; at most {MAX_CANDIDATES} can be told apart: drop the rarer ones"
            ),
            Self::TooManyLanguages(count) => write!(
                f,
                "there are {count} languages, and {MAX_LANGUAGES} are allowed: leave some out"
            ),
            Self::TooLarge => f.write_str("the names need more than 4 GiB: split the dictionary"),
        }
    }
}

impl std::error::Error for BuildError {}
