//! `check`, `build`, and the dictionaries that `-d` names.

use std::fs;

use crate::run::{Folder, STATES, mentions};

/// Mistakes in three places of two files.
fn with_mistakes(test: &str) -> Folder {
    let folder = Folder::new(test);
    let states = STATES.replace("name = \"Pakistan\"", "nmae = \"Pakistan\"");
    let states = states.replace("kind = \"demonym\"", "kind = \"demonim\"");
    folder.write("bad/states.toml", states);
    let other = STATES.replace("\"country\"\ntitle", "\"other\"\ntitle");
    folder.write("bad/syntax.toml", other.replace("[entity.tr]", "[entity.tr"));
    folder
}

/// Each of the mistakes, drawn with its place and its cure.
const MISTAKES: [&str; 9] = [
    "error[unknown-key]: unknown key \"nmae\"",
    " --> bad/states.toml:14:1",
    "14 | nmae = \"Pakistan\"",
    "did you mean `name`?",
    "demonim",
    " --> bad/states.toml:17:8",
    "did you mean `demonym`?",
    " --> bad/syntax.toml:19:",
    " errors in 2 files",
];

#[test]
fn check_shows_all_that_is_wrong_at_once() {
    let folder = with_mistakes("check-bad");
    let run = folder.run(&["check", "bad"]).told(1, &MISTAKES);
    assert_eq!(run.out, "");
}

#[test]
fn check_shows_what_is_no_text_with_all_else_that_is_wrong() {
    let folder = with_mistakes("check-bytes");
    folder.write("bad/latin.toml", b"schema = 1\ntitle = \"caf\xe9\"\n");
    folder.write("bad/wide.toml", b"\xff\xfes\0c\0h\0e\0m\0a\0");
    folder.write("bad/zero.toml", b"schema = 1\0\n");
    let said = [
        &MISTAKES[..8],
        &[
            "error[not-utf8]: byte 23 (0xE9) is not UTF-8",
            " --> bad/latin.toml:2:13",
            "help: convert the file: `iconv -f windows-1252 -t utf-8`",
            "error[not-utf8]: the file is UTF-16, and only UTF-8 can be read",
            " --> bad/wide.toml:1:1",
            "help: convert it: `iconv -f utf-16 -t utf-8`",
            "error[not-utf8]: the file is no text: it has a zero byte here",
            " --> bad/zero.toml:1:11",
            " errors in 5 files",
        ],
    ];
    let run = folder.run(&["check", "bad"]).told(1, &said.concat());
    assert_eq!(run.out, "");
    folder.run(&["build", "bad", "-o", "x.exo"]).refused(&said.concat());
}

#[cfg(unix)]
#[test]
fn check_shows_what_cannot_be_read_with_all_else_that_is_wrong() {
    let folder = with_mistakes("check-unreadable");
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket.toml")).unwrap();
    let said = [
        &MISTAKES[..8],
        &[
            "error[unreadable]: this cannot be read: ",
            " --> socket.toml:1:1",
            "help: check the path",
        ],
    ];
    folder.run(&["check", "bad", "socket.toml"]).told(1, &said.concat());
    std::os::unix::fs::symlink("round", folder.path("round")).unwrap();
    folder
        .run(&["check", "round"])
        .refused(&["exonym: round: ", "help: check the path, and where it leads if it is a link"]);
}

#[test]
fn check_runs_the_tests_of_a_dictionary() {
    let folder = Folder::new("check-tests");
    folder.write("names/states.toml", STATES.replace("[Türkiye]", "[Turkiyye]"));
    folder.run(&["check", "names"]).told(1, &["names/states.toml:26:9", "Turkiyye", "1 error"]);
}

#[test]
fn check_is_content_with_what_is_right() {
    let folder = Folder::with_names("check-good");
    // It gives another entity a name of a state, with nothing to tell the two apart.
    fs::remove_file(folder.path("names/places.toml")).unwrap();
    let run = folder.run(&["check", "names"]);
    let run = run.told(0, &["3 files: 5 entities, ", " names, 2 tests, no problems"]);
    assert_eq!(run.out, "");
    folder.run(&["check", "-q", "names"]).done();
    // A file alone; and the folder that is checked when none is named.
    folder.run(&["check", "-q", "names/states.toml"]).done();
    fs::rename(folder.path("names"), folder.path("dictionaries")).unwrap();
    folder.run(&["check", "-q"]).done();
}

