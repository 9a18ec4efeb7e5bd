//! The problems of one file, collected while it is read.

use std::sync::Arc;

use super::written::is_unseen;
use crate::diagnostic::{Diagnostic, MOST_IN_A_FILE, Place, Severity, SourceFile, not_shown};
use crate::span::Span;

/// Collects the problems of one file.
#[derive(Debug)]
pub(super) struct Report {
    file: Arc<SourceFile>,
    /// At most [`MOST_IN_A_FILE`].
    found: Vec<Diagnostic>,
    /// How many errors there were, those not kept too.
    errors: usize,
    /// How many problems were not kept.
    dropped: usize,
}

impl Report {
    pub(super) const fn new(file: Arc<SourceFile>) -> Self {
        Self { file, found: Vec::new(), errors: 0, dropped: 0 }
    }

    /// Collects problems of the same file, to be joined with these.
    pub(super) fn fork(&self) -> Self {
        Self::new(Arc::clone(&self.file))
    }

    /// Adds what a fork has collected.
    pub(super) fn join(&mut self, fork: Self) {
        let room = MOST_IN_A_FILE - self.found.len();
        self.dropped += fork.dropped + fork.found.len().saturating_sub(room);
        self.errors += fork.errors;
        self.found.extend(fork.found.into_iter().take(room));
    }

    /// A place in the file.
    pub(super) fn place(&self, span: Span) -> Place {
        Place { file: Arc::clone(&self.file), span }
    }

    /// The bytes of a span.
    pub(super) fn written(&self, span: Span) -> &str {
        span.of(&self.file.text)
    }

    /// An error in this file, to be worded and then pushed.
    pub(super) fn error(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(rule, message, self.place(span))
    }

    /// The same as a warning.
    pub(super) fn warning(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::warning(rule, message, self.place(span))
    }

    /// Keeps a problem.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        if self.found.len() < MOST_IN_A_FILE {
            self.found.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// How many errors there were so far: the caller compares before and after.
    pub(super) const fn errors(&self) -> usize {
        self.errors
    }

    /// Whether so much is wrong that reading on helps nobody.
    pub(super) const fn is_hopeless(&self) -> bool {
        self.dropped > 10 * MOST_IN_A_FILE
    }

    /// All problems, and a word about those that were too many.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.dropped > 0 {
            self.found.push(not_shown(&self.file, self.dropped));
        }
        self.found
    }
}

/// A text of the file in quotes for a message: short, and nothing in it that nobody sees.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::from("\"");
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if is_unseen(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown.push('"');
    shown
}
