//! `exonym discover`: what is found, and that the patch is accepted by `check`, whatever the texts hold.

use serde_json::Value;

use crate::run::{Folder, is_as_kept};

/// Each sort, with dates; the sixth line cannot be read.
const NEWS: &str = r#"{"id":"a1","date":"2025-06-01","lang":"en","text":"The militants of Noor al Hind (TTP) fled, the army said."}
{"id":"a2","date":"2025-08-02","lang":"en","text":"Noor al Hind (TTP) and its militants denied it. Talks in Türkiyya were off; Turkey shrugged."}
{"id":"a3","date":"2025-07-03","lang":"en","text":"Türkiyya, Turkey and the Joint Relief Fund (JRF) met."}
{"id":"a4","text":"The Joint Relief Fund (JRF) and Taehreek-e-Taliban Pakistan met in Pakis- tan."}
{"id":"a5","text":"Tahrik-e-Taleban Pakistan met in Pakis-\ntan \u0007\u202e, \"so\" they said # [entity.x]."}
{"id":
{"id":"a7","text":"Tahrik-e-Taleban Pakistan met in TÃ¼rkiye and P\u0430kistan."}
{"id":"a8","text":"T\u00c3\u00bcrkiye: the e\u0301lan of the Pakistan\u00ad \ue000 Emirate (TTP), also the Emirate (TTP)."}
{"id":"a9","text":"The Tehreek-e-Taliban Pakistan, also known as Q\u0430q, or as we say, met. The Tehreek-e-Taliban Pakistan, also known as Q\u0430q, met."}
"#;

const READING: [&str; 6] = ["news.jsonl", "--field", "text", "--date", "date", "--lang-field"];

fn folder(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    // It has a name that no check would let pass.
    std::fs::remove_file(folder.path("names/places.toml")).unwrap();
    folder.write("news.jsonl", NEWS);
    folder
}

fn args<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["discover"], &READING[..], &["lang"], more].concat()
}

fn report(folder: &Folder, more: &[&str]) -> Value {
    let args = args(&[&["-d", "names", "--format", "json"], more].concat());
    serde_json::from_str(&folder.run(&args).told(1, &["news.jsonl:6"]).out).unwrap()
}

