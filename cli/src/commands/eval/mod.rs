//! `exonym eval`: how good the links are, on texts whose mentions people have marked.

mod ablation;
mod compare;
mod fit;
mod gold;
mod html;
mod json;
mod layer;
mod report;
mod text;

use std::collections::BTreeSet;
use std::io::stdout;
use std::sync::atomic::{AtomicUsize, Ordering};

use exonym::definitions::{Phrases, find};
use exonym::eval::{Document, Evaluation, Prediction, Task};
use exonym::gazetteer::EntityIndex;
use exonym::resolve::{Context, Link};
use exonym::{Annotator, Buffers};

use self::gold::{Gold, Names};
use self::report::Report;
use crate::annotate::Settings;
use crate::args::{EvalArgs, EvalFormat};
use crate::batch::Crew;
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::patches;
use crate::run::crew;
use crate::terminal::Manner;

pub fn run(args: &EvalArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = args.gold.iter().map(|file| gold::open(file, args));
    let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
    let old = args.compare.as_deref().map(compare::read).transpose()?;
    if let Some(folder) = &args.fit {
        patches::refuse_folder(folder)?;
    }
    let gazetteer = dictionaries::gazetteer(&args.dictionary, manner)?;
    let annotator = Annotator::new(gazetteer.clone());
    let names = Names::new(annotator.gazetteer(), &args.map)?;
    let settings = Settings::judging(&args.verdicts);
    let golds: Vec<_> =
        inputs.into_iter().map(|inputs| gold::read(inputs, &names, &settings)).collect();
    if golds.iter().all(|gold| gold.documents.is_empty()) {
        return Err(Failure::new(
            "there is no gold to measure with",
            "give JSON Lines of texts with their mentions; docs/evaluating.md says how they look",
        ));
    }
    let tasks: Vec<_> = golds
        .iter()
        .map(|gold| args.task.unwrap_or_else(|| Task::guess(&gold.documents)))
        .collect();
    let (crew, asked) = (crew(args.threads)?, asked(&golds, &names));
    let phrases = Phrases::of(annotator.gazetteer().languages());
    let course = Course {
        annotator: &annotator,
        phrases: &phrases,
        crew: &crew,
        golds: &golds,
        tasks: &tasks,
        asked: &asked,
    };
    let evaluations = course.run(Clone::clone);
    let mut report = Report::new(annotator.gazetteer(), &args.gold, &evaluations);
    report.without = ablation::rows(&report, &args.without, |name| {
        let without = |context: &Context| ablation::leave_out(context, name);
        ablation::leave_out(&Context::default(), name)?;
        let evaluations = course.run(|context| without(context).expect("asked above"));
        Ok(Report::new(annotator.gazetteer(), &args.gold, &evaluations))
    })?;
    report.comparison = old.map(|old| old.compare(&report));
    let patch = match &args.fit {
        Some(folder) => {
            let fitted = fit::run(course, &gazetteer, &report, args)?;
            report.fit = Some(fitted.report);
            Some((folder, fitted.files)).filter(|(_, files)| !files.is_empty())
        }
        None => None,
    };
    if let Some((folder, files)) = &patch {
        patches::write(files, folder, manner)?;
    }
    let mut page = Vec::new();
    match args.format {
        EvalFormat::Text => text::write(&report, manner.color.holds_for(&stdout()), &mut page),
        EvalFormat::Html => html::write(&report, &mut page),
        EvalFormat::Json => json::write(&report, &mut page),
    }
    hand_on(&mut stdout(), &page)?;
    if !manner.quiet {
        report.tell_unknown(&names);
        report.tell_fit();
    }
    let fell = report.comparison.as_ref().is_some_and(|comparison| comparison.fell);
    if fell {
        eprintln!("exonym: figures fell since {}", report.old_name());
    }
    let told = if fell { Outcome::Told } else { Outcome::Done };
    let outcomes = golds.iter().map(|gold| gold.outcome).chain([told]);
    Ok(outcomes.max_by_key(|outcome| *outcome as u8).unwrap_or(Outcome::Done))
}

/// The entities that `groups` asks about: those that ids are mapped to, or else all that the gold has beside states.
fn asked(golds: &[Gold], names: &Names<'_>) -> BTreeSet<EntityIndex> {
    let mapped: BTreeSet<_> = names.mapped().collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let documents = golds.iter().flat_map(|gold| &gold.documents);
    let mentions = documents.flat_map(|document| &document.mentions);
    let others = mentions.filter(|mention| !mention.meant.is_state_code());
    others.filter_map(|mention| mention.meant.entity).collect()
}

/// All that is measured with.
#[derive(Clone, Copy)]
struct Course<'c> {
    annotator: &'c Annotator,
    phrases: &'c Phrases,
    crew: &'c Crew,
    golds: &'c [Gold],
    /// One for each of them.
    tasks: &'c [Task],
    asked: &'c BTreeSet<EntityIndex>,
}

impl<'c> Course<'c> {
    /// Annotates all texts, in what becomes of their contexts, and holds the links to the gold of each file.
    fn run(&self, alter: impl Fn(&Context) -> Context + Sync) -> Vec<Evaluation> {
        self.run_on(|_| true, alter)
    }

    /// The same with some of the documents.
    fn run_on(
        &self,
        keeps: impl Fn(&Document) -> bool + Sync,
        alter: impl Fn(&Context) -> Context + Sync,
    ) -> Vec<Evaluation> {
        let evaluate = |(gold, &task): (&'c Gold, &Task)| {
            let mut evaluation = Evaluation::new(task).asking(self.asked.iter().copied());
            if task == Task::Acronyms {
                for document in gold.documents.iter().filter(|document| keeps(document)) {
                    let found = find(&document.text, self.phrases).into_iter();
                    evaluation.add_definitions(document, found.map(|it| (it.short, it.long)));
                }
                return evaluation;
            }
            let gazetteer = self.annotator.gazetteer();
            let predictions = self.links(gold, &keeps, &alter, |document, links| {
                let prediction = |link| Prediction::of(gazetteer, &document.text, link);
                (document, links.iter().filter_map(prediction).collect::<Vec<_>>())
            });
            for (document, predictions) in predictions {
                evaluation.add(gazetteer, document, &predictions);
            }
            evaluation
        };
        self.golds.iter().zip(self.tasks).map(evaluate).collect()
    }

    /// What is made of the links of some documents, on all threads, in the order of the file.
    fn links<T: Send>(
        &self,
        gold: &'c Gold,
        keeps: &(impl Fn(&Document) -> bool + Sync),
        alter: &(impl Fn(&Context) -> Context + Sync),
        of: impl Fn(&'c Document, &[Link]) -> T + Sync,
    ) -> Vec<T> {
        let next = AtomicUsize::new(0);
        let parts = self.crew.each(|| {
            let (mut buffers, mut made) = (Buffers::default(), Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(document) = gold.documents.get(at) else { return made };
                if keeps(document) {
                    let context = alter(&gold.contexts[at]);
                    let links = self.annotator.annotate(&document.text, &context, &mut buffers);
                    made.push((at, of(document, &links)));
                }
            }
        });
        let mut made: Vec<(usize, T)> = parts.into_iter().flatten().collect();
        made.sort_by_key(|&(at, _)| at);
        made.into_iter().map(|(_, one)| one).collect()
    }
}
