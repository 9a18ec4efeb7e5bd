//! Resolving: from mentions to links. Each chosen mention gets one verdict, with its reasons.
//!
//! Every candidate starts from its prior; what the text says is added to or taken from that, in per mille. All weights stand in
//! `weights`. Most mentions have one candidate and nothing that could speak against it, and are decided at once.

mod bind;
mod choose;
mod crowd;
mod cues;
mod document;
pub(crate) mod equations;
mod fate;
mod foregone;
mod glance;
mod hits;
mod known;
mod language;
mod link;
mod quotation;
pub(crate) mod reach;
mod score;
mod search;
mod seek;
mod setting;
mod weigh;
mod weights;

use std::collections::{BTreeMap, HashMap};

use self::bind::Meaning;
use self::choose::Chooser;
use self::cues::CueIndex;
use self::document::Document;
use self::equations::Connectives;
use self::fate::{Fate, Fates};
use self::foregone::Bounded;
use self::glance::CommonWords;
use self::language::Languages;
use self::quotation::Quotations;
use self::setting::{Found, Setting, Settings};
use self::weigh::Decision;
use crate::definitions::Phrases;
use crate::dictionary::{Cue, Date, Kind, Rule};
use crate::fold::FoldedText;
use crate::gazetteer::{AliasIndex, AliasRef, Gazetteer, KeyIndex};
use crate::scan::{Mention, is_acronym};

pub(crate) use bind::stands_beside_bracket;
pub use link::{Candidate, Evidence, EvidenceKind, EvidenceSet, Link, Story, Verdict};

/// What is known about a text beside its words.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Its language tag; guessed where nobody says.
    pub lang: Option<String>,
    /// When it was written.
    pub date: Option<Date>,
    /// Report mentions inside longer ones too.
    pub nested: bool,
    /// Keep the evidence.
    pub explain: bool,
    /// Evidence that is left out of account: to see what it is worth.
    pub without: EvidenceSet,
    /// A verdict with a lower score is none: [`Verdict::Nil`].
    pub min_score: u16,
}

impl Context {
    /// Whether a text of this date may know who uses the name since when.
    #[must_use]
    pub fn attributes(&self, rule: &Rule) -> bool {
        let begins_after = |date: Date, since: Date| date.last_day() < since.first_day();
        !self.date.zip(rule.since).is_some_and(|(date, since)| begins_after(date, since))
    }

    /// Whether a text of this date lies wholly before a name came up, or after its end.
    fn is_anachronism(&self, rule: &Rule) -> bool {
        let Some(date) = self.date else { return false };
        rule.since.is_some_and(|since| date.last_day() < since.first_day())
            || rule.until.is_some_and(|until| until.last_day() < date.first_day())
    }

    /// Whether a text of this date may have the name: one that belongs to a period stands in texts of that period alone.
    fn is_of_the_time(&self, rule: &Rule) -> bool {
        !rule.dated || (self.date.is_some() && !self.is_anachronism(rule))
    }
}

/// Decides what mentions mean. Built once for a gazetteer, shared between threads.
#[derive(Debug)]
pub struct Resolver {
    cues: CueIndex,
    settings: Settings,
    common: CommonWords,
    pub(crate) connectives: Connectives,
    pub(crate) phrases: Phrases,
    /// By rule number.
    rules: Vec<RuleFacts>,
    /// Whether some names hold in texts of their period alone.
    has_dated: bool,
    fates: Fates,
}

/// The buffers of one resolving thread.
#[derive(Debug, Default)]
pub(crate) struct ResolveBuffers {
    chosen: Vec<Mention>,
    pending: Vec<Pending>,
    /// The numbers of those that win, unless the text defines their names.
    winners: Vec<usize>,
    bounds: Vec<Bounded>,
}

/// A chosen mention whose verdict takes more than a look at its key.
#[derive(Clone, Copy, Debug)]
struct Pending {
    /// Its number among the chosen ones, and that of its link.
    at: usize,
    /// What takes it for itself.
    setting: Option<Setting>,
}

#[derive(Clone, Copy, Debug)]
struct RuleFacts {
    /// A name, or a form of one, in a language other than English, so that the language of the text matters.
    foreign: bool,
    /// Nothing in it could make a text speak against the name.
    plain: bool,
    /// Nothing in it but its cues depends on the text.
    steady: bool,
}

