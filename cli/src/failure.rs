//! Why a command could not run, and what a command that ran has to tell by its exit status.

use std::fmt;
use std::process::ExitCode;

/// How a command ended that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing more to tell.
    Done,
    /// Errors were found, records were unreadable, nothing was found: what the command was asked to tell.
    Told,
    /// A part of the work could not be done; the rest was, and all was said where it happened.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Told => Self::from(1),
            Outcome::Incomplete => Self::from(2),
        }
    }
}

/// A command that could not run: what was wrong, and the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    message: String,
    help: String,
}

impl Failure {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// Writing the results failed.
    pub fn output(error: &std::io::Error) -> Self {
        Self::new(format!("the output cannot be written: {error}"), "make room, or write elsewhere")
    }

    /// A file could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()), "check the path")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n  help: {}", self.help) }
    }
}

impl From<crate::input::InputError> for Failure {
    fn from(error: crate::input::InputError) -> Self {
        Self::new(error.to_string(), "")
    }
}
