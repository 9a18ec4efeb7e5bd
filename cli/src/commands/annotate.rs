//! `exonym annotate`

use std::io::{IsTerminal, Write, stdout};
use std::time::Instant;

use exonym::OffsetUnit;

use crate::annotate::{Scratch, Settings, annotate};
use crate::args::{AnnotateArgs, Offsets};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::input::splice;
use crate::output::{Format, OutputOptions, Palette, Totals, brat, bulk};
use crate::record::Verdict;
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
        let pattern = args.index.as_deref().unwrap_or("*");
        let template = bulk::index_template(pattern, &OutputOptions::new(splice));
        return writeln!(out, "{template}")
            .map(|()| Outcome::Done)
            .map_err(|error| Failure::output(&error));
    }
    let annotator = dictionaries::annotator(&args.dictionary.dictionaries, manner)?;
    let mut settings = Settings::new(&args.context);
    settings.context.nested = args.nested;
    settings.context.explain = args.explain;
    let options = OutputOptions {
        unit: unit(args.offsets),
        nil: args.nil,
        into: args.into.clone(),
        gazetteer_version: args
            .with_version
            .then(|| format!("{:016x}", annotator.gazetteer().fingerprint())),
        index: args.index.clone(),
        palette: Palette::new(types(annotator.gazetteer())),
        color: manner.color.holds_for(&stdout()),
        title: args.title.clone(),
        ..OutputOptions::new(splice)
    };
    if let Some(folder) = &args.brat_dir {
        return brat_folder(args, manner, &annotator, &settings, &options, folder);
    }
    let started = Instant::now();
    let mut frame = Vec::new();
    format.begin(&options, &mut frame);
    out.write_all(&frame).map_err(|error| Failure::output(&error))?;
    let (mut totals, mut mentions) = (Totals::default(), 0_usize);
    let summary = over_records(
        &args.input,
        manner,
        &mut out,
        Scratch::default,
        |record, scratch, out| {
            let annotations = annotate(&annotator, record, &settings, scratch);
            format.write_record(record, &annotations, &options, out);
            let mut totals = Totals::default();
            if format.needs_totals() {
                totals.add(record, &annotations, options.nil);
            }
            let decided = annotations.iter().filter(|one| !matches!(one.verdict, Verdict::Nil));
            (totals, decided.count())
        },
        |(part, count)| {
            totals.merge(part);
            mentions += count;
        },
    )?;
    if !summary.closed {
        frame.clear();
        format.end(&totals, &options, &mut frame);
        out.write_all(&frame).and_then(|()| out.flush()).or_else(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Failure::output(&error)),
        })?;
    }
    if manner.verbose {
        let seconds = started.elapsed().as_secs_f64();
        eprintln!(
            "{} texts, {:.1} MB of text, {mentions} mentions in {seconds:.2} s: {:.0} MB/s",
            summary.records,
            summary.text_bytes as f64 / 1e6,
            summary.text_bytes as f64 / 1e6 / seconds
        );
    }
    Ok(outcome(&summary))
}

/// Writes brat's pairs of files; they are written in order, by one thread.
fn brat_folder(
    args: &AnnotateArgs,
    manner: Manner,
    annotator: &exonym::Annotator,
    settings: &Settings,
    options: &OutputOptions,
    path: &std::path::Path,
) -> Result<Outcome, Failure> {
    let failure = |error: std::io::Error| Failure::file(path, &error);
    let mut folder = brat::Folder::create(path).map_err(failure)?;
    let mut failed = None;
    let summary = over_records(
        &args.input,
        manner,
        &mut std::io::sink(),
        Scratch::default,
        |record, scratch, _| {
            let annotations = annotate(annotator, record, settings, scratch);
            let stem = crate::record::Record {
                number: record.number,
                id: record.id.clone(),
                ..Default::default()
            };
            (stem, brat::Document::new(record, &annotations, options))
        },
        |(record, document)| {
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
fn types(gazetteer: &exonym::gazetteer::Gazetteer) -> Vec<&str> {
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
