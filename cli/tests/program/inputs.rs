//! What texts come in: tables, feeds, packed files, standard input, several files.

use std::io::Write;

use serde_json::json;

use crate::run::{Folder, ids, mentions, records};

#[test]
fn a_table_with_commas() {
    let folder = Folder::with_names("csv");
    folder.write(
        "news.csv",
        "\u{feff}id,date,title,body,note\n7,2024-01-01,\"Turkey, again\",\"TTP \"\"militants\"\"\nin Pakistan\",x\n8,,,,\n",
    );
    let records = records(&folder.run(&["annotate", "-d", "names", "news.csv"]).done());
    assert_eq!(ids(&records), ["\"7\"", "\"8\""]);
    assert_eq!(
        mentions(&records[0]),
        [
            "title 0..6 Turkey country/tr",
            "body 0..3 TTP group/ttp",
            "body 19..27 Pakistan country/pk",
        ]
    );
    assert_eq!(records[0]["note"], "x");
    assert_eq!(records[0]["body"], "TTP \"militants\"\nin Pakistan");
    assert_eq!(records[1]["mentions"], json!([]));
}

#[test]
fn columns_of_the_same_name_keep_what_is_in_them() {
    let folder = Folder::with_names("csv-twice");
    let table = "id,text,text\n1,Turkey,Pakistan\n";
    let record = &folder.annotate(table, &["--input", "csv"]).records()[0];
    assert_eq!((&record["text"], &record["text_2"]), (&json!("Turkey"), &json!("Pakistan")));
    assert_eq!(mentions(record), ["text 0..6 Turkey country/tr"]);
    let args = ["--input", "csv", "--field", "text,text_2"];
    let record = &folder.annotate(table, &args).records()[0];
    assert_eq!(
        mentions(record),
        ["text 0..6 Turkey country/tr", "text_2 0..8 Pakistan country/pk"]
    );
}

#[test]
fn a_table_with_tabs() {
    let folder = Folder::with_names("tsv");
    folder.write("news.tsv", "key\ttext\tcountry\r\na\tTurkey\tPakistan\r\n");
    let args = ["annotate", "-d", "names", "news.tsv", "--id", "key", "--field", "text,country"];
    let run = folder.run(&args);
    let records = records(&run.done());
    assert_eq!(
        mentions(&records[0]),
        ["text 0..6 Turkey country/tr", "country 0..8 Pakistan country/pk"]
    );
    let rows = folder.run(&[&args[..], &["--format", "tsv"]].concat()).done();
    assert!(
        rows.lines().nth(1).unwrap().starts_with("a\ttext\t0\t6\tTurkey\tcountry/tr\t"),
        "{rows}"
    );
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link><description>News</description>
<item><title>Turkey &amp;amp; Pakistan</title><link>https://wire.example/1</link><guid>w-1</guid>
<pubDate>Mon, 01 Jan 2024 08:00:00 GMT</pubDate>
<description><![CDATA[<p>Officials of <b>Tür</b>kiye met<br>Pakistani ones.</p>]]></description></item>
</channel></rss>
"#;
const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>wire</id><updated>2024-01-01T08:00:00Z</updated>
<entry><id>w-2</id><title>Turkey</title><updated>2024-01-01T08:00:00Z</updated>
<content type="html">&lt;p&gt;In Pakistan&lt;/p&gt;</content></entry></feed>
"#;
const JSON_FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Wire","items":[
 {"id":"w-3","title":"Turkey","content_html":"<p>In Pakistan</p>","date_published":"2024-01-01T08:00:00Z"}]}
"#;

