//! The changes of dictionaries that the shared cases say must be refused. They are not part of the repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Severity, SourceFile};
use exonym::dictionary::Layer;
use exonym::lint::Policy;
use serde_json::{Value, json};

/// A pack of the entities that a case names, each with a neutral name of its own besides.
fn pack(case: &Value) -> String {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let aliases = |list: &str| case[list].as_array().into_iter().flatten();
    for alias in aliases("base_aliases").chain(aliases("aliases")) {
        let text = |member: &str| alias[member].as_str().expect("an alias is text");
        names.entry(text("entity")).or_default().push(text("alias"));
    }
    let header = json!({
        "schema": 1, "namespace": "case", "title": "A case", "license": "CC0-1.0",
        "source": { "s": { "title": "A source" } }, "defaults": { "source": "s" },
    });
    let entities = names.iter().enumerate().map(|(number, (slug, names))| {
        json!({ "slug": slug, "name": format!("Neutral name {number}"), "names": { "und": names } })
    });
    let lines: Vec<_> = [header].into_iter().chain(entities).map(|line| line.to_string()).collect();
    lines.join("\n")
}

#[test]
fn what_the_shared_cases_refuse_is_refused() {
    let shared = std::env::var_os("EXONYM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join("data/cases/names.jsonl");
    let Ok(cases) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let cases = cases.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let refusals: Vec<Value> = cases.filter(|case| case["expect_error"] == true).collect();
    assert!(!refusals.is_empty());
    let mut passed = Vec::new();
    for case in &refusals {
        let file = SourceFile { name: "case.jsonl".into(), text: pack(case) };
        let found = check(&[Layer::new(vec![Arc::new(file)])], Policy::Own).diagnostics;
        let is_refused = found.iter().any(|problem| problem.severity == Severity::Error);
        match (is_refused, case["debatable"] == true) {
            (true, _) => {}
            (false, true) => println!("debatable: {} passes: {}", case["id"], case["why"]),
            (false, false) => passed.push(format!("{}: {}", case["id"], case["why"])),
        }
    }
    assert!(passed.is_empty(), "these are not refused:\n{}", passed.join("\n"));
}
