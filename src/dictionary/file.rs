//! One file, TOML or pack, read by itself.

use std::sync::Arc;

use super::contents::FileContents;
use super::reader::{Form, Reader};
use super::report::Report;
use super::value::{Content, Table};
use super::{language, pack, toml};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::span::Span;

/// The most bytes of one line: in a pack, a whole entity.
const LONGEST_LINE: usize = 256 << 10;

/// Reads a file: a name that ends in `.jsonl` makes it a pack.
pub(super) fn read(file: &Arc<SourceFile>) -> FileContents {
    let report = match check(file) {
        Ok(report) => report,
        Err(problems) => return FileContents::unusable(problems),
    };
    if is_pack(&file.name) { pack::read(&file.text, report) } else { read_toml(&file.text, report) }
}

/// Begins the report of a file whose lines are short enough.
pub(super) fn check(file: &Arc<SourceFile>) -> Result<Report, Vec<Diagnostic>> {
    let mut report = Report::new(Arc::clone(file));
    let Some(line) = too_long_line(&file.text) else { return Ok(report) };
    let message = format!("a line of {} bytes, and {LONGEST_LINE} are allowed", line.len());
    let problem = report.error("too-large", Span::new(line.start, line.start), message);
    report.push(problem.help("write every name on a line of its own"));
    Err(report.finish())
}

/// Whether a file of this name is a pack; any other is TOML.
#[must_use]
pub fn is_pack(name: &str) -> bool {
    let extension = std::path::Path::new(name).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

/// Whether a file is about a language and holds no entities.
#[must_use]
pub fn is_language(file: &Arc<SourceFile>) -> bool {
    // Most files need not be parsed to know it: a key of the file begins its line.
    let may_name_it = |line: &str| {
        line.trim_start_matches([' ', '\t', '"', '\'', '\u{feff}']).starts_with("language")
    };
    !is_pack(&file.name)
        && file.text.lines().any(may_name_it)
        && toml::parse(&file.text, &mut Report::new(Arc::clone(file)))
            .is_some_and(|table| language::is_language(&table))
}

/// The first line that is longer than any that people or programs write.
fn too_long_line(text: &str) -> Option<Span> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.map(|end| Span::new(std::mem::replace(&mut start, end + 1), end))
        .find(|line| line.len() > LONGEST_LINE)
}

fn read_toml(text: &str, mut report: Report) -> FileContents {
    let Some(table) = toml::parse(text, &mut report) else {
        return FileContents::unusable(report.finish());
    };
    let start = first_word(text);
    if language::is_language(&table) {
        return language::read(report, &table, start);
    }
    let mut reader = match Reader::open(report, Form::Patterns, &table, start) {
        Ok(reader) => reader,
        Err(problems) => return FileContents::unusable(problems),
    };
    let mut drafts = Vec::new();
    let mut complete = true;
    if let Some(value) = table.get("entity")
        && let Some(entities) = reader.report.table("entity", value)
    {
        for member in &entities.members {
            let heading = match &member.value.content {
                Content::Table(_) if member.value.span.contains(member.key_span) => {
                    member.value.span
                }
                _ => member.key_span,
            };
            let table: Option<&Table<'_>> = reader.report.table(&member.key, &member.value);
            let draft = table.and_then(|table| reader.entity(&member.key, heading, table));
            complete &= draft.is_some();
            drafts.extend(draft);
        }
    }
    FileContents::of(reader, drafts, complete)
}

/// The first line that says something, for problems of a whole file.
fn first_word(text: &str) -> Span {
    let start = text.len() - text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |length| start + length);
    Span::new(start, end)
}
