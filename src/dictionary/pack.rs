//! Packs: JSON Lines for bulk lists, a header on the first line and then an entity on each.

use super::contents::FileContents;
use super::json;
use super::reader::{Form, Reader};
use super::report::Report;
use super::value::{Content, Table, Value};
use crate::span::Span;

/// Reads a pack.
pub(super) fn read(text: &str, mut report: Report) -> FileContents {
    let mut lines = Lines { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 } };
    let Some(first) = lines.next() else {
        report.missing_key(
            Span::default(),
            "schema",
            "begin the pack with its header: {\"schema\":1,\"namespace\":\"…\",\"title\":\"…\",\"license\":\"…\"}",
        );
        return FileContents::unusable(report.finish());
    };
    let Some(header) = object(text, first, &mut report) else {
        return FileContents::unusable(report.finish());
    };
    let mut reader = match Reader::open(report, Form::Literal, &header, first) {
        Ok(reader) => reader,
        Err(problems) => return FileContents::unusable(problems),
    };
    let mut drafts = Vec::new();
    let mut complete = true;
    for line in lines {
        if reader.report.is_hopeless() {
            complete = false;
            break;
        }
        let draft = object(text, line, &mut reader.report).and_then(|table| {
            let Some(value) = table.get("slug") else {
                reader.report.missing_key(
                    line,
                    "slug",
                    "each line needs its slug: {\"slug\":\"…\",…}",
                );
                return None;
            };
            let slug = reader.report.text("slug", value)?;
            reader.entity(slug, value.span, &table)
        });
        complete &= draft.is_some();
        drafts.extend(draft);
    }
    FileContents::of(reader, drafts, complete)
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
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
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
