//! `eval`: figures, errors and reports; and the gold's own scorer over what `annotate` finds.

use std::path::{Path, PathBuf};
use std::process::Command;

use exonym::definitions::{Phrases, find};
use serde_json::{Value, json};

use crate::run::{Folder, Run};

const GOLD: &str = r#"{"id":"a","text":"Turkey’s envoys met the TTP militants in Pakistan.","exhaustive":true,"mentions":[{"start":0,"end":10,"surface":"Turkey’s","entity":"country/tr"},{"start":26,"end":29,"surface":"TTP","entity":"group/ttp"}]}
{"id":"b","text":"Ankara spoke. Pakistan <lost> to Turkey.","mentions":[{"start":0,"end":6,"entity":"country/tr"},{"start":14,"end":22,"entity":"team:pk","meto":"country/pk"},{"start":33,"end":39,"entity":"country/ge"}]}
{"id":"c","text":"Turkey, unsaid.","exhaustive":false,"mentions":[{"start":8,"end":14,"entity":"NIL"}]}
"#;

fn folder(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    folder.write("gold.jsonl", GOLD);
    folder
}

#[track_caller]
fn eval(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["eval", "-d", "names"], args].concat())
}

/// The report on one file.
#[track_caller]
fn report(folder: &Folder, args: &[&str]) -> Value {
    let run = eval(folder, &[&["--quiet", "--format", "json"], args].concat());
    let report = run.records().remove(0);
    run.done();
    report
}

#[test]
fn figures_come_with_their_counts() {
    let folder = folder("eval-figures");
    let report = report(&folder, &["gold.jsonl"]);
    let file = &report["files"][0];
    assert_eq!((&file["file"], &file["task"]), (&json!("gold.jsonl"), &json!("links")));
    assert_eq!((&file["documents"], &file["exhaustive"]), (&json!(3), &json!(2)));
    // Right: Turkey, TTP. Out of nowhere: Pakistan. A team: Pakistan. Wrong: Turkey. Missed: that one, and Ankara.
    let counts = json!({
        "right": 2, "wrong": 1, "nested": 0, "other": 0, "spurious": 1, "team": 1,
        "forbidden": 0, "neutral": 0, "missed": 2,
    });
    assert_eq!(file["counts"], counts);
    let strict = json!({
        "precision": 0.4, "precision_of": [2, 5], "recall": 0.5, "recall_of": [2, 4], "f1": 0.4444,
    });
    let lenient = json!({
        "precision": 0.5, "precision_of": [2, 4], "recall": 0.5, "recall_of": [2, 4], "f1": 0.5,
    });
    assert_eq!(file["figures"], json!({ "strict": strict, "lenient": lenient }));
    assert_eq!(
        file["confusions"],
        json!([{ "gold": "country/ge", "predicted": "country/tr", "mentions": 1 }])
    );
    let error = json!({
        "class": "spurious", "document": "a", "start": 43, "end": 51, "text": "Pakistan",
        "predicted": { "entity": "country/pk", "name": "Pakistan", "score": 975 }, "gold": null,
        "before": " envoys met the TTP militants in ", "after": ".",
    });
    assert_eq!(file["errors"][0], error);
    let names = file["names"].as_array().unwrap();
    let ankara = json!({
        "entity": "country/tr", "name": "Ankara", "known": false, "right": 0, "wrong": 0, "missed": 1,
    });
    assert!(names.contains(&ankara), "{names:?}");
    let links: u64 = file["reliability"]["bins"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bin| bin["links"].as_u64().unwrap())
        .sum();
    assert_eq!(links, 5);
    assert_eq!(report["tasks"], json!([]));
}

#[test]
fn reports_look_as_kept() {
    let folder = folder("eval-reports");
    folder.write("more.jsonl", GOLD);
    folder.write("old.json", eval(&folder, &["-q", "-f", "json", "gold.jsonl"]).done());
    let better = GOLD.replace("\"country/ge\"", "\"country/tr\"");
    folder.write("gold.jsonl", better);
    for (format, name) in [("text", "eval.txt"), ("html", "eval.html")] {
        let args = ["-q", "--format", format, "gold.jsonl", "more.jsonl", "--compare", "old.json"];
        crate::run::is_as_kept(name, &eval(&folder, &args).done());
    }
}

