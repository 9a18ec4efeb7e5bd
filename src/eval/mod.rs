//! How good links are: what people say stands in texts, held against what was found there.
//!
//! A [`Document`] of the gold and its [`Prediction`]s go into an [`Evaluation`], one after the other; figures, errors with their words,
//! and counts for each entity and name come out. What is right, wrong or neither depends on the [`Task`]. Nothing here reads files.

mod acronyms;
mod cases;
mod class;
mod endings;
mod excerpt;
mod figures;
pub mod fit;
mod gold;
mod groups;
mod prediction;
mod reliability;
mod spans;
mod task;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use self::class::{Class, Counts};
pub use self::endings::is_name_with_ending;
pub use self::excerpt::Excerpt;
pub use self::figures::{Endings, Figure, Share};
pub use self::gold::{Document, Meant, Mention, Pair, Target};
pub use self::prediction::Prediction;
pub use self::reliability::{Bin, Reliability};
pub use self::task::Task;
use crate::fold::key;
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use crate::span::Span;

/// What came of a number of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// What was asked.
    pub task: Task,
    /// The entities that [`Task::Groups`] asks about.
    asked: BTreeSet<EntityIndex>,
    /// How many documents there were.
    pub documents: u64,
    /// Those among them whose gold has everything, so that what else is found is wrong.
    pub exhaustive: u64,
    /// How long the texts are.
    pub text_bytes: u64,
    /// How often each thing happened.
    pub counts: Counts,
    /// The same in exhaustive documents alone: precision is computed on these.
    judged: Counts,
    /// Documents of which nothing is wrong, where a document is one case.
    cases_right: u64,
    /// Mentions that only an ending separates from a name.
    pub endings: Endings,
    /// How often links are right that are so sure.
    pub reliability: Reliability,
    /// Entities that the gold names and the gazetteer does not have, as they are written, and how often.
    pub unknown: BTreeMap<String, u64>,
    /// What went wrong, in the order of the documents.
    pub errors: Vec<Error>,
    /// How each entity fared.
    pub entities: BTreeMap<EntityIndex, Uses>,
    /// How each name fared.
    pub names: BTreeMap<(EntityIndex, Name), Uses>,
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// In which way.
    pub class: Class,
    /// The document's id.
    pub document: String,
    /// Where.
    pub span: Span,
    /// What was found there.
    pub predicted: Option<Predicted>,
    /// What should have been, as the gold writes it.
    pub gold: Option<Meant>,
    /// The definition that is meant, where these are asked about.
    pub definition: Option<Pair>,
    /// Its words and those around them.
    pub excerpt: Excerpt,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predicted {
    /// The entity.
    pub entity: EntityIndex,
    /// Under which name.
    pub alias: AliasIndex,
    /// How sure the link is, per mille.
    pub score: u16,
}

/// How often an entity or a name was right, taken for something that it is not, or not found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Found where it stands.
    pub right: u64,
    /// Found where it does not.
    pub wrong: u64,
    /// Not found where it stands.
    pub missed: u64,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// This one.
    Alias(String),
    /// None that the gazetteer has: words of the gold.
    Words(String),
}

