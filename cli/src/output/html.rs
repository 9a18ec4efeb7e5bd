//! One page that stands alone: the texts with their mentions marked, a legend, and a table of who is called what.
//!
//! No script and nothing to load. A mention is a link to its entity's row in the table and shows what is known of it
//! when it is pointed at, or reached with the keyboard. The legend and the counts are known only at the end, so they
//! are written there, and the style sheet shows them above the texts.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::nesting::{Piece, pieces};
use super::place::shown;
use super::visible::{is_risky, one_line, picture};
use super::{EntityTotal, NameUse, OutputOptions, Totals, UseTotal};
use crate::record::{Annotation, Reading, Record, Verdict};

/// Adds a line to a page.
macro_rules! add {
    ($page:expr, $($part:tt)*) => {
        let _ = writeln!($page, $($part)*);
    };
}
pub(crate) use add;

/// Writes the head of the page.
pub fn begin(options: &OutputOptions, out: &mut Vec<u8>) {
    open(&options.title, "", out);
}

/// Writes the head of a page of this title, with what its style needs beside that of all.
pub fn open(title: &str, style: &str, out: &mut Vec<u8>) {
    let title = escape(title);
    write(
        out,
        &[
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"generator\" content=\"exonym\">\n<title>",
            &title,
            "</title>\n<style>\n",
            include_str!("html.css"),
            style,
            "</style>\n</head>\n<body>\n<h1 dir=\"auto\">",
            &title,
            "</h1>\n<main>\n",
        ],
    );
}

/// Writes the texts of a record.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(b"<article");
    if let Some(lang) = &record.lang {
        write(out, &[" lang=\"", &escape(lang), "\""]);
    }
    out.extend_from_slice(b">\n<header><h2>");
    match &record.id {
        Some(id) => write(out, &["<bdi>", &escape(id), "</bdi>"]),
        None => write(out, &["№ ", &record.number.to_string()]),
    }
    out.extend_from_slice(b"</h2>");
    for extra in [&record.date, &record.lang].into_iter().flatten() {
        write(out, &[" <span>", &escape(extra), "</span>"]);
    }
    out.extend_from_slice(b"</header>\n");
    for (index, field) in record.fields.iter().enumerate() {
        if record.fields.len() > 1 {
            write(out, &["<h3>", &escape(&field.name), "</h3>\n"]);
        }
        out.extend_from_slice(b"<p dir=\"auto\">");
        let annotations = shown(annotations, options.nil).filter(|it| it.field == index);
        write_text(&field.text, annotations, options, out);
        out.extend_from_slice(b"</p>\n");
    }
    out.extend_from_slice(b"</article>\n");
}

/// Writes the legend, the table and the end of the page.
pub fn end(totals: &Totals, options: &OutputOptions, out: &mut Vec<u8>) {
    out.extend_from_slice(b"</main>\n");
    write_table(totals, options, out);
    write_legend(totals, options, out);
    out.extend_from_slice(b"</body>\n</html>\n");
}

fn write_text<'a>(
    text: &'a str,
    annotations: impl Iterator<Item = &'a Annotation<'a>>,
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    // A link may not stand in a link: a mention inside another is marked without being one.
    let mut depth = 0;
    let mut tags = Vec::new();
    for piece in pieces(text, annotations) {
        match piece {
            Piece::Text(text) => out.extend_from_slice(escape(text).as_bytes()),
            Piece::Open(annotation) => {
                let tag = open_mention(annotation, depth, options, out);
                tags.push(tag);
                depth += 1;
            }
            Piece::Close(_) => {
                depth -= 1;
                write(out, &["</", tags.pop().expect("opened before"), ">"]);
            }
        }
    }
}

