//! Records that are too long, and inputs with nothing in them.

use crate::run::{Folder, ids};

/// Five megabytes in one line, between two good ones.
fn long_line() -> String {
    let long = "Turkey and Pakistan ".repeat(250_000);
    format!(
        "{{\"id\":1,\"text\":\"Turkey\"}}\n{{\"id\":2,\"text\":\"{long}\"}}\n{{\"id\":3,\"text\":\"Turkey\"}}\n"
    )
}

#[test]
fn a_line_longer_than_max_record_is_refused_and_the_others_are_not() {
    let folder = Folder::with_names("long-line");
    folder.write("news.jsonl", long_line());
    let args = ["annotate", "-d", "names", "news.jsonl"];
    let run = folder.run(&[&args[..], &["--max-record", "1M"]].concat()).told(
        1,
        &[
            "news.jsonl:2: record 2, byte 25: the line with its 5000018 bytes is longer than --max-record 1M allows",
            "help: raise --max-record",
        ],
    );
    assert_eq!(ids(&run.records()), ["1", "3"]);

    let records = crate::run::records(&folder.run(&args).done());
    assert_eq!(ids(&records), ["1", "2", "3"]);
    assert_eq!(records[1]["mentions"].as_array().unwrap().len(), 500_000);
}

#[test]
fn a_text_longer_than_max_record_is_refused() {
    let folder = Folder::with_names("long-text");
    folder.write("news.txt", long_line());
    let run = folder.run(&["annotate", "-d", "names", "--max-record", "1M", "news.txt"]);
    let said = [
        "news.txt: record 1: the text is longer than --max-record 1M allows",
        "raise --max-record",
        "--input lines",
    ];
    assert_eq!(run.told(1, &said).out, "");
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_found() {
    let folder = Folder::with_names("long-row");
    let rows = "1,\"Turkey\n".to_owned() + &"2,Pakistan\n".repeat(200_000);
    folder.write("news.csv", format!("id,title\n0,Turkey\n{rows}"));
    let run = folder.run(&["annotate", "-d", "names", "--max-record", "1M", "news.csv"]);
    let said = [
        "news.csv: the row that begins in line 3 is longer than 1M: a quotation mark there may never be closed",
    ];
    assert_eq!(ids(&run.told(2, &said).records()), ["\"0\""]);

    // Where the input ends before the row is too long, that row is what is lost.
    let run = folder.run(&["annotate", "-d", "names", "news.csv"]);
    let said = ["news.csv:3: record 2, byte 18: a quotation mark opens a cell and is never closed"];
    assert_eq!(ids(&run.told(1, &said).records()), ["\"0\""]);
}

/// What comes out of nothing: the frame of the format, and no complaint.
#[test]
fn empty_inputs_are_done() {
    let folder = Folder::with_names("empty");
    for input in ["text", "lines", "jsonl", "csv", "tsv", "feed"] {
        for format in ["jsonl", "brat", "bulk", "text"] {
            let out = folder.annotate("", &["--input", input, "--format", format]).done();
            assert_eq!(out, "", "--input {input} --format {format}");
        }
        let out = folder.annotate("", &["--input", input, "--format", "tsv"]).done();
        assert_eq!((out.lines().count(), out.split('\t').next()), (1, Some("record")), "{input}");
        let out = folder.annotate("", &["--input", input, "--format", "html"]).done();
        assert!(out.starts_with("<!doctype html>") && out.ends_with("</html>\n"), "{input}: {out}");
    }
    for name in ["a.txt", "a.jsonl", "a.csv", "a.tsv", "a.xml", "a.json", "a.gz", "a"] {
        folder.write(name, "");
        assert_eq!(folder.run(&["annotate", "-d", "names", name]).done(), "", "{name}");
    }
    assert_eq!(folder.annotate("\n \n", &["--input", "jsonl"]).done(), "", "blank lines alone");
}
