//! What is added to a file stands where it belongs, says what was meant, and changes nothing else.

mod scramble;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use exonym::EntityId;
use exonym::diagnostic::SourceFile;
use exonym::dictionary::{
    Addition, Agent, Boundary, Case, Cue, Date, Kind, Layer, Matter, Outline, Reading, Rule, Scope,
    Seen, Source, Tone, Within, add, format, read,
};

use self::scramble::{Dice, dictionary, layout};

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "a.toml".into(), text: text.into() })
}

fn reading(text: &str) -> Reading {
    read(&[Layer::new(vec![file(text)])])
}

/// The file with the addition, which is in the canonical form.
#[track_caller]
fn added(text: &str, addition: &Addition) -> String {
    let after = add(&file(text), addition).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(format(&file(&after)).unwrap(), after);
    after
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AdditionCase {
    name: String,
    text: String,
    slug: String,
    canonical: Option<String>,
    #[serde(default)]
    texts: Vec<String>,
    #[serde(default)]
    comments: Vec<String>,
    #[serde(default = "und")]
    lang: String,
    kind: Option<String>,
    by: Option<[String; 2]>,
    since: Option<String>,
    #[serde(default)]
    source: Vec<[String; 2]>,
    #[serde(default)]
    hits: Vec<String>,
    after: String,
}

fn und() -> String {
    "und".into()
}

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<AdditionCase>,
}

#[test]
fn cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dictionary/format/additions.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for case in cases.case {
        let source = |[key, title]: &[String; 2]| {
            Arc::new(Source {
                key: key.clone(),
                title: title.clone(),
                date: None,
                url: String::new(),
            })
        };
        let agent = |[key, name]: [String; 2]| Arc::new(Agent { key, name });
        let addition = Addition {
            slug: case.slug,
            name: case.canonical,
            entity_type: None,
            texts: case.texts,
            comments: case.comments,
            rule: Rule {
                lang: case.lang,
                kind: case.kind.map_or(Kind::Name, |kind| Kind::from_keyword(&kind).unwrap()),
                by: case.by.into_iter().map(agent).collect(),
                since: case.since.map(|date| date.parse().unwrap()),
                sources: case.source.iter().map(source).collect(),
                ..Rule::default()
            },
            hits: case.hits,
            misses: Vec::new(),
        };
        let after = added(&case.text, &addition);
        assert_eq!(after, case.after, "{}", case.name);
    }
}

/// The value that a number chooses.
fn one_of<T: Copy>(all: &[T], dice: &mut Dice) -> T {
    all[dice.below(all.len())]
}

fn any_rule(dice: &mut Dice) -> Rule {
    let source = |key: &str| {
        Arc::new(Source {
            key: key.into(),
            title: "It's \"a\" \\ title".into(),
            date: Some("2024-02".parse().unwrap()),
            url: "https://x.example".into(),
        })
    };
    let agent = Arc::new(Agent { key: "who".into(), name: "Who\u{7}".into() });
    let cues = [
        Cue::Word("South Waziristan".into()),
        Cue::Stem("militant".into()),
        Cue::Entity(EntityId::new("group", "b").unwrap()),
    ];
    let some = |dice: &mut Dice| -> Vec<Cue> {
        cues.iter().filter(|_| dice.below(3) == 0).cloned().collect()
    };
    let cue_for = some(dice);
    let date = |dice: &mut Dice, text: &str| -> Option<Date> {
        (dice.below(2) == 0).then(|| text.parse().unwrap())
    };
    Rule {
        kind: one_of(Kind::ALL, dice),
        lang: one_of(&["und", "en", "ur"], dice).into(),
        by: vec![agent],
        since: Some("2024-07-31".parse().unwrap()),
        until: date(dice, "2025-01"),
        dated: dice.below(2) == 0,
        seen: (dice.below(2) == 0).then(|| Seen {
            first: date(dice, "2024"),
            last: date(dice, "2025-02-03"),
            sources: vec![source("met")],
        }),
        scope: one_of(Scope::ALL, dice),
        tone: one_of(Tone::ALL, dice),
        case: one_of(Case::ALL, dice),
        marks: one_of(Matter::ALL, dice),
        hyphen: one_of(Matter::ALL, dice),
        affix: (dice.below(2) == 0).then(|| vec!["tr".into(), "de".into()]),
        boundary: one_of(Boundary::ALL, dice),
        prior: u16::try_from(dice.below(1001)).unwrap(),
        defined: dice.below(2) == 0,
        require: some(dice),
        forbid: some(dice),
        within: if cue_for.is_empty() { Within::Document } else { one_of(Within::ALL, dice) },
        cue_for,
        cue_against: Vec::new(),
        sources: vec![source("read")],
        inflected: Vec::new(),
    }
}

