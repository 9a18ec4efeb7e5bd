//! Runs the cases of what is the same name, and random texts, against the reference and the engine.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
mod reference;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use exonym::diagnostic::{Place, SourceFile};
use exonym::dictionary::{Alias, Case, Dictionary, Entity, Matter, Rule, read};
use exonym::fold::FoldedText;
use exonym::gazetteer::Gazetteer;
use exonym::language::Language;
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers, EntityId, Span};
use reference::{Affixes, Found, cases, matches, random};

/// Those of the repository.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let reading = read(&[corpus::languages()]);
    assert_eq!(reading.diagnostics, []);
    reading.dictionary.languages
});

/// What the engine collects with the languages of the repository.
fn engine(text: &str, aliases: &[(String, Rule)]) -> Vec<Found> {
    engine_with(&LANGUAGES, text, aliases)
}

/// What the reference does.
fn slowly(text: &str, aliases: &[(String, Rule)]) -> Vec<Found> {
    matches(text, aliases, &Affixes::of(&LANGUAGES))
}

/// What the engine collects, sorted by span and alias.
fn engine_with(languages: &[Language], text: &str, aliases: &[(String, Rule)]) -> Vec<Found> {
    let annotator = annotator(languages, aliases);
    let mut buffers = Buffers::default();
    let mentions = annotator.scan(text, &mut buffers);
    assert_eq!(mentions, plain(annotator.gazetteer(), text), "the plain scanner, in {text:?}");
    let mut found = Vec::new();
    for mention in mentions {
        for (bit, alias) in annotator.gazetteer().candidates(mention.key).enumerate() {
            if mention.candidates & 1 << bit != 0 {
                found.push(Found {
                    span: mention.span,
                    alias: alias.entity().id()["alias/".len()..].parse().expect("a number"),
                    doubtful: mention.doubtful & 1 << bit != 0,
                });
            }
        }
    }
    found.sort();
    found
}

/// Each alias is an entity of its own.
fn annotator(languages: &[Language], aliases: &[(String, Rule)]) -> Annotator {
    let place = place();
    let entities = aliases.iter().enumerate().map(|(number, (name, rule))| Entity {
        id: EntityId::new("alias", &format!("{number:04}")).expect("digits make a slug"),
        name: name.clone(),
        labels: Vec::new(),
        entity_type: String::new(),
        ids: Vec::new(),
        sources: Vec::new(),
        aliases: vec![Alias {
            text: name.clone(),
            rule: Arc::new(rule.clone()),
            place: place.clone(),
        }],
        relations: Vec::new(),
        decoy: false,
        note: String::new(),
        hits: Vec::new(),
        misses: Vec::new(),
        place: place.clone(),
    });
    let (entities, languages) = (entities.collect(), languages.to_vec());
    let dictionary = Dictionary { entities, languages, ..Dictionary::default() };
    let gazetteer = Gazetteer::compile(&dictionary).expect("the names are valid");
    Annotator::new(Arc::new(gazetteer))
}

/// What the plain scanner finds, which must be the same.
fn plain(gazetteer: &Gazetteer, text: &str) -> Vec<Mention> {
    let (mut folded, mut mentions) = (FoldedText::default(), Vec::new());
    folded.fold(text);
    let scanner = PlainScanner::new(gazetteer);
    scanner.scan(gazetteer, text, &folded, &mut ScanBuffers::default(), &mut mentions);
    mentions
}

fn place() -> Place {
    let file = SourceFile { name: "aliases".into(), text: String::new() };
    Place { file: Arc::new(file), span: Span::default() }
}

