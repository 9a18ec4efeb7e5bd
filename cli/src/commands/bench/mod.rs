//! `exonym bench`: how fast the engine is on somebody's own texts.

mod course;
mod lines;
mod report;

use std::hint::black_box;
use std::io::{sink, stdout};
use std::time::Instant;

use self::course::{Course, Mode, Rival, Text};
use self::lines::Lines;
use self::report::{Report, Rivalry, Speed, forget_peak_memory, median, peak_memory_mb};
use crate::annotate::{Document, Settings};
use crate::args::BenchArgs;
use crate::batch::Crew;
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::record::Original;
use crate::run::{crew, inputs, outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &BenchArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = inputs(&args.input.files, &args.input.reading)?;
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let settings = Settings::default();
    let (mut texts, mut lines) = (Vec::new(), Some(String::new()));
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut sink(),
        Document::default,
        |record, document, _| {
            let text = Text {
                text: document.read(record).to_owned(),
                context: settings.context_of(record),
            };
            let line = match &record.original {
                Original::JsonLine(line) => Some(line.text.clone()),
                Original::Text | Original::Columns(_) => None,
            };
            (text, line)
        },
        |(text, line)| {
            texts.push(text);
            lines = lines.take().zip(line).map(|(lines, line)| lines + &line + "\n");
        },
    )?;
    let crew = crew(args.input.reading.threads)?;
    let lines = lines.map(|lines| Lines::new(lines, args.input.reading.options()));
    let course = Course::new(&annotator, &crew, &texts);
    if course.text_bytes == 0 {
        return Err(Failure::new(
            "there is no text to measure with",
            "give a corpus of some megabytes",
        ));
    }

    // Reading the dictionaries and the corpus may have taken more.
    let has_own_peak = forget_peak_memory();
    // The first round warms everything up and is not measured.
    let found = course.annotate();
    if let Some(lines) = &lines {
        lines.annotate(&annotator, &crew);
    }
    let peak_memory_mb = peak_memory_mb();
    let rival = args.compare.then(|| Rival::new(&annotator, &texts));
    let difference = rival.as_ref().and_then(|rival| course.difference(rival));

    let (mut fold, mut scan) = (Vec::new(), Vec::new());
    let (mut annotate, mut references) = (Vec::new(), Mode::ALL.map(|_| Vec::new()));
    let (mut json, mut pipeline) = (Vec::new(), Vec::new());
    let (mut alone, mut control) = (Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        fold.push(seconds(|| course.fold()));
        scan.push(seconds(|| course.scan()));
        annotate.push(seconds(|| course.annotate()));
        if let Some(lines) = &lines {
            json.push(seconds(|| course.rewrite(lines)));
            pipeline.push(seconds(|| lines.annotate(&annotator, &crew)));
            if args.scaling {
                alone.push(seconds(|| lines.annotate(&annotator, &Crew::Caller)));
            }
            let one = seconds(|| Crew::Caller.each(arithmetic));
            let all = seconds(|| crew.each(arithmetic));
            control.push(f64::from(crew.threads() as u32) * one / all);
        }
        if let Some(rival) = &rival {
            for (mode, times) in Mode::ALL.into_iter().zip(&mut references) {
                times.push(seconds(|| course.scan_with(rival, mode)));
            }
        }
    }
    let gazetteer = annotator.gazetteer();
    let speed = |seconds: Vec<f64>| Speed::of(course.text_bytes, seconds);
    let measured = |seconds: Vec<f64>| (!seconds.is_empty()).then(|| speed(seconds));
    let has_control = crew.threads() > 1 && !control.is_empty();
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
        json: measured(json),
        pipeline: measured(pipeline),
        pipeline_one_thread: measured(alone),
        control: has_control.then(|| median(control)),
        found,
        peak_memory_mb,
        has_own_peak,
        rivals: rival.map(|rival| Rivalry {
            modes: Mode::ALL,
            speeds: references.map(speed),
            missed: Mode::ALL.map(|mode| course.missed(&rival, mode)),
            difference,
        }),
    };
    let has_difference = report.rivals.as_ref().is_some_and(|rivals| rivals.difference.is_some());
    report.write(args.format, &mut stdout().lock()).map_err(|error| Failure::output(&error))?;
    Ok(if has_difference { Outcome::Told } else { outcome(&summary) })
}

/// A loop that needs nothing but a processor.
fn arithmetic() -> u64 {
    (0..black_box(20_000_000))
        .fold(1, |sum: u64, step| sum.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ step)
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    black_box(work());
    started.elapsed().as_secs_f64().max(1e-9)
}
