//! `annotate --defer` and `--decisions`: what is doubtful is written, decided by somebody, and holds as long as the words stand.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::run::{Folder, Run, mentions, records};

const NEWS: &str = r#"{"id":"a","title":"Georgia","body":"Talks in Georgia\non the TTP, by “Georgia ” alone."}
{"id":"b","title":"x","body":"Turkey and the TTP militants."}
{"id":"c","title":"Ge\u006frgia","body":"“In Georgia,” he said."}
"#;

const FIELDS: [&str; 2] = ["--field", "title,body"];

#[track_caller]
fn annotate(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["annotate", "-d", "names"], args].concat())
}

/// Defers into `open.jsonl`, and reads that.
#[track_caller]
fn defer(folder: &Folder, args: &[&str]) -> Vec<Value> {
    annotate(folder, &[args, &["--defer", "open.jsonl"]].concat()).done();
    records(&folder.read("open.jsonl"))
}

/// Writes decisions: what each line says in `entity`.
fn decide(folder: &Folder, lines: &[Value], entity: impl Fn(&Value) -> Value) {
    let decide = |line: &Value| {
        let mut line = line.clone();
        line["entity"] = entity(&line);
        format!("{line}\n")
    };
    folder.write("decided.jsonl", lines.iter().map(decide).collect::<String>());
}

fn news(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    folder.write("news.jsonl", NEWS);
    folder
}

