//! The program `exonym`.
// In a program, `pub` says what a module offers to the others.
#![allow(unreachable_pub)]

mod annotate;
mod args;
mod batch;
mod budget;
mod commands;
mod decisions;
mod dictionaries;
mod draw;
mod entity_id;
mod failure;
mod git;
mod input;
mod line_diff;
mod literal;
mod metadata;
mod out;
mod output;
mod patches;
mod progress;
mod record;
mod run;
#[cfg(test)]
mod snapshot;
mod terminal;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

use self::args::{Cli, Command};
use self::terminal::Manner;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let manner = Manner::of(&cli);
    let done = match &cli.command {
        Command::Annotate(args) => commands::annotate::run(args, manner),
        Command::Normalize(args) => commands::normalize::run(args, manner),
        Command::Usage(args) => commands::usage::run(args, manner),
        Command::Lookup(args) => commands::lookup::run(args, manner),
        Command::Explain(args) => commands::explain::run(args, manner),
        Command::Check(args) => commands::check::run(args, manner),
        Command::Fmt(args) => commands::fmt::run(args, manner),
        Command::Add(args) => commands::add::run(args, manner),
        Command::Import(args) => commands::import::run(args, manner),
        Command::Stats(args) => commands::stats::run(args, manner),
        Command::Diff(args) => commands::diff::run(args, manner),
        Command::Discover(args) => commands::discover::run(args, manner),
        Command::Eval(args) => commands::eval::run(args, manner),
        Command::Build(args) => commands::build::run(args, manner),
        Command::Bench(args) => commands::bench::run(args, manner),
        Command::Completions { shell } => commands::shell::completions(*shell),
        Command::Man => commands::shell::man(),
    };
    match done {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            eprintln!("exonym: {failure}");
            ExitCode::from(2)
        }
    }
}
