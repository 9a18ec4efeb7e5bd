//! Everything that a report on a change says, whatever it is written as. Its members are those of the JSON; `docs/diff.md` lists them.

use std::cmp::Reverse;
use std::fmt;

use exonym::dictionary::{Rule, string};
use exonym::diff::{Conflict, Differ, Difference, Effect, Excerpt, Offer, Proposal, Tally};
use exonym::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef, Gazetteer};
use exonym::resolve::Verdict;
use serde::Serialize;

use super::characters::{Run, romanised, runs, scripts};
use super::figures::Rate;
use super::limits::{self, changed};
use super::meaning::{Meaning, Named, relabelled};
use super::{Side, unmatched};
use crate::budget::Budget;

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) old: Source,
    pub(super) new: Source,
    pub(super) corpus: Corpus,
    pub(super) mentions: Sums,
    pub(super) changes: Vec<Row>,
    pub(super) entities: EntityChanges,
    pub(super) names: NameChanges,
    pub(super) conflicts: Vec<ConflictRow>,
    pub(super) new_names: Vec<NewName>,
    pub(super) tests: Vec<TestRow>,
    pub(super) budget: Option<limits::Outcome>,
}

/// Where dictionaries came from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Source {
    /// As it was typed.
    pub(super) name: String,
    pub(super) entities: usize,
    pub(super) names: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Corpus {
    pub(super) texts: u64,
    pub(super) words: u64,
}

/// How often each thing happened in all.
#[derive(Debug, Serialize)]
pub(super) struct Sums {
    /// Gained, lost and re-decided together.
    pub(super) changed: Sum,
    pub(super) gained: Sum,
    pub(super) lost: Sum,
    pub(super) re_decided: Sum,
    pub(super) relabelled: Sum,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Sum {
    pub(super) mentions: u64,
    pub(super) per_million_words: Rate,
}

/// One sort of change.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// `gained`, `lost`, `re-decided`, `relabelled`.
    pub(super) effect: &'static str,
    pub(super) old: Option<Meaning>,
    pub(super) new: Option<Meaning>,
    #[serde(flatten)]
    pub(super) sum: Sum,
    /// What is said otherwise of a relabelled mention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) differences: Vec<DifferenceRow>,
    pub(super) contexts: Vec<Context>,
}

impl Row {
    /// The name that it is about: the new one where there is one.
    pub(super) fn name(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", Meaning::name)
    }

    /// `group/ttp`, or `group/ttp → country/tr`.
    pub(super) fn entities(&self) -> String {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old.entities() != new.entities() => {
                format!("{} → {}", old.entities(), new.entities())
            }
            (Some(one), _) | (None, Some(one)) => one.entities(),
            (None, None) => String::new(),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct DifferenceRow {
    pub(super) what: String,
    pub(super) old: String,
    pub(super) new: String,
}

impl fmt::Display for DifferenceRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing =
            |text: &'_ str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        write!(f, "{} {} → {}", self.what, or_nothing(&self.old), or_nothing(&self.new))
    }
}

/// Where a mention stands.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Context {
    /// The record's id, where it has one.
    pub(super) record: Option<String>,
    /// Its number among the texts that were read, from 1.
    pub(super) number: u64,
    pub(super) field: String,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) after: String,
}

impl Context {
    fn of(excerpt: &Excerpt) -> Self {
        let ellipsis = |cut: bool| if cut { "…" } else { "" };
        Self {
            record: Some(excerpt.record.clone()).filter(|record| !record.is_empty()),
            number: excerpt.document + 1,
            field: excerpt.field.clone(),
            before: format!("{}{}", ellipsis(excerpt.cut.0), excerpt.before),
            text: excerpt.surface.clone(),
            after: format!("{}{}", excerpt.after, ellipsis(excerpt.cut.1)),
        }
    }

