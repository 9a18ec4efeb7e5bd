//! `exonym check --fix`: applies the cures that need no judgement.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, Edit, Severity, SourceFile};
use exonym::dictionary::{Layer, read};
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
        let mut seen = HashSet::new();
        let files = layers.iter().flat_map(|layer| &layer.files);
        // A file that is given twice is mended once.
        for file in files.filter(|file| seen.insert(file.name.as_str())) {
            let edits = edits(&diagnostics, file);
            if edits.is_empty() {
                continue;
            }
            let (text, edits) = sound(file, &edits);
            if edits == 0 {
                continue;
            }
            whole_file::replace(Path::new(&file.name), &file.text, &text)?;
            mended = true;
            if !manner.quiet {
                let plural = if edits == 1 { "" } else { "s" };
                eprintln!("{}: {edits} place{plural} mended", file.name);
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

/// The text with the edits, and how many they are. Where they would spoil the file all together (two quotation marks that come side
/// by side), each is tried by itself, and what spoils it is left to people.
fn sound(file: &SourceFile, edits: &[&Edit]) -> (String, usize) {
    let before = errors(&file.name, &file.text);
    let is_sound = |text: &str| errors(&file.name, text) <= before;
    let text = apply(&file.text, edits);
    if is_sound(&text) {
        return (text, edits.len());
    }
    let mut kept: Vec<&Edit> = Vec::new();
    for edit in edits {
        kept.push(edit);
        if !is_sound(&apply(&file.text, &kept)) {
            kept.pop();
        }
    }
    (apply(&file.text, &kept), kept.len())
}

/// How many errors a file has by itself.
fn errors(name: &str, text: &str) -> usize {
    let file = SourceFile { name: name.to_owned(), text: text.to_owned() };
    let problems = read(&[Layer::new(vec![Arc::new(file)])]).diagnostics;
    problems.iter().filter(|problem| problem.severity == Severity::Error).count()
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
