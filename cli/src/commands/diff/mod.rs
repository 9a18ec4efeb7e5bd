//! `exonym diff`: what a change of the dictionaries does to texts, before it is merged.

mod characters;
mod collect;
mod figures;
mod html;
mod json;
mod limits;
mod markdown;
mod meaning;
mod report;
mod text;
mod unmatched;

use std::io::stdout;
use std::sync::Arc;

use exonym::Annotator;
use exonym::diagnostic::{Diagnostic, Severity};
use exonym::dictionary::{Dictionary, read};
use exonym::diff::{DiffBuffers, Differ, Place, Tally, Text};
use exonym::gazetteer::Gazetteer;
use exonym::lint::unusable_names;

use self::report::Source;
use crate::annotate::{Document, Settings};
use crate::args::{DiffArgs, DiffFormat};
use crate::dictionaries::over_languages;
use crate::failure::{Failure, Outcome};
use crate::git;
use crate::out::hand_on;
use crate::run::{inputs, outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &DiffArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = inputs(&args.corpus, &args.reading)?;
    let old = Side::load(&args.old, Role::Old, manner)?;
    let new = Side::load(&args.new, Role::New, manner)?;
    let differ = Differ::new(old.annotator.clone(), new.annotator.clone());
    let settings = Settings::of(&args.text);
    let (mut tally, mut number) = (Tally::default(), 0);
    let summary = over_records(
        inputs,
        args.reading.threads,
        manner,
        &mut std::io::sink(),
        <(Document, DiffBuffers)>::default,
        |record, (document, buffers), _| {
            document.read(record);
            let (document, text) = (&*document, document.text(record));
            let place = |span| Place {
                record: record.id.clone().unwrap_or_default(),
                field: record.fields[document.place(span).0].name.clone(),
            };
            let context = settings.context_of(record);
            let text = Text { text, context: &context, place: &place };
            if args.full {
                differ.diff_in_full(&text, buffers)
            } else {
                differ.diff(&text, buffers)
            }
        },
        |part| {
            tally.merge(part.at(number));
            number += 1;
        },
    )?;
    let report = collect::report(&differ, (&old, &new), &tally, args.budget.as_ref());
    let mut page = Vec::new();
    match args.format {
        DiffFormat::Text => text::write(&report, manner.color.holds_for(&stdout()), &mut page),
        DiffFormat::Markdown => markdown::write(&report, &mut page),
        DiffFormat::Html => html::write(&report, &mut page),
        DiffFormat::Json => json::write(&report, &mut page),
    }
    hand_on(&mut stdout(), &page)?;
    if manner.verbose {
        eprintln!("{} texts, {} of them annotated twice", tally.texts, tally.annotated);
    }
    let exceeded = report.budget.as_ref().filter(|budget| !budget.kept);
    if let Some(budget) = exceeded {
        eprintln!("exonym: the change does more than the budget allows: {}", budget.excess());
        eprintln!("  help: {}", budget.cure());
    }
    Ok(match outcome(&summary) {
        Outcome::Done if exceeded.is_some() || new.has_errors => Outcome::Told,
        outcome => outcome,
    })
}

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Old,
    New,
}

/// Dictionaries, read and compiled.
struct Side {
    source: Source,
    dictionary: Dictionary,
    annotator: Annotator,
    has_errors: bool,
}

impl Side {
    /// Loads what somebody named. Errors are shown and do not stop it while there is something to compile.
    fn load(name: &str, role: Role, manner: Manner) -> Result<Self, Failure> {
        let layer = git::open(name)?;
        let files = layer.files.len() + layer.problems.len();
        let reading = read(&over_languages(vec![layer]));
        let mut problems = reading.diagnostics;
        problems.extend(unusable_names(&reading.dictionary));
        // Nobody can mend what was.
        problems.retain(|one| role == Role::New || one.severity == Severity::Error);
        let has_errors = problems.iter().any(|one: &Diagnostic| one.severity == Severity::Error);
        if has_errors || !(manner.quiet || problems.is_empty()) {
            manner.show(&problems, files);
        }
        if has_errors && reading.dictionary.entities.is_empty() {
            return Err(Failure::new(
                format!("{name}: nothing of it can be read"),
                "mend the errors above, or name dictionaries",
            ));
        }
        let gazetteer = Gazetteer::compile(&reading.dictionary).map_err(|error| {
            Failure::new(format!("{name}: {error}"), "`exonym check` shows every error")
        })?;
        if has_errors {
            let more = match role {
                Role::Old => "they are passed over",
                Role::New => "`exonym check` shows them, and runs the tests",
            };
            eprintln!(
                "exonym: {name} has errors; what could be read of it is compared, and {more}"
            );
        }
        let source = Source {
            name: name.to_owned(),
            entities: gazetteer.entity_count(),
            names: gazetteer.alias_count(),
        };
        let annotator = Annotator::new(Arc::new(gazetteer));
        Ok(Self { source, dictionary: reading.dictionary, annotator, has_errors })
    }
}