#[test]
fn own_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/names.jsonl");
    let mut wrong = Vec::new();
    for case in cases::read(&path, &Rule::default()) {
        wrong.extend(case.difference(slowly).map(|difference| format!("reference: {difference}")));
        wrong.extend(case.difference(engine).map(|difference| format!("engine: {difference}")));
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

/// The cases that the project shares with others; they are not part of the repository.
#[test]
fn shared_cases() {
    let shared = std::env::var_os("EXONYM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join("data/cases/names.jsonl");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let defaults =
        Rule { case: Case::Fold, marks: Matter::Exact, hyphen: Matter::Exact, ..Rule::default() };
    let mut wrong = Vec::new();
    for case in cases::read(&path, &defaults) {
        for (who, find) in [("reference", slowly as cases::Find), ("engine", engine)] {
            match case.difference(find) {
                Some(difference) if case.is_debatable => println!("debatable: {who}: {difference}"),
                difference => wrong.extend(difference.map(|words| format!("{who}: {words}"))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How many samples is told by `EXONYM_CASES`, and where they begin by `EXONYM_SEED`.
#[test]
fn reference_and_engine_agree() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (first, count) = (number("EXONYM_SEED", 0), number("EXONYM_CASES", 10_000));
    let halves = [first, first + 1].map(|half| {
        let seeds = (half..first + count).step_by(2);
        std::thread::spawn(move || seeds.filter(|&seed| agrees_with_match(seed)).count())
    });
    let matched: usize = halves.map(|half| half.join().expect("a sample failed")).iter().sum();
    println!("{matched} of {count} samples have a match");
    let is_healthy = count < 100 || matched as u64 * 10 > count * 3;
    assert!(is_healthy, "only {matched} of {count} samples have a match");
}

/// Those of the repository for one sample, and others for the next.
fn languages(seed: u64) -> Vec<Language> {
    if seed.is_multiple_of(2) { LANGUAGES.clone() } else { random::languages(seed) }
}

/// Holds the reference and the engine together for one sample, and tells whether it has a match.
fn agrees_with_match(seed: u64) -> bool {
    let (text, aliases) = random::sample(seed);
    let languages = languages(seed);
    let affixes = Affixes::of(&languages);
    let expected = matches(&text, &aliases, &affixes);
    let is_span =
        |found: &Found| text.get(found.span.range()).is_some_and(|piece| !piece.is_empty());
    let found = engine_with(&languages, &text, &aliases);
    let are_names = aliases.iter().all(|(name, _)| reference::is_valid_name(name));
    let is_right = expected.iter().all(is_span)
        && expected.is_sorted()
        && matches(&text, &aliases, &affixes) == expected
        && random::sample(seed) == (text.clone(), aliases.clone());
    assert!(
        is_right && are_names && found == expected,
        "seed {seed}: text \"{}\"\n{languages:?}\n{}\nreference: {}\nengine: {}",
        text.escape_debug(),
        aliases.iter().map(|(name, rule)| show_alias(name, rule)).collect::<Vec<_>>().join("\n"),
        show_found(&text, &expected),
        show_found(&text, &found),
    );
    !expected.is_empty()
}

/// Bytes that the engine looks at together, and that it cuts into words together.
const EDGES: [usize; 2] = [64, 4096];

/// What stands before a text, so that it lies across an edge: one after the other, as often as there is room.
const FILLERS: &[&str] = &["x", " ", "x ", "é", "é ", "中", "x.", "ТТ ", "-", "\u{AD}", "a\u{301}"];

/// Every sample once for each place of it that an edge may fall on; a tenth as many samples as otherwise, and so many more texts.
#[test]
fn the_plain_scanner_and_the_engine_agree_at_every_edge() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (first, count) = (number("EXONYM_SEED", 0), number("EXONYM_CASES", 10_000).div_ceil(10));
    let halves = [first, first + 1].map(|half| {
        let seeds = (half..first + count).step_by(2);
        std::thread::spawn(move || seeds.map(agree_at_edges).sum::<usize>())
    });
    let texts: usize = halves.map(|half| half.join().expect("a sample failed")).iter().sum();
    println!("{texts} texts");
}

/// Holds both scanners together for one sample at all its edges, and tells for how many texts.
fn agree_at_edges(seed: u64) -> usize {
    let (sample, aliases) = random::sample(seed);
    let annotator = annotator(&languages(seed), &aliases);
    let gazetteer = annotator.gazetteer();
    let scanner = PlainScanner::new(gazetteer);
    let (mut buffers, mut scan) = (Buffers::default(), ScanBuffers::default());
    let (mut folded, mut expected, mut text) = (FoldedText::default(), Vec::new(), String::new());
    let mut texts = 0;
    for (number, edge) in EDGES.into_iter().enumerate() {
        // The far edge is dear: each sample lies across it at a few places only.
        let step = if number == 0 { 1 } else { 16 };
        let nearest = edge.saturating_sub(sample.len());
        for before in (nearest + seed as usize % step..=edge).step_by(step) {
            let filler = FILLERS[(seed as usize + before) % FILLERS.len()];
            text.clear();
            while text.len() + filler.len() <= before {
                text.push_str(filler);
            }
            text.extend(std::iter::repeat_n(' ', before - text.len()));
            text.push_str(&sample);
            folded.fold(&text);
            scanner.scan(gazetteer, &text, &folded, &mut scan, &mut expected);
            assert_eq!(
                annotator.scan(&text, &mut buffers),
                expected,
                "seed {seed}, {before} bytes before: \"{}\"\n{}",
                text.escape_debug(),
                aliases
                    .iter()
                    .map(|(name, rule)| show_alias(name, rule))
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
            texts += 1;
        }
    }
    texts
}

fn show_alias(name: &str, rule: &Rule) -> String {
    format!(
        "alias \"{}\" case={} marks={} hyphen={} boundary={} affix={:?} lang={}",
        name.escape_debug(),
        rule.case.as_str(),
        rule.marks.as_str(),
        rule.hyphen.as_str(),
        rule.boundary.as_str(),
        rule.affix,
        rule.lang,
    )
}

fn show_found(text: &str, found: &[Found]) -> String {
    let show = |found: &Found| {
        let Found { span, alias, doubtful } = *found;
        let doubt = if doubtful { "?" } else { "" };
        format!(
            "{}..{} \"{}\" alias {alias}{doubt}",
            span.start,
            span.end,
            span.of(text).escape_debug()
        )
    };
    found.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// What is said of a language decides, and nothing else does.
#[test]
fn without_its_file_a_language_has_no_endings() {
    let turkish = Rule { lang: "tr".into(), ..Rule::default() };
    let aliases = [("Türkiye".to_owned(), turkish)];
    let without: Vec<_> = LANGUAGES.iter().filter(|one| one.tag != "tr").cloned().collect();
    assert_eq!(without.len() + 1, LANGUAGES.len());
    for (text, with) in [
        ("Türkiye geldi", true),
        ("Türkiye’s", true),
        ("Türkiye’nin", false),
        ("TÜRKİYE'DE", false),
        ("Türkiyedeki", false),
    ] {
        assert_eq!(engine(text, &aliases).len(), 1, "{text}");
        assert_eq!(engine_with(&without, text, &aliases).len(), usize::from(with), "{text}");
    }
    assert!(engine_with(&[], "Türkiye’s", &aliases).is_empty());
}
