//! Every format, as people see it.

use std::collections::BTreeSet;

use exonym::OffsetUnit;
use serde_json::Value;

use super::fixture::{cases, options, totals};
use super::{Format, OutputOptions, Totals, brat, bulk};
use crate::record::{Original, Verdict};
use crate::snapshot::assert_snapshot;

/// All cases in one format.
fn written(format: Format, options: &OutputOptions) -> String {
    let mut out = Vec::new();
    format.begin(options, &mut out);
    for case in cases() {
        format.write_record(&case.record, &case.annotations, options, &mut out);
    }
    format.end(&totals(options), options, &mut out);
    String::from_utf8(out).expect("every format is UTF-8")
}

fn parsed(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

#[test]
fn each_format_looks_like_its_snapshot() {
    let plain = options();
    assert_snapshot("output.jsonl", &written(Format::Jsonl, &plain));
    assert_snapshot("output.tsv", &written(Format::Tsv, &plain));
    assert_snapshot("output.html", &written(Format::Html, &plain));
    assert_snapshot("output.ann", &written(Format::Brat, &plain));
    assert_snapshot("output.txt", &written(Format::Terminal, &plain));
    let color = OutputOptions { color: true, ..options() };
    assert_snapshot("output.ansi", &written(Format::Terminal, &color).replace('\u{1b}', "␛"));
    let indexed = OutputOptions { index: Some("news".into()), ..options() };
    assert_snapshot("output.bulk", &written(Format::Bulk, &indexed));
    assert_snapshot("template.json", &bulk::index_template("news-*", &plain));
}

#[test]
fn json_can_be_read_and_its_offsets_find_the_text() {
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        let options = OutputOptions { unit, ..options() };
        let lines = parsed(&written(Format::Jsonl, &options));
        let mut mentions = 0;
        for (line, case) in lines.iter().zip(cases()) {
            for mention in line["mentions"].as_array().unwrap() {
                let field = case
                    .record
                    .fields
                    .iter()
                    .find(|it| mention["field"] == it.name.as_str())
                    .unwrap();
                let offset = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
                let text = slice(&field.text, offset("start"), offset("end"), unit);
                assert_eq!(mention["text"], text, "{unit:?} {mention}");
                mentions += 1;
            }
        }
        assert_eq!(mentions, cases().iter().map(|case| case.annotations.len()).sum::<usize>());
    }
}

/// The slow way.
fn slice(text: &str, start: usize, end: usize, unit: OffsetUnit) -> String {
    match unit {
        OffsetUnit::Byte => text[start..end].to_owned(),
        OffsetUnit::Char => text.chars().skip(start).take(end - start).collect(),
        OffsetUnit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).unwrap()
        }
    }
}

#[test]
fn entities_are_sorted_and_doubtful_ones_are_not_among_them() {
    let lines = parsed(&written(Format::Jsonl, &options()));
    assert_eq!(lines[0]["entities"], serde_json::json!(["country/tr", "group/ttp"]));
    assert_eq!(lines[3]["entities"], serde_json::json!([]));
}

#[test]
fn nil_is_written_only_when_asked_for() {
    let silent = OutputOptions { nil: false, ..options() };
    for format in Format::ALL {
        assert_ne!(written(format, &silent), written(format, &options()), "{format:?}");
    }
    let lines = parsed(&written(Format::Jsonl, &silent));
    let unknown = |mention: &Value| mention["candidates"].as_array().is_some_and(Vec::is_empty);
    assert!(!lines[0]["mentions"].as_array().unwrap().iter().any(unknown));
}

#[test]
fn what_was_found_can_stand_in_a_member_of_its_own() {
    let options = OutputOptions {
        into: Some("exonym".into()),
        gazetteer_version: Some("news 1".into()),
        ..options()
    };
    for line in parsed(&written(Format::Jsonl, &options)) {
        assert_eq!(line["exonym"]["gazetteer"], "news 1");
        assert!(line["exonym"]["mentions"].is_array() && line.get("mentions").is_none(), "{line}");
    }
    let template: Value = serde_json::from_str(&bulk::index_template("news-*", &options)).unwrap();
    let ours = &template["template"]["mappings"]["properties"]["exonym"]["properties"];
    assert_eq!(ours["mentions"]["type"], "nested");
}

