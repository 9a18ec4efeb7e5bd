//! The findings for people at a terminal.

use anstyle::Style;
use exonym::discover::Sort;

use super::report::{Context, Report, Row, period};
use crate::output::screen::{QUIET, Screen, safe};

/// So many of each sort are shown, unless `--most` says otherwise.
pub(super) const MOST_ROWS: usize = 20;

const NAME: Style = Style::new().bold();

pub(super) fn write(report: &Report, most: usize, color: bool, out: &mut Vec<u8>) {
    let mut screen = Screen { color, out };
    let corpus = &report.corpus;
    let dates = period(corpus.first.as_deref(), corpus.last.as_deref());
    let texts = if corpus.texts == 1 { "text" } else { "texts" };
    screen.line(format_args!("{}: {} {texts}{dates}", safe(&corpus.title), corpus.texts));
    if report.findings.is_empty() {
        screen.line("nothing is found");
    }
    for &sort in Sort::ALL {
        let rows: Vec<&Row> =
            report.findings.iter().filter(|row| row.finding.sort == sort).collect();
        if rows.is_empty() {
            continue;
        }
        screen.heading(heading(sort));
        rows.iter().take(most).for_each(|row| screen.finding(row));
        if rows.len() > most {
            let more = rows.len() - most;
            screen.styled(
                QUIET,
                format_args!("  … and {more} more; --most {} shows all\n", rows.len()),
            );
        }
    }
}

fn heading(sort: Sort) -> &'static str {
    match sort {
        Sort::Equated => "equated: the texts say that these are known entities",
        Sort::Near => "near: these are spelled almost as known names",
        Sort::Acronym => "acronyms that the texts define",
        Sort::Damaged => "damaged: known names as they stand in the texts",
    }
}

impl Screen<'_> {
    fn finding(&mut self, row: &Row) {
        self.text("  ");
        self.styled(NAME, safe(&row.text));
        self.text(format_args!("  {}", says(row)));
        self.styled(QUIET, format_args!("  {}, {}", row.way, row.counts()));
        self.text("\n");
        if let Some(rule) = &row.refused {
            self.line(format_args!("      not proposed: {rule}"));
        }
        if let Some(context) = row.contexts.first() {
            self.styled(QUIET, format_args!("      {}", place(context)));
            self.line(format_args!(
                "{}[{}]{}",
                safe_edges(&context.before),
                safe(&context.text),
                safe_edges(&context.after)
            ));
        }
    }
}

/// What the finding comes to: `→ group/bla, name`.
fn says(row: &Row) -> String {
    let entity = row.entity.as_deref().unwrap_or_default();
    let known = safe(row.known.as_deref().unwrap_or_default());
    match row.finding.sort {
        Sort::Equated => format!("= {entity} “{known}”, {}", row.kind.unwrap_or_default()),
        Sort::Near => format!("~ {entity} “{known}”, {}", row.kind.unwrap_or_default()),
        Sort::Acronym => format!("“{}”", safe(row.long.as_deref().unwrap_or_default())),
        Sort::Damaged => format!("← {entity} “{known}”"),
    }
}

/// `a1 body 412-428: `
pub(super) fn place(context: &Context) -> String {
    let Context { record, field, start, end, .. } = context;
    let parts = [safe(record), safe(field), format!("{start}-{end}")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: ", parts.join(" "))
}

/// On one line and harmless, with a blank where one was beside the name.
fn safe_edges(text: &str) -> String {
    let blank = |is_there: bool| if is_there { " " } else { "" };
    let (starts, ends) = (text.starts_with(' '), text.ends_with(' '));
    format!("{}{}{}", blank(starts), safe(text), blank(ends && text.trim() != ""))
}