#[test]
fn doubtful_mentions_are_written_with_all_that_helps() {
    let folder = news("defer-lines");
    let args =
        [&["news.jsonl", "--lang", "en", "--as-of", "2025-01", "--offsets", "utf16"], &FIELDS[..]]
            .concat();
    let lines = defer(&folder, &args);
    let places: Vec<_> = lines
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {}..{} {}",
                it["id"], it["record"], it["field"], it["start"], it["end"], it["quoted"]
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            r#""a" 1 "title" 0..7 false"#,
            r#""a" 1 "body" 9..16 false"#,
            r#""a" 1 "body" 24..27 false"#,
            r#""a" 1 "body" 35..42 false"#,
            r#""c" 3 "title" 0..7 false"#,
            r#""c" 3 "body" 6..13 true"#,
        ]
    );
    let expected = json!({
        "id": "a", "record": 1, "field": "body", "start": 24, "end": 27, "text": "TTP", "entity": null,
        "doubt": "ambiguous", "quoted": false, "lang": "en", "date": "2025-01",
        "before": "Talks in Georgia on the ", "after": ", by “Georgia ” alone.",
        "candidates": [
            { "entity": "decoy/ttp-purpura", "name": "thrombotic thrombocytopenic purpura", "type": "decoy",
              "kind": "acronym", "score": 450, "decoy": true },
            { "entity": "group/ttp", "name": "Tehreek-e-Taliban Pakistan", "type": "armed-group",
              "kind": "acronym", "score": 450 },
        ],
    });
    assert_eq!(lines[2], expected);
    let without = annotate(&folder, &args).done();
    let with = annotate(&folder, &[&args[..], &["--defer", "open.jsonl"]].concat()).done();
    assert_eq!(with, without, "deferring changes nothing that is found");
    let only = defer(&folder, &[&args[..], &["--only", "country"]].concat());
    assert_eq!(only.len(), 5);
    assert_eq!(only[0]["candidates"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_decided_holds_and_is_deferred_no_more() {
    let folder = news("decisions-round");
    let args = [&["news.jsonl"], &FIELDS[..]].concat();
    let lines = defer(&folder, &args);
    decide(&folder, &lines, |line| match line["text"].as_str() {
        Some("TTP") => json!("nil"),
        _ => json!("place/us-ga"),
    });
    let args = [&args[..], &["--decisions", "decided.jsonl"]].concat();
    assert_eq!(defer(&folder, &args), [Value::Null; 0]);
    let run = annotate(&folder, &args);
    let found = run.records();
    run.done();
    assert_eq!(
        mentions(&found[0]),
        [
            "title 0..7 Georgia place/us-ga",
            "body 9..16 Georgia place/us-ga",
            "body 35..42 Georgia place/us-ga",
        ]
    );
    assert_eq!(found[0]["entities"], json!(["place/us-ga"]));
    let expected = json!({
        "field": "body", "start": 6, "end": 13, "text": "Georgia", "entity": "place/us-ga", "name": "Georgia",
        "type": "place", "kind": "name", "tone": "neutral", "quoted": true, "score": 1000, "decided": true,
    });
    assert_eq!(found[2]["mentions"][1], expected);
    assert_eq!(found[1]["mentions"][0].get("decided"), None);
    let shown = annotate(&folder, &[&args[..], &["--explain", "--nil"]].concat());
    let ttp = &shown.records()[0]["mentions"][2];
    assert_eq!(
        (&ttp["text"], &ttp["entity"], &ttp["decided"]),
        (&json!("TTP"), &Value::Null, &json!(true))
    );
    assert_eq!(ttp["evidence"], json!([{ "kind": "decided" }]));
    // Null decides nothing, and the last line about a mention holds.
    let mut more = folder.read("decided.jsonl");
    for (line, entity) in lines.iter().zip([json!("country/ge"), Value::Null]) {
        let mut line = line.clone();
        line["entity"] = entity;
        writeln!(more, "{line}\n").unwrap();
    }
    folder.write("more.jsonl", more);
    let run = annotate(&folder, &["news.jsonl", FIELDS[0], FIELDS[1], "--decisions", "more.jsonl"]);
    assert_eq!(
        mentions(&run.records()[0])[..2],
        ["title 0..7 Georgia country/ge", "body 9..16 Georgia place/us-ga"]
    );
    run.done();
    let only = [&args[..], &["--except", "place"]].concat();
    assert_eq!(mentions(&annotate(&folder, &only).records()[0]), [""; 0]);
}

#[test]
fn every_format_takes_decisions() {
    let folder = Folder::with_names("decisions-formats");
    let inputs = [
        ("a.txt", "text", "In Georgia\n"),
        ("a.lines", "lines", "nothing\nIn Georgia\n"),
        ("a.jsonl", "jsonl", "{\"text\":\"In Georgia\"}\n"),
        (
            "b.jsonl",
            "jsonl",
            "{\"id\":17,\"items\":[{\"body\":\"no\"},{\"body\":\"In Georgia\"}]}\n",
        ),
        ("a.csv", "csv", "n,text\n1,\"In Georgia\"\n"),
        ("a.tsv", "tsv", "id\ttext\n1\tIn Georgia\n"),
        (
            "a.xml",
            "feed",
            "<rss version=\"2.0\"><channel><title>t</title><item><title>In &lt;b&gt;Georgia&lt;/b&gt;</title><guid>1</guid></item></channel></rss>",
        ),
    ];
    for (name, format, text) in inputs {
        folder.write(name, text);
        let fields: &[&str] = if name == "b.jsonl" { &["--field", "items[].body"] } else { &[] };
        let args = [&[name, "--input", format], fields].concat();
        let lines = defer(&folder, &args);
        assert_eq!(lines.len(), 1, "{name}");
        decide(&folder, &lines, |_| json!("country/ge"));
        let args = [&args[..], &["--decisions", "decided.jsonl"]].concat();
        assert_eq!(defer(&folder, &args), [Value::Null; 0], "{name}");
        for format in ["jsonl", "tsv", "html", "brat", "bulk", "text"] {
            let shown = annotate(&folder, &[&args[..], &["--format", format]].concat()).done();
            assert!(
                shown.contains("country/ge") && !shown.contains("place/us-ga"),
                "{name}: {shown}"
            );
        }
        let brat = [&args[..], &["--brat-dir", "brat", "--defer", "open.jsonl"]].concat();
        annotate(&folder, &brat).done();
        assert_eq!(folder.read("open.jsonl"), "");
    }
    let annotations = folder.list("brat");
    assert!(annotations.len() > 6, "{annotations:?}");
}

#[test]
fn a_text_may_change_around_the_words_and_not_at_them() {
    let folder = news("decisions-stale");
    let args = [&["news.jsonl"], &FIELDS[..]].concat();
    decide(&folder, &defer(&folder, &args), |_| json!("country/ge"));
    let args = [&args[..], &["--decisions", "decided.jsonl"]].concat();
    // The first title has changed; in the body, the first mention stands where it stood, and the others do not.
    let changed = NEWS.replacen("\"title\":\"Georgia\"", "\"title\":\"In Georgia\"", 1).replacen(
        "Talks in Georgia\\non the TTP,",
        "Talks in Georgia with the TTP,",
        1,
    );
    folder.write("news.jsonl", &changed);
    let run = annotate(&folder, &args).told(
        1,
        &[
            "decided.jsonl:1: stale: \"Georgia\" does not stand at 0..7 of the field `title` any more\n\
             decided.jsonl:3: stale: \"TTP\" does not stand at 24..27 of the field `body` any more\n\
             decided.jsonl:4: stale: \"Georgia\" does not stand at 35..42 of the field `body` any more\n  help: ",
        ],
    );
    assert_eq!(mentions(&run.records()[0])[1], "body 9..16 Georgia country/ge");
    // One text of this id that has the words is enough, wherever it stands.
    folder.write("news.jsonl", format!("{changed}{NEWS}"));
    annotate(&folder, &args).done();
    // Texts and fields that were not read are no reason to complain.
    folder.write("news.jsonl", NEWS.lines().nth(1).unwrap());
    let run = annotate(&folder, &args);
    run.told(0, &["exonym: 6 decisions are of texts or fields that were not read"]);
    folder.write("news.jsonl", NEWS);
    let run =
        annotate(&folder, &["news.jsonl", "--field", "title", "--decisions", "decided.jsonl"]);
    run.told(0, &["exonym: 4 decisions are of texts or fields that were not read"]);
    annotate(&folder, &["-q", "news.jsonl", "--field", "title", "--decisions", "decided.jsonl"])
        .done();
}

#[test]
fn lines_that_are_wrong_are_told_and_cost_no_other() {
    let folder = Folder::with_more_names("decisions-wrong");
    let text = "Georgia, Georgia, Georgia";
    folder.write("news.jsonl", json!({ "id": "a", "text": text }).to_string());
    let line = |start: usize, entity: &str| {
        format!(
            r#"{{"id":"a","field":"text","start":{start},"end":{},"text":"Georgia","entity":{entity}}}"#,
            start + 7
        )
    };
    let lines = [
        (
            line(0, "\"country/turkey\""),
            "1: no dictionary has `country/turkey`\n  help: did you mean country/tr?",
        ),
        (line(0, "\"country/uk\""), ""),
        (line(0, "7"), "3:70: this is no decision: invalid type: integer `7`, expected a string"),
        (r#"{"id":"a","field":"text""#.to_owned(), "4:24: this is no decision: EOF"),
        ("[]".to_owned(), "5:1: the line is no JSON object"),
        (
            line(9, "\"country/ge\"").replace(",\"entity\":\"country/ge\"", ""),
            "6:61: this is no decision: missing field `entity`",
        ),
        (
            line(9, "\"country/ge\"").replace("\"id\":\"a\",", ""),
            "7: no text is named: `id` is text or a number, else there is a `hash`",
        ),
        (
            line(9, "\"country/ge\"").replace("\"id\":\"a\"", "\"hash\":\"x\""),
            "8: `x` is no hash of a text",
        ),
        (
            line(9, "\"country/ge\"").replace("16,", "17,"),
            "9: `text` has 7 bytes, not those from 9 to 17",
        ),
        (line(9, "\"decoy/ttp-purpura\""), ""),
        (line(18, "null"), ""),
        (String::new(), ""),
        ("\u{feff}x".to_owned(), "13:1: the line is no JSON object"),
    ];
    let text: Vec<_> = lines.iter().map(|(line, _)| line.as_str()).collect();
    folder.write("d.jsonl", text.join("\n"));
    let said: Vec<_> =
        lines.iter().filter(|it| !it.1.is_empty()).map(|it| format!("d.jsonl:{}", it.1)).collect();
    let said: Vec<_> = said.iter().map(String::as_str).collect();
    let run = annotate(&folder, &["news.jsonl", "--decisions", "d.jsonl"]).told(1, &said);
    assert_eq!(run.err.matches("d.jsonl:").count(), said.len(), "{}", run.err);
    // An id that has moved is followed; a rival sense is none of those that are reported.
    assert_eq!(
        mentions(&run.records()[0]),
        ["text 0..7 Georgia country/gb", "text 18..25 Georgia -"]
    );
    annotate(&folder, &["news.jsonl", "--decisions", "gone.jsonl"]).refused(&["gone.jsonl: "]);
}

#[test]
fn any_known_entity_can_be_decided_anywhere() {
    let folder = Folder::with_names("decisions-anywhere");
    let text = "The British, on the Isle of Man, and “man” of Turkey.";
    folder.write("news.jsonl", json!({ "id": 7, "text": text }).to_string());
    let line = |words: &str, entity: &str, quoted: bool| {
        let start = text.find(words).unwrap();
        json!({
            "id": 7, "field": "text", "start": start, "end": start + words.len(), "text": words, "entity": entity,
            "quoted": quoted,
        })
    };
    let run = |lines: &[Value], args: &[&str]| {
        let lines: Vec<_> = lines.iter().map(Value::to_string).collect();
        folder.write("d.jsonl", lines.join("\n"));
        annotate(&folder, &[&["news.jsonl", "--decisions", "d.jsonl"], args].concat())
    };
    // No name of it at all: nothing is said of how the name is used.
    let lines = [line("British", "country/ge", false), line("man", "place/man", true)];
    let found = run(&lines, &[]).records().remove(0);
    let expected = json!([
        { "field": "text", "start": 4, "end": 11, "text": "British", "entity": "country/ge", "name": "Georgia",
          "type": "country", "quoted": false, "score": 1000, "decided": true },
        { "field": "text", "start": 20, "end": 31, "text": "Isle of Man", "entity": "place/man",
          "name": "Isle of Man", "type": "place", "kind": "name", "tone": "neutral", "quoted": false, "score": 975 },
        { "field": "text", "start": 40, "end": 43, "text": "man", "entity": "place/man", "name": "Isle of Man",
          "type": "place", "kind": "name", "tone": "neutral", "quoted": true, "score": 1000, "decided": true },
        { "field": "text", "start": 50, "end": 56, "text": "Turkey", "entity": "country/tr", "name": "Turkey",
          "type": "country", "kind": "name", "tone": "neutral", "quoted": false, "score": 975 },
    ]);
    assert_eq!(found["mentions"], expected);
    // What it crosses gives way; with --nested, what it holds or what holds it may stay.
    let inner = [line("Man", "country/ge", false)];
    let with = |lines: &[Value], args: &[&str]| mentions(&run(lines, args).records()[0]);
    assert_eq!(with(&inner, &[])[0], "text 28..31 Man country/ge");
    assert_eq!(
        with(&inner, &["--nested"])[..2],
        ["text 20..31 Isle of Man place/man", "text 28..31 Man country/ge"]
    );
    let wide = [line("Isle of Man", "nil", false), line("Isle", "nil", false)];
    let crossing = run(&wide, &[])
        .told(1, &["d.jsonl:2: \"Isle\" at 20..24 of the field `text` crosses another decision"]);
    assert_eq!(mentions(&crossing.records()[0]), ["text 50..56 Turkey country/tr"]);
    assert_eq!(
        with(&[line("British", "nil", false)], &["--nil"]).len(),
        2,
        "where nothing is found, nothing is wrong"
    );
}

#[test]
fn what_lacks_little_is_deferred_too() {
    let folder = Folder::new("defer-near");
    for (prior, decoy, is_deferred) in [
        (250, None, true),
        (200, None, true),
        (199, None, false),
        (400, Some(600), true),
        (400, Some(601), false),
    ] {
        let names = |namespace: &str, decoy: &str, prior: u16| {
            format!(
                "schema = 1\nnamespace = \"{namespace}\"\ntitle = \"Names\"\nlicense = \"CC0-1.0\"\n{decoy}defaults = {{ source = \"desk\", lang = \"en\" }}\n[source]\ndesk = {{ title = \"Our style book\" }}\n[entity.x]\nname = \"{namespace} Xylophon\"\n[[entity.x.alias]]\ntext = \"Xylophon\"\nprior = {prior}\n"
            )
        };
        folder.write("names/a.toml", names("place", "", prior));
        folder.write(
            "names/b.toml",
            decoy.map_or_else(String::new, |prior| names("decoy", "decoy = true\n", prior)),
        );
        if decoy.is_none() {
            std::fs::remove_file(folder.path("names/b.toml")).unwrap();
        }
        folder.write("a.lines", "The Xylophon fell.\n");
        let lines = defer(&folder, &["a.lines", "--input", "lines", "-q"]);
        let found: Vec<_> = lines.iter().map(|line| line["doubt"].as_str().unwrap()).collect();
        let expected: &[&str] = if is_deferred { &["nil"] } else { &[] };
        assert_eq!(found, expected, "prior {prior} against {decoy:?}");
    }
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let folder = news("defer-over");
    let over = |args: &[&str], name: &str| {
        let said = format!("{name}: is read, and what is doubtful would be written over it");
        annotate(&folder, &[&["news.jsonl"], args].concat()).refused(&[&said]);
    };
    over(&["--defer", "news.jsonl"], "news.jsonl");
    folder.write("d.jsonl", "");
    over(&["--decisions", "d.jsonl", "--defer", "d.jsonl"], "d.jsonl");
    annotate(&folder, &["news.jsonl", "--defer", "no/such/folder"]).refused(&["no/such/folder"]);
    folder.write("open.jsonl", "what was there");
    annotate(&folder, &["news.jsonl", "gone.jsonl", "--defer", "open.jsonl"])
        .refused(&["gone.jsonl"]);
    assert_eq!(folder.read("open.jsonl"), "what was there");
    assert_eq!(folder.read("news.jsonl"), NEWS);
}

#[test]
fn threads_change_no_byte_of_what_is_deferred() {
    let folder = Folder::with_names("defer-threads");
    let mut lines = String::new();
    for id in 0..4_000 {
        let body = "Georgia and the TTP were there. ".repeat(id % 9);
        writeln!(lines, "{}", json!({ "id": id, "text": body })).unwrap();
    }
    folder.write("news.jsonl", lines);
    let with = |threads: &str, args: &[&str]| {
        let args = [&["news.jsonl", "--defer", "open.jsonl", "-j", threads], args].concat();
        let run = annotate(&folder, &args);
        (run, folder.read("open.jsonl"))
    };
    let (out, open) = with("1", &[]);
    let open_lines = records(&open);
    assert!(open_lines.len() > 20_000);
    let numbers: Vec<_> = open_lines.iter().map(|line| line["record"].as_u64()).collect();
    assert!(numbers.is_sorted());
    // Some are decided, and some are stale.
    decide(&folder, &open_lines[..9_000], |line| match line["start"].as_u64() {
        Some(0) => json!("country/ge"),
        Some(16) => json!("nil"),
        _ => Value::Null,
    });
    let decided = folder
        .read("decided.jsonl")
        .replace("\"start\":16,", "\"start\":17,")
        .replace("\"end\":19,", "\"end\":20,");
    folder.write("decided.jsonl", decided);
    let (decided, left) = with("1", &["--decisions", "decided.jsonl"]);
    assert!(decided.code == Some(1) && decided.err.contains("stale: ") && left.len() < open.len());
    for threads in ["2", "4"] {
        let same = with(threads, &[]);
        assert!(same.0 == out && same.1 == open, "-j {threads} differs from -j 1");
        let again = with(threads, &["--decisions", "decided.jsonl"]);
        assert!(again.0 == decided && again.1 == left, "-j {threads} differs from -j 1");
    }
    assert_eq!(out.code, Some(0));
}
