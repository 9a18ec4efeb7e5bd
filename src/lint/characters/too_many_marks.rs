//! `too-many-marks`: marks piled on one letter. No language needs more than a few; the limit is that of stream-safe text (UAX #15).

use std::sync::Arc;

use super::{Subject, escaped};
use crate::diagnostic::{Diagnostic, Place};
use crate::fold::Properties;
use crate::span::Span;

/// The most marks in a row.
const MOST: usize = 30;

pub(in super::super) fn too_many_marks(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let problem = |text: &str, run: Span, place: Place| {
        let count = run.of(text).chars().count();
        let message = format!("{count} marks on one letter, and {MOST} are allowed");
        Diagnostic::error("too-many-marks", message, place)
            .help("keep the marks that the word is written with")
    };
    let mut found = Vec::new();
    for file in subject.files {
        for span in runs_of_marks(&file.text) {
            found.push(problem(&file.text, span, Place { file: Arc::clone(file), span }));
        }
    }
    for name in escaped(subject) {
        let text = &name.alias.text;
        let runs = runs_of_marks(text).into_iter();
        found.extend(runs.map(|run| problem(text, run, name.alias.place.clone())));
    }
    found
}

/// Every run of more marks than allowed.
fn runs_of_marks(text: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut count = 0;
    let end = (text.len(), ' ');
    for (at, c) in text.char_indices().chain([end]) {
        if !c.is_ascii() && Properties::of(c).is_mark() {
            if count == 0 {
                start = at;
            }
            count += 1;
        } else {
            if count > MOST {
                runs.push(Span::new(start, at));
            }
            count = 0;
        }
    }
    runs
}
