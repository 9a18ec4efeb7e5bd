//! What a name means wherever nothing around it speaks: found out once for each key, as it takes a look at all its candidates.

use std::cmp::Reverse;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::cues::RuleBounds;
use super::foregone::{most_of_neighbours, yields};
use super::{Resolver, weights};
use crate::gazetteer::{AliasIndex, AliasRef, Gazetteer, KeyIndex, MAX_CANDIDATES};

/// What is certain of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its only name, which nothing but what stands around it could speak against.
    Sole(AliasIndex),
    /// This one wins against all rivals, whatever cues and neighbours a text has, unless it is defined, dated, or its letter case is in
    /// doubt.
    Wins {
        alias: AliasIndex,
        prior: u16,
        /// All candidates, as bits.
        all: u64,
    },
    /// None: all its candidates are rival senses.
    Rivals,
    /// Some of its names belong to a period: what is certain depends on the text's date.
    Dated,
}

/// The fates of the keys of a gazetteer, as far as anybody has asked. They are kept in pages, of which few are ever made.
#[derive(Debug)]
pub(super) struct Fates(Box<[OnceLock<Page>]>);

/// A fate each, packed.
type Page = Box<[AtomicU32; PAGE]>;
const PAGE: usize = 1 << 10;

/// Nobody has asked.
const UNKNOWN: u32 = 0;
/// The texts decide.
const OPEN: u32 = 1;
const SOLE: u32 = 2;
const RIVALS: u32 = 3;
const DATED: u32 = 4;
/// With one less than the number of candidates, which of them wins, and its prior.
const WINS: u32 = 1 << 31;

const PRIOR_BITS: u32 = 10;
const COUNT_BITS: u32 = 6;
const _: () =
    assert!(MAX_CANDIDATES == 1 << COUNT_BITS, "each candidate has a number of so many bits");

impl Fates {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let pages = gazetteer.alias_bound().div_ceil(PAGE);
        Self((0..pages).map(|_| OnceLock::new()).collect())
    }

    /// The fate of a key; `None` where texts decide.
    pub(super) fn of(
        &self,
        resolver: &Resolver,
        gazetteer: &Gazetteer,
        key: KeyIndex,
    ) -> Option<Fate> {
        let at = key.0 as usize;
        let unknown = || Box::new([const { AtomicU32::new(UNKNOWN) }; PAGE]);
        let cell = &self.0[at / PAGE].get_or_init(unknown)[at % PAGE];
        let mut packed = cell.load(Ordering::Relaxed);
        if packed == UNKNOWN {
            // Whoever asks at the same time finds the same.
            packed = find(resolver, gazetteer, key);
            cell.store(packed, Ordering::Relaxed);
        }
        match packed {
            OPEN => None,
            SOLE => Some(Fate::Sole(AliasIndex(key.0))),
            RIVALS => Some(Fate::Rivals),
            DATED => Some(Fate::Dated),
            _ => {
                let part = |from: u32, bits: u32| packed >> from & ((1 << bits) - 1);
                let which = part(PRIOR_BITS, COUNT_BITS);
                let others = part(PRIOR_BITS + COUNT_BITS, COUNT_BITS);
                let alias = AliasIndex(gazetteer.candidate_range(key).start + which);
                let all = u64::MAX >> (u64::BITS - 1 - others);
                Some(Fate::Wins { alias, prior: part(0, PRIOR_BITS) as u16, all })
            }
        }
    }
}

fn find(resolver: &Resolver, gazetteer: &Gazetteer, key: KeyIndex) -> u32 {
    let candidates: Vec<_> = gazetteer.candidates(key).collect();
    let others = candidates.len() as u32 - 1;
    let rule = |alias: AliasIndex| gazetteer.rule_number(alias);
    if candidates.iter().any(|alias| alias.rule().dated) {
        return DATED;
    }
    if let [only] = &*candidates
        && resolver.is_plain(gazetteer, only.index())
    {
        return SOLE;
    }
    if !candidates.iter().all(|alias| resolver.rules[rule(alias.index()) as usize].steady) {
        return OPEN;
    }
    if candidates.iter().all(|alias| alias.entity().is_decoy()) {
        return RIVALS;
    }
    let bounds = |alias: &AliasRef<'_>| resolver.cues.bounds_of_rule(rule(alias.index()));
    let first_best = |&(at, alias): &(u32, &AliasRef<'_>)| (bounds(alias).low, Reverse(at));
    let Some((which, best)) = (0..).zip(&candidates).max_by_key(first_best) else { return OPEN };
    let RuleBounds { low, .. } = bounds(best);
    let wins = candidates.iter().filter(|other| other.index() != best.index()).all(|other| {
        let high = bounds(other).high + most_of_neighbours(other.entity());
        yields(high, other.entity().index() == best.entity().index(), low)
    });
    if low < weights::ACCEPT || best.entity().is_decoy() || !wins {
        return OPEN;
    }
    WINS | (others << COUNT_BITS | which) << PRIOR_BITS | u32::from(best.rule().prior)
}