impl Resolver {
    /// Prepares to resolve mentions of `gazetteer`.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let rules = gazetteer.rules().iter();
        let rules = rules.map(|rule| RuleFacts {
            foreign: is_foreign(rule),
            plain: is_plain(rule) && !is_foreign(rule),
            steady: is_steady(rule),
        });
        let languages = gazetteer.languages();
        Self {
            cues: CueIndex::new(gazetteer),
            settings: Settings::new(languages),
            common: CommonWords::new(languages),
            connectives: Connectives::of(languages),
            phrases: Phrases::of(languages),
            rules: rules.collect(),
            has_dated: gazetteer.rules().iter().any(|rule| rule.dated),
            fates: Fates::new(gazetteer),
        }
    }

    /// Whether nothing could speak against a name where it is the only candidate.
    fn is_plain(&self, gazetteer: &Gazetteer, alias: AliasIndex) -> bool {
        let (rule, flags) = gazetteer.rule_and_flags(alias);
        self.rules[rule as usize].plain
            && !flags.may_have_long_form()
            && gazetteer.alias(alias).entity().is_ordinary()
    }

    /// What is certain of a mention by its key.
    fn fate(&self, gazetteer: &Gazetteer, mention: &Mention, context: &Context) -> Option<Fate> {
        let fate = self.fates.of(self, gazetteer, mention.key)?;
        match fate {
            Fate::Sole(_) | Fate::Rivals => Some(fate),
            Fate::Wins { all, .. } => {
                let wins = mention.candidates == all
                    && mention.doubtful == 0
                    && context.without.is_empty();
                wins.then_some(fate)
            }
            Fate::Dated => {
                let of_the_time = |alias: &AliasRef<'_>| context.is_of_the_time(alias.rule());
                let mut candidates = gazetteer.candidates(mention.key).filter(of_the_time);
                let only = candidates.next().filter(|_| candidates.next().is_none())?.index();
                self.is_plain(gazetteer, only).then_some(Fate::Sole(only))
            }
        }
    }

    /// The mentions without the names that belong to another time than the text's; `None` where that leaves them as they are.
    fn of_their_time(
        &self,
        gazetteer: &Gazetteer,
        mentions: &[Mention],
        context: &Context,
    ) -> Option<Vec<Mention>> {
        let is_dated = |mention: &Mention| {
            matches!(self.fates.of(self, gazetteer, mention.key), Some(Fate::Dated))
        };
        if !self.has_dated || !mentions.iter().any(is_dated) {
            return None;
        }
        let of_its_time = |&mention: &Mention| {
            let range = gazetteer.candidate_range(mention.key);
            let held = (0..).zip(range).filter(|&(bit, number)| {
                mention.candidates & 1 << bit != 0
                    && context.is_of_the_time(gazetteer.alias(AliasIndex(number)).rule())
            });
            let candidates = held.fold(0, |held, (bit, _)| held | 1 << bit);
            let doubtful = mention.doubtful & candidates;
            (candidates != 0).then_some(Mention { candidates, doubtful, ..mention })
        };
        Some(mentions.iter().filter_map(of_its_time).collect())
    }

    fn is_foreign(&self, gazetteer: &Gazetteer, alias: AliasIndex) -> bool {
        self.rules[gazetteer.rule_number(alias) as usize].foreign
    }

    /// Decides each of `mentions`, which must be those of `text` in the scanner's order.
    #[must_use]
    pub fn resolve(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        mentions: &[Mention],
        context: &Context,
    ) -> Vec<Link> {
        let mut buffers = ResolveBuffers::default();
        self.resolve_folded(gazetteer, text, None, mentions, context, &mut buffers)
    }

    /// The same, given the text's fold where the caller has it.
    pub(crate) fn resolve_folded(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        folded: Option<&FoldedText>,
        mentions: &[Mention],
        context: &Context,
        buffers: &mut ResolveBuffers,
    ) -> Vec<Link> {
        if mentions.is_empty() {
            return Vec::new();
        }
        let of_their_time = self.of_their_time(gazetteer, mentions, context);
        let mentions = of_their_time.as_deref().unwrap_or(mentions);
        let mut document = Document::new(self, gazetteer, text, folded, context, mentions);
        let ResolveBuffers { chosen, pending, winners, bounds } = buffers;
        chosen.clear();
        pending.clear();
        winners.clear();
        let reading = self.settings.read(text, &document.languages);
        let mut chooser = Chooser::new(context.nested);
        let mut quotations = Quotations::new(text);
        let mut links = Vec::with_capacity(mentions.len());
        let mut may_play = false;
        for mention in mentions {
            let fate = self.fate(gazetteer, mention, context);
            let existing = fate.map_or_else(|| document.existing(mention), |_| Some(*mention));
            let Some(mention) = existing.filter(|mention| chooser.keeps(mention.span)) else {
                continue;
            };
            let is_rival = match fate {
                Some(fate) => fate == Fate::Rivals,
                None => document.is_rival(&mention),
            };
            let found = if is_rival { Found::default() } else { reading.of(mention.span) };
            may_play |= found.may_play;
            let kind = found.setting.map(|setting| setting.kind);
            let decision = match (fate, kind) {
                (Some(Fate::Sole(alias)), None | Some(EvidenceKind::Located)) => {
                    Some(document.plain_verdict(alias))
                }
                (Some(Fate::Wins { alias, prior, .. }), _) if !context.explain => document
                    .winning_sum(alias, i32::from(prior), found.setting)
                    .filter(|_| !document.may_be_defined(&mention))
                    .map(|sum| {
                        winners.push(chosen.len());
                        document.winning_verdict(alias, sum)
                    }),
                _ if is_rival && !context.explain => Some(Decision::default()),
                _ => None,
            };
            let Decision { verdict, score, stories } = decision.unwrap_or_else(|| {
                pending.push(Pending { at: chosen.len(), setting: found.setting });
                Decision::default()
            });
            let quoted = quotations.hold(mention.span);
            links.push(Link { span: mention.span, verdict, score, quoted, stories });
            chosen.push(mention);
        }
        reading.spread(chosen, pending, may_play);
        document.read(chosen, pending);
        let is_bound = |&&at: &&usize| document.bindings.contains_key(&chosen[at].key);
        let bound = winners.iter().filter(|_| !document.bindings.is_empty()).filter(is_bound);
        let bound = bound.map(|&at| Pending { at, setting: None });
        // What was found around a name counts more than that nothing was.
        for Pending { at, setting } in bound.chain(pending.iter().copied()) {
            let decision = document.decide(&chosen[at], setting, bounds);
            let link = &mut links[at];
            (link.verdict, link.score, link.stories) =
                (decision.verdict, decision.score, decision.stories);
        }
        if !document.equations.is_empty() && !context.without.has("gloss") {
            narrow(gazetteer, &document, &mut links);
        }
        for link in links.iter_mut().filter(|link| link.score < context.min_score) {
            (link.verdict, link.score) = (Verdict::Nil, score::NONE);
        }
        links
    }
}

