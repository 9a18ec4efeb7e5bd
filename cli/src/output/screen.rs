//! A report for people, put together in memory, with colours or without.

use std::fmt::Display;
use std::io::Write as _;

use anstyle::Style;

use super::visible::{one_line, visible};

pub const QUIET: Style = Style::new().dimmed();
pub const HEADING: Style = Style::new().bold();

/// Where a report is put together; each report adds its own parts.
pub struct Screen<'o> {
    pub color: bool,
    pub out: &'o mut Vec<u8>,
}

impl Screen<'_> {
    pub fn styled(&mut self, style: Style, text: impl Display) {
        let style = if self.color { style } else { Style::new() };
        // Writing to memory cannot fail.
        let _ = write!(self.out, "{style}{text}{style:#}");
    }

    pub fn text(&mut self, text: impl Display) {
        let _ = write!(self.out, "{text}");
    }

    pub fn line(&mut self, text: impl Display) {
        let _ = writeln!(self.out, "{text}");
    }

    /// A word on rows that are not shown, if there are any.
    pub fn more(&mut self, all: usize, shown: usize) {
        if all > shown {
            let more = all - shown;
            self.styled(QUIET, format_args!("    … and {more} more; --format json has all"));
            self.text("\n");
        }
    }

    pub fn heading(&mut self, text: impl Display) {
        self.text("\n");
        self.styled(HEADING, text);
        self.text("\n");
    }
}

/// A text of somebody else's, on one line and harmless.
pub fn safe(text: &str) -> String {
    visible(&one_line(text)).into_owned()
}
