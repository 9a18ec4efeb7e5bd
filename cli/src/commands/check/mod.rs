//! `exonym check`

mod explain;
mod fix;
mod github;
mod json;
mod positions;
mod sarif;

use std::io::stdout;
use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, Severity, SourceFile};
use exonym::dictionary::{Dictionary, Reading, read};
use exonym::lint::removed_ids;

use crate::args::{CheckArgs, CheckFormat};
use crate::dictionaries::whole_layers;
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
    let (layers, files) = whole_layers(&args.paths)?;
    let Reading { dictionary, mut diagnostics } = check(&layers, args.policy.into());
    if let Some(earlier) = &args.since {
        diagnostics.extend(removed_since(earlier, &dictionary)?);
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

/// What is gone since an earlier dictionary.
fn removed_since(earlier: &str, now: &Dictionary) -> Result<Vec<Diagnostic>, Failure> {
    let Reading { dictionary, diagnostics } = read(&[git::open(earlier)?]);
    // Nobody can mend what was, so its errors are not shown.
    if diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        if dictionary.entities.is_empty() {
            return Err(Failure::new(
                format!("{earlier}: nothing of it can be read"),
                "name dictionaries that can, such as an earlier revision",
            ));
        }
        eprintln!("exonym: {earlier} has errors; only the ids that could be read are looked for");
    }
    let mut removed = removed_ids(&dictionary, now);
    for problem in &mut removed {
        // Files of a revision are named `REVISION:path`; the path alone is where the file was.
        let file = &problem.place.file;
        let revision = earlier.split(':').next().unwrap_or_default();
        let path = file.name.strip_prefix(revision).and_then(|rest| rest.strip_prefix(':'));
        if let Some(path) = path {
            let file = SourceFile { name: path.to_owned(), text: file.text.clone() };
            problem.message = format!("{} (it was in {revision})", problem.message);
            problem.place.file = Arc::new(file);
        }
    }
    Ok(removed)
}

fn counts(dictionary: &Dictionary, files: usize) -> String {
    let entities = &dictionary.entities;
    let names: usize = entities.iter().map(|entity| entity.aliases.len()).sum();
    let tests: usize = entities.iter().map(|entity| entity.hits.len() + entity.misses.len()).sum();
    format!("{files} files: {} entities, {names} names, {tests} tests, no problems", entities.len())
}
