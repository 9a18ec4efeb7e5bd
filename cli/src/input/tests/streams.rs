//! Compressed streams, whole and damaged, and files that are not there.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::super::{InputOptions, Inputs};
use super::read;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory takes it")
}

/// So many lines of which no two are alike, so that they do not compress to nothing.
fn lines(count: u64) -> Vec<u8> {
    let word = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let line = |n| format!("{{\"text\":\"{n} {:x} {:x}\"}}\n", word(n), word(n ^ 0xff));
    (0..count).map(line).collect::<String>().into_bytes()
}

#[test]
fn packed_streams_are_known_by_their_bytes() {
    let plain = lines(1000);
    let expected = read("a.jsonl", &plain, &[]);
    assert_eq!(expected.len(), 1000);
    let (first, second) = plain.split_at(12_345);
    let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..], &zstd(&plain)].concat();
    for (name, packed) in [
        ("gzip", gzip(&plain)),
        ("gzip of two members", [gzip(first), gzip(second)].concat()),
        ("gzip with an empty member", [gzip(b""), gzip(&plain)].concat()),
        ("zstd", zstd(&plain)),
        ("zstd of two frames", [zstd(first), zstd(second)].concat()),
        ("zstd after a skippable frame", skippable),
    ] {
        assert!(read("a.jsonl", &packed, &[]) == expected, "{name}");
    }
    assert_eq!(read("a.jsonl", &gzip(b""), &[]), Vec::<String>::new());
}

#[test]
fn what_comes_before_the_damage_is_read() {
    let plain = lines(20_000);
    let expected = read("a.jsonl", &plain, &[]);
    for (stream, packed) in [("gzip", gzip(&plain)), ("Zstandard", zstd(&plain))] {
        for part in [3, 2] {
            let mut found = read("a.jsonl", &packed[..packed.len() / part * (part - 1)], &[]);
            let error = found.pop().expect("an error");
            let count = found.len();
            assert!(error.starts_with("Input: a.jsonl: the "), "{error}");
            assert!(error.contains(&format!("{stream} stream is truncated; ")), "{error}");
            assert!(
                error.contains(&format!("and {count} records before that are good")),
                "{error}"
            );
            assert!(count > 1000 && found == expected[..count], "{stream}: {count} records");
        }
        let mut corrupt = packed.clone();
        let middle = corrupt.len() / 2;
        corrupt[middle..middle + 64].fill(0xff);
        let mut found = read("a.jsonl", &corrupt, &[]);
        let error = found.pop().expect("an error");
        assert!(error.contains(&format!("{stream} stream is corrupt (")), "{error}");
        assert!(found.len() > 1000, "{stream}: {} records", found.len());
    }
}

#[test]
fn a_truncated_text_feed_or_table_is_no_record() {
    let cut = |bytes: &[u8]| {
        let packed = gzip(bytes);
        packed[..packed.len() - 9].to_vec()
    };
    let table = [b"text\n".as_slice(), &b"a cell\n".repeat(3)].concat();
    for (file, bytes, records) in
        [("a.txt", b"A text.".as_slice(), 0), ("a.rss", b"<rss/>", 0), ("a.csv", &table, 2)]
    {
        let found = read(file, &cut(bytes), &[]);
        assert!(found.len() <= records + 2, "{found:?}");
        let error = found.last().expect("an error");
        assert!(error.contains("the gzip stream is truncated"), "{error}");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() {
    let mut table = b"text\na\n\"b\n".to_vec();
    table.extend(b"c\n".repeat(500_000));
    let found = read("a.csv", &table, &[("max-record", "1K")]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].contains("the row that begins in line 3 is longer than 1K"), "{}", found[1]);
}

#[test]
fn inputs_are_checked_before_anything_is_read() {
    let open = |name: &str| Inputs::new(vec![name.to_owned()], InputOptions::default());
    let missing = open("there/is/no.such").err().expect("an error").to_string();
    assert_eq!(
        missing,
        "there/is/no.such: there is no such file\n  help: check the name; `-` reads standard input"
    );
    let folder = open("src/").err().expect("an error").to_string();
    assert_eq!(
        folder,
        "src/: is a directory, and only files can be read\n  help: name its files: src/*"
    );
}
