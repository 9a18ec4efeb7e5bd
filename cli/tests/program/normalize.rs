//! `normalize`: the canonical name in place of the alias, nothing else harmed, and the way back.

use serde_json::{Value, json};

use crate::run::{Folder, Run, records};

#[track_caller]
fn normalize(folder: &Folder, input: impl AsRef<[u8]>, args: &[&str]) -> Run {
    folder.run_reading(input, &[&["normalize", "-d", "names"], args].concat())
}

/// Normalises, and checks that a second time changes nothing and that the edits lead back to every byte.
#[track_caller]
fn becomes(folder: &Folder, input: &str, args: &[&str], expected: &str) {
    let out = normalize(folder, input, &[args, &["--edits", "edits"]].concat()).done();
    assert_eq!(out, expected);
    assert_eq!(normalize(folder, &out, args).done(), out, "a second time");
    assert_eq!(undone(folder, &out, args), input, "undone");
}

/// Only how the input is read matters to the way back.
#[track_caller]
fn undone(folder: &Folder, normalized: &str, args: &[&str]) -> String {
    let read: Vec<_> = args
        .chunks(2)
        .filter(|flag| ["--input", "--field"].contains(&flag[0]))
        .flatten()
        .copied()
        .collect();
    let args = [&["normalize", "--undo", "edits"], &read[..]].concat();
    folder.run_reading(normalized, &args).done()
}

#[test]
fn text_comes_out_as_it_came_in_but_for_the_names() {
    let folder = Folder::with_more_names("normalize-text");
    for (text, expected) in [
        ("Türkiye’s  envoy\tleft.\n\n", "Turkey’s  envoy\tleft.\n\n"),
        ("Türkiye\r\nTurkiye\r\n", "Turkey\r\nTurkey\r\n"),
        ("\u{FEFF}Türkiye, and no line end", "\u{FEFF}Turkey, and no line end"),
        ("TÜRKİYE HOSTS THE TALKS AGAIN", "TURKEY HOSTS THE TALKS AGAIN"),
        ("the Fitna-al-Khwarij", "the Tehreek-e-Taliban Pakistan"),
        ("Nothing to do.\n", "Nothing to do.\n"),
        ("", ""),
    ] {
        becomes(&folder, text, &[], expected);
    }
}

#[test]
fn what_would_be_damaged_stays_as_it_is() {
    let folder = Folder::with_names("normalize-unharmed");
    for text in [
        // A word is never rewritten from within.
        "“KhawTürkiye officials”",
        "KhawTürkiye, Türkiyes, Türkiye_x, xFitna al Khwarijs",
        // Quotations, and words that are spoken about.
        "“We love Türkiye dearly,” he said.",
        "the word “Türkiye”",
        "Fitna al Khwarij – the state-designated name for the outlawed TTP – was blamed",
        // Addresses of all sorts.
        "#Türkiye @Türkiye https://x.example/Türkiye türkiye.example Türkiye@x.example",
        "/srv/Türkiye/x C:\\Türkiye\\x Türkiye.txt x=Türkiye",
        // Code and tags.
        "`Türkiye` and ```\nTürkiye\n``` and <a title=\"Türkiye\">",
        // What nobody can tell, and what is not reported.
        "Georgia",
        "the TTP said",
        "TTP and ADAMTS13",
    ] {
        becomes(&folder, text, &[], text);
        becomes(&folder, text, &["--write", "id", "--also", "demonyms,codes,broad"], text);
    }
    // An acronym in brackets after its long form.
    let defined = "Tehreek-e-Taliban Pakistan (TTP)";
    becomes(&folder, defined, &[], defined);
    becomes(&folder, defined, &["--write", "id"], "group/ttp (TTP)");

    let embedded = Folder::new("normalize-unharmed-embedded");
    let officials = "“KhawFitrija officials” and KhawFitrija officials";
    assert_eq!(embedded.run_reading(officials, &["normalize"]).done(), officials);
}