/// "Fitna al Hindustan (BLA)": where a text equates a class with a member of it, the class means that member here.
fn narrow(gazetteer: &Gazetteer, document: &Document<'_>, links: &mut [Link]) {
    let entity_of = |link: &Link| match &link.verdict {
        Verdict::Entity(candidate) => Some(candidate.entity),
        _ => None,
    };
    let at: HashMap<_, _> = links.iter().enumerate().map(|(at, link)| (link.span, at)).collect();
    for equation in &document.equations {
        let (Some(&left), Some(&right)) = (at.get(&equation.left), at.get(&equation.right)) else {
            continue;
        };
        for (class, member) in [(left, right), (right, left)] {
            let (Some(whole), Some(part)) = (entity_of(&links[class]), entity_of(&links[member]))
            else {
                continue;
            };
            let is_member = gazetteer.entity(whole).is_class()
                && gazetteer.entity(whole).relations().any(|(relation, other)| {
                    relation == crate::dictionary::Relation::Member && other.index() == part
                });
            if is_member && let Verdict::Entity(candidate) = &mut links[class].verdict {
                candidate.entity = part;
                let gloss = links[member].span;
                links[class].stories.iter_mut().take(1).for_each(|story| {
                    story.evidence.push(Evidence::at(EvidenceKind::Gloss(part), 0, gloss));
                });
            }
        }
    }
}

/// Whether a text may define the name by a long form.
pub(crate) fn may_have_long_form(alias: AliasRef<'_>) -> bool {
    is_acronym(alias.text()) || alias.rule().kind == Kind::Acronym
}

/// Whether the language of the text matters to names with this rule.
fn is_foreign(rule: &Rule) -> bool {
    language::is_foreign(&rule.lang) || !rule.inflected.is_empty()
}

/// Whether nothing in the rule could make a text speak against the name.
fn is_plain(rule: &Rule) -> bool {
    let no_cues = |cues: &[Cue]| cues.is_empty();
    [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against]
        .into_iter()
        .all(|cues| no_cues(cues))
        && !rule.defined
        && i32::from(rule.prior) >= weights::ACCEPT
}

/// Whether a text has no say in whether a name with this rule takes part, and what it starts from.
fn is_steady(rule: &Rule) -> bool {
    rule.require.is_empty()
        && rule.forbid.is_empty()
        && rule.since.is_none()
        && rule.until.is_none()
        && !is_foreign(rule)
}

/// Whether a rival sense has the key too, so that without letter case it is a common word.
fn is_common(gazetteer: &Gazetteer, key: KeyIndex, context: &Context) -> bool {
    gazetteer
        .candidates(key)
        .any(|alias| alias.entity().is_decoy() && context.is_of_the_time(alias.rule()))
}

/// What the text itself says that a key means.
type Bindings = BTreeMap<KeyIndex, Meaning>;

#[cfg(test)]
mod tests;
