//! `exonym check --format github`: workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;

use exonym::diagnostic::{Diagnostic, Severity};

use super::positions::Positions;
use crate::output::visible::visible;

/// One command a line.
pub fn annotations(diagnostics: &[Diagnostic]) -> String {
    let mut positions = Positions::default();
    let mut out = String::new();
    for problem in diagnostics {
        let level = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let at = positions.of(&problem.place);
        let file = property(&problem.place.file.name);
        let _ = write!(out, "::{level} file={file},line={},endLine={}", at.line, at.end_line);
        // Columns count only where one line is marked.
        if at.line == at.end_line {
            let _ = write!(out, ",col={},endColumn={}", at.column, at.end_column);
        }
        let help =
            if problem.help.is_empty() { String::new() } else { format!("\n{}", problem.help) };
        let message = data(&format!("{}{help}", problem.message));
        let _ = writeln!(out, ",title={}::{message}", property(problem.rule));
    }
    out
}

/// The text of a command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
