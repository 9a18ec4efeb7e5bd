//! Everything that a report on a change says, whatever it is written as. Its members are those of the JSON; `docs/diff.md` lists them.

use std::fmt;

use exonym::diff::{Effect, Excerpt};
use serde::Serialize;

use super::characters::Run;
use super::figures::Rate;
use super::limits;
use super::meaning::{Meaning, Named};

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) languages: Vec<LanguageRow>,
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

/// A language of which something else is said.
#[derive(Debug, Serialize)]
pub(super) struct LanguageRow {
    /// Its tag.
    pub(super) language: String,
    pub(super) differences: Vec<DifferenceRow>,
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
    pub(super) fn of(excerpt: &Excerpt) -> Self {
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
        self.changes.is_empty()
            && self.entities.is_empty()
            && self.names.is_empty()
            && self.languages.is_empty()
    }
}
