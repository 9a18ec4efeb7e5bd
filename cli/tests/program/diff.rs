//! `exonym diff`: folders, files and git revisions; what it finds, as what, and when it fails.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::run::{Folder, Run, is_as_kept};

/// Names that come, go, change their rules and their entities.
const CHANGED_GROUPS: &str = r#"schema    = 1
namespace = "group"
title     = "Armed groups"
license   = "CC0-1.0"
defaults  = { type = "armed-group", lang = "en", source = "un-list" }

[source]
un-list = { title = "UN Security Council consolidated list", url = "https://scsanctions.un.org/consolidated/" }

[agent]
pk-moi = "Ministry of Interior, Government of Pakistan"

[entity.bla]
name = "Balochistan Liberation Army"
[[entity.bla.alias]]
text = "BLA"
kind = "acronym"
cue  = { for = ["militant*"] }

[entity.ttp]
name = "Tehreek-e-Taliban Pakistan"
[entity.ttp.names]
ur = [
  "تحریک طالبان پاکستان",
]
[[entity.ttp.alias]]
text    = "TTP"
kind    = "acronym"
defined = true
prior   = 600
cue     = { for = ["militant*"], against = ["ADAMTS13"] }
[[entity.ttp.alias]]
text  = "Fitna al Khwarij"
kind  = "designation"
by    = "pk-moi"
since = 2024-07-31
tone  = "contested"
[entity.ttp.test]
hit = ["[TTP] militants"]
"#;

const BLA_DECOY: &str = r#"
[entity.bla-licence]
name = "biologics license application"
[[entity.bla-licence.alias]]
text  = "BLA"
kind  = "acronym"
prior = 600
"#;

const NEWS: &str = r#"{"id":"a1","title":"Truce talks in Turkey","body":"The TTP is not at the table. Pakistani envoys are."}
{"id":"a2","title":"Attack","body":"BLA militants [sic] attacked. Fitna al Khwarij, said the ministry, did not."}
{"id":"a3","title":"Medicine","body":"The company filed a BLA on Friday.\n\nThe BLA was granted."}
{"id":"a4","title":"تحریک طالبان پاکستان","body":"The drug was for TTP. It was a success in Georgia."}
{"title":"Nothing","body":"Nobody is here."}
"#;

/// The small dictionary in `names`, and changed in `changed`; texts in `news.jsonl`.
fn changed(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    for name in folder.list("names") {
        folder.write(&format!("changed/{name}"), folder.bytes(&format!("names/{name}")));
    }
    folder.write("changed/groups.toml", CHANGED_GROUPS);
    folder.write("changed/decoys.toml", folder.read("names/decoys.toml") + BLA_DECOY);
    let states = folder.read("names/states.toml");
    let states = states.replace("name = \"Turkey\"", "name = \"Republic of Türkiye\"");
    let states = states.replace("\"Türkiye\",", "\"Türkiye\", \"Turkey\",");
    folder.write(
        "changed/states.toml",
        states.replace("text = \"Pakistani\"", "text = \"Pakistanis\""),
    );
    let places = folder.read("names/places.toml").replace("[entity.us-ga]", "[entity.georgia-us]");
    folder.write("changed/places.toml", places + "\n[moved]\nus-ga = \"georgia-us\"\n");
    folder.write("news.jsonl", NEWS);
    folder
}

const FIELDS: [&str; 4] = ["--corpus", "news.jsonl", "--field", "title,body"];

#[track_caller]
fn diff(folder: &Folder, sides: [&str; 2], args: &[&str]) -> Run {
    folder.run(&[&["diff"], &sides[..], &FIELDS, args].concat())
}

#[track_caller]
fn json(folder: &Folder, sides: [&str; 2], args: &[&str]) -> Value {
    let run = diff(folder, sides, &[&["--format", "json"], args].concat());
    serde_json::from_str(&run.done()).unwrap()
}

