//! `add`: where names go, what is shown, what is refused, and that nothing wrong is written.

use std::path::Path;

use serde_json::Value;

use crate::run::{Folder, STATES, mentions, records};

/// A copy of the dictionaries that are shipped.
fn with_dictionaries(test: &str) -> Folder {
    let folder = Folder::new(test);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dictionaries");
    for entry in std::fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|extension| extension == "toml") && name != "Cargo.toml" {
            folder.write(&format!("dictionaries/{name}"), std::fs::read(&path).unwrap());
        }
    }
    folder
}

/// The problems that `check` finds: rule and message.
fn problems(folder: &Folder, name: &str) -> Vec<(String, String)> {
    let run = folder.run(&["check", "--format", "json", name]);
    let document: Value = serde_json::from_str(&run.out).unwrap();
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    let problems = document["diagnostics"].as_array().unwrap().iter();
    problems.map(|problem| (text(problem, "rule"), text(problem, "message"))).collect()
}

const SPELLINGS: [&str; 3] = ["بلوچ لبریشن آرمی", "بلوچستان لبریشن آرمی", "بی ایل اے"];

#[test]
fn three_urdu_spellings() {
    let folder = with_dictionaries("add-urdu");
    let before = problems(&folder, "dictionaries");
    let file = "dictionaries/groups-afpak.toml";
    let [one, two, three] = SPELLINGS.map(|name| format!("--name={name}"));
    let hit = format!("--hit=کوئٹہ میں [{}] نے حملہ کیا", SPELLINGS[0]);
    let args = [
        "add",
        "--to",
        "Balochistan Liberation Army",
        "--lang=ur",
        &one,
        &two,
        &three,
        "--source=paper-ur",
        "--source-title=A headline (A paper, Urdu)",
        "--source-url=https://example.org/1",
        "--source-date=2025-08-11",
        &hit,
    ];
    let dry = folder.run(&[&args[..], &["--dry-run"]].concat());
    let text = folder.read(file);
    assert!(!text.contains(SPELLINGS[2]), "a dry run writes nothing");
    let run = folder.run(&[&args[..], &["--yes"]].concat());
    assert_eq!((run.out.as_str(), run.code), (dry.out.as_str(), dry.code));
    assert_eq!((run.err.as_str(), run.code), (&*format!("{file}: written\n"), Some(0)));
    for line in [
        "+paper-ur     = { title = \"A headline (A paper, Urdu)\", date = 2025-08-11, url = \"https://example.org/1\" }\n",
        "+[entity.bla.names.ur]\n+source = \"paper-ur\"\n+text = [\n",
        "+  \"بی ایل اے\",\n+]\n",
        "+  \"کوئٹہ میں [بلوچ لبریشن آرمی] نے حملہ کیا\",\n",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    assert!(run.out.lines().all(|line| !line.starts_with('-') || line.starts_with("---")));

    assert_eq!(folder.run(&["fmt", "--check"]).done(), "");
    assert_eq!(problems(&folder, "dictionaries"), before);
    for name in SPELLINGS {
        let text = format!("{name} نے کہا");
        let found = folder.run_reading(&text, &["annotate", "-d", "dictionaries", "--lang", "ur"]);
        let found = records(&found.done());
        let end = name.len();
        assert_eq!(mentions(&found[0]), [format!("text 0..{end} {name} group/bla")]);
    }
    folder
        .run(&[&args[..8], &["--yes"]].concat())
        .refused(&["\"بلوچ لبریشن آرمی\" is a name of group/bla already", "help: leave it out"]);
}

#[test]
fn a_new_entity() {
    let folder = Folder::with_names("add-new");
    let before = problems(&folder, "names");
    let args = [
        "add",
        "--new=country/va",
        "--name=Holy See",
        "--name=Vatican{, City}",
        "--lang=en",
        "--source=un",
        "--hit=the [Vatican] said",
        "--yes",
        "names",
    ];
    folder.run(&args).told(0, &["names/states.toml: written"]);
    let text = folder.read("names/states.toml");
    let entity = "\
[entity.va]
name = \"Holy See\"
[entity.va.names]
en = [
  \"Vatican{, City}\",
]
[entity.va.test]
hit = [\"the [Vatican] said\"]
";
    assert!(text.ends_with(entity), "{text}");
    assert_eq!(problems(&folder, "names"), before);
    folder.run(&args).refused(&["country/va is there already, in names/states.toml", "--to"]);
}

#[test]
fn more_is_said_in_a_file_of_ones_own() {
    let folder = Folder::with_names("add-into");
    let head = STATES.split("\n[entity").next().unwrap();
    folder.write("mine.toml", head);
    let args = [
        "add",
        "--to=Turkey",
        "--name=Anatolia",
        "--lang=en",
        "--kind=nickname",
        "--tone=contested",
        "--source=un",
        "--into=mine.toml",
        "--yes",
        "names",
    ];
    folder
        .run(&args)
        .refused(&["mine.toml is none of the dictionaries", "exonym add dictionaries mine.toml"]);
    folder.run(&[&args[..], &["mine.toml"]].concat()).told(0, &["mine.toml: written"]);
    let added = "
[entity.tr]
[[entity.tr.alias]]
text   = \"Anatolia\"
kind   = \"nickname\"
tone   = \"contested\"
source = \"un\"
";
    assert_eq!(folder.read("mine.toml"), format!("{head}{added}"));
    assert_eq!(folder.read("names/states.toml"), STATES);
}

#[test]
fn what_is_missing_is_said_at_once() {
    let folder = Folder::with_names("add-missing");
    folder.run(&["add", "names"]).refused(&[
        "missing: --to (or --new), --name, --lang, --source, --yes (or --dry-run)",
        "help: give them, or run `exonym add` on a terminal",
    ]);
    let args = ["add", "--to=tr", "--name=X Y", "--lang=en", "--kind=designation", "names"];
    folder.run(&args).refused(&["missing: --by, --since, --source, --yes"]);
    let args = [
        "add",
        "--to=country/tr",
        "--name=X Y",
        "--lang=en",
        "--source=s",
        "--by=b",
        "--yes",
        "names",
    ];
    folder
        .run(&args)
        .refused(&["missing: --by-name, as the file", ", --source-title, as the file"]);
    let args = ["add", "--new=country/va", "--name=Holy See", "--source=un", "names"];
    folder.run(&args).refused(&["missing: --yes (or --dry-run)\n"]);
    folder.write("bare.toml", "schema = 1\nnamespace = \"sea\"\ntitle = \"Seas\"\nlicense = \"CC0-1.0\"\nsource.un.title = \"UN\"\n");
    let args = ["add", "--new=sea/red", "--name=Red Sea", "--source=un", "--yes", "bare.toml"];
    folder.run(&args).refused(&["missing: --type\n"]);
    assert_eq!(folder.read("names/states.toml"), STATES);
}

#[test]
fn nothing_wrong_is_written() {
    let folder = Folder::with_names("add-wrong");
    let add = |name: &str, more: &[&str]| {
        let name = format!("--name={name}");
        let args = ["add", "--to=country/tr", &name, "--lang=en", "--source=un", "--yes", "names"];
        folder.run(&[&args[..], more].concat())
    };
    // What is wrong before is not the addition's to mend, and what it brings is told with its place.
    folder.write(
        "names/slip.toml",
        STATES.split("[entity").next().unwrap().to_owned() + "[entity.a]\nnmae = 1\n",
    );
    let told =
        ["error[bad-pattern]", "names/states.toml:2", "names/states.toml: nothing is written"];
    let run = add("Anatol{ia", &[]).told(1, &told);
    assert!(!run.err.contains("nmae"), "{}", run.err);
    assert!(run.out.contains("+  \"Anatol{ia\",\n"), "{}", run.out);
    add("Anatolia", &["--hit=nothing like [that]"]).told(1, &["error[failed-test]"]);
    add("Anatolia", &["--for=@country/nowhere"]).told(1, &["country/nowhere", "1 error"]);
    add("Anatolia", &["--source-title=U"]).refused(&["--source-title describes a new key"]);
    add("Anatolia", &["--source=a", "--source=b", "--source-title=A"]).refused(&["a, b are new"]);
    add("Anatolia", &["--for=@no where"]).refused(&["@no where"]);
    assert_eq!(folder.read("names/states.toml"), STATES);
}

#[test]
fn whom_nobody_can_add_to_is_refused() {
    let folder = with_dictionaries("add-refused");
    let add = |entity: &str, paths: &[&str]| {
        let to = format!("--to={entity}");
        let args = ["add", &to, "--name=X Y", "--lang=en", "--source=un", "--yes"];
        folder.run(&[&args[..], paths].concat())
    };
    add("Turkey", &[]).refused(&[
        "country/tr is in dictionaries/countries.toml, which a program writes",
        "help: the file says: Written by dictionaries/generate/countries.py: change",
    ]);
    add("decoy/ttp-purpura", &["dictionaries/countries.toml"]).refused(&[
        "decoy/ttp-purpura is in the built-in dictionaries, and not in these",
        "`exonym add dictionaries mine.toml --into mine.toml`",
    ]);
    add("Turky", &[])
        .refused(&["\"Turky\": no such name or id", "did you mean Turk (country/tr)?"]);
    add("Congo", &[])
        .refused(&["\"Congo\" may mean country/cd (Democratic Republic", "country/cg"]);
    folder.write(
        "pack.jsonl",
        "{\"schema\":1,\"namespace\":\"sea\",\"title\":\"Seas\",\"license\":\"CC0-1.0\",\"source\":{\"un\":{\"title\":\"UN\"}},\"defaults\":{\"source\":\"un\"}}\n\
         {\"slug\":\"red\",\"name\":\"Red Sea\"}\n",
    );
    add("Red Sea", &["pack.jsonl"]).refused(&["sea/red is in pack.jsonl, which is a pack"]);
    let new = ["add", "--new=group/x", "--name=X Front", "--source=un", "--yes"];
    folder.run(&new).refused(&[
        "several files have the namespace \"group\"",
        "--into: dictionaries/groups-afpak.toml, ",
    ]);
    let new = ["add", "--new=sun/x", "--name=X Front", "--source=un", "--yes"];
    folder.run(&new).refused(&["no file has the namespace \"sun\""]);
    folder.run(&["add", "--new=X"]).refused(&["invalid value 'X' for '--new <ID>'"]);
}

/// A file whose defaults say something, and what is added to it.
#[test]
fn what_is_given_is_written_whatever_the_file_says_of_others() {
    let folder = Folder::new("add-defaults");
    let head = "schema = 1\nnamespace = \"g\"\ntitle = \"G\"\nlicense = \"CC0-1.0\"\n\
                defaults = { type = \"group\", lang = \"en\", source = \"s\", tone = \"pejorative\" }\n[source]\ns = { title = \"S\" }\n";
    let text = format!("{head}[entity.x]\nname = \"Xylo Front\"\n[entity.y]\nname = 5\n");
    folder.write("a.toml", &text);
    let add = |more: &[&str]| {
        let usual = ["add", "--to", "g/x", "--lang", "en", "--source", "s", "--yes"];
        folder.run(&[&usual[..], more, &["a.toml"]].concat())
    };
    assert_eq!(add(&["--name", "Yaw Front"]).code, Some(0));
    assert_eq!(add(&["--name", "Zorb Front", "--tone", "neutral"]).code, Some(0));
    let written = folder.read("a.toml");
    assert!(written.contains("en = [\n  \"Yaw Front\",\n]"), "{written}");
    assert!(written.contains("text   = \"Zorb Front\"\ntone   = \"neutral\""), "{written}");
    let new = [
        "add",
        "--new",
        "g/z",
        "--name",
        "Zed Front",
        "--source",
        "s",
        "--tone",
        "neutral",
        "--yes",
        "a.toml",
    ];
    folder.run(&new).refused(&["--tone cannot be said of the canonical name", "a second --name"]);
    let again = ["add", "--new", "g/y", "--name", "Y Front", "--source", "s", "--yes", "a.toml"];
    folder.run(&again).refused(&["g/y is in a.toml already, and has errors"]);
    assert_eq!(folder.read("a.toml"), written);
}
