//! `eval` against the gold's own scorer, over what `annotate` finds.

use std::path::{Path, PathBuf};
use std::process::Command;

use exonym::definitions::{Phrases, find};
use serde_json::{Value, json};

use crate::run::Folder;

/// The scorer of the gold over links, `{"file": [[start, end, entity, kind], …] for each line}`; prints its figures.
const SCORER: &str = r#"
import json, os, sys
import score

links = json.load(open("links.json", encoding="utf-8"))
ids = {"group:ISIL": "group/isil", "group:AQI": "group/isil"}

def tagger(name):
    texts = [d["text"] for d in map(json.loads, open(f"{os.environ['GOLD']}/{name}.jsonl", encoding="utf-8"))]
    found = dict(zip(texts, links[name]))
    return lambda text: [tuple(link) for link in found[text]]

def states(name):
    tag = tagger(name)
    code = lambda e: e.split("/", 1)[1].upper()
    return lambda text: [
        (s, f, code(e)) for s, f, e, k in tag(text)
        if e.startswith("country/") and len(code(e)) == 2 and k not in ("demonym", "adjective")
    ]

figures = {}
for name in links:
    if name == "ambig":
        share, wrong = score.ambig(tagger(name))
        figures[name] = {"accuracy": share, "wrong": sorted(one[0] for one in wrong)}
    elif name == "tricky":
        right, cases, wrong = score.tricky(tagger(name))
        figures[name] = {"accuracy_of": [right, cases], "wrong": sorted(one[0] for one in wrong)}
    elif name == "acro-med1250":
        tag = tagger(name)
        figures[name] = score.acronyms(lambda text: set(tag(text)))
    elif name == "re3d":
        figures[name] = score.groups(tagger(name), ids)
    else:
        figures[name] = score.country(name, states(name))
print(json.dumps(figures))
"#;

#[test]
fn figures_are_those_of_the_scorer_of_the_gold() {
    let Some(gold) =
        std::env::var_os("EXONYM_SHARED").map(|shared| Path::new(&shared).join("data/gold"))
    else {
        eprintln!("skipped: EXONYM_SHARED names no folder with data/gold");
        return;
    };
    let folder = Folder::new("eval-scorer");
    let names = [
        "geovirus",
        "wiki-fair",
        "gum",
        "newseye-fi",
        "newseye-fr",
        "newseye-sv",
        "ilner-ur",
        "turkishwiki-tr",
        "ambig",
        "tricky",
        "re3d",
        "acro-med1250",
    ];
    let mut links = serde_json::Map::new();
    for name in names {
        let gold = gold.join(format!("{name}.jsonl"));
        let found = if name == "acro-med1250" { defined(&gold) } else { found(&folder, &gold) };
        links.insert(name.to_owned(), found);
    }
    folder.write("links.json", serde_json::to_string(&links).unwrap());
    folder.write("scorer.py", SCORER);
    let python = Command::new("python3")
        .arg("scorer.py")
        .env("PYTHONPATH", &gold)
        .env("GOLD", &gold)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(folder.path("."))
        .output();
    let Ok(python) = python else {
        eprintln!("skipped: there is no python3");
        return;
    };
    assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
    let theirs: Value = serde_json::from_slice(&python.stdout).unwrap();

    let files: Vec<PathBuf> = names.iter().map(|name| gold.join(format!("{name}.jsonl"))).collect();
    let files = files.iter().map(|file| file.to_str().unwrap());
    let maps = ["--map", "group:ISIL=group/isil", "--map", "group:AQI=group/isil"];
    let args: Vec<_> = ["eval", "-q", "-f", "json"].into_iter().chain(maps).chain(files).collect();
    let run = folder.run(&args);
    let ours = run.records().remove(0);
    run.done();
    for (name, file) in names.iter().zip(ours["files"].as_array().unwrap()) {
        is_the_same(name, file, &theirs[name]);
    }
}

