//! Cases for the dictionary reader: what is wrong with a dictionary, and where.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::diagnostic::{Diagnostic, Severity, SourceFile};
use exonym::dictionary::{Cue, Dictionary, Kind, Layer, Reading, collect, read};

/// What every case begins with, unless it is `whole`; its lines do not count.
const TOML_HEADER: &str = r#"schema = 1
namespace = "group"
title = "Groups"
license = "CC0-1.0"
source.s = { title = "A source" }
defaults.source = "s"
"#;
const PACK_HEADER: &str = r#"{"schema":1,"namespace":"group","title":"Groups","license":"CC0-1.0","source":{"s":{"title":"A source"}},"defaults":{"source":"s"}}
"#;

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// One dictionary.
    text: Option<String>,
    /// Or several in one layer.
    #[serde(default)]
    files: Vec<String>,
    /// Or one in each of several layers.
    #[serde(default)]
    layers: Vec<String>,
    /// JSON Lines instead of TOML.
    #[serde(default)]
    pack: bool,
    /// Without the usual header.
    #[serde(default)]
    whole: bool,
    /// Rule, line and column of each problem: `unknown-key 3:1`; with `b:` before the line for the second file.
    #[serde(default)]
    expect: Vec<String>,
    /// The names of each entity that remains: `group/ttp = TTP | Taliban`.
    names: Option<Vec<String>>,
}

impl Case {
    fn header(&self) -> &'static str {
        match (self.whole, self.pack) {
            (true, _) => "",
            (false, true) => PACK_HEADER,
            (false, false) => TOML_HEADER,
        }
    }

    fn read(&self) -> Reading {
        let extension = if self.pack { "jsonl" } else { "toml" };
        let file = |at: usize, text: &String| {
            let letter = char::from(b'a' + u8::try_from(at).unwrap());
            let name = format!("{letter}.{extension}");
            Arc::new(SourceFile { name, text: format!("{}{text}", self.header()) })
        };
        let files =
            |texts: &[String]| texts.iter().enumerate().map(|(at, text)| file(at, text)).collect();
        let layers: Vec<Layer> = if self.layers.is_empty() {
            let one: Vec<_> = self.text.iter().cloned().collect();
            vec![Layer::new(files(if self.text.is_some() { &one } else { &self.files }))]
        } else {
            let layers = self.layers.iter().enumerate();
            layers.map(|(at, text)| Layer::new(vec![file(at, text)])).collect()
        };
        read(&layers)
    }

    /// Where a problem stands: file unless it is the first, line of the case's text, column.
    fn position(&self, problem: &Diagnostic) -> String {
        let (line, column) = problem.place.file.line_column(problem.place.span.start);
        let line = line.saturating_sub(self.header().matches('\n').count());
        let letter = &problem.place.file.name[..1];
        let file = if letter == "a" { String::new() } else { format!("{letter}:") };
        format!("{} {file}{line}:{column}", problem.rule)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dictionary")
}

fn cases() -> Vec<(String, Case)> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        cases.case.into_iter().map(move |case| (file.clone(), case)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(read).collect()
}

fn names(dictionary: &Dictionary) -> Vec<String> {
    let line = |entity: &exonym::dictionary::Entity| {
        let names: Vec<_> = entity.aliases.iter().map(|alias| alias.text.as_str()).collect();
        format!("{} = {}", entity.id, names.join(" | "))
    };
    dictionary.entities.iter().map(line).collect()
}

