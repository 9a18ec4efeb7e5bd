//! What was allowed, and what happened.

use exonym::diff::{Effect, Tally};
use serde::Serialize;

use super::figures::Rate;
use crate::budget::{Budget, Limit, Limited};

/// A budget beside what the change does.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// As it was typed.
    pub(super) asked: String,
    /// Whether every limit is.
    pub(super) kept: bool,
    /// The same budget, as large as the change needs it.
    pub(super) needed: String,
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
    /// Beyond what is allowed, per million words.
    pub(super) over: Rate,
}

impl Outcome {
    pub(super) fn of(budget: &Budget, tally: &Tally) -> Self {
        let limits = budget.limits.iter().map(|limit| LimitOutcome::of(*limit, tally));
        let limits: Vec<LimitOutcome> = limits.collect();
        let needed = budget.limits.iter().map(|limit| {
            let limit = limit.widened(mentions(limit.what, tally), tally.words);
            limit.to_string()
        });
        Self {
            asked: budget.asked.clone(),
            kept: limits.iter().all(|limit| limit.kept),
            needed: needed.collect::<Vec<_>>().join(","),
            limits,
        }
    }

    /// By how much each limit is exceeded.
    pub(super) fn excess(&self) -> String {
        let over = self.limits.iter().filter(|limit| !limit.kept);
        let over = over.map(|LimitOutcome { what, per_million_words, over, allowed, .. }| {
            format!(
                "{what} {per_million_words} per million words, {over} more than the {allowed} allowed"
            )
        });
        over.collect::<Vec<_>>().join("; ")
    }

    /// What to do about it.
    pub(super) fn cure(&self) -> String {
        format!(
            "narrow the names that do it (`require`, `forbid`, `cue`, `case`), or, if all of it is meant, allow {} and say why",
            self.needed
        )
    }
}

impl LimitOutcome {
    fn of(limit: Limit, tally: &Tally) -> Self {
        let mentions = mentions(limit.what, tally);
        let per_million_words = Rate::of(mentions, tally.words);
        Self {
            what: limit.what.as_str(),
            allowed: limit.allowed,
            mentions,
            per_million_words,
            kept: limit.is_kept(mentions, tally.words),
            over: per_million_words.beyond(limit.allowed),
        }
    }
}

fn mentions(what: Limited, tally: &Tally) -> u64 {
    match what {
        Limited::Changed => changed(tally),
        Limited::Effect(effect) => tally.mentions(effect),
    }
}

/// Mentions that are others than before; those that are only labelled otherwise are not.
pub(super) fn changed(tally: &Tally) -> u64 {
    [Effect::Gained, Effect::Lost, Effect::ReDecided]
        .map(|effect| tally.mentions(effect))
        .iter()
        .sum()
}
