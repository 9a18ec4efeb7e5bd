//! Problems in data: what is wrong, where, and the cure. Collected, never thrown; drawing them is the program's business.

use std::sync::Arc;

use crate::span::Span;

/// A text that diagnostics point into.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name to show: a path as the user gave it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Line and column of a byte offset, both from 1; the column counts code points.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes in it.
    pub span: Span,
}

/// More problems than this in one file help nobody; the rest is counted.
pub(crate) const MOST_IN_A_FILE: usize = 1000;

/// The word about those of a file that are not shown.
pub(crate) fn not_shown(file: &Arc<SourceFile>, count: usize) -> Diagnostic {
    let end = file.text.len();
    let place = Place { file: Arc::clone(file), span: Span::new(end, end) };
    let message = format!("{count} more problems in this file are not shown");
    Diagnostic::error("too-many-problems", message, place)
        .help("cure those that are shown, then read it again")
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data cannot be used as it stands.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// A second place that belongs to a diagnostic, with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there ("first given here").
    pub text: String,
}

/// A change of a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The rule that found it, in kebab case: `unknown-key`.
    pub rule: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the marked place; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// The cure, as something to do; may be empty.
    pub help: String,
    /// The cure as edits of the file of `place`, where a program can apply it without judgement; not overlapping.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(rule: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self {
            severity: Severity::Error,
            rule,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            help: String::new(),
            fix: Vec::new(),
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(rule: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, message, place) }
    }

    /// With words under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// With its cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With a cure that a program can apply.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }
}
