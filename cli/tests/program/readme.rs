//! What README.md shows is what comes out, byte for byte.

use std::path::Path;

use crate::run::{EXONYM, Folder, Run};

const README: &str = include_str!("../../../README.md");

/// The blocks of code in a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let mut pieces = README.split("\n```");
    std::iter::from_fn(move || Some((pieces.next()?, pieces.next().unwrap_or_default())))
        .filter_map(move |(_, block)| block.strip_prefix(language)?.strip_prefix('\n'))
}

/// What follows each `$ ` of a block: what is typed, the text after `<< .` included, and what comes out.
fn commands(block: &str) -> Vec<(String, String)> {
    let pieces = block.strip_prefix("$ ").expect("it begins with a command").split("\n$ ");
    let command = |piece: &str| {
        let (line, rest) = piece.split_once('\n').unwrap_or((piece, ""));
        let here = rest.find("\n.\n").filter(|_| line.ends_with("<< ."));
        let (typed, out) = rest.split_at(here.map_or(0, |at| at + "\n.\n".len()));
        (format!("{line}\n{typed}"), out.to_owned())
    };
    pieces.map(command).collect()
}

#[test]
#[cfg(unix)]
fn the_examples_are_true() {
    let folder = Folder::new("readme");
    let programs = Path::new(EXONYM).parent().unwrap().to_str().unwrap();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let mut shown_and_true = 0;
    for block in blocks("console") {
        for (typed, shown) in commands(block) {
            // What an example shows of a file is what the file has.
            if let Some(name) = typed.trim_end().strip_prefix("cat ") {
                folder.write(name, &shown);
                continue;
            }
            let mut shell = folder.command_of("sh", &["-c", &typed]);
            let run = Run::new(shell.env("PATH", &path).output().unwrap());
            assert_eq!((run.out.trim_end(), run.code), (shown.trim_end(), Some(0)), "{typed}");
            shown_and_true += 1;
        }
    }
    assert!(shown_and_true >= 5, "README.md has examples");
}

#[test]
fn the_dictionary_is_right() {
    let folder = Folder::new("readme-dictionary");
    let toml: Vec<_> = blocks("toml").collect();
    assert_eq!(toml.len(), 1);
    folder.write("mine.toml", toml[0]);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dictionaries");
    let run = folder.run(&["check", ours.to_str().unwrap(), "mine.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
}
