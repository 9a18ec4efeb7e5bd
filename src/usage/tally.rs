//! What is counted over texts: parts of them may be counted anywhere, and added up in any order.

use std::collections::BTreeMap;

use super::Period;
use crate::dictionary::Date;
use crate::gazetteer::{AliasIndex, EntityIndex};
use crate::passage::Passage;
use crate::span::Span;

/// In whose voice a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The text's own.
    Own,
    /// That of somebody who is quoted.
    Quoted,
}

impl Voice {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Own, Self::Quoted];

    /// Its name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Quoted => "quoted",
        }
    }
}

/// Texts of one source and period; without either where nobody says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Whose words they are.
    pub source: Option<String>,
    /// When they were written.
    pub period: Option<Period>,
}

/// A name of an entity in texts of one group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usage {
    /// Who is named.
    pub entity: EntityIndex,
    /// By which name; of the spellings of one designation, the first in the gazetteer.
    pub alias: AliasIndex,
    /// It may mean another too, and which one is too close to call.
    pub ambiguous: bool,
    /// In which texts.
    pub group: Group,
}

/// How often a name is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// In how many texts.
    pub texts: u64,
    /// How many mentions there are of each of its spellings.
    pub spellings: BTreeMap<AliasIndex, u64>,
    /// In each voice.
    voices: [Count; 2],
}

/// How often a name is used in one voice, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many mentions.
    pub mentions: u64,
    /// In how many texts.
    pub texts: u64,
    /// Those among the mentions that are older than the name's `since`.
    pub before_since: u64,
    /// From when to when.
    pub dates: Dates,
    /// The earliest of them.
    pub examples: Vec<Example>,
}

/// From when to when something is met; neither where no text has a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The date that begins first.
    pub first: Option<Date>,
    /// The date that ends last.
    pub last: Option<Date>,
}

/// A mention in its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The date of its text.
    pub date: Option<Date>,
    /// The number of its text.
    pub number: u64,
    /// What its record is called.
    pub record: Option<String>,
    /// The field that it stands in.
    pub field: String,
    /// Where it stands in the text of that field, in bytes.
    pub span: Span,
    /// Where it stands in the document that the fields make, in bytes.
    pub(super) at: usize,
    /// Its words and those around them.
    pub passage: Passage,
}

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many texts of each group there are.
    pub texts: BTreeMap<Group, u64>,
    /// How many of them surely name an entity.
    pub naming: BTreeMap<(EntityIndex, Group), u64>,
    /// How often each name is used.
    pub uses: BTreeMap<Usage, Uses>,
    /// So many examples are kept of each count.
    most: usize,
}

impl Uses {
    /// How often in this voice.
    #[must_use]
    pub const fn of(&self, voice: Voice) -> &Count {
        &self.voices[voice as usize]
    }

    pub(super) const fn of_mut(&mut self, voice: Voice) -> &mut Count {
        &mut self.voices[voice as usize]
    }
}

impl Count {
    /// Takes an example in, unless there are enough that are earlier.
    fn keep(&mut self, example: Example, most: usize) {
        let at = self.examples.partition_point(|known| known.order() <= example.order());
        if at < most {
            self.examples.truncate(most - 1);
            self.examples.insert(at, example);
        }
    }

    fn merge(&mut self, other: Self, most: usize) {
        self.mentions += other.mentions;
        self.texts += other.texts;
        self.before_since += other.before_since;
        self.dates.add(other.dates);
        for example in other.examples {
            self.keep(example, most);
        }
    }
}

impl Example {
    /// The earlier comes first; of one day, what was read first.
    const fn order(&self) -> (Option<Date>, u64, usize) {
        (self.date, self.number, self.at)
    }
}

impl Dates {
    /// Those of a text of this date.
    #[must_use]
    pub const fn of(date: Option<Date>) -> Self {
        Self { first: date, last: date }
    }

    /// Takes in others.
    pub fn add(&mut self, other: Self) {
        self.first = self.first.into_iter().chain(other.first).min();
        let last = self.last.into_iter().chain(other.last);
        self.last = last.max_by_key(|date| (date.last_day(), date.first_day()));
    }
}

impl Tally {
    /// Nothing yet. So many examples are going to be kept of each count.
    #[must_use]
    pub fn new(examples: usize) -> Self {
        let (texts, naming, uses) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { texts, naming, uses, most: examples }
    }

    /// The same, as the text of this number.
    #[must_use]
    pub fn at(mut self, number: u64) -> Self {
        let counts = self.uses.values_mut().flat_map(|uses| &mut uses.voices);
        for example in counts.flat_map(|count| &mut count.examples) {
            example.number = number;
        }
        self
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (group, texts) in other.texts {
            *self.texts.entry(group).or_default() += texts;
        }
        for (named, texts) in other.naming {
            *self.naming.entry(named).or_default() += texts;
        }
        for (usage, uses) in other.uses {
            let sum = self.uses.entry(usage).or_default();
            sum.texts += uses.texts;
            for (alias, mentions) in uses.spellings {
                *sum.spellings.entry(alias).or_default() += mentions;
            }
            for (sum, count) in sum.voices.iter_mut().zip(uses.voices) {
                sum.merge(count, self.most);
            }
        }
    }
}
