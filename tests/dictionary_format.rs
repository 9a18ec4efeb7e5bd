//! The canonical form of dictionaries: it is one, keeps everything, and stays as it is.

mod scramble;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Layer, format, read};
use exonym::gazetteer::Gazetteer;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use self::scramble::{Dice, dictionary, layout};

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "a.toml".into(), text: text.into() })
}

/// The canonical form, once everything has been checked that holds for every file.
#[track_caller]
fn formatted(text: &str) -> String {
    let after = format(&file(text)).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let again = format(&file(&after)).unwrap_or_else(|problems| panic!("{problems:?}\n{after}"));
    assert_eq!(again, after, "formatted twice:\n{text}");
    assert_eq!(comments(&after), comments(text), "comments:\n{text}\n=>\n{after}");
    assert_eq!(values(&after), values(text), "values:\n{text}\n=>\n{after}");
    assert_eq!(meaning(&after), meaning(text), "meaning:\n{text}\n=>\n{after}");
    assert!(compiled(&after) == compiled(text), "bytes of the gazetteer:\n{text}\n=>\n{after}");
    assert!(!after.contains('\r') && !after.starts_with('\u{feff}'), "{after:?}");
    assert!(after.is_empty() || after.ends_with('\n') && !after.ends_with("\n\n"), "{after:?}");
    after
}

/// The comments of a file, sorted.
fn comments(text: &str) -> Vec<String> {
    let tokens = Source::new(text).lex().filter(|token| token.kind() == TokenKind::Comment);
    let text = |span: toml_parser::Span| text[span.start()..span.end()].trim_end().to_owned();
    let mut comments: Vec<_> = tokens.map(|token| text(token.span())).collect();
    comments.sort();
    comments
}

/// What stands in a file as TOML sees it, where one string is a list of one and the order of lists aside. Nothing for a file that
/// is wrong.
fn values(text: &str) -> Option<toml::Value> {
    fn plain(value: toml::Value) -> toml::Value {
        match value {
            toml::Value::String(text) => {
                vec![toml::Value::String(text.replace("\r\n", "\n"))].into()
            }
            toml::Value::Array(list) => {
                let list = list.into_iter().flat_map(|value| match plain(value) {
                    toml::Value::Array(list) => list,
                    other => vec![other],
                });
                let mut list: Vec<_> = list.collect();
                list.sort_by_key(ToString::to_string);
                list.into()
            }
            toml::Value::Table(table) => toml::Value::Table(
                table.into_iter().map(|(key, value)| (key, plain(value))).collect(),
            ),
            other => other,
        }
    }
    toml::from_str(text).ok().map(plain)
}

/// What a file is compiled to, where it can be.
fn compiled(text: &str) -> Option<Vec<u8>> {
    let reading = read(&[Layer::new(vec![file(text)])]);
    Gazetteer::compile(&reading.dictionary).ok().map(|gazetteer| gazetteer.as_bytes().to_vec())
}

/// What a file says, and what is wrong with it, places aside.
fn meaning(text: &str) -> String {
    let reading = read(&[Layer::new(vec![file(text)])]);
    let mut shown = String::new();
    for entity in reading.dictionary.entities {
        let aliases = entity.aliases.iter().map(|alias| (alias.text.as_str(), &alias.rule));
        let aliases: BTreeMap<_, _> = aliases.collect();
        let sentences: Vec<_> =
            [&entity.hits, &entity.misses].into_iter().flatten().map(|test| &test.text).collect();
        let mut relations = entity.relations.clone();
        relations.sort();
        let _ = writeln!(
            shown,
            "{} {:?} {:?} {:?} {:?} {:?} {} {:?}\n  {sentences:?} {relations:?}",
            entity.id,
            entity.name,
            entity.labels,
            entity.entity_type,
            entity.ids,
            entity.sources,
            entity.decoy,
            entity.note
        );
        for (text, rule) in aliases {
            let _ = writeln!(shown, "  {text:?}: {rule:?}");
        }
    }
    let _ = writeln!(shown, "{:?}", reading.dictionary.moved);
    let mut problems: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|problem| format!("{} {}", problem.rule, problem.message))
        .collect();
    problems.sort();
    shown + &problems.join("\n")
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    formatted: String,
}

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dictionary")
}

#[test]
fn cases() {
    let text = std::fs::read_to_string(folder().join("format/cases.toml")).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap();
    for case in cases.case {
        assert_eq!(formatted(&case.text), case.formatted, "{}", case.name);
    }
}

