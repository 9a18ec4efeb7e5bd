//! `exonym lookup`

use std::fmt::Write as _;
use std::io::stdout;

use exonym::dictionary::{Rule, Source};
use exonym::gazetteer::{AliasRef, EntityRef, Gazetteer};
use serde_json::{Value, json};

use crate::args::{LookupArgs, Report};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::output::visible::one_line;
use crate::terminal::Manner;

pub fn run(args: &LookupArgs, manner: Manner) -> Result<Outcome, Failure> {
    let gazetteer = dictionaries::gazetteer(&args.dictionary, manner)?;
    let mut out = String::new();
    let mut missing = false;
    for name in &args.names {
        let name = &one_line(name);
        let hits = hits(&gazetteer, name, args)?;
        if hits.is_empty() {
            missing = true;
            eprintln!("{name}: no such name or id{}", suggestion(&gazetteer, name, args));
        }
        for hit in hits {
            match args.format {
                Report::Text => show(&hit, args.all, &mut out),
                Report::Json => {
                    out.push_str(&describe(&hit).to_string());
                    out.push('\n');
                }
            }
        }
    }
    hand_on(&mut stdout(), out.as_bytes())?;
    Ok(if missing { Outcome::Told } else { Outcome::Done })
}

/// An entity, and the names that led to it (none for an id).
struct Hit<'g> {
    entity: EntityRef<'g>,
    by_names: Vec<(AliasRef<'g>, u8)>,
}

fn hits<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
    args: &LookupArgs,
) -> Result<Vec<Hit<'g>>, Failure> {
    if let Some(entity) = gazetteer.entity_by_id(name) {
        return Ok(vec![Hit { entity, by_names: Vec::new() }]);
    }
    let found = if args.prefix {
        gazetteer
            .find_prefix(name, args.limit)
            .iter()
            .map(|found| (found.key, found.distance))
            .collect()
    } else if let Some(distance) = args.fuzzy {
        let found = gazetteer.find_fuzzy(name, distance);
        let found = found.map_err(|error| Failure::new(error.to_string(), ""))?;
        found.iter().take(args.limit).map(|found| (found.key, found.distance)).collect()
    } else {
        gazetteer.find(name).map(|key| (key, 0)).into_iter().collect::<Vec<_>>()
    };
    let mut hits: Vec<Hit<'g>> = Vec::new();
    for (key, distance) in found {
        for alias in gazetteer.candidates(key) {
            let entity = alias.entity();
            match hits.iter_mut().find(|hit| hit.entity.index() == entity.index()) {
                Some(hit) => hit.by_names.push((alias, distance)),
                None => hits.push(Hit { entity, by_names: vec![(alias, distance)] }),
            }
        }
    }
    // Rival senses come after what is reported.
    hits.sort_by_key(|hit| hit.entity.is_decoy());
    Ok(hits)
}

/// The nearest name, for those who mistyped.
fn suggestion(gazetteer: &Gazetteer, name: &str, args: &LookupArgs) -> String {
    if args.prefix || args.fuzzy.is_some() {
        return String::new();
    }
    let nearest = gazetteer.find_fuzzy(name, 2).ok().and_then(|found| found.first().copied());
    let alias = nearest.and_then(|found| gazetteer.candidates(found.key).next());
    alias.map_or_else(
        || "; --prefix finds names that begin so".to_owned(),
        |alias| {
            format!("; did you mean {}? --fuzzy 2 shows all that are near", one_line(alias.text()))
        },
    )
}

/// So many spellings of one block of a dictionary are shown; a pattern may stand for hundreds.
const MOST_SPELLINGS: usize = 12;

/// Names go on in the next line before this column.
const WIDTH: usize = 100;

fn show(hit: &Hit<'_>, all: bool, out: &mut String) {
    let entity = hit.entity;
    let rival = if entity.is_decoy() { ", a rival sense: it is never reported" } else { "" };
    let kind = if entity.entity_type().is_empty() { "entity" } else { entity.entity_type() };
    line(out, 0, &format!("{}  {}  ({kind}{rival})", entity.id(), entity.name()));
    for (alias, distance) in &hit.by_names {
        let wrong = match distance {
            0 => String::new(),
            1 => ", one letter wrong".to_owned(),
            more => format!(", {more} letters wrong"),
        };
        line(out, 1, &format!("found by \"{}\"{wrong}", alias.text()));
    }
    for (register, id) in entity.registers() {
        line(out, 1, &format!("{register}: {id}"));
    }
    for (tag, label) in entity.labels() {
        line(out, 1, &format!("label in {tag}: {label}"));
    }
    for (relation, other) in entity.relations() {
        line(out, 1, &format!("{}: {} ({})", relation.as_str(), other.name(), other.id()));
    }
    for names in names_by_rule(entity) {
        show_names(&names, all, out);
    }
    let sources: Vec<_> = entity.sources().map(citation).collect();
    match sources.as_slice() {
        [source] => line(out, 1, &format!("the entity is in: {source}")),
        [] => {}
        several => {
            line(out, 1, "the entity is in:");
            for source in several {
                line(out, 2, source);
            }
        }
    }
    out.push('\n');
}

