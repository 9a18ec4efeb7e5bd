//! Records and inputs that cannot be read: each is told with its place and its cure, and nothing else is lost.

use std::fs;
use std::io::Write;

use crate::run::{Folder, ids};

/// Five records, the third with something else in its place.
fn five(third: &[u8]) -> Vec<u8> {
    let mut input = Vec::new();
    for id in 1..=5 {
        if id == 3 {
            input.extend_from_slice(third);
        } else {
            write!(input, "{{\"id\":{id},\"title\":\"Turkey {id}\"}}").unwrap();
        }
        input.push(b'\n');
    }
    input
}

/// The third of five records costs nobody else anything.
#[track_caller]
fn costs_one(test: &str, third: &[u8], args: &[&str], said: &[&str]) {
    let folder = Folder::with_names(test);
    folder.write("news.jsonl", five(third));
    let run = folder.run(&[&["annotate", "-d", "names", "news.jsonl"], args].concat());
    let run = run.told(1, said);
    let records = run.records();
    assert_eq!(ids(&records), ["1", "2", "4", "5"]);
    assert!(records.iter().all(|record| record["entities"] == serde_json::json!(["country/tr"])));
}

#[test]
fn a_record_of_jsonl_that_is_no_utf8() {
    let said = [
        "news.jsonl:3:24: record 3, byte 79: byte 23 of the record (0xFF) is not UTF-8",
        "help: convert the input (`iconv -f windows-1252 -t utf-8`), or choose --invalid-utf8 replace or skip",
    ];
    costs_one("jsonl-utf8", b"{\"id\":3,\"title\":\"Turkey\xff\"}", &[], &said);
}

