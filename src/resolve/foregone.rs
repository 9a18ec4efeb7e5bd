//! Verdicts that nothing further in the text can change: they are given without looking for cues and neighbours.

use super::document::Document;
use super::{Verdict, weights};
use crate::dictionary::Relation;
use crate::gazetteer::{AliasIndex, EntityIndex};
use crate::scan::Mention;
use crate::span::Span;

/// A candidate, and between which bounds its score lies.
#[derive(Clone, Copy)]
struct Bounded {
    alias: AliasIndex,
    entity: EntityIndex,
    decoy: bool,
    low: i32,
    high: i32,
}

impl Document<'_> {
    /// The verdict on a mention, if it is the same whatever cues and neighbours say.
    pub(super) fn foregone(&self, mention: &Mention, longer: Option<Span>) -> Option<Verdict> {
        let all = || {
            self.candidates(mention).map(|(bit, alias)| {
                self.bounded(mention, alias, mention.doubtful & 1 << bit != 0, longer)
            })
        };
        if all().all(|one| one.decoy || one.high < weights::ACCEPT) {
            return Some(Verdict::Nil);
        }
        let best = all().reduce(|best, one| if one.low > best.low { one } else { best })?;
        let is_sure = best.low >= weights::ACCEPT
            && all().filter(|one| one.alias != best.alias).all(|one| one.yields_to(best));
        is_sure.then(|| {
            if best.decoy { Verdict::Nil } else { Verdict::Entity(self.candidate(best.alias)) }
        })
    }

    fn bounded(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        longer: Option<Span>,
    ) -> Bounded {
        let row = self.gazetteer.alias(alias);
        let (rule, entity) = (row.rule(), row.entity());
        let definition =
            self.definition(mention.key, entity.index()).map_or(0, |reason| reason.weight);
        let mut sure = i32::from(rule.prior) + definition;
        if longer.is_some() {
            sure += weights::NESTED;
        }
        if self.is_anachronism(rule) {
            sure += weights::ANACHRONISM;
        }
        let cues = self.cues_of(alias);
        let most = |count: usize| count.min(weights::MOST_CUES) as i32;
        let related =
            entity.relations().filter(|&(relation, _)| relation != Relation::DistinctFrom);
        let mut low = sure + most(cues.against_it.len()) * weights::CUE_AGAINST;
        let wants_evidence = doubtful && self.wants_evidence(row, mention.key) && definition <= 0;
        if wants_evidence && self.company(entity).is_none() {
            low += weights::WANTS_EVIDENCE;
        }
        let high = sure
            + most(cues.for_it.len()) * weights::CUE_FOR
            + weights::NAMED_ELSEWHERE
            + related.count() as i32 * weights::RELATED;
        Bounded { alias, entity: entity.index(), decoy: entity.is_decoy(), low, high }
    }
}

impl Bounded {
    /// Whether it counts for nothing beside `best`, whatever the two score.
    fn yields_to(self, best: Self) -> bool {
        if self.entity == best.entity {
            self.high < best.low
        } else {
            self.high < weights::ACCEPT || self.high + weights::MARGIN <= best.low
        }
    }
}
