//! A title and horizontal bars below it, each with its label before it and its number behind it.

use std::fmt::Write as _;

use super::grouped;

const ROW: usize = 20;
const TITLE: usize = 24;
const BAR: usize = 10;
/// Between a bar and what stands beside it.
const SPACE: usize = 8;

/// Where a panel stands, and the widths of its columns.
#[derive(Clone, Copy)]
pub struct Shape {
    pub x: usize,
    pub label: usize,
    pub bar: usize,
}

pub struct Bar {
    pub label: String,
    pub value: usize,
}

impl Bar {
    pub fn new(label: String, value: usize) -> Self {
        Self { label, value }
    }
}

pub struct Panel {
    title: String,
    bars: Vec<Bar>,
    /// Bars that there is no room for.
    left_out: usize,
    /// The value of a bar that fills its column.
    full: usize,
}

impl Panel {
    /// Shows as many bars as `most` at most; the longest fills its column.
    pub fn new(title: &str, mut bars: Vec<Bar>, most: usize) -> Self {
        let left_out = bars.len().saturating_sub(most);
        bars.truncate(most);
        let full = bars.iter().map(|bar| bar.value).max().unwrap_or_default();
        Self { title: title.to_owned(), bars, left_out, full }
    }

    /// The same with another measure.
    pub fn with_full(self, full: usize) -> Self {
        Self { full, ..self }
    }

    /// Draws it with its top at `y`, and tells its height.
    pub fn draw(&self, shape: Shape, y: usize, out: &mut String) -> usize {
        let title = escaped(&self.title);
        let _ =
            writeln!(out, "<text class=\"part\" x=\"{}\" y=\"{}\">{title}</text>", shape.x, y + 12);
        let mut top = y + TITLE;
        for bar in &self.bars {
            self.draw_bar(bar, shape, top, out);
            top += ROW;
        }
        if self.left_out > 0 {
            let (x, y) = (shape.x, top + 14);
            let _ = writeln!(
                out,
                "<text class=\"less\" x=\"{x}\" y=\"{y}\">and {} more</text>",
                self.left_out
            );
            top += ROW;
        }
        top - y
    }

    /// What it shows, in words.
    pub fn said(&self) -> String {
        let bars: Vec<String> = self
            .bars
            .iter()
            .map(|bar| format!("{} {}", escaped(&bar.label), grouped(bar.value)))
            .collect();
        let more =
            if self.left_out > 0 { format!(", and {} more", self.left_out) } else { String::new() };
        format!("{}: {}{more}", escaped(&self.title), bars.join(", "))
    }

    fn draw_bar(&self, bar: &Bar, shape: Shape, y: usize, out: &mut String) {
        let Shape { x, label, bar: full } = shape;
        let (start, base, top) = (x + label, y + 14, y + 5);
        // What there is can be seen, however little it is.
        let width = (bar.value * full / self.full.max(1)).max(usize::from(bar.value > 0) * 2);
        let end = start + full + SPACE;
        let text = escaped(&bar.label);
        let value = grouped(bar.value);
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{base}\">{text}</text>");
        let _ = writeln!(
            out,
            "<rect class=\"back\" x=\"{start}\" y=\"{top}\" width=\"{full}\" height=\"{BAR}\" rx=\"2\"/>"
        );
        let _ = writeln!(
            out,
            "<rect class=\"bar\" x=\"{start}\" y=\"{top}\" width=\"{width}\" height=\"{BAR}\" rx=\"2\"/>"
        );
        let _ = writeln!(out, "<text class=\"less\" x=\"{end}\" y=\"{base}\">{value}</text>");
    }
}

/// As XML has it, without the two characters that it may not have and that are no control characters.
fn escaped(text: &str) -> String {
    let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
