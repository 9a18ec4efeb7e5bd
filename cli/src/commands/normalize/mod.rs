//! `exonym normalize`, and its undoing.

mod edit_file;
mod undo;

use std::io::stdout;

use exonym::Annotator;
use exonym::replace::{self, Also, Edit, ReplaceOptions, Write as What};

use self::edit_file::{EditFile, EditLine};
use crate::annotate::{Scratch, Settings};
use crate::args::{self, NormalizeArgs};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::literal::{Patch, escape, patch};
use crate::output::json::write_bare;
use crate::record::{Field, LineBreak, Original, Record};
use crate::run::{inputs, is_one_of, outcome, over_records};
use crate::terminal::Manner;

pub fn run(args: &NormalizeArgs, manner: Manner) -> Result<Outcome, Failure> {
    if let Some(path) = &args.undo {
        return undo::undo(args, manner, path);
    }
    let options = ReplaceOptions {
        write: what(&args.write)?,
        also: args.also.iter().copied().map(also).collect(),
    };
    let inputs = inputs(&args.input.files, &args.input.reading)?;
    if let Some(path) = args.edits.as_deref().filter(|path| is_one_of(path, &args.input.files)) {
        return Err(Failure::new(
            format!("{}: is an input, and the edits would be written over it", path.display()),
            "write the edits into another file",
        ));
    }
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let settings = Settings::new(&args.context);
    if !manner.quiet
        && let Some(unknown) = settings.unknown_choice(annotator.gazetteer())
    {
        eprintln!("exonym: {unknown}");
    }
    let mut edits_file = args.edits.as_deref().map(EditFile::create).transpose()?;
    let keep_end = args.input.files.len() <= 1;
    let (mut number, mut count) = (0, 0);
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut stdout().lock(),
        Scratch::default,
        |record, scratch, out| {
            let edits = edits(&annotator, record, &settings, &options, scratch);
            write(record, edits, keep_end, out)
        },
        |edits: Vec<EditLine>| {
            number += 1;
            count += edits.len();
            if let Some(file) = &mut edits_file {
                file.write(number, edits);
            }
        },
    )?;
    if let Some(file) = edits_file {
        file.finish()?;
    }
    if manner.verbose {
        eprintln!("{} texts, {count} names rewritten", summary.records);
    }
    Ok(outcome(&summary))
}

const fn also(also: args::Also) -> Also {
    match also {
        args::Also::Demonyms => Also::Demonyms,
        args::Also::Codes => Also::Codes,
        args::Also::Broad => Also::Broad,
        args::Also::Quotations => Also::Quotations,
    }
}

/// `name`, `id`, `label.ur`
fn what(text: &str) -> Result<What, Failure> {
    match text.split_once('.') {
        None if text == "name" => Ok(What::Name),
        None if text == "id" => Ok(What::Id),
        Some(("label", lang)) if !lang.is_empty() => Ok(What::Label(lang.to_owned())),
        _ => Err(Failure::new(
            format!("--write {text}: there is no such thing to write"),
            "write name, id, or label.LANG such as label.ur",
        )),
    }
}

/// The edits of each field of a record.
fn edits(
    annotator: &Annotator,
    record: &Record,
    settings: &Settings,
    options: &ReplaceOptions,
    scratch: &mut Scratch,
) -> Vec<Vec<Edit>> {
    let context = settings.context_of(record);
    let wants = |candidate: &_| settings.wants(&crate::annotate::reading(annotator, *candidate));
    let text = scratch.document.read(record);
    let found = replace::edits(annotator, text, &context, options, &wants, &mut scratch.buffers);
    let mut by_field = vec![Vec::new(); record.fields.len()];
    for edit in found {
        let (field, span) = scratch.document.place(edit.span);
        by_field[field].push(Edit { span, ..edit });
    }
    by_field
}

/// Writes a record with its edits carried out, in the form in which it came, and gives the lines that the file of edits is to have.
fn write(
    record: &Record,
    edits: Vec<Vec<Edit>>,
    keep_end: bool,
    out: &mut Vec<u8>,
) -> Vec<EditLine> {
    let mut raw = Vec::new();
    match &record.original {
        Original::Text => {
            for (field, edits) in record.fields.iter().zip(&edits) {
                out.extend_from_slice(replace::apply(&field.text, edits).as_bytes());
            }
            end_line(record, keep_end, out);
        }
        Original::JsonLine(line) => {
            let patches = |edits: &[Edit]| -> Vec<Patch> {
                let patch = |edit: &Edit| Patch { span: edit.span, escaped: escape(&edit.new) };
                edits.iter().map(patch).collect()
            };
            let patches: Vec<_> = edits.iter().map(|edits| patches(edits)).collect();
            raw = patch_line(&line.text, &record.fields, &patches, out);
            end_line(record, keep_end, out);
        }
        Original::Columns(columns) => {
            let fields = record.fields.iter().zip(&edits).map(|(field, edits)| Field {
                name: field.name.clone(),
                text: replace::apply(&field.text, edits),
                literal: None,
            });
            let rewritten = Record {
                id: record.id.clone(),
                fields: fields.collect(),
                original: Original::Columns(columns.clone()),
                ..Record::default()
            };
            write_bare(&rewritten, out);
        }
    }
    let mut raw = raw.into_iter();
    let lines = record.fields.iter().zip(edits).flat_map(|(field, edits)| {
        edits.into_iter().map(|edit| (field.name.clone(), edit)).collect::<Vec<_>>()
    });
    lines
        .map(|(field, Edit { span, old, new })| {
            let raw = raw.next().filter(|raw| *raw != escape(&old));
            EditLine { record: 0, field, start: span.start, end: span.end, old, new, raw }
        })
        .collect()
}

/// Writes a line of JSON with patched fields, and gives what was replaced, field after field.
fn patch_line(
    line: &str,
    fields: &[Field],
    patches: &[Vec<Patch>],
    out: &mut Vec<u8>,
) -> Vec<String> {
    let mut order: Vec<usize> = (0..fields.len()).collect();
    order.sort_by_key(|&at| fields[at].literal.as_ref().map(|literal| literal.start));
    let mut replaced = vec![Vec::new(); fields.len()];
    let mut kept = 0;
    for at in order {
        if let Some(literal) = &fields[at].literal {
            let (rewritten, pieces) = patch(&line[literal.clone()], &patches[at]);
            out.extend_from_slice(&line.as_bytes()[kept..literal.start]);
            out.extend_from_slice(rewritten.as_bytes());
            kept = literal.end;
            replaced[at] = pieces;
        }
    }
    out.extend_from_slice(&line.as_bytes()[kept..]);
    replaced.into_iter().flatten().collect()
}

/// Ends a line as it ended; the last line of one of several inputs must not run into the next input.
fn end_line(record: &Record, keep_end: bool, out: &mut Vec<u8>) {
    let is_line = record.line_break != LineBreak::None;
    if is_line || keep_end {
        out.extend_from_slice(record.line_break.as_str().as_bytes());
    } else if out.last().is_some_and(|&byte| byte != b'\n') {
        out.push(b'\n');
    }
}
