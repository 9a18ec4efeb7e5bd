//! The file of edits: what was rewritten where, one edit a line.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// An edit as it stands in the file of edits. Offsets are bytes of the field's original text.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct EditLine {
    /// The record in the output, from 1.
    pub(super) record: u64,
    pub(super) field: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) old: String,
    pub(super) new: String,
    /// How the old text was escaped in its line of JSON, where that is not how it would be now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) raw: Option<String>,
}

/// The file of edits. A failure to write shows at the end.
pub(super) struct EditFile<'p> {
    path: &'p Path,
    out: BufWriter<File>,
    failed: Option<std::io::Error>,
}

impl<'p> EditFile<'p> {
    pub(super) fn create(path: &'p Path) -> Result<Self, Failure> {
        let file = File::create(path).map_err(|error| Failure::file(path, &error))?;
        Ok(Self { path, out: BufWriter::new(file), failed: None })
    }

    pub(super) fn write(&mut self, number: u64, edits: Vec<EditLine>) {
        for edit in edits {
            let line = EditLine { record: number, ..edit };
            let written = serde_json::to_writer(&mut self.out, &line)
                .map_err(std::io::Error::from)
                .and_then(|()| self.out.write_all(b"\n"));
            if let Err(error) = written {
                self.failed.get_or_insert(error);
            }
        }
    }

    pub(super) fn finish(mut self) -> Result<(), Failure> {
        let flushed = self.out.flush();
        match self.failed.or(flushed.err()) {
            Some(error) => Err(Failure::file(self.path, &error)),
            None => Ok(()),
        }
    }
}

/// The edits of each record, by its number.
pub(super) fn read(path: &Path) -> Result<HashMap<u64, Vec<EditLine>>, Failure> {
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    let mut edits: HashMap<u64, Vec<EditLine>> = HashMap::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|error| Failure::file(path, &error))?;
        let broken = |column: usize, why: &str| {
            let place = format!("{}:{}:{column}", path.display(), number + 1);
            Failure::new(
                format!("{place}: this is no edit: {why}"),
                "give the file that `normalize --edits` wrote",
            )
        };
        let edit: EditLine = serde_json::from_str(&line)
            .map_err(|error| broken(error.column(), &error.to_string()))?;
        if edit.start.checked_add(edit.old.len()) != Some(edit.end) {
            return Err(broken(1, "its `old` is not as long as from `start` to `end`"));
        }
        edits.entry(edit.record).or_default().push(edit);
    }
    Ok(edits)
}
