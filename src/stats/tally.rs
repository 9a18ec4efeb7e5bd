//! Counts the names of entities in groups.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dictionary::Alias;

/// How much there is of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Entities that have such names.
    pub entities: usize,
    /// What was written: names and patterns.
    pub entries: usize,
    /// Those of an entity that fold together are one.
    pub names: usize,
    /// All spellings, patterns expanded.
    pub forms: usize,
}

/// What was counted so far, by group.
pub(super) struct Tally<G>(BTreeMap<G, Count>);

impl<G> Default for Tally<G> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<G: Ord + Clone> Tally<G> {
    /// Counts the names of one entity, given with their keys, each in its groups.
    pub(super) fn add<I: IntoIterator<Item = G>>(
        &mut self,
        named: &[(&Alias, String)],
        groups: impl Fn(&Alias) -> I,
    ) {
        let mut seen: BTreeMap<G, Seen<'_>> = BTreeMap::new();
        for (alias, key) in named {
            for group in groups(alias) {
                let seen = seen.entry(group).or_default();
                let place = &alias.place;
                seen.entries.insert((Arc::as_ptr(&place.file).addr(), place.span.start));
                seen.names.insert(key);
                seen.forms += 1;
            }
        }
        for (group, seen) in seen {
            let count = self.0.entry(group).or_default();
            count.entities += 1;
            count.entries += seen.entries.len();
            count.names += seen.names.len();
            count.forms += seen.forms;
        }
    }

    /// The groups, those with most names first, and of equal ones the first in order.
    pub(super) fn ranked(self) -> Vec<(G, Count)> {
        let mut groups: Vec<(G, Count)> = self.0.into_iter().collect();
        groups.sort_by_key(|(_, count)| std::cmp::Reverse((count.names, count.entities)));
        groups
    }
}

impl Tally<()> {
    /// Of a tally with one group.
    pub(super) fn sum(self) -> Count {
        self.0.into_values().next().unwrap_or_default()
    }
}

/// What one entity has in a group.
#[derive(Default)]
struct Seen<'a> {
    /// By the file and where the name begins in it.
    entries: BTreeSet<(usize, usize)>,
    names: BTreeSet<&'a str>,
    forms: usize,
}
