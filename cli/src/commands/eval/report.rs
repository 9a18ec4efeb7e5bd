//! Everything that a report on links says, whatever it is written as. Its members are those of the JSON; `docs/evaluating.md` lists them.

use std::collections::BTreeMap;

use exonym::eval::{Class, Error, Evaluation, Figure, Name, Pair, Share, Uses};
use exonym::gazetteer::Gazetteer;
use serde::{Deserialize, Serialize};

use super::compare::Comparison;
use super::gold::Names;
use crate::output::screen::safe;

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) dictionaries: Dictionaries,
    pub(super) files: Vec<FileReport>,
    /// Of tasks that several files share.
    pub(super) tasks: Vec<TaskReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) without: Vec<Without>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) comparison: Option<Comparison>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fit: Option<Fit>,
}

#[derive(Debug, Serialize)]
pub(super) struct Dictionaries {
    /// Which it is, as `annotate --with-version` writes it.
    pub(super) gazetteer: String,
    pub(super) entities: usize,
    pub(super) names: usize,
}

/// What came of one file.
#[derive(Debug, Serialize)]
pub(super) struct FileReport {
    /// As it was typed.
    pub(super) file: String,
    pub(super) task: String,
    pub(super) documents: u64,
    /// Those whose gold has everything.
    pub(super) exhaustive: u64,
    pub(super) text_bytes: u64,
    pub(super) figures: Figures,
    /// By class.
    pub(super) counts: BTreeMap<&'static str, u64>,
    pub(super) reliability: ReliabilityReport,
    pub(super) unknown: Vec<Unknown>,
    pub(super) confusions: Vec<Confusion>,
    pub(super) entities: Vec<EntityRow>,
    pub(super) names: Vec<NameRow>,
    pub(super) errors: Vec<ErrorRow>,
}

/// What came of all files of one task.
#[derive(Debug, Serialize)]
pub(super) struct TaskReport {
    pub(super) task: String,
    pub(super) files: u64,
    pub(super) documents: u64,
    pub(super) figures: Figures,
    pub(super) reliability: ReliabilityReport,
}

/// Figures by their names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Figures(pub(super) BTreeMap<String, FigureReport>);

/// A figure: fractions, and the counts that they are made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct FigureReport {
    /// Not there where the figure is an accuracy; null where it cannot be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recall: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recall_of: Option<[u64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) precision: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) precision_of: Option<[u64; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) f1: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) accuracy: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) accuracy_of: Option<[u64; 2]>,
}

#[derive(Debug, Serialize)]
pub(super) struct ReliabilityReport {
    /// By how much score and share differ on average.
    pub(super) error: f64,
    pub(super) bins: Vec<BinRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct BinRow {
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) links: u64,
    pub(super) right: u64,
    pub(super) share: f64,
    /// On average, of 1.
    pub(super) score: f64,
}

