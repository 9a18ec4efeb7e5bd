//! The report for people at a terminal.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Color, Style};

use super::report::{EntityReport, NameReport, Place, Report, Sum, from_to};
use crate::output::screen::{QUIET, Screen, safe};
use crate::output::visible::visible;

/// So many names are shown; `--format json` has all.
const MOST_NAMES: usize = 40;
/// So many sources and periods are shown, and names of each.
const MOST_ROWS: usize = 60;

const NAME: Style = Style::new().bold();
/// A name that is loaded.
const LOADED: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

pub(super) fn write(report: &Report, color: bool, out: &mut Vec<u8>) {
    let mut screen = Screen { color, out };
    for (at, entity) in report.entities.iter().enumerate() {
        if at > 0 {
            screen.text("\n");
        }
        screen.entity(entity, report);
    }
}

/// The ending of a noun after a number.
const fn s(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `3 mentions in 2 texts, 1 in quotation`
fn counted(mentions: u64, texts: u64, quoted: u64) -> String {
    let quoted = match quoted {
        0 => String::new(),
        quoted => format!(", {quoted} in quotation"),
    };
    format!("{mentions} mention{} in {texts} text{}{quoted}", s(mentions), s(texts))
}

impl Screen<'_> {
    fn entity(&mut self, entity: &EntityReport, report: &Report) {
        self.styled(NAME, safe(&entity.name));
        self.line(format_args!(
            " ({})  {}; {} text{} read",
            entity.entity,
            counted(entity.mentions, entity.texts, entity.quoted),
            report.texts,
            s(report.texts)
        ));
        self.names("names", &entity.names);
        if let Some(by) = &report.by {
            self.sources(by, &entity.names);
        }
        self.periods(report.over, &entity.names);
        self.names("too close to call, and counted nowhere else", &entity.ambiguous);
    }

    fn name(&mut self, name: &NameReport) {
        let style = if name.tone == "neutral" { NAME } else { LOADED };
        self.styled(style, safe(&name.name));
    }

    fn names(&mut self, heading: &str, names: &[NameReport]) {
        if names.is_empty() {
            return;
        }
        self.heading(heading);
        for name in names.iter().take(MOST_NAMES) {
            self.text("  ");
            self.name(name);
            self.styled(QUIET, format_args!("  {}", safe(&name.said())));
            self.text("\n    ");
            self.line(sum(name, &name.sum));
            if name.spellings.len() > 1 {
                let spelling =
                    |one: &super::report::Spelling| format!("{} {}", safe(&one.text), one.mentions);
                let shown: Vec<_> = name.spellings.iter().take(MOST_ROWS).map(spelling).collect();
                self.styled(QUIET, format_args!("    spelled {}", shown.join(", ")));
                self.text("\n");
            }
        }
        self.more(names.len(), MOST_NAMES);
    }

    /// Who uses which names, since when, with the first sentence.
    fn sources(&mut self, by: &str, names: &[NameReport]) {
        let mut rows: BTreeMap<_, Vec<(&NameReport, Sum)>> = BTreeMap::new();
        for name in names {
            for row in &name.sources {
                let source = row.source.as_deref();
                rows.entry((source.is_none(), source)).or_default().push((name, row.sum));
            }
        }
        if rows.is_empty() {
            return;
        }
        self.heading(format_args!("by {}", safe(by)));
        let all = rows.len();
        for ((_, source), mut names) in rows.into_iter().take(MOST_ROWS) {
            let place = Place { source: source.map(str::to_owned), period: None };
            self.line(format_args!("  {}", safe(place.source())));
            names.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.mentions));
            for (name, row) in names.into_iter().take(MOST_ROWS) {
                self.text("    ");
                self.name(name);
                self.line(format_args!("  {}", sum(name, &row)));
                if let Some(context) = name.first_of(source) {
                    self.styled(QUIET, format_args!("      {}: ", safe(&context.label())));
                    self.text(visible(&context.before));
                    self.styled(NAME, format_args!("[{}]", visible(&context.text)));
                    self.line(visible(&context.after));
                }
            }
        }
        self.more(all, MOST_ROWS);
    }

    /// How often each name is used in each period, in all sources together.
    fn periods(&mut self, over: &str, names: &[NameReport]) {
        let mut rows: BTreeMap<_, Vec<(&NameReport, Sum)>> = BTreeMap::new();
        for name in names {
            for used in &name.uses {
                let period = used.place.period;
                let row = rows.entry((period.is_none(), period)).or_default();
                if row.last().is_none_or(|(last, _)| !std::ptr::eq(*last, name)) {
                    row.push((name, Sum::default()));
                }
                let (_, sum) = row.last_mut().expect("it has been pushed");
                sum.mentions += used.mentions;
                if used.voice == exonym::usage::Voice::Quoted {
                    sum.quoted += used.mentions;
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        self.heading(format_args!("over each {over}"));
        let all = rows.len();
        for ((_, period), mut names) in rows.into_iter().take(MOST_ROWS) {
            let place = Place { source: None, period };
            self.styled(QUIET, format_args!("  {:<10}", place.period()));
            names.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.mentions));
            let more = names.len().saturating_sub(MOST_ROWS);
            for (at, (name, sum)) in names.into_iter().take(MOST_ROWS).enumerate() {
                self.text(if at == 0 { "  " } else { " · " });
                self.name(name);
                let quoted = match sum.quoted {
                    0 => String::new(),
                    quoted => format!(" ({quoted} quoted)"),
                };
                self.text(format_args!(" {}{quoted}", sum.mentions));
            }
            if more > 0 {
                self.text(format_args!(" · … and {more} more"));
            }
            self.text("\n");
        }
        self.more(all, MOST_ROWS);
    }
}

/// `3 mentions in 2 texts, 1 in quotation, 1 before 2024-07-31, 2024-05-02 – 2024-09-01`
fn sum(name: &NameReport, sum: &Sum) -> String {
    let before = match (sum.before_since, name.since) {
        (before @ 1.., Some(since)) => format!(", {before} before {since}"),
        _ => String::new(),
    };
    let dates = from_to(sum.dates);
    let comma = if dates.is_empty() { "" } else { ", " };
    format!("{}{before}{comma}{dates}", counted(sum.mentions, sum.texts, sum.quoted))
}