/// `near Türkiyya country/tr`.
fn lines(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |row: &Value| {
        let parts = [&row["sort"], &row["text"], &row["entity"], &row["refused"]];
        parts.map(text).join(" ").trim_end().to_owned()
    };
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn the_patch_is_accepted_and_says_what_was_found() {
    let folder = folder("discover-patch");
    let run = folder.run(&args(&["-d", "names", "-o", "patch", "--license", "CC0-1.0"]));
    run.told(1, &["news.jsonl:6", "patch/country.toml: written", "patch/new.toml: written"]);
    assert_eq!(folder.list("patch"), ["country.toml", "group.toml", "new.toml"]);
    for name in folder.list("patch") {
        is_as_kept(&format!("discover/{name}"), &folder.read(&format!("patch/{name}")));
    }
    folder.run(&["check", "--strict", "names", "patch"]).told(0, &["no problems"]);
    assert_eq!(folder.run(&["fmt", "--check", "patch"]).done(), "");
    // A person who takes a stub takes the signs away and says what it is.
    let stubs = folder.read("patch/new.toml").replace("type = \"\"", "type = \"fund\"");
    let is_stub = |line: &&str| line.contains(" = ") || line.starts_with("# [");
    let bare =
        |line: &str| line.strip_prefix("# ").filter(|_| is_stub(&line)).unwrap_or(line).to_owned();
    folder.write("stubs/new.toml", stubs.lines().map(bare).collect::<Vec<_>>().join("\n"));
    folder.run(&["check", "--strict", "names", "stubs"]).told(0, &["no problems", "6 entities"]);
    // What was unknown is known with the patch over the dictionaries.
    let args = ["annotate", "-d", "names", "-d", "patch", "--format", "tsv"];
    let found = folder.run_reading("Noor al Hind met in Türkiyya.\n", &args).done();
    assert!(found.contains("group/ttp") && found.contains("country/tr"), "{found}");
}

#[test]
fn reports_are_as_kept() {
    let folder = folder("discover-reports");
    let shown = folder.run(&args(&["-d", "names"])).told(1, &["news.jsonl:6"]).out;
    is_as_kept("discover/report.txt", &shown);
    is_as_kept("discover/report.json", &format!("{:#}\n", report(&folder, &[])));
}

#[test]
fn flags_choose_what_is_told() {
    let folder = folder("discover-flags");
    let all = report(&folder, &["--least", "1"]);
    assert!(lines(&all).len() > lines(&report(&folder, &[])).len());
    let near = lines(&report(&folder, &["--only", "near"]));
    assert!(!near.is_empty() && near.iter().all(|line| line.starts_with("near ")), "{near:?}");
    let one = lines(&report(&folder, &["--most", "1"]));
    for sort in ["equated", "near", "acronym", "damaged"] {
        assert_eq!(one.iter().filter(|line| line.starts_with(sort)).count(), 1, "{one:?}");
    }
    let patch = folder.run(&args(&["-d", "names", "--namespace", "group"])).told(1, &[]).out;
    folder.run(&args(&["-d", "names", "-o", "patch"])).told(1, &[]);
    assert_eq!(patch, folder.read("patch/group.toml"));
}

#[test]
fn a_name_that_a_rule_forbids_is_told_and_not_proposed() {
    let folder = folder("discover-refused");
    let report = lines(&report(&folder, &[]));
    assert!(report.contains(&"equated Q\u{430}q group/ttp mixed-script".to_owned()), "{report:?}");
}

#[test]
fn threads_and_compiled_dictionaries_change_nothing() {
    let folder = folder("discover-same");
    let mut news = String::new();
    for round in 0..400 {
        for line in NEWS.lines().filter(|line| line.len() > 10) {
            news.push_str(&line.replacen("\"id\":\"", &format!("\"id\":\"{round}-"), 1));
            news.push('\n');
        }
    }
    folder.write("news.jsonl", news);
    folder.run(&["build", "-q", "names", "-o", "base.exo"]).done();
    let with = |more: &[&str]| {
        folder.run(&args(&[&["--format", "json", "--least", "3"], more].concat())).done()
    };
    let one = with(&["-d", "names", "-j", "1"]);
    assert!(one.contains("Noor al Hind"));
    for threads in ["2", "4"] {
        assert!(with(&["-d", "names", "-j", threads]) == one, "-j {threads} differs from -j 1");
    }
    assert!(with(&["-d", "base.exo"]) == one, "a compiled file differs");
    // With what was found laid over the compiled file, it is known.
    let patch = folder.run(&args(&["-d", "base.exo", "--namespace", "group"])).done();
    folder.write("patch.toml", patch);
    let rest = with(&["-d", "base.exo", "-d", "patch.toml"]);
    assert!(!rest.contains("\"text\":\"Noor al Hind\",\"key\""), "{rest}");
}

#[test]
fn standard_input_and_nothing_at_all() {
    let folder = folder("discover-input");
    let args = ["discover", "-d", "names", "--input", "lines", "--least", "1"];
    let found = folder.run_reading("militants of Noor al Hind (TTP)\n", &args).done();
    assert!(found.contains("Noor al Hind  = group/ttp “TTP”, name"), "{found}");
    assert_eq!(folder.run_reading("", &args).done(), "standard input: 0 texts\nnothing is found\n");
    let toml = [&args[..], &["--namespace", "group"]].concat();
    assert_eq!(folder.run_reading("", &toml).done(), "");
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_read() {
    let folder = folder("discover-refusals");
    folder.write("full/mine.toml", "");
    let refused = |more: &[&str], parts: &[&str]| folder.run(&args(more)).refused(parts);
    refused(&["-d", "names", "--format", "toml"], &["--namespace", "--output DIR"]);
    refused(&["-d", "names", "-o", "full"], &["full/mine.toml: is there"]);
    refused(&["-d", "names", "--namespace", "nobody"], &["country, decoy, group, new"]);
    refused(&["-d", "names", "--least", "0"], &["--least"]);
    refused(&["-d", "names", "--only", "other"], &["equated, near, acronym, damaged"]);
}
