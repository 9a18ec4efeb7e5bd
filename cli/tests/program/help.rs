//! What people read before they begin: help, the manual page, completions.
//!
//! `EXONYM_BLESS=1 cargo test` writes the help texts under `cli/tests/snapshots/help` anew.

use std::process::Command;

use crate::run::{Folder, is_as_kept};

const COMMANDS: [&str; 17] = [
    "annotate",
    "normalize",
    "usage",
    "lookup",
    "explain",
    "check",
    "fmt",
    "add",
    "import",
    "stats",
    "diff",
    "discover",
    "eval",
    "build",
    "bench",
    "completions",
    "man",
];

#[test]
fn help_texts_are_as_kept() {
    let folder = Folder::new("help");
    let help = folder.run(&["--help"]).done();
    is_as_kept("help/exonym.txt", &help);
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not in the list");
        let help = folder.run(&[command, "--help"]).done();
        assert!(
            help.lines().all(|line| line.chars().count() <= 100),
            "{command} --help is too wide"
        );
        is_as_kept(&format!("help/{command}.txt"), &help);
        assert_ne!(folder.run(&[command, "-h"]).done(), "");
    }
    is_as_kept("help/import-list.txt", &folder.run(&["import", "list", "--help"]).done());
    let version = folder.run(&["--version"]).done();
    assert_eq!(version, format!("exonym {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_manual_page_has_every_command() {
    let folder = Folder::new("man");
    let page = folder.run(&["man"]).done();
    for command in COMMANDS {
        assert!(
            page.contains(&format!(".SH EXONYM {}\n", command.to_uppercase())),
            "{command}\n{page}"
        );
    }
    assert!(page.contains(".SH EXONYM IMPORT LIST\n"), "commands of commands are there");
    folder.write("exonym.1", &page);
    let args = ["-man", "-Tutf8", "-ww", "exonym.1"];
    let Ok(groff) = Command::new("groff").args(args).current_dir(folder.path(".")).output() else {
        // Most machines have none.
        return;
    };
    assert_eq!(String::from_utf8_lossy(&groff.stderr), "");
    let shown = String::from_utf8_lossy(&groff.stdout);
    assert!(shown.contains("Refuse longer records"), "{shown}");
}

#[test]
fn completions_for_every_shell() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.run(&["completions", shell]).done();
        for word in ["annotate", "max-record", "brat-dir"] {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
    folder.write("exonym.bash", folder.run(&["completions", "bash"]).done());
    if let Ok(bash) = Command::new("bash").arg("-n").arg(folder.path("exonym.bash")).output() {
        assert_eq!(String::from_utf8_lossy(&bash.stderr), "");
    }
}
