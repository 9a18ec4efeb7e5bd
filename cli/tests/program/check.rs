//! `check` by rules: what it explains, mends, lets pass and writes for other programs.

use std::fs;

use serde_json::Value;

use crate::run::{Folder, STATES, is_as_kept};

/// A mark that nobody sees, a blank from a web page, a name that is not composed, a name given twice, a source without a place, and
/// names that look alike.
const PASTED: &str = "schema = 1
namespace = \"group\"
title = \"Groups\" # a\u{a0}comment
license = \"CC0-1.0\"
source.s = { title = \"A source\" }
defaults = { source = \"s\", lang = \"en\" }

[entity.taliban]
name = \"Taliban\"
names.en = [\"Taliban\u{200e} movement\", \"Tu\u{308}rk\", \"Türk\"]

[entity.ttp]
name = \"Tehreek-e-Taliban Pakistan\"
names.en = [\"TTP\"]

[entity.other]
name = \"Another group\"
names.und = [\"\\u0422\\u0422\\u0420\"]
";

fn pasted(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.write("names/groups, 100%.toml", PASTED);
    folder
}

fn rules(document: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(document).unwrap();
    let diagnostics = document["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|one| one["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn check_explains_each_rule_it_names() {
    let folder = pasted("check-explain");
    for rule in rules(&folder.run(&["check", "names", "-f", "json"]).out) {
        let page = folder.run(&["check", "--explain", &rule]).done();
        assert!(page.starts_with(&format!("# {rule}\n")), "{page}");
    }
    folder
        .run(&["check", "--explain", "no-such-rule"])
        .refused(&["there is no rule `no-such-rule`", "bidi-control, "]);
    folder.run(&["check", "names", "--explain", "syntax"]).refused(&["cannot be used with"]);
}

#[test]
fn check_mends_what_needs_no_judgement_and_tells_the_rest() {
    let folder = pasted("check-fix");
    let run = folder.run(&["check", "names", "--fix"]);
    let run = run.told(
        1,
        &["names/groups, 100%.toml: 3 places mended", "error[confusable]", "1 error in 1 file"],
    );
    assert_eq!(run.out, "");
    let mended =
        PASTED.replace('\u{a0}', " ").replace('\u{200e}', "").replace("Tu\u{308}rk", "Türk");
    assert_eq!(folder.read("names/groups, 100%.toml"), mended);
    let once_more = folder.run(&["check", "names", "--fix"]);
    assert!(!once_more.err.contains("mended"), "{}", once_more.err);
}

#[test]
fn warnings_fail_where_that_is_asked_and_public_dictionaries_must_say_more() {
    let folder = Folder::new("check-strict");
    folder.write(
        "names/blank.toml",
        "schema = 1\nnamespace = \"x\"\ntitle = \"X\u{a0}Y\"\nlicense = \"CC0-1.0\"\n",
    );
    folder.run(&["check", "names"]).told(0, &["warning[odd-blank]", "1 warning in 1 file"]);
    folder.run(&["check", "names", "--strict"]).told(1, &["warning[odd-blank]"]);
    folder.write(
        "names/blank.toml",
        PASTED.replace(
            "[entity.taliban]",
            "[entity.someone]\nname = \"Example Person\"\ntype = \"person\"\n[entity.taliban]",
        ),
    );
    let own = rules(&folder.run(&["check", "names", "-f", "json"]).out);
    let public = rules(&folder.run(&["check", "names", "-f", "json", "--policy", "public"]).out);
    let mut more = public.clone();
    more.retain(|rule| !own.contains(rule));
    assert_eq!(more, ["source-without-place", "private-person"]);
}

/// The files that other programs read stay as they are: they are promises.
#[test]
fn check_writes_for_other_programs() {
    let folder = pasted("check-formats");
    for format in ["json", "sarif", "github"] {
        let run = folder.run(&["check", "names", "-f", format]).told(1, &[]);
        assert_eq!(run.err, "");
        let out = if format == "github" { run.out } else { without_pages(&run.out) };
        is_as_kept(&format!("check.{format}"), &out);
    }
}

#[test]
fn check_mends_ids_that_moved_tags_and_blanks() {
    let folder = Folder::new("check-moved");
    let names = |cue: &str, lang: &str, relation: &str, name: &str| {
        format!(
            "schema = 1\nnamespace = \"group\"\ntitle = \"Groups\"\nlicense = \"CC0-1.0\"\nsource.s = {{ title = \"S\" }}\n\
             defaults.source = \"s\"\nmoved.old = \"one\"\n\n[entity.one]\nname = \"One group\"\n\n[entity.two]\n\
             name = \"Two groups\"\nnames.{lang} = {name}\nrelates.part-of = {relation}\n\
             [[entity.two.alias]]\ntext = \"A name\"\ncue = {{ for = [{cue}] }}\n"
        )
    };
    folder.write(
        "names.toml",
        names("\"@old\", '@group/old'", "zh-hant", "'old'", "' Another name\t'"),
    );
    folder.run(&["check", "names.toml", "--fix", "-q"]).done();
    let mended = names("\"@group/one\", '@group/one'", "zh-Hant", "'group/one'", "'Another name'");
    assert_eq!(folder.read("names.toml"), mended);
}

/// What would spoil a file, or mean another one, is left to people.
#[test]
fn check_mends_nothing_that_it_would_spoil() {
    let folder = Folder::new("check-spoil");
    let head = "schema = 1\nnamespace = \"g\"\ntitle = \"G\"\nlicense = \"CC0-1.0\"\nsource.s = { title = \"S\" }\n\
                defaults.source = \"s\"\n[entity.a]\nname = \"Alpha Movement\"\n";
    let spoiled = ["note = \"one\\n\u{301}two\"\n", "note = \"\"\"a \"\u{200b}\"\" b\"\"\"\n"];
    for (at, note) in spoiled.iter().enumerate() {
        let name = format!("{at}.toml");
        // The second thing that is wrong with the file is mended all the same.
        let text = format!("# a\u{a0}b\n{head}{note}");
        folder.write(&name, &text);
        folder.run(&["check", &name, &name, "--fix", "-q"]);
        assert_eq!(folder.read(&name), text.replace('\u{a0}', " "));
    }
}

#[test]
fn check_misses_ids_that_are_gone() {
    let folder = Folder::with_names("check-since");
    fs::remove_file(folder.path("names/places.toml")).unwrap();
    folder.run(&["check", "names", "--since", "names", "-q"]).done();
    folder.write("new/states.toml", STATES.replace("[entity.ge]", "[entity.georgia]"));
    let gone = ["error[removed-id]: country/ge is gone", " --> names/states.toml:10:", "[moved]"];
    let run = folder.run(&["check", "new", "--since", "names/states.toml"]).told(1, &gone);
    assert_eq!(run.err.matches("removed-id").count(), 1, "{}", run.err);
    let moved = "[source]\n";
    let text =
        folder.read("new/states.toml").replace(moved, "[moved]\nge = \"georgia\"\n[source]\n");
    folder.write("new/states.toml", text);
    folder.run(&["check", "new", "--since", "names/states.toml", "-q"]).done();
    folder
        .run(&["check", "new", "--since", "no-such-thing"])
        .refused(&["no-such-thing: there is no such path", "help: check the"]);
}

/// A document, laid out, without the pages of the rules, which are held elsewhere.
fn without_pages(document: &str) -> String {
    let mut document: Value = serde_json::from_str(document).unwrap();
    let rules = document.pointer_mut("/runs/0/tool/driver/rules");
    for rule in rules.and_then(Value::as_array_mut).into_iter().flatten() {
        for text in ["/shortDescription/text", "/help/text", "/help/markdown"] {
            assert_ne!(rule.pointer_mut(text).unwrap().take(), "");
        }
    }
    format!("{document:#}\n")
}