/// `gained group/ttp "TTP" 2`.
fn rows(report: &Value) -> Vec<String> {
    let meaning = |meaning: &Value| {
        let readings = meaning["readings"].as_array()?;
        let all: Vec<_> =
            readings.iter().map(|one| format!("{}={}", one["entity"], one["name"])).collect();
        let sign = if meaning["ambiguous"] == true { "?" } else { "" };
        Some(format!(" {sign}{}", all.join("|")).replace('"', ""))
    };
    let row = |row: &Value| {
        let (old, new) = (meaning(&row["old"]), meaning(&row["new"]));
        let arrow = if old.is_some() && new.is_some() { " →" } else { "" };
        let effect = row["effect"].as_str().unwrap();
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        format!("{effect}{old}{arrow}{new} {}", row["mentions"])
    };
    report["changes"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn every_output_is_as_kept() {
    let folder = changed("diff-kept");
    let sides = ["names", "changed"];
    let budget = ["--budget", "gained=500000,lost=1"];
    for (format, name) in [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")]
    {
        let run = diff(&folder, sides, &[&["--format", format], &budget[..]].concat());
        let run = run.told(1, &["the change does more than the budget allows"]);
        let shown = if format == "json" {
            let report: Value = serde_json::from_str(&run.out).unwrap();
            serde_json::to_string_pretty(&report).unwrap() + "\n"
        } else {
            run.out
        };
        is_as_kept(&format!("diff.{name}"), &shown);
    }
    let run = diff(&folder, sides, &["--color", "always"]);
    assert!(run.done().contains("\u{1b}["), "colours are there for who asks");
}

/// The names of all members of a JSON value.
fn members<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name);
                members(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| members(value, found)),
        _ => {}
    }
}

#[test]
fn every_member_of_the_json_is_documented() {
    let documentation = include_str!("../../../docs/diff.md");
    let kept = include_str!("../snapshots/diff.json");
    let report: Value = serde_json::from_str(kept).unwrap();
    let mut found = BTreeSet::new();
    members(&report, &mut found);
    assert!(found.len() > 40, "{found:?}");
    for name in found {
        assert!(
            documentation.contains(&format!("`{name}`")),
            "docs/diff.md does not have `{name}`"
        );
    }
}

#[test]
fn what_changes_is_counted() {
    let folder = changed("diff-counts");
    let report = json(&folder, ["names", "changed"], &[]);
    let expected = [
        "gained group/bla=BLA 1",
        "gained group/ttp=تحریک طالبان پاکستان 1",
        "lost country/pk=Pakistani 1",
        "re-decided ?group/ttp=TTP → group/ttp=TTP 2",
        "relabelled country/tr=Turkey → country/tr=Turkey 1",
        "relabelled group/ttp=Fitna al Khwarij → group/ttp=Fitna al Khwarij 1",
        "relabelled ?country/ge=Georgia|place/us-ga=Georgia → ?country/ge=Georgia|place/georgia-us=Georgia 1",
    ];
    assert_eq!(rows(&report), expected);
    assert_eq!(report["corpus"]["texts"], 5);
    // The other way round, all that was gained is lost.
    let back = json(&folder, ["changed", "names"], &[]);
    assert_eq!(back["mentions"]["lost"], report["mentions"]["gained"]);
    assert_eq!(back["mentions"]["gained"], report["mentions"]["lost"]);
}

#[test]
fn threads_and_a_full_run_change_nothing() {
    let folder = changed("diff-threads");
    let mut news = String::new();
    for number in 0..300 {
        for line in NEWS.lines() {
            writeln!(news, "{}", line.replace("\"a", &format!("\"{number}-a"))).unwrap();
        }
    }
    folder.write("news.jsonl", news);
    for format in ["text", "markdown", "html", "json"] {
        let out = |args: &[&str]| {
            let args = [&["--format", format], args].concat();
            diff(&folder, ["names", "changed"], &args).done()
        };
        let one = out(&["-j", "1"]);
        for args in [&["-j", "4"][..], &["-j", "3", "--full"]] {
            assert_eq!(out(args), one, "{format} {args:?}");
        }
    }
    let corpora = [
        "diff",
        "names",
        "changed",
        "--corpus",
        "news.jsonl",
        "news.jsonl",
        "--field",
        "body",
        "-v",
    ];
    folder.run(&corpora).told(0, &["3000 texts, "]);
}

