//! Verdicts that nothing further in the text can change: they are given without looking for cues and neighbours.

use super::document::Document;
use super::{Verdict, weights};
use crate::dictionary::{Cue, Relation};
use crate::gazetteer::{AliasIndex, AliasRef, EntityRef};
use crate::scan::Mention;
use crate::span::Span;

/// A candidate, and what is known of its score without a look at the text around.
#[derive(Clone, Copy)]
struct Bounded<'g> {
    alias: AliasRef<'g>,
    /// The least that it may score.
    low: i32,
    /// Neither cues nor neighbours counted.
    sure: i32,
}

impl<'t> Document<'t> {
    /// The verdict on a mention, if it is the same whatever cues and neighbours say.
    pub(super) fn foregone(&self, mention: &Mention, longer: Option<Span>) -> Option<Verdict> {
        let aliases = || self.candidates(mention).map(|(_, alias)| self.gazetteer.alias(alias));
        if aliases().all(|alias| self.is_decoy(alias)) {
            return Some(Verdict::Nil);
        }
        let bounded = || {
            self.candidates(mention).map(|(bit, alias)| {
                self.bounded(mention, alias, mention.doubtful & 1 << bit != 0, longer)
            })
        };
        let best = bounded().reduce(|best, one| if one.low > best.low { one } else { best })?;
        if best.low < weights::ACCEPT {
            let is_none =
                bounded().all(|one| self.is_decoy(one.alias) || one.high() < weights::ACCEPT);
            return is_none.then_some(Verdict::Nil);
        }
        let mut rivals = bounded().filter(|one| one.alias.index() != best.alias.index());
        rivals.all(|one| one.yields_to(best)).then(|| match self.is_decoy(best.alias) {
            true => Verdict::Nil,
            false => Verdict::Entity(self.candidate(best.alias.index())),
        })
    }

    fn bounded(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        longer: Option<Span>,
    ) -> Bounded<'t> {
        let alias = self.gazetteer.alias(alias);
        let rule = alias.rule();
        let definition = self.definition(mention.key, alias.entity().index());
        let definition = definition.map_or(0, |reason| reason.weight);
        let mut sure = i32::from(rule.prior) + definition;
        if longer.is_some() {
            sure += weights::NESTED;
        }
        if self.is_anachronism(rule) {
            sure += weights::ANACHRONISM;
        }
        let mut low = sure + at_most(&rule.cue_against) * weights::CUE_AGAINST;
        if doubtful
            && self.wants_evidence(alias, mention.key)
            && definition <= 0
            && self.company(alias.entity()).is_none()
        {
            low += weights::WANTS_EVIDENCE;
        }
        Bounded { alias, low, sure }
    }

    fn is_decoy(&self, alias: AliasRef<'_>) -> bool {
        alias.entity().is_decoy()
    }
}

impl Bounded<'_> {
    /// The most that it may score.
    fn high(self) -> i32 {
        self.sure
            + at_most(&self.alias.rule().cue_for) * weights::CUE_FOR
            + weights::NAMED_ELSEWHERE
            + related(self.alias.entity()) * weights::RELATED
    }

    /// Whether it counts for nothing beside `best`, whatever the two score.
    fn yields_to(self, best: Self) -> bool {
        let high = self.high();
        if self.alias.entity().index() == best.alias.entity().index() {
            high < best.low
        } else {
            high < weights::ACCEPT || high + weights::MARGIN <= best.low
        }
    }
}

/// How many of these cues may count.
fn at_most(cues: &[Cue]) -> i32 {
    cues.len().min(weights::MOST_CUES) as i32
}

/// How many neighbours an entity may have in a text.
fn related(entity: EntityRef<'_>) -> i32 {
    let relations = entity.relations();
    relations.filter(|&(relation, _)| relation != Relation::DistinctFrom).map(|_| 1).sum()
}