impl Evaluation {
    /// Nothing yet.
    #[must_use]
    pub fn new(task: Task) -> Self {
        Self {
            task,
            asked: BTreeSet::new(),
            documents: 0,
            exhaustive: 0,
            text_bytes: 0,
            counts: Counts::default(),
            judged: Counts::default(),
            cases_right: 0,
            endings: Endings::default(),
            reliability: Reliability::default(),
            unknown: BTreeMap::new(),
            errors: Vec::new(),
            entities: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The entities that [`Task::Groups`] asks about; links of others count for nothing there.
    #[must_use]
    pub fn asking(mut self, entities: impl IntoIterator<Item = EntityIndex>) -> Self {
        self.asked = entities.into_iter().collect();
        self
    }

    /// Holds what was found in a document against its gold. [`Task::Acronyms`] asks for [`Evaluation::add_definitions`].
    pub fn add(&mut self, gazetteer: &Gazetteer, document: &Document, predictions: &[Prediction]) {
        if self.task == Task::Ambig && document.target.is_none() {
            return;
        }
        self.enter(document);
        match self.task {
            Task::Links | Task::Country => self.add_spans(gazetteer, document, predictions),
            Task::Ambig => self.add_word(gazetteer, document, predictions),
            Task::Tricky => self.add_case(gazetteer, document, predictions),
            Task::Groups => self.add_groups(gazetteer, document, predictions),
            Task::Acronyms => {}
        }
    }

    /// Holds the definitions that were found in a document against its gold: where short forms and their long forms stand.
    pub fn add_definitions(
        &mut self,
        document: &Document,
        found: impl IntoIterator<Item = (Span, Span)>,
    ) {
        self.enter(document);
        self.add_pairs(document, found);
    }

    fn enter(&mut self, document: &Document) {
        self.documents += 1;
        self.exhaustive += u64::from(self.is_judged(document));
        self.text_bytes += document.text.len() as u64;
    }

    /// Whether what is found in a document beside its gold is wrong.
    fn is_judged(&self, document: &Document) -> bool {
        // The definition of the figure for groups has its own way to leave out what the gold is silent on.
        document.exhaustive || self.task == Task::Groups
    }

    /// Adds what came of other documents with the same task, which stand after these.
    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.exhaustive += other.exhaustive;
        self.text_bytes += other.text_bytes;
        self.counts.merge(&other.counts);
        self.judged.merge(&other.judged);
        self.cases_right += other.cases_right;
        self.endings.merge(&other.endings);
        self.reliability.merge(&other.reliability);
        for (written, count) in &other.unknown {
            *self.unknown.entry(written.clone()).or_default() += count;
        }
        self.errors.extend_from_slice(&other.errors);
        for (entity, uses) in &other.entities {
            self.entities.entry(*entity).or_default().merge(*uses);
        }
        for (name, uses) in &other.names {
            self.names.entry(name.clone()).or_default().merge(*uses);
        }
    }

    /// The figures of the task, the strictest first, and what comes of endings where there are any.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = match self.task {
            Task::Links | Task::Country => {
                use Class::{Nested, Other, Spurious, Team, Wrong};
                let strict = self.precision(&[Wrong, Nested, Other, Spurious, Team]);
                let lenient = self.precision(&[Wrong, Other, Spurious]);
                vec![
                    Figure::found("strict", strict, self.recall()),
                    Figure::found("lenient", lenient, self.recall()),
                ]
            }
            Task::Groups => {
                let precision = self.precision(&[Class::Wrong, Class::Spurious]);
                vec![Figure::found("groups", precision, self.recall())]
            }
            Task::Acronyms => {
                vec![Figure::found("pairs", self.precision(&[Class::Spurious]), self.recall())]
            }
            Task::Ambig => vec![Figure::decided("words", self.share_of_cases())],
            Task::Tricky => vec![Figure::decided("cases", self.share_of_cases())],
        };
        figures.extend(self.endings.figure(self.exhaustive > 0));
        figures
    }

    fn precision(&self, wrong: &[Class]) -> Option<Share> {
        let right = self.judged[Class::Right];
        let wrong: u64 = wrong.iter().map(|&class| self.judged[class]).sum();
        (self.exhaustive > 0).then_some(Share { part: right, whole: right + wrong })
    }

    fn recall(&self) -> Share {
        let right = self.counts[Class::Right];
        Share { part: right, whole: right + self.counts[Class::Missed] }
    }

    const fn share_of_cases(&self) -> Share {
        Share { part: self.cases_right, whole: self.documents }
    }

    /// Which entities were taken for which, as the gold writes the right one, the most frequent first.
    #[must_use]
    pub fn confusions(&self) -> Vec<(&str, EntityIndex, u64)> {
        let mut counts = BTreeMap::new();
        for error in self.errors.iter().filter(|error| error.class == Class::Wrong) {
            if let (Some(gold), Some(predicted)) = (&error.gold, &error.predicted) {
                *counts.entry((gold.written.as_str(), predicted.entity)).or_insert(0) += 1;
            }
        }
        let mut rows: Vec<_> =
            counts.into_iter().map(|((gold, found), count)| (gold, found, count)).collect();
        rows.sort_by_key(|&(.., count)| std::cmp::Reverse(count));
        rows
    }

    /// Notes what a link turned out to be, beside its name and entity.
    fn judge(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        prediction: &Prediction,
        verdict: (Class, Option<&Meant>),
    ) {
        let (class, gold) = verdict;
        let is_judged = self.is_judged(document);
        if class == Class::Neutral {
            self.count(class, is_judged);
            return;
        }
        // Of what the gold is silent on, nobody knows whether it is wrong.
        if !is_judged && !matches!(class, Class::Right | Class::Wrong) {
            return;
        }
        self.count(class, is_judged);
        let is_right = class == Class::Right;
        if is_judged {
            self.reliability.add(prediction.score, is_right);
        }
        let name = Name::Alias(gazetteer.alias(prediction.alias).text().to_owned());
        self.note(prediction.entity, name, |uses| {
            if is_right { &mut uses.right } else { &mut uses.wrong }
        });
        if !is_right {
            self.errors.push(Error {
                class,
                document: document.id.clone(),
                span: prediction.span,
                predicted: Some(prediction.told()),
                gold: gold.cloned(),
                definition: None,
                excerpt: Excerpt::of(&document.text, prediction.span),
            });
        }
    }

    /// Notes that a mention of the gold was not found.
    fn miss(&mut self, gazetteer: &Gazetteer, document: &Document, span: Span, meant: &Meant) {
        self.count(Class::Missed, self.is_judged(document));
        let words = document.words(span);
        if let Some(entity) = meant.entity {
            let folded = key(words);
            let mut aliases = gazetteer.entity(entity).aliases();
            let alias = aliases.find(|alias| key(alias.text()) == folded);
            let name = alias.map_or_else(
                || Name::Words(words.to_owned()),
                |alias| Name::Alias(alias.text().to_owned()),
            );
            self.note(entity, name, |uses| &mut uses.missed);
        }
        self.errors.push(Error {
            class: Class::Missed,
            document: document.id.clone(),
            span,
            predicted: None,
            gold: Some(meant.clone()),
            definition: None,
            excerpt: Excerpt::of(&document.text, span),
        });
    }

    fn count(&mut self, class: Class, is_judged: bool) {
        self.counts[class] += 1;
        self.judged[class] += u64::from(is_judged);
    }

    fn note(&mut self, entity: EntityIndex, name: Name, which: impl Fn(&mut Uses) -> &mut u64) {
        *which(self.entities.entry(entity).or_default()) += 1;
        *which(self.names.entry((entity, name)).or_default()) += 1;
    }

    fn is_unknown(&mut self, meant: &Meant) {
        if meant.is_unknown() {
            *self.unknown.entry(meant.written.clone()).or_default() += 1;
        }
    }
}

impl Uses {
    const fn merge(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}
