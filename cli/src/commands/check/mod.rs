//! `exonym check`

mod explain;
mod fix;
mod github;
mod json;
mod positions;
mod sarif;

use std::io::stdout;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, Severity};
use exonym::dictionary::{Dictionary, Reading, read};
use exonym::lint::removed_ids;

use crate::args::{CheckArgs, CheckFormat};
use crate::dictionaries::layers;
use crate::failure::{Failure, Outcome};
use crate::git;
use crate::out::hand_on;
use crate::terminal::Manner;

pub fn run(args: &CheckArgs, manner: Manner) -> Result<Outcome, Failure> {
    if let Some(rule) = &args.explain {
        return explain::run(rule);
    }
    if args.fix {
        fix::run(&args.paths, args.policy.into(), manner)?;
    }
    let (layers, files) = layers(&args.paths)?;
    let Reading { dictionary, mut diagnostics } = check(&layers, args.policy.into());
    if let Some(earlier) = &args.since {
        diagnostics.extend(removed_ids(&dictionary_of(earlier)?, &dictionary));
    }
    let written = match args.format {
        CheckFormat::Text => {
            manner.show(&diagnostics, files);
            if diagnostics.is_empty() && !manner.quiet && !manner.verbose {
                eprintln!("{}", counts(&dictionary, files));
            }
            String::new()
        }
        CheckFormat::Json => json::document(&diagnostics, files),
        CheckFormat::Sarif => sarif::document(&diagnostics),
        CheckFormat::Github => github::annotations(&diagnostics),
    };
    hand_on(&mut stdout(), written.as_bytes())?;
    let fails = |problem: &Diagnostic| args.strict || problem.severity == Severity::Error;
    Ok(if diagnostics.iter().any(fails) { Outcome::Told } else { Outcome::Done })
}

/// What an earlier dictionary says, as far as it can be read: nobody can mend what was.
fn dictionary_of(earlier: &str) -> Result<Dictionary, Failure> {
    let Reading { dictionary, diagnostics } = read(&[git::open(earlier)?]);
    if diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        eprintln!(
            "exonym: {earlier} has errors; only the ids that could be read of it are looked for"
        );
    }
    Ok(dictionary)
}

fn counts(dictionary: &Dictionary, files: usize) -> String {
    let entities = &dictionary.entities;
    let names: usize = entities.iter().map(|entity| entity.aliases.len()).sum();
    let tests: usize = entities.iter().map(|entity| entity.hits.len() + entity.misses.len()).sum();
    format!("{files} files: {} entities, {names} names, {tests} tests, no problems", entities.len())
}
