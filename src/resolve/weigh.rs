//! What speaks for and against each candidate of a mention, and the verdict on it.

use std::collections::HashMap;

use super::bind::Meaning;
use super::crowd::FEW;
use super::cues::{CueList, RuleCues};
use super::document::Document;
use super::foregone::Bounded;
use super::known::Named;
use super::reach::Reach;
use super::score;
use super::setting::Setting;
use super::{
    Candidate, Context, Evidence, EvidenceKind, EvidenceSet, Story, Verdict, is_common, weights,
};
use crate::dictionary::{Relation, Within};
use crate::fold::{Form, Strictness};
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef, KeyIndex};
use crate::scan::{Mention, strictness};
use crate::span::Span;

/// The type of entities that are named in full first, and by a part of the name then.
pub(super) const PERSON: &str = "person";

/// A candidate and what speaks for and against it.
struct Weighed {
    candidate: Candidate,
    decoy: bool,
    account: Account,
}

/// What was decided of a mention.
pub(super) struct Decision {
    pub(super) verdict: Verdict,
    /// Per mille.
    pub(super) score: u16,
    /// Where somebody wants to read them.
    pub(super) stories: Vec<Story>,
}

impl Default for Decision {
    fn default() -> Self {
        Self { verdict: Verdict::Nil, score: score::NONE, stories: Vec::new() }
    }
}

/// Evidence added up; kept reason by reason where somebody wants to read it.
#[derive(Default)]
pub(super) struct Account {
    score: i32,
    is_backed: bool,
    keeps: bool,
    without: EvidenceSet,
    evidence: Vec<Evidence>,
}

/// What cues are to a candidate.
#[derive(Clone, Copy)]
pub(super) enum Side {
    For,
    Against,
}

impl Side {
    pub(super) const fn cues(self, cues: &RuleCues) -> &CueList {
        match self {
            Self::For => &cues.for_it,
            Self::Against => &cues.against_it,
        }
    }

    const fn kind(self) -> EvidenceKind {
        match self {
            Self::For => EvidenceKind::CueFor,
            Self::Against => EvidenceKind::CueAgainst,
        }
    }

    /// What each of them adds.
    pub(super) const fn weight(self) -> i32 {
        match self {
            Self::For => weights::CUE_FOR,
            Self::Against => weights::CUE_AGAINST,
        }
    }
}

impl Account {
    pub(super) const fn score(&self) -> i32 {
        self.score
    }

    /// Whether something beside the prior speaks for it.
    pub(super) const fn is_backed(&self) -> bool {
        self.is_backed
    }

    fn add(&mut self, reason: Evidence) {
        if self.without.has(reason.kind.as_str()) {
            return;
        }
        self.score += reason.weight;
        self.is_backed |= reason.kind != EvidenceKind::Prior && reason.weight > 0;
        if self.keeps {
            self.evidence.push(reason);
        }
    }
}

impl Extend<Evidence> for Account {
    fn extend<I: IntoIterator<Item = Evidence>>(&mut self, reasons: I) {
        reasons.into_iter().for_each(|reason| self.add(reason));
    }
}

impl<'t> Document<'t> {
    /// The mention with its candidates that take part in this text; without any it is gone and hides nothing.
    pub(super) fn existing(&self, mention: &Mention) -> Option<Mention> {
        let mut passed = 0;
        for (bit, alias) in self.candidates(mention) {
            if self.passes_guards(alias, mention) && self.speaks_language(alias, mention) {
                passed |= 1 << bit;
            }
        }
        (passed != 0).then_some(Mention {
            candidates: passed,
            doubtful: mention.doubtful & passed,
            ..*mention
        })
    }

    /// `require` and `forbid`.
    fn passes_guards(&self, alias: AliasIndex, mention: &Mention) -> bool {
        if !self.bounds_of(alias).is_guarded {
            return true;
        }
        let RuleCues { require, forbid, .. } = self.cues_of(alias);
        let reach = Reach::new(self.text, mention.span, Within::Document, &self.quiet);
        (require.targets.is_empty() || self.has_one(require, &reach))
            && !self.has_one(forbid, &reach)
    }

