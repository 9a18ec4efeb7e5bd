//! What may be asked of `annotate`: which names, how much about them, and where it goes.

use serde_json::{Value, json};

use crate::run::{Folder, mentions, records};

/// The mentions in one text, with these flags.
fn found(folder: &Folder, text: &str, flags: &[&str]) -> Vec<Value> {
    let out = folder.annotate(text, flags).done();
    let Value::Array(mentions) = records(&out)[0]["mentions"].take() else { panic!("{out}") };
    mentions
}

fn texts(mentions: &[Value]) -> Vec<&str> {
    mentions.iter().map(|mention| mention["text"].as_str().unwrap()).collect()
}

#[test]
fn only_and_except_choose_by_type_namespace_kind_and_user() {
    let folder = Folder::with_names("only");
    let text =
        "Pakistani officials in Turkey call it Fitna al Khwarij: TTP militants on the Isle of Man.";
    let cases: [(&[&str], &[&str]); 9] = [
        (&[], &["Pakistani", "Turkey", "Fitna al Khwarij", "TTP", "Isle of Man"]),
        (&["--only", "armed-group"], &["Fitna al Khwarij", "TTP"]),
        (&["--only", "country"], &["Pakistani", "Turkey"]),
        (&["--only", "demonym"], &["Pakistani"]),
        (&["--only", "pk-moi"], &["Fitna al Khwarij"]),
        (&["--only", "demonym,acronym", "--only", "place"], &["Pakistani", "TTP", "Isle of Man"]),
        (&["--except", "group"], &["Pakistani", "Turkey", "Isle of Man"]),
        (&["--except", "pk-moi,demonym"], &["Turkey", "TTP", "Isle of Man"]),
        (&["--only", "country", "--except", "demonym"], &["Turkey"]),
    ];
    for (flags, expected) in cases {
        assert_eq!(texts(&found(&folder, text, flags)), expected, "{flags:?}");
    }
}

