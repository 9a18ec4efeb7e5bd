//! `bench`: what is reported, whatever the figures are.

use crate::run::{Folder, Run};

const NEWS: &str = "Militants of the TTP met in Turkey, and Georgia was told.\n";

#[track_caller]
fn bench(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["bench", "-d", "names", "--rounds", "2"], args].concat())
}

fn folder(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    folder.write("news.txt", NEWS.repeat(50));
    folder
}

#[test]
fn the_text_has_a_row_for_each_part_of_the_work() {
    let folder = folder("bench-text");
    let rows = |args: &[&str]| {
        let out = bench(&folder, args).done();
        let word = |line: &str| line.split(' ').next().unwrap().to_owned();
        let mut words: Vec<_> = out.lines().map(word).collect();
        // Not every system says how much memory was used.
        words.retain(|word| word != "memory");
        (out, words)
    };
    let (out, words) = rows(&["-j", "2", "news.txt"]);
    assert_eq!(words, ["corpus", "dictionaries", "run", "fold", "scan", "annotate", "found"]);
    for part in [
        "corpus        1 texts, 0.0 MB\n",
        "dictionaries  7 entities, ",
        "run           2 threads, medians of 2 rounds ",
        "found         150 mentions, 150 links\n",
    ] {
        assert!(out.contains(part), "no {part} in\n{out}");
    }
    let (out, words) = rows(&["--compare", "news.txt"]);
    let compared = [
        "corpus",
        "dictionaries",
        "run",
        "fold",
        "scan",
        "annotate",
        "aho-corasick",
        "aho-corasick",
        "ratio",
        "found",
    ];
    assert_eq!(words, compared);
    for part in [
        ", contiguous NFA, overlapping, on text folded beforehand\n",
        ", contiguous NFA, leftmost-longest, on text folded beforehand\n",
        "the faster; same mentions as overlapping\n",
    ] {
        assert!(out.contains(part), "no {part} in\n{out}");
    }
}

#[test]
fn json_has_the_same_as_members() {
    let folder = folder("bench-json");
    let report = |args: &[&str]| {
        let run = bench(&folder, &[&["--format", "json", "-j", "1", "news.txt"], args].concat());
        let mut reports = run.records();
        run.done();
        assert_eq!(reports.len(), 1);
        reports.remove(0)
    };
    let plain = report(&[]);
    for (name, expected) in [
        ("texts", 1),
        ("entities", 7),
        ("threads", 1),
        ("rounds", 2),
        ("mentions", 150),
        ("links", 150),
    ] {
        assert_eq!(plain[name], expected, "{name}");
    }
    for name in ["text_mb", "names", "keys", "texts_s", "fold_mb_s", "scan_mb_s", "annotate_mb_s"] {
        assert!(plain[name].is_number(), "{name}: {plain}");
    }
    for name in ["fold", "scan", "annotate"] {
        let range = plain[format!("{name}_mb_s_range")].as_array().unwrap();
        assert!(range.len() == 2 && range[0].as_f64() <= range[1].as_f64(), "{name}: {range:?}");
    }
    assert_eq!((plain.get("ratio"), plain.get("mentions_equal")), (None, None));

    let compared = report(&["--compare"]);
    assert_eq!(compared["mentions_equal"], true);
    assert!(compared["ratio"].is_number(), "{compared}");
    let modes = ["overlapping", "leftmost_longest"];
    let speeds = modes.map(|mode| compared[format!("{mode}_mb_s")].as_f64().unwrap());
    assert_eq!(compared["reference_mb_s"].as_f64(), Some(speeds[0].max(speeds[1])), "{compared}");
    let reference = compared["reference"].as_str().unwrap().replace('-', "_");
    assert!(modes.contains(&reference.as_str()), "{compared}");
    for mode in modes {
        assert_eq!(compared[format!("{mode}_missed")], 0, "{mode}");
    }
}

