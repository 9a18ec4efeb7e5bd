//! What the program says to people: messages and diagnostics on standard error, and who wants to see what.

use std::io::{IsTerminal, stderr};

use exonym::diagnostic::{Diagnostic, Severity};

use crate::args::{Cli, When};
use crate::draw::{DrawOptions, draw, summary};
use crate::output::color::ColorWhen;
use crate::progress::Watcher;

/// Nobody reads more at once.
const MOST_DRAWN: usize = 200;

/// What is said, and in which colours.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub color: ColorWhen,
    pub quiet: bool,
    pub verbose: bool,
}

impl Manner {
    pub fn of(cli: &Cli) -> Self {
        let color = match cli.color {
            When::Auto => ColorWhen::Auto,
            When::Always => ColorWhen::Always,
            When::Never => ColorWhen::Never,
        };
        Self { color, quiet: cli.quiet, verbose: cli.verbose }
    }

    pub fn watcher(self) -> Watcher {
        if self.quiet { Watcher::Nobody } else { Watcher::Terminal }
    }

    /// Draws diagnostics and sums them up; tells whether there are errors among them.
    pub fn show(self, diagnostics: &[Diagnostic], files: usize) -> bool {
        let color = self.color.holds_for(&stderr());
        let width = if stderr().is_terminal() { terminal_width() } else { 140 };
        for diagnostic in diagnostics.iter().take(MOST_DRAWN) {
            eprintln!("{}\n", draw(diagnostic, DrawOptions { color, width }).trim_end());
        }
        if let Some(more) = diagnostics.len().checked_sub(MOST_DRAWN).filter(|more| *more > 0) {
            eprintln!("{more} more are not shown\n");
        }
        let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
        if !diagnostics.is_empty() || self.verbose {
            eprintln!("{}", summary(errors, diagnostics.len() - errors, files));
        }
        errors > 0
    }
}

/// As the shell says it.
fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(120)
}
