//! `exonym fmt`

use std::io::stdout;
use std::path::Path;
use std::sync::Arc;

use exonym::diagnostic::{Diagnostic, SourceFile};
use exonym::dictionary::{Outline, collect, format, is_pack};
use rayon::prelude::*;

use crate::args::FmtArgs;
use crate::failure::{Failure, Outcome};
use crate::line_diff::unified;
use crate::out::hand_on;
use crate::terminal::Manner;
use crate::whole_file;

pub fn run(args: &FmtArgs, manner: Manner) -> Result<Outcome, Failure> {
    let layers =
        collect(&args.paths).map_err(|error| Failure::new(error.to_string(), error.cure()))?;
    let unreadable: Vec<Diagnostic> =
        layers.iter().flat_map(|layer| layer.problems.clone()).collect();
    let files = layers.iter().flat_map(|layer| &layer.files);
    let files: Vec<&Arc<SourceFile>> = files.filter(|file| !is_pack(&file.name)).collect();
    let (files, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_ours(file));
    for file in others.iter().filter(|_| !manner.quiet) {
        eprintln!("{}: it does not say `schema = 1`, and is left as it is", file.name);
    }
    let formatted: Vec<_> = files.par_iter().map(|file| format(file)).collect();

    let mut problems = unreadable.clone();
    let mut changed = Vec::new();
    for (file, formatted) in files.iter().zip(formatted) {
        match formatted {
            Ok(text) if text == file.text => {}
            Ok(text) => changed.push((file, text)),
            Err(found) => problems.extend(found),
        }
    }
    let mut incomplete = !unreadable.is_empty();
    for (file, text) in &changed {
        if args.check {
            let color = manner.color.holds_for(&stdout());
            let diff = unified(&file.name, &file.text, text, color);
            if !hand_on(&mut stdout(), diff.as_bytes())? {
                break;
            }
        } else if let Err(failure) = whole_file::replace(Path::new(&file.name), &file.text, text) {
            eprintln!("exonym: {failure}");
            incomplete = true;
        } else if !manner.quiet {
            eprintln!("{}: formatted", file.name);
        }
    }
    let count = files.len() + unreadable.len();
    let has_errors = manner.show(&problems, count);
    if args.check && !changed.is_empty() && !manner.quiet {
        let (number, are) = (changed.len(), if changed.len() == 1 { "is" } else { "are" });
        eprintln!("{number} of {count} files {are} not in the canonical form: run `exonym fmt`");
    }
    Ok(match (incomplete, has_errors || args.check && !changed.is_empty()) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Told,
        (false, false) => Outcome::Done,
    })
}

/// Whether a file says that it is a dictionary of our schema. One whose syntax is wrong may be one.
fn is_ours(file: &Arc<SourceFile>) -> bool {
    Outline::of(file).map_or(true, |outline| outline.schema == "1")
}