#[test]
fn whatever_the_layout_the_form_is_one() {
    for seed in 0..600 {
        let dice = &mut Dice::new(seed);
        let dictionary = dictionary(dice);
        let one = formatted(&layout(&dictionary, dice, false));
        let other = formatted(&layout(&dictionary, dice, false));
        assert_eq!(one, other, "seed {seed}");
        formatted(&layout(&dictionary, dice, true));
    }
}

/// A file with a slip in it, which is still TOML now and then.
#[test]
fn a_damaged_file_is_formatted_or_refused_and_loses_nothing() {
    let mut sound = 0;
    for seed in 0..2000 {
        let dice = &mut Dice::new(seed);
        let dictionary = dictionary(dice);
        let mut chars: Vec<char> = layout(&dictionary, dice, true).chars().collect();
        for _ in 0..=dice.below(2) {
            let at = dice.below(chars.len());
            let end = (at + dice.below(12)).min(chars.len());
            let piece = chars[at..end].to_vec();
            match dice.below(3) {
                0 => drop(chars.drain(at..end)),
                1 => {
                    let to = dice.below(chars.len());
                    drop(chars.splice(to..to, piece));
                }
                _ => {
                    chars[at] = ['#', '"', '\n', '.', '=', '[', '{', ',', ' ', '1'][dice.below(10)];
                }
            }
        }
        let text: String = chars.into_iter().collect();
        if format(&file(&text)).is_ok() {
            sound += 1;
            formatted(&text);
        }
    }
    assert!(sound > 200, "{sound}");
}

#[test]
fn what_stands_here_is_in_the_canonical_form() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = 0;
    for folder in ["dictionaries", "tests/dictionary/example"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_dictionary = path.extension().is_some_and(|extension| extension == "toml")
                && !path.ends_with("Cargo.toml");
            if is_dictionary {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(formatted(&text) == text, "{}: `exonym fmt`", path.display());
                files += 1;
            }
        }
    }
    assert!(files > 10, "{files}");
}

#[test]
fn what_is_no_toml_gives_its_problems() {
    for (text, rule) in [
        ("name = \"x", "syntax"),
        ("a = 1\na = 2\n", "duplicate-key"),
        ("[a]\n[a]\n", "duplicate-key"),
        ("a = 1\n[a.b]\n", "syntax"),
        ("a.b = 1\n[a]\n", "duplicate-key"),
        ("a = {}\n[a.b]\n", "syntax"),
        ("a = [{}]\n[[a]]\n", "duplicate-key"),
        ("a = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "too-deep"),
    ] {
        let problems = format(&file(text)).expect_err(text);
        let found: Vec<_> = problems.iter().map(|problem| problem.rule).collect();
        assert!(found.contains(&rule), "{text}: {found:?}");
    }
}

#[test]
fn time_is_linear_in_the_file() {
    let many = 100_000;
    let lines = |line: &dyn Fn(usize) -> String| (0..many).map(line).collect::<String>();
    let long = "x".repeat(20 << 20);
    for (name, text) in [
        (
            "names",
            format!(
                "[entity.a.names]\nen = [\n{}]",
                lines(&|n| format!("'n{}',\n", n * 7919 % many))
            ),
        ),
        (
            "comments",
            format!("[entity.a.names]\nen = [\n{}]", lines(&|n| format!("# {n}\n'n{n}',\n"))),
        ),
        ("entities", lines(&|n| format!("[entity.e{}]\nname = 'x'\n", n * 7919 % many))),
        ("blocks", lines(&|n| format!("[[entity.a.alias]]\ntext = ['x{n}']\n"))),
        ("dotted", lines(&|n| format!("entity.e{n}.names.en = 'x'\n"))),
        ("unknown", lines(&|n| format!("[x.e{n}]\ny = 1\n"))),
        ("a string", format!("[entity.a]\nname = '{long}'\n")),
        ("a comment", format!("# {long}\n[entity.a]\n# {long}\nname = 'x'\n")),
        ("a key", format!("[entity.{long}]\nname = 'x'\n[entity.{long}.names]\nen = 'x'\n")),
        ("brackets", "[".repeat(many)),
        ("braces", format!("a = {}", "{ a = ".repeat(many))),
        ("dots", format!("{}a = 1", "a.".repeat(many))),
    ] {
        let begun = Instant::now();
        let _ = format(&file(&text));
        let took = begun.elapsed();
        println!("{name}: {took:?}");
        // Far from what it takes, and far from what a square would take.
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}
