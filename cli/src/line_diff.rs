//! What would change in a file, as a unified diff.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::output::visible::visible;

/// The lines that differ, each with three lines around it; harmless to a terminal, and in colours where it has some.
#[must_use]
pub fn unified(name: &str, old: &str, new: &str, color: bool) -> String {
    let styled = |style: Style| if color { style } else { Style::new() };
    let bold = styled(Style::new().bold());
    let dim = styled(AnsiColor::Cyan.on_default());
    let name = visible(name).replace('\n', "␊");
    let mut drawn = String::new();
    let _ = writeln!(drawn, "{bold}--- {name}{bold:#}\n{bold}+++ {name}{bold:#}");
    let diff = TextDiff::from_lines(old, new);
    for hunk in diff.unified_diff().iter_hunks() {
        let _ = writeln!(drawn, "{dim}{}{dim:#}", hunk.header());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', styled(AnsiColor::Red.on_default())),
                ChangeTag::Insert => ('+', styled(AnsiColor::Green.on_default())),
                ChangeTag::Equal => (' ', Style::new()),
            };
            let line = change.value();
            let line = visible(line.strip_suffix('\n').unwrap_or(line));
            let _ = writeln!(drawn, "{style}{sign}{line}{style:#}");
            if change.missing_newline() {
                drawn.push_str("\\ No newline at end of file\n");
            }
        }
    }
    drawn
}