#[test]
fn every_problem_is_found_where_it_stands() {
    let mut failures = String::new();
    for (file, case) in cases() {
        let reading = case.read();
        check_invariants(&reading);
        let found: Vec<_> =
            reading.diagnostics.iter().map(|problem| case.position(problem)).collect();
        if found != case.expect {
            writeln!(
                failures,
                "{file}: {}\n  found    {found:?}\n  expected {:?}",
                case.name, case.expect
            )
            .unwrap();
        }
        let found = names(&reading.dictionary);
        if let Some(expected) = &case.names
            && found != *expected
        {
            writeln!(
                failures,
                "{file}: {}\n  names    {found:?}\n  expected {expected:?}",
                case.name
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// What people see is kept in `tests/dictionary/messages.txt`; `EXONYM_BLESS=1` writes it anew.
#[test]
fn messages_are_as_they_were() {
    let mut shown = String::new();
    for (file, case) in cases() {
        writeln!(shown, "== {file}: {}", case.name).unwrap();
        for problem in case.read().diagnostics {
            let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
            let marked = problem.place.span.of(&problem.place.file.text);
            writeln!(shown, "{severity} {}: {}", case.position(&problem), problem.message).unwrap();
            writeln!(
                shown,
                "    {:?} {}",
                marked.chars().take(60).collect::<String>(),
                problem.label
            )
            .unwrap();
            for other in &problem.related {
                let (line, column) = other.place.file.line_column(other.place.span.start);
                let line = line.saturating_sub(case.header().matches('\n').count());
                writeln!(shown, "    {line}:{column} {}", other.text).unwrap();
            }
            writeln!(shown, "    = {}", problem.help).unwrap();
        }
    }
    let path = folder().join("messages.txt");
    if std::env::var_os("EXONYM_BLESS").is_some() {
        std::fs::write(&path, &shown).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (now, before) in shown.lines().zip(kept.lines()) {
        assert_eq!(now, before, "a message changed: look at it, then bless it with EXONYM_BLESS=1");
    }
    assert_eq!(shown.len(), kept.len(), "messages came or went: bless them with EXONYM_BLESS=1");
}

fn example() -> Vec<Layer> {
    collect(&[folder().join("example")]).unwrap()
}

#[test]
fn the_example_of_the_design_reads_without_a_word() {
    let reading = read(&example());
    assert_eq!(reading.diagnostics, []);
    check_invariants(&reading);
    let entity =
        |id: &str| reading.dictionary.entities.iter().find(|e| e.id.as_str() == id).unwrap();

    let ttp = entity("group/ttp");
    assert_eq!(ttp.entity_type, "armed-group");
    assert_eq!(ttp.ids, [("ucdp".into(), "356".into()), ("un-sc".into(), "QDe.132".into())]);
    assert_eq!(ttp.aliases.len(), 1 + 4 + 8 + 1 + 1 + 24);
    let alias = |text: &str| ttp.aliases.iter().find(|alias| alias.text == text).unwrap();
    let urdu = alias("تحریک طالبان پاکستان");
    assert_eq!((urdu.rule.lang.as_str(), urdu.rule.sources[0].key.as_str()), ("ur", "geo-ur"));
    let acronym = alias("TTP");
    assert_eq!(acronym.rule.cue_for[0], Cue::Entity("country/pk".parse().unwrap()));
    assert_eq!(acronym.rule.cue_for[1], Cue::Stem("militant".into()));
    let designation = alias("Fitna Khwarij");
    assert_eq!(designation.rule.kind, Kind::Designation);
    assert_eq!(designation.rule.by[0].name, "Ministry of Interior, Government of Pakistan");
    assert_eq!(designation.rule.since.unwrap().to_string(), "2024-07-31");
    assert_eq!(designation.rule.lang, "en");
    assert_eq!(ttp.hits.len() + ttp.misses.len(), 2);
    assert!(entity("decoy/ttp-purpura").decoy && !ttp.decoy);
    assert_eq!(entity("country/pk").relations[0].1.as_str(), "country/af");
}

#[test]
fn the_examples_of_the_page_for_contributors_read_without_a_word() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dictionary.md");
    let page = std::fs::read_to_string(page).unwrap();
    for (fence, name) in [("```toml\n", "page.toml"), ("```json\n", "page.jsonl")] {
        let start = page.find(fence).unwrap() + fence.len();
        let text = page[start..start + page[start..].find("```").unwrap()].to_owned();
        let file = Arc::new(SourceFile { name: name.into(), text });
        let reading = read(&[Layer::new(vec![file])]);
        assert_eq!(reading.diagnostics, []);
        assert_eq!(reading.dictionary.entities.len(), 1);
    }
}

/// What everybody after the reader relies on.
fn check_invariants(reading: &Reading) {
    let dictionary = &reading.dictionary;
    assert!(dictionary.entities.is_sorted_by(|a, b| a.id < b.id), "sorted, no id twice");
    let known =
        |id: &exonym::EntityId| dictionary.entities.binary_search_by(|e| e.id.cmp(id)).is_ok();
    for entity in &dictionary.entities {
        assert_eq!(entity.aliases[0].text, entity.name, "the first alias is the name");
        let mut texts = std::collections::HashSet::new();
        for alias in &entity.aliases {
            assert!(texts.insert(&alias.text), "no text twice: {}", alias.text);
            let span = alias.place.span;
            assert!(!span.of(&alias.place.file.text).is_empty());
            let rule = &alias.rule;
            let lists = [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against];
            for cue in lists.into_iter().flatten() {
                assert!(!matches!(cue, Cue::Entity(id) if !known(id)), "{cue:?} leads somewhere");
            }
        }
        assert!(entity.relations.iter().all(|(_, id)| known(id)));
    }
    assert!(dictionary.moved.iter().all(|(old, new)| known(new) && !known(old)));
    for problem in &reading.diagnostics {
        let places = problem.related.iter().map(|label| &label.place);
        for place in places.chain([&problem.place]) {
            assert!(place.file.text.get(place.span.range()).is_some(), "{problem:?}");
        }
        assert!(!problem.message.is_empty() && !problem.message.ends_with('.'));
    }
}

/// Xorshift: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    /// A text with a few things changed, moved or taken away.
    fn mutated(&mut self, text: &str) -> String {
        const PIECES: &[&str] = &[
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            ",",
            "=",
            "\n",
            "\\",
            "[[",
            "]]",
            "\"\"\"",
            "é",
            "\u{0}",
            " ",
            ".",
            "#",
            "1",
            "true",
            "null",
            "@",
            "*",
            "{a,b}",
            "[entity.x]\n",
            "source = \"s\"\n",
            ":",
            "\u{feff}",
            "2024-13-01",
        ];
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(chars.len().max(1)).min(chars.len());
            let length = self.below(30).min(chars.len() - at);
            match self.below(4) {
                0 => drop(chars.drain(at..at + length)),
                1 => {
                    let piece: Vec<_> = chars[at..at + length].to_vec();
                    let to = self.below(chars.len() + 1);
                    chars.splice(to..to, piece);
                }
                2 => _ = chars.splice(at..at, PIECES[self.below(PIECES.len())].chars()).count(),
                _ if at < chars.len() => {
                    chars.splice(at..=at, PIECES[self.below(PIECES.len())].chars());
                }
                _ => {}
            }
        }
        chars.into_iter().collect()
    }
}

#[test]
fn no_damaged_file_makes_the_reader_panic() {
    const SEED: u64 = 0x5eed_0fe0_0417;
    let good = example().remove(0);
    let mut random = Random(SEED);
    for round in 0..4000 {
        println!("seed {SEED:#x}, round {round}");
        let mut layer = good.clone();
        let at = random.below(layer.files.len());
        let file = &layer.files[at];
        let text = random.mutated(&file.text);
        layer.files[at] = Arc::new(SourceFile { name: file.name.clone(), text });
        let reading = read(&[layer]);
        check_invariants(&reading);
    }
}

#[test]
fn deep_nesting_is_a_problem_and_no_disaster() {
    let header = TOML_HEADER;
    let brackets = format!("{header}[entity.a]\nname = {}", "[".repeat(200_000));
    let tables = format!("{header}[entity.a]\nname = {}", "{a=".repeat(80_000));
    let dots = format!("{header}[entity{}]\nname = 1", ".a".repeat(120_000));
    // The parser allows 80 tables within each other and 80 keys in each.
    let key = ["a"; 79].join(".");
    let both =
        format!("{header}[{key}]\n{key} = {}1{}", format!("{{{key} = ").repeat(78), "}".repeat(78));
    let deep = format!("{header}[entity.a]\nnote = {}{}", "[".repeat(20), "]".repeat(20));
    for (text, rule) in [
        (brackets, "syntax"),
        (tables, "syntax"),
        (dots, "syntax"),
        (both, "too-deep"),
        (deep, "too-deep"),
    ] {
        let file = Arc::new(SourceFile { name: "deep.toml".into(), text });
        let reading = read(&[Layer::new(vec![file])]);
        assert_eq!(reading.diagnostics[0].rule, rule);
    }
}

#[test]
fn a_thousand_problems_are_enough() {
    let text = format!(
        "{TOML_HEADER}[entity.a]\nname = \"A\"\n{}",
        (0..5000).fold(String::new(), |mut keys, n| {
            writeln!(keys, "key{n} = 1").unwrap();
            keys
        })
    );
    let file = Arc::new(SourceFile { name: "many.toml".into(), text });
    let found = read(&[Layer::new(vec![file])]).diagnostics;
    assert_eq!(found.len(), 1001);
    assert_eq!(found[1000].rule, "too-many-problems");
    assert!(found[1000].message.starts_with("4000 "));
}

/// One file, with the usual header.
fn file(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: name.into(), text: format!("{TOML_HEADER}{text}") })
}