    /// `a1 body`, `№ 12 text`.
    pub(super) fn place(&self) -> String {
        let record = self.record.clone().unwrap_or_else(|| format!("№ {}", self.number));
        format!("{record} {}", self.field)
    }
}

#[derive(Debug, Serialize)]
pub(super) struct EntityChanges {
    pub(super) added: Vec<EntityRow>,
    pub(super) removed: Vec<EntityRow>,
    pub(super) moved: Vec<Pair>,
    pub(super) renamed: Vec<Renamed>,
    pub(super) altered: Vec<Altered>,
}

impl EntityChanges {
    pub(super) fn is_empty(&self) -> bool {
        let Self { added, removed, moved, renamed, altered } = self;
        added.is_empty()
            && removed.is_empty()
            && moved.is_empty()
            && renamed.is_empty()
            && altered.is_empty()
    }
}

#[derive(Debug, Serialize)]
pub(super) struct EntityRow {
    pub(super) entity: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: String,
    pub(super) decoy: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Pair {
    pub(super) old: String,
    pub(super) new: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Renamed {
    pub(super) entity: String,
    pub(super) old: String,
    pub(super) new: String,
}

/// An entity, or a name where there is one, of which something else is said.
#[derive(Debug, Serialize)]
pub(super) struct Altered {
    pub(super) entity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    pub(super) differences: Vec<DifferenceRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct NameChanges {
    pub(super) added: Vec<Named>,
    pub(super) removed: Vec<Named>,
    pub(super) altered: Vec<Altered>,
}

impl NameChanges {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.altered.is_empty()
    }
}

/// A key that more entities have than before.
#[derive(Debug, Serialize)]
pub(super) struct ConflictRow {
    pub(super) key: String,
    pub(super) names: Vec<ConflictName>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a member of the JSON")]
pub(super) struct ConflictName {
    pub(super) entity: String,
    pub(super) name: String,
    pub(super) decoy: bool,
    /// The entity did not have the key before.
    pub(super) new: bool,
    /// It has `require` or `forbid`.
    pub(super) guard: bool,
    /// It has `cue`s.
    pub(super) cue: bool,
    pub(super) scope: &'static str,
    pub(super) prior: u16,
}

impl ConflictName {
    /// `new, rival sense, guard, cue, prior 450`.
    pub(super) fn traits(&self) -> String {
        let mut traits = Vec::new();
        for (holds, word) in [
            (self.new, "new"),
            (self.decoy, "rival sense"),
            (self.guard, "guard"),
            (self.cue, "cue"),
            (!self.guard && !self.cue, "no guard, no cue"),
        ] {
            traits.extend(holds.then(|| word.to_owned()));
        }
        if self.scope != "exact" {
            traits.push(self.scope.to_owned());
        }
        traits.push(format!("prior {}", self.prior));
        traits.join(", ")
    }
}

/// A name that only the new dictionaries have.
#[derive(Debug, Serialize)]
pub(super) struct NewName {
    pub(super) entity: String,
    pub(super) name: String,
    pub(super) scripts: Vec<&'static str>,
    pub(super) romanised: String,
    pub(super) runs: Vec<Run>,
    /// Whether it has characters that nobody sees, or letters of several scripts.
    pub(super) suspicious: bool,
    pub(super) key: String,
    /// Other names with the same key.
    pub(super) same_key: Vec<SameKey>,
    /// How the corpus writes it.
    pub(super) surfaces: Vec<Surface>,
}

#[derive(Debug, Serialize)]
pub(super) struct SameKey {
    pub(super) entity: String,
    pub(super) name: String,
    pub(super) decoy: bool,
}

impl SameKey {
    /// What to say of it beside a name of this entity.
    pub(super) fn whose(&self, entity: &str) -> &'static str {
        match (self.entity == entity, self.decoy) {
            (true, _) => ", of the same entity",
            (false, true) => ", a rival sense",
            (false, false) => "",
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Surface {
    pub(super) text: String,
    pub(super) mentions: u64,
}

/// What the dictionary could test of a new name.
#[derive(Debug, Serialize)]
pub(super) struct TestRow {
    pub(super) entity: String,
    pub(super) name: String,
    /// Whether the corpus has it at all.
    pub(super) in_corpus: bool,
    pub(super) hit: TestOffer,
    pub(super) miss: TestOffer,
}

impl TestRow {
    /// What to say of it: where there is no line at all, the reason for the hit says enough.
    pub(super) fn offers(&self) -> Vec<(&'static str, &TestOffer)> {
        let offers = [("hit", &self.hit), ("miss", &self.miss)];
        let has_none = offers.iter().all(|(_, offer)| offer.toml.is_none());
        offers.into_iter().take(if has_none { 1 } else { 2 }).collect()
    }
}

/// A line of a dictionary, or why there is none.
#[derive(Debug, Serialize)]
pub(super) struct TestOffer {
    /// `hit = ["…"]`
    pub(super) toml: Option<String>,
    /// Where the sentence stands.
    pub(super) context: Option<Context>,
    /// What the name means in a sentence to miss; `null`: none that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) means: Option<Meaning>,
    /// Why there is no line.
    pub(super) reason: Option<&'static str>,
}

impl Report {
    pub(super) fn new(
        differ: &Differ,
        sides: (&Side, &Side),
        tally: &Tally,
        budget: Option<&Budget>,
    ) -> Self {
        let builder = Builder { differ, sides, tally };
        let sum = |effect| builder.sum(tally.mentions(effect));
        Self {
            old: sides.0.source.clone(),
            new: sides.1.source.clone(),
            corpus: Corpus { texts: tally.texts, words: tally.words },
            mentions: Sums {
                changed: builder.sum(changed(tally)),
                gained: sum(Effect::Gained),
                lost: sum(Effect::Lost),
                re_decided: sum(Effect::ReDecided),
                relabelled: sum(Effect::Relabelled),
            },
            changes: builder.rows(),
            entities: builder.entities(),
            names: builder.names(),
            conflicts: differ.conflicts().iter().map(|one| builder.conflict(one)).collect(),
            new_names: builder.new_names(),
            tests: builder.tests(),
            budget: budget.map(|budget| limits::Outcome::of(budget, tally)),
        }
    }

    /// The rows of one effect.
    pub(super) fn rows_of(&self, effect: Effect) -> impl Iterator<Item = &Row> {
        self.changes.iter().filter(move |row| row.effect == effect.as_str())
    }

    /// The sums with their names, in the order of reports.
    pub(super) fn sums(&self) -> [(Effect, Sum); 4] {
        let Sums { gained, lost, re_decided, relabelled, .. } = self.mentions;
        [
            (Effect::Gained, gained),
            (Effect::Lost, lost),
            (Effect::ReDecided, re_decided),
            (Effect::Relabelled, relabelled),
        ]
    }

    /// The tests of names that the corpus has, and of the others, for which there is nothing to propose.
    pub(super) fn tests_in_corpus_and_not(&self) -> (Vec<&TestRow>, Vec<&TestRow>) {
        self.tests.iter().partition(|test| test.in_corpus)
    }

    /// Whether nothing is different, in the dictionaries or in the texts.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.entities.is_empty() && self.names.is_empty()
    }
}

struct Builder<'b> {
    differ: &'b Differ,
    sides: (&'b Side, &'b Side),
    tally: &'b Tally,
}

impl<'b> Builder<'b> {
    fn before(&self) -> &'b Gazetteer {
        self.differ.before()
    }

    fn after(&self) -> &'b Gazetteer {
        self.differ.after()
    }

    fn sum(&self, mentions: u64) -> Sum {
        Sum { mentions, per_million_words: Rate::of(mentions, self.tally.words) }
    }

    /// By effect, the most frequent first.
    fn rows(&self) -> Vec<Row> {
        let (old, new) = (&self.sides.0.annotator, &self.sides.1.annotator);
        let mut rows: Vec<_> = self.tally.changes.iter().collect();
        rows.sort_by_key(|(change, count)| (change.effect, Reverse(count.mentions)));
        rows.into_iter()
            .map(|(change, count)| Row {
                effect: change.effect.as_str(),
                old: Meaning::of(old, &change.old),
                new: Meaning::of(new, &change.new),
                sum: self.sum(count.mentions),
                differences: match change.effect {
                    Effect::Relabelled => shown(relabelled((old, new), (&change.old, &change.new))),
                    _ => Vec::new(),
                },
                contexts: contexts(count.excerpts.iter()),
            })
            .collect()
    }

    fn entities(&self) -> EntityChanges {
        let changes = self.differ.changes();
        let row = |entity: EntityRef<'_>| EntityRow {
            entity: entity.id().to_string(),
            name: entity.name().to_owned(),
            entity_type: entity.entity_type().to_owned(),
            decoy: entity.is_decoy(),
        };
        let id = |gazetteer: &Gazetteer, entity| gazetteer.entity(entity).id().to_string();
        let name = |gazetteer: &Gazetteer, entity| gazetteer.entity(entity).name().to_owned();
        EntityChanges {
            added: changes.added.iter().map(|&it| row(self.after().entity(it))).collect(),
            removed: changes.removed.iter().map(|&it| row(self.before().entity(it))).collect(),
            moved: changes
                .moved
                .iter()
                .map(|&(old, new)| Pair { old: id(self.before(), old), new: id(self.after(), new) })
                .collect(),
            renamed: changes
                .renamed
                .iter()
                .map(|&(old, new): &(EntityIndex, EntityIndex)| Renamed {
                    entity: id(self.after(), new),
                    old: name(self.before(), old),
                    new: name(self.after(), new),
                })
                .collect(),
            altered: changes
                .altered
                .into_iter()
                .map(|(_, new, differences)| Altered {
                    entity: id(self.after(), new),
                    name: None,
                    differences: shown(differences),
                })
                .chain(self.unmatched())
                .collect(),
        }
    }