#[test]
fn check_needs_something_to_check() {
    let folder = Folder::new("check-nothing");
    folder.run(&["check"]).refused(&["exonym: dictionaries: ", "help: "]);
    folder.run(&["check", "gone"]).refused(&["exonym: gone: ", "help: "]);
    folder.write("empty/notes.txt", "nothing");
    folder.run(&["check", "empty"]).refused(&["exonym: empty: ", "help: "]);
    folder.write("x.exo", b"EXONYM\r\n\0\0\0\0");
    folder.run(&["check", "x.exo"]).refused(&["x.exo: ", "compiled", "help: "]);
}

#[test]
fn annotate_draws_what_is_wrong_with_a_dictionary_and_writes_nothing() {
    let folder = with_mistakes("annotate-bad");
    let run = folder.run_reading("Turkey", &["annotate", "-d", "bad", "--format", "html"]);
    run.refused(&MISTAKES);
    let run = folder.run_reading("Turkey", &["annotate", "-d", "bad"]);
    run.refused(&["exonym: the dictionaries cannot be used as they stand", "`exonym check`"]);
}

#[test]
fn dictionaries_that_are_not_there() {
    let folder = Folder::with_names("d-missing");
    for name in ["gone.toml", "gone.exo", "gone"] {
        let run = folder.run_reading("Turkey", &["annotate", "-d", "names", "-d", name]);
        run.refused(&[&format!("exonym: {name}: "), "No such file", "help: "]);
    }
    folder
        .run_reading("Turkey", &["annotate", "-d", "gone.exo"])
        .refused(&["exonym: gone.exo: ", "help: "]);
}

#[test]
fn a_compiled_file_lies_below_all_others() {
    let folder = Folder::with_names("d-company");
    folder.run(&["-q", "build", "names", "-o", "x.exo"]).done();
    fs::copy(folder.path("x.exo"), folder.path("y.exo")).expect("it can be copied");
    for (order, said, cure) in [
        (["names", "x.exo"], "x.exo: a compiled file can only lie below", "help: give it first"),
        (["x.exo", "y.exo"], "y.exo: this is a second compiled file", "help: build one file"),
        (["x.exo", "x.exo"], "x.exo: this is a second compiled file", "help: build one file"),
    ] {
        let run = folder.run_reading("Turkey", &["annotate", "-d", order[0], "-d", order[1]]);
        run.refused(&[said, cure]);
    }
}

#[test]
fn dictionaries_over_a_compiled_file_find_what_all_find() {
    let folder = Folder::with_names("d-over");
    folder.run(&["-q", "build", "names", "-o", "x.exo"]).done();
    let mine =
        STATES.replace("\"Türkiye\",\n", "\"Anatolia\",\n").replace("[Türkiye]", "[Anatolia]");
    folder.write(
        "mine/mine.toml",
        mine.replace("[entity.tr]", "[entity.tr]\nrelates.related = \"pk\""),
    );
    let head = r#"{"schema":1,"namespace":"city","title":"t","license":"CC0-1.0","source":{"s":{"title":"t"}},"defaults":{"source":"s"}}"#;
    let ankara = r#"{"slug":"ankara","name":"Ankara","relates":{"located-in":"country/tr"},"alias":[{"text":"Angora","cue":{"for":["@country/pk"]}}]}"#;
    folder.write("pack.jsonl", format!("{head}\n{ankara}\n"));
    let text = "Anatolia, Türkiye, TURKEY and Pakistan; Ankara or Angora";
    let rest = ["-d", "mine", "-d", "pack.jsonl", "--explain", "--nil"];
    let of =
        |first: &[&str]| folder.run_reading(text, &[&["annotate"], first, &rest].concat()).done();
    let together = of(&["-d", "names"]);
    assert!(together.contains("city/ankara") && together.contains("Anatolia"));
    assert_eq!(of(&["-d", "x.exo"]), together);
    assert_eq!(of(&["--mmap", "-d", "x.exo"]), together);
    let of = |first: &str| {
        folder
            .run(&["lookup", "-d", first, "-d", "mine", "-d", "pack.jsonl", "--prefix", "An"])
            .done()
    };
    assert_eq!(of("x.exo"), of("names"));

    // Each mistake has its place in the file that lies over it.
    folder.write("pack.jsonl", format!("{head}\n{}\n", ankara.replace("country/pk", "country/kp")));
    let run = folder.run_reading(text, &["annotate", "-d", "x.exo", "-d", "pack.jsonl"]);
    run.refused(&[
        "error[dangling-id]: country/kp is no entity",
        "pack.jsonl:2:",
        "did you mean country/pk?",
    ]);
}