#[test]
fn nothing_changes_where_nothing_is_changed() {
    let folder = changed("diff-same");
    for sides in [["names", "names"], ["names/states.toml", "names/states.toml"]] {
        for format in ["text", "markdown", "html"] {
            let out = diff(&folder, sides, &["--format", format, "--budget", "0"]).done();
            assert!(out.to_lowercase().contains("nothing is different"), "{out}");
        }
        let report = json(&folder, sides, &[]);
        assert_eq!(report["mentions"]["changed"]["mentions"], 0);
        assert_eq!(rows(&report), <[String; 0]>::default());
    }
}

#[test]
fn an_empty_corpus_has_nothing_to_say() {
    let folder = changed("diff-empty");
    folder.write("empty.jsonl", "");
    let args = ["diff", "names", "changed", "--corpus", "empty.jsonl", "--budget", "0"];
    let out = folder.run(&args).done();
    assert!(out.contains("0 texts, 0 words") && out.contains("is not in the corpus"), "{out}");
    assert!(out.contains("the corpus has no sentence for"), "{out}");
    folder.run(&["diff", "names", "changed"]).refused(&["--corpus"]);
    folder
        .run(&["diff", "names", "changed", "--corpus", "gone.txt"])
        .refused(&["gone.txt: there is no such file"]);
}

#[test]
fn a_budget_is_kept_or_not() {
    let folder = changed("diff-budget");
    let cases = [
        ("1000000", 0),
        ("0", 1),
        ("gained=1000000", 0),
        ("gained=1", 1),
        ("lost=1000000,re-decided=0", 1),
        ("relabelled=0", 1),
    ];
    for (budget, code) in cases {
        let run = diff(&folder, ["names", "changed"], &["--budget", budget]);
        let said: &[&str] =
            if code == 0 { &[] } else { &["exonym: the change does more than the budget allows"] };
        let out = run.told(code, said).out;
        assert_eq!(out.contains(": exceeded by "), code == 1, "{budget}\n{out}");
    }
    // It says by how much, and what would be enough.
    let run = diff(&folder, ["names", "changed"], &["--budget", "lost=1,gained=1000000"]);
    run.told(
        1,
        &[
            "allows: lost 17,543.9 per million words, 17,542.9 more than the 1 allowed",
            "  help: narrow the names that do it",
            "allow lost=17544,gained=1000000 and say why",
        ],
    );
    diff(&folder, ["names", "changed"], &["--budget", "lost=17544,gained=1000000"]).done();
    diff(&folder, ["names", "changed"], &["--budget", "much"])
        .refused(&["`much` is no whole number of mentions per million words"]);
}

