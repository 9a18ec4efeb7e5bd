//! `exonym stats --format text`: tables for people.

use std::fmt::Write as _;

use exonym::stats::{Count, OfType, Statistics};

use crate::output::visible::{one_line, visible};

/// Longer lists are cut.
const MOST_ROWS: usize = 20;
/// So many languages of a type are told.
const MOST_LANGUAGES: usize = 6;

/// All tables, with a blank line between two.
pub fn tables(statistics: &Statistics) -> String {
    let Statistics { total, decoys, tests, .. } = statistics;
    let Count { entities, entries, names, forms } = total;
    let mut out = format!("entities  {entities}, rival senses among them: {decoys}\n");
    let _ = writeln!(
        out,
        "names     {names}, written as entries: {entries}, with all spellings: {forms}"
    );
    let _ =
        writeln!(out, "hits      {}, entities with one: {}", tests.hits, tests.entities_with_hit);
    let _ = writeln!(
        out,
        "misses    {}, entities with one: {}",
        tests.misses, tests.entities_with_miss
    );
    let types = statistics.by_type.iter().map(|of| Row {
        group: type_of(of),
        count: of.count,
        more: format!("{:>6}  {}", of.tests.entities_with_hit, languages(of)),
    });
    table("type", "tested  with a name in", &types.collect::<Vec<_>>(), &mut out);
    for (title, groups) in [
        ("language", &statistics.by_language),
        ("script", &statistics.by_script),
        ("kind", &statistics.by_kind),
        ("tone", &statistics.by_tone),
    ] {
        let row = |(group, count): &(String, Count)| Row {
            group: group.clone(),
            count: *count,
            more: String::new(),
        };
        table(title, "", &groups.iter().map(row).collect::<Vec<_>>(), &mut out);
    }
    let sources = statistics.by_source.iter().map(|(source, count)| Row {
        group: source.key.clone(),
        count: *count,
        more: visible(&one_line(&source.title)).into_owned(),
    });
    table("source", "", &sources.collect::<Vec<_>>(), &mut out);
    out
}

/// One line of a table.
struct Row {
    group: String,
    count: Count,
    more: String,
}

fn table(title: &str, more: &str, rows: &[Row], out: &mut String) {
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let width = shown.iter().map(|row| row.group.chars().count()).chain([title.len()]).max();
    let width = width.unwrap_or_default();
    line(&format!("\n{title:<width$}  entities    names    forms  {more}"), out);
    for Row { group, count: Count { entities, names, forms, .. }, more } in shown {
        line(&format!("{group:<width$}  {entities:>8} {names:>8} {forms:>8}  {more}"), out);
    }
    let rest = rows.len() - shown.len();
    if rest > 0 {
        let _ = writeln!(out, "{rest} more; --format json has them all");
    }
}

fn line(line: &str, out: &mut String) {
    out.push_str(line.trim_end());
    out.push('\n');
}

fn type_of(of: &OfType) -> String {
    let named = if of.entity_type.is_empty() { "-" } else { &of.entity_type };
    format!("{}: {named}", of.namespace)
}

/// `en 17, ur 9`, most entities first.
fn languages(of: &OfType) -> String {
    let mut named_in: Vec<&(String, usize)> = of.named_in.iter().collect();
    named_in.sort_by_key(|(_, entities)| std::cmp::Reverse(*entities));
    let told: Vec<String> = named_in
        .iter()
        .take(MOST_LANGUAGES)
        .map(|(lang, entities)| format!("{lang} {entities}"))
        .collect();
    told.join(", ")
}
