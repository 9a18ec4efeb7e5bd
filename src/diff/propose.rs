//! Test sentences for new names, out of the corpus.

use super::{Differ, Excerpt, First, Tally, candidates};
use crate::annotate::Buffers;
use crate::dictionary::{Dictionary, Entity, Sentence};
use crate::fold::key;
use crate::gazetteer::{AliasIndex, EntityIndex};
use crate::resolve::{Context, Link, Verdict};

/// What a dictionary could test of a new name that it does not test yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The name, in the new gazetteer.
    pub alias: AliasIndex,
    /// For `test.hit`.
    pub hit: Offer,
    /// For `test.miss`.
    pub miss: Offer,
}

/// A sentence, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// As dictionaries write it, marks and all, where it stands, and what the name means there.
    Sentence(String, Excerpt, Verdict),
    /// The corpus has none.
    NotInCorpus,
    /// The corpus has the string, but takes it for this name nowhere: for another of the same key, or it does not decide.
    NotTaken,
    /// The corpus has some, but each is read otherwise when it stands alone.
    NotAlone,
}

impl Differ {
    /// Proposes tests for the new names whose entity has no `test.hit` of them; each holds with the new gazetteer, which must be that of
    /// `dictionary`. Rival senses are never found, and need none.
    #[must_use]
    pub fn proposals(&self, dictionary: &Dictionary, tally: &Tally) -> Vec<Proposal> {
        let mut buffers = Buffers::default();
        let mut proposals = Vec::new();
        for entity in dictionary.entities.iter().filter(|entity| !entity.decoy) {
            let Some(here) = self.after().entity_by_id(entity.id.as_str()) else { continue };
            let mut new: Vec<_> =
                here.aliases().filter(|alias| self.is_new(alias.index())).collect();
            if new.is_empty() {
                continue;
            }
            new.sort_by_key(|alias| alias.text());
            let tested = tested_keys(entity);
            for alias in new.into_iter().filter(|alias| !tested.contains(&key(alias.text()))) {
                let meant = (alias.index(), here.index());
                proposals.push(Proposal {
                    alias: alias.index(),
                    hit: self.hit(meant, tally, &mut buffers),
                    miss: self.miss(meant, tally, &mut buffers),
                });
            }
        }
        proposals
    }

    fn hit(
        &self,
        (alias, entity): (AliasIndex, EntityIndex),
        tally: &Tally,
        buffers: &mut Buffers,
    ) -> Offer {
        let excerpts = tally.uses.get(&alias).into_iter().flat_map(First::iter);
        let found = offer(excerpts, |excerpt| {
            let (text, span) = excerpt.sentence();
            let links = self.annotator().annotate(&text, &Context::default(), buffers);
            let link = links.into_iter().find(|link| link.span == span)?;
            let is_found =
                matches!(&link.verdict, Verdict::Entity(candidate) if candidate.entity == entity);
            let written = Sentence { text, marks: vec![span] }.written()?;
            is_found.then_some((written, link.verdict))
        });
        let is_there = || {
            let key = self.after().find(self.after().alias(alias).text());
            key.is_some_and(|key| tally.surfaces.contains_key(&key))
        };
        match found {
            Offer::NotInCorpus if is_there() => Offer::NotTaken,
            found => found,
        }
    }

    fn miss(
        &self,
        (alias, entity): (AliasIndex, EntityIndex),
        tally: &Tally,
        buffers: &mut Buffers,
    ) -> Offer {
        let rivals = tally.rivals.get(&alias).into_iter().flat_map(First::iter);
        offer(rivals.map(|(excerpt, _)| excerpt), |excerpt| {
            let (text, span) = excerpt.sentence();
            let links = self.annotator().annotate(&text, &Context::default(), buffers);
            let means_it = |link: &Link| {
                candidates(&link.verdict).iter().any(|one| {
                    let of_alias = self.after().alias(one.alias).entity().index();
                    one.entity == entity || of_alias == entity
                })
            };
            let is_missed = !links.iter().any(means_it);
            let verdict = links.into_iter().find(|link| link.span == span)?.verdict;
            let written = Sentence { text, marks: Vec::new() }.written()?;
            is_missed.then_some((written, verdict))
        })
    }
}

/// The first that `try_one` accepts.
fn offer<'e>(
    excerpts: impl Iterator<Item = &'e Excerpt>,
    mut try_one: impl FnMut(&Excerpt) -> Option<(String, Verdict)>,
) -> Offer {
    let mut otherwise = Offer::NotInCorpus;
    for excerpt in excerpts {
        if let Some((written, verdict)) = try_one(excerpt) {
            return Offer::Sentence(written, excerpt.clone(), verdict);
        }
        otherwise = Offer::NotAlone;
    }
    otherwise
}

/// The keys of what the entity's `test.hit` marks.
fn tested_keys(entity: &Entity) -> Vec<String> {
    let sentences = entity.hits.iter().filter_map(|test| Sentence::parse(&test.text).ok());
    let marked = |sentence: Sentence| -> Vec<String> {
        sentence.marks.iter().map(|mark| key(mark.of(&sentence.text))).collect()
    };
    sentences.flat_map(marked).collect()
}
