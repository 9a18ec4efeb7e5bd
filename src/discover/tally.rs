//! What is counted over a corpus: parts of it may be counted anywhere, and added up in any order.

use std::collections::BTreeMap;

use super::finding::Way;
use super::sighting::{CONTEXTS, Sighting, Text};
use crate::dictionary::Date;
use crate::diff::First;
use crate::gazetteer::{AliasIndex, EntityIndex};
use crate::span::Span;

/// What something was met as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A name, by its key, that is said to be an entity.
    Equated(EntityIndex, String),
    /// A name that is close to a known one, by its key.
    Near(String),
    /// A short form as it is written, and the key of its long form.
    Acronym(String, String),
    /// A spelling of a known name that is damaged in this way.
    Damaged(Way, AliasIndex, String),
}

/// One side of "X (Y)".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Entity(EntityIndex),
    /// A name that is unknown, by its key.
    Name(String),
}

/// How often, when and where something was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sightings {
    /// How many times.
    pub times: u64,
    /// In how many texts.
    pub documents: u64,
    /// The date of the first text that has one.
    pub first: Option<Date>,
    /// The date of the last one.
    pub last: Option<Date>,
    /// The first places, in different texts where there are any.
    pub contexts: First<Sighting, CONTEXTS>,
    /// The languages that records and flags say of the texts; empty where they say none.
    pub languages: BTreeMap<String, u64>,
    /// The spellings.
    pub(super) surfaces: BTreeMap<String, u64>,
    /// The spellings of what it is short for.
    pub(super) longs: BTreeMap<String, u64>,
    /// How it was told.
    pub(super) ways: BTreeMap<Way, u64>,
    /// The known names that it was equated with.
    pub(super) known: BTreeMap<AliasIndex, u64>,
    /// How many times no other capitalised word stood beside it.
    pub(super) alone: u64,
    /// How many times the text names the entity by a known name, too.
    pub(super) in_company: u64,
    /// How many times a given name or an initial stands before it.
    pub(super) of_persons: u64,
}

/// What was met in texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts.
    pub texts: u64,
    /// The date of the first text that has one.
    pub first: Option<Date>,
    /// The date of the last one.
    pub last: Option<Date>,
    pub(super) subjects: BTreeMap<Subject, Sightings>,
    /// How many brackets each name stands beside or in, whatever the other name is.
    pub(super) brackets: BTreeMap<Party, u64>,
    /// How often a word that is close to a name stands without a capital.
    pub(super) lower: BTreeMap<String, u64>,
}

impl Tally {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let date = text.context.date;
        Self { texts: 1, first: date, last: date, ..Self::default() }
    }

    /// Takes note of something at a place.
    pub(super) fn see(&mut self, subject: Subject, text: &Text<'_>, span: Span) -> &mut Sightings {
        let seen = self.subjects.entry(subject).or_default();
        if seen.times < CONTEXTS as u64 {
            seen.contexts.add(Sighting::of(text, span, seen.times as u32));
        }
        if seen.times == 0 {
            seen.documents = 1;
            (seen.first, seen.last) = (text.context.date, text.context.date);
            seen.languages.insert(text.context.lang.clone().unwrap_or_default(), 1);
        }
        seen.times += 1;
        let surface = crate::passage::single_blanks(span.of(text.text));
        *seen.surfaces.entry(surface).or_default() += 1;
        seen
    }

    /// The same, as the part of the corpus that is its text of this number.
    #[must_use]
    pub fn at(mut self, document: u64) -> Self {
        let seen = self.subjects.values_mut();
        for sighting in seen.flat_map(|seen| seen.contexts.iter_mut()) {
            sighting.document = document;
        }
        self
    }

    /// Adds another part of the corpus.
    pub fn merge(&mut self, other: Self) {
        self.texts += other.texts;
        (self.first, self.last) = both((self.first, self.last), (other.first, other.last));
        for (subject, seen) in other.subjects {
            self.subjects.entry(subject).or_default().merge(seen);
        }
        add_up(&mut self.brackets, other.brackets);
        add_up(&mut self.lower, other.lower);
    }
}

impl Sightings {
    pub(super) fn merge(&mut self, other: Self) {
        self.times += other.times;
        self.documents += other.documents;
        self.alone += other.alone;
        self.in_company += other.in_company;
        self.of_persons += other.of_persons;
        (self.first, self.last) = both((self.first, self.last), (other.first, other.last));
        self.contexts.merge(other.contexts);
        add_up(&mut self.languages, other.languages);
        add_up(&mut self.surfaces, other.surfaces);
        add_up(&mut self.longs, other.longs);
        add_up(&mut self.ways, other.ways);
        add_up(&mut self.known, other.known);
    }
}

/// From when to when, where anybody says.
type Period = (Option<Date>, Option<Date>);

/// From the first day of two periods to the last one.
fn both(one: Period, other: Period) -> Period {
    let first = one.0.into_iter().chain(other.0).min_by_key(|date| (date.first_day(), *date));
    let last = one.1.into_iter().chain(other.1).max_by_key(|date| (date.last_day(), *date));
    (first, last)
}

fn add_up<K: Ord>(sums: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (key, count) in other {
        *sums.entry(key).or_default() += count;
    }
}
