//! Each rule has a page, an example that breaks it and one that does not.
//!
//! The examples are in `tests/rules/<rule>/`: `bad.toml` (or `.jsonl`), and `good.toml`. Where layers are needed they are called
//! `bad-1.toml`, `bad-2.toml`. A bad example breaks its own rule and no other, save those that its first line admits: `# also: …`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use exonym::check::check;
use exonym::diagnostic::Diagnostic;
use exonym::dictionary::{Layer, collect, read};
use exonym::lint::{Policy, page, removed_ids, rules};

/// What these find is no text, or too much of it, or no file: their examples are made by tests below.
const MADE: &[&str] = &[
    "duplicate-language",
    "link-outside",
    "not-utf8",
    "removed-id",
    "too-large",
    "too-many-candidates",
    "too-many-languages",
    "too-many-problems",
    "unreadable",
];

fn folder(rule: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(rule)
}

/// The examples of a rule whose names begin so: each is one file, or several layers.
fn examples(rule: &str, kind: &str) -> Vec<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder(rule)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(kind))
        .collect();
    paths.sort();
    let (layers, single): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| {
        path.file_stem().unwrap().to_str().unwrap().ends_with(|c: char| c.is_ascii_digit())
    });
    let mut examples: Vec<_> = single.into_iter().map(|path| vec![path]).collect();
    if !layers.is_empty() {
        examples.push(layers);
    }
    examples
}

fn checked(paths: &[PathBuf]) -> Vec<Diagnostic> {
    check(&collect(paths).unwrap(), Policy::Public).diagnostics
}

fn broken(paths: &[PathBuf]) -> BTreeSet<&'static str> {
    checked(paths).iter().map(|problem| problem.rule).collect()
}

