//! Makes the report of what was counted.

use std::cmp::Reverse;

use exonym::dictionary::{Rule, string};
use exonym::diff::{Conflict, Differ, Difference, Effect, Excerpt, Offer, Proposal, Tally};
use exonym::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef, Gazetteer};
use exonym::resolve::Verdict;

use super::characters::{romanised, runs, scripts};
use super::figures::Rate;
use super::limits::{self, changed};
use super::meaning::{Meaning, Named, relabelled};
use super::report::{
    Altered, ConflictName, ConflictRow, Context, Corpus, DifferenceRow, EntityChanges, EntityRow,
    LanguageRow, NameChanges, NewName, Pair, Renamed, Report, Row, SameKey, Sum, Sums, Surface,
    TestOffer, TestRow,
};
use super::{Side, unmatched};
use crate::budget::Budget;

/// Everything that is to be told.
pub(super) fn report(
    differ: &Differ,
    sides: (&Side, &Side),
    tally: &Tally,
    budget: Option<&Budget>,
) -> Report {
    let builder = Builder { differ, sides, tally };
    let sum = |effect| builder.sum(tally.mentions(effect));
    Report {
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
        languages: builder.languages(),
        conflicts: differ.conflicts().iter().map(|one| builder.conflict(one)).collect(),
        new_names: builder.new_names(),
        tests: builder.tests(),
        budget: budget.map(|budget| limits::Outcome::of(budget, tally)),
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

    fn languages(&self) -> Vec<LanguageRow> {
        let languages = self.differ.changes().languages.into_iter();
        languages
            .map(|(language, differences)| LanguageRow {
                language,
                differences: shown(differences),
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
                let Rule { dated, require, forbid, cue_for, cue_against, scope, prior, .. } =
                    alias.rule();
                let Named { entity, name } = named(alias);
                ConflictName {
                    entity,
                    name,
                    decoy: alias.entity().is_decoy(),
                    new: side.is_new,
                    guard: *dated || !(require.is_empty() && forbid.is_empty()),
                    cue: !(cue_for.is_empty() && cue_against.is_empty()),
                    scope: scope.as_str(),
                    prior: *prior,
                }
            })
        });
        ConflictRow { key: self.after().key(conflict.key).into_owned(), names: names.collect() }
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
                    key: self.after().key(key).into_owned(),
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
