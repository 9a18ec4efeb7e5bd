//! Verdicts without a look at all that might be weighed. A score has bounds before anything is looked for, and each look brings them
//! nearer to each other; most verdicts are certain long before the last one.

use super::cues::RuleBounds;
use super::document::Document;
use super::setting::Setting;
use super::weigh::{Account, PERSON, Side};
use super::{Verdict, crowd, score, weights};
use crate::dictionary::Relation;
use crate::gazetteer::{AliasIndex, EntityIndex, EntityRef};
use crate::scan::Mention;

/// A candidate, and between which bounds its score lies as far as anybody has looked.
#[derive(Debug)]
pub(super) struct Bounded {
    alias: AliasIndex,
    entity: EntityIndex,
    decoy: bool,
    low: i32,
    /// What was found so far.
    sum: i32,
    /// Neighbours not counted until they were looked at.
    high: i32,
    knows_neighbours: bool,
    /// `low` and `sum` have it that nothing speaks for a name that wants evidence.
    wants_evidence: bool,
}

/// So many candidates are few.
const FEW: usize = 4;

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
        setting: Option<Setting>,
        bounds: &mut Vec<Bounded>,
    ) -> Option<(Verdict, u16)> {
        if self.is_rival(mention) {
            return Some((Verdict::Nil, score::NONE));
        }
        bounds.clear();
        bounds.extend(self.candidates(mention).map(|(bit, alias)| {
            let doubtful = mention.doubtful & 1 << bit != 0;
            self.bounded(mention, alias, doubtful, setting)
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
        // To be certain takes a look at all candidates: of many, not after each look.
        let step = 1 + bounds.len() / FEW;
        let mut looks = looks.peekable();
        let mut changes = 0;
        while let Some((at, look)) = looks.next() {
            changes += usize::from(self.look(mention, &mut bounds[at], look));
            if changes >= step || (changes > 0 && looks.peek().is_none()) {
                changes = 0;
                if let Some(verdict) = self.certain(bounds) {
                    return Some(verdict);
                }
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
        setting: Option<Setting>,
    ) -> Bounded {
        let row = self.gazetteer.alias(alias);
        let definition = self.definition(mention.key, row.entity().index());
        let definition = definition.map_or(0, |reason| reason.weight);
        let mut sure = definition;
        let taken = setting.and_then(|setting| setting.evidence(row.entity()));
        sure += taken.map_or(0, |reason| reason.weight);
        if self.is_anachronism(row) {
            sure += weights::ANACHRONISM;
        }
        let wants_evidence = doubtful
            && definition <= 0
            && self.wants_evidence(row, mention.key)
            && self.company(row.entity()).is_none();
        let RuleBounds { prior, low, high, .. } = self.bounds_of(alias);
        let doubt = if wants_evidence { weights::WANTS_EVIDENCE } else { 0 };
        Bounded {
            alias,
            entity: row.entity().index(),
            decoy: row.entity().is_decoy(),
            low: low + sure + doubt,
            sum: prior + sure + doubt,
            high: high + sure,
            knows_neighbours: false,
            wants_evidence,
        }
    }

    /// The most that neighbours may add to a score; of an entity that is related to many it is found once.
    fn most_of_neighbours(&self, alias: AliasIndex) -> i32 {
        let entity = self.gazetteer.alias(alias).entity();
        if entity.relations().nth(crowd::FEW).is_none() {
            return most_of_neighbours(entity);
        }
        let mut known = self.most_of_neighbours.borrow_mut();
        *known.entry(entity.index()).or_insert_with(|| most_of_neighbours(entity))
    }

    /// Looks, and says whether that could change the bounds.
    fn look(&self, mention: &Mention, one: &mut Bounded, look: Look) -> bool {
        let alias = self.gazetteer.alias(one.alias);
        let mut account = Account::default();
        match look {
            Look::Neighbours => {
                self.weigh_neighbours(mention.key, alias.entity(), &mut account);
                one.low += account.score();
                one.high += account.score();
                one.knows_neighbours = true;
            }
            Look::Cues(side) => {
                // What they might have weighed is in one of the bounds.
                let might = side.cues(self.cues_of(one.alias)).most() * side.weight();
                if might == 0 {
                    return false;
                }
                self.weigh_cues(mention, alias, side, &mut account);
                one.low += account.score() - might.min(0);
                one.high += account.score() - might.max(0);
            }
        }
        one.sum += account.score();
        if account.is_backed() && one.wants_evidence {
            one.wants_evidence = false;
            one.low -= weights::WANTS_EVIDENCE;
            one.sum -= weights::WANTS_EVIDENCE;
        }
        true
    }

    /// The verdict, if it is the same wherever the scores lie within their bounds.
    fn certain(&self, bounds: &[Bounded]) -> Option<(Verdict, u16)> {
        let best = bounds.iter().reduce(|best, one| if one.low > best.low { one } else { best })?;
        if best.low < weights::ACCEPT {
            let is_none = bounds.iter().all(|one| one.decoy || self.high(one) < weights::ACCEPT);
            return is_none.then_some((Verdict::Nil, score::NONE));
        }
        let mut rivals = bounds.iter().filter(|one| one.alias != best.alias);
        if !rivals.all(|one| self.yields(one, best)) {
            return None;
        }
        Some(if best.decoy {
            (Verdict::Nil, score::NONE)
        } else {
            (Verdict::Entity(self.candidate(best.alias)), score::of(best.sum))
        })
    }

    /// The most that one may score.
    fn high(&self, one: &Bounded) -> i32 {
        one.high + if one.knows_neighbours { 0 } else { self.most_of_neighbours(one.alias) }
    }

    /// Whether one counts for nothing beside `best`, wherever the two scores lie.
    fn yields(&self, one: &Bounded, best: &Bounded) -> bool {
        yields(self.high(one), one.entity == best.entity, best.low)
    }
}

/// Whether a candidate with `high` at the most counts for nothing beside one that has `low` at the least.
pub(super) const fn yields(high: i32, is_same_entity: bool, low: i32) -> bool {
    if is_same_entity {
        high < low
    } else {
        high < weights::ACCEPT || high + weights::MARGIN <= low
    }
}

/// The most that neighbours may add to the score of an entity; they take nothing from it.
pub(super) fn most_of_neighbours(entity: EntityRef<'_>) -> i32 {
    let related = entity.relations().filter(|&(relation, _)| relation != Relation::DistinctFrom);
    let elsewhere = if entity.entity_type() == PERSON {
        weights::FULL_NAME.max(weights::NAMED_ELSEWHERE)
    } else {
        weights::NAMED_ELSEWHERE
    };
    elsewhere + related.map(|_| weights::RELATED).sum::<i32>()
}
