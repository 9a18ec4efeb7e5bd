//! Dictionaries of every published schema are read for ever, and mean what they meant. The files in `tests/frozen/` are never changed.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use exonym::dictionary::{Cue, Dictionary, Source, collect, read};

#[test]
fn schema_1_is_read_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen");
    let files = ["schema-1.toml", "schema-1.jsonl", "schema-1-decoys.toml", "schema-1-layer.toml"];
    let layers = collect(&files.map(|file| folder.join(file))).unwrap();
    let reading = read(&layers);
    let messages: Vec<_> = reading.diagnostics.iter().map(|problem| &problem.message).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    let told = told(&reading.dictionary);
    let path = folder.join("schema-1.txt");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == told, "schema 1 means something else than {} says:\n{told}", path.display());
}

/// Everything that a dictionary says, a line a fact.
fn told(dictionary: &Dictionary) -> String {
    let mut out = String::new();
    for (old, new) in &dictionary.moved {
        writeln!(out, "{old} moved to {new}").unwrap();
    }
    for entity in &dictionary.entities {
        let (id, name, sort) = (&entity.id, &entity.name, &entity.entity_type);
        writeln!(out, "{id}: {name:?} type {sort:?} decoy {} note {:?}", entity.decoy, entity.note)
            .unwrap();
        writeln!(
            out,
            "  labels {:?} ids {:?} sources {}",
            entity.labels,
            entity.ids,
            sources(&entity.sources)
        )
        .unwrap();
        for (relation, other) in &entity.relations {
            writeln!(out, "  {} {other}", relation.as_str()).unwrap();
        }
        let texts = |tests: &[exonym::dictionary::Test]| -> Vec<String> {
            tests.iter().map(|test| test.text.clone()).collect()
        };
        writeln!(out, "  hits {:?} misses {:?}", texts(&entity.hits), texts(&entity.misses))
            .unwrap();
        for alias in &entity.aliases {
            let rule = &alias.rule;
            let date = |date: Option<exonym::dictionary::Date>| date.map(|date| date.to_string());
            let by: Vec<_> = rule.by.iter().map(|agent| (&agent.key, &agent.name)).collect();
            write!(
                out,
                "  {:?} {} {} by {by:?} since {:?} until {:?} {} {} case {} marks {} hyphen {} affix {:?} boundary {} prior {} defined {}",
                alias.text, rule.kind.as_str(), rule.lang, date(rule.since), date(rule.until), rule.scope.as_str(), rule.tone.as_str(),
                rule.case.as_str(), rule.marks.as_str(), rule.hyphen.as_str(), rule.affix, rule.boundary.as_str(), rule.prior,
                rule.defined,
            )
            .unwrap();
            let lists = [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against];
            let lists = lists.map(|list| list.iter().map(cue).collect::<Vec<_>>());
            write!(out, " require, forbid, for, against {lists:?} within {}", rule.within.as_str())
                .unwrap();
            if let Some(seen) = &rule.seen {
                write!(
                    out,
                    " seen {:?} {:?} {}",
                    date(seen.first),
                    date(seen.last),
                    sources(&seen.sources)
                )
                .unwrap();
            }
            writeln!(out, " sources {}", sources(&rule.sources)).unwrap();
        }
    }
    out
}

fn cue(cue: &Cue) -> String {
    match cue {
        Cue::Word(word) => word.clone(),
        Cue::Stem(stem) => format!("{stem}*"),
        Cue::Entity(id) => format!("@{id}"),
    }
}

fn sources(sources: &[Arc<Source>]) -> String {
    let told = sources.iter().map(|source| {
        let date = source.date.map(|date| date.to_string()).unwrap_or_default();
        format!("{} ({}, {date}, {})", source.key, source.title, source.url)
    });
    told.collect::<Vec<_>>().join("; ")
}