#[test]
fn feeds_of_three_kinds() {
    let folder = Folder::with_names("feeds");
    let read = |name: &str, text: &str| {
        folder.write(name, text);
        let run = folder.run(&["annotate", "-d", "names", name]);
        let records = records(&run.done());
        assert_eq!(records.len(), 1, "{name}");
        records[0].clone()
    };
    let rss = read("news.xml", RSS);
    assert_eq!((&rss["id"], &rss["title"]), (&json!("w-1"), &json!("Turkey & Pakistan")));
    assert_eq!(
        mentions(&rss),
        [
            "title 0..6 Turkey country/tr",
            "title 9..17 Pakistan country/pk",
            "summary 13..21 Türkiye country/tr",
            "summary 26..35 Pakistani country/pk",
        ]
    );
    let atom = read("news.atom", ATOM);
    assert_eq!(atom["id"], "w-2");
    assert_eq!(
        mentions(&atom),
        ["title 0..6 Turkey country/tr", "content 3..11 Pakistan country/pk"]
    );
    let feed = read("news.json", JSON_FEED);
    assert_eq!(feed["id"], "w-3");
    assert_eq!(
        mentions(&feed),
        ["title 0..6 Turkey country/tr", "content 3..11 Pakistan country/pk"]
    );
    // From standard input their first bytes say what they are.
    for text in [RSS, ATOM, JSON_FEED] {
        assert_eq!(folder.annotate(text, &[]).records().len(), 1);
    }
}

#[test]
fn a_feed_that_is_none() {
    let folder = Folder::with_names("no-feed");
    folder.write("news.rss", "<html><body>Turkey</body></html>");
    let run = folder.run(&["annotate", "-d", "names", "news.rss"]);
    assert_eq!(run.told(2, &["news.rss: is no feed that can be read", "help: "]).out, "");
}

#[test]
fn packed_files() {
    let folder = Folder::with_names("packed");
    let line = "{\"id\":1,\"title\":\"Turkey\"}\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(line.as_bytes()).unwrap();
    let gzip = packer.finish().unwrap();
    let zstd = zstd::encode_all(line.as_bytes(), 3).unwrap();
    folder.write("plain.jsonl", line);
    folder.write("news.jsonl.gz", &gzip);
    folder.write("news.jsonl.zst", &zstd);
    // Two members, as `cat a.gz b.gz` makes them; and a name that says nothing.
    folder.write("two.jsonl.gz", [&gzip[..], &gzip].concat());
    folder.write("news", &zstd);
    let read = |name: &str| folder.run(&["annotate", "-d", "names", name]).done();
    let plain = read("plain.jsonl");
    assert!(plain.contains("country/tr"), "{plain}");
    for name in ["news.jsonl.gz", "news.jsonl.zst", "news"] {
        assert_eq!(read(name), plain, "{name}");
    }
    assert_eq!(read("two.jsonl.gz"), plain.repeat(2));
    assert_eq!(folder.annotate(&gzip, &[]).done(), plain);
}

#[test]
fn standard_input() {
    let folder = Folder::with_names("stdin");
    let expected = folder.annotate("Turkey", &[]).done();
    assert!(
        expected.starts_with("{\"text\":\"Turkey\",\"entities\":[\"country/tr\"],"),
        "{expected}"
    );
    assert_eq!(folder.annotate("Turkey", &["-"]).done(), expected);
    assert_eq!(folder.annotate("Turkey", &["--input", "lines"]).done(), expected);
    assert_eq!(folder.annotate("{\"title\":\"Turkey\"}", &["-"]).records().len(), 1);
}

#[test]
fn several_files_one_after_the_other() {
    let folder = Folder::with_names("several");
    folder.write("b.jsonl", "{\"id\":1,\"title\":\"Turkey\"}\nbroken\n{\"id\":2,\"title\":\"\"}\n");
    folder.write("a.txt", "Pakistan\n");
    folder.write("c.csv", "id,title\n3,Turkey\n");
    let args = ["b.jsonl", "-", "a.txt", "c.csv"];
    let run = folder.annotate("Turkey", &args).told(1, &["b.jsonl:2:1: record 2, byte 26: "]);
    assert_eq!(ids(&run.records()), ["1", "2", "null", "\"a.txt\"", "\"3\""]);
}

#[test]
fn plain_text_says_which_file_it_was() {
    let folder = Folder::with_names("text");
    folder.write("a.txt", "\u{feff}Turkey\r\n");
    let out = folder.run(&["annotate", "-d", "names", "a.txt"]).done();
    let records = records(&out);
    assert_eq!(
        (&records[0]["id"], &records[0]["text"]),
        (&json!("a.txt"), &json!("\u{feff}Turkey\r\n"))
    );
    assert_eq!(mentions(&records[0]), ["text 3..9 Turkey country/tr"], "offsets count every byte");
}