    /// Whether a name of this language may take part here. One of another language in the same script needs its exact marks and
    /// evidence, and must not be a common word; an inflected form takes part in texts of its languages alone.
    fn speaks_language(&self, alias: AliasIndex, mention: &Mention) -> bool {
        if !self.resolver.is_foreign(self.gazetteer, alias) {
            return true;
        }
        let alias = self.gazetteer.alias(alias);
        let rule = alias.rule();
        if !rule.inflected.is_empty() {
            return rule.inflected.iter().any(|tag| self.languages.admit(tag, alias.text()));
        }
        if self.languages.admit(&rule.lang, alias.text()) {
            return true;
        }
        let exact = Strictness { keep_marks: true, ..strictness(rule) };
        let named_elsewhere = || {
            let met = self.entities_met().get(alias.entity().index());
            met.is_some_and(|named| named.under_another(mention.key).is_some())
        };
        let has_cue = || {
            let reach = Reach::new(self.text, mention.span, rule.within, &self.quiet);
            self.has_one(&self.cues_of(alias.index()).for_it, &reach)
        };
        !is_common(self.gazetteer, mention.key, self.context)
            && Form::of(mention.span.of(self.text), exact) == Form::of(alias.text(), exact)
            && (named_elsewhere() || has_cue())
    }

    /// Whether only rival senses are left of a mention.
    pub(super) fn is_rival(&self, mention: &Mention) -> bool {
        let is_decoy = |(_, alias)| self.gazetteer.alias(alias).entity().is_decoy();
        self.candidates(mention).all(is_decoy)
    }

    /// The verdict on a mention that nothing could speak against.
    pub(super) fn plain_verdict(&self, alias: AliasIndex) -> Decision {
        let candidate = self.candidate(alias);
        let story = || {
            let score = i32::from(self.gazetteer.alias(alias).rule().prior);
            Story { candidate, score, evidence: vec![Evidence::new(EvidenceKind::Prior, score)] }
        };
        let stories = if self.context.explain { vec![story()] } else { Vec::new() };
        Decision { verdict: Verdict::Entity(candidate), score: score::SOLE, stories }
    }

    /// What speaks for the winner of a key with this around it; `None` where it may lose. What speaks for a place speaks for its
    /// rivals at the most.
    pub(super) fn winning_sum(
        &self,
        alias: AliasIndex,
        prior: i32,
        setting: Option<Setting>,
    ) -> Option<i32> {
        let Some(setting) = setting else { return Some(prior) };
        let evidence = setting.evidence(self.gazetteer.alias(alias).entity())?;
        (evidence.weight > 0).then_some(prior + evidence.weight)
    }

    /// The verdict on a mention that wins against all its rivals.
    pub(super) fn winning_verdict(&self, alias: AliasIndex, sum: i32) -> Decision {
        let verdict = Verdict::Entity(self.candidate(alias));
        Decision { verdict, score: score::of(sum), stories: Vec::new() }
    }

    /// The verdict on any other.
    pub(super) fn decide(
        &self,
        mention: &Mention,
        setting: Option<Setting>,
        bounds: &mut Vec<Bounded>,
    ) -> Decision {
        if self.weighs_all() || !self.is_the_same_everywhere(mention) {
            return self.decide_here(mention, setting, bounds);
        }
        let asked = (
            mention.key,
            mention.candidates,
            mention.doubtful,
            setting.map(|setting| setting.kind),
        );
        let known = self.verdicts.borrow().get(&asked).cloned();
        let (verdict, score) = known.unwrap_or_else(|| {
            let Decision { verdict, score, .. } = self.decide_here(mention, setting, bounds);
            self.verdicts.borrow_mut().insert(asked, (verdict.clone(), score));
            (verdict, score)
        });
        Decision { verdict, score, stories: Vec::new() }
    }

    fn decide_here(
        &self,
        mention: &Mention,
        setting: Option<Setting>,
        bounds: &mut Vec<Bounded>,
    ) -> Decision {
        // Who reads the stories reads the same score.
        let foregone =
            self.context.without.is_empty().then(|| self.foregone(mention, setting, bounds));
        let foregone = foregone.flatten();
        if !self.context.explain
            && let Some((verdict, score)) = foregone
        {
            return Decision { verdict, score, stories: Vec::new() };
        }
        let weighed = self.candidates(mention).map(|(bit, alias)| {
            let doubtful = mention.doubtful & 1 << bit != 0;
            self.weigh(mention, alias, doubtful, setting)
        });
        let decision = self.verdict(weighed.collect());
        debug_assert!(foregone.as_ref().is_none_or(|(verdict, _)| *verdict == decision.verdict));
        Decision { score: foregone.map_or(decision.score, |(_, score)| score), ..decision }
    }