#[test]
fn every_task_is_known_by_its_records() {
    let folder = folder("eval-tasks");
    let cases = [
        (
            "links",
            r#"{"text":"Turkey","mentions":[{"start":0,"end":6,"entity":"country/tr","type":"country"}]}"#,
            "/strict/recall_of",
            json!([1, 1]),
        ),
        (
            "country",
            r#"{"text":"Turkey","mentions":[{"start":0,"end":6,"entity":"iso3166:TR","type":"country"}]}"#,
            "/strict/recall_of",
            json!([0, 1]),
        ),
        (
            "ambig",
            r#"{"text":"Roast turkey","target":{"start":6,"end":12},"gold":"none"}"#,
            "/words/accuracy_of",
            json!([1, 1]),
        ),
        (
            "tricky",
            r#"{"text":"The TTP militants","not":["TR"],"mentions":[{"start":4,"end":7,"entity":"TTP"}]}"#,
            "/cases/accuracy_of",
            json!([1, 1]),
        ),
        (
            "groups",
            r#"{"text":"TTP militants","mentions":[{"start":0,"end":3,"entity":"group:T","type":"org"}]}"#,
            "/groups/recall_of",
            json!([1, 1]),
        ),
        (
            "acronyms",
            r#"{"text":"no","pairs":[{"sf":"MS","lf":"multiple sclerosis"}]}"#,
            "/pairs/recall_of",
            json!([0, 1]),
        ),
    ];
    for (task, line, figure, expected) in &cases {
        folder.write("one.jsonl", format!("{line}\n"));
        let report = report(&folder, &["one.jsonl", "--map", "group:T=group/ttp"]);
        let file = &report["files"][0];
        assert_eq!(file["task"], *task);
        assert_eq!(file["figures"].pointer(figure), Some(expected), "{task}: {file}");
    }
    folder.write("one.jsonl", format!("{}\n", cases[4].1));
    let report = report(&folder, &["one.jsonl", "--task", "links", "--map", "group:T=group/ttp"]);
    assert_eq!(report["files"][0]["task"], "links");
}

#[test]
fn what_differs_from_an_earlier_report() {
    let folder = folder("eval-compare");
    folder.write("old.json", eval(&folder, &["-q", "-f", "json", "gold.jsonl"]).done());
    let same = report(&folder, &["gold.jsonl", "--compare", "old.json"]);
    let comparison = &same["comparison"];
    assert_eq!(comparison["fell"], false);
    assert_eq!(comparison["files"][0]["changes"], json!([]));
    let args = ["-q", "gold.jsonl", "--compare", "old.json"];
    assert!(eval(&folder, &args).done().contains("nothing differs"));

    folder.write("gold.jsonl", GOLD.replace("\"group/ttp\"", "\"country/ge\""));
    let run = eval(&folder, &["gold.jsonl", "--compare", "old.json", "-f", "json"]);
    let run = run.told(1, &["exonym: figures fell since old.json"]);
    let comparison = &run.records()[0]["comparison"];
    assert_eq!(comparison["fell"], true);
    let file = &comparison["files"][0];
    let fall = json!({ "figure": "strict", "measure": "precision", "old": 0.4, "new": 0.2, "change": -0.2 });
    assert!(file["changes"].as_array().unwrap().contains(&fall), "{file}");
    let shown = |errors: &Value| {
        let errors = errors.as_array().unwrap().iter();
        errors.map(|one| format!("{} {}", one["class"], one["text"])).collect::<Vec<_>>()
    };
    assert_eq!(shown(&file["gained"]), ["\"wrong\" \"TTP\"", "\"missed\" \"TTP\""]);
    assert_eq!(shown(&file["lost"]), [""; 0]);

    folder.write("other.jsonl", GOLD);
    let other = report(&folder, &["other.jsonl", "--compare", "old.json"]);
    assert_eq!(other["comparison"]["gone"], json!(["gold.jsonl"]));
    assert_eq!(other["comparison"]["new"], json!(["other.jsonl"]));

    eval(&folder, &["gold.jsonl", "--compare", "gold.jsonl"])
        .refused(&["gold.jsonl: this is no report", "help: make one with `exonym eval"]);
    eval(&folder, &["gold.jsonl", "--compare", "nothing.json"]).refused(&["nothing.json: "]);
}

