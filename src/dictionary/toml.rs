//! TOML, read into the common tree with every syntax error at once.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::report::Report;
use super::value::{Content, Member, Table, Value};
use crate::span::Span;

/// Deeper than any dictionary, and far from the end of the stack.
const DEEPEST: usize = 16;

/// The tables of a TOML text, or nothing where the syntax leaves doubt about what belongs where.
///
/// A key that is given twice leaves no such doubt: the file is read on, without the second. Nor does a day that no calendar has:
/// whoever reads the value says so.
pub(super) fn parse<'t>(text: &'t str, report: &mut Report) -> Option<Table<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut sound = true;
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        if error.message() == "duplicate key" {
            let span = span_of(span, text);
            let message = format!("`{}` is given twice", span.of(text));
            report.push(
                report
                    .error("duplicate-key", span, message)
                    .help("join the two: a key or a table may be given once"),
            );
        } else if !is_of_date(error.message()) {
            sound = false;
            let span = syntax_span(span, text);
            let (message, help) = explain(error.message());
            report.push(report.error("syntax", span, message).help(help));
        }
    }
    let mut too_deep = None;
    let table = convert_table(table.into_inner(), text, 0, &mut too_deep);
    if let Some(span) = too_deep.filter(|_| sound) {
        sound = false;
        report.push(
            report
                .error("too-deep", span, "tables and lists are nested too deeply")
                .help(format!("no key of a dictionary lies deeper than {DEEPEST} levels")),
        );
    }
    sound.then_some(table)
}

/// Whether the parser found a date or time that it could read to its end, but that is none.
fn is_of_date(message: &str) -> bool {
    message.starts_with("invalid date") || message.starts_with("invalid time")
}

/// Consumes the parser's tree; what lies too deep is cut off and its place kept.
fn convert_table<'t>(
    table: DeTable<'t>,
    text: &'t str,
    depth: usize,
    too_deep: &mut Option<Span>,
) -> Table<'t> {
    let mut members: Vec<Member<'t>> = table
        .into_iter()
        .map(|(key, value)| Member {
            key_span: span_of(key.span(), text),
            key: key.into_inner(),
            value: convert(value, text, depth + 1, too_deep),
        })
        .collect();
    // The parser sorts by key.
    members.sort_by_key(|member| member.key_span);
    Table { members }
}

fn convert<'t>(
    value: toml::Spanned<DeValue<'t>>,
    text: &'t str,
    depth: usize,
    too_deep: &mut Option<Span>,
) -> Value<'t> {
    let span = span_of(value.span(), text);
    let content = match value.into_inner() {
        // TOML lets a reader take the line breaks of a system as one: a dictionary means the same wherever it was checked out.
        DeValue::String(string) if span.of(text).contains("\r\n") => {
            Content::Text(string.replace("\r\n", "\n").into())
        }
        DeValue::String(string) => Content::Text(string),
        DeValue::Integer(number) => {
            Content::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Float(_) => Content::Fraction,
        DeValue::Boolean(value) => Content::Boolean(value),
        DeValue::Datetime(_) => Content::Date,
        DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => {
            too_deep.get_or_insert(span);
            Content::Null
        }
        DeValue::Array(list) => Content::List(
            list.into_iter().map(|value| convert(value, text, depth + 1, too_deep)).collect(),
        ),
        DeValue::Table(table) => Content::Table(convert_table(table, text, depth, too_deep)),
    };
    Value { span, content }
}

/// A range of the parser as a span: inside the text, at character boundaries.
fn span_of(range: Range<usize>, text: &str) -> Span {
    let boundary = |at: usize| {
        (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    };
    let start = boundary(range.start);
    Span::new(start, boundary(range.end).max(start))
}

/// A syntax error often has an empty span just behind the last thing that made sense.
fn syntax_span(range: Range<usize>, text: &str) -> Span {
    let span = span_of(range, text);
    match text[span.end..].chars().next() {
        Some(next) if span.is_empty() && !matches!(next, '\n' | '\r') => {
            Span::new(span.start, span.start + next.len_utf8())
        }
        _ => span,
    }
}

/// The parser's words, and the cure where the cause is a common one.
fn explain(message: &str) -> (String, String) {
    let cure = if message.contains("must be quoted") {
        "put the text in quotes: \"…\""
    } else if message.contains("escape") {
        "in \"…\" a backslash begins an escape: write '…' instead, or `\\\\` for each `\\`"
    } else if message.starts_with("invalid basic string") {
        "close the string with `\"` on its line"
    } else if message.starts_with("invalid literal string") {
        "close the string with `'` on its line; a text with ' in it goes in \"…\""
    } else if message.contains("unquoted key") {
        "a key is made of a-z, 0-9 and - here"
    } else if message.contains("recurs") {
        "a dictionary needs no more than a few levels"
    } else if message.starts_with("unexpected key or value") {
        "begin a new line after the value; a text with ' in it goes in \"…\", several go in a list"
    } else if message.starts_with("missing comma") {
        "put a comma between the two"
    } else if message.starts_with("unclosed") {
        "close the bracket"
    } else {
        "see https://toml.io for how it is written"
    };
    (format!("not TOML: {message}"), cure.into())
}