#[test]
fn also_asks_for_what_stays_otherwise() {
    let folder = Folder::with_more_names("normalize-also");
    let text = "British GBR Britain England, “Türkiye is near,” he said of Türkiye.";
    let cases = [
        ("", "British GBR Britain England, “Türkiye is near,” he said of Turkey."),
        ("demonyms", "United Kingdom GBR Britain England, “Türkiye is near,” he said of Turkey."),
        ("codes", "British United Kingdom Britain England, “Türkiye is near,” he said of Turkey."),
        ("broad", "British GBR United Kingdom England, “Türkiye is near,” he said of Turkey."),
        ("quotations", "British GBR Britain England, “Turkey is near,” he said of Turkey."),
        (
            "demonyms,codes,broad,quotations",
            "United Kingdom United Kingdom United Kingdom England, “Turkey is near,” he said of Turkey.",
        ),
    ];
    for (also, expected) in cases {
        let flags: &[&str] = if also.is_empty() { &[] } else { &["--also", also] };
        becomes(&folder, text, flags, expected);
    }
    normalize(&folder, text, &["--also", "narrow"])
        .refused(&["demonyms, codes, broad, quotations"]);
}

#[test]
fn write_says_what_is_written() {
    let folder = Folder::with_more_names("normalize-write");
    let text = "Türkiye and the British Empire and Fitna al Khwarij";
    for (write, expected) in [
        ("name", "Turkey and the United Kingdom and Tehreek-e-Taliban Pakistan"),
        ("id", "country/tr and the country/gb and group/ttp"),
        // The canonical name, where there is no such label.
        ("label.ur", "Turkey and the برطانیہ and Tehreek-e-Taliban Pakistan"),
    ] {
        becomes(&folder, text, &["--write", write], expected);
    }
    for write in ["names", "label", "label.", "", "Id"] {
        normalize(&folder, text, &["--write", write]).refused(&[
            &format!("exonym: --write {write}: there is no such thing to write"),
            "help: write name, id, or label.LANG such as label.ur",
        ]);
    }
}

#[test]
fn only_and_except_choose_what_is_rewritten() {
    let folder = Folder::with_names("normalize-only");
    let text = "Türkiye and Fitna al Khwarij";
    becomes(&folder, text, &["--only", "country"], "Turkey and Fitna al Khwarij");
    becomes(&folder, text, &["--except", "country"], "Türkiye and Tehreek-e-Taliban Pakistan");
    let run = normalize(&folder, text, &["--only", "cuontry"]);
    let run = run.told(0, &["`cuontry` is no type, namespace, kind or user", "help: these are: "]);
    assert_eq!(run.out, text);
}

#[test]
fn json_lines_keep_every_other_byte() {
    let folder = Folder::with_names("normalize-jsonl");
    let lines = concat!(
        r#"  { "id" : 1.50e3, "u":"T\u00fcrkiye", "title" : "\u00fc\/ T\u00fcrkiye \ud83e\udd83 \"Fitna al\u0020Khwarij\" too" , "n":[ 1 , {} ] } "#,
        "\r\n",
        r#"{"body":"Türkiye\n","title":"\tTürk\u0069ye"}"#,
    );
    let expected = concat!(
        r#"  { "id" : 1.50e3, "u":"T\u00fcrkiye", "title" : "\u00fc\/ Turkey \ud83e\udd83 \"Fitna al\u0020Khwarij\" too" , "n":[ 1 , {} ] } "#,
        "\r\n",
        r#"{"body":"Turkey\n","title":"\tTurkey"}"#,
    );
    becomes(&folder, lines, &["--input", "jsonl"], expected);
}

#[test]
fn json_lines_rewrite_the_named_fields_and_no_others() {
    let folder = Folder::with_names("normalize-fields");
    let line =
        r#"{"items":[{"t":"Türkiye"},{"t":"Türkiye"}],"a":{"b":"Türkiye"},"title":"Türkiye"}"#;
    for (fields, expected) in [
        (
            "items[].t",
            r#"{"items":[{"t":"Turkey"},{"t":"Turkey"}],"a":{"b":"Türkiye"},"title":"Türkiye"}"#,
        ),
        (
            "title,a.b",
            r#"{"items":[{"t":"Türkiye"},{"t":"Türkiye"}],"a":{"b":"Turkey"},"title":"Turkey"}"#,
        ),
    ] {
        becomes(&folder, line, &["--input", "jsonl", "--field", fields], expected);
    }
}

