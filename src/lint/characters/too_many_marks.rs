//! `too-many-marks`: marks piled on one letter. No language needs more than a few; the limit is that of stream-safe text (UAX #15).

use std::sync::Arc;

use super::Subject;
use crate::diagnostic::{Diagnostic, Place};
use crate::fold::Properties;
use crate::span::Span;

/// The most marks in a row.
const MOST: usize = 30;

pub(in super::super) fn too_many_marks(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in subject.files {
        for span in runs_of_marks(&file.text) {
            let count = span.of(&file.text).chars().count();
            let message = format!("{count} marks on one letter, and {MOST} are allowed");
            let place = Place { file: Arc::clone(file), span };
            found.push(
                Diagnostic::error("too-many-marks", message, place)
                    .help("keep the marks that the word is written with"),
            );
        }
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