/// An entity of the gold that no dictionary has.
#[derive(Debug, Serialize)]
pub(super) struct Unknown {
    pub(super) entity: String,
    pub(super) mentions: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Confusion {
    pub(super) gold: String,
    pub(super) predicted: String,
    pub(super) mentions: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct EntityRow {
    pub(super) entity: String,
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) uses: UsesRow,
}

#[derive(Debug, Serialize)]
pub(super) struct NameRow {
    pub(super) entity: String,
    pub(super) name: String,
    /// Whether the dictionaries have it as a name of the entity.
    pub(super) known: bool,
    #[serde(flatten)]
    pub(super) uses: UsesRow,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct UsesRow {
    pub(super) right: u64,
    pub(super) wrong: u64,
    pub(super) missed: u64,
}

/// Something that went wrong.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ErrorRow {
    pub(super) class: String,
    pub(super) document: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) predicted: Option<PredictedRow>,
    pub(super) gold: Option<String>,
    /// What is defined, where definitions are asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) definition: Option<DefinitionRow>,
    pub(super) before: String,
    pub(super) after: String,
    /// The sentence around it, for the page.
    #[serde(skip)]
    pub(super) sentence: (String, String),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PredictedRow {
    pub(super) entity: String,
    /// The name that was matched, as the dictionary writes it.
    pub(super) name: String,
    pub(super) score: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct DefinitionRow {
    pub(super) short: String,
    pub(super) long: String,
}

/// The figures without one kind of evidence.
#[derive(Debug, Serialize)]
pub(super) struct Without {
    pub(super) without: String,
    pub(super) files: Vec<FileFigures>,
}

/// The figures of a file under other circumstances.
#[derive(Debug, Serialize)]
pub(super) struct FileFigures {
    pub(super) file: String,
    pub(super) task: String,
    pub(super) figures: Figures,
    pub(super) changes: Vec<Change>,
}

/// What the gold teaches, and what it is worth.
#[derive(Debug, Default, Serialize)]
pub(super) struct Fit {
    /// Where it is written; null where there is nothing to write.
    pub(super) folder: Option<String>,
    pub(super) names: Vec<FitName>,
    /// With all of it, on the texts that it was learned from.
    pub(super) after: Vec<FileFigures>,
    /// Each text with what the other parts of the gold teach.
    pub(super) held_out: Vec<FileFigures>,
}

/// What is proposed of a name.
#[derive(Debug, Serialize)]
pub(super) struct FitName {
    pub(super) entity: String,
    pub(super) name: String,
    pub(super) prior: Option<FitPrior>,
    pub(super) cues: Option<FitCues>,
    /// The rule that forbids it.
    pub(super) refused: Option<String>,
    /// The same as people read it.
    #[serde(skip)]
    pub(super) says: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct FitPrior {
    pub(super) old: u16,
    pub(super) new: u16,
    /// How often the entity is meant, another one that the name may mean, and none of them.
    pub(super) right: u64,
    pub(super) other: u64,
    pub(super) none: u64,
    /// Only where nothing but priors speaks was counted.
    pub(super) alone: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct FitCues {
    #[serde(rename = "for")]
    pub(super) speak_for: Vec<String>,
    #[serde(rename = "against")]
    pub(super) speak_against: Vec<String>,
    /// How often the name is decided rightly in texts that cues were not learned from, without and with them.
    pub(super) without: u64,
    pub(super) with: u64,
    pub(super) of: u64,
}

/// A fraction that is another than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Change {
    pub(super) figure: String,
    /// `precision`, `recall`, `f1`, `accuracy`
    pub(super) measure: &'static str,
    pub(super) old: Option<f64>,
    pub(super) new: Option<f64>,
    /// New less old, where both are known.
    #[serde(rename = "change")]
    pub(super) by: Option<f64>,
}

/// As fractions are written: four digits.
pub(super) fn rounded(fraction: f64) -> f64 {
    (fraction * 1e4).round() / 1e4
}

impl Report {
    pub(super) fn new(gazetteer: &Gazetteer, files: &[String], evaluations: &[Evaluation]) -> Self {
        let mut sums: BTreeMap<_, (u64, Evaluation)> = BTreeMap::new();
        for evaluation in evaluations {
            let empty = || (0, Evaluation::new(evaluation.task));
            let (count, sum) = sums.entry(evaluation.task).or_insert_with(empty);
            *count += 1;
            sum.merge(evaluation);
        }
        let reports = files.iter().zip(evaluations);
        let shared = sums.into_iter().filter(|(_, (files, _))| *files > 1);
        Self {
            dictionaries: Dictionaries {
                gazetteer: format!("{:016x}", gazetteer.fingerprint()),
                entities: gazetteer.entity_count(),
                names: gazetteer.alias_count(),
            },
            files: reports.map(|(file, it)| FileReport::new(gazetteer, file, it)).collect(),
            tasks: shared
                .map(|(task, (files, sum))| TaskReport {
                    task: task.as_str().to_owned(),
                    files,
                    documents: sum.documents,
                    figures: Figures::of(&sum),
                    reliability: ReliabilityReport::of(&sum),
                })
                .collect(),
            without: Vec::new(),
            comparison: None,
            fit: None,
        }
    }

    /// The figures of another report on the same files, beside these.
    pub(super) fn beside(&self, other: Self) -> Vec<FileFigures> {
        let files = self.files.iter().zip(other.files).map(|(here, there)| FileFigures {
            file: here.file.clone(),
            task: here.task.clone(),
            changes: here.figures.changes(&there.figures),
            figures: there.figures,
        });
        files.collect()
    }

    /// The earlier report that it is compared with.
    pub(super) fn old_name(&self) -> &str {
        self.comparison.as_ref().map_or("", |comparison| &comparison.old)
    }

    /// Tells which entities of the gold count for nothing, since no dictionary has them.
    pub(super) fn tell_unknown(&self, names: &Names<'_>) {
        let mut unknown = self.files.iter().filter(|file| !file.unknown.is_empty()).peekable();
        if unknown.peek().is_none() {
            return;
        }
        for file in unknown {
            let mentions: u64 = file.unknown.iter().map(|one| one.mentions).sum();
            let (name, entities, first) = (&file.file, file.unknown.len(), file.first_unknown());
            eprintln!(
                "exonym: {name}: no dictionary has these entities of the gold ({entities}, with {mentions} mentions): {first}"
            );
        }
        let mut all = self.files.iter().flat_map(|file| &file.unknown);
        let example = all.find_map(|one| names.likely(&one.entity));
        let example = example.unwrap_or_else(|| "--map ID=ENTITY".to_owned());
        eprintln!("  help: say which they are ({example}), or add them to a dictionary");
    }

    /// Tells what was learned, so that nothing is written unseen.
    pub(super) fn tell_fit(&self) {
        let Some(fit) = &self.fit else { return };
        for name in &fit.names {
            for line in name.lines() {
                eprintln!("exonym: {line}");
            }
        }
        if fit.folder.is_none() {
            eprintln!("exonym: nothing is learned that could be written");
        }
    }
}

impl FitName {
    /// `“us”, country/us: prior 650 → 480: …`
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let Self { entity, name, refused, says, .. } = self;
        let refused = refused.as_ref().map(|rule| format!(" (not written: {rule})"));
        let refused = refused.unwrap_or_default();
        says.iter().map(move |says| format!("“{}”, {entity}: {}{refused}", safe(name), safe(says)))
    }
}

impl FileReport {
    fn new(gazetteer: &Gazetteer, file: &str, evaluation: &Evaluation) -> Self {
        let id = |entity| gazetteer.entity(entity).id().into_owned();
        let mut unknown: Vec<_> = evaluation
            .unknown
            .iter()
            .map(|(entity, &mentions)| Unknown { entity: entity.clone(), mentions })
            .collect();
        unknown.sort_by_key(|one| std::cmp::Reverse(one.mentions));
        let confusions = evaluation.confusions().into_iter();
        let entities = evaluation.entities.iter().map(|(&entity, &uses)| EntityRow {
            entity: id(entity),
            name: gazetteer.entity(entity).name().to_owned(),
            uses: uses.into(),
        });
        let names = evaluation.names.iter().map(|((entity, name), &uses)| {
            let (name, known) = match name {
                Name::Alias(name) => (name.clone(), true),
                Name::Words(words) => (words.clone(), false),
            };
            NameRow { entity: id(*entity), name, known, uses: uses.into() }
        });
        let (mut entities, mut names): (Vec<_>, Vec<_>) = (entities.collect(), names.collect());
        entities.sort_by_key(|row| row.uses.rank());
        names.sort_by_key(|row| row.uses.rank());
        Self {
            file: file.to_owned(),
            task: evaluation.task.as_str().to_owned(),
            documents: evaluation.documents,
            exhaustive: evaluation.exhaustive,
            text_bytes: evaluation.text_bytes,
            figures: Figures::of(evaluation),
            counts: Class::ALL.map(|class| (class.as_str(), evaluation.counts[class])).into(),
            reliability: ReliabilityReport::of(evaluation),
            unknown,
            confusions: confusions
                .map(|(gold, found, mentions)| Confusion {
                    gold: gold.to_owned(),
                    predicted: id(found),
                    mentions,
                })
                .collect(),
            entities,
            names,
            errors: evaluation.errors.iter().map(|error| ErrorRow::of(gazetteer, error)).collect(),
        }
    }

    /// Some entities that no dictionary has, the most frequent first.
    fn first_unknown(&self) -> String {
        const MOST: usize = 5;
        let first = self.unknown.iter().take(MOST);
        let mut first: Vec<_> =
            first.map(|Unknown { entity, mentions }| format!("{entity} ({mentions})")).collect();
        if self.unknown.len() > MOST {
            first.push("…".to_owned());
        }
        first.join(", ")
    }

    pub(super) fn errors_of(&self, class: Class) -> impl Iterator<Item = &ErrorRow> {
        self.errors.iter().filter(move |error| error.class == class.as_str())
    }
}

impl ErrorRow {
    fn of(gazetteer: &Gazetteer, error: &Error) -> Self {
        let predicted = error.predicted.map(|predicted| PredictedRow {
            entity: gazetteer.entity(predicted.entity).id().into_owned(),
            name: gazetteer.alias(predicted.alias).text().to_owned(),
            score: predicted.score,
        });
        let excerpt = &error.excerpt;
        Self {
            class: error.class.as_str().to_owned(),
            document: error.document.clone(),
            start: error.span.start,
            end: error.span.end,
            text: excerpt.words.clone(),
            predicted,
            gold: error.gold.as_ref().map(|gold| gold.written.clone()),
            definition: error.definition.as_ref().map(|Pair { short, long }| DefinitionRow {
                short: short.clone(),
                long: long.clone(),
            }),
            before: excerpt.before.clone(),
            after: excerpt.after.clone(),
            sentence: (excerpt.sentence_before.clone(), excerpt.sentence_after.clone()),
        }
    }

    /// What was found, and what should have been.
    pub(super) fn verdicts(&self) -> String {
        if let Some(DefinitionRow { short, long }) = &self.definition {
            return format!("{short} = {long}");
        }
        let found = self.predicted.as_ref().map(|predicted| predicted.entity.as_str());
        let gold = self.gold.as_deref().filter(|gold| !gold.is_empty());
        match (found, gold) {
            (Some(found), Some(gold)) => format!("{found}, not {gold}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => String::new(),
        }
    }

    /// What makes it the same error in two reports.
    pub(super) fn identity(&self) -> impl Ord + use<> {
        let found = self.predicted.as_ref().map(|predicted| predicted.entity.clone());
        let words = (self.text.clone(), found, self.gold.clone(), self.definition.clone());
        (self.document.clone(), self.start, self.end, self.class.clone(), words)
    }
}

impl Figures {
    fn of(evaluation: &Evaluation) -> Self {
        let figures = evaluation.figures().into_iter();
        Self(figures.map(|it| (it.name.to_owned(), FigureReport::of(&it))).collect())
    }

    /// In the order in which people read them.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &FigureReport)> {
        let mut rows: Vec<_> =
            self.0.iter().map(|(name, figure)| (name.as_str(), figure)).collect();
        rows.sort_by_key(|&(name, _)| match name {
            "lenient" => 1,
            "endings" => 2,
            _ => 0,
        });
        rows.into_iter()
    }

    /// The fractions that differ.
    pub(super) fn changes(&self, new: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        let none = FigureReport::default();
        let mut names: Vec<_> = self.0.keys().chain(new.0.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let of = |figures: &Self| figures.0.get(name).unwrap_or(&none).measures();
            for ((measure, old), (_, new)) in of(self).into_iter().zip(of(new)) {
                if old != new {
                    let by = old.zip(new).map(|(old, new)| rounded(new - old));
                    changes.push(Change { figure: name.clone(), measure, old, new, by });
                }
            }
        }
        changes
    }
}

impl FigureReport {
    fn of(figure: &Figure) -> Self {
        let value = |share: Option<Share>| share.map(|share| rounded(share.value()));
        let counts = |share: Option<Share>| share.map(|share| [share.part, share.whole]);
        Self {
            precision: value(figure.precision),
            precision_of: counts(figure.precision),
            recall: value(figure.recall),
            recall_of: counts(figure.recall),
            f1: figure.f1().map(rounded),
            accuracy: value(figure.accuracy),
            accuracy_of: counts(figure.accuracy),
        }
    }

    /// Its fractions by their names.
    pub(super) const fn measures(&self) -> [(&'static str, Option<f64>); 4] {
        [
            ("precision", self.precision),
            ("recall", self.recall),
            ("f1", self.f1),
            ("accuracy", self.accuracy),
        ]
    }
}

impl ReliabilityReport {
    fn of(evaluation: &Evaluation) -> Self {
        let bins = evaluation.reliability.bins().map(|bin| BinRow {
            from: bin.from,
            to: bin.to,
            links: bin.right.whole,
            right: bin.right.part,
            share: rounded(bin.right.value()),
            score: rounded(bin.score.value()),
        });
        Self { error: rounded(evaluation.reliability.error()), bins: bins.collect() }
    }
}

impl From<Uses> for UsesRow {
    fn from(Uses { right, wrong, missed }: Uses) -> Self {
        Self { right, wrong, missed }
    }
}

impl UsesRow {
    /// What has most errors stands first, then what is most frequent.
    fn rank(self) -> impl Ord {
        std::cmp::Reverse((self.wrong + self.missed, self.right))
    }

    pub(super) const fn has_errors(self) -> bool {
        self.wrong + self.missed > 0
    }
}
