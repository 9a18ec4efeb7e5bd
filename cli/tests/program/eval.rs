//! `eval`: figures, errors and reports.

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
pub(super) fn eval(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["eval", "-d", "names"], args].concat())
}

/// The report on one file.
#[track_caller]
pub(super) fn report(folder: &Folder, args: &[&str]) -> Value {
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
