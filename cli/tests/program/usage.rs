//! `usage`: who calls an entity what; counts held to an obvious count over what `annotate` finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::run::{Folder, Run, is_as_kept};

const FEED: &str = include_str!("../../../examples/usage/feed.jsonl");
const KYIV: &str = include_str!("../../../examples/usage/kyiv.toml");

/// A designation with several spellings, and a state that asked for another name.
const NAMES: &str = r#"schema    = 1
namespace = "group"
title     = "Names that somebody decreed"
license   = "CC0-1.0"
defaults  = { lang = "en", source = "desk" }

[source]
desk = { title = "Our style book", date = 2026-01-05 }

[agent]
pk-moi = "Ministry of Interior, Government of Pakistan"
tr     = "Government of the Republic of Türkiye"

[entity.ttp]
type = "armed-group"
name = "Tehreek-e-Taliban Pakistan"
[[entity.ttp.alias]]
text = "TTP"
kind = "acronym"
[[entity.ttp.alias]]
text = "Pakistani Taliban"
[[entity.ttp.alias]]
text  = "Fitna{,h} al {Khwarij,Khawarij}"
kind  = "designation"
by    = "pk-moi"
since = 2024-07-31
tone  = "pejorative"

[entity.tr]
type = "country"
name = "Türkiye"
[[entity.tr.alias]]
text  = "Türkiye"
kind  = "official"
by    = "tr"
since = 2022-06-01
[[entity.tr.alias]]
text = "Turkey"
kind = "exonym"

[moved]
turkey = "tr"
"#;

fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.write("names/names.toml", NAMES);
    folder.write("names/kyiv.toml", KYIV);
    folder.write("feed.jsonl", FEED);
    folder
}

const ASKED: [&str; 4] = ["usage", "-d", "names", "feed.jsonl"];
const ALL: [&str; 6] = ["--entity", "place/kyiv", "--entity", "group/tr", "--entity", "group/ttp"];
const WHOSE: [&str; 4] = ["--by", "source", "--date", "date"];

#[track_caller]
fn usage(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&ASKED[..], args].concat())
}

/// The report in JSON.
#[track_caller]
fn report(folder: &Folder, args: &[&str]) -> Value {
    let run = usage(folder, &[&["-q", "--format", "json"], args].concat());
    let report = run.records().remove(0);
    run.done();
    report
}