/// Tweets were cut by UTF-16 units, in the middle of an emoji.
#[test]
fn half_a_character() {
    let said = [
        r"news.jsonl:3:24: record 3, byte 79: `\ud83d` is half of a character, whose other half is missing",
        "help: whoever cut the text cut there: fetch it whole, or choose --invalid-utf8 replace or skip",
    ];
    let third = br#"{"id":3,"title":"Turkey\ud83d Turkey"}"#;
    costs_one("jsonl-half", third, &[], &said);
    let folder = Folder::with_names("jsonl-halves");
    folder.write("news.jsonl", five(third));
    let args = ["annotate", "-d", "names", "news.jsonl", "--invalid-utf8"];
    let skipped = folder.run(&[&args[..], &["skip"]].concat()).done();
    assert_eq!(ids(&crate::run::records(&skipped)), ["1", "2", "4", "5"]);
    let replaced = folder.run(&[&args[..], &["replace"]].concat()).done();
    let line = replaced.lines().nth(2).unwrap();
    let kept = r#"{"id":3,"title":"Turkey\ud83d Turkey","#;
    assert!(line.starts_with(kept), "every byte stays: {line}");
    assert!(line.contains(r#""start":10,"end":16,"#), "U+FFFD has three bytes: {line}");
    // What is rewritten stands beside it.
    let normalize = ["normalize", "-d", "names", "--write", "id", "--invalid-utf8", "replace"];
    let line = folder.run_reading(third, &[&normalize[..], &["--input", "jsonl"]].concat());
    assert_eq!(line.done(), r#"{"id":3,"title":"country/tr\ud83d country/tr"}"#);
}

#[test]
fn a_line_that_is_no_utf8() {
    let folder = Folder::with_names("lines-utf8");
    folder.write("news.log", b"Turkey 1\nTurkey 2\nTurk\xfey\nTurkey 4\nTurkey 5\n");
    let args = ["annotate", "-d", "names", "--input", "lines", "news.log"];
    let run =
        folder.run(&args).told(1, &["news.log:3:5: record 3, byte 22: ", "(0xFE) is not UTF-8"]);
    assert_eq!(run.records().len(), 4);

    let run = folder.run(&[&args[..], &["--invalid-utf8", "replace"]].concat());
    let records = crate::run::records(&run.done());
    assert_eq!((records.len(), records[2]["text"].as_str()), (5, Some("Turk?y")));

    let skipped = folder.run(&[&args[..], &["--invalid-utf8", "skip"]].concat());
    assert_eq!(crate::run::records(&skipped.done()).len(), 4);
    let counted = folder.run(&[&args[..], &["--invalid-utf8", "skip", "-v"]].concat());
    counted.told(0, &["1 texts left out: they are not UTF-8"]);
}

#[test]
fn a_line_of_json_that_is_cut_in_half() {
    let said = [
        "news.jsonl:3:20: record 3, byte 75: the line ends in the middle of its JSON object",
        "help: each line must be one whole object; `jq -c .` makes it so",
    ];
    costs_one("jsonl-cut", b"{\"id\":3,\"title\":\"Tu", &[], &said);
}

#[test]
fn broken_json() {
    let said = ["news.jsonl:3:17: record 3, byte 72: the JSON is broken: ", "help: "];
    costs_one("jsonl-broken", b"{\"id\":3,\"title\":}", &[], &said);
}

#[test]
fn json_over_several_lines_is_told_once() {
    let folder = Folder::with_names("jsonl-pretty");
    for (object, cure) in [
        ("{\n  \"title\": \"Turkey\"\n}\n", "help: make each object a line: `jq -c . FILE | "),
        (
            "[\n  {\n  \"title\": \"\"\n}\n]\n",
            "help: make every element a line: `jq -c '.[]' FILE | ",
        ),
    ] {
        let said =
            ["stdin: is JSON over several lines, and each line must be one whole object", cure];
        folder.annotate(object, &[]).refused(&said);
        folder.annotate(object, &["--input", "jsonl"]).refused(&said);
    }
}

#[test]
fn a_line_that_is_no_object() {
    let said =
        ["news.jsonl:3:1: record 3, byte 56: the line is no JSON, not an object", "--input lines"];
    costs_one("jsonl-text", b"Turkey", &[], &said);
    let said = ["news.jsonl:3:1: record 3", "the line is a number, not an object"];
    costs_one("jsonl-number", b"17", &[], &said);
}

#[test]
fn a_field_that_is_missing() {
    let said = [
        "news.jsonl:3:1: record 3, byte 56: the field `title` is missing",
        "help: mend the record, or end the field's name with `?` if it may be missing",
    ];
    costs_one("field-missing", b"{\"id\":3,\"body\":\"Turkey\"}", &["--field", "title"], &said);
    let said = ["news.jsonl:3:1: record 3", "none of the fields title, headline, ", "with --field"];
    costs_one("field-none", b"{\"id\":3,\"name\":\"Turkey\"}", &[], &said);
    let said = [
        "news.jsonl:3:16: record 3, byte 71: the field `text` is a number, not text, and none of",
        "with --field",
    ];
    costs_one("field-none-text", b"{\"id\":3,\"text\":17}", &[], &said);
}

#[test]
fn a_field_that_is_a_number() {
    let said = [
        "news.jsonl:3:17: record 3, byte 72: the field `title` is a number, not text",
        "help: mend the record, or name other fields with --field",
    ];
    costs_one("field-number", b"{\"id\":3,\"title\":17}", &["--field", "title"], &said);
}

#[test]
fn a_row_with_a_cell_too_many() {
    let folder = Folder::with_names("row-wide");
    folder.write("news.csv", "id,title\n1,Turkey\n2,Turkey, again\n3,Pakistan\n");
    let run = folder.run(&["annotate", "-d", "names", "news.csv"]);
    let run = run.told(
        1,
        &[
            "news.csv:3:10: record 2, byte 27: the row has 3 cells, and the header has 2",
            "must be quoted",
        ],
    );
    assert_eq!(ids(&run.records()), ["\"1\"", "\"3\""]);
}

#[test]
fn a_column_that_is_missing() {
    let folder = Folder::with_names("column");
    folder.write("news.csv", "id,name\n1,Turkey\n");
    let run = folder.run(&["annotate", "-d", "names", "news.csv"]);
    run.refused(&["news.csv: has none of the columns title, ", "the columns are id, name"]);
    let run = folder.run(&["annotate", "-d", "names", "--field", "titel", "news.csv"]);
    run.refused(&["news.csv: has no column `titel`", "the columns are id, name"]);
}

#[test]
fn many_errors_are_counted_and_not_all_shown() {
    let folder = Folder::with_names("many-errors");
    folder.write("news.jsonl", "nothing\n".repeat(50));
    let run = folder.run(&["annotate", "-d", "names", "news.jsonl"]).told(1, &["30 errors more"]);
    assert_eq!(run.err.matches("is no JSON").count(), 20);
}

#[test]
fn inputs_that_are_not_there_stop_the_run_before_it_begins() {
    let folder = Folder::with_names("no-input");
    folder.write("good.jsonl", "{\"title\":\"Turkey\"}\n");
    for format in ["jsonl", "tsv", "html"] {
        let annotate = ["annotate", "-d", "names", "--format", format, "good.jsonl"];
        let run = folder.run(&[&annotate[..], &["gone.jsonl"]].concat());
        run.refused(&["gone.jsonl: there is no such file", "help: check the name"]);
        let run = folder.run(&[&annotate[..], &["names"]].concat());
        run.refused(&[
            "names: is a directory, and only files can be read",
            "help: name its files: names/*",
        ]);
    }
}

#[test]
fn what_is_no_text_is_said_once() {
    let folder = Folder::with_names("no-text");
    folder.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\xfd");
    let run = folder.run(&["annotate", "-d", "names", "picture.txt"]);
    assert_eq!(run.told(2, &["picture.txt: is no text", "help: "]).out, "");
    folder.write("wide.txt", b"\xff\xfeT\0u\0r\0k\0e\0y\0");
    let run = folder.run(&["annotate", "-d", "names", "wide.txt"]);
    run.told(2, &["wide.txt: ", "UTF-16", "help: convert it: `iconv -f utf-16 -t utf-8`"]);
    let run = folder.annotate(b"T\0u\0r\0k\0e\0y\0", &[]);
    run.told(2, &["stdin: ", "UTF-16", "help: convert it: `iconv -f utf-16le -t utf-8`"]);
}

/// Lines that do not compress to nothing.
fn many_lines() -> Vec<u8> {
    let mut random: u32 = 7;
    let mut lines = Vec::new();
    for id in 0..20_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        writeln!(lines, "{{\"id\":{id},\"title\":\"Turkey {random:08x}\"}}").unwrap();
    }
    lines
}

#[track_caller]
fn gives_what_is_good(folder: &Folder, packed: &[u8], lines: &[u8], stream: &str) {
    folder.write("news.packed", &packed[..packed.len() / 2]);
    folder.write("more.jsonl", "{\"id\":\"more\",\"title\":\"Pakistan\"}\n");
    let args = ["annotate", "-d", "names", "--input", "jsonl", "news.packed", "more.jsonl"];
    let run = folder.run(&args).told(
        2,
        &[
            &format!("news.packed: the {stream} stream is truncated; "),
            " records before that are good",
            "help: fetch the file again, whole",
        ],
    );
    let records = run.records();
    let good = records.len() - 1;
    assert!(good > 1000, "only {good} records before the end");
    let said = run.err.split(" and ").nth(1).and_then(|rest| rest.split(' ').next());
    assert_eq!(said, Some(good.to_string().as_str()), "{}", run.err);
    let lines = std::str::from_utf8(lines).unwrap();
    let expected: Vec<_> = crate::run::records(lines).iter().map(|it| it["id"].clone()).collect();
    let came: Vec<_> = records.iter().map(|record| record["id"].clone()).collect();
    assert_eq!(came[..good], expected[..good]);
    assert_eq!(came[good], "more", "the next input is read");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_gzip_file_that_is_cut_gives_what_is_good() {
    let lines = many_lines();
    gives_what_is_good(&Folder::with_names("gzip-cut"), &gzip(&lines), &lines, "gzip");
}

#[test]
fn a_zstandard_file_that_is_cut_gives_what_is_good() {
    let lines = many_lines();
    let packed = zstd::encode_all(&lines[..], 3).unwrap();
    gives_what_is_good(&Folder::with_names("zstd-cut"), &packed, &lines, "Zstandard");
}

#[test]
fn a_gzip_file_that_is_damaged_says_so() {
    let mut packed = gzip(&many_lines());
    let middle = packed.len() / 2;
    packed[middle..middle + 64].fill(0x55);
    let folder = Folder::with_names("gzip-damaged");
    folder.write("news.jsonl.gz", packed);
    let run = folder.run(&["annotate", "-d", "names", "news.jsonl.gz"]);
    run.told(2, &["news.jsonl.gz: the gzip stream is corrupt", "records before that are good"]);
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_names("forbidden");
    folder.write("secret.txt", "Turkey");
    fs::set_permissions(folder.path("secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.path("secret.txt")).is_ok() {
        // Whoever runs the tests may read everything.
        return;
    }
    folder
        .run(&["annotate", "-d", "names", "secret.txt"])
        .refused(&["secret.txt: cannot be opened: "]);
}