#[test]
fn what_is_new_can_be_judged_and_tested() {
    let folder = changed("diff-new");
    let report = json(&folder, ["names", "changed"], &[]);
    let names = report["new_names"].as_array().unwrap();
    let urdu = names.iter().find(|one| one["name"] == "تحریک طالبان پاکستان").unwrap();
    assert_eq!(urdu["romanised"], "thryk talban pakstan");
    assert_eq!(urdu["scripts"], serde_json::json!(["Arabic"]));
    assert_eq!(urdu["surfaces"][0]["mentions"], 1);
    let conflicts = report["conflicts"].as_array().unwrap();
    let keys: Vec<_> = conflicts.iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["bla"]);
    assert_eq!(conflicts[0]["names"][0]["decoy"], true);
    assert_eq!(conflicts[0]["names"][1]["cue"], true);
    let tests = report["tests"].as_array().unwrap();
    let test = |name: &str| tests.iter().find(|one| one["name"] == name);
    let bla = test("BLA").unwrap();
    assert_eq!(bla["hit"]["toml"], r"hit = ['[BLA] militants \[sic\] attacked.']");
    assert_eq!(bla["miss"]["toml"], r#"miss = ["The company filed a BLA on Friday."]"#);
    assert!(test("TTP").is_none(), "it is not new");
    // What is proposed is accepted.
    let line = |offer: &str| bla[offer]["toml"].as_str().unwrap();
    let tests = format!("[entity.bla.test]\n{}\n{}\n", line("hit"), line("miss"));
    folder.write("changed/groups.toml", format!("{CHANGED_GROUPS}{tests}"));
    let run = folder.run(&["check", "-q", "changed"]);
    assert!(!run.err.contains("failed-test"), "{}", run.err);
    let report = json(&folder, ["names", "changed"], &[]);
    let tests = report["tests"].as_array().unwrap();
    assert!(tests.iter().all(|one| one["name"] != "BLA"), "it is tested now");
}

#[test]
fn errors_of_the_old_are_told_and_those_of_the_new_are_not_passed_over() {
    let folder = changed("diff-errors");
    let bad = folder.read("names/states.toml").replace("kind = \"demonym\"", "kind = \"demonim\"");
    folder.write("bad/states.toml", &bad);
    let run = diff(&folder, ["bad", "names"], &[]);
    let said = [
        "error[",
        "demonim",
        "exonym: bad has errors; what could be read of it is compared, and they are passed over",
    ];
    assert!(run.told(0, &said).out.contains("names"));
    let run = diff(&folder, ["names", "bad"], &[]);
    let said = ["error[", "demonim", "exonym: bad has errors", "`exonym check` shows them"];
    assert!(run.told(1, &said).out.contains("lost"));
    // What cannot be compiled cannot be compared.
    folder.write("blank/states.toml", bad.replace("\"Türkiye\",", "\"\u{200d}\","));
    for sides in [["names", "blank"], ["blank", "names"]] {
        diff(&folder, sides, &[]).refused(&["blank: ", "help: `exonym check` shows every error"]);
    }
    folder.write("x.exo", b"EXONYM\r\n\0\0\0\0");
    diff(&folder, ["x.exo", "names"], &[]).refused(&["x.exo: this is a compiled file"]);
    folder.write("nothing/notes.txt", "");
    diff(&folder, ["nothing", "names"], &[]).refused(&["nothing: no dictionary in this folder"]);
}

/// What nobody should be able to smuggle out of a dictionary or a corpus.
const HOSTILE: &str = "x|y </code></details><script>alert(1)</script> @octocat `tick` [l](https://evil.example) <img src=x onerror=y> #1 \u{202e}live\u{202c} www.evil.example";

#[test]
fn nothing_breaks_out_of_a_report() {
    let folder = Folder::with_names("diff-hostile");
    let states = folder.read("names/states.toml");
    let name = serde_json::to_string(HOSTILE).unwrap();
    let name = name.replace('\u{202e}', "\\u202e").replace('\u{202c}', "\\u202c");
    folder
        .write("new/states.toml", states.replace("\"Türkiye\",", &format!("\"Türkiye\", {name},")));
    let record = serde_json::json!({"id": HOSTILE, "title": HOSTILE, "body": format!("A {HOSTILE} B\n\n# heading\n- item")});
    folder.write("news.jsonl", format!("{record}\n"));
    let sides = ["names/states.toml", "new/states.toml"];
    let markdown = diff(&folder, sides, &["--format", "markdown"]).done();
    for smuggled in [
        "<script",
        "<img",
        "@octocat",
        "](https",
        "https://evil",
        "\u{202e}",
        "www.evil",
        "`tick",
        "\n# heading",
        "\n- item",
    ] {
        assert!(!markdown.contains(smuggled), "{smuggled:?} in\n{markdown}");
    }
    assert!(markdown.contains("⟨U+202E⟩live"), "{markdown}");
    let opened = markdown.matches("<details>").count();
    assert_eq!(opened, markdown.matches("</details>").count());
    assert_eq!(markdown.matches("<code ").count(), markdown.matches("</code>").count());
    for line in markdown.lines().filter(|line| line.starts_with("| <code")) {
        assert!(matches!(line.matches('|').count(), 5 | 7), "a cell more: {line}");
    }
    let html = diff(&folder, sides, &["--format", "html"]).done();
    for smuggled in ["<script", "<img", "\u{202e}"] {
        assert!(!html.contains(smuggled), "{smuggled:?} in\n{html}");
    }
    let text = diff(&folder, sides, &["--format", "text"]).done();
    assert!(!text.contains('\u{202e}') && text.contains("U+202E (bidi!)"), "{text}");
}