#[test]
fn a_field_that_is_named_twice_is_read_once() {
    let folder = Folder::with_names("normalize-field-twice");
    let fields = ["--input", "jsonl", "--field", "title,body?,title"];
    becomes(&folder, "{\"title\":\"Türkiye\"}\n", &fields, "{\"title\":\"Turkey\"}\n");
    let table = ["--input", "csv", "--field", "title,title"];
    assert_eq!(normalize(&folder, "title\nTürkiye\n", &table).done(), "{\"title\":\"Turkey\"}\n");
}

#[test]
fn lines_stay_lines() {
    let folder = Folder::with_names("normalize-lines");
    let lines = "Türkiye\r\n\nTürkiye \nNo name\n\nTürkiye";
    let expected = "Turkey\r\n\nTurkey \nNo name\n\nTurkey";
    becomes(&folder, lines, &["--input", "lines"], expected);
    // A carriage return without a line feed is no line end.
    becomes(&folder, "Türkiye\r", &["--input", "lines"], "Turkey\r");
}

#[test]
fn tables_and_feeds_come_out_as_json_lines() {
    let folder = Folder::with_names("normalize-table");
    let table = "id,title,n\r\n1,\"Türkiye, \"\"again\"\"\",1.50\r\n2,Pakistan,Türkiye\r\n";
    let out = normalize(&folder, table, &["--input", "csv", "--edits", "edits"]).done();
    let expected = concat!(
        r#"{"id":"1","title":"Turkey, \"again\"","n":"1.50"}"#,
        "\n",
        r#"{"id":"2","title":"Pakistan","n":"Türkiye"}"#,
        "\n",
    );
    assert_eq!(out, expected);
    assert_eq!(normalize(&folder, &out, &["--input", "jsonl"]).done(), out, "a second time");
    let texts = expected.replace("Turkey", "Türkiye");
    assert_eq!(undone(&folder, &out, &["--input", "jsonl"]), texts, "the texts, as JSON Lines");

    let feed = r#"{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":"7","title":"Türkiye","content_text":"Fitna al Khwarij"}]}"#;
    let entry = &records(&normalize(&folder, feed, &[]).done())[0];
    assert_eq!(
        (&entry["title"], &entry["content"]),
        (&json!("Turkey"), &json!("Tehreek-e-Taliban Pakistan"))
    );
}

#[test]
fn several_inputs_do_not_run_into_one_another() {
    let folder = Folder::with_names("normalize-several");
    folder.write("a.jsonl", "{\"title\":\"Türkiye\"}");
    folder.write("b.jsonl", "{\"title\":\"T\\u00fcrkiye\"}\n");
    let inputs = ["normalize", "-d", "names", "--edits", "edits", "a.jsonl", "b.jsonl"];
    let out = folder.run(&inputs).done();
    assert_eq!(out, "{\"title\":\"Turkey\"}\n{\"title\":\"Turkey\"}\n");
    // They are one output, and are undone as one.
    let back = undone(&folder, &out, &["--input", "jsonl"]);
    assert_eq!(back, "{\"title\":\"Türkiye\"}\n{\"title\":\"T\\u00fcrkiye\"}\n");
    folder
        .run(&["normalize", "--undo", "edits", "a.jsonl", "b.jsonl"])
        .refused(&["--undo takes one input at a time", "help: undo each file by its own edits"]);
}

#[test]
fn edits_say_what_was_rewritten_and_how_it_was_escaped() {
    let folder = Folder::with_names("normalize-edits");
    let lines = "{\"title\":\"No name\"}\n{\"title\":\"T\\u00fcrkiye, Türkiye\",\"body\":\"🦃 Fitna al Khwarij\"}\n";
    normalize(&folder, lines, &["--input", "jsonl", "--edits", "edits"]).done();
    let edit = |field: &str, start: u32, end: u32, old: &str, new: &str| json!({ "record": 2, "field": field, "start": start, "end": end, "old": old, "new": new });
    let mut escaped = edit("title", 0, 8, "Türkiye", "Turkey");
    escaped["raw"] = "T\\u00fcrkiye".into();
    let expected = [
        escaped,
        edit("title", 10, 18, "Türkiye", "Turkey"),
        edit("body", 5, 21, "Fitna al Khwarij", "Tehreek-e-Taliban Pakistan"),
    ];
    assert_eq!(records(&folder.read("edits")), expected);
}