/// Writes the tag that begins a mention, and returns its name.
fn open_mention(
    annotation: &Annotation<'_>,
    depth: usize,
    options: &OutputOptions,
    out: &mut Vec<u8>,
) -> &'static str {
    let mut classes = "m".to_owned();
    let mut class = |name: &str| {
        classes.push(' ');
        classes.push_str(name);
    };
    let mut tag = "mark";
    let mut href = None;
    match &annotation.verdict {
        Verdict::Entity(reading) => {
            class(&color_class(reading.entity_type, options));
            for (is_so, name) in [
                (reading.kind == "designation", "designation"),
                (reading.tone == "pejorative", "pejorative"),
                (reading.tone == "contested", "contested"),
            ] {
                if is_so {
                    class(name);
                }
            }
            if depth == 0 {
                tag = "a";
                href = Some(escape(&reading.entity));
            }
        }
        Verdict::Ambiguous(_) => class("ambiguous"),
        Verdict::Nil => class("nil"),
    }
    if annotation.quoted {
        class("quoted");
    }
    write(out, &["<", tag, " class=\"", &classes, "\""]);
    match href {
        Some(href) => write(out, &[" href=\"#", &href, "\""]),
        None => out.extend_from_slice(b" tabindex=\"0\""),
    }
    write(out, &[" aria-description=\"", &escape(&description(annotation)), "\">"]);
    tag
}

/// What is known of a mention, in two or three lines.
fn description(annotation: &Annotation<'_>) -> String {
    let mut lines = match &annotation.verdict {
        Verdict::Entity(reading) => {
            vec![one_line(reading.name), identity(reading), usage(reading)]
        }
        Verdict::Ambiguous(readings) => {
            let mut lines = vec!["Too close to call:".to_owned()];
            lines.extend(
                readings.iter().map(|it| format!("{} · {}", one_line(it.name), identity(it))),
            );
            lines
        }
        Verdict::Nil => vec!["Nobody that the dictionaries know".to_owned()],
    };
    if annotation.quoted {
        lines.push("in a quotation".to_owned());
    }
    if annotation.decided {
        lines.push("decided by a reader".to_owned());
    }
    lines.join("\n")
}

/// `group/ttp · armed-group`.
fn identity(reading: &Reading<'_>) -> String {
    joined([&reading.entity, reading.entity_type])
}

/// `designation · by pk-moi · since 2024-07-31 · pejorative`.
fn usage(reading: &Reading<'_>) -> String {
    said_of(
        reading.kind,
        &reading.by.join(", "),
        reading.since.as_deref(),
        reading.until.as_deref(),
        [reading.tone, reading.scope],
    )
}

fn said_of(
    kind: &str,
    by: &str,
    since: Option<&str>,
    until: Option<&str>,
    tone_and_scope: [&str; 2],
) -> String {
    let lead = |word: &str, what: &str| {
        if what.is_empty() { String::new() } else { format!("{word} {what}") }
    };
    let [tone, scope] = tone_and_scope;
    joined([
        kind,
        &lead("by", by),
        &lead("since", since.unwrap_or_default()),
        &lead("until", until.unwrap_or_default()),
        if tone == "neutral" { "" } else { tone },
        if scope == "exact" { "" } else { scope },
    ])
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn color_class(entity_type: &str, options: &OutputOptions) -> String {
    options
        .palette
        .color(entity_type)
        .map_or_else(|| "c-none".to_owned(), |color| format!("c{color}"))
}

fn write_legend(totals: &Totals, options: &OutputOptions, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<section class=\"legend\" aria-label=\"Legend\">\n<p>");
    let counts = [
        (totals.records, "record", "records"),
        (totals.mentions, "mention", "mentions"),
        (totals.entities.len() as u64, "entity", "entities"),
    ];
    let counts = counts.map(|(count, one, many)| counted(count, one, many));
    out.extend_from_slice(counts.join(" · ").as_bytes());
    if let Some(version) = &options.gazetteer_version {
        write(out, &[" · dictionaries <bdi>", &escape(version), "</bdi>"]);
    }
    out.extend_from_slice(b"</p>\n<ul>\n");
    let mut types: Vec<_> = totals.types.iter().collect();
    types.sort_by_key(|(_, count)| Reverse(**count));
    for (entity_type, count) in types {
        let name = if entity_type.is_empty() { "no type" } else { entity_type };
        write_key(&color_class(entity_type, options), name, *count, out);
    }
    write_key("ambiguous", "ambiguous", totals.ambiguous, out);
    write_key("nil", "unknown", totals.nil, out);
    out.extend_from_slice(b"</ul>\n<ul class=\"signs\">\n");
    let signs = [
        ("designation", "designation"),
        ("pejorative", "pejorative"),
        ("contested", "contested"),
        ("quoted", "in a quotation"),
    ];
    for (class, words) in signs {
        write(out, &["<li><span class=\"m c-none ", class, "\">name</span> ", words, "</li>\n"]);
    }
    out.extend_from_slice(b"</ul>\n</section>\n");
}

