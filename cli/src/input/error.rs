//! What can be wrong with an input, said so that it can be found and mended.

use std::fmt;
use std::sync::Arc;

/// Something wrong with one record, or with a whole input.
///
/// It prints as a place that editors can jump to, what is wrong, and the cure:
/// ```text
/// news.jsonl:3:12: record 3, byte 1045: the field `body` is a number, not text
///   help: mend the line, or name other fields with --field
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// Whether reading goes on after it.
    pub reach: Reach,
    /// The input, as the user named it.
    pub file: Arc<str>,
    /// Where in it.
    pub place: Place,
    /// What is wrong, without a full stop.
    pub message: String,
    /// The cure; may be empty.
    pub help: String,
}

/// How far an error reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// This record is left out; the next one is read.
    Record,
    /// The rest of this input cannot be read. What came before it has been delivered.
    Input,
}

/// A place in an input. Numbers count from 1, and 0 stands for "unknown" or "none".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub record: u64,
    /// The line of the (decompressed) input.
    pub line: u64,
    /// The column of that line, in code points.
    pub column: u64,
    /// The byte of the (decompressed) input, from 0.
    pub byte: Option<u64>,
}

impl InputError {
    /// An error that costs one record.
    pub fn record(file: &Arc<str>, place: Place, message: impl Into<String>) -> Self {
        let (reach, file) = (Reach::Record, Arc::clone(file));
        Self { reach, file, place, message: message.into(), help: String::new() }
    }

    /// An error that ends the reading of an input.
    pub fn input(file: &Arc<str>, message: impl Into<String>) -> Self {
        Self { reach: Reach::Input, ..Self::record(file, Place::default(), message) }
    }

    /// With its cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { record, line, column, byte } = self.place;
        f.write_str(&self.file)?;
        for number in [line, column].into_iter().take_while(|&number| number != 0) {
            write!(f, ":{number}")?;
        }
        match (record, byte) {
            (0, None) => {}
            (0, Some(byte)) => write!(f, ": byte {byte}")?,
            (_, None) => write!(f, ": record {record}")?,
            (_, Some(byte)) => write!(f, ": record {record}, byte {byte}")?,
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for InputError {}