#[test]
fn a_longest_name_that_fails_hides_others_from_the_leftmost_longest_mode() {
    let folder = folder("bench-hidden");
    folder.write(
        "hidden.toml",
        "schema = 1\nnamespace = \"hidden\"\ntitle = \"Hidden\"\nlicense = \"CC0-1.0\"\ndefaults = { type = \"place\" }\n\
         source.own = { title = \"Made up\", url = \"https://example.com/\" }\n\
         [entity.long]\nname = \"Turkey run\"\nsource = \"own\"\n[entity.short]\nname = \"Turkey\"\nsource = \"own\"\n",
    );
    folder.write("text.txt", "The Turkey runner met the Turkey run.\n");
    let args = [
        "bench",
        "-d",
        "hidden.toml",
        "--rounds",
        "1",
        "--compare",
        "--format",
        "json",
        "text.txt",
    ];
    let run = folder.run(&args);
    let report = &run.records()[0];
    assert_eq!(report["mentions_equal"], true, "{report}");
    assert_eq!(report["overlapping_missed"], 0, "{report}");
    assert_eq!(report["leftmost_longest_missed"], 1, "{report}");
}

#[test]
fn every_input_format_is_a_corpus() {
    let folder = folder("bench-inputs");
    folder.write("news.jsonl", "{\"title\":\"Turkey\",\"body\":\"Georgia\"}\n".repeat(3));
    let run = bench(&folder, &["--format", "json", "news.jsonl", "news.txt"]);
    let report = &run.records()[0];
    assert_eq!((&report["texts"], &report["mentions"]), (&4.into(), &156.into()));
}

#[test]
fn json_lines_are_measured_from_line_to_line() {
    let folder = folder("bench-lines");
    // Texts that are missing or no texts, and keys that are escaped.
    let lines = "{\"title\":\"Turkey\",\"body\":null,\"id\":1}\r\n{\"t\\u0069tle\":\"\\u00fc Turkey\",\"text\":[0]}\n";
    folder.write("news.jsonl", lines);
    let report = |args: &[&str]| {
        let run = bench(&folder, &[&["--format", "json"], args].concat());
        run.records().remove(0)
    };
    let speeds = ["json_mb_s", "pipeline_mb_s", "pipeline_one_thread_mb_s", "control_speedup"];
    let found = |report: &serde_json::Value| speeds.map(|name| report[name].is_number());
    let two = report(&["-j", "2", "news.jsonl"]);
    assert_eq!((&two["texts"], &two["mentions"]), (&2.into(), &2.into()), "{two}");
    assert!(two["pipeline_mb_s_range"].is_array() && two["json_mb_s_range"].is_array(), "{two}");
    assert_eq!(found(&two), [true, true, false, true], "{two}");
    assert_eq!(found(&report(&["-j", "2", "--scaling", "news.jsonl"])), [true; 4]);
    assert_eq!(found(&report(&["-j", "1", "news.jsonl"])), [true, true, false, false]);
    assert_eq!(found(&report(&["--scaling", "news.jsonl", "news.txt"])), [false; 4]);

    let out = bench(&folder, &["-j", "2", "--scaling", "news.jsonl"]).done();
    let row = |name: &str| out.lines().any(|line| line.starts_with(name));
    assert!(["json ", "pipeline ", "one thread ", "control "].into_iter().all(row), "{out}");
}

#[test]
fn unreadable_records_are_told_and_the_rest_is_measured() {
    let folder = folder("bench-unreadable");
    folder.write("news.jsonl", "{\"title\":\"Turkey\"}\nnothing\n{\"title\":\"Georgia\"}\n");
    let run = bench(&folder, &["news.jsonl"]).told(1, &["news.jsonl:2:1: record 2"]);
    assert!(run.out.contains("corpus        2 texts, "), "{}", run.out);
}

#[test]
fn a_corpus_that_is_not_there_or_empty_is_refused() {
    let folder = folder("bench-nothing");
    let gone = ["gone.txt: there is no such file", "help: "];
    bench(&folder, &["gone.txt"]).refused(&gone);
    bench(&folder, &["news.txt", "gone.txt"]).refused(&gone);
    folder.write("empty.txt", "");
    folder.write("empty.jsonl", "{\"title\":\"\"}\n");
    for compare in [&[][..], &["--compare"], &["--format", "json"]] {
        for name in ["empty.txt", "empty.jsonl", "-"] {
            let run = bench(&folder, &[&[name], compare].concat());
            run.refused(&["exonym: there is no text to measure with", "help: give a corpus"]);
        }
    }
    bench(&folder, &["--rounds", "0", "news.txt"]).refused(&["rounds"]);
}