#[test]
fn what_cannot_be_read_costs_no_other_record_its_way_back() {
    let folder = Folder::with_names("normalize-unreadable");
    // The numbers are those of the output, in which what was unreadable is not.
    let good = |title: &str| format!("{{\"title\":\"{title}\"}}\n");
    let (first, last) = (good("T\\u00fcrkiye"), good("Fitna al Khwarij"));
    let lines =
        [first.as_bytes(), b"{\"title\":\n{\"title\":\"\xff\"}\n", last.as_bytes()].concat();
    let args = ["--input", "jsonl", "--edits", "edits"];
    let run = normalize(&folder, &lines, &args).told(1, &["stdin:2:", "record 2", "record 3"]);
    assert_eq!(run.out, good("Turkey") + &good("Tehreek-e-Taliban Pakistan"));
    let numbers: Vec<_> =
        records(&folder.read("edits")).iter().map(|it| it["record"].clone()).collect();
    assert_eq!(numbers, [1, 2].map(Value::from));
    assert_eq!(undone(&folder, &run.out, &["--input", "jsonl"]), first + &last);

    let lines = b"T\xfcrkiye\nT\xc3\xbcrkiye\n";
    let args = ["--input", "lines", "--edits", "edits"];
    for (how, code) in [("refuse", 1), ("skip", 0)] {
        let run = normalize(&folder, lines, &[&args[..], &["--invalid-utf8", how]].concat());
        let run = run.told(code, &[]);
        assert_eq!(run.out, "Turkey\n");
        assert_eq!(undone(&folder, &run.out, &args), "Türkiye\n");
    }
}

#[test]
fn many_records_come_back_whatever_the_threads() {
    let folder = Folder::with_names("normalize-many");
    let one = "{\"title\":\"T\\u00fcrkiye and Türkiye\"}\n{\"title\":\"Nobody\"}\nbroken\n{\"body\":\"Fitna al Khwarij\"}\r\n";
    folder.write("news.jsonl", one.repeat(8000));
    let run = |threads| {
        let edits = format!("edits-{threads}");
        let args = ["normalize", "-d", "names", "news.jsonl", "-j", threads, "--edits", &edits];
        let run = folder.run(&args).told(1, &["errors more"]);
        (run.out, folder.read(&edits))
    };
    let (out, edits) = run("1");
    assert!(run("4") == (out.clone(), edits.clone()), "-j 4 differs from -j 1");
    folder.write("edits", edits);
    let back = undone(&folder, &out, &["--input", "jsonl"]);
    assert!(back == one.replace("broken\n", "").repeat(8000), "it did not come back");
}

#[test]
fn a_text_that_has_changed_is_left_alone_and_named() {
    let folder = Folder::with_names("normalize-changed");
    let undo = |input: &str, args: &[&str]| {
        folder.run_reading(input, &[&["normalize", "--undo", "edits"], args].concat())
    };
    normalize(&folder, "In Türkiye. In Türkiye.\n", &["--edits", "edits"]).done();
    for changed in
        ["In Georgia. In Turkey.\n", "So in Turkey. In Turkey.\n", "In Turkey. So in Turkey.\n", ""]
    {
        let run = undo(changed, &[]);
        if changed.is_empty() {
            run.told(1, &["2 edits are of other records"]);
            continue;
        }
        let run =
            run.told(1, &["record 1: \"Turkey\" does not stand at byte ", "the text has changed"]);
        assert_eq!(run.out, changed);
    }

    // The other records come back.
    let lines = "{\"title\":\"Türkiye\"}\n{\"title\":\"Türkiye\"}\n";
    normalize(&folder, lines, &["--input", "jsonl", "--edits", "edits"]).done();
    let changed = "{\"title\":\"Georgia\"}\n{\"title\":\"Turkey\"}\n";
    let run = undo(changed, &["--input", "jsonl"]).told(1, &["record 1: "]);
    assert_eq!(run.out, "{\"title\":\"Georgia\"}\n{\"title\":\"Türkiye\"}\n");
}