    /// What dictionaries say that no text is matched with.
    fn unmatched(&self) -> impl Iterator<Item = Altered> + 'b {
        let altered = unmatched::altered(&self.sides.0.dictionary, &self.sides.1.dictionary);
        altered.into_iter().map(|(id, differences)| Altered {
            entity: id.to_string(),
            name: None,
            differences: shown(differences),
        })
    }

    fn names(&self) -> NameChanges {
        let changes = self.differ.changes();
        let named = |gazetteer: &Gazetteer, alias: AliasIndex| named(gazetteer.alias(alias));
        NameChanges {
            added: changes.names_added.iter().map(|&it| named(self.after(), it)).collect(),
            removed: changes.names_removed.iter().map(|&it| named(self.before(), it)).collect(),
            altered: changes
                .names_altered
                .into_iter()
                .map(|(_, new, differences)| {
                    let Named { entity, name } = named(self.after(), new);
                    Altered { entity, name: Some(name), differences: shown(differences) }
                })
                .collect(),
        }
    }

    fn conflict(&self, conflict: &Conflict) -> ConflictRow {
        let names = conflict.sides.iter().flat_map(|side| {
            side.aliases.iter().map(|&alias| {
                let alias = self.after().alias(alias);
                let Rule { require, forbid, cue_for, cue_against, scope, prior, .. } = alias.rule();
                let Named { entity, name } = named(alias);
                ConflictName {
                    entity,
                    name,
                    decoy: alias.entity().is_decoy(),
                    new: side.is_new,
                    guard: !(require.is_empty() && forbid.is_empty()),
                    cue: !(cue_for.is_empty() && cue_against.is_empty()),
                    scope: scope.as_str(),
                    prior: *prior,
                }
            })
        });
        ConflictRow { key: self.after().key(conflict.key).to_owned(), names: names.collect() }
    }

    fn new_names(&self) -> Vec<NewName> {
        let mut names: Vec<NewName> = self
            .differ
            .new_names()
            .map(|(key, alias)| {
                let Named { entity, name } = named(alias);
                let others = self.after().candidates(key).filter(|it| it.index() != alias.index());
                let same_key = others.map(|other| {
                    let Named { entity, name } = named(other);
                    SameKey { entity, name, decoy: other.entity().is_decoy() }
                });
                let surfaces = self.tally.surfaces.get(&key).into_iter().flatten();
                let mut surfaces: Vec<_> = surfaces
                    .map(|(text, &mentions)| Surface { text: text.clone(), mentions })
                    .collect();
                surfaces.sort_by_key(|surface| Reverse(surface.mentions));
                let (runs, scripts) = (runs(&name), scripts(&name));
                let unseen =
                    runs.iter().flat_map(|run| &run.characters).any(|one| one.sign.is_some());
                NewName {
                    entity,
                    romanised: romanised(&name),
                    suspicious: unseen || scripts.len() > 1,
                    key: self.after().key(key).to_owned(),
                    same_key: same_key.collect(),
                    surfaces,
                    runs,
                    scripts,
                    name,
                }
            })
            .collect();
        names.sort_by(|a, b| (&a.entity, &a.name).cmp(&(&b.entity, &b.name)));
        names
    }

    fn tests(&self) -> Vec<TestRow> {
        let proposals = self.differ.proposals(&self.sides.1.dictionary, self.tally);
        let row = |proposal: Proposal| {
            let Named { entity, name } = named(self.after().alias(proposal.alias));
            let in_corpus = ![&proposal.hit, &proposal.miss]
                .into_iter()
                .all(|offer| matches!(offer, Offer::NotInCorpus));
            let hit = self.offer("hit", proposal.hit);
            TestRow { hit, miss: self.offer("miss", proposal.miss), in_corpus, entity, name }
        };
        proposals.into_iter().map(row).collect()
    }

    fn offer(&self, list: &str, offer: Offer) -> TestOffer {
        let nothing =
            |reason| TestOffer { toml: None, context: None, means: None, reason: Some(reason) };
        match offer {
            Offer::Sentence(written, excerpt, verdict) => {
                let means = match (list, &verdict) {
                    ("miss", Verdict::Entity(_) | Verdict::Ambiguous(_)) => {
                        Meaning::of(&self.sides.1.annotator, &verdict)
                    }
                    _ => None,
                };
                TestOffer {
                    toml: Some(format!("{list} = [{}]", string(&written))),
                    context: Some(Context::of(&excerpt)),
                    means,
                    reason: None,
                }
            }
            Offer::NotInCorpus if list == "hit" => nothing("the corpus does not have it"),
            Offer::NotInCorpus => nothing(
                "no mention is taken for anything else; where one above is wrong, its sentence is the miss",
            ),
            Offer::NotTaken => nothing(
                "the corpus has it, but takes it for another name of the same key, or does not decide",
            ),
            Offer::NotAlone => nothing(
                "the corpus has some, but each reads otherwise when its sentence stands alone",
            ),
        }
    }
}

fn named(alias: AliasRef<'_>) -> Named {
    Named { entity: alias.entity().id().to_string(), name: alias.text().to_owned() }
}

fn shown(differences: Vec<Difference>) -> Vec<DifferenceRow> {
    let row = |one: Difference| DifferenceRow { what: one.what, old: one.old, new: one.new };
    differences.into_iter().map(row).collect()
}

/// In the order of the corpus.
fn contexts<'e>(excerpts: impl Iterator<Item = &'e Excerpt>) -> Vec<Context> {
    let mut excerpts: Vec<_> = excerpts.collect();
    excerpts.sort_by_key(|excerpt| (excerpt.document, excerpt.span));
    excerpts.into_iter().map(Context::of).collect()
}
