//! `exonym discover`: what texts could add to the dictionaries.

mod json;
mod patch;
mod report;
mod text;

use std::collections::BTreeSet;
use std::io::stdout;

use exonym::Annotator;
use exonym::discover::{DiscoverBuffers, Discoverer, Finding, Place, Sort, Tally, Text};
use exonym::gazetteer::Gazetteer;

use self::patch::{Patch, UNPLACED};
use self::report::Report;
use crate::annotate::{Document, Settings};
use crate::args::{DiscoverArgs, DiscoverFormat};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::patches;
use crate::run::{inputs, outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &DiscoverArgs, manner: Manner) -> Result<Outcome, Failure> {
    let format = format(args)?;
    if let Some(folder) = &args.output {
        patches::refuse_folder(folder)?;
    }
    let inputs = inputs(&args.input.files, &args.input.reading)?;
    let gazetteer = dictionaries::gazetteer(&args.dictionary, manner)?;
    if let Some(namespace) = &args.namespace {
        refuse_namespace(namespace, &gazetteer)?;
    }
    let discoverer = Discoverer::new(Annotator::new(gazetteer.clone()));
    let settings = Settings::of(&args.text);
    let (mut tally, mut number) = (Tally::default(), 0);
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut std::io::sink(),
        <(Document, DiscoverBuffers)>::default,
        |record, (document, buffers), _| {
            document.read(record);
            let (document, text) = (&*document, document.text(record));
            let place = |span| {
                let (field, span) = document.place(span);
                let field = record.fields[field].name.clone();
                Place { record: record.id.clone().unwrap_or_default(), field, span }
            };
            let context = settings.context_of(record);
            discoverer.read(&Text { text, context: &context, place: &place }, buffers)
        },
        |part| {
            tally.merge(part.at(number));
            number += 1;
        },
    )?;
    let findings = wanted(discoverer.findings(&tally, args.least), args);
    let mut report = Report::of(&gazetteer, &tally, findings, args);
    let patch = Patch::of(&gazetteer, &mut report, args)?;
    let mut page = Vec::new();
    match format {
        DiscoverFormat::Text => text::write(
            &report,
            args.most.unwrap_or(text::MOST_ROWS),
            manner.color.holds_for(&stdout()),
            &mut page,
        ),
        DiscoverFormat::Json => json::write(&report, &mut page),
        DiscoverFormat::Toml => {
            let file = args.namespace.as_ref().and_then(|namespace| patch.file(namespace));
            page.extend_from_slice(file.unwrap_or_default().as_bytes());
        }
    }
    if let Some(folder) = &args.output {
        patches::write(patch.files(), folder, manner)?;
    }
    hand_on(&mut stdout(), &page)?;
    Ok(outcome(&summary))
}

/// What standard output gets.
fn format(args: &DiscoverArgs) -> Result<DiscoverFormat, Failure> {
    match (args.format, &args.namespace) {
        (Some(DiscoverFormat::Toml), None) => Err(Failure::new(
            "a file of a dictionary has one namespace, and none is given",
            "name it with --namespace, or write a file for each with --output DIR",
        )),
        (Some(format), _) => Ok(format),
        (None, Some(_)) => Ok(DiscoverFormat::Toml),
        (None, None) => Ok(DiscoverFormat::Text),
    }
}

fn refuse_namespace(namespace: &str, gazetteer: &Gazetteer) -> Result<(), Failure> {
    let known: BTreeSet<String> = gazetteer
        .entities()
        .filter_map(|entity| Some(entity.id().split_once('/')?.0.to_owned()))
        .chain([UNPLACED.to_owned()])
        .collect();
    if known.contains(namespace) {
        return Ok(());
    }
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    Err(Failure::new(
        format!("`{namespace}` is no namespace of the dictionaries"),
        format!("these are: {known}"),
    ))
}

/// The findings of the sorts that are asked for, not more of each than are asked for. A report for people is cut when it is written.
fn wanted(findings: Vec<Finding>, args: &DiscoverArgs) -> Vec<Finding> {
    let mut counts = [0; Sort::ALL.len()];
    let is_wanted = |finding: &Finding| {
        let count = &mut counts[finding.sort as usize];
        *count += 1;
        (args.only.is_empty() || args.only.contains(&finding.sort))
            && args.most.is_none_or(|most| *count <= most)
    };
    findings.into_iter().filter(is_wanted).collect()
}
