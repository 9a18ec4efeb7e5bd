//! Undoing: normalised texts back into the originals.

use std::io::stdout;
use std::path::Path;

use exonym::Span;
use exonym::replace::{self, Edit};

use super::edit_file::{self, EditLine};
use super::{end_line, patch_line};
use crate::args::NormalizeArgs;
use crate::failure::{Failure, Outcome};
use crate::literal::{Patch, escape};
use crate::output::visible::one_line;
use crate::record::{Field, Original, Record};
use crate::run::{MOST_ERRORS, inputs, outcome, over_records};
use crate::terminal::Manner;

/// Turns normalised texts back into the originals.
pub(super) fn undo(args: &NormalizeArgs, manner: Manner, path: &Path) -> Result<Outcome, Failure> {
    if args.input.files.len() > 1 {
        return Err(Failure::new(
            "--undo takes one input at a time",
            "undo each file by its own edits",
        ));
    }
    let inputs = inputs(&args.input.files, &args.input.reading)?;
    let edits = edit_file::read(path)?;
    let mut failed: usize = 0;
    let mut left: usize = edits.values().map(Vec::len).sum();
    let summary = over_records(
        inputs,
        args.input.reading.threads,
        manner,
        &mut stdout().lock(),
        || (),
        |record, (), out| {
            let lines = edits.get(&record.number).map_or(&[][..], Vec::as_slice);
            (lines.len(), restore(record, lines, out))
        },
        |(edits, restored): (usize, Result<(), String>)| {
            left -= edits;
            if let Err(error) = restored {
                failed += 1;
                if failed <= MOST_ERRORS {
                    eprintln!("{error}");
                }
            }
        },
    )?;
    if failed > MOST_ERRORS {
        eprintln!("… and {} errors more", failed - MOST_ERRORS);
    }
    if left > 0 && !summary.closed {
        failed += 1;
        eprintln!(
            "{left} edits are of other records than these: some are missing, or these are the edits of another"
        );
    }
    Ok(match outcome(&summary) {
        Outcome::Done if failed > 0 => Outcome::Told,
        outcome => outcome,
    })
}

/// Writes the original of a normalised record. One that cannot be restored is written as it stands, and named.
fn restore(record: &Record, lines: &[EditLine], out: &mut Vec<u8>) -> Result<(), String> {
    let of = |field: &Field| -> Vec<&EditLine> {
        lines.iter().filter(|line| line.field == field.name).collect()
    };
    let edits = |field: &Field| -> Vec<Edit> {
        let edit = |line: &&EditLine| Edit {
            span: Span::new(line.start, line.end),
            old: line.old.clone(),
            new: line.new.clone(),
        };
        of(field).iter().map(edit).collect()
    };
    let undone = |field: &Field| {
        replace::undo(&field.text, &edits(field)).map_err(|error| error.to_string())
    };
    let stray =
        lines.iter().find(|line| record.fields.iter().all(|field| field.name != line.field));
    let restored: Result<Vec<String>, String> = match stray {
        None => record.fields.iter().map(undone).collect(),
        Some(EditLine { field, .. }) => Err(format!(
            "it has no field `{}`, which was rewritten: name the same fields with --field",
            one_line(field)
        )),
    };
    let failed = restored.as_ref().err().map(|error| format!("record {}: {error}", record.number));
    match (&record.original, restored) {
        (Original::Text, Ok(texts)) => {
            for text in texts {
                out.extend_from_slice(text.as_bytes());
            }
        }
        (Original::Text, Err(_)) => {
            for field in &record.fields {
                out.extend_from_slice(field.text.as_bytes());
            }
        }
        (Original::JsonLine(line), Ok(_)) => {
            let patches = |field: &Field| -> Vec<Patch> {
                let places = replace::rewritten_places(&edits(field));
                let escaped = of(field)
                    .into_iter()
                    .map(|line| line.raw.clone().unwrap_or_else(|| escape(&line.old)));
                places
                    .into_iter()
                    .zip(escaped)
                    .map(|(span, escaped)| Patch { span, escaped })
                    .collect()
            };
            let patches: Vec<_> = record.fields.iter().map(patches).collect();
            patch_line(&line.text, &record.fields, &patches, out);
        }
        (Original::JsonLine(line), Err(_)) => out.extend_from_slice(line.text.as_bytes()),
        (Original::Columns(_), _) => {
            return Err(format!(
                "record {}: tables and feeds are normalised into JSON Lines: undo those",
                record.number
            ));
        }
    }
    end_line(record, true, out);
    failed.map_or(Ok(()), Err)
}