#[test]
fn a_comment_is_no_longer_than_github_takes() {
    let folder = Folder::with_names("diff-long");
    let mut names = String::new();
    let mut news = String::new();
    for number in 0..2_000 {
        writeln!(names, "  \"Turkey Number {number} {}\",", "é".repeat(40)).unwrap();
        let body = format!("It is Turkey Number {number} {} of the turkeys.", "é".repeat(40));
        writeln!(
            news,
            "{}",
            serde_json::json!({"id": number.to_string(), "title": "", "body": body})
        )
        .unwrap();
    }
    let states = folder.read("names/states.toml");
    folder.write(
        "new/states.toml",
        states.replace("  \"Türkiye\",\n", &format!("  \"Türkiye\",\n{names}")),
    );
    folder.write("news.jsonl", news);
    let sides = ["names/states.toml", "new/states.toml"];
    let markdown = diff(&folder, sides, &["--format", "markdown"]).done();
    let length = markdown.chars().count();
    assert!((40_000..=60_000).contains(&length), "{length}");
    let left_out = markdown.split_once("**Left out**").expect("it says so").1;
    for title in ["gained", "where: gained", "new names", "proposed tests"] {
        assert!(left_out.contains(&format!("\n- {title}: ")), "{title}: {left_out}");
        assert!(!left_out.contains(&format!("\n- {title}: 2,000 rows")), "all of {title}");
    }
    assert_eq!(markdown.matches("<details>").count(), markdown.matches("</details>").count());
    let report = json(&folder, sides, &[]);
    assert_eq!(report["new_names"].as_array().unwrap().len(), 2_000);
    let text = diff(&folder, sides, &[]).done();
    assert!(text.contains("… and 1960 more; --format json has all"), "{}", text.len());
}

