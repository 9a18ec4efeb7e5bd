//! The words that guards and cues look for, and how they are found in a text: only when somebody asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::seek::Seeker;
use super::weights;
use crate::boundary::Affixes;
use crate::dictionary::{Cue, Rule};
use crate::fold::key;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::scan::WordKeys;

/// Every cue of a gazetteer, prepared once: the same word has one number, whoever asks for it.
#[derive(Debug)]
pub(super) struct CueIndex {
    /// The key of each word, by number; sorted.
    keys: Vec<String>,
    /// All of them, to be found at once; built when first needed.
    words: OnceLock<WordKeys>,
    /// By rule number.
    rules: Vec<RuleCues>,
    /// By rule number.
    bounds: Vec<RuleBounds>,
    /// The words of lists; lists with the same words share them.
    sets: Vec<WordSet>,
    /// What may stand beside a word.
    affixes: Arc<Affixes>,
}

/// Words that are looked for together.
#[derive(Debug)]
struct WordSet {
    /// Their numbers.
    words: Vec<u32>,
    /// What finds them; made when first needed, where that can be.
    seeker: OnceLock<Option<Seeker>>,
}

/// What a rule makes of a name before its cues are looked for; small, so that those of all rules stay in the cache.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleBounds {
    /// It has guards.
    pub(super) is_guarded: bool,
    pub(super) prior: i32,
    /// Its prior, with all that cues may speak against it.
    pub(super) low: i32,
    /// Its prior, with all that they may speak for it.
    pub(super) high: i32,
}

/// The guards and cues of one rule.
#[derive(Debug)]
pub(super) struct RuleCues {
    pub(super) require: CueList,
    pub(super) forbid: CueList,
    pub(super) for_it: CueList,
    pub(super) against_it: CueList,
}

/// Cues that are asked for together.
#[derive(Debug)]
pub(super) struct CueList {
    pub(super) targets: Vec<Target>,
    /// The number of their words.
    pub(super) set: u32,
    /// The number of the list.
    pub(super) number: u32,
}

/// What a cue looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// The whole word of this number.
    Word(u32),
    /// The beginning of a word.
    Stem(u32),
    /// A name of this entity.
    Entity(EntityIndex),
    /// Nothing that a text could have.
    Nothing,
}

impl CueIndex {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let cues = gazetteer.rules().iter().flat_map(|rule| {
            [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against].into_iter().flatten()
        });
        let keys: BTreeSet<String> =
            cues.filter_map(cue_key).filter(|key| !key.is_empty()).collect();
        let numbers: HashMap<&str, u32> = keys.iter().map(String::as_str).zip(0..).collect();
        let target = |cue: &Cue| {
            let number = cue_key(cue).and_then(|key| numbers.get(key.as_str()).copied());
            match (cue, number) {
                (Cue::Word(_), Some(number)) => Target::Word(number),
                (Cue::Stem(_), Some(number)) => Target::Stem(number),
                (Cue::Entity(id), _) => gazetteer
                    .entity_by_id(id.as_str())
                    .map_or(Target::Nothing, |entity| Target::Entity(entity.index())),
                _ => Target::Nothing,
            }
        };
        let mut sets: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        let mut numbers_of_lists = 0..;
        let mut list = |cues: &[Cue]| {
            let targets: Vec<Target> = cues.iter().map(target).collect();
            let words: BTreeSet<u32> =
                targets.iter().filter_map(|target| target.number()).collect();
            let next = sets.len() as u32;
            let set = *sets.entry(words.into_iter().collect()).or_insert(next);
            let number = numbers_of_lists.next().expect("there are fewer than 2^32 lists");
            CueList { targets, set, number }
        };
        let mut rule_cues = |rule: &Arc<Rule>| RuleCues {
            require: list(&rule.require),
            forbid: list(&rule.forbid),
            for_it: list(&rule.cue_for),
            against_it: list(&rule.cue_against),
        };
        let rules: Vec<_> = gazetteer.rules().iter().map(&mut rule_cues).collect();
        let bounds = |(rule, cues): (&Arc<Rule>, &RuleCues)| RuleBounds {
            is_guarded: !rule.require.is_empty() || !rule.forbid.is_empty(),
            prior: rule.prior.into(),
            low: i32::from(rule.prior) + cues.against_it.most() * weights::CUE_AGAINST,
            high: i32::from(rule.prior) + cues.for_it.most() * weights::CUE_FOR,
        };
        let bounds = gazetteer.rules().iter().zip(&rules).map(bounds).collect();
        let mut sets: Vec<_> = sets.into_iter().collect();
        sets.sort_unstable_by_key(|&(_, number)| number);
        let set = |(words, _)| WordSet { words, seeker: OnceLock::new() };
        let sets = sets.into_iter().map(set).collect();
        let affixes = Arc::clone(gazetteer.affixes());
        let keys = keys.into_iter().collect();
        Self { keys, words: OnceLock::new(), rules, bounds, sets, affixes }
    }

    /// What may stand beside a word of a cue.
    pub(super) fn affixes(&self) -> &Affixes {
        &self.affixes
    }

    /// The guards and cues of a rule, by its number.
    pub(super) fn of_rule(&self, rule: u32) -> &RuleCues {
        &self.rules[rule as usize]
    }

    /// What a rule makes of a name, by its number.
    pub(super) fn bounds_of_rule(&self, rule: u32) -> RuleBounds {
        self.bounds[rule as usize]
    }

    /// What finds the words of one list alone: quicker than all cues at once, as long as few lists are asked for. There is none where
    /// the list has too many words, or the processor cannot.
    pub(super) fn seeker(&self, cues: &CueList) -> Option<&Seeker> {
        let WordSet { words, seeker } = &self.sets[cues.set as usize];
        let word = |&number: &u32| (self.keys[number as usize].as_str(), number);
        seeker.get_or_init(|| Seeker::new(words.iter().map(word))).as_ref()
    }

    /// What finds all cues at once.
    pub(super) fn words(&self) -> &WordKeys {
        self.words.get_or_init(|| WordKeys::new(self.keys.iter().map(String::as_str).zip(0..)))
    }
}

impl CueList {
    /// How many of them may count.
    pub(super) fn most(&self) -> i32 {
        self.targets.iter().take(weights::MOST_CUES).map(|_| 1).sum()
    }
}

impl Target {
    /// The number of its word.
    pub(super) const fn number(self) -> Option<u32> {
        match self {
            Self::Word(number) | Self::Stem(number) => Some(number),
            Self::Entity(_) | Self::Nothing => None,
        }
    }
}

fn cue_key(cue: &Cue) -> Option<String> {
    match cue {
        Cue::Word(text) | Cue::Stem(text) => Some(key(text)),
        Cue::Entity(_) => None,
    }
}
