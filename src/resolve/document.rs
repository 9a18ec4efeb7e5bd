//! One text while it is resolved: what was met in it, and where.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::crowd::{Crowd, FEW};
use super::cues::{CueList, RuleBounds, RuleCues, Target};
use super::equations::Equation;
use super::known::{Known, Place};
use super::reach::{Quiet, Reach};
use super::search::CueSearch;
use super::{Bindings, Context, EvidenceKind, Languages, Pending, Resolver, Verdict, is_common};
use crate::fold::FoldedText;
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer, KeyIndex};
use crate::scan::Mention;
use crate::span::Span;

/// A key, which of its candidates hold and which of them with doubt, and what takes it for itself.
type Asked = (KeyIndex, u64, u64, Option<EvidenceKind>);

/// A text and what its mentions say about one another.
pub(super) struct Document<'t> {
    pub(super) resolver: &'t Resolver,
    pub(super) gazetteer: &'t Gazetteer,
    pub(super) text: &'t str,
    pub(super) context: &'t Context,
    pub(super) languages: Languages<'t>,
    /// All mentions, before any is chosen.
    met: &'t [Mention],
    entities_met: OnceCell<Known>,
    pub(super) quiet: Quiet,
    cues: CueSearch<'t>,
    /// The long lists of cues that were asked for.
    crowds: RefCell<BTreeMap<u32, Rc<Crowd>>>,
    /// The mentions that were chosen.
    pub(super) chosen: &'t [Mention],
    known: OnceCell<Known>,
    /// Which entity of each type the text surely names first, and where.
    pub(super) companies: OnceCell<HashMap<&'t str, (EntityIndex, Span)>>,
    /// What neighbours say of a key and an entity that is related to many: a score, and whether something speaks for it.
    pub(super) neighbours: RefCell<HashMap<(KeyIndex, EntityIndex), (i32, bool)>>,
    /// Verdicts on keys with many candidates.
    pub(super) verdicts: RefCell<HashMap<Asked, (Verdict, u16)>>,
    /// The most that neighbours may say of such an entity.
    pub(super) most_of_neighbours: RefCell<HashMap<EntityIndex, i32>>,
    pub(super) equations: Vec<Equation>,
    pub(super) bindings: Bindings,
}

impl<'t> Document<'t> {
    pub(super) fn new(
        resolver: &'t Resolver,
        gazetteer: &'t Gazetteer,
        text: &'t str,
        folded: Option<&'t FoldedText>,
        context: &'t Context,
        met: &'t [Mention],
    ) -> Self {
        Self {
            resolver,
            gazetteer,
            text,
            context,
            languages: Languages::new(text, context.lang.as_deref(), &resolver.common),
            met,
            entities_met: OnceCell::new(),
            cues: CueSearch::new(&resolver.cues, text, folded, met),
            quiet: Quiet::default(),
            crowds: RefCell::default(),
            chosen: &[],
            known: OnceCell::new(),
            companies: OnceCell::new(),
            neighbours: RefCell::default(),
            verdicts: RefCell::default(),
            most_of_neighbours: RefCell::default(),
            equations: Vec::new(),
            bindings: Bindings::new(),
        }
    }

    /// Takes note of the chosen ones, and reads what the text says about their names.
    pub(super) fn read(&mut self, chosen: &'t [Mention], pending: &[Pending]) {
        self.chosen = chosen;
        self.bind(pending);
    }

    /// The aliases of a mention that hold, with their bits.
    pub(super) fn candidates(
        &self,
        mention: &Mention,
    ) -> impl Iterator<Item = (u32, AliasIndex)> + use<> {
        let held = mention.candidates;
        let range = self.gazetteer.candidate_range(mention.key);
        (0..)
            .zip(range)
            .filter(move |(bit, _)| held & 1 << bit != 0)
            .map(|(bit, number)| (bit, AliasIndex(number)))
    }

    /// The entity that a mention stands for, if there is but one, decoys included.
    fn only_entity(&self, mention: &Mention) -> Option<EntityIndex> {
        let entity = |(_, alias): (u32, AliasIndex)| self.gazetteer.alias(alias).entity().index();
        let mut entities = self.candidates(mention).map(entity);
        let first = entities.next()?;
        entities.all(|other| other == first).then_some(first)
    }

