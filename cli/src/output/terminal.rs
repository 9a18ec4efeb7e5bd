//! Text for people at a terminal: mentions in the colour of their type, each followed by what it was taken for.
//!
//! `Fitna al Khwarij ‹group/ttp›`, or `‹? group/ttp | disease/ttp›` where it is too close to call, or `‹–›` for Nil. A
//! designation is underlined. The text itself can do nothing to the terminal: see [`visible`].

use std::fmt::Display;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use super::nesting::{Piece, pieces};
use super::place::shown;
use super::visible::{one_line, visible};
use super::{OutputOptions, Totals, palette};
use crate::record::{Annotation, Record, Verdict};

/// What is not the text itself.
const QUIET: Style = Style::new().dimmed();

/// Those of the terminal's own colours that can be read on black and on white, as far as that goes.
const COLORS: [AnsiColor; palette::COLORS] = [
    AnsiColor::Red,
    AnsiColor::Blue,
    AnsiColor::Green,
    AnsiColor::Magenta,
    AnsiColor::Yellow,
    AnsiColor::Cyan,
    AnsiColor::BrightRed,
    AnsiColor::BrightBlue,
    AnsiColor::BrightGreen,
    AnsiColor::BrightMagenta,
    AnsiColor::BrightYellow,
    AnsiColor::BrightCyan,
];

/// Writes the texts of a record, under a heading where it has an id or is not the first.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    let mut screen = Screen { options, out };
    if record.number > 1 {
        screen.text("\n");
    }
    match &record.id {
        Some(id) => screen.styled(QUIET, format_args!("── {} ──", visible(&one_line(id)))),
        None if record.number > 1 => screen.styled(QUIET, format_args!("── {} ──", record.number)),
        None => {}
    }
    if record.id.is_some() || record.number > 1 {
        screen.text("\n");
    }
    for (index, field) in record.fields.iter().enumerate() {
        if record.fields.len() > 1 {
            screen.styled(QUIET, format_args!("{}: ", visible(&one_line(&field.name))));
        }
        let annotations = shown(annotations, options.nil).filter(|it| it.field == index);
        screen.field(&field.text, annotations);
        if !field.text.ends_with('\n') {
            screen.text("\n");
        }
    }
}

/// Writes the legend.
pub fn end(totals: &Totals, options: &OutputOptions, out: &mut Vec<u8>) {
    let mut screen = Screen { options, out };
    let doubtful = [("ambiguous", totals.ambiguous), ("nil", totals.nil)];
    if totals.types.is_empty() && doubtful.iter().all(|(_, count)| *count == 0) {
        return;
    }
    screen.text("\n");
    let mut types: Vec<_> = totals.types.iter().collect();
    types.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let mut separator = "";
    for (entity_type, count) in types {
        screen.text(separator);
        screen.styled(screen.type_style(entity_type), "■");
        let name = if entity_type.is_empty() { "untyped" } else { entity_type };
        screen.text(&format!(" {} ", visible(name)));
        screen.styled(QUIET, count);
        separator = "  ";
    }
    for (name, count) in doubtful.into_iter().filter(|(_, count)| *count > 0) {
        screen.text(separator);
        screen.styled(doubt(), if name == "nil" { "–" } else { "?" });
        screen.text(&format!(" {name} "));
        screen.styled(QUIET, count);
        separator = "  ";
    }
    screen.text("\n");
}

/// Mentions that nothing was decided about.
const fn doubt() -> Style {
    Style::new().underline()
}

struct Screen<'o> {
    options: &'o OutputOptions,
    out: &'o mut Vec<u8>,
}

impl Screen<'_> {
    fn field<'a>(&mut self, text: &'a str, annotations: impl Iterator<Item = &'a Annotation<'a>>) {
        let mut styles = vec![Style::new()];
        for piece in pieces(text, annotations) {
            match piece {
                Piece::Text(text) => {
                    let style = *styles.last().expect("that of the text is never popped");
                    self.styled(style, visible(text));
                }
                Piece::Open(annotation) => styles.push(self.style(&annotation.verdict)),
                Piece::Close(annotation) => {
                    styles.pop();
                    self.verdict(&annotation.verdict);
                }
            }
        }
    }

    fn verdict(&mut self, verdict: &Verdict<'_>) {
        match verdict {
            Verdict::Entity(reading) => self.styled(QUIET, format_args!(" ‹{}›", reading.entity)),
            Verdict::Ambiguous(readings) => {
                let ids: Vec<_> = readings.iter().map(|reading| &*reading.entity).collect();
                self.styled(QUIET, format_args!(" ‹? {}›", ids.join(" | ")));
            }
            Verdict::Nil => self.styled(QUIET, " ‹–›"),
        }
    }

    fn style(&self, verdict: &Verdict<'_>) -> Style {
        match verdict {
            Verdict::Entity(reading) if reading.kind == "designation" => {
                self.type_style(reading.entity_type).underline()
            }
            Verdict::Entity(reading) => self.type_style(reading.entity_type),
            Verdict::Ambiguous(_) | Verdict::Nil => doubt(),
        }
    }

    fn type_style(&self, entity_type: &str) -> Style {
        let color = self.options.palette.color(entity_type).map(|index| COLORS[index].into());
        Style::new().bold().fg_color(color)
    }

    fn styled(&mut self, style: Style, text: impl Display) {
        let style = if self.options.color { style } else { Style::new() };
        // Writing to memory cannot fail.
        let _ = write!(self.out, "{style}{text}{style:#}");
    }

    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}