#[test]
fn later_dictionaries_are_laid_over_earlier_ones() {
    let folder = Folder::with_names("layers");
    folder.write(
        "mine.toml",
        STATES.replace("\"Türkiye\",\n", "\"Anatolia\",\n").replace("[Türkiye]", "[Anatolia]"),
    );
    let run =
        folder.run_reading("Anatolia, Türkiye", &["annotate", "-d", "names", "-d", "mine.toml"]);
    let found = mentions(&run.records()[0]);
    assert_eq!(found, ["text 0..8 Anatolia country/tr", "text 10..18 Türkiye country/tr"]);
}

#[test]
fn build_refuses_errors_and_leaves_everything_as_it_was() {
    let folder = with_mistakes("build-bad");
    folder.run(&["build", "bad", "-o", "x.exo"]).refused(&MISTAKES);
    folder.write("old.exo", "what was there");
    folder.run(&["build", "bad", "-o", "old.exo"]).refused(&MISTAKES);
    assert_eq!(folder.read("old.exo"), "what was there");
    assert_eq!(folder.list("."), ["bad", "old.exo"]);
}

#[test]
fn build_says_where_it_cannot_write() {
    let folder = Folder::with_names("build-where");
    folder
        .run(&["build", "names", "-o", "gone/x.exo"])
        .refused(&["exonym: gone/x.exo: ", "help: "]);
    folder.run(&["build", "names", "-o", "names"]).refused(&[
        "exonym: names: ",
        "directory",
        "help: ",
    ]);
    folder.run(&["build", "gone", "-o", "x.exo"]).refused(&["exonym: gone: ", "help: "]);
    folder.run(&["build", "names", "-o", ".."]).refused(&["exonym: ..: ", "help: "]);
    assert_eq!(folder.list("."), ["names"]);
}

#[test]
fn build_writes_over_no_input() {
    let folder = Folder::with_names("build-over");
    let states = "names/states.toml";
    let inputs = [&["names"][..], &[states], &["names/places.toml", "names/states.toml"]];
    for output in [states, "./names/../names/states.toml"] {
        for inputs in inputs {
            let run = folder.run(&[&["build"], inputs, &["-o", output]].concat());
            run.refused(&[
                &format!("exonym: {output}: is one of the dictionaries, and would be written over"),
                "help: name another file, such as names.exo",
            ]);
        }
    }
    // One that is not there yet would be read as a dictionary the next time.
    let run = folder.run(&["build", "names", "-o", "names/all.toml"]);
    run.refused(&["exonym: names/all.toml: ", "would be read as a dictionary", "names.exo"]);
    assert_eq!(folder.read(states), STATES);
    assert_eq!(folder.list("names").len(), 4);
    // A compiled file may lie beside them.
    folder.run(&["-q", "build", "names", "-o", "names/all.exo"]).done();
    folder.run(&["-q", "build", "names", "-o", "names/all.exo"]).done();
}

#[cfg(unix)]
#[test]
fn build_takes_the_place_of_nothing_but_a_file() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = Folder::with_names("build-socket");
    // A device would do, but a test that fails must not cost the machine one.
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket")).unwrap();
    symlink("socket", folder.path("link")).unwrap();
    for output in ["socket", "link"] {
        let run = folder.run(&["build", "names", "-o", output]);
        run.refused(&[&format!("exonym: {output}: is no file"), "help: name a file"]);
    }
    assert!(fs::metadata(folder.path("link")).unwrap().file_type().is_socket());
    folder.run(&["build", "names", "-o", "-"]).refused(&["exonym: -: ", "help: name a file"]);
    // A link stays, and what it leads to is written.
    folder.write("old.exo", "old");
    symlink("old.exo", folder.path("new.exo")).unwrap();
    folder.run(&["-q", "build", "names", "-o", "new.exo"]).done();
    assert!(folder.path("new.exo").is_symlink());
    assert!(folder.bytes("old.exo").starts_with(b"EXONYM"));
    symlink("names/states.toml", folder.path("states.exo")).unwrap();
    let run = folder.run(&["build", "names", "-o", "states.exo"]);
    run.refused(&["exonym: states.exo: is one of the dictionaries"]);
}