    /// The different entities that a mention may stand for, decoys included.
    pub(super) fn entities(&self, mention: &Mention) -> impl Iterator<Item = EntityIndex> {
        let mut entities: Vec<_> = self
            .candidates(mention)
            .map(|(_, alias)| self.gazetteer.alias(alias).entity().index())
            .collect();
        entities.sort_unstable_by_key(|&entity| self.gazetteer.rank(entity));
        entities.dedup();
        entities.into_iter()
    }

    /// The guards and cues of an alias.
    pub(super) fn cues_of(&self, alias: AliasIndex) -> &'t RuleCues {
        self.resolver.cues.of_rule(self.gazetteer.rule_number(alias))
    }

    /// What the rule of an alias makes of a name before cues are looked for.
    pub(super) fn bounds_of(&self, alias: AliasIndex) -> RuleBounds {
        self.resolver.cues.bounds_of_rule(self.gazetteer.rule_number(alias))
    }

    /// Where each of these cues stands first in the reach of a mention, outside it; those that stand nowhere are passed over.
    pub(super) fn standing(&self, cues: &CueList, reach: &Reach<'_>) -> impl Iterator<Item = Span> {
        cues.targets.iter().filter_map(|&target| match target {
            Target::Word(number) => self.cues.hits(cues).first_word(number, reach),
            Target::Stem(number) => self.cues.hits(cues).first_stem(number, reach),
            Target::Entity(entity) => self.entities_met().first(entity, reach),
            Target::Nothing => None,
        })
    }

    /// How many of these cues stand there; no more than `most` are counted.
    pub(super) fn count(&self, cues: &CueList, reach: &Reach<'_>, most: usize) -> usize {
        if cues.targets.len() <= FEW {
            return self.standing(cues, reach).take(most).count();
        }
        let known = self.crowds.borrow().get(&cues.number).map(Rc::clone);
        let crowd = known.unwrap_or_else(|| {
            let crowd = Rc::new(self.crowd(cues));
            self.crowds.borrow_mut().insert(cues.number, Rc::clone(&crowd));
            crowd
        });
        crowd.count(reach, most)
    }

    /// Where the cues of a list stand.
    fn crowd(&self, cues: &CueList) -> Crowd {
        let mut counts: HashMap<Target, usize> = HashMap::with_capacity(cues.targets.len());
        for &target in &cues.targets {
            *counts.entry(target).or_default() += 1;
        }
        let mut crowd = Crowd::default();
        for (target, count) in counts {
            match target {
                Target::Word(number) => {
                    crowd.add(count, self.cues.hits(cues).all_words(number));
                }
                Target::Stem(number) => {
                    crowd.add(count, self.cues.hits(cues).all_stems(number));
                }
                Target::Entity(entity) => {
                    let places = self.entities_met().places_of(entity).iter();
                    crowd.add(count, places.map(|place| place.span));
                }
                Target::Nothing => {}
            }
        }
        crowd.finish();
        crowd
    }

    /// Whether one of these cues stands there.
    pub(super) fn has_one(&self, cues: &CueList, reach: &Reach<'_>) -> bool {
        self.count(cues, reach, 1) > 0
    }

    /// The entities of all mentions, chosen or not, that their names name alone.
    pub(super) fn entities_met(&self) -> &Known {
        self.entities_met.get_or_init(|| self.entities_of(self.met))
    }

    /// The entities of the chosen ones, likewise.
    pub(super) fn known(&self) -> &Known {
        self.known.get_or_init(|| self.entities_of(self.chosen))
    }

    fn entities_of(&self, mentions: &[Mention]) -> Known {
        let sure = mentions.iter().filter(|mention| !self.is_in_doubt(mention));
        Known::new(sure.filter_map(|mention| {
            let entity = self.only_entity(mention)?;
            Some(Place { entity, key: mention.key, span: mention.span })
        }))
    }

    /// Without letter case to go by, an acronym or a common word may be anything.
    fn is_in_doubt(&self, mention: &Mention) -> bool {
        let is_acronym =
            |(_, alias): (u32, AliasIndex)| self.gazetteer.alias_flags(alias).may_have_long_form();
        mention.doubtful != 0
            && (is_common(self.gazetteer, mention.key, self.context)
                || self.candidates(mention).any(is_acronym))
    }
}
