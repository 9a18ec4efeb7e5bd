//! `exonym normalize`, and its undoing.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdout};
use std::path::Path;

use exonym::replace::{self, Also, Edit, ReplaceOptions, Write as What};
use exonym::{Annotator, Span};
use serde::{Deserialize, Serialize};

use crate::annotate::{Scratch, Settings};
use crate::args::{self, NormalizeArgs};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::literal::{Patch, escape, patch};
use crate::output::json::write_bare;
use crate::output::visible::one_line;
use crate::record::{Field, LineBreak, Original, Record};
use crate::run::{inputs, outcome, over_records};
use crate::terminal::Manner;

/// An edit as it stands in the file of edits. Offsets are bytes of the field's original text.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct EditLine {
    /// The record in the output, from 1.
    record: u64,
    field: String,
    start: usize,
    end: usize,
    old: String,
    new: String,
    /// How the old text was escaped in its line of JSON, where that is not how it would be now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

pub fn run(args: &NormalizeArgs, manner: Manner) -> Result<Outcome, Failure> {
    if let Some(path) = &args.undo {
        return undo(args, manner, path);
    }
    let options = ReplaceOptions {
        write: what(&args.write)?,
        also: args.also.iter().copied().map(also).collect(),
    };
    let inputs = inputs(&args.input)?;
    if let Some(path) = args.edits.as_deref().filter(|path| is_input(path, &args.input.files)) {
        return Err(Failure::new(
            format!("{}: is an input, and the edits would be written over it", path.display()),
            "write the edits into another file",
        ));
    }
    let annotator = dictionaries::annotator(&args.dictionary.dictionaries, manner)?;
    let settings = Settings::new(&args.context);
    if !manner.quiet
        && let Some(unknown) = settings.unknown_choice(annotator.gazetteer())
    {
        eprintln!("exonym: {unknown}");
    }
    let mut edits_file = args.edits.as_deref().map(EditsFile::create).transpose()?;
    let keep_end = args.input.files.len() <= 1;
    let (mut number, mut count) = (0, 0);
    let summary = over_records(
        inputs,
        args.input.threads,
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

fn is_input(path: &Path, files: &[String]) -> bool {
    path.canonicalize().is_ok_and(|path| {
        files.iter().any(|file| Path::new(file).canonicalize().is_ok_and(|file| file == path))
    })
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
            raw = patch_line(line, &record.fields, &patches, out);
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

/// The file of edits. A failure to write shows at the end.
struct EditsFile<'p> {
    path: &'p Path,
    out: BufWriter<File>,
    failed: Option<std::io::Error>,
}

impl<'p> EditsFile<'p> {
    fn create(path: &'p Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| Failure::file(path, &error))?;
        Ok(Self { path, out: BufWriter::new(file), failed: None })
    }

    fn write(&mut self, number: u64, edits: Vec<EditLine>) {
        for edit in edits {
            let line = EditLine { record: number, ..edit };
            let written = serde_json::to_writer(&mut self.out, &line)
                .map_err(std::io::Error::from)
                .and_then(|()| self.out.write_all(b"\n"));
            if let Err(error) = written {
                self.failed.get_or_insert(error);
            }
        }
    }

    fn finish(mut self) -> Result<(), Failure> {
        let flushed = self.out.flush();
        match self.failed.or(flushed.err()) {
            Some(error) => Err(Failure::file(self.path, &error)),
            None => Ok(()),
        }
    }
}

/// Turns normalised texts back into the originals.
fn undo(args: &NormalizeArgs, manner: Manner, path: &Path) -> Result<Outcome, Failure> {
    if args.input.files.len() > 1 {
        return Err(Failure::new(
            "--undo takes one input at a time",
            "undo each file by its own edits",
        ));
    }
    let inputs = inputs(&args.input)?;
    let edits = read_edits(path)?;
    let mut failed = false;
    let mut left: usize = edits.values().map(Vec::len).sum();
    let summary = over_records(
        inputs,
        args.input.threads,
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
                failed = true;
                eprintln!("{error}");
            }
        },
    )?;
    if left > 0 && !summary.closed {
        failed = true;
        eprintln!(
            "{left} edits are of other records than these: some are missing, or these are the edits of another"
        );
    }
    Ok(match outcome(&summary) {
        Outcome::Done if failed => Outcome::Told,
        outcome => outcome,
    })
}

fn read_edits(path: &Path) -> Result<HashMap<u64, Vec<EditLine>>, Failure> {
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    let mut edits: HashMap<u64, Vec<EditLine>> = HashMap::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| Failure::file(path, &error))?;
        let broken = |column: usize, why: &str| {
            let place = format!("{}:{}:{column}", path.display(), number + 1);
            Failure::new(
                format!("{place}: this is no edit: {why}"),
                "give the file that `normalize --edits` wrote",
            )
        };
        let edit: EditLine = serde_json::from_str(&line)
            .map_err(|error| broken(error.column(), &error.to_string()))?;
        if edit.start.checked_add(edit.old.len()) != Some(edit.end) {
            return Err(broken(1, "its `old` is not as long as from `start` to `end`"));
        }
        edits.entry(edit.record).or_default().push(edit);
    }
    Ok(edits)
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
            patch_line(line, &record.fields, &patches, out);
        }
        (Original::JsonLine(line), Err(_)) => out.extend_from_slice(line.as_bytes()),
        (Original::Columns(_), _) => {
            return Err("tables and feeds are normalised into JSON Lines: undo those".to_owned());
        }
    }
    end_line(record, true, out);
    failed.map_or(Ok(()), Err)
}