#[test]
fn a_line_that_is_wrong_is_told_and_costs_no_other() {
    let folder = folder("eval-lines");
    let mention = |rest: &str| format!(r#"{{"text":"Türkei","mentions":[{{{rest}}}]}}"#);
    let lines = [
        (r#"{"text":"x","mentions":[]"#.to_owned(), ""),
        (r#"{"mentions":[]}"#.to_owned(), "text"),
        (r#"{"text":"x"}"#.to_owned(), ":3:1: record 3, byte 42: the record has no mentions"),
        (
            mention(r#""start":3,"end":3"#),
            ":4:30: record 4, byte 85: a mention from 3 to 3 is empty",
        ),
        (mention(r#""start":0,"end":9"#), "a mention ends at byte 9, and the text at 7"),
        (
            mention(r#""start":0,"end":2"#),
            "a mention from 0 to 2 begins or ends inside a character",
        ),
        (
            mention(r#""start":0,"end":6,"surface":"Türkei""#),
            "a mention is said to be \"Türkei\", and the text has \"Türke\"",
        ),
        (mention(r#""start":"0","end":6"#), "invalid type: string \"0\", expected a whole number"),
        (mention(r#""start":0"#), "missing field `end`"),
        (r#"{"text":"x","mentions":7}"#.to_owned(), "expected a list"),
    ];
    let text: Vec<_> = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
    folder.write("gold.jsonl", format!("{}{GOLD}", text.concat()));
    let mut told: Vec<&str> = lines.iter().map(|(_, told)| *told).collect();
    told.push("help: start and end count bytes of UTF-8, from 0");
    told.push("help: a line is {\"id\", \"text\", \"mentions\"");
    let run = eval(&folder, &["gold.jsonl", "-f", "json"]).told(1, &told);
    for line in 1..=lines.len() {
        assert!(run.err.contains(&format!("gold.jsonl:{line}:")), "line {line}\n{}", run.err);
    }
    assert_eq!(run.records()[0]["files"][0]["documents"], 3);
}

#[test]
fn entities_that_no_dictionary_has_are_told() {
    let folder = folder("eval-unknown");
    let gold = r#"{"text":"TTP militants of Atlantis","mentions":[{"start":0,"end":3,"entity":"group:TTP"},{"start":17,"end":25,"entity":"country/xx"},{"start":17,"end":25,"entity":"decoy/turkey-bird"}]}"#;
    folder.write("gold.jsonl", format!("{gold}\n"));
    let said = [
        "exonym: gold.jsonl: no dictionary has these entities of the gold (3, with 3 mentions): ",
        "country/xx (1)",
        "help: say which they are (--map group:TTP=group/ttp), or add them to a dictionary",
    ];
    let run = eval(&folder, &["gold.jsonl", "-f", "json", "--task", "links"]).told(0, &said);
    let unknown = &run.records()[0]["files"][0]["unknown"];
    assert_eq!(unknown[0], json!({ "entity": "country/xx", "mentions": 1 }));
    let args = ["gold.jsonl", "--task", "links", "--map", "group:TTP=group/ttp"];
    let mapped = report(&folder, &args);
    assert_eq!(mapped["files"][0]["figures"]["strict"]["recall_of"], json!([1, 1]));

    eval(&folder, &["gold.jsonl", "--map", "group:TTP=group/tpp"])
        .refused(&["--map group:TTP=group/tpp: no dictionary has `group/tpp`", "help: "]);
    eval(&folder, &["gold.jsonl", "--map", "group:TTP"]).refused(&["`group:TTP` maps nothing"]);
}

#[test]
fn what_cannot_be_measured_with_is_refused() {
    let folder = folder("eval-refused");
    eval(&folder, &["gone.jsonl"]).refused(&["gone.jsonl: there is no such file"]);
    folder.write("empty.jsonl", "");
    eval(&folder, &["empty.jsonl"]).refused(&["there is no gold to measure with", "help: "]);
    eval(&folder, &[]).refused(&["<GOLD>..."]);
    eval(&folder, &["gold.jsonl", "--task", "speed"]).refused(&["possible values: links, "]);
}

#[test]
fn threads_change_nothing() {
    let folder = folder("eval-threads");
    let report = |threads: &str| {
        eval(&folder, &["-q", "-f", "json", "-j", threads, "gold.jsonl", "gold.jsonl"]).done()
    };
    assert_eq!(report("1"), report("4"));
}

/// Texts with one name each: in nine of twelve it is the group's, in the others something else. Only priors speak.
fn sightings() -> String {
    let line = |at: usize| {
        let mention = r#"{"start":4,"end":7,"entity":"group/ttp"}"#;
        let mentions = if at < 9 { mention } else { "" };
        format!("{{\"text\":\"The TTP was seen {at} times.\",\"mentions\":[{mentions}]}}\n")
    };
    (0..12).map(line).collect()
}

/// Georgia twelve times as the state and twelve times as the other one, each with a word of its own; all else is in both.
fn two_georgias() -> String {
    let line = |at: usize| {
        let (entity, word) = if at.is_multiple_of(2) {
            ("country/ge", "Svaneti")
        } else {
            ("place/us-ga", "peachtrees")
        };
        format!(
            "{{\"text\":\"Georgia: {word} in {at}, zucchini.\",\"mentions\":[{{\"start\":0,\"end\":7,\"entity\":\"{entity}\"}}]}}\n"
        )
    };
    (0..24).map(line).collect()
}

/// With the gold; of the places there are none, or the second Georgia alone: no check lets all of them pass.
fn fit_folder(test: &str, gold: &str, places: &str) -> Folder {
    let folder = Folder::with_names(test);
    let all = folder.read("names/places.toml");
    let head = &all[..all.find("[entity").unwrap()];
    match places {
        "" => std::fs::remove_file(folder.path("names/places.toml")).unwrap(),
        _ => folder.write("names/places.toml", format!("{head}{places}")),
    }
    folder.write("gold.jsonl", gold);
    folder
}

const SECOND_GEORGIA: &str = "[entity.us-ga]\nname = \"Georgia\"\n";

/// `precision 9/12`, of one file.
fn strict(files: &Value) -> String {
    let strict = &files[0]["figures"]["strict"];
    format!("{} {}", strict["precision_of"], strict["recall_of"])
}

#[test]
fn priors_are_learned_told_and_measured() {
    let folder = fit_folder("eval-fit", &sightings(), "");
    let run = eval(&folder, &["gold.jsonl", "--fit", "fit", "--format", "json"]);
    // (1000 · 9 + 4 · 450) / (12 + 4) = 675, and (1000 · 3 + 4 · 450) / (12 + 4) = 300.
    let run = run.told(
        0,
        &[
            "fit/decoy.toml: written",
            "fit/group.toml: written",
            "exonym: “TTP”, group/ttp: prior 450 → 680: meant 9 of 12 times where nothing else speaks, another 3",
            "exonym: “TTP”, decoy/ttp-purpura: prior 450 → 300: meant 3 of 12 times where nothing else speaks, another 9",
        ],
    );
    let report = run.records().remove(0);
    // Two senses that are too close to call; then the more frequent one, always.
    assert_eq!(strict(&report["files"]), "[0,0] [0,9]");
    let fit = &report["fit"];
    assert_eq!(fit["folder"], "fit");
    assert_eq!(strict(&fit["after"]), "[9,12] [9,9]");
    assert_eq!(strict(&fit["held_out"]), "[9,12] [9,9]");
    let prior = json!({ "old": 450, "new": 680, "right": 9, "other": 3, "none": 0, "alone": true });
    let group = fit["names"].as_array().unwrap().iter().find(|row| row["entity"] == "group/ttp");
    let row = json!({ "entity": "group/ttp", "name": "TTP", "prior": prior, "cues": null, "refused": null });
    assert_eq!(group, Some(&row));

    for name in folder.list("fit") {
        crate::run::is_as_kept(&format!("fit/{name}"), &folder.read(&format!("fit/{name}")));
    }
    folder.run(&["check", "--strict", "names", "fit"]).told(0, &["no problems"]);
    assert_eq!(folder.run(&["fmt", "--check", "fit"]).done(), "");
    let again = eval(&folder, &["-d", "fit", "-q", "--format", "json", "gold.jsonl"]);
    assert_eq!(strict(&again.records()[0]["files"]), "[9,12] [9,9]");
}

#[test]
fn what_is_known_by_heart_is_worth_nothing_elsewhere() {
    let five: String = sightings().split_inclusive('\n').take(5).collect();
    let folder = fit_folder("eval-fit-heart", &five, "");
    let fit = &report(&folder, &["gold.jsonl", "--fit", "fit"])["fit"];
    assert_eq!(strict(&fit["after"]), "[5,5] [5,5]");
    // Without one part or another there are fewer than five.
    assert_eq!(strict(&fit["held_out"]), "[0,0] [0,5]");
}

#[test]
fn cues_are_learned_where_they_hold_elsewhere() {
    let folder = fit_folder("eval-fit-cues", &two_georgias(), SECOND_GEORGIA);
    let report = report(&folder, &["gold.jsonl", "--fit", "fit"]);
    let fit = &report["fit"];
    let names = fit["names"].as_array().unwrap();
    let row = |entity: &str| names.iter().find(|row| row["entity"] == entity).unwrap();
    // Each is meant in half of the texts, so that no prior changes; nobody could tell them apart.
    assert_eq!(row("country/ge")["prior"], Value::Null);
    let cues = json!({ "for": ["Svaneti"], "against": ["peachtrees"], "without": 0, "with": 24, "of": 24 });
    assert_eq!(row("country/ge")["cues"], cues);
    assert_eq!(row("place/us-ga")["cues"]["for"], json!(["peachtrees"]));
    assert_eq!(strict(&report["files"]), "[0,0] [0,24]");
    assert_eq!(strict(&fit["after"]), "[24,24] [24,24]");
    assert_eq!(strict(&fit["held_out"]), "[24,24] [24,24]");
    folder.run(&["check", "--strict", "names", "fit"]).told(0, &["no problems"]);

    let shown = eval(&folder, &["gold.jsonl", "--fit", "shown"]).told(0, &["shown/country.toml"]);
    crate::run::is_as_kept("fit/report.txt", &shown.out);
    let page = eval(&folder, &["-q", "-f", "html", "gold.jsonl", "--fit", "page"]).done();
    assert!(page.contains("cues for Svaneti; against peachtrees"), "{page}");
}

#[test]
fn where_there_is_nothing_to_learn_nothing_is_written() {
    let folder = fit_folder("eval-fit-nothing", &sightings(), "");
    let few = eval(&folder, &["gold.jsonl", "--fit", "fit", "--fit-least", "13"]);
    let few = few.told(0, &["exonym: nothing is learned that could be written"]);
    assert!(few.out.contains("nothing that could be written"), "{}", few.out);
    assert!(!folder.path("fit").exists());
    // What a test of the dictionaries contradicts is told, and stays as it is.
    let tests = "[entity.ttp.test]\nhit = [\"The [TTP] and other militants met\"]\n";
    folder.write("names/groups.toml", folder.read("names/groups.toml") + tests);
    folder.write("gold.jsonl", sightings().replace("group/ttp", "NIL"));
    let run = eval(&folder, &["gold.jsonl", "--fit", "fit"]);
    run.told(0, &["prior 450 → 110", "(not written: failed-test)", "nothing is learned"]);
    assert!(!folder.path("fit").exists());
}

#[test]
fn what_is_there_stays() {
    let folder = fit_folder("eval-fit-there", &sightings(), "");
    folder.write("fit/mine.toml", "mine");
    eval(&folder, &["gold.jsonl", "--fit", "fit"]).refused(&["fit/mine.toml: is there", "help: "]);
    assert_eq!((folder.list("fit").len(), folder.read("fit/mine.toml").as_str()), (1, "mine"));
    eval(&folder, &["gold.jsonl", "--fit-least", "3"]).refused(&["--fit <DIR>"]);
}

#[test]
fn threads_and_compiled_dictionaries_teach_the_same() {
    let folder = fit_folder("eval-fit-same", &(sightings() + &two_georgias()), SECOND_GEORGIA);
    folder.run(&["build", "-q", "names", "-o", "base.exo"]).done();
    let all = [("names", "1"), ("names", "4"), ("base.exo", "2")].map(|(names, threads)| {
        let fit = format!("fit-{names}-{threads}");
        let args = ["eval", "-q", "-f", "json", "gold.jsonl", "-d", names, "-j", threads];
        let out = folder.run(&[&args[..], &["--fit", &fit]].concat()).done();
        let files = folder.list(&fit).into_iter().map(|name| folder.read(&format!("{fit}/{name}")));
        (out.replace(&fit, "fit"), files.collect::<Vec<_>>())
    });
    assert_eq!(all[0].1.len(), 4);
    assert!(all[1] == all[0] && all[2] == all[0]);
}

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
