//! What was allowed, and what happened.

use exonym::diff::{Effect, Tally};
use serde::Serialize;

use super::report::Rate;
use crate::budget::{Budget, Limited};

/// A budget beside what the change does.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// As it was typed.
    pub(super) asked: String,
    /// Whether every limit is.
    pub(super) kept: bool,
    pub(super) limits: Vec<LimitOutcome>,
}

/// One limit of it.
#[derive(Debug, Serialize)]
pub(super) struct LimitOutcome {
    /// `changed`, `gained`, …
    pub(super) what: &'static str,
    /// Per million words.
    pub(super) allowed: u64,
    pub(super) mentions: u64,
    pub(super) per_million_words: Rate,
    pub(super) kept: bool,
}

impl Outcome {
    pub(super) fn of(budget: &Budget, tally: &Tally) -> Self {
        let limits: Vec<LimitOutcome> = budget
            .limits
            .iter()
            .map(|limit| {
                let mentions = match limit.what {
                    Limited::Changed => changed(tally),
                    Limited::Effect(effect) => tally.mentions(effect),
                };
                LimitOutcome {
                    what: limit.what.as_str(),
                    allowed: limit.allowed,
                    mentions,
                    per_million_words: Rate::of(mentions, tally.words),
                    kept: limit.is_kept(mentions, tally.words),
                }
            })
            .collect();
        let kept = limits.iter().all(|limit| limit.kept);
        Self { asked: budget.asked.clone(), kept, limits }
    }
}

/// Mentions that are others than before; those that are only labelled otherwise are not.
pub(super) fn changed(tally: &Tally) -> u64 {
    [Effect::Gained, Effect::Lost, Effect::ReDecided]
        .map(|effect| tally.mentions(effect))
        .iter()
        .sum()
}
