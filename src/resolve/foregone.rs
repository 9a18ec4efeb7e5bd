//! Verdicts without a look at all that might be weighed. A score has bounds before anything is looked for, and each look brings them
//! nearer to each other; most verdicts are certain long before the last one.

use super::document::Document;
use super::weigh::{Account, Side};
use super::{Verdict, weights};
use crate::dictionary::Relation;
use crate::gazetteer::{AliasIndex, EntityIndex};
use crate::scan::Mention;
use crate::span::Span;

/// A candidate, and between which bounds its score lies as far as anybody has looked.
#[derive(Debug)]
pub(super) struct Bounded {
    alias: AliasIndex,
    entity: EntityIndex,
    decoy: bool,
    low: i32,
    high: i32,
    /// `low` has it that nothing speaks for a name that wants evidence.
    wants_evidence: bool,
}

/// Where one may look.
#[derive(Clone, Copy)]
enum Look {
    Neighbours,
    Cues(Side),
}

impl Document<'_> {
    /// The verdict on a mention, if it is certain before all is weighed. `bounds` is a buffer.
    pub(super) fn foregone(
        &self,
        mention: &Mention,
        longer: Option<Span>,
        bounds: &mut Vec<Bounded>,
    ) -> Option<Verdict> {
        let mut candidates = self.candidates(mention);
        if candidates.all(|(_, alias)| self.gazetteer.alias(alias).entity().is_decoy()) {
            return Some(Verdict::Nil);
        }
        bounds.clear();
        bounds.extend(self.candidates(mention).map(|(bit, alias)| {
            let doubtful = mention.doubtful & 1 << bit != 0;
            self.bounded(mention, alias, doubtful, longer)
        }));
        if let Some(verdict) = self.certain(bounds) {
            return Some(verdict);
        }
        let all = 0..bounds.len();
        let likely = all.clone().max_by_key(|&at| bounds[at].high)?;
        let others = || all.clone().filter(|&at| at != likely);
        // What costs little comes first, then what may well bring certainty.
        let looks = all
            .clone()
            .map(|at| (at, Look::Neighbours))
            .chain([(likely, Look::Cues(Side::Against))])
            .chain(others().map(|at| (at, Look::Cues(Side::For))))
            .chain([(likely, Look::Cues(Side::For))])
            .chain(others().map(|at| (at, Look::Cues(Side::Against))));
        for (at, look) in looks {
            if self.look(mention, &mut bounds[at], look)
                && let Some(verdict) = self.certain(bounds)
            {
                return Some(verdict);
            }
        }
        None
    }

    /// The bounds before anybody has looked.
    fn bounded(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        longer: Option<Span>,
    ) -> Bounded {
        let row = self.gazetteer.alias(alias);
        let (rule, entity) = (row.rule(), row.entity());
        let definition = self.definition(mention.key, entity.index());
        let definition = definition.map_or(0, |reason| reason.weight);
        let mut sure = i32::from(rule.prior) + definition;
        if longer.is_some() {
            sure += weights::NESTED;
        }
        if self.is_anachronism(rule) {
            sure += weights::ANACHRONISM;
        }
        let wants_evidence = doubtful
            && definition <= 0
            && self.wants_evidence(row, mention.key)
            && self.company(entity).is_none();
        let mut bounded = Bounded {
            alias,
            entity: entity.index(),
            decoy: entity.is_decoy(),
            low: if wants_evidence { sure + weights::WANTS_EVIDENCE } else { sure },
            high: sure,
            wants_evidence,
        };
        for look in [Look::Neighbours, Look::Cues(Side::For), Look::Cues(Side::Against)] {
            let (low, high) = self.unseen(alias, look);
            bounded.low += low;
            bounded.high += high;
        }
        bounded
    }

    /// The least and the most that a look may add to a score.
    fn unseen(&self, alias: AliasIndex, look: Look) -> (i32, i32) {
        match look {
            Look::Neighbours => {
                let relations = self.gazetteer.alias(alias).entity().relations();
                let related = relations
                    .filter(|&(relation, _)| relation != Relation::DistinctFrom)
                    .map(|_| weights::RELATED);
                (0, weights::NAMED_ELSEWHERE + related.sum::<i32>())
            }
            Look::Cues(side) => {
                let most = side.cues(self.cues_of(alias)).most() * side.weight();
                (most.min(0), most.max(0))
            }
        }
    }

    /// Looks, and says whether that could change the bounds.
    fn look(&self, mention: &Mention, one: &mut Bounded, look: Look) -> bool {
        let (low, high) = self.unseen(one.alias, look);
        if low == high {
            return false;
        }
        let alias = self.gazetteer.alias(one.alias);
        let mut account = Account::default();
        match look {
            Look::Neighbours => self.weigh_neighbours(mention.key, alias.entity(), &mut account),
            Look::Cues(side) => self.weigh_cues(mention, alias, side, &mut account),
        }
        one.low += account.score() - low;
        one.high += account.score() - high;
        if account.is_backed() && one.wants_evidence {
            one.wants_evidence = false;
            one.low -= weights::WANTS_EVIDENCE;
        }
        true
    }

    /// The verdict, if it is the same wherever the scores lie within their bounds.
    fn certain(&self, bounds: &[Bounded]) -> Option<Verdict> {
        let best = bounds.iter().reduce(|best, one| if one.low > best.low { one } else { best })?;
        if best.low < weights::ACCEPT {
            let is_none = bounds.iter().all(|one| one.decoy || one.high < weights::ACCEPT);
            return is_none.then_some(Verdict::Nil);
        }
        let mut rivals = bounds.iter().filter(|one| one.alias != best.alias);
        if !rivals.all(|one| one.yields_to(best)) {
            return None;
        }
        Some(if best.decoy { Verdict::Nil } else { Verdict::Entity(self.candidate(best.alias)) })
    }
}

impl Bounded {
    /// Whether it counts for nothing beside `best`, wherever the two scores lie.
    fn yields_to(&self, best: &Self) -> bool {
        if self.entity == best.entity {
            self.high < best.low
        } else {
            self.high < weights::ACCEPT || self.high + weights::MARGIN <= best.low
        }
    }
}
