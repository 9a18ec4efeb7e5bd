//! The Rust half of `benches/peers`. See its README.
//!
//! `prepare` writes what every rival is given, `truth` counts what must be found there, `race` measures one engine.

mod automata;
mod classes;
mod dictionary;
mod engines;
mod files;
mod prepare;
mod race;
mod truth;

use std::env::args;
use std::path::Path;
use std::process::ExitCode;

use files::Failure;

const USAGE: &str = "\
usage: exonym-peers prepare FOLDER LIST...
       exonym-peers truth FOLDER LIST
       exonym-peers race ENGINE FOLDER LIST";

fn main() -> ExitCode {
    let args: Vec<String> = args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match *args {
        ["prepare", directory, ref lists @ ..] => prepare::prepare(Path::new(directory), lists),
        ["truth", directory, list] => truth::count(Path::new(directory), list),
        ["race", engine, directory, list] => race::race(engine, Path::new(directory), list),
        _ => Err(Failure(USAGE.to_owned())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(what)) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}
