//! How often a name means its entity: the share of its occurrences, drawn towards what the dictionaries say.

use std::collections::BTreeMap;

use super::{Occurrence, is_open};
use crate::gazetteer::{AliasIndex, Gazetteer};

/// The present prior counts as much as so many occurrences. It is less than the fewest that are usually asked for, so that what was seen
/// outweighs what somebody once supposed, and enough that five of five do not make a certainty.
const PRESENT: u64 = 4;
/// Priors are multiples of this: counts do not tell more.
const STEP: u64 = 10;
/// A smaller change is none.
const LEAST_CHANGE: u16 = 30;

/// What a name should start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prior {
    /// The name.
    pub alias: AliasIndex,
    /// What it starts from now, per mille.
    pub old: u16,
    /// What it should, per mille.
    pub new: u16,
    /// How often it was met, and meant what.
    pub times: Times,
    /// Only where nothing but priors speaks was counted; otherwise there was too little of that.
    pub is_alone: bool,
}

/// How often a name means what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Its entity.
    pub right: u64,
    /// Another one that it may mean.
    pub other: u64,
    /// None of these.
    pub none: u64,
}

impl Times {
    /// How often it was met.
    #[must_use]
    pub const fn all(self) -> u64 {
        self.right + self.other + self.none
    }

    /// The share that means its entity, per mille, drawn towards a prior.
    fn prior(self, present: u16) -> u16 {
        let sum = 1000 * self.right + PRESENT * u64::from(present);
        let whole = (self.all() + PRESENT) * STEP;
        let rounded = (2 * sum + whole) / (2 * whole) * STEP;
        u16::try_from(rounded).expect("a share of a thousand")
    }
}

/// The priors that should be others, of names that the gold decides so often at least; in the order of the names.
#[must_use]
pub fn priors<'o, 'd: 'o>(
    gazetteer: &Gazetteer,
    occurrences: impl IntoIterator<Item = &'o Occurrence<'d>>,
    least: u64,
) -> Vec<Prior> {
    let mut names: BTreeMap<AliasIndex, [Times; 2]> = BTreeMap::new();
    for occurrence in occurrences {
        let is_other = occurrence.senses.iter().any(|sense| sense.is_meant == Some(true));
        for sense in &occurrence.senses {
            let Some(is_meant) = sense.is_meant else { continue };
            let [all, alone] = names.entry(sense.alias).or_default();
            for times in [Some(all), occurrence.is_alone.then_some(alone)].into_iter().flatten() {
                *match (is_meant, is_other) {
                    (true, _) => &mut times.right,
                    (false, true) => &mut times.other,
                    (false, false) => &mut times.none,
                } += 1;
            }
        }
    }
    let prior = |(alias, [all, alone]): (AliasIndex, [Times; 2])| {
        let old = gazetteer.alias(alias).rule().prior;
        // A prior is for where nothing else speaks.
        let is_alone = alone.all() >= least;
        let times = if is_alone { alone } else { all };
        let new = times.prior(old);
        let is_worth =
            times.all() >= least && new.abs_diff(old) >= LEAST_CHANGE && is_open(gazetteer, alias);
        is_worth.then_some(Prior { alias, old, new, times, is_alone })
    };
    names.into_iter().filter_map(prior).collect()
}

#[cfg(test)]
mod tests {
    use super::Times;

    #[test]
    fn a_share_is_drawn_towards_the_present_prior() {
        // (right, not, present, new): (1000 · right + 4 · present) / (right + not + 4), to the next ten.
        let cases = [
            (0, 0, 437, 440),
            (5, 0, 500, 780),
            (0, 5, 500, 220),
            (12, 3, 500, 740),
            (1000, 0, 0, 1000),
            (0, 1000, 1000, 0),
            (1, 1, 500, 500),
            (1, 3, 500, 380),
        ];
        for (right, none, present, new) in cases {
            let times = Times { right, other: 0, none };
            assert_eq!(times.prior(present), new, "{right} and {none}, {present}");
        }
    }
}