    /// Whether somebody wants to see all that is weighed, or leave some of it out.
    const fn weighs_all(&self) -> bool {
        self.context.explain || !self.context.without.is_empty()
    }

    /// Whether a mention has many candidates, and none of them has cues: then nothing near a place makes it another than elsewhere.
    fn is_the_same_everywhere(&self, mention: &Mention) -> bool {
        let has_no_cues = |(_, alias): (u32, AliasIndex)| {
            let RuleCues { for_it, against_it, .. } = self.cues_of(alias);
            for_it.targets.is_empty() && against_it.targets.is_empty()
        };
        mention.candidates.count_ones() as usize > FEW && self.candidates(mention).all(has_no_cues)
    }

    /// Collects what speaks for and against one candidate.
    fn weigh(
        &self,
        mention: &Mention,
        alias: AliasIndex,
        doubtful: bool,
        setting: Option<Setting>,
    ) -> Weighed {
        let alias = self.gazetteer.alias(alias);
        let (rule, entity) = (alias.rule(), alias.entity());
        let &Context { explain: keeps, without, .. } = self.context;
        let mut account = Account { keeps, without, ..Account::default() };
        account.add(Evidence::new(EvidenceKind::Prior, i32::from(rule.prior)));
        if without.has("prior") {
            account.score = weights::EVEN;
        }
        for side in [Side::For, Side::Against] {
            self.weigh_cues(mention, alias, side, &mut account);
        }
        account.extend(self.definition(mention.key, entity.index()));
        self.weigh_neighbours(mention.key, entity, &mut account);
        account.extend(setting.and_then(|setting| setting.evidence(entity)));
        if self.is_anachronism(alias) {
            account.add(Evidence::new(EvidenceKind::Anachronism, weights::ANACHRONISM));
        }
        if doubtful && self.wants_evidence(alias, mention.key) && !account.is_backed {
            account.add(
                self.company(entity)
                    .unwrap_or(Evidence::new(EvidenceKind::WantsEvidence, weights::WANTS_EVIDENCE)),
            );
        }
        Weighed {
            candidate: self.candidate(alias.index()),
            decoy: alias.entity().is_decoy(),
            account,
        }
    }

    /// Whether a name whose letter case is in doubt needs more than its prior.
    pub(super) fn wants_evidence(&self, alias: AliasRef<'_>, key: KeyIndex) -> bool {
        let acronym = self.gazetteer.alias_flags(alias.index()).may_have_long_form();
        (acronym || is_common(self.gazetteer, key, self.context)) && !alias.entity().is_decoy()
    }

    pub(super) fn weigh_cues(
        &self,
        mention: &Mention,
        alias: AliasRef<'_>,
        side: Side,
        account: &mut Account,
    ) {
        let reach = Reach::new(self.text, mention.span, alias.rule().within, &self.quiet);
        let cues = side.cues(self.cues_of(alias.index()));
        let evidence = |span| Evidence::at(side.kind(), side.weight(), span);
        if account.keeps {
            let counted = self.standing(cues, &reach).take(weights::MOST_CUES);
            account.extend(counted.map(evidence));
        } else {
            let count = self.count(cues, &reach, weights::MOST_CUES);
            account.extend((0..count).map(|_| evidence(mention.span)));
        }
    }

