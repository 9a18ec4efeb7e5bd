//! What differs from an earlier report: figures, and errors gained and lost.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::report::{Change, ErrorRow, Figures, Report};
use crate::failure::Failure;

/// What is read of an earlier report.
#[derive(Deserialize)]
pub(super) struct Old {
    #[serde(skip)]
    name: String,
    files: Vec<OldFile>,
}

#[derive(Deserialize)]
struct OldFile {
    file: String,
    task: String,
    figures: Figures,
    errors: Vec<ErrorRow>,
}

/// An earlier report beside this one.
#[derive(Debug, Serialize)]
pub(super) struct Comparison {
    /// The earlier report.
    pub(super) old: String,
    /// Whether a figure is less than it was.
    pub(super) fell: bool,
    /// Of the files that both have.
    pub(super) files: Vec<FileComparison>,
    /// Files that the earlier report alone has.
    pub(super) gone: Vec<String>,
    /// Files that it does not have.
    pub(super) new: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct FileComparison {
    pub(super) file: String,
    pub(super) task: String,
    pub(super) changes: Vec<Change>,
    /// Errors that were not there.
    pub(super) gained: Vec<ErrorRow>,
    /// Errors that are there no more.
    pub(super) lost: Vec<ErrorRow>,
}

/// Reads an earlier report.
pub(super) fn read(path: &Path) -> Result<Old, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let old: Old = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::new(
            format!("{}: this is no report: {error}", path.display()),
            "make one with `exonym eval --format json`",
        )
    })?;
    Ok(Old { name: path.display().to_string(), ..old })
}

impl Old {
    pub(super) fn compare(self, report: &Report) -> Comparison {
        let mut rest = self.files;
        let (mut files, mut new) = (Vec::new(), Vec::new());
        for file in &report.files {
            // The folder may be another; what is asked may not.
            let is_same = |old: &OldFile| {
                Path::new(&old.file).file_name() == Path::new(&file.file).file_name()
                    && old.task == file.task
            };
            let Some(at) = rest.iter().position(is_same) else {
                new.push(file.file.clone());
                continue;
            };
            let old = rest.remove(at);
            let (gained, lost) = difference(&old.errors, &file.errors);
            files.push(FileComparison {
                file: file.file.clone(),
                task: file.task.clone(),
                changes: old.figures.changes(&file.figures),
                gained,
                lost,
            });
        }
        let mut changes = files.iter().flat_map(|file| &file.changes);
        Comparison {
            old: self.name,
            fell: changes.any(Change::is_fall),
            files,
            gone: rest.into_iter().map(|old| old.file).collect(),
            new,
        }
    }
}

impl Change {
    /// It is less than it was.
    pub(super) fn is_fall(&self) -> bool {
        self.by.is_some_and(|by| by < 0.0)
    }
}

/// The errors that only the new ones have, and those that only the old ones have.
fn difference(old: &[ErrorRow], new: &[ErrorRow]) -> (Vec<ErrorRow>, Vec<ErrorRow>) {
    let mut counts = BTreeMap::new();
    for (errors, sign) in [(old, -1), (new, 1)] {
        for error in errors {
            *counts.entry(error.identity()).or_insert(0_i64) += sign;
        }
    }
    let mut only = |errors: &[ErrorRow], sign: i64| {
        let mut kept = Vec::new();
        for error in errors {
            let count = counts.get_mut(&error.identity()).expect("all were counted");
            if *count * sign > 0 {
                *count -= sign;
                kept.push(error.clone());
            }
        }
        kept
    };
    (only(new, 1), only(old, -1))
}