#[test]
fn a_choice_leaves_out_candidates_too() {
    let folder = Folder::with_names("only-ambiguous");
    let candidates = |flags: &[&str]| {
        let found = found(&folder, "Georgia", flags);
        assert_eq!(found[0]["entity"], Value::Null);
        let candidates = found[0]["candidates"].as_array().unwrap();
        candidates.iter().map(|it| it["entity"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(candidates(&[]), ["country/ge", "place/us-ga"]);
    assert_eq!(candidates(&["--only", "place"]), ["place/us-ga"]);
    assert_eq!(found(&folder, "Georgia", &["--except", "place,country"]), [Value::Null; 0]);
}

#[test]
fn nil_shows_names_of_nobody_known() {
    let folder = Folder::with_names("nil");
    let text = "A patient with TTP and low ADAMTS13 activity";
    assert_eq!(found(&folder, text, &[]), [Value::Null; 0]);
    let found = found(&folder, text, &["--nil"]);
    assert_eq!(texts(&found), ["TTP"]);
    assert_eq!((&found[0]["entity"], &found[0]["candidates"]), (&Value::Null, &json!([])));
}

#[test]
fn nested_shows_names_inside_longer_ones() {
    let folder = Folder::with_names("nested");
    let text = "The Tehreek-e-Taliban Pakistan";
    assert_eq!(texts(&found(&folder, text, &[])), ["Tehreek-e-Taliban Pakistan"]);
    let found = found(&folder, text, &["--nested"]);
    assert_eq!(texts(&found), ["Tehreek-e-Taliban Pakistan", "Pakistan"]);
    assert_eq!(found[1]["entity"], "country/pk");
}

#[test]
fn explain_adds_the_evidence() {
    let folder = Folder::with_names("explain");
    let text = "🦃 Militants of the TTP";
    assert_eq!(found(&folder, text, &[])[0].get("evidence"), None);
    let evidence = &found(&folder, text, &["--explain", "--offsets", "char"])[0]["evidence"];
    let evidence = evidence.as_array().unwrap();
    assert!(evidence.iter().any(|reason| reason["kind"] == "prior"), "{evidence:?}");
    let cue = evidence.iter().find(|reason| reason["kind"] == "cue-for").expect("a cue");
    assert_eq!(cue, &json!({"kind":"cue-for","field":"text","start":2,"end":10,"text":"Militant"}));
}

#[test]
fn with_version_says_which_gazetteer_it_was() {
    let folder = Folder::with_names("version-flag");
    let version = |flags: &[&str]| {
        let args = [&["--with-version"], flags].concat();
        let record = &folder.annotate("Turkey", &args).records()[0];
        record
            .pointer(if flags.is_empty() { "/gazetteer" } else { "/x/gazetteer" })
            .cloned()
            .unwrap()
    };
    let first = version(&[]);
    assert_eq!(first.as_str().unwrap().len(), 16);
    assert_eq!(version(&["--into", "x"]), first);
    let states = folder.read("names/states.toml");
    folder.write("names/states.toml", states.replace("Türkiye", "Turkiye"));
    assert_ne!(version(&[]), first);
    assert_eq!(folder.annotate("Turkey", &[]).records()[0].get("gazetteer"), None);
}

#[test]
fn a_text_older_than_a_designation_loses_the_attribution_and_not_the_match() {
    let folder = Folder::with_names("dates");
    let text = "They call them Fitna al Khwarij";
    let attribution = |mention: &Value| {
        assert_eq!(mention["entity"], "group/ttp");
        assert_eq!(
            (&mention["kind"], &mention["tone"]),
            (&json!("designation"), &json!("pejorative"))
        );
        (mention["by"].as_str().is_some(), mention["since"].as_str().is_some())
    };
    let with = json!({ "by": "pk-moi", "since": "2024-07-31" });
    let now = &found(&folder, text, &[])[0];
    assert_eq!((&now["by"], &now["since"]), (&with["by"], &with["since"]));
    for (date, holds) in [
        ("2024-07-30", false),
        ("2024-07-31", true),
        ("2023", false),
        ("2024-06", false),
        ("2025-01", true),
    ] {
        let as_of = &found(&folder, text, &["--as-of", date])[0];
        assert_eq!(attribution(as_of), (holds, holds), "--as-of {date}");
    }
    // A record's own date comes first, however it is written.
    let lines = [
        (json!("2024-01-31T23:00:00Z"), false),
        (json!("Wed, 31 Jul 2024 08:00:00 +0500"), true),
        (json!("2024-08"), true),
        (json!(2020), false),
        (json!("yesterday"), false),
        (Value::Null, false),
    ];
    for (date, holds) in lines {
        let line = json!({ "when": { "day": date }, "title": text }).to_string();
        let flags = ["--input", "jsonl", "--date", "when.day", "--as-of", "2024-01-01"];
        assert_eq!(attribution(&found(&folder, &line, &flags)[0]), (holds, holds), "{line}");
    }
    // So does the date of an entry of a feed.
    let feed = r#"{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":"1","title":"Fitna al Khwarij","date_published":"2020-01-01T08:00:00Z"}]}"#;
    assert_eq!(attribution(&found(&folder, feed, &[])[0]), (false, false));
}

#[test]
fn names_of_other_languages_need_theirs() {
    let folder = Folder::with_names("lang");
    let text = "Fergen til Man går i dag";
    assert_eq!(texts(&found(&folder, text, &["--lang", "no"])), ["Man"]);
    assert_eq!(found(&folder, text, &["--lang", "en"]), [Value::Null; 0]);
    // A record's own language comes first.
    let lines = format!("{}\n{}", json!({"l":"no","text":text}), json!({"l":"en","text":text}));
    let flags = ["--input", "jsonl", "--lang-field", "l", "--lang", "en"];
    let records = records(&folder.annotate(lines, &flags).done());
    assert_eq!(mentions(&records[0]), ["text 11..14 Man place/man"]);
    assert_eq!(mentions(&records[1]), [""; 0]);
}

#[test]
fn brat_files() {
    let folder = Folder::with_names("brat");
    folder.write(
        "news.jsonl",
        "{\"id\":\"a/1\",\"title\":\"🦃 Turkey\",\"body\":\"Pakistan\"}\n{\"title\":\"Turkey\"}\n",
    );
    folder.run(&["annotate", "-d", "names", "--brat-dir", "out/brat", "news.jsonl"]).done();
    let files = folder.list("out/brat");
    let stems: Vec<_> = files.iter().filter_map(|name| name.strip_suffix(".txt")).collect();
    assert_eq!(stems.len(), 2, "{files:?}");
    for stem in stems {
        let annotations = folder.read(&format!("out/brat/{stem}.ann"));
        let text: Vec<char> = folder.read(&format!("out/brat/{stem}.txt")).chars().collect();
        let spans: Vec<_> = annotations.lines().filter(|line| line.starts_with('T')).collect();
        assert!(!spans.is_empty(), "{annotations}");
        for line in spans {
            let cells: Vec<&str> = line.split('\t').collect();
            let numbers: Vec<usize> =
                cells[1].split(' ').skip(1).map(|number| number.parse().unwrap()).collect();
            assert_eq!(text[numbers[0]..numbers[1]].iter().collect::<String>(), cells[2]);
        }
    }
    assert!(files.iter().any(|name| name == "annotation.conf"), "{files:?}");
    folder.write("file", "");
    let run = folder.run(&["annotate", "-d", "names", "--brat-dir", "file/x", "news.jsonl"]);
    run.refused(&["exonym: file/x: ", "help: "]);
}

#[test]
fn a_template_for_a_search_engine() {
    let folder = Folder::new("template");
    let template = |flags: &[&str]| {
        let out =
            folder.run(&[&["annotate", "--template", "--index", "news-*"], flags].concat()).done();
        assert!(out.ends_with("}\n") && !out.ends_with("\n\n"), "{out}");
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let plain = template(&[]);
    assert_eq!(plain["index_patterns"], json!(["news-*"]));
    let properties = &plain["template"]["mappings"]["properties"];
    assert_eq!(properties["mentions"]["type"], "nested");
    let inside = template(&["--into", "exonym"]);
    assert_eq!(&inside["template"]["mappings"]["properties"]["exonym"]["properties"], properties);
}

#[test]
fn requests_for_a_search_engine() {
    let folder = Folder::with_names("bulk");
    let line = "{\"id\":\"a\",\"title\":\"Turkey\"}\n{\"title\":\"Turkey\"}\n";
    let flags = ["--input", "jsonl", "--format", "bulk", "--index", "news-1"];
    let lines = records(&folder.annotate(line, &flags).done());
    assert_eq!(lines[0], json!({"index":{"_index":"news-1","_id":"a"}}));
    assert_eq!(lines[2], json!({"index":{"_index":"news-1"}}));
    assert_eq!(lines[3]["entities"], json!(["country/tr"]));
}

#[test]
fn colour_is_for_those_who_want_it() {
    let folder = Folder::with_names("colour");
    let flags = ["--format", "text"];
    let plain = folder.annotate("Turkey\n", &flags).done();
    assert!(plain.contains("country/tr") && !plain.contains('\x1b'), "{plain}");
    let colour = folder.annotate("Turkey\n", &[&flags[..], &["--color", "always"]].concat()).done();
    assert!(colour.contains("\x1b["), "{colour}");
}

#[test]
fn verbose_sums_up() {
    let folder = Folder::with_names("verbose");
    let run = folder.annotate("Turkey, Pakistan and Georgia", &["-v"]);
    run.told(0, &["1 texts, 0.0 MB of text, 3 mentions in "]);
}
