//! What gold teaches about names: how often each means its entity, and which words stand beside one sense and not beside the other.
//!
//! [`occurrences`] are counted by [`priors`] and [`cues`]; what comes of both is a [`Proposal`] for each name. Nothing here says whether
//! it is worth anything: that is for texts that it was not learned from, another [`fold`].

mod cues;
mod occurrence;
mod priors;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;

pub use self::cues::{Cues, cues};
pub use self::occurrence::{Occurrence, Sense, fold, occurrences};
pub use self::priors::{Prior, Times, priors};
use crate::dictionary::{Cue, Rule};
use crate::gazetteer::{AliasIndex, Gazetteer};

/// Texts are in so many parts: what is learned from all but one is measured on that one.
pub const FOLDS: usize = 5;

/// What could be said of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The name.
    pub alias: AliasIndex,
    /// Another prior.
    pub prior: Option<Prior>,
    /// More cues.
    pub cues: Option<Cues>,
}

impl Proposal {
    /// What was learned of each name, in the order of the names.
    #[must_use]
    pub fn of(priors: Vec<Prior>, cues: Vec<Cues>) -> Vec<Self> {
        let mut names: BTreeMap<AliasIndex, Self> = BTreeMap::new();
        let empty = |alias| Self { alias, prior: None, cues: None };
        for prior in priors {
            let alias = prior.alias;
            names.entry(alias).or_insert_with(|| empty(alias)).prior = Some(prior);
        }
        for cues in cues {
            let alias = cues.alias;
            names.entry(alias).or_insert_with(|| empty(alias)).cues = Some(cues);
        }
        names.into_values().collect()
    }

    /// All that is said of the name with the proposal.
    #[must_use]
    pub fn rule(&self, gazetteer: &Gazetteer) -> Rule {
        let mut rule = gazetteer.alias(self.alias).rule().clone();
        if let Some(prior) = &self.prior {
            rule.prior = prior.new;
        }
        if let Some(cues) = &self.cues {
            rule.cue_for.extend(cues.speak_for.iter().cloned().map(Cue::Word));
            rule.cue_against.extend(cues.speak_against.iter().cloned().map(Cue::Word));
        }
        rule
    }
}

/// Whether there is something to learn of a name: it means several things, or not as often as one of which nobody knows how often.
fn is_open(gazetteer: &Gazetteer, alias: AliasIndex) -> bool {
    let alias = gazetteer.alias(alias);
    let rule = alias.rule();
    let has_rivals = || {
        let key = gazetteer.find(alias.text());
        let mut candidates = key.into_iter().flat_map(|key| gazetteer.candidates(key));
        candidates.any(|other| other.entity().index() != alias.entity().index())
    };
    // Forms of a name that an inflection makes have its rule.
    rule.inflected.is_empty() && (rule.prior != Rule::default().prior || has_rivals())
}