/// `name: mentions (quoted) in texts, before since, first – last`
fn lines(names: &Value) -> Vec<String> {
    let line = |name: &Value| {
        let text = |key: &str| name[key].as_str().unwrap_or("-").to_owned();
        let [mentions, quoted, texts, before] =
            ["mentions", "quoted", "texts", "before_since"].map(|key| &name[key]);
        let (first, last) = (text("first"), text("last"));
        format!("{}: {mentions} ({quoted}) in {texts}, {before}, {first} – {last}", text("name"))
    };
    names.as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn reports_look_as_kept() {
    let folder = folder("usage-reports");
    for (format, name) in [
        ("text", "usage.txt"),
        ("json", "usage.json"),
        ("csv", "usage.csv"),
        ("html", "usage.html"),
    ] {
        let args = ["--over", "quarter", "--format", format];
        let run = usage(&folder, &[&ALL[..], &WHOSE, &args].concat());
        let unknown = [
            "exonym: 1 of 24 texts have no date that can be read\n",
            "exonym: 1 of 24 texts have no `source`\n",
        ];
        let mut shown = run.told(0, &unknown).out;
        if format == "json" {
            let report: Value = serde_json::from_str(&shown).unwrap();
            shown = format!("{}\n", serde_json::to_string_pretty(&report).unwrap());
        }
        is_as_kept(name, &shown);
    }
}

#[test]
fn contrasts_show() {
    let folder = folder("usage-contrasts");
    let report = report(&folder, &[&ALL[..], &WHOSE].concat());
    let names = |entity: usize| lines(&report["entities"][entity]["names"]);
    assert_eq!(
        names(0),
        ["Kyiv: 10 (1) in 9, 0, 2021-05-12 – 2025-01-05", "Kiev: 9 (1) in 7, 0, 2021-03-04 – 2022",]
    );
    assert_eq!(
        names(1),
        [
            "Turkey: 9 (2) in 7, 0, 2021-05-12 – 2023-05-29",
            "Türkiye: 5 (1) in 4, 0, 2022-06-03 – 2025-01-05",
        ]
    );
    assert_eq!(
        names(2),
        [
            "Fitna al Khawarij: 8 (1) in 7, 1, 2024-03-19 – 2025-02-28",
            "TTP: 8 (0) in 7, 0, 2024-03-19 – 2025-02-11",
            "Pakistani Taliban: 1 (0) in 1, 0, 2024-09-14 – 2024-09-14",
        ]
    );
    let spellings = json!([
        { "text": "Fitna al Khawarij", "mentions": 4 },
        { "text": "Fitna al Khwarij", "mentions": 3 },
        { "text": "Fitnah al Khawarij", "mentions": 1 },
    ]);
    let designation = &report["entities"][2]["names"][0];
    assert_eq!(designation["spellings"], spellings);
    let whose = |source: &str| {
        let sources = designation["sources"].as_array().unwrap().iter();
        sources.filter(|row| row["source"] == source).collect::<Vec<_>>()
    };
    assert_eq!(whose("Post")[0]["first"], "2024-03-19", "before it was decreed");
    assert_eq!(whose("Gazette")[0]["first"], "2024-08-03");
}

#[test]
fn sentences_are_the_earliest_and_counts_are_complete() {
    let folder = folder("usage-sentences");
    let backwards: Vec<_> = FEED.lines().rev().collect();
    folder.write("feed.jsonl", format!("{}\n", backwards.join("\n")));
    for (most, expected) in [
        ("0", vec![]),
        ("2", vec!["h1", "h1"]),
        ("9", vec!["h1", "h1", "h1", "h2", "h3", "p2", "x1"]),
    ] {
        let args =
            ["--entity", "place/kyiv", "--date", "date", "--over", "year", "--examples", most];
        let report = report(&folder, &args);
        let kiev = &report["entities"][0]["names"][1];
        assert_eq!((&kiev["name"], &kiev["mentions"]), (&json!("Kiev"), &json!(9)));
        let uses = kiev["uses"].as_array().unwrap();
        let contexts = uses
            .iter()
            .filter(|used| {
                let year = used["period"].as_str();
                year == Some("2021") || (year == Some("2022") && most == "9")
            })
            .flat_map(|used| used["contexts"].as_array().unwrap());
        let mut ids: Vec<_> = contexts.map(|one| one["record"].as_str().unwrap()).collect();
        ids.retain(|id| *id != "x3");
        ids.sort_unstable();
        assert_eq!(ids, expected, "--examples {most}");
    }
    let report = report(&folder, &["--entity", "place/kyiv", "--date", "date", "--by", "source"]);
    let context = &report["entities"][0]["names"][1]["uses"][0]["contexts"][1];
    let expected = json!({
        "record": "h1", "number": 24, "date": "2021-03-04", "field": "body", "start": 29, "end": 33,
        "before": "", "text": "Kiev", "after": "’s exchange opened late, and KIEV was cold.",
    });
    assert_eq!(*context, expected);
}

#[test]
fn what_is_too_close_to_call_is_counted_apart() {
    let folder = Folder::with_names("usage-ambiguous");
    let lines = [
        r#"{"id":"a","text":"Talks in Georgia.","date":"2024-01-02"}"#,
        r#"{"id":"b","text":"Pakistan spoke.","date":"2024-01-03"}"#,
    ];
    folder.write("feed.jsonl", lines.join("\n"));
    let args = ["--date", "date", "--entity", "country/ge", "--entity", "country/pk"];
    let report = report(&folder, &args);
    let georgia = &report["entities"][0];
    assert_eq!((&georgia["mentions"], &georgia["names"]), (&json!(0), &json!([])));
    assert_eq!(
        self::lines(&georgia["ambiguous"]),
        ["Georgia: 1 (0) in 1, 0, 2024-01-02 – 2024-01-02"]
    );
    assert_eq!(georgia["groups"][0]["texts_read"], 2);
    assert_eq!(georgia["groups"][0]["texts"], 0);
    assert_eq!(report["entities"][1]["ambiguous"], json!([]));
    let table = usage(&folder, &[&args[..], &["-f", "csv"]].concat()).done();
    assert!(table.contains("country/ge,Georgia,name,en,neutral,exact,,,true,,2024-01,own,1,1,0,"));
    let page = usage(&folder, &[&args[..], &["-f", "html"]].concat()).done();
    assert!(page.contains("<span class=\"m ambiguous\">"), "{page}");
}

#[test]
fn only_and_except_choose_names() {
    let folder = folder("usage-choices");
    let names = |args: &[&str]| {
        let report = report(&folder, &[&["--entity", "group/ttp"], args].concat());
        lines(&report["entities"][0]["names"]).len()
    };
    assert_eq!(names(&[]), 3);
    assert_eq!(names(&["--except", "acronym"]), 2);
    assert_eq!(names(&["--only", "designation"]), 1);
}

#[test]
fn dates_and_sources_come_from_every_format() {
    let folder = folder("usage-formats");
    let expected = json!([{ "source": "Herald, Post", "period": "2024-08", "texts_read": 1, "texts": 1, "mentions": 1 }]);
    let inputs: [(&str, &str, &[&str]); 4] = [
        (
            "a.jsonl",
            r#"{"text":"The TTP","by":{"a":["Herald"," Post ",""]},"d":"Fri, 2 Aug 2024 08:00:00 +0500"}"#,
            &["--by", "by.a[]", "--date", "d"],
        ),
        (
            "a.csv",
            "d,who,text\n2024-08-02,\"Herald, Post\",The TTP\n",
            &["--by", "who", "--date", "d"],
        ),
        (
            "a.tsv",
            "d\twho\ttext\n2024-08\tHerald, Post\tThe TTP\n",
            &["--by", "who", "--date", "d"],
        ),
        (
            "a.xml",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><id>w</id><updated>2024-08-02T08:00:00Z</updated><entry><title>The TTP</title><id>1</id><updated>2024-08-02T08:00:00Z</updated><author><name>Herald</name></author><author><name>Post</name></author></entry></feed>",
            &["--by", "author"],
        ),
    ];
    for (name, text, args) in inputs {
        folder.write("feed", text);
        let format = if name.ends_with("xml") { "feed" } else { &name[2..] };
        folder.write(name, text);
        let run = folder.run(
            &[
                &[
                    "usage",
                    "-d",
                    "names",
                    "--entity",
                    "group/ttp",
                    "-f",
                    "json",
                    name,
                    "--input",
                    format,
                ],
                args,
            ]
            .concat(),
        );
        let report = run.records().remove(0);
        run.done();
        assert_eq!(report["entities"][0]["groups"], expected, "{name}");
    }
    let run = folder.run_reading(
        "The TTP\n",
        &[
            "usage",
            "-d",
            "names",
            "--entity",
            "group/ttp",
            "--input",
            "lines",
            "--as-of",
            "2024-08-02",
        ],
    );
    assert!(run.done().contains("2024-08     TTP 1\n"));
    let run = usage(&folder, &["--entity", "group/ttp", "--by", "sorce"]);
    run.told(
        0,
        &[
            "exonym: 24 of 24 texts have no date that can be read; --date FIELD names the field that has it",
            "exonym: 24 of 24 texts have no `sorce`",
        ],
    );
}

#[test]
fn entities_are_known_by_their_ids() {
    let folder = folder("usage-ids");
    let moved = report(&folder, &["--entity", "group/turkey", "--entity", "group/tr"]);
    let entities = moved["entities"].as_array().unwrap();
    assert_eq!((entities.len(), &entities[0]["entity"]), (1, &json!("group/tr")));
    for (id, help) in [
        ("place/kiev", "help: did you mean place/kyiv?"),
        ("Turkey", "help: did you mean group/tr?"),
        ("group/tpp", "help: did you mean group/ttp?"),
        ("zzz", "help: `exonym lookup NAME` shows the ids that a name has"),
    ] {
        usage(&folder, &["--entity", id])
            .refused(&[&format!("exonym: --entity: no dictionary has `{id}`"), help]);
    }
    usage(&folder, &[]).refused(&["--entity <ID>"]);
    usage(&folder, &["--entity", "group/tr", "--over", "week"])
        .refused(&["possible values: day, month, quarter, year"]);
    let folder = Folder::with_names("usage-decoy");
    folder.write("feed.jsonl", "");
    usage(&folder, &["--entity", "decoy/ttp-purpura"])
        .refused(&["`decoy/ttp-purpura` is a rival sense"]);
    let empty = usage(&folder, &["--entity", "group/ttp"]).done();
    assert_eq!(
        empty,
        "Tehreek-e-Taliban Pakistan (group/ttp)  0 mentions in 0 texts; 0 texts read\n"
    );
}

#[test]
fn a_record_that_is_wrong_costs_no_other() {
    let folder = folder("usage-wrong");
    folder.write("feed.jsonl", format!("{{\"id\":\n{FEED}{{\"text\":7}}\n"));
    let run = usage(&folder, &["--entity", "place/kyiv", "--date", "date", "-f", "json"]);
    let run = run.told(1, &["feed.jsonl:1:", "feed.jsonl:26:"]);
    assert_eq!(run.records()[0]["texts"], 24);
}

#[test]
fn what_texts_say_stays_text() {
    let folder = folder("usage-escapes");
    let source = "=1+1</script><img src=x onerror=alert(1)>\u{202e}\"";
    let line = json!({ "id": "@<b>", "s": source, "text": "<i>The</i> TTP \u{1b}[31m & co." });
    folder.write("feed.jsonl", line.to_string());
    let with = |format: &str| {
        usage(&folder, &["-q", "--entity", "group/ttp", "--by", "s", "--format", format]).done()
    };
    let page = with("html");
    assert!(!page.contains("<img") && !page.contains("<i>") && !page.contains("<b>@"), "{page}");
    assert_eq!(page.matches("</script>").count(), 1);
    assert!(!with("text").contains(['\u{1b}', '\u{202e}']));
    // What a table says of a source is the source: whoever opens it in a spreadsheet must take cells for text.
    let table = with("csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let row = rows.records().next().unwrap().unwrap();
    assert_eq!(&row[9], source);
    assert_eq!(&row[8], "false");
}

#[test]
fn threads_change_no_byte() {
    let folder = folder("usage-threads");
    let mut lines = String::new();
    for round in 0..3_000 {
        let line = FEED.lines().nth(round % 24).unwrap();
        lines.push_str(&line.replacen("\"id\": \"", &format!("\"id\": \"{round}-"), 1));
        lines.push('\n');
    }
    folder.write("feed.jsonl", lines);
    for format in ["text", "json", "csv", "html"] {
        let with = |threads: &str| {
            let args = ["--over", "month", "--format", format, "-j", threads];
            usage(&folder, &[&ALL[..], &WHOSE, &args].concat()).told(0, &[])
        };
        let one = with("1");
        for threads in ["2", "4"] {
            assert!(with(threads) == one, "--format {format} -j {threads} differs from -j 1");
        }
    }
}

/// Numbers from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// What is counted of a name, source, period and voice, in the obvious way.
#[derive(Debug, Default, PartialEq, Eq)]
struct Slow {
    mentions: u64,
    texts: BTreeSet<String>,
    before_since: u64,
    places: Vec<(String, String, u64, u64)>,
}

/// Whether it is ambiguous; entity, name, source, period, voice.
type Key = (bool, String, String, Option<String>, Option<String>, &'static str);

#[test]
fn counts_are_those_of_the_obvious_way() {
    let folder = Folder::with_names("usage-random");
    folder.write("names/kyiv.toml", KYIV);
    let seed = 20_260_105;
    let mut chance = Chance(seed);
    let pieces = [
        "Kiev fell. ",
        "In KIEV’s streets, Kyiv was written. ",
        "“Kyiv stands,” he said. ",
        "Georgia denied it. ",
        "The country of Georgia spoke. ",
        "TTP militants fled. ",
        "“The Fitna al-Khwarij is finished,” said the ministry of Pakistan. ",
        "Fitna al Khwarij. ",
        "Turkey’s TÜRKİYE. ",
        "Nothing of note. ",
    ];
    let dates = [
        "2024-07-30",
        "2024-07-31",
        "2024-07",
        "2024",
        "2023-12-31T23:59:59Z",
        "2024-02-29",
        "31/10/2025",
        "",
    ];
    let sources = ["Herald", "Post", " ", "Gazette "];
    let mut lines = String::new();
    for id in 0..1_500 {
        let mut text = || -> String {
            (0..chance.below(5)).map(|_| pieces[chance.below(pieces.len())]).collect()
        };
        let (title, body) = (text(), text());
        let mut line = json!({ "id": id.to_string(), "title": title, "body": body });
        if chance.below(5) > 0 {
            line["date"] = json!(dates[chance.below(dates.len())]);
        }
        if chance.below(5) > 0 {
            line["source"] = json!(sources[chance.below(sources.len())]);
        }
        writeln!(lines, "{line}").unwrap();
    }
    folder.write("feed.jsonl", lines);
    let entities = ["place/kyiv", "country/ge", "country/tr", "country/pk", "group/ttp"];
    let reading = ["--field", "title,body", "--date", "date"];
    let annotated =
        folder.run(&[&["annotate", "-d", "names", "feed.jsonl"], &reading[..]].concat());
    let records = annotated.records();
    for over in ["day", "month", "quarter", "year"] {
        let mut slow: BTreeMap<Key, Slow> = BTreeMap::new();
        for record in &records {
            count(record, over, &entities, &mut slow);
        }
        let asked: Vec<_> = entities.iter().flat_map(|id| ["--entity", id]).collect();
        let args = ["--by", "source", "--over", over, "--examples", "10000"];
        let report = report(&folder, &[&asked[..], &reading, &args].concat());
        let quick = read_back(&report);
        assert!(slow.len() > 50, "{} counts are too few", slow.len());
        assert_eq!(
            slow.keys().collect::<Vec<_>>(),
            quick.keys().collect::<Vec<_>>(),
            "seed {seed}"
        );
        for (key, expected) in &slow {
            assert_eq!(&quick[key], expected, "seed {seed}, over {over}: {key:?}");
        }
    }
}

/// Counts what `annotate` found in a record.
fn count(record: &Value, over: &str, entities: &[&str], counts: &mut BTreeMap<Key, Slow>) {
    let source = record["source"].as_str().map(str::trim).filter(|source| !source.is_empty());
    let date = record["date"].as_str().filter(|date| date.starts_with("20"));
    let date = date.map(|date| &date[..date.len().min(10)]);
    let id = record["id"].as_str().unwrap();
    for mention in record["mentions"].as_array().unwrap() {
        let ids: Vec<&str> = match mention["entity"].as_str() {
            Some(id) => vec![id],
            None => mention["candidates"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["entity"].as_str().unwrap())
                .collect(),
        };
        let surface = mention["text"].as_str().unwrap().to_lowercase().replace('-', " ");
        let name = ["Kyiv", "Kiev", "Georgia", "Turkey", "Pakistan", "TTP", "Fitna al Khwarij"]
            .into_iter()
            .find(|name| name.to_lowercase() == surface)
            .unwrap_or("Türkiye");
        let voice = if mention["quoted"] == true { "quoted" } else { "own" };
        for entity in ids.into_iter().filter(|id| entities.contains(id)) {
            let key = (
                mention["entity"].is_null(),
                entity.to_owned(),
                name.to_owned(),
                source.map(str::to_owned),
                date.map(|date| period(date, over)),
                voice,
            );
            let slow = counts.entry(key).or_default();
            slow.mentions += 1;
            slow.texts.insert(id.to_owned());
            let is_old =
                date.is_some_and(|date| date < "2024-07-31" && !"2024-07-31".starts_with(date));
            slow.before_since += u64::from(name == "Fitna al Khwarij" && is_old);
            let number = |key: &str| mention[key].as_u64().unwrap();
            let field = mention["field"].as_str().unwrap().to_owned();
            slow.places.push((id.to_owned(), field, number("start"), number("end")));
        }
    }
    for slow in counts.values_mut() {
        slow.places.sort();
    }
}

/// As short as the date allows.
fn period(date: &str, over: &str) -> String {
    match (over, date.len()) {
        ("year", _) | (_, 4) => date[..4].to_owned(),
        ("quarter", _) => {
            let month: usize = date[5..7].parse().unwrap();
            format!("{}-Q{}", &date[..4], month.div_ceil(3))
        }
        ("month", _) | (_, 7) => date[..7].to_owned(),
        _ => date.to_owned(),
    }
}

/// The counts of a report.
fn read_back(report: &Value) -> BTreeMap<Key, Slow> {
    let mut counts: BTreeMap<Key, Slow> = BTreeMap::new();
    for entity in report["entities"].as_array().unwrap() {
        for (list, ambiguous) in [("names", false), ("ambiguous", true)] {
            for name in entity[list].as_array().unwrap() {
                for used in name["uses"].as_array().unwrap() {
                    let text = |value: &Value| value.as_str().map(str::to_owned);
                    let number = |key: &str| used[key].as_u64().unwrap();
                    let contexts = used["contexts"].as_array().unwrap();
                    let mut places: Vec<_> = contexts
                        .iter()
                        .map(|one| {
                            let at = |key: &str| one[key].as_u64().unwrap();
                            (
                                text(&one["record"]).unwrap(),
                                text(&one["field"]).unwrap(),
                                at("start"),
                                at("end"),
                            )
                        })
                        .collect();
                    places.sort();
                    let texts: BTreeSet<_> = places.iter().map(|place| place.0.clone()).collect();
                    assert_eq!(texts.len() as u64, number("texts"));
                    let key = (
                        ambiguous,
                        text(&entity["entity"]).unwrap(),
                        text(&name["name"]).unwrap(),
                        text(&used["source"]),
                        text(&used["period"]),
                        if used["voice"] == "quoted" { "quoted" } else { "own" },
                    );
                    let (mentions, before_since) = (number("mentions"), number("before_since"));
                    counts.insert(key, Slow { mentions, texts, before_since, places });
                }
            }
        }
    }
    counts
}