fn write_key(class: &str, name: &str, count: u64, out: &mut Vec<u8>) {
    if count > 0 {
        let count = count.to_string();
        let name = escape(name);
        write(out, &["<li><span class=\"m ", class, "\">", &name, "</span> ", &count, "</li>\n"]);
    }
}

fn write_table(totals: &Totals, options: &OutputOptions, out: &mut Vec<u8>) {
    if totals.entities.is_empty() {
        return;
    }
    let mut entities: Vec<_> = totals.entities.iter().collect();
    entities.sort_by_key(|(_, entity)| Reverse(entity.mentions));
    out.extend_from_slice(
        b"<section>\n<h2>Entities</h2>\n<table>\n<thead><tr><th scope=\"col\">Entity</th>\
          <th scope=\"col\" class=\"count\">Mentions</th><th scope=\"col\">Names used</th></tr></thead>\n<tbody>\n",
    );
    for (id, entity) in entities {
        write_entity(id, entity, options, out);
    }
    out.extend_from_slice(b"</tbody>\n</table>\n</section>\n");
}

fn write_entity(id: &str, entity: &EntityTotal, options: &OutputOptions, out: &mut Vec<u8>) {
    let id = escape(id);
    let color = color_class(&entity.entity_type, options);
    write(
        out,
        &[
            "<tr id=\"",
            &id,
            "\"><th scope=\"row\"><bdi class=\"m ",
            &color,
            "\">",
            &escape(&entity.name),
            "</bdi> <small><code>",
            &id,
            "</code>",
        ],
    );
    if !entity.entity_type.is_empty() {
        write(out, &[" ", &escape(&entity.entity_type)]);
    }
    write(
        out,
        &["</small></th><td class=\"count\">", &entity.mentions.to_string(), "</td><td><ul>"],
    );
    let mut uses: Vec<_> = entity.uses.iter().collect();
    uses.sort_by_key(|(_, total)| Reverse(total.mentions));
    for (name, total) in uses {
        write_use(name, *total, out);
    }
    out.extend_from_slice(b"</ul></td></tr>\n");
}

fn write_use(name: &NameUse, total: UseTotal, out: &mut Vec<u8>) {
    let said = said_of(
        &name.kind,
        &name.by.join(", "),
        name.since.as_deref(),
        name.until.as_deref(),
        [&name.tone, "exact"],
    );
    let mentions = total.mentions.to_string();
    write(
        out,
        &[
            "<li><bdi>",
            &escape(&name.text),
            "</bdi> <b>×",
            &mentions,
            "</b> <small>",
            &escape(&said),
        ],
    );
    if total.quoted > 0 {
        write(out, &[" · ", &total.quoted.to_string(), " quoted"]);
    }
    out.extend_from_slice(b"</small></li>");
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Text for the page, in an element or a quoted attribute. Control characters, which no page may have, become pictures;
/// what controls direction stays, since each text is isolated from the rest.
pub fn escape(text: &str) -> Cow<'_, str> {
    let is_special = |char: char| {
        matches!(char, '<' | '>' | '&' | '"' | '\'') || (is_risky(char) && char.is_control())
    };
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for char in text.chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\r' => {}
            _ if is_special(char) => escaped.push(picture(char)),
            _ => escaped.push(char),
        }
    }
    Cow::Owned(escaped)
}

fn write(out: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}
