//! Mistakes that people make, made in the dictionaries of this repository: each is caught, where it was made.

use std::path::Path;
use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, SourceFile};
use exonym::dictionary::{Layer, collect, read};
use exonym::lint::{Policy, removed_ids};

/// What somebody does, in which file, to which words, and the rule that notices.
struct Mistake {
    what: &'static str,
    file: &'static str,
    old: &'static str,
    new: &'static str,
    rule: &'static str,
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        what: "an Urdu name is pasted with a mark that nobody sees",
        file: "groups-afpak.toml",
        old: "\"تحریک طالبان پاکستان\"",
        new: "\"\u{200f}تحریک طالبان پاکستان\"",
        rule: "bidi-control",
    },
    Mistake {
        what: "one letter is typed on a Cyrillic keyboard",
        file: "groups-afpak.toml",
        old: "\"Afghan Taleban\"",
        new: "\"Afghan T\u{430}leban\"",
        rule: "mixed-script",
    },
    Mistake {
        what: "a whole name is, and goes to another group",
        file: "groups-afpak.toml",
        old: "\"Balochistan Republican Army\"",
        new: "\"\u{422}\u{422}\u{420}\"",
        rule: "confusable",
    },
    Mistake {
        what: "a short form is added that is a word of every text",
        file: "groups-afpak.toml",
        old: "\"Balochistan Republican Army\"",
        new: "\"Army\"",
        rule: "common-word",
    },
    Mistake {
        what: "a name is added that another place has",
        file: "places-afpak.toml",
        old: "\"Caboul\"",
        new: "\"Kandahar\"",
        rule: "shared-key",
    },
    Mistake {
        what: "a spelling is added that differs in hyphens only",
        file: "groups-afpak.toml",
        old: "\"Taleban Movement of Pakistan\",",
        new: "\"Taleban Movement of Pakistan\",\n  \"Taleban-Movement of Pakistan\",",
        rule: "repeated-name",
    },
    Mistake {
        what: "the source of an entity goes",
        file: "people-afpak.toml",
        old: "source = \"brecorder\"\n",
        new: "",
        rule: "missing-source",
    },
    Mistake {
        what: "the day of a decree goes",
        file: "groups-afpak.toml",
        old: "by     = \"pk-moi\"\nsince  = 2024-07-31\n",
        new: "by     = \"pk-moi\"\n",
        rule: "unexplained-designation",
    },
    Mistake {
        what: "an id of a register is copied along with a block",
        file: "groups-afpak.toml",
        old: "ids    = { ucdp = \"1166\" }",
        new: "ids    = { ucdp = \"287\" }",
        rule: "shared-id",
    },
    Mistake {
        what: "a relation is mistyped",
        file: "places-afpak.toml",
        old: "located-in = [\"country/af\"]",
        new: "located-in = [\"country/aff\"]",
        rule: "dangling-id",
    },
    Mistake {
        what: "a key is mistyped",
        file: "groups-afpak.toml",
        old: "defined = true",
        new: "define  = true",
        rule: "unknown-key",
    },
    Mistake {
        what: "a quotation mark is lost",
        file: "groups-afpak.toml",
        old: "\"Afghan Taleban\",",
        new: "\"Afghan Taleban,",
        rule: "syntax",
    },
    Mistake {
        what: "what tells the city from a Turkish word goes",
        file: "places-afpak.toml",
        old: "against = [\"edil*\", \"ediyor*\"",
        new: "against = [\"ediyor*\"",
        rule: "failed-test",
    },
    Mistake {
        what: "somebody is added of whom nothing is said",
        file: "people-afpak.toml",
        old: "[entity.abdul-haq-wasiq]",
        new: "[entity.a-neighbour]\nname   = \"Example Neighbour\"\ntype   = \"person\"\nsource = \"brecorder\"\n\n[entity.abdul-haq-wasiq]",
        rule: "private-person",
    },
    Mistake {
        what: "a source says no more where it can be read",
        file: "people-afpak.toml",
        old: ", url = \"https://www.pakpips.com/article/7039\"",
        new: "",
        rule: "source-without-place",
    },
];

fn shipped() -> Layer {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
    collect(&[folder]).unwrap().remove(0)
}

/// The dictionaries with one mistake in them.
fn with(layer: &Layer, mistake: &Mistake) -> Layer {
    let mut layer = layer.clone();
    let is_meant = |file: &&mut Arc<SourceFile>| file.name.ends_with(mistake.file);
    let file = layer.files.iter_mut().find(is_meant).expect("the file is there");
    assert!(file.text.contains(mistake.old), "{}: {} is not there", mistake.what, mistake.old);
    let text = file.text.replacen(mistake.old, mistake.new, 1);
    *file = Arc::new(SourceFile { name: file.name.clone(), text });
    layer
}

fn told(problems: &[Diagnostic]) -> String {
    let line = |problem: &Diagnostic| format!("{}: {}\n", problem.rule, problem.message);
    problems.iter().map(line).collect::<Vec<_>>().concat()
}

#[test]
fn each_mistake_is_caught_in_its_file() {
    let layer = shipped();
    assert_eq!(told(&check(std::slice::from_ref(&layer), Policy::Public).diagnostics), "");
    for mistake in MISTAKES {
        let problems = check(&[with(&layer, mistake)], Policy::Public).diagnostics;
        let is_it = |problem: &&Diagnostic| {
            let named =
                [&problem.place].into_iter().chain(problem.related.iter().map(|it| &it.place));
            problem.rule == mistake.rule
                && named.into_iter().any(|place| place.file.name.ends_with(mistake.file))
        };
        let caught = problems.iter().find(is_it);
        assert!(
            caught.is_some(),
            "{} is not caught by {}:\n{}",
            mistake.what,
            mistake.rule,
            told(&problems)
        );
        assert_ne!(caught.unwrap().help, "", "{}: nobody says what to do", mistake.what);
    }
}

#[test]
fn an_entity_that_is_renamed_is_missed() {
    let layer = shipped();
    let renamed = Mistake {
        what: "a slug is made nicer",
        file: "groups-afpak.toml",
        old: "[entity.blf]",
        new: "[entity.baloch-liberation-front]",
        rule: "removed-id",
    };
    let (old, new) = (read(std::slice::from_ref(&layer)), read(&[with(&layer, &renamed)]));
    let gone = removed_ids(&old.dictionary, &new.dictionary);
    assert_eq!(told(&gone), "removed-id: group/blf is gone, and nothing says what became of it\n");
}
