//! Packs: JSON Lines for bulk lists, a header on the first line and then an entity on each.

use rayon::prelude::*;

use super::contents::FileContents;
use super::entity::Draft;
use super::json;
use super::reader::{Form, Reader};
use super::report::Report;
use super::value::{Content, Table, Value};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// A thread reads about so many bytes at a time.
const PIECE_BYTES: usize = 1 << 20;

/// A pack whose header has been read.
pub(super) struct Pack<'t> {
    text: &'t str,
    pub(super) reader: Reader,
    /// The lines after the header.
    entities: Span,
}

/// What a piece of a pack holds.
pub(super) struct Piece {
    pub(super) drafts: Vec<Draft>,
    reader: Reader,
    /// Whether all of it could be read.
    complete: bool,
}

/// Reads a pack.
pub(super) fn read(text: &str, report: Report) -> FileContents {
    let mut pack = match Pack::open(text, report) {
        Ok(pack) => pack,
        Err(problems) => return FileContents::unusable(problems),
    };
    let pieces: Vec<Piece> = pack.pieces().into_par_iter().map(|span| pack.piece(span)).collect();
    let (mut drafts, mut complete) = (Vec::new(), true);
    for mut piece in pieces {
        if pack.reader.report.is_hopeless() {
            complete = false;
            break;
        }
        drafts.append(&mut piece.drafts);
        complete &= pack.join(piece);
    }
    FileContents::of(pack.reader, drafts, complete)
}

impl<'t> Pack<'t> {
    /// Reads the header.
    pub(super) fn open(text: &'t str, mut report: Report) -> Result<Self, Vec<Diagnostic>> {
        let mut lines =
            Lines { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 }, end: text.len() };
        let Some(first) = lines.next() else {
            report.missing_key(
                Span::default(),
                "schema",
                "begin the pack with its header: {\"schema\":1,\"namespace\":\"…\",\"title\":\"…\",\"license\":\"…\"}",
            );
            return Err(report.finish());
        };
        let Some(header) = object(text, first, &mut report) else {
            return Err(report.finish());
        };
        let reader = Reader::open(report, Form::Literal, &header, first)?;
        Ok(Self { text, reader, entities: Span::new(lines.at.min(text.len()), text.len()) })
    }

    /// The lines of the entities, a piece at a time.
    pub(super) fn pieces(&self) -> Vec<Span> {
        let Span { mut start, end } = self.entities;
        let mut pieces = Vec::new();
        while start < end {
            let least = (start + PIECE_BYTES).min(end);
            let rest = &self.text.as_bytes()[least..end];
            let piece_end = memchr::memchr(b'\n', rest).map_or(end, |length| least + length + 1);
            pieces.push(Span::new(start, piece_end));
            start = piece_end;
        }
        pieces
    }

    /// Reads a piece.
    pub(super) fn piece(&self, Span { start, end }: Span) -> Piece {
        let mut reader = self.reader.fork();
        let (mut drafts, mut complete) = (Vec::new(), true);
        for line in (Lines { text: self.text, at: start, end }) {
            if reader.report.is_hopeless() {
                complete = false;
                break;
            }
            let draft = draft(self.text, line, &mut reader);
            complete &= draft.is_some();
            drafts.extend(draft);
        }
        Piece { drafts, reader, complete }
    }

    /// Takes over what was noticed in a piece, and says whether all of that could be read.
    pub(super) fn join(&mut self, piece: Piece) -> bool {
        self.reader.join(piece.reader);
        piece.complete
    }
}

/// The entity on a line.
fn draft(text: &str, line: Span, reader: &mut Reader) -> Option<Draft> {
    let table = object(text, line, &mut reader.report)?;
    let Some(value) = table.get("slug") else {
        let help = "each line needs its slug: {\"slug\":\"…\",…}";
        reader.report.missing_key(line, "slug", help);
        return None;
    };
    let slug = reader.report.text("slug", value)?;
    reader.entity(slug, value.span, &table)
}

/// The JSON object of one line.
fn object<'t>(text: &'t str, line: Span, report: &mut Report) -> Option<Table<'t>> {
    match json::parse(text, line) {
        Ok(Value { content: Content::Table(table), .. }) => Some(table),
        Ok(value) => {
            report.wrong_type("this line", &value, "an object: {\"slug\":\"…\",…}");
            None
        }
        Err(invalid) => {
            let message = format!("not JSON: {}", invalid.problem);
            let problem = report.error("syntax", invalid.span, message);
            report.push(problem.help("a pack holds one JSON object on each line"));
            None
        }
    }
}

/// The lines that are not blank, without their line breaks.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let line = rest[..length].trim_end_matches('\r');
            let span = Span::new(self.at, self.at + line.len());
            self.at += length + 1;
            if !line.trim().is_empty() {
                return Some(span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::SourceFile;

    const HEADER: &str = r#"{"schema":1,"namespace":"list","title":"t","license":"CC0-1.0","source":{"s":{"title":"t"}}}"#;

    /// What is read in pieces, one line after the other.
    fn one_by_one(text: &str, report: Report) -> FileContents {
        let mut pack = Pack::open(text, report).expect("the header is sound");
        let all = pack.entities;
        let Piece { drafts, reader, complete } = pack.piece(all);
        pack.reader.join(reader);
        FileContents::of(pack.reader, drafts, complete)
    }

    #[test]
    fn pieces_are_read_as_if_they_were_one() {
        let mut text = format!("{HEADER}\r\n\n");
        for number in 0..60_000 {
            let line = match number % 4001 {
                7 => "{\"slug\":\"no-name\", \"source\":\"s\"}",
                8 => "not JSON",
                9 => "{\"slug\":\"x\",\"name\":\" blank\"}",
                10 => "",
                11 => "{\"slug\":\"y\",\"name\":\"without a source\",\"unknown\":1}\r",
                _ => {
                    writeln!(text, r#"{{"slug":"n{number}","name":"Né {number}","source":"s"}}"#)
                        .expect("memory takes it");
                    continue;
                }
            };
            text.push_str(line);
            text.push('\n');
        }
        text.pop();
        let report =
            || Report::new(Arc::new(SourceFile { name: "a.jsonl".into(), text: text.clone() }));
        let count = Pack::open(&text, report()).expect("the header is sound").pieces().len();
        assert!(count > 2, "{count} pieces");
        let (many, one) = (read(&text, report()), one_by_one(&text, report()));
        assert_eq!(many.diagnostics, one.diagnostics);
        assert!(many.diagnostics.len() > 50);
        assert_eq!((many.complete, one.complete), (false, false));
        let said = |contents: &FileContents| -> Vec<_> {
            let draft = |draft: &Draft| (draft.id.clone(), draft.name.clone(), draft.place.span);
            contents.drafts.iter().map(draft).collect()
        };
        assert_eq!(said(&many), said(&one));
    }
}
