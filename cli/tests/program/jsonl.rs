//! JSON Lines: two members are added, and every other byte is kept.

use serde_json::json;

use crate::run::{Folder, mentions, records};

#[track_caller]
fn becomes(test: &str, args: &[&str], cases: &[(&str, &str)]) {
    let folder = Folder::with_names(test);
    for (line, expected) in cases {
        let args = [&["--input", "jsonl"], args].concat();
        let out = folder.annotate(line, &args).done();
        assert_eq!(out, format!("{expected}\n"), "{line}");
        assert_eq!(folder.annotate(&out, &args).done(), out, "a second time");
    }
}

/// What `{"…":"Turkey"}` gets.
macro_rules! found {
    ($field:literal, $start:literal, $end:literal) => {
        concat!(
            r#""entities":["country/tr"],"mentions":[{"field":""#, $field, r#"","start":"#, $start, r#","end":"#, $end,
            r#","text":"Turkey","entity":"country/tr","name":"Turkey","type":"country","kind":"name","tone":"neutral","quoted":false,"score":975}]"#
        )
    };
}
const NOTHING: &str = r#""entities":[],"mentions":[]"#;

#[test]
fn every_other_byte_is_kept() {
    let strange = r#"  { "id" : 1.50e3, "u":"\u00e9\/\ud83e\udd83" ,"n":[ 1 , {} ],"twice":1,"twice":2, "title" : "Turkey" , "z":null }  "#;
    becomes(
        "jsonl-kept",
        &[],
        &[
            (r#"{"title":"Turkey"}"#, concat!(r#"{"title":"Turkey","#, found!("title", 0, 6), "}")),
            (r#"{"title":""}"#, &format!(r#"{{"title":"",{NOTHING}}}"#)),
            (
                strange,
                concat!(
                    r#"  { "id" : 1.50e3, "u":"\u00e9\/\ud83e\udd83" ,"n":[ 1 , {} ],"twice":1,"twice":2, "title" : "Turkey" , "z":null,"#,
                    found!("title", 0, 6),
                    " }  "
                ),
            ),
            // Offsets count the unescaped text.
            (
                r#"{"title":"\u00e9\n\"Turkey\""}"#,
                concat!(r#"{"title":"\u00e9\n\"Turkey\"","#, found!("title", 4, 10), "}"),
            ),
        ],
    );
}

#[test]
fn what_an_earlier_run_found_is_replaced() {
    let after = concat!(r#"{"title":"Turkey","z":1,"#, found!("title", 0, 6), "}");
    becomes(
        "jsonl-replaced",
        &[],
        &[
            (r#"{"entities":["old"],"title":"Turkey","mentions":[{"field":1}],"z":1}"#, after),
            (r#"{"entities":[ ],"title":"Turkey","mentions":[ { "field" :1}, 2],"z":1}"#, after),
            (r#"{"title":"Turkey","entities":["old"], "mentions":[],"z":1}"#, after),
            (r#"{"mentions":[],"mentions":[],"title":"Turkey","z":1,"entities":null}"#, after),
            // The gazetteer that an earlier run named is not the one of these mentions.
            (
                r#"{"title":"Turkey","z":1,"entities":[],"mentions":[],"gazetteer":"0123456789abcdef"}"#,
                after,
            ),
            // This one no run has written.
            (
                r#"{"title":"Turkey","gazetteer":"The London Gazette"}"#,
                concat!(
                    r#"{"title":"Turkey","gazetteer":"The London Gazette","#,
                    found!("title", 0, 6),
                    "}"
                ),
            ),
        ],
    );
}

#[test]
fn into_puts_it_elsewhere() {
    let inside =
        concat!(r#"{"title":"Turkey","entities":["mine"],"exonym":{"#, found!("title", 0, 6), "}}");
    becomes(
        "jsonl-into",
        &["--into", "exonym"],
        &[
            (r#"{"title":"Turkey","entities":["mine"]}"#, inside),
            (r#"{"exonym":{"mentions":[]},"title":"Turkey","entities":["mine"]}"#, inside),
        ],
    );
    let folder = Folder::with_names("into-table");
    let out =
        folder.annotate("title,entities\nTurkey,x\n", &["--input", "csv", "--into", "exonym"]);
    assert_eq!(
        out.done(),
        concat!(r#"{"title":"Turkey","entities":"x","exonym":{"#, found!("title", 0, 6), "}}\n")
    );
}

/// A tweet has `entities` of its own.
#[test]
fn what_no_earlier_run_can_have_written_is_not_lost() {
    let folder = Folder::with_names("jsonl-foreign");
    let cases: &[(&[&str], &str, u32, &str)] = &[
        (&[], r#""entities":{"hashtags":["x"]}"#, 30, "entities"),
        (&[], r#""entities":[{"id":1}]"#, 30, "entities"),
        (&[], r#""entities":17"#, 30, "entities"),
        (&[], r#""mentions":["@x"]"#, 30, "mentions"),
        (&[], r#""mentions":[{"start":1}]"#, 30, "mentions"),
        (&[], r#""mentions":[],"mentions":{}"#, 44, "mentions"),
        (&["--with-version"], r#""gazetteer":"The London Gazette""#, 31, "gazetteer"),
        (&["--into", "x"], r#""x":{"entities":[],"mentions":[],"y":1}"#, 23, "x"),
        (&["--into", "x"], r#""x":"old""#, 23, "x"),
        (&["--into", "x"], r#""x":{"entities":{}}"#, 23, "x"),
        (&["--into", "title"], r#""x":1"#, 10, "title"),
    ];
    for (args, member, column, name) in cases {
        let line = format!("{{\"title\":\"Turkey\",{member}}}\n");
        let input = format!("{line}{{\"body\":\"Pakistan\"}}\n");
        for format in ["jsonl", "bulk"] {
            let args = [&["--input", "jsonl", "--format", format], *args].concat();
            let run = folder.annotate(&input, &args).told(
                1,
                &[
                    &format!("stdin:1:{column}: record 1, "),
                    &format!("the member `{name}` is of no earlier run, and would be lost"),
                    "--into",
                ],
            );
            assert!(run.out.contains("country/pk") && !run.out.contains("Turkey"), "{}", run.out);
        }
        // Where the record is not written, nothing can be lost.
        let args = [&["--input", "jsonl", "--format", "tsv"], *args].concat();
        assert!(folder.annotate(&line, &args).done().contains("country/tr"));
    }
}

#[test]
fn what_a_table_a_text_or_a_feed_has_is_not_lost() {
    let folder = Folder::with_names("foreign");
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title></feed>"#;
    let cases: &[(&str, &[&str], &str)] = &[
        ("title,entities\nTurkey,x\n", &["--input", "csv"], "entities"),
        ("title,x\nTurkey,x\n", &["--input", "csv", "--into", "x"], "x"),
        ("title,key\nTurkey,x\n", &["--input", "csv", "--id", "key", "--into", "id"], "id"),
        ("Turkey", &["--into", "text"], "text"),
        (atom, &["--into", "summary"], "summary"),
    ];
    for (input, args, name) in cases {
        let run = folder.annotate(input, args);
        run.refused(&[
            &format!("stdin: what is found would take the place of each record's own `{name}`"),
            "--into",
        ]);
    }
}

#[test]
fn line_breaks_of_windows_and_a_last_line_without_one() {
    let folder = Folder::with_names("line-breaks");
    let run =
        folder.annotate("{\"title\":\"Turkey\"}\r\n\r\n{\"title\":\"\"}", &["--input", "jsonl"]);
    let expected = format!(
        "{}\n{{\"title\":\"\",{NOTHING}}}\n",
        concat!(r#"{"title":"Turkey","#, found!("title", 0, 6), "}")
    );
    assert_eq!(run.done(), expected);
}

#[test]
fn offsets_in_every_unit() {
    let folder = Folder::with_names("offsets");
    // A letter of two bytes, one of three, an emoji of four bytes and two UTF-16 units, and one of five code points.
    let line =
        json!({ "title": "é 日 🦃 🧑🏽‍🚀 Türkiye – Turkey", "body": "🦃 TTP militants" }).to_string();
    let found = |unit: &str| {
        let run = folder.annotate(&line, &["--input", "jsonl", "--offsets", unit]);
        let records = records(&run.done());
        let show = |mention: &serde_json::Value| {
            format!(
                "{} {}..{}",
                mention["text"].as_str().unwrap(),
                mention["start"],
                mention["end"]
            )
        };
        records[0]["mentions"].as_array().unwrap().iter().map(show).collect::<Vec<_>>()
    };
    assert_eq!(found("byte"), ["Türkiye 28..36", "Turkey 41..47", "TTP 5..8"]);
    assert_eq!(found("char"), ["Türkiye 11..18", "Turkey 21..27", "TTP 2..5"]);
    assert_eq!(found("utf16"), ["Türkiye 15..22", "Turkey 25..31", "TTP 3..6"]);
}

#[test]
fn title_and_body_are_one_document() {
    let folder = Folder::with_names("one-document");
    let body = r#"{"body":"The TTP said so. “TTP stays,” it added."}"#;
    let args = ["--input", "jsonl"];
    let alone = &folder.annotate(body, &args).records()[0];
    assert_eq!(mentions(alone), ["body 4..7 TTP -", "body 20..23 TTP -"], "a rival is as likely");
    let defined = r#"{"body":"The TTP said so. “TTP stays,” it added.","title":"Tehreek-e-Taliban Pakistan (TTP)"}"#;
    let record = &folder.annotate(defined, &args).records()[0];
    assert_eq!(
        mentions(record),
        [
            "title 0..26 Tehreek-e-Taliban Pakistan group/ttp",
            "title 28..31 TTP group/ttp",
            "body 4..7 TTP group/ttp",
            "body 20..23 TTP group/ttp",
        ]
    );
    let quoted: Vec<_> = (0..4).map(|at| record["mentions"][at]["quoted"] == json!(true)).collect();
    assert_eq!(quoted, [false, false, false, true]);
    // No name goes from one field into the next.
    let split = r#"{"title":"Tehreek-e-Taliban","body":"Pakistan said"}"#;
    assert_eq!(
        mentions(&folder.annotate(split, &args).records()[0]),
        ["body 0..8 Pakistan country/pk"]
    );
}

#[test]
fn fields_by_their_paths() {
    let folder = Folder::with_names("paths");
    let line = json!({
        "a": { "b": "Turkey", "x.y": "Pakistan" },
        "items": [{ "body": "Turkey" }, { "body": "Pakistan" }],
        "title": "Pakistan",
    });
    let found = |fields: &str| {
        let run = folder.annotate(line.to_string(), &["--input", "jsonl", "--field", fields]);
        mentions(&records(&run.done())[0])
    };
    assert_eq!(found("a.b"), ["a.b 0..6 Turkey country/tr"]);
    assert_eq!(found(r"a.x\.y,none?"), ["a.x.y 0..8 Pakistan country/pk"]);
    assert_eq!(
        found("items[].body,a.b"),
        [
            "items[0].body 0..6 Turkey country/tr",
            "items[1].body 0..8 Pakistan country/pk",
            "a.b 0..6 Turkey country/tr",
        ]
    );
}