/// What the program finds in each text of a gold: start, end, entity, kind.
fn found(folder: &Folder, gold: &Path) -> Value {
    let gold = std::fs::read_to_string(gold).unwrap();
    let texts = crate::run::records(&gold).into_iter().map(|record| {
        let line = json!({ "text": record["text"] });
        format!("{line}\n")
    });
    folder.write("texts.jsonl", texts.collect::<String>());
    let out = folder.run(&["annotate", "--format", "jsonl", "texts.jsonl"]).done();
    let records = crate::run::records(&out).into_iter().map(|record| {
        let mentions = record["mentions"].as_array().unwrap().iter();
        let links = mentions.filter(|mention| mention["entity"].is_string());
        let link = |one: &Value| json!([one["start"], one["end"], one["entity"], one["kind"]]);
        Value::from(links.map(link).collect::<Vec<_>>())
    });
    records.collect()
}

/// The short forms that each text of a gold defines, and what they are short for.
fn defined(gold: &Path) -> Value {
    let texts = crate::run::records(&std::fs::read_to_string(gold).unwrap()).into_iter();
    let phrases = Phrases::of(exonym_dictionaries::gazetteer().languages());
    let pairs = texts.map(|record| {
        let text = record["text"].as_str().unwrap();
        let found = find(text, &phrases).into_iter();
        Value::from(
            found.map(|it| json!([it.short.of(text), it.long.of(text)])).collect::<Vec<_>>(),
        )
    });
    pairs.collect()
}

#[track_caller]
fn is_the_same(name: &str, ours: &Value, theirs: &Value) {
    let counts = &ours["counts"];
    let wrong = || {
        let errors = ours["errors"].as_array().unwrap().iter();
        let mut ids: Vec<_> = errors.map(|error| error["document"].clone()).collect();
        ids.sort_by_key(Value::to_string);
        ids.dedup();
        Value::from(ids)
    };
    match ours["task"].as_str().unwrap() {
        "country" => {
            let classes = [
                ("tp", "right"),
                ("fn", "missed"),
                ("wrong", "wrong"),
                ("nested", "nested"),
                ("other", "other"),
                ("spur", "spurious"),
                ("meto", "team"),
                ("neut", "neutral"),
            ];
            for (their, our) in classes {
                assert_eq!(counts[our], theirs[their], "{name}: {our}");
            }
            assert_eq!(ours["documents"], theirs["docs"], "{name}");
            assert_eq!(ours["text_bytes"], theirs["bytes"], "{name}");
            for figure in ["strict", "lenient"] {
                for (at, measure) in ["precision", "recall", "f1"].into_iter().enumerate() {
                    let our = ours["figures"][figure][measure].as_f64().unwrap();
                    let their = theirs[figure][at].as_f64().unwrap();
                    // In hundreds, with one digit.
                    assert!(
                        (100.0 * our - their).abs() < 0.0551,
                        "{name} {figure} {measure}: {our} {their}"
                    );
                }
            }
        }
        "ambig" => {
            let our = ours["figures"]["words"]["accuracy"].as_f64().unwrap();
            assert!((our - theirs["accuracy"].as_f64().unwrap()).abs() < 6e-5, "{name}: {our}");
            assert_eq!(wrong(), theirs["wrong"], "{name}");
        }
        "tricky" => {
            assert_eq!(ours["figures"]["cases"]["accuracy_of"], theirs["accuracy_of"], "{name}");
            assert_eq!(wrong(), theirs["wrong"], "{name}");
        }
        "groups" => {
            assert_eq!(
                (&counts["right"], &counts["missed"]),
                (&theirs["tp"], &theirs["fn"]),
                "{name}"
            );
            let of = |part: &Value, rest: &Value| {
                json!([part, part.as_u64().unwrap() + rest.as_u64().unwrap()])
            };
            let figures = &ours["figures"]["groups"];
            assert_eq!(figures["precision_of"], of(&theirs["tp"], &theirs["fp"]), "{name}");
            assert_eq!(figures["recall_of"], of(&theirs["tp"], &theirs["fn"]), "{name}");
        }
        "acronyms" => {
            for measure in ["precision", "recall", "f1"] {
                let our = ours["figures"]["pairs"][measure].as_f64().unwrap();
                let their = theirs[measure].as_f64().unwrap();
                assert!((our - their).abs() < 6e-5, "{name} {measure}: {our} {their}");
            }
        }
        task => panic!("{name}: {task}"),
    }
}