/// The names of an entity, those together that one block of a dictionary gives; in the order of their first names.
fn names_by_rule(entity: EntityRef<'_>) -> Vec<Vec<AliasRef<'_>>> {
    let mut groups: Vec<Vec<AliasRef<'_>>> = Vec::new();
    for alias in entity.aliases() {
        match groups.iter_mut().find(|group| group[0].rule() == alias.rule()) {
            Some(group) => group.push(alias),
            None => groups.push(vec![alias]),
        }
    }
    groups
}

/// Names that have everything else in common.
fn show_names(names: &[AliasRef<'_>], all: bool, out: &mut String) {
    let rule = names[0].rule();
    let mut heading = format!("{}, {}", rule.kind.as_str(), rule.lang);
    for word in [rule.scope.as_str(), rule.tone.as_str()] {
        if !matches!(word, "exact" | "neutral") {
            write!(heading, ", {word}").expect("memory takes it");
        }
    }
    // One more than fits is as short as saying so.
    let shown = if all || names.len() <= MOST_SPELLINGS + 1 { names.len() } else { MOST_SPELLINGS };
    let mut row = format!("{heading}: {}", names[0].text());
    let mut depth = 1;
    for alias in &names[1..shown] {
        row.push_str(" ·");
        // Its blank, and the dot after it.
        let width = 2 * depth + row.chars().count() + 1 + alias.text().chars().count() + 2;
        if width > WIDTH {
            line(out, depth, &row);
            row.clear();
            depth = 2;
        }
        write!(row, " {}", alias.text()).expect("memory takes it");
    }
    line(out, depth, &row);
    if shown < names.len() {
        line(out, 2, &format!("and {} spellings more; --all shows them", names.len() - shown));
    }
    if !rule.by.is_empty() {
        let who: Vec<_> = rule.by.iter().map(|agent| agent.name.as_str()).collect();
        line(out, 2, &format!("used by {}{}", who.join("; "), period(rule)));
    } else if rule.since.is_some() || rule.until.is_some() {
        line(out, 2, period(rule).trim_start_matches(", "));
    }
    if let Some(seen) = &rule.seen {
        let date = |date: Option<exonym::dictionary::Date>| {
            date.map_or_else(|| "?".to_owned(), |date| date.to_string())
        };
        line(out, 2, &format!("met in use from {} to {}", date(seen.first), date(seen.last)));
    }
    for source in &rule.sources {
        line(out, 2, &format!("source: {}", citation(source)));
    }
}

/// `, from 2024-07-31, until 2025`
fn period(rule: &Rule) -> String {
    let since = rule.since.map(|date| format!(", from {date}"));
    let until = rule.until.map(|date| format!(", until {date}"));
    let dated = if rule.dated { ", in texts of that time alone" } else { "" };
    format!("{}{}{dated}", since.unwrap_or_default(), until.unwrap_or_default())
}

fn citation(source: &Source) -> String {
    let date = source.date.map(|date| format!(", {date}")).unwrap_or_default();
    let url = if source.url.is_empty() { String::new() } else { format!(", {}", source.url) };
    format!("{}{date}{url}", source.title)
}

fn line(out: &mut String, depth: usize, text: &str) {
    writeln!(out, "{:width$}{}", "", one_line(text), width = depth * 2).expect("memory takes it");
}

fn describe(hit: &Hit<'_>) -> Value {
    let entity = hit.entity;
    let pairs = |pairs: &mut dyn Iterator<Item = (&str, &str)>| -> Value {
        pairs.map(|(name, value)| (name.to_owned(), Value::from(value))).collect()
    };
    let found: Vec<_> = hit
        .by_names
        .iter()
        .map(|(alias, distance)| json!({ "text": alias.text(), "distance": distance }))
        .collect();
    let relations: Vec<_> = entity
        .relations()
        .map(|(relation, other)| json!({ "relation": relation.as_str(), "entity": other.id() }))
        .collect();
    json!({
        "entity": entity.id(),
        "name": entity.name(),
        "type": entity.entity_type(),
        "decoy": entity.is_decoy(),
        "found": found,
        "ids": pairs(&mut entity.registers()),
        "labels": pairs(&mut entity.labels()),
        "relates": relations,
        "names": entity.aliases().map(describe_alias).collect::<Vec<_>>(),
        "sources": entity.sources().map(describe_source).collect::<Vec<_>>(),
    })
}

fn describe_alias(alias: AliasRef<'_>) -> Value {
    let rule = alias.rule();
    let by: Vec<_> =
        rule.by.iter().map(|agent| json!({ "key": agent.key, "name": agent.name })).collect();
    json!({
        "text": alias.text(),
        "kind": rule.kind.as_str(),
        "lang": rule.lang,
        "by": by,
        "since": rule.since.map(|date| date.to_string()),
        "until": rule.until.map(|date| date.to_string()),
        "dated": rule.dated,
        "scope": rule.scope.as_str(),
        "tone": rule.tone.as_str(),
        "sources": rule.sources.iter().map(|source| describe_source(source)).collect::<Vec<_>>(),
    })
}

fn describe_source(source: &Source) -> Value {
    json!({
        "key": source.key,
        "title": source.title,
        "date": source.date.map(|date| date.to_string()),
        "url": source.url,
    })
}
