//! `exonym bench`: how fast the engine is on somebody's own texts.

mod course;
mod report;

use std::hint::black_box;
use std::io::{sink, stdout};
use std::time::Instant;

use self::course::{Course, Rival, Text};
use self::report::{Report, Speed, peak_memory_mb};
use crate::annotate::{Document, Settings};
use crate::args::BenchArgs;
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::run::{crew, inputs, outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &BenchArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = inputs(&args.input.files, &args.input.reading)?;
    let annotator = dictionaries::annotator(&args.dictionary.dictionaries, manner)?;
    let settings = Settings::default();
    let mut texts = Vec::new();
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut sink(),
        Document::default,
        |record, document, _| Text {
            text: document.read(record).to_owned(),
            context: settings.context_of(record),
        },
        |text| texts.push(text),
    )?;
    let crew = crew(args.input.reading.threads)?;
    let course = Course::new(&annotator, &crew, &texts);
    if course.text_bytes == 0 {
        return Err(Failure::new(
            "there is no text to measure with",
            "give a corpus of some megabytes",
        ));
    }

    // The first round warms everything up and is not measured.
    let found = course.annotate();
    let peak_memory_mb = peak_memory_mb();
    let rival = args.compare.then(|| Rival::new(&annotator, &texts));
    let difference = rival.as_ref().and_then(|rival| course.difference(rival));

    let (mut fold, mut scan) = (Vec::new(), Vec::new());
    let (mut annotate, mut reference) = (Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        fold.push(seconds(|| course.fold()));
        scan.push(seconds(|| course.scan()));
        annotate.push(seconds(|| course.annotate()));
        if let Some(rival) = &rival {
            reference.push(seconds(|| course.scan_with(rival)));
        }
    }
    let gazetteer = annotator.gazetteer();
    let speed = |seconds: Vec<f64>| Speed::of(course.text_bytes, seconds);
    let report = Report {
        texts: texts.len(),
        text_bytes: course.text_bytes,
        entities: gazetteer.entity_count(),
        names: gazetteer.alias_count(),
        keys: gazetteer.key_count(),
        threads: crew.threads(),
        rounds: args.rounds,
        fold: speed(fold),
        scan: speed(scan),
        annotate: speed(annotate),
        found,
        peak_memory_mb,
        reference: rival.is_some().then(|| speed(reference)),
        difference,
    };
    let has_difference = report.difference.is_some();
    report.write(args.format, &mut stdout().lock()).map_err(|error| Failure::output(&error))?;
    Ok(if has_difference { Outcome::Told } else { outcome(&summary) })
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    black_box(work());
    started.elapsed().as_secs_f64().max(1e-9)
}