#[test]
fn build_twice_gives_the_same_bytes() {
    let folder = Folder::with_names("build-twice");
    let run = folder.run(&["build", "names", "-o", "a.exo"]);
    let run = run.told(0, &["a.exo: 7 entities, ", " names, ", " keys, ", " bytes, version "]);
    assert_eq!(run.out, "");
    folder.run(&["-q", "build", "names", "-o", "b.exo"]).done();
    // Over itself; and from files in another order.
    folder.run(&["-q", "build", "names", "-o", "a.exo"]).done();
    assert!(folder.bytes("a.exo") == folder.bytes("b.exo"));
    let files =
        ["names/states.toml", "names/places.toml", "names/groups.toml", "names/decoys.toml"];
    folder.run(&[&["-q", "build"], &files[..], &["-o", "c.exo"]].concat()).done();
    assert!(folder.bytes("c.exo") == folder.bytes("b.exo"), "layers without anything in common");
    assert_eq!(folder.list("."), ["a.exo", "b.exo", "c.exo", "names"]);
}

#[test]
fn a_compiled_file_finds_what_its_dictionaries_find() {
    let folder = Folder::with_names("compiled");
    folder.run(&["-q", "build", "names", "-o", "x.exo"]).done();
    let text =
        "Militants of the TTP (Fitna al Khwarij) in Pakistan; Georgia; ADAMTS13 and TTP; Türkiye\n";
    let rest = ["--with-version", "--explain", "--nil", "--nested", "--lang", "no"];
    let by_names = folder.annotate(text, &rest).done();
    let by_file =
        folder.run_reading(text, &[&["annotate", "-d", "x.exo"], &rest[..]].concat()).done();
    assert_eq!(by_file, by_names);
}

#[test]
fn the_embedded_dictionaries_are_those_of_the_repository() {
    let folder = Folder::new("embedded");
    let dictionaries = concat!(env!("CARGO_MANIFEST_DIR"), "/../dictionaries");
    let text = "Fitna al Khwarij (TTP) attacks; Turkey and Türkiye";
    let embedded = folder.run_reading(text, &["annotate", "--with-version"]).done();
    let named =
        folder.run_reading(text, &["annotate", "--with-version", "-d", dictionaries]).done();
    assert_eq!(named, embedded);
    folder.run(&["check", "-q", dictionaries]).done();
}

#[test]
fn the_embedded_languages_lie_below_dictionaries_that_bring_none() {
    let folder = Folder::new("languages");
    folder.write("mine.toml", STATES);
    let turkish = "schema = 1\nlanguage = \"tr\"\ntitle = \"Turkish\"\nlicense = \"CC0-1.0\"\n";
    folder.write("with/tr.toml", turkish);
    folder.write("with/states.toml", STATES);
    folder.run(&["-q", "build", "mine.toml", "-o", "x.exo"]).done();
    let found = |dictionaries: &[&str]| {
        let mut args = vec!["annotate"];
        args.extend(dictionaries.iter().flat_map(|name| ["-d", name]));
        mentions(&folder.run_reading("Turkey's, Pakistan'ın", &args).records()[0]).len()
    };
    assert_eq!(found(&["mine.toml"]), 2);
    assert_eq!(found(&["x.exo"]), 2, "a compiled file has its own");
    assert_eq!(found(&["with"]), 0, "these have what they bring");
    // List by list: Turkish still has its endings.
    assert_eq!(found(&["x.exo", "with/tr.toml"]), 2);
    folder.write("with/tr.toml", format!("{turkish}[affix]\nending = []\n"));
    assert_eq!(found(&["x.exo", "with/tr.toml"]), 1);
    folder.run(&["check", "mine.toml"]).told(0, &["1 files: 3 entities, "]);
    let added = [
        "add",
        "with",
        "--to",
        "country/tr",
        "--name",
        "Turkei",
        "--lang",
        "de",
        "--source",
        "un",
        "--into",
    ];
    let run = folder.run(&[&added[..], &["with/tr.toml", "--yes"]].concat());
    run.refused(&["with/tr.toml is about a language, and has no entities", "help: "]);
    let run = folder.run(&["diff", "mine.toml", "with", "--corpus", "with/states.toml"]).done();
    assert!(run.contains("  ~ tr  affix.ending ı, i, "), "{run}");
}