#[test]
fn whatever_is_said_of_a_name_is_read_so() {
    let text = "schema = 1\nnamespace = 'group'\ntitle = 'Groups'\nlicense = 'CC0-1.0'\n\
                source.s = { title = 'S' }\n[entity.b]\nname = 'B'\nsource = 's'\n";
    for seed in 0..500 {
        let rule = any_rule(&mut Dice::new(seed));
        let addition = Addition {
            slug: "b".into(),
            texts: vec!["it's \"X\"".into()],
            rule: rule.clone(),
            ..Addition::default()
        };
        let after = added(text, &addition);
        let reading = reading(&after);
        assert_eq!(reading.diagnostics, [], "{after}");
        let aliases = &reading.dictionary.entities[0].aliases;
        let found = aliases.iter().find(|alias| alias.text == "it's \"X\"").expect(&after);
        assert_eq!(*found.rule, rule, "{after}");
        // Another name of which the same is said goes to the same block.
        let more = Addition { texts: vec!["Y".into()], ..addition };
        assert_eq!(added(&after, &more).matches("[[entity.b.alias]]").count(), 1, "{after}");
    }
}

/// Every name with what is said of it, and what is wrong, places aside.
fn said(reading: &Reading) -> BTreeSet<String> {
    let names = reading.dictionary.entities.iter().flat_map(|entity| {
        let names = entity.aliases.iter();
        names.map(|alias| format!("{} {:?} {:?}", entity.id, alias.text, alias.rule))
    });
    let problems = reading.diagnostics.iter();
    let problems = problems.map(|problem| format!("{} {}", problem.rule, problem.message));
    names.chain(problems).collect()
}

#[test]
fn nothing_else_changes() {
    let mut plain = 0;
    for seed in 0..600 {
        let dice = &mut Dice::new(seed);
        let dictionary = dictionary(dice);
        let text = layout(&dictionary, dice, true);
        let outline = Outline::of(&file(&text)).unwrap();
        let slug = outline.slugs[dice.below(outline.slugs.len())].clone();
        let (source, title) = outline.sources[dice.below(outline.sources.len())].clone();
        let source = Arc::new(Source { key: source, title, date: None, url: String::new() });
        let rule = Rule { lang: "ur".into(), sources: vec![source], ..Rule::default() };
        let texts = vec!["Qx{,y}".into(), "Qz".into()];
        let addition = Addition { slug, texts, rule, ..Addition::default() };
        let Ok(after) = add(&file(&text), &addition) else { continue };
        let (before, after) = (said(&reading(&text)), said(&reading(&after)));
        let gone: Vec<_> =
            before.difference(&after).filter(|one| !one.contains("unused")).collect();
        assert_eq!(gone, Vec::<&String>::new(), "seed {seed}\n{text}");
        let new: Vec<_> = after.difference(&before).collect();
        assert!(new.iter().all(|one| one.contains(" \"Q")), "seed {seed}: {new:?}\n{text}");
        plain += usize::from(new.len() == 3);
    }
    assert!(plain > 200, "{plain}");
}

#[test]
fn what_cannot_be_added_to_is_said() {
    let addition = Addition { slug: "a".into(), hits: vec!["[A]".into()], ..Addition::default() };
    for (text, rule) in [
        ("[entity.a", "syntax"),
        ("entity = 3", "wrong-type"),
        ("entity.a = 'x'", "wrong-type"),
        ("[entity.a]\ntest = 'x'", "wrong-type"),
        ("[entity.a.test.hit]", "wrong-type"),
    ] {
        let problems = add(&file(text), &addition).expect_err(text);
        assert_eq!(problems[0].rule, rule, "{text}");
    }
}
