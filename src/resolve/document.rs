//! One text while it is resolved: what was met in it, and where.

use std::cell::OnceCell;

use super::cues::{CueHits, RuleCues, Target};
use super::equations::Equation;
use super::known::{Known, Place};
use super::reach::Reach;
use super::{Bindings, Context, Languages, Resolver};
use crate::fold::FoldedText;
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use crate::scan::Mention;
use crate::span::Span;

/// A text and what its mentions say about one another.
pub(super) struct Document<'t> {
    pub(super) resolver: &'t Resolver,
    pub(super) gazetteer: &'t Gazetteer,
    pub(super) text: &'t str,
    folded: Option<&'t FoldedText>,
    pub(super) context: &'t Context,
    pub(super) languages: Languages<'t>,
    /// All mentions, before any is chosen.
    met: &'t [Mention],
    entities_met: OnceCell<Known>,
    cue_hits: OnceCell<CueHits>,
    /// The mentions that were chosen.
    pub(super) chosen: &'t [Mention],
    known: OnceCell<Known>,
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
            folded,
            context,
            languages: Languages::new(text, context.lang.as_deref()),
            met,
            entities_met: OnceCell::new(),
            cue_hits: OnceCell::new(),
            chosen: &[],
            known: OnceCell::new(),
            equations: Vec::new(),
            bindings: Bindings::new(),
        }
    }

    /// Takes note of the chosen ones, and reads what the text says about their names.
    pub(super) fn read(&mut self, chosen: &'t [Mention]) {
        self.chosen = chosen;
        self.bind();
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
        entities.sort_unstable();
        entities.dedup();
        entities.into_iter()
    }

    /// Where what a cue looks for stands in the reach of a mention, outside it.
    pub(super) fn stands(&self, target: Target, reach: &Reach<'_>) -> Option<Span> {
        let hits = || self.cue_hits.get_or_init(|| self.find_cues());
        match target {
            Target::Word(number) => hits().first_word(number, reach),
            Target::Stem(number) => hits().first_stem(number, reach),
            Target::Entity(entity) => self.entities_met().first(entity, reach),
            Target::Nothing => None,
        }
    }

    /// The guards and cues of an alias.
    pub(super) fn cues_of(&self, alias: AliasIndex) -> &'t RuleCues {
        self.resolver.cues.of_rule(self.gazetteer.rule_number(alias))
    }

    fn find_cues(&self) -> CueHits {
        let mut covered: Vec<Span> = Vec::with_capacity(self.met.len());
        for mention in self.met {
            match covered.last_mut() {
                Some(last) if mention.span.start < last.end => {
                    last.end = last.end.max(mention.span.end);
                }
                _ => covered.push(mention.span),
            }
        }
        let mut own = FoldedText::default();
        let folded = self.folded.unwrap_or_else(|| {
            own.fold(self.text);
            &own
        });
        self.resolver.cues.find(self.text, folded, &covered)
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
            |(_, alias): (u32, AliasIndex)| self.resolver.aliases[alias.0 as usize].acronym;
        mention.doubtful != 0
            && (self.resolver.common[mention.key.0 as usize]
                || self.candidates(mention).any(is_acronym))
    }
}
