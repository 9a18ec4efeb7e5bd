//! `exonym eval`: how good the links are, on texts whose mentions people have marked.

mod ablation;
mod compare;
mod gold;
mod html;
mod json;
mod report;
mod text;

use std::collections::BTreeSet;
use std::io::stdout;
use std::sync::atomic::{AtomicUsize, Ordering};

use exonym::definitions::{Phrases, find};
use exonym::eval::{Evaluation, Prediction, Task};
use exonym::gazetteer::EntityIndex;
use exonym::resolve::Context;
use exonym::{Annotator, Buffers};

use self::gold::{Gold, Names};
use self::report::Report;
use crate::annotate::Settings;
use crate::args::{EvalArgs, EvalFormat};
use crate::batch::Crew;
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::run::crew;
use crate::terminal::Manner;

pub fn run(args: &EvalArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = args.gold.iter().map(|file| gold::open(file, args));
    let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
    let old = args.compare.as_deref().map(compare::read).transpose()?;
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let names = Names::new(annotator.gazetteer(), &args.map)?;
    let settings = Settings::of(args.lang.clone(), args.as_of).asking(args.min_score);
    let golds: Vec<_> =
        inputs.into_iter().map(|inputs| gold::read(inputs, &names, &settings)).collect();
    if golds.iter().all(|gold| gold.documents.is_empty()) {
        return Err(Failure::new(
            "there is no gold to measure with",
            "give JSON Lines of texts with their mentions; docs/evaluating.md says how they look",
        ));
    }
    let course = Course {
        annotator: &annotator,
        phrases: Phrases::of(annotator.gazetteer().languages()),
        crew: crew(args.threads)?,
        tasks: golds
            .iter()
            .map(|gold| args.task.unwrap_or_else(|| Task::guess(&gold.documents)))
            .collect(),
        asked: asked(&golds, &names),
        golds: &golds,
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
    let mut page = Vec::new();
    match args.format {
        EvalFormat::Text => text::write(&report, manner.color.holds_for(&stdout()), &mut page),
        EvalFormat::Html => html::write(&report, &mut page),
        EvalFormat::Json => json::write(&report, &mut page),
    }
    hand_on(&mut stdout(), &page)?;
    if !manner.quiet {
        report.tell_unknown(&names);
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
struct Course<'c> {
    annotator: &'c Annotator,
    phrases: Phrases,
    crew: Crew,
    golds: &'c [Gold],
    /// One for each of them.
    tasks: Vec<Task>,
    asked: BTreeSet<EntityIndex>,
}

impl Course<'_> {
    /// Annotates all texts, in what becomes of their contexts, and holds the links to the gold of each file.
    fn run(&self, alter: impl Fn(&Context) -> Context + Sync) -> Vec<Evaluation> {
        let evaluate = |(gold, &task): (&Gold, &Task)| {
            let mut evaluation = Evaluation::new(task).asking(self.asked.iter().copied());
            if task == Task::Acronyms {
                for document in &gold.documents {
                    let found = find(&document.text, &self.phrases).into_iter();
                    evaluation.add_definitions(document, found.map(|it| (it.short, it.long)));
                }
                return evaluation;
            }
            let predictions = self.predictions(gold, &alter);
            for (document, predictions) in gold.documents.iter().zip(&predictions) {
                evaluation.add(self.annotator.gazetteer(), document, predictions);
            }
            evaluation
        };
        self.golds.iter().zip(&self.tasks).map(evaluate).collect()
    }

    /// What is found in each document, on all threads.
    fn predictions(
        &self,
        gold: &Gold,
        alter: &(impl Fn(&Context) -> Context + Sync),
    ) -> Vec<Vec<Prediction>> {
        let next = AtomicUsize::new(0);
        let parts = self.crew.each(|| {
            let (mut buffers, mut found) = (Buffers::default(), Vec::new());
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(document) = gold.documents.get(at) else { return found };
                let context = alter(&gold.contexts[at]);
                let links = self.annotator.annotate(&document.text, &context, &mut buffers);
                let gazetteer = self.annotator.gazetteer();
                let prediction = |link| Prediction::of(gazetteer, &document.text, link);
                found.push((at, links.iter().filter_map(prediction).collect()));
            }
        });
        let mut found: Vec<(usize, Vec<Prediction>)> = parts.into_iter().flatten().collect();
        found.sort_by_key(|&(at, _)| at);
        found.into_iter().map(|(_, predictions)| predictions).collect()
    }
}