/// A repository of the test's own, or nothing where there is no git.
fn git(folder: &Folder, args: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.args(args).current_dir(folder.path(".")).stdin(Stdio::null());
    // What the tester's git is like changes nothing.
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    command.env("GIT_CEILING_DIRECTORIES", folder.path(".."));
    for person in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{person}_NAME"), "test")
            .env(format!("GIT_{person}_EMAIL"), "test@example.org");
    }
    let Ok(output) = command.output() else {
        eprintln!("there is no git: skipped");
        return None;
    };
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn revisions_are_read_as_folders_are() {
    let folder = changed("diff-git");
    if git(&folder, &["init", "-q", "-b", "main"]).is_none() {
        return;
    }
    let commit = |message: &str| {
        git(&folder, &["add", "-A"]).unwrap();
        git(&folder, &["commit", "-q", "-m", message]).unwrap();
    };
    for name in folder.list("names") {
        folder.write(&format!("dictionaries/deep/{name}"), folder.bytes(&format!("names/{name}")));
    }
    folder.write("dictionaries/Cargo.toml", "[package]");
    folder.write("dictionaries/.hidden.toml", "nothing");
    folder.write("dictionaries/README.md", "nothing");
    #[cfg(unix)]
    std::os::unix::fs::symlink(".", folder.path("dictionaries/round")).unwrap();
    commit("as they were");
    git(&folder, &["tag", "-a", "-m", "a tag", "v1"]).unwrap();
    for name in folder.list("changed") {
        folder
            .write(&format!("dictionaries/deep/{name}"), folder.bytes(&format!("changed/{name}")));
    }
    commit("as they are");
    let expected = json(&folder, ["names", "changed"], &[]);
    for sides in [
        ["main~1", "main"],
        ["v1", "HEAD:dictionaries"],
        ["HEAD~:names", "changed"],
        ["v1:dictionaries/deep", "dictionaries"],
        ["v1^{tree}:names", "HEAD"],
    ] {
        let found = json(&folder, sides, &[]);
        for member in ["changes", "names", "entities", "new_names", "tests"] {
            assert_eq!(found[member], expected[member], "{sides:?} {member}");
        }
    }
    // A file alone; and a path wins over a revision of its name.
    let one = json(&folder, ["v1:names/states.toml", "main:changed/states.toml"], &[]);
    assert_eq!(one["names"]["removed"][0]["name"], "Pakistani");
    git(&folder, &["branch", "names", "v1"]).unwrap();
    assert_eq!(json(&folder, ["names", "names"], &[])["old"]["entities"], 7);
    let cases = [
        (
            ["nowhere", "main"],
            &[
                "exonym: nowhere: there is no such path, and no such revision",
                "git fetch --unshallow",
            ][..],
        ),
        (["main", "main:gone"], &["exonym: main:gone: that revision has no gone"]),
        (["main:news.jsonl", "main"], &["main:news.jsonl: nothing of it can be read"]),
        (["main", "main..main"], &["there is no such path"]),
    ];
    for (sides, said) in cases {
        let run = diff(&folder, sides, &[]);
        assert_ne!(run.code, Some(0), "{sides:?}");
        for part in said {
            assert!(run.err.contains(part), "not said: {part}\n{}", run.err);
        }
    }
    // A link that leads out of the folder is not read, and not passed over either.
    #[cfg(unix)]
    {
        let link = folder.path("dictionaries/out.toml");
        std::os::unix::fs::symlink("../names/states.toml", link).unwrap();
        commit("a link");
        let said =
            ["error[link-outside]: this link leads to no file of its folder", "main has errors"];
        diff(&folder, ["v1", "main"], &[]).told(1, &said);
    }
    git(&folder, &["rm", "-rqf", "dictionaries"]).unwrap();
    commit("gone");
    diff(&folder, ["v1", "main"], &[]).refused(&[
        "main: that revision has no folder `dictionaries`",
        "name the one that it has: main:path",
    ]);
}

#[test]
fn no_flag_is_smuggled_into_git() {
    let folder = changed("diff-flags");
    if git(&folder, &["init", "-q"]).is_none() {
        return;
    }
    for name in ["--output=stolen", "-h", "--git-dir=/tmp", "--upload-pack=touch stolen"] {
        let args = ["diff", "--corpus=news.jsonl", "--", name, "names"];
        folder.run(&args).refused(&[&format!("exonym: {name}: no path and no revision begins so")]);
    }
    assert!(!folder.list(".").contains(&"stolen".to_owned()));
}

#[test]
fn without_a_repository_there_are_no_revisions() {
    let folder = changed("diff-no-repository");
    let run = folder
        .command(&[&["diff", "main", "names"], &FIELDS[..]].concat())
        .env("GIT_CEILING_DIRECTORIES", folder.path(".."))
        .output();
    Run::new(run.unwrap()).refused(&["exonym: main: ", "help: "]);
    let run = folder
        .command(&[&["diff", "main", "names"], &FIELDS[..]].concat())
        .env("PATH", "/nowhere")
        .output();
    Run::new(run.unwrap())
        .refused(&["exonym: git cannot be started", "help: install git, or give folders"]);
}
