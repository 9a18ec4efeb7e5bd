//! `exonym check`

use crate::args::CheckArgs;
use crate::dictionaries::load;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(args: &CheckArgs, manner: Manner) -> Result<Outcome, Failure> {
    let (reading, files) = load(&args.paths)?;
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(exonym::check::check(&reading.dictionary));
    let has_errors = manner.show(&diagnostics, files);
    if diagnostics.is_empty() && !manner.quiet && !manner.verbose {
        let entities = &reading.dictionary.entities;
        let names: usize = entities.iter().map(|entity| entity.aliases.len()).sum();
        let tests: usize =
            entities.iter().map(|entity| entity.hits.len() + entity.misses.len()).sum();
        eprintln!(
            "{files} files: {} entities, {names} names, {tests} tests, no problems",
            entities.len()
        );
    }
    Ok(if has_errors { Outcome::Told } else { Outcome::Done })
}