#[test]
fn a_column_has_the_text_that_offsets_count_in() {
    let mut case = cases().swap_remove(1);
    let columns = [("id", "x"), ("text", "<p>old</p>")];
    case.record.original =
        Original::Columns(columns.map(|(name, value)| (name.into(), value.into())).into());
    let mut out = Vec::new();
    Format::Jsonl.write_record(&case.record, &case.annotations, &options(), &mut out);
    let line: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(line["id"], "x");
    assert_eq!(line["text"], case.record.fields[0].text, "offsets count in this text");
    assert_eq!(line["entities"], serde_json::json!(["country/af", "group/ttp"]));
    assert!(!String::from_utf8(out).unwrap().contains("old"));
}

#[test]
fn the_template_knows_every_member_that_is_written() {
    let template: Value =
        serde_json::from_str(&bulk::index_template("news-*", &options())).unwrap();
    let known = &template["template"]["mappings"]["properties"]["mentions"]["properties"];
    let known: BTreeSet<_> = known.as_object().unwrap().keys().cloned().collect();
    let written: BTreeSet<_> = parsed(&written(Format::Jsonl, &options()))
        .iter()
        .flat_map(|line| line["mentions"].as_array().unwrap().clone())
        .flat_map(|mention| mention.as_object().unwrap().keys().cloned().collect::<Vec<_>>())
        .collect();
    assert_eq!(known, written);
}

#[test]
fn bulk_is_pairs_of_lines() {
    let lines = parsed(&written(Format::Bulk, &options()));
    assert_eq!(lines.len(), 2 * cases().len());
    for (pair, case) in lines.chunks(2).zip(cases()) {
        assert_eq!(pair[0]["index"].get("_id").and_then(Value::as_str), case.record.id.as_deref());
        assert!(pair[1]["mentions"].is_array());
    }
}

#[test]
fn every_row_of_tsv_has_every_column() {
    let rows = written(Format::Tsv, &options());
    for row in rows.lines() {
        assert_eq!(row.split('\t').count(), super::tsv::COLUMNS.len(), "{row}");
    }
    let mentions = cases().iter().map(|case| case.annotations.len()).sum::<usize>();
    assert_eq!(rows.lines().count(), mentions + 1);
}

#[test]
fn brat_finds_the_words_in_the_text() {
    for case in cases() {
        let document = brat::Document::new(&case.record, &case.annotations, &options());
        let mentions: Vec<_> =
            document.annotations.lines().filter(|line| line.starts_with('T')).collect();
        assert_eq!(mentions.len(), case.annotations.len());
        for line in mentions {
            let columns: Vec<_> = line.split('\t').collect();
            let (_, spans) = columns[1].split_once(' ').unwrap();
            let words: Vec<String> = spans
                .split(';')
                .map(|span| {
                    let (start, end) = span.split_once(' ').unwrap();
                    let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
                    slice(&document.text, start, end, OffsetUnit::Char)
                })
                .collect();
            assert_eq!(words.join(" "), columns[2], "{line}");
        }
    }
}

#[test]
fn a_page_lets_no_text_through_as_markup() {
    let page = written(Format::Html, &options());
    assert!(!page.contains("<script") && !page.contains("<again>") && !page.contains("<b>\""));
    assert!(!page.contains('\u{1b}') && !page.contains('\0') && !page.contains('\u{9b}'));
    for tag in ["a", "mark", "p", "article", "li", "ul", "table", "tr", "bdi", "span"] {
        let opened =
            page.matches(&format!("<{tag} ")).count() + page.matches(&format!("<{tag}>")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_terminal_gets_no_control_characters_but_our_own() {
    let plain = written(Format::Terminal, &options());
    assert!(!plain.chars().any(super::visible::is_risky), "{plain:?}");
}

#[test]
fn totals_in_parts_are_totals_of_all() {
    let mut parts = Totals::default();
    for case in cases().iter().rev() {
        let mut part = Totals::default();
        part.add(&case.record, &case.annotations, true);
        parts.merge(part);
    }
    assert_eq!(parts, totals(&options()));
    let doubtful = |verdict: &Verdict<'_>| !matches!(verdict, Verdict::Entity(_));
    let found: u64 = cases()
        .iter()
        .flat_map(|case| &case.annotations)
        .map(|it| u64::from(!doubtful(&it.verdict)))
        .sum();
    assert_eq!((parts.mentions, parts.ambiguous, parts.nil), (found, 1, 1));
}

#[test]
fn formats_are_known_by_their_names() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "yaml".parse::<Format>().unwrap_err().to_string();
    assert_eq!(
        error,
        "there is no format \"yaml\": choose one of jsonl, tsv, html, brat, bulk, text"
    );
}