/// What the first line of an example admits.
fn admitted(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let line = text.lines().next().unwrap_or_default();
    let also = line.strip_prefix("# also: ").unwrap_or_default();
    also.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn bad_examples_break_their_rule_alone_and_good_ones_none() {
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| !MADE.contains(rule)) {
        let (bad, good) = (examples(rule, "bad"), examples(rule, "good"));
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{rule}: it needs bad.toml and good.toml in tests/rules/{rule}"));
        }
        for paths in bad {
            let admitted = admitted(&paths[0]);
            let mut expected: BTreeSet<&str> = admitted.iter().map(String::as_str).collect();
            expected.insert(rule);
            let found = broken(&paths);
            if found != expected {
                wrong.push(format!("{}: {found:?} instead of {expected:?}", paths[0].display()));
            }
        }
        for paths in good {
            let found = checked(&paths);
            if !found.is_empty() {
                let found: Vec<_> = found.iter().map(|one| (one.rule, &one.message)).collect();
                wrong.push(format!("{}: {found:?}", paths[0].display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_examples_is_that_of_a_rule() {
    for entry in fs::read_dir(folder("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(rules().any(|rule| rule == name), "tests/rules/{name}: there is no such rule");
        assert!(!MADE.contains(&name.as_str()), "{name} has its examples in tests/rules.rs");
    }
}

#[test]
fn every_rule_has_a_page_that_says_why_and_how() {
    let known: BTreeSet<&str> = rules().collect();
    assert!(rules().is_sorted());
    for rule in rules() {
        let page = page(rule).unwrap();
        assert!(page.starts_with(&format!("# {rule}\n")), "{rule}: the page has another heading");
        for part in ["\n## Why\n", "\n## Wrong\n", "\n## Right\n", "\n## How to mend it\n"] {
            assert!(page.contains(part), "{rule}: the page lacks {part:?}");
        }
    }
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let index = fs::read_to_string(pages.join("README.md")).unwrap();
    for entry in fs::read_dir(&pages).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let rule = name.trim_end_matches(".md");
        assert!(rule == "README" || known.contains(rule), "{name}: there is no such rule");
        assert!(
            rule == "README" || index.contains(&format!("({name})")),
            "{name} is not in the index"
        );
    }
    // What the reader is known to say.
    let messages = include_str!("dictionary/messages.txt");
    for line in messages.lines() {
        let mut words = line.split_whitespace();
        if let (Some("error" | "warning"), Some(rule)) = (words.next(), words.next()) {
            assert!(known.contains(rule), "{rule} has no page");
        }
    }
}

const HEADER: &str = "schema = 1\nnamespace = \"group\"\ntitle = \"Groups\"\nlicense = \"CC0-1.0\"\n\
     source.s = { title = \"A source\", url = \"https://example.org/\" }\ndefaults.source = \"s\"\n";

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("exonym-rules-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn broken(&self, name: &str, bytes: impl AsRef<[u8]>) -> BTreeSet<&'static str> {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        broken(&[path])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_is_no_text_or_too_much_is_refused() {
    let folder = Folder::new("refused");
    let one = |rule| BTreeSet::from([rule]);
    assert_eq!(folder.broken("a.toml", b"\xff\xfe\0"), one("not-utf8"));
    assert_eq!(folder.broken("b.toml", b"schema = 1 # \0"), one("not-utf8"));
    assert_eq!(folder.broken("c.toml", "#\n".repeat(1_100_000)), one("too-large"));
    assert_eq!(
        folder.broken("d.toml", format!("{HEADER}# {}", "x".repeat(300_000))),
        one("too-large")
    );
    assert_eq!(
        folder.broken("e.jsonl", format!("{{\"a\":\"{}\"}}", "x".repeat(300_000))),
        one("too-large")
    );
    let keys: Vec<_> = (0..2000).map(|number| format!("key{number} = 1")).collect();
    let text = format!("{HEADER}[entity.a]\nname = \"A group\"\n{}", keys.join("\n"));
    assert_eq!(folder.broken("f.toml", text), BTreeSet::from(["too-many-problems", "unknown-key"]));
    let told = checked(&[folder.0.join("f.toml")]);
    let last = told.last().unwrap();
    assert_eq!((told.len(), last.rule), (1001, "too-many-problems"));
    assert!(last.message.starts_with("1000 more problems"), "{}", last.message);
    // What the rules find is counted as what the reader finds.
    let names: Vec<_> = (0..1500).map(|number| format!("  \"{number}\",")).collect();
    let text =
        format!("{HEADER}[entity.a]\nname = \"A group\"\nnames.en = [\n{}\n]\n", names.join("\n"));
    assert_eq!(folder.broken("h.toml", text), BTreeSet::from(["digits-only", "too-many-problems"]));
    let told = checked(&[folder.0.join("h.toml")]);
    assert!(
        told.last().unwrap().message.starts_with("500 more problems"),
        "{}",
        told.last().unwrap().message
    );
    let crowd: Vec<_> =
        (0..65).map(|number| format!("[entity.a{number}]\nname = \"San Juan\"")).collect();
    let found = folder.broken("g.toml", format!("{HEADER}{}", crowd.join("\n")));
    assert_eq!(found, BTreeSet::from(["shared-key", "too-many-candidates"]));
}

#[test]
fn a_language_is_given_once_and_there_are_not_too_many() {
    let folder = Folder::new("languages");
    let tag = |number: u8| [b'a' + number / 26, b'a' + number % 26].map(char::from);
    for number in 0..=64 {
        let tag = String::from_iter(tag(number));
        let text =
            format!("schema = 1\nlanguage = {tag:?}\ntitle = \"A\"\nlicense = \"CC0-1.0\"\n");
        fs::write(folder.0.join(format!("{tag}.toml")), &text).unwrap();
        if number == 0 {
            fs::write(folder.0.join("other.toml"), text).unwrap();
            let found = broken(std::slice::from_ref(&folder.0));
            assert_eq!(found, BTreeSet::from(["duplicate-language"]));
            fs::remove_file(folder.0.join("other.toml")).unwrap();
        }
        let found = broken(std::slice::from_ref(&folder.0));
        assert_eq!(found.contains("too-many-languages"), number == 64, "{number}: {found:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_to_nothing_are_told() {
    use std::os::unix::fs::symlink;
    let (folder, other) = (Folder::new("links"), Folder::new("other"));
    fs::write(folder.0.join("a.toml"), format!("{HEADER}[entity.a]\nname = \"A group\"\n"))
        .unwrap();
    fs::write(other.0.join("b.toml"), HEADER).unwrap();
    symlink(other.0.join("b.toml"), folder.0.join("b.toml")).unwrap();
    symlink("nowhere", folder.0.join("c.toml")).unwrap();
    let found = broken(std::slice::from_ref(&folder.0));
    assert_eq!(found, BTreeSet::from(["link-outside", "unreadable"]));
}

#[test]
fn an_id_that_is_gone_is_missed_unless_it_moved() {
    let read = |entities: &str| {
        let file = exonym::diagnostic::SourceFile {
            name: "groups.toml".into(),
            text: format!("{HEADER}{entities}"),
        };
        read(&[Layer::new(vec![file.into()])]).dictionary
    };
    let gone = |old: &str, new: &str| -> Vec<String> {
        removed_ids(&read(old), &read(new)).into_iter().map(|problem| problem.message).collect()
    };
    let (a, b) = ("[entity.a]\nname = \"One group\"\n", "[entity.b]\nname = \"Another group\"\n");
    let both = format!("{a}{b}");
    assert_eq!(gone(&both, b), ["group/a is gone, and nothing says what became of it"]);
    assert_eq!(gone(&both, &format!("moved.a = \"b\"\n{b}")), [""; 0]);
    assert_eq!(gone(b, &both), [""; 0]);
    // A move is for ever too.
    assert_eq!(gone(&format!("moved.z = \"b\"\n{b}"), b).len(), 1);
}