    /// What the text says that the name means.
    pub(super) fn definition(&self, key: KeyIndex, entity: EntityIndex) -> Option<Evidence> {
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
    pub(super) fn weigh_neighbours(
        &self,
        key: KeyIndex,
        entity: EntityRef<'_>,
        account: &mut Account,
    ) {
        if self.weighs_all() || entity.relations().nth(FEW).is_none() {
            self.weigh_each_neighbour(key, entity, account);
            return;
        }
        // The same at each mention of the text.
        let known = self.neighbours.borrow().get(&(key, entity.index())).copied();
        let (score, is_backed) = known.unwrap_or_else(|| {
            let mut account = Account::default();
            self.weigh_each_neighbour(key, entity, &mut account);
            let found = (account.score, account.is_backed);
            self.neighbours.borrow_mut().insert((key, entity.index()), found);
            found
        });
        account.score += score;
        account.is_backed |= is_backed;
    }

    fn weigh_each_neighbour(&self, key: KeyIndex, entity: EntityRef<'_>, account: &mut Account) {
        let known = self.known();
        let elsewhere = known.get(entity.index()).and_then(|named| named.under_another(key));
        // "Michael Jordan … Jordan": who was named in full is meant by a part of it.
        let is_person = entity.entity_type() == PERSON;
        account.extend(elsewhere.map(|span| {
            if is_person && span.len() > self.gazetteer.key(key).len() {
                Evidence::at(EvidenceKind::FullName, weights::FULL_NAME, span)
            } else {
                Evidence::at(EvidenceKind::NamedElsewhere, weights::NAMED_ELSEWHERE, span)
            }
        }));
        for (relation, other) in entity.relations() {
            if relation != Relation::DistinctFrom
                && let Some(named) = known.get(other.index())
            {
                let kind = EvidenceKind::Related(other.index());
                account.add(Evidence::at(kind, weights::RELATED, named.first));
            }
        }
    }

    /// The first entity of the same type that the text surely names, itself or another: in a list of states, "TURKEY" is one, and so is
    /// "U.S." in the headline of a text that goes on to speak of the U.S.
    pub(super) fn company(&self, entity: EntityRef<'_>) -> Option<Evidence> {
        let companies = self.companies.get_or_init(|| self.companies());
        let &(named, first) = companies.get(entity.entity_type())?;
        Some(Evidence::at(EvidenceKind::Company(named), 0, first))
    }

    /// Where the text surely names an entity of each type first.
    fn companies(&self) -> HashMap<&'t str, (EntityIndex, Span)> {
        let mut named: Vec<&Named> = self.known().iter().collect();
        named.sort_by_key(|named| named.first);
        let mut companies = HashMap::new();
        for &Named { entity, first, .. } in named {
            companies.entry(self.gazetteer.entity(entity).entity_type()).or_insert((entity, first));
        }
        companies
    }

    /// Decides between the candidates of one mention.
    fn verdict(&self, mut weighed: Vec<Weighed>) -> Decision {
        // Of the aliases of one entity the best speaks; equal scores keep the order of ids and names.
        let rank = |one: &Weighed| self.gazetteer.rank(one.candidate.entity);
        weighed.sort_by_key(|one| (-one.account.score, rank(one), one.candidate.alias));
        let mut seen: Vec<EntityIndex> = Vec::with_capacity(weighed.len());
        weighed.retain(|one| {
            let new = !seen.contains(&one.candidate.entity);
            seen.push(one.candidate.entity);
            new
        });
        let score = |one: &Weighed| one.account.score;
        let best = weighed.first().map_or(i32::MIN, score);
        let close: Vec<&Weighed> = weighed
            .iter()
            .filter(|one| score(one) >= weights::ACCEPT && best - score(one) < weights::MARGIN)
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
            .map(|Weighed { candidate, account: Account { score, evidence, .. }, .. }| Story {
                candidate,
                score,
                evidence,
            })
            .collect();
        let score = match verdict {
            Verdict::Entity(_) => score::of(best),
            Verdict::Ambiguous(_) => score::CLOSE,
            Verdict::Nil => score::NONE,
        };
        Decision { verdict, score, stories }
    }

    pub(super) fn candidate(&self, alias: AliasIndex) -> Candidate {
        let alias = self.gazetteer.alias(alias);
        Candidate {
            entity: alias.entity().index(),
            alias: alias.index(),
            attributed: self.attributes(alias),
        }
    }

    /// Whether a text of this date may know who uses the name since when.
    fn attributes(&self, alias: AliasRef<'_>) -> bool {
        self.context.attributes(alias.rule())
    }

    /// Whether the text is wholly older than the name, or wholly younger than its end.
    pub(super) fn is_anachronism(&self, alias: AliasRef<'_>) -> bool {
        self.context.is_anachronism(alias.rule())
    }
}
