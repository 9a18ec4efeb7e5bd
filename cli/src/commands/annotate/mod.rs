//! `exonym annotate`

mod deciding;

use std::io::{self, IsTerminal, stdout};
use std::path::Path;
use std::time::Instant;

use exonym::OffsetUnit;
use exonym::gazetteer::Gazetteer;

use self::deciding::{Deciding, Work};
use crate::annotate::{Scratch, Settings};
use crate::args::{AnnotateArgs, Offsets};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::input::{Added, InputOptions, Inputs, splice};
use crate::out::hand_on;
use crate::output::{Format, OutputOptions, Palette, Totals, brat, bulk};
use crate::record::{Record, Verdict};
use crate::run::{outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &AnnotateArgs, manner: Manner) -> Result<Outcome, Failure> {
    let mut out = stdout().lock();
    let format = args.format.unwrap_or(if args.brat_dir.is_some() {
        Format::Brat
    } else if stdout().is_terminal() {
        Format::Terminal
    } else {
        Format::Jsonl
    });
    if args.template {
        let pattern = args.index.as_deref().expect("--template requires --index");
        let options = OutputOptions { into: args.into.clone(), ..OutputOptions::new(splice) };
        let template = bulk::index_template(pattern, &options);
        return hand_on(&mut out, template.as_bytes()).map(|_| Outcome::Done);
    }
    // Of the other formats no record comes out whole.
    let added = matches!(format, Format::Jsonl | Format::Bulk)
        .then(|| Added { into: args.into.clone(), version: args.with_version });
    let reading = InputOptions { added, ..args.input.reading.options() };
    let inputs = Inputs::new(args.input.files.clone(), reading)?;
    Deciding::check(args)?;
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let mut settings = Settings::new(&args.context);
    settings.context.nested = args.nested;
    settings.context.explain = args.explain;
    settings.evidence = args.explain;
    let mut deciding = Deciding::begin(args, annotator.gazetteer(), &mut settings)?;
    if !manner.quiet
        && let Some(unknown) = settings.unknown_choice(annotator.gazetteer())
    {
        eprintln!("exonym: {unknown}");
    }
    let options = output_options(args, annotator.gazetteer(), manner);
    let work = Work { annotator: &annotator, settings: &settings, defers: args.defer.is_some() };
    if let Some(folder) = &args.brat_dir {
        let inputs = (inputs, args.input.reading.threads);
        let outcome = brat_folder(inputs, manner, &work, &options, folder, &mut deciding)?;
        return deciding.end(outcome, &settings, manner);
    }
    let started = Instant::now();
    let mut frame = Vec::new();
    format.begin(&options, &mut frame);
    if !frame.is_empty() && !hand_on(&mut out, &frame)? {
        return Ok(Outcome::Done);
    }
    let (mut totals, mut mentions) = (Totals::default(), 0_usize);
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut out,
        Scratch::default,
        |record, scratch, out| {
            let (annotations, deferred) = work.on(record, scratch);
            format.write_record(record, &annotations, &options, out);
            let totals = format.needs_totals().then(|| {
                let mut totals = Totals::default();
                totals.add(record, &annotations, options.nil);
                Box::new(totals)
            });
            let decided = annotations.iter().filter(|one| !matches!(one.verdict, Verdict::Nil));
            (totals, decided.count(), deferred)
        },
        |(part, count, deferred)| {
            deciding.write(&deferred);
            if let Some(part) = part {
                totals.merge(*part);
            }
            mentions += count;
        },
    )?;
    if summary.closed {
        // Nobody wants the rest, of which nothing is known.
        return Ok(outcome(&summary));
    }
    frame.clear();
    format.end(&totals, &options, &mut frame);
    hand_on(&mut out, &frame)?;
    if manner.verbose {
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "one digit is shown")]
        let megabytes = summary.text_bytes as f64 / 1e6;
        eprintln!(
            "{} texts, {megabytes:.1} MB of text, {mentions} mentions in {seconds:.2} s: {:.0} MB/s",
            summary.records,
            megabytes / seconds
        );
        if summary.skipped > 0 {
            eprintln!("{} texts left out: they are not UTF-8", summary.skipped);
        }
    }
    deciding.end(outcome(&summary), &settings, manner)
}

fn output_options(args: &AnnotateArgs, gazetteer: &Gazetteer, manner: Manner) -> OutputOptions {
    OutputOptions {
        unit: unit(args.offsets),
        nil: args.nil,
        into: args.into.clone(),
        gazetteer_version: args.with_version.then(|| format!("{:016x}", gazetteer.fingerprint())),
        index: args.index.clone(),
        palette: Palette::new(types(gazetteer)),
        color: manner.color.holds_for(&stdout()),
        title: args.title.clone(),
        ..OutputOptions::new(splice)
    }
}

/// Writes brat's pairs of files; they are written in order, by one thread.
fn brat_folder(
    (inputs, threads): (Inputs, usize),
    manner: Manner,
    work: &Work<'_>,
    options: &OutputOptions,
    path: &Path,
    deciding: &mut Deciding<'_>,
) -> Result<Outcome, Failure> {
    let failure = |error: io::Error| Failure::file(path, &error);
    let mut folder = brat::Folder::create(path).map_err(failure)?;
    let mut failed = None;
    let summary = over_records(
        inputs,
        threads,
        manner,
        &mut io::sink(),
        Scratch::default,
        |record, scratch, _| {
            let (annotations, deferred) = work.on(record, scratch);
            let stem =
                Record { number: record.number, id: record.id.clone(), ..Default::default() };
            (stem, brat::Document::new(record, &annotations, options), deferred)
        },
        |(record, document, deferred)| {
            deciding.write(&deferred);
            if failed.is_none() {
                failed = folder.write(&record, &document).err();
            }
        },
    )?;
    match failed {
        Some(error) => Err(failure(error)),
        None => folder.finish().map(|()| outcome(&summary)).map_err(failure),
    }
}

/// The types that entities have, the most common first, so that they get the colours that differ most.
fn types(gazetteer: &Gazetteer) -> Vec<&str> {
    let mut counts = std::collections::BTreeMap::new();
    for entity in gazetteer.entities().filter(|entity| !entity.is_decoy()) {
        *counts.entry(entity.entity_type()).or_insert(0_usize) += 1;
    }
    let mut types: Vec<_> = counts.into_iter().collect();
    types.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    types.into_iter().map(|(name, _)| name).collect()
}

const fn unit(offsets: Offsets) -> OffsetUnit {
    match offsets {
        Offsets::Byte => OffsetUnit::Byte,
        Offsets::Char => OffsetUnit::Char,
        Offsets::Utf16 => OffsetUnit::Utf16,
    }
}
