//! What speaks for and against each candidate of a mention, and the verdict on it.

use super::cues::{RuleCues, Target};
use super::definitions::Meaning;
use super::document::{Document, Places};
use super::nesting;
use super::{Candidate, Evidence, EvidenceKind, Link, Story, Verdict, is_common, weights};
use crate::dictionary::{Relation, Rule, Within};
use crate::fold::{Form, Strictness};
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef, KeyIndex};
use crate::scan::{Mention, strictness};
use crate::span::Span;

/// A candidate and what speaks for and against it.
pub(super) struct Weighed {
    candidate: Candidate,
    decoy: bool,
    score: i32,
    evidence: Vec<Evidence>,
}

impl Document<'_> {
    /// `require` and `forbid`.
    pub(super) fn passes_guards(&self, alias: AliasIndex, mention: &Mention) -> bool {
        let RuleCues { require, forbid, .. } = self.cues_of(alias);
        let stands = |&target: &Target| self.stands(target, mention, Within::Document).is_some();
        (require.is_empty() || require.iter().any(stands)) && !forbid.iter().any(stands)
    }

    /// Whether a name of this language may take part here. One of another language in the same script needs its exact marks and
    /// evidence, and must not be a common word.
    pub(super) fn speaks_language(&self, alias: AliasIndex, mention: &Mention) -> bool {
        if !self.resolver.is_foreign(self.gazetteer, alias) {
            return true;
        }
        let alias = self.gazetteer.alias(alias);
        let rule = alias.rule();
        if self.languages.admit(&rule.lang, alias.text()) {
            return true;
        }
        let exact = Strictness { keep_marks: true, ..strictness(rule) };
        let named_elsewhere = || {
            let met = self.entities_met().get(&alias.entity().index());
            met.is_some_and(|places| places.under_another(mention.key).is_some())
        };
        let cues = self.cues_of(alias.index());
        let has_cue = || {
            cues.for_it.iter().any(|&target| self.stands(target, mention, rule.within).is_some())
        };
        !is_common(self.gazetteer, mention.key)
            && Form::of(mention.span.of(self.text), exact) == Form::of(alias.text(), exact)
            && (named_elsewhere() || has_cue())
    }

    /// The words that make a mention a part of a longer name.
    pub(super) fn longer_name(&self, mention: &Mention) -> Option<Span> {
        nesting::inside_longer(self.text, mention.span)
    }

    /// The link of a mention that nothing could speak against.
    pub(super) fn plain_link(&self, mention: &Mention, alias: AliasIndex) -> Link {
        let alias = self.gazetteer.alias(alias);
        let candidate = Candidate {
            entity: alias.entity().index(),
            alias: alias.index(),
            attributed: self.attributes(alias.rule()),
        };
        let prior = i32::from(alias.rule().prior);
        let story = || Story {
            candidate,
            score: prior,
            evidence: vec![Evidence::new(EvidenceKind::Prior, prior)],
        };
        Link {
            span: mention.span,
            verdict: Verdict::Entity(candidate),
            quoted: false,
            stories: if self.context.explain { vec![story()] } else { Vec::new() },
        }
    }

    /// Collects what speaks for and against one candidate.
    pub(super) fn weigh(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        longer: Option<Span>,
    ) -> Weighed {
        let acronym = self.gazetteer.alias_flags(alias).may_have_long_form();
        let alias = self.gazetteer.alias(alias);
        let (rule, entity) = (alias.rule(), alias.entity());
        let mut evidence = vec![Evidence::new(EvidenceKind::Prior, i32::from(rule.prior))];
        self.weigh_cues(mention, alias, &mut evidence);
        evidence.extend(self.definition(mention.key, entity.index()));
        self.weigh_neighbours(mention.key, entity, &mut evidence);
        if let Some(words) = longer {
            evidence.push(Evidence::at(EvidenceKind::Nested, weights::NESTED, words));
        }
        if self.is_anachronism(rule) {
            evidence.push(Evidence::new(EvidenceKind::Anachronism, weights::ANACHRONISM));
        }
        let speaks_for =
            |reason: &Evidence| reason.kind != EvidenceKind::Prior && reason.weight > 0;
        let common = is_common(self.gazetteer, mention.key);
        if doubtful && (acronym || common) && !entity.is_decoy() && !evidence.iter().any(speaks_for)
        {
            evidence.push(
                self.company(entity)
                    .unwrap_or(Evidence::new(EvidenceKind::WantsEvidence, weights::WANTS_EVIDENCE)),
            );
        }
        Weighed {
            candidate: Candidate {
                entity: entity.index(),
                alias: alias.index(),
                attributed: self.attributes(rule),
            },
            decoy: entity.is_decoy(),
            score: evidence.iter().map(|reason| reason.weight).sum(),
            evidence,
        }
    }

    fn weigh_cues(&self, mention: &Mention, alias: AliasRef<'_>, evidence: &mut Vec<Evidence>) {
        let cues = self.cues_of(alias.index());
        let within = alias.rule().within;
        for (targets, kind, weight) in [
            (&cues.for_it, EvidenceKind::CueFor, weights::CUE_FOR),
            (&cues.against_it, EvidenceKind::CueAgainst, weights::CUE_AGAINST),
        ] {
            let standing =
                targets.iter().filter_map(|&target| self.stands(target, mention, within));
            let counted = standing.take(weights::MOST_CUES);
            evidence.extend(counted.map(|span| Evidence::at(kind, weight, span)));
        }
    }

    /// What the text says that the name means.
    fn definition(&self, key: KeyIndex, entity: EntityIndex) -> Option<Evidence> {
        Some(match *self.bindings.get(&key)? {
            Meaning::Entity(bound, span) if bound == entity => {
                Evidence::at(EvidenceKind::Defined, weights::DEFINED, span)
            }
            Meaning::Entity(_, span) | Meaning::Other(span) => {
                Evidence::at(EvidenceKind::DefinedOtherwise, weights::DEFINED_OTHERWISE, span)
            }
        })
    }

    /// Other names of the entity in the text, and names of those that it is related to.
    fn weigh_neighbours(&self, key: KeyIndex, entity: EntityRef<'_>, evidence: &mut Vec<Evidence>) {
        let known = self.known();
        let elsewhere = known.get(&entity.index()).and_then(|places| places.under_another(key));
        evidence.extend(elsewhere.map(|span| {
            Evidence::at(EvidenceKind::NamedElsewhere, weights::NAMED_ELSEWHERE, span)
        }));
        for (relation, other) in entity.relations() {
            if relation != Relation::DistinctFrom
                && let Some(places) = known.get(&other.index())
            {
                let kind = EvidenceKind::Related(other.index());
                evidence.push(Evidence::at(kind, weights::RELATED, places.first()));
            }
        }
    }

    /// The first other entity of the same type that the text surely names: in a list of states, "TURKEY" is one.
    fn company(&self, entity: EntityRef<'_>) -> Option<Evidence> {
        let is_company = |&(&other, _): &(&EntityIndex, &Places)| {
            other != entity.index()
                && self.gazetteer.entity(other).entity_type() == entity.entity_type()
        };
        let company = self.known().iter().filter(is_company);
        let (&other, places) = company.min_by_key(|(_, places)| places.first())?;
        Some(Evidence::at(EvidenceKind::Company(other), 0, places.first()))
    }

    /// Decides between the candidates of one mention.
    pub(super) fn verdict(&self, mention: &Mention, mut weighed: Vec<Weighed>) -> Link {
        // Of the aliases of one entity the best speaks; equal scores keep the order of ids and names.
        weighed.sort_by_key(|one| (-one.score, one.candidate.entity, one.candidate.alias));
        let mut seen: Vec<EntityIndex> = Vec::with_capacity(weighed.len());
        weighed.retain(|one| {
            let new = !seen.contains(&one.candidate.entity);
            seen.push(one.candidate.entity);
            new
        });
        let best = weighed.first().map_or(i32::MIN, |one| one.score);
        let close: Vec<&Weighed> = weighed
            .iter()
            .filter(|one| one.score >= weights::ACCEPT && best - one.score < weights::MARGIN)
            .collect();
        let reported: Vec<Candidate> =
            close.iter().filter(|one| !one.decoy).map(|one| one.candidate).collect();
        let verdict = match (reported.as_slice(), close.len()) {
            ([], _) => Verdict::Nil,
            ([only], 1) => Verdict::Entity(*only),
            _ => Verdict::Ambiguous(reported),
        };
        let stories = weighed
            .into_iter()
            .filter(|_| self.context.explain)
            .map(|one| Story { candidate: one.candidate, score: one.score, evidence: one.evidence })
            .collect();
        Link { span: mention.span, verdict, quoted: false, stories }
    }

    /// Whether a text of this date may know who uses the name since when.
    fn attributes(&self, rule: &Rule) -> bool {
        match (self.context.date, rule.since) {
            (Some(date), Some(since)) => date.last_day() >= since.first_day(),
            _ => true,
        }
    }

    /// Whether the text is wholly older than the name, or wholly younger than its end.
    fn is_anachronism(&self, rule: &Rule) -> bool {
        let Some(date) = self.context.date else { return false };
        rule.since.is_some_and(|since| date.last_day() < since.first_day())
            || rule.until.is_some_and(|until| until.last_day() < date.first_day())
    }
}
