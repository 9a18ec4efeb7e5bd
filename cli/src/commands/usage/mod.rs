//! `exonym usage`: who calls an entity what, since when, how often, in the text's own voice or in quotation.

mod chart;
mod collect;
mod csv;
mod html;
mod json;
mod report;
mod text;

use std::io::stdout;

use exonym::Buffers;
use exonym::usage::{Counter, Place, Tally, Text};

use self::report::Report;
use crate::annotate::{Document, Settings, reading};
use crate::args::{UsageArgs, UsageFormat};
use crate::dictionaries;
use crate::entity_id::entity_of;
use crate::failure::{Failure, Outcome};
use crate::input::{InputOptions, Inputs};
use crate::out::hand_on;
use crate::run::{outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &UsageArgs, manner: Manner) -> Result<Outcome, Failure> {
    let options = InputOptions { source_field: args.by.clone(), ..args.input.reading.options() };
    let inputs = Inputs::new(args.input.files.clone(), options)?;
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let gazetteer = annotator.gazetteer();
    let mut asked = Vec::new();
    for id in &args.entities {
        let entity = entity_of(gazetteer, id)
            .map_err(|(message, help)| Failure::new(format!("--entity: {message}"), help))?;
        if !asked.contains(&entity.index()) {
            asked.push(entity.index());
        }
    }
    let settings = Settings::new(&args.context);
    if !manner.quiet
        && let Some(unknown) = settings.unknown_choice(gazetteer)
    {
        eprintln!("exonym: {unknown}");
    }
    let counter = Counter::new(annotator.clone(), asked.iter().copied(), args.over, args.examples);
    let (mut tally, mut number) = (Tally::new(args.examples), 0);
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut std::io::sink(),
        <(Document, Buffers)>::default,
        |record, (document, buffers), _| {
            document.read(record);
            let (document, text) = (&*document, document.text(record));
            let place = |span| {
                let (field, span) = document.place(span);
                Place { field: record.fields[field].name.clone(), span }
            };
            let text = Text {
                text,
                context: &settings.context_of(record),
                source: record.source.as_deref(),
                record: record.id.as_deref(),
                place: &place,
                wants: &|candidate| settings.wants(&reading(&annotator, *candidate)),
            };
            counter.count(&text, buffers)
        },
        |part| {
            number += 1;
            tally.merge(part.at(number));
        },
    )?;
    let by = args.by.as_ref().map(|path| path.text.clone());
    let report = collect::report(gazetteer, &asked, &tally, by, args.over);
    let mut page = Vec::new();
    match args.format {
        UsageFormat::Text => text::write(&report, manner.color.holds_for(&stdout()), &mut page),
        UsageFormat::Json => json::write(&report, &mut page),
        UsageFormat::Csv => csv::write(&report, &mut page),
        UsageFormat::Html => html::write(&report, &mut page),
    }
    hand_on(&mut stdout(), &page)?;
    if !manner.quiet {
        tell_unknown(&report, args);
    }
    Ok(outcome(&summary))
}

/// Texts of which something is not known, which stand under a heading of their own.
fn tell_unknown(report: &Report, args: &UsageArgs) {
    let all = report.texts;
    let help = if args.input.reading.date_field.is_none() {
        "; --date FIELD names the field that has it"
    } else {
        ""
    };
    if report.undated > 0 {
        eprintln!("exonym: {} of {all} texts have no date that can be read{help}", report.undated);
    }
    if let (Some(by), 1..) = (&report.by, report.without_source) {
        eprintln!("exonym: {} of {all} texts have no `{by}`", report.without_source);
    }
}