#[test]
fn a_layer_overrides_what_it_says_and_keeps_the_rest() {
    let below = file(
        "below.toml",
        r#"
        defaults.type = "below"
        [entity.a]
        name = "A"
        note = "below"
        ids = { x = "1", y = "2" }
        label = { en = "A", ur = "ا" }
        relates.related = "b"
        test.hit = ["[A]"]
        names.en = ["B"]
        [entity.b]
        name = "B"
    "#,
    );
    let above = file(
        "above.toml",
        r#"
        defaults.type = "above"
        decoy = true
        [entity.a]
        note = "above"
        ids = { y = "3", z = "4" }
        label = { de = "Ä", en = "AA" }
        relates.part-of = "b"
        test = { hit = ["[B]"], miss = ["C"] }
        [[entity.a.alias]]
        text = "B"
        kind = "former"
        [entity.c]
        name = "C"
    "#,
    );
    let layers = [below, above].map(|file| Layer::new(vec![file]));
    let Reading { dictionary, diagnostics } = read(&layers);
    assert_eq!(diagnostics, []);
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
    };
    let [a, _, c] = &dictionary.entities[..] else { panic!("three entities") };
    assert_eq!((a.name.as_str(), a.note.as_str(), a.entity_type.as_str()), ("A", "above", "below"));
    assert_eq!(pairs(&a.ids), "x=1 y=3 z=4");
    assert_eq!(pairs(&a.labels), "de=Ä en=AA ur=ا");
    assert_eq!((a.relations.len(), a.hits.len(), a.misses.len()), (2, 2, 1));
    assert_eq!(a.aliases[1].rule.kind, Kind::Former);
    assert!(a.aliases[1].place.file.name == "above.toml");
    // What a file says of all its entities concerns those that are new in it.
    assert!(!a.decoy && c.decoy && c.entity_type == "above");
}

#[test]
fn a_large_file_is_read() {
    let mut text = String::from("decoy = false\n");
    for n in 0..6000 {
        writeln!(text, "[entity.e{n}]\nname = \"Name of {n}\"\n[entity.e{n}.names]\nen = [\n  \"N{{a,e}}m{{,e}} {n}\",\n  \"Another name of {n}\",\n]\n[[entity.e{n}.alias]]\ntext = \"N{n}\"\nkind = \"acronym\"").unwrap();
    }
    let layers = [Layer::new(vec![file("large.toml", &text)])];
    let start = std::time::Instant::now();
    let reading = read(&layers);
    println!("{} bytes in {:?}", text.len(), start.elapsed());
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.dictionary.entities.len(), 6000);
}
