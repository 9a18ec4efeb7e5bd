//! Starts the program in a folder of the test's own, and says what came of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::Value;

/// The program.
pub(crate) const EXONYM: &str = env!("CARGO_BIN_EXE_exonym");

/// A folder in which the program runs. It is made anew, and stays after the test, to be looked at.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty folder; no two tests may use the same name.
    pub(crate) fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("program").join(test);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{error}"),
            _ => {}
        }
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// One with the small dictionary, as the folder `names`.
    pub(crate) fn with_names(test: &str) -> Self {
        let folder = Self::new(test);
        for (name, text) in SMALL {
            folder.write(&format!("names/{name}"), text);
        }
        folder
    }

    /// The same, with a state of whose names there is more to say.
    pub(crate) fn with_more_names(test: &str) -> Self {
        let folder = Self::with_names(test);
        folder.write("names/more.toml", MORE);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file, in folders that need not be there.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of what is in the folder, sorted.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(name)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program with these arguments, not yet started. What the tester's terminal is like changes nothing.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.command_of(EXONYM, args)
    }

    /// The same for another program.
    pub(crate) fn command_of(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        for name in ["COLUMNS", "LINES", "NO_COLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program with nothing to read.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::new(self.command(args).output().unwrap())
    }

    /// Runs it with these bytes on standard input.
    #[track_caller]
    pub(crate) fn run_reading(&self, input: impl AsRef<[u8]>, args: &[&str]) -> Run {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        // A program that refuses its arguments does not read.
        let writer = thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        let _ = writer.join().unwrap();
        Run::new(output)
    }

    /// `exonym annotate` with the small dictionary over standard input.
    #[track_caller]
    pub(crate) fn annotate(&self, input: impl AsRef<[u8]>, args: &[&str]) -> Run {
        self.run_reading(input, &[&["annotate", "-d", "names"], args].concat())
    }
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    /// None when a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Run {
    #[track_caller]
    pub(crate) fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let run =
            Self { out: text(output.stdout), err: text(output.stderr), code: output.status.code() };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// What came out of a run that was done and had nothing to tell.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// Checks the exit status, and that each of these was said.
    #[track_caller]
    pub(crate) fn told(self, code: i32, parts: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        for part in parts {
            assert!(self.err.contains(part), "not said: {part}\n--- said ---\n{}", self.err);
        }
        self
    }

    /// Checks that it could not run: nothing came out, and each of these was said.
    #[track_caller]
    pub(crate) fn refused(self, parts: &[&str]) {
        let run = self.told(2, parts);
        assert_eq!(run.out, "", "something came out of a run that could not be");
    }

    /// The records that came out.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<Value> {
        records(&self.out)
    }
}

/// Compares what people see with a file under `cli/tests/snapshots`; `EXONYM_BLESS=1 cargo test` writes it anew.
#[track_caller]
pub(crate) fn is_as_kept(name: &str, shown: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("EXONYM_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, shown).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let path = path.display();
    assert!(kept == shown, "{path} differs: look at it, and bless it with EXONYM_BLESS=1\n{shown}");
}

/// The records of JSON Lines.
#[track_caller]
pub(crate) fn records(lines: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    lines.lines().map(parse).collect()
}

/// The ids of records.
pub(crate) fn ids(records: &[Value]) -> Vec<String> {
    records.iter().map(|record| record["id"].to_string()).collect()
}

/// The mentions of a record: `title 0..6 Turkey country/tr`.
pub(crate) fn mentions(record: &Value) -> Vec<String> {
    let mentions = record["mentions"].as_array().expect("a record has mentions");
    let show = |mention: &Value| {
        let text = |name: &str| mention[name].as_str().unwrap_or("-").to_owned();
        let (start, end) = (&mention["start"], &mention["end"]);
        format!("{} {start}..{end} {} {}", text("field"), text("text"), text("entity"))
    };
    mentions.iter().map(show).collect()
}

/// A dictionary in which the embedded one cannot get in the way of a test: two states, a group and its rival sense, and
/// one name for two things.
const SMALL: [(&str, &str); 4] = [
    ("states.toml", STATES),
    ("groups.toml", GROUPS),
    ("places.toml", PLACES),
    ("decoys.toml", DECOYS),
];

pub(crate) const STATES: &str = r#"schema    = 1
namespace = "country"
title     = "States"
license   = "CC0-1.0"
defaults  = { type = "country", lang = "en", source = "un" }

[source]
un = { title = "UN member states", url = "https://www.un.org/en/about-us/member-states" }

[entity.ge]
name = "Georgia"

[entity.pk]
name = "Pakistan"
[[entity.pk.alias]]
text = "Pakistani"
kind = "demonym"

[entity.tr]
name = "Turkey"
[entity.tr.names]
en = [
  "Türkiye",
]
[entity.tr.test]
hit  = ["Talks in [Türkiye]"]
miss = ["Roast turkey"]
"#;

const GROUPS: &str = r#"schema    = 1
namespace = "group"
title     = "Armed groups"
license   = "CC0-1.0"
defaults  = { type = "armed-group", lang = "en", source = "un-list" }

[source]
un-list = { title = "UN Security Council consolidated list", url = "https://scsanctions.un.org/consolidated/" }

[agent]
pk-moi = "Ministry of Interior, Government of Pakistan"

[entity.ttp]
name = "Tehreek-e-Taliban Pakistan"
[[entity.ttp.alias]]
text    = "TTP"
kind    = "acronym"
defined = true
prior   = 450
cue     = { for = ["militant*"], against = ["ADAMTS13"] }
[[entity.ttp.alias]]
text  = "Fitna al Khwarij"
kind  = "designation"
by    = "pk-moi"
since = 2024-07-31
tone  = "pejorative"
"#;

const PLACES: &str = r#"schema    = 1
namespace = "place"
title     = "Places"
license   = "CC0-1.0"
defaults  = { type = "place", lang = "en", source = "cldr" }

[source]
cldr = { title = "Unicode CLDR", url = "https://cldr.unicode.org/" }

[entity.man]
name = "Isle of Man"
[entity.man.names]
no = [
  "Man",
]

[entity.us-ga]
name = "Georgia"
"#;

const DECOYS: &str = r#"schema    = 1
namespace = "decoy"
title     = "Rival senses"
license   = "CC0-1.0"
decoy     = true
defaults  = { type = "decoy", lang = "en", source = "cls" }

[source]
cls = { title = "Clinical Laboratory Science", url = "https://clsjournal.ascls.org/content/33/3/55.full.txt" }

[entity.ttp-purpura]
name = "thrombotic thrombocytopenic purpura"
[[entity.ttp-purpura.alias]]
text  = "TTP"
kind  = "acronym"
prior = 450
cue   = { for = ["ADAMTS13"] }
"#;

const MORE: &str = r#"schema    = 1
namespace = "country"
title     = "A state of whose names there is more to say"
license   = "CC0-1.0"
defaults  = { type = "country", lang = "en", source = "style" }

[source]
style = { title = "Our style book", date = 2026-01-05 }

[entity.gb]
name     = "United Kingdom"
label.ur = "برطانیہ"
ids      = { m49 = "826" }
relates  = { distinct-from = "ge" }
[[entity.gb.alias]]
text = "GBR"
kind = "code"
case = "exact"
[[entity.gb.alias]]
text = "British"
kind = "demonym"
[[entity.gb.alias]]
text  = "Britain"
scope = "broad"
[[entity.gb.alias]]
text  = "England"
scope = "narrow"
[[entity.gb.alias]]
text  = "British Empire"
kind  = "former"
until = "1997"

[moved]
uk = "gb"
"#;