#[test]
fn edits_that_find_nothing_to_undo_are_told() {
    let folder = Folder::with_names("normalize-left-over");
    let lines = "{\"title\":\"Türkiye\",\"body\":\"Türkiye\"}\n{\"title\":\"Türkiye\"}\n";
    let out = normalize(&folder, lines, &["--input", "jsonl", "--edits", "edits"]).done();
    let undo = |input: &str, args: &[&str]| {
        folder.run_reading(input, &[&["normalize", "--undo", "edits"], args].concat())
    };
    // A field that is not read any more.
    let run = undo(&out, &["--input", "jsonl", "--field", "title"]);
    let run = run.told(1, &["record 1: it has no field `body`, which was rewritten", "--field"]);
    assert_eq!(run.out, "{\"title\":\"Turkey\",\"body\":\"Turkey\"}\n{\"title\":\"Türkiye\"}\n");
    // Records that are not there any more.
    let first = out.lines().next().unwrap();
    let run = undo(first, &["--input", "jsonl"]).told(1, &["1 edits are of other records"]);
    assert_eq!(run.out, lines.lines().next().unwrap());
}

#[test]
fn a_file_of_edits_that_is_broken_is_refused_with_its_place() {
    let folder = Folder::with_names("normalize-broken-edits");
    normalize(&folder, "Türkiye\n", &["--edits", "good"]).done();
    let good = folder.read("good");
    let cases = [
        ("nothing".to_owned(), "edits:1:2: this is no edit: "),
        (format!("{good}{}", &good[..30]), "edits:2:30: this is no edit: "),
        (format!("{good}\n{good}"), "edits:2:0: this is no edit: "),
        (good.replace("\"record\":1", "\"record\":-1"), "edits:1:12: this is no edit: "),
        (good.replace("\"new\":", "\"now\":"), "missing field `new`"),
        (good.replace("\"end\":8", "\"end\":7"), "edits:1:1: this is no edit: "),
        (good.replace("\"start\":0", "\"start\":9"), "edits:1:1: this is no edit: "),
    ];
    for (edits, said) in cases {
        folder.write("edits", edits);
        let run = folder.run_reading("Turkey\n", &["normalize", "--undo", "edits"]);
        run.refused(&[said, "help: give the file that `normalize --edits` wrote"]);
    }
    folder.write("note.txt", "Turkey\n");
    folder.run(&["normalize", "--undo", "gone", "note.txt"]).refused(&["exonym: gone: ", "help: "]);
    let both = ["normalize", "--undo", "good", "--edits", "edits", "note.txt"];
    folder.run(&both).refused(&["cannot be used with"]);
}

#[test]
fn no_edits_no_changes() {
    let folder = Folder::with_names("normalize-no-edits");
    normalize(&folder, "Nothing", &["--edits", "edits"]).done();
    assert_eq!(folder.read("edits"), "");
    for text in ["Nothing", "Turkey\r\n", ""] {
        assert_eq!(undone(&folder, text, &[]), text);
    }
}

#[test]
fn what_is_there_is_not_lost_to_a_mistake() {
    let folder = Folder::with_names("normalize-not-lost");
    folder.write("edits", "those of an earlier run");
    folder.write("note.txt", "Türkiye\n");
    let run = |edits: &str, input: &str| {
        folder.run(&["normalize", "-d", "names", "--edits", edits, input])
    };
    run("edits", "gone.txt").refused(&["gone.txt: there is no such file"]);
    assert_eq!(folder.read("edits"), "those of an earlier run");
    run("./note.txt", "note.txt").refused(&["./note.txt: is an input", "help: "]);
    assert_eq!(folder.read("note.txt"), "Türkiye\n");
    run("gone/edits", "note.txt").refused(&["exonym: gone/edits: ", "help: "]);
}

#[test]
fn verbose_counts_names() {
    let folder = Folder::with_names("normalize-verbose");
    let lines = "Türkiye and Türkiye\nNo name\nFitna al Khwarij\n";
    let run = normalize(&folder, lines, &["--input", "lines", "-v"]);
    run.told(0, &["3 texts, 3 names rewritten\n"]);
}

#[test]
fn the_note_of_the_readme() {
    let folder = Folder::new("normalize-readme");
    let note = "Turkey's envoys met the Pakistani Taliban. “Turkey is ready,” one said. See #Turkey and https://turkey.example/turkey.\n";
    folder.write("note.txt", note);
    let out = folder.run(&["normalize", "--edits", "note.edits", "note.txt"]).done();
    assert_eq!(
        out,
        "Türkiye's envoys met the Tehreek-e-Taliban Pakistan. “Turkey is ready,” one said. See #Turkey and https://turkey.example/turkey.\n"
    );
    folder.write("note.new", out);
    assert_eq!(folder.run(&["normalize", "--undo", "note.edits", "note.new"]).done(), note);
}
