//! What is counted over a corpus: parts of it may be counted anywhere, and added up in any order.

use std::collections::BTreeMap;

use super::excerpt::{Excerpt, First};
use crate::gazetteer::{AliasIndex, KeyIndex};
use crate::resolve::Verdict;

/// So many excerpts are kept of each change.
pub const EXCERPTS: usize = 3;

/// So many uses of a new name are tried as test sentences.
pub(super) const TRIES: usize = 8;

/// What happened to a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It is one now.
    Gained,
    /// It was one.
    Lost,
    /// It means something else now.
    ReDecided,
    /// It means the same, and something else is said of it.
    Relabelled,
}

impl Effect {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Gained, Self::Lost, Self::ReDecided, Self::Relabelled];

    /// Its name in reports and flags.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::ReDecided => "re-decided",
            Self::Relabelled => "relabelled",
        }
    }
}

/// One sort of change: what a span was taken for, and what it is taken for now. Nil is no mention. Ambiguous candidates are in the
/// order of their ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What happened.
    pub effect: Effect,
    /// In the old gazetteer.
    pub old: Verdict,
    /// In the new one.
    pub new: Verdict,
}

/// How often something happened, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many mentions.
    pub mentions: u64,
    /// The first of them, from different texts where there are any.
    pub excerpts: First<Excerpt, EXCERPTS>,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts.
    pub texts: u64,
    /// Texts that were annotated, since they may differ.
    pub annotated: u64,
    /// Words of the texts; see [`count_words`](super::count_words).
    pub words: u64,
    /// Each sort of change.
    pub changes: BTreeMap<Change, Count>,
    /// The spellings under which the keys of new names stand in the texts, whatever they mean there; blanks are one blank each.
    pub surfaces: BTreeMap<KeyIndex, BTreeMap<String, u64>>,
    /// Where a new name is taken for its entity.
    pub(super) uses: BTreeMap<AliasIndex, First<Excerpt, TRIES>>,
    /// Where the key of a new name means something else.
    pub(super) rivals: BTreeMap<AliasIndex, First<(Excerpt, Verdict), TRIES>>,
}

impl Tally {
    /// The same, as the part of the corpus that is its text of this number.
    #[must_use]
    pub fn at(mut self, document: u64) -> Self {
        let of_changes = self.changes.values_mut().flat_map(|count| count.excerpts.iter_mut());
        let of_uses = self.uses.values_mut().flat_map(First::iter_mut);
        let of_rivals = self.rivals.values_mut().flat_map(First::iter_mut);
        for excerpt in of_changes.chain(of_uses).chain(of_rivals.map(|(excerpt, _)| excerpt)) {
            excerpt.document = document;
        }
        self
    }

    /// Adds another part of the corpus.
    pub fn merge(&mut self, other: Self) {
        self.texts += other.texts;
        self.annotated += other.annotated;
        self.words += other.words;
        for (change, count) in other.changes {
            let sum = self.changes.entry(change).or_default();
            sum.mentions += count.mentions;
            sum.excerpts.merge(count.excerpts);
        }
        for (key, surfaces) in other.surfaces {
            let sums = self.surfaces.entry(key).or_default();
            for (surface, count) in surfaces {
                *sums.entry(surface).or_default() += count;
            }
        }
        for (alias, excerpts) in other.uses {
            self.uses.entry(alias).or_default().merge(excerpts);
        }
        for (alias, excerpts) in other.rivals {
            self.rivals.entry(alias).or_default().merge(excerpts);
        }
    }

    /// How many mentions it happened to.
    #[must_use]
    pub fn mentions(&self, effect: Effect) -> u64 {
        let counts = self.changes.iter().filter(|(change, _)| change.effect == effect);
        counts.map(|(_, count)| count.mentions).sum()
    }
}
