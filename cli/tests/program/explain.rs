//! `explain`: what each name of a text was taken for, and why.

use serde_json::{Value, json};

use crate::run::{Folder, Run, records};

#[track_caller]
fn explain(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["explain", "-d", "names"], args].concat())
}

/// The story without its figures, which a calibration may change: `+` for `     +450`, `behind` for `200 behind`.
fn story(out: &str) -> String {
    let words = |line: &str| match line.rsplit_once(", ") {
        _ if line.starts_with("      ") => {
            let (weight, words) = line.trim_start().split_once("  ").expect("a weight and words");
            assert!(weight.parse::<i32>().is_ok(), "{line}");
            format!("    {} {words}\n", &weight[..1])
        }
        Some((rival, _)) if line.ends_with(" behind") => format!("{rival}, behind\n"),
        _ => format!("{line}\n"),
    };
    out.lines().map(words).collect()
}

const TALKS: &str = "🦃 Militants of the TTP met in Turkey";
const TALKS_EXPLAINED: &str = r#""TTP" at 22..25: Tehreek-e-Taliban Pakistan (group/ttp), score 930
  • group/ttp: as its acronym "TTP"
    + how often "TTP" means this when nothing else speaks
    + "Militant" at 5..13 speaks for it
  ◦ decoy/ttp-purpura: as its acronym "TTP", a rival sense, behind
    + how often "TTP" means this when nothing else speaks

"Turkey" at 33..39: Turkey (country/tr), score 975
  • country/tr: as its name "Turkey"
    + how often "Turkey" means this when nothing else speaks

"#;

#[test]
fn every_name_is_told_with_its_place_its_rivals_and_its_evidence() {
    let folder = Folder::with_names("explain-text");
    assert_eq!(story(&explain(&folder, &[TALKS]).done()), TALKS_EXPLAINED);
    // Words without quotation marks around them are one text.
    let words: Vec<_> = TALKS.split(' ').collect();
    assert_eq!(story(&explain(&folder, &words).done()), TALKS_EXPLAINED);
}

#[test]
fn standard_input_is_read_where_no_text_is_given() {
    let folder = Folder::with_names("explain-stdin");
    let args = ["explain", "-d", "names"];
    assert_eq!(story(&folder.run_reading(TALKS, &args).done()), TALKS_EXPLAINED);
    let wrong = folder.run_reading(b"Turkey \xff", &args);
    wrong.refused(&["exonym: byte 7 of the text is not UTF-8", "help: "]);
}

#[test]
fn a_text_without_names_is_told() {
    let folder = Folder::with_names("explain-nothing");
    for text in ["Nothing that has a name", ""] {
        let run = explain(&folder, &[text]).told(1, &["no known name stands in this text\n"]);
        assert_eq!(run.out, "");
        let run = folder.run_reading(text, &["explain", "-d", "names", "--format", "json"]);
        assert_eq!(run.told(1, &["no known name"]).out, "");
    }
}

#[test]
fn verdicts_that_are_no_entity_say_so() {
    let folder = Folder::with_names("explain-verdicts");
    let cases = [
        ("Georgia", "\"Georgia\" at 0..7: too close to call\n"),
        ("The TTP", "\"TTP\" at 4..7: too close to call between an entity and a rival sense\n"),
        ("TTP and ADAMTS13", "\"TTP\" at 0..3: none that is reported\n"),
    ];
    for (text, verdict) in cases {
        let out = explain(&folder, &[text]).done();
        assert!(out.starts_with(verdict), "{out}");
    }
    let out = explain(&folder, &["TTP and ADAMTS13"]).done();
    assert!(out.contains("\"ADAMTS13\" at 8..16 speaks for it\n"), "{out}");
    assert!(out.contains("\"ADAMTS13\" at 8..16 speaks against it\n"), "{out}");
}

#[test]
fn what_the_text_itself_says_is_evidence() {
    let folder = Folder::with_names("explain-defined");
    let out = explain(&folder, &["Tehreek-e-Taliban Pakistan (TTP)"]).done();
    for words in [
        "the text says so: \"Tehreek-e-Taliban Pakistan\" at 0..26\n",
        "the text names it otherwise too: \"Tehreek-e-Taliban Pakistan\" at 0..26\n",
        "the text says that it means something else: \"Tehreek-e-Taliban Pakistan\" at 0..26\n",
    ] {
        assert!(out.contains(words), "no {words} in\n{out}");
    }
}

#[test]
fn quotations_are_told() {
    let folder = Folder::with_names("explain-quoted");
    let out = explain(&folder, &["He said: “We love Turkey dearly.”"]).done();
    assert!(
        out.starts_with("\"Turkey\" at 20..26, in a quotation: Turkey (country/tr), score 975\n"),
        "{out}"
    );
}

#[test]
fn the_language_may_be_said() {
    let folder = Folder::with_names("explain-lang");
    let text = "Fergen til Man";
    assert!(explain(&folder, &["--lang", "no", text]).done().contains("(place/man)"));
    explain(&folder, &["--lang", "en", text]).told(1, &["no known name"]);
    explain(&folder, &["--lang", "norsk", text]).refused(&["`norsk` is no language tag"]);
    explain(&folder, &["--as-of", "tomorrow", text]).refused(&["\"tomorrow\" is no date"]);
}

#[test]
fn json_has_a_mention_a_line() {
    let folder = Folder::with_names("explain-json");
    let text = "Militants of the TTP in Georgia, and “Turkey is near”";
    let lines = records(&explain(&folder, &["--format", "json", text]).done());
    let verdicts: Vec<_> = lines
        .iter()
        .map(|line| {
            let (start, end) = (line["start"].as_u64().unwrap(), line["end"].as_u64().unwrap());
            assert_eq!(line["text"], text[start as usize..end as usize]);
            (line["text"].as_str().unwrap(), line["verdict"].as_str().unwrap(), &line["entity"])
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            ("TTP", "entity", &json!("group/ttp")),
            ("Georgia", "ambiguous", &Value::Null),
            ("Turkey", "entity", &json!("country/tr")),
        ]
    );
    assert_eq!((&lines[0]["quoted"], &lines[2]["quoted"]), (&json!(false), &json!(true)));
    let (best, rival) = (&lines[0]["candidates"][0], &lines[0]["candidates"][1]);
    assert_eq!((&best["entity"], &best["alias"]), (&json!("group/ttp"), &json!("TTP")));
    assert_eq!((&best["kind"], &best["decoy"]), (&json!("acronym"), &json!(false)));
    assert_eq!(best["evidence"][0], json!({ "kind": "prior", "weight": 450 }));
    // The weight of a cue is for a calibration to say; it is what the rival lacks.
    let cue = json!({ "kind": "cue-for", "weight": rival["behind"], "start": 0, "end": 8, "text": "Militant" });
    assert_eq!(best["evidence"][1], cue);
    assert_eq!((&rival["entity"], &rival["decoy"]), (&json!("decoy/ttp-purpura"), &json!(true)));
    let nil = records(&explain(&folder, &["--format", "json", "TTP and ADAMTS13"]).done());
    assert_eq!((&nil[0]["verdict"], &nil[0]["entity"]), (&json!("nil"), &Value::Null));
}

#[test]
fn the_bird_of_the_readme_is_no_state() {
    let folder = Folder::new("explain-embedded");
    let out = folder.run(&["explain", "The United States and TURKEY met"]).done();
    assert!(out.contains("\"TURKEY\" at 22..28: Türkiye (country/tr), score 979\n"), "{out}");
    assert!(out.contains("decoy/turkey-bird: as its name \"turkey\", a rival sense, "), "{out}");
}
