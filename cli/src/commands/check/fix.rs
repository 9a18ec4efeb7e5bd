//! `exonym check --fix`: applies the cures that need no judgement.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, Edit, SourceFile};
use exonym::lint::Policy;

use crate::dictionaries::layers;
use crate::failure::Failure;
use crate::terminal::Manner;
use crate::whole_file;

/// One cure may uncover another; none that uncovers more than this ends.
const MOST_ROUNDS: usize = 8;

/// Writes the files anew until nothing is left to mend.
pub fn run(paths: &[PathBuf], policy: Policy, manner: Manner) -> Result<(), Failure> {
    for _ in 0..MOST_ROUNDS {
        let (layers, _) = layers(paths)?;
        let diagnostics = check(&layers, policy).diagnostics;
        let mut mended = false;
        for file in layers.iter().flat_map(|layer| &layer.files) {
            let edits = edits(&diagnostics, file);
            if edits.is_empty() {
                continue;
            }
            let path = Path::new(&file.name);
            whole_file::write(path, apply(&file.text, &edits).as_bytes())
                .map_err(|error| Failure::file(path, &error))?;
            mended = true;
            if !manner.quiet {
                let plural = if edits.len() == 1 { "" } else { "s" };
                eprintln!("{}: {} place{plural} mended", file.name, edits.len());
            }
        }
        if !mended {
            break;
        }
    }
    Ok(())
}

/// The edits of one file, sorted; of two that overlap the first, for the other may be another one after it.
fn edits<'d>(diagnostics: &'d [Diagnostic], file: &Arc<SourceFile>) -> Vec<&'d Edit> {
    let here = diagnostics.iter().filter(|problem| Arc::ptr_eq(&problem.place.file, file));
    let mut edits: Vec<&Edit> = here.flat_map(|problem| &problem.fix).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut end = 0;
    edits.retain(|edit| {
        let is_free = edit.span.start >= end;
        if is_free {
            end = edit.span.end.max(edit.span.start + 1);
        }
        is_free
    });
    edits
}

fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        mended.push_str(&text[at..edit.span.start]);
        mended.push_str(&edit.text);
        at = edit.span.end;
    }
    mended.push_str(&text[at..]);
    mended
}
