//! The report for people at a terminal.

use anstyle::{AnsiColor, Style};
use exonym::eval::Class;

use super::report::{
    Change, ErrorRow, FigureReport, Figures, FileFigures, FileReport, FitName, ReliabilityReport,
    Report, UsesRow,
};
use crate::output::screen::{HEADING, QUIET, Screen, safe};
use crate::output::visible::visible;

/// So many errors of a class are shown; `--format json` has all.
const MOST_ERRORS: usize = 20;
/// So many entities and names with errors are shown.
const MOST_ROWS: usize = 10;

const BAD: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

pub(super) fn write(report: &Report, color: bool, out: &mut Vec<u8>) {
    let mut screen = Screen { color, out };
    screen.figures(report);
    screen.comparison(report);
    screen.without(report);
    screen.fit(report);
    for file in &report.files {
        screen.file(file);
    }
}

/// `95.2`; `–` where it is not known.
fn percent(fraction: Option<f64>) -> String {
    fraction.map_or_else(|| "–".to_owned(), |fraction| format!("{:.1}", 100.0 * fraction))
}

/// `12/15`
fn of(counts: Option<[u64; 2]>) -> String {
    counts.map_or_else(String::new, |[part, whole]| format!("{part}/{whole}"))
}

impl Screen<'_> {
    fn figures(&mut self, report: &Report) {
        let files = report.files.iter().map(|file| (safe(&file.file), &file.task, &file.figures));
        let all = report.tasks.iter();
        let all = all.map(|task| (format!("all {} files", task.files), &task.task, &task.figures));
        let rows: Vec<(String, &String, &Figures)> = files.chain(all).collect();
        let width = rows.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0).max(4);
        self.styled(
            QUIET,
            format_args!(
                "{:<width$}  {:<8}  {:<7}  {:>9}  {:<11}  {:>6}  {:<11}  {:>5}",
                "gold", "task", "figure", "precision", "", "recall", "", "F1"
            ),
        );
        self.text("\n");
        for (name, task, figures) in rows {
            for (figure, row) in figures.rows() {
                let line = format!("{name:<width$}  {task:<8}  {figure:<7}  {}", columns(row));
                self.line(line.trim_end());
            }
        }
    }

    fn comparison(&mut self, report: &Report) {
        let Some(comparison) = &report.comparison else { return };
        self.heading(format_args!("since {}", safe(&comparison.old)));
        let is_same = |file: &&super::compare::FileComparison| {
            file.changes.is_empty() && file.gained.is_empty() && file.lost.is_empty()
        };
        if comparison.files.iter().all(|file| is_same(&file)) {
            self.line("  nothing differs");
        }
        for file in comparison.files.iter().filter(|file| !is_same(file)) {
            self.line(format_args!("  {}  {}", safe(&file.file), file.task));
            self.changes(&file.changes);
            for (what, style, errors) in
                [("errors gained", BAD, &file.gained), ("errors lost", GOOD, &file.lost)]
            {
                if errors.is_empty() {
                    continue;
                }
                self.text("    ");
                self.styled(style, format_args!("{what} {}", errors.len()));
                self.text("\n");
                errors.iter().take(MOST_ERRORS).for_each(|error| self.error(error, true));
                self.more(errors.len(), MOST_ERRORS);
            }
        }
        for (what, files) in [("gone", &comparison.gone), ("new", &comparison.new)] {
            for file in files {
                self.line(format_args!("  {what}: {}", safe(file)));
            }
        }
    }

    fn changes(&mut self, changes: &[Change]) {
        for change in changes {
            let Change { figure, measure, old, new, .. } = change;
            self.text(format_args!(
                "    {figure:<7}  {measure:<9}  {:>5} → {:>5}",
                percent(*old),
                percent(*new)
            ));
            if let Some(by) = change.by {
                let style = if change.is_fall() { BAD } else { GOOD };
                self.text("  ");
                self.styled(style, format_args!("{:+.1}", 100.0 * by));
            }
            self.text("\n");
        }
    }

    fn without(&mut self, report: &Report) {
        for row in &report.without {
            self.heading(format_args!("without {}", row.without));
            self.changed(&row.files);
        }
    }

    fn changed(&mut self, files: &[FileFigures]) {
        for file in files {
            let nothing = if file.changes.is_empty() { "  nothing differs" } else { "" };
            self.line(format_args!("  {}  {}{nothing}", safe(&file.file), file.task));
            self.changes(&file.changes);
        }
    }

    fn fit(&mut self, report: &Report) {
        let Some(fit) = &report.fit else { return };
        self.heading("learned from the gold");
        for line in fit.names.iter().flat_map(FitName::lines) {
            self.line(format_args!("  {line}"));
        }
        let Some(folder) = &fit.folder else {
            self.line("  nothing that could be written");
            return;
        };
        self.heading(format_args!("with {}, on the texts that it was learned from", safe(folder)));
        self.changed(&fit.after);
        self.heading("with what four fifths of the texts teach, on the others");
        self.changed(&fit.held_out);
    }

    fn file(&mut self, file: &FileReport) {
        self.heading(format_args!("{}  {}", safe(&file.file), file.task));
        let silent = file.documents - file.exhaustive;
        let silent = match (silent, file.documents) {
            (0, _) => String::new(),
            (silent, all) if silent == all => {
                ", whose gold does not have everything: precision is not known".to_owned()
            }
            (silent, _) => format!(", the gold of {silent} does not have everything"),
        };
        self.styled(QUIET, format_args!("  {} texts{silent}", file.documents));
        self.text("\n");
        let counts: Vec<_> = Class::ALL
            .into_iter()
            .map(|class| (class.as_str(), file.counts[class.as_str()]))
            .filter(|&(_, count)| count > 0)
            .map(|(class, count)| format!("{class} {count}"))
            .collect();
        self.line(format_args!("  {}", counts.join(" · ")));
        self.reliability(&file.reliability);
        for class in Class::ERRORS {
            let errors: Vec<_> = file.errors_of(class).collect();
            if errors.is_empty() {
                continue;
            }
            self.text("\n  ");
            self.styled(BAD, format_args!("{} {}", class.as_str(), errors.len()));
            self.text("\n");
            errors.iter().take(MOST_ERRORS).for_each(|error| self.error(error, false));
            self.more(errors.len(), MOST_ERRORS);
        }
        if !file.confusions.is_empty() {
            self.line("\n  taken for another");
            for one in file.confusions.iter().take(MOST_ROWS) {
                let (gold, predicted) = (safe(&one.gold), &one.predicted);
                self.line(format_args!("    {:>5}  {gold} → {predicted}", one.mentions));
            }
            self.more(file.confusions.len(), MOST_ROWS);
        }
        let entities = file.entities.iter().map(|row| (row.entity.clone(), row.uses));
        self.uses("entities", entities.collect());
        let names = file.names.iter().map(|row| {
            let unknown = if row.known { "" } else { " (no name of it)" };
            (format!("\"{}\" {}{unknown}", safe(&row.name), row.entity), row.uses)
        });
        self.uses("names", names.collect());
    }

    fn reliability(&mut self, reliability: &ReliabilityReport) {
        if reliability.bins.is_empty() {
            return;
        }
        self.text("\n  ");
        self.styled(QUIET, "score      links   right  share");
        self.text("\n");
        for bin in &reliability.bins {
            let range = format!("{}–{}", bin.from, bin.to);
            let share = percent(Some(bin.share));
            self.line(format_args!(
                "  {range:<9}  {:>5}   {:>5}  {share:>5}",
                bin.links, bin.right
            ));
        }
        self.styled(
            QUIET,
            format_args!(
                "  score and share differ by {} on average",
                percent(Some(reliability.error))
            ),
        );
        self.text("\n");
    }

    fn error(&mut self, error: &ErrorRow, with_class: bool) {
        self.text("    ");
        if with_class {
            self.text(format_args!("{} ", error.class));
        }
        self.styled(
            QUIET,
            format_args!("{} {}..{} ", safe(&error.document), error.start, error.end),
        );
        self.text(safe(&error.verdicts()));
        if let Some(predicted) = &error.predicted {
            self.styled(QUIET, format_args!(" {}", predicted.score));
        }
        self.text(format_args!("\n      {}", visible(&error.before)));
        self.styled(HEADING, format_args!("[{}]", visible(&error.text)));
        self.line(visible(&error.after).trim_end());
    }

    /// Those with the most errors.
    fn uses(&mut self, what: &str, rows: Vec<(String, UsesRow)>) {
        let rows: Vec<_> = rows.into_iter().filter(|(_, uses)| uses.has_errors()).collect();
        if rows.is_empty() {
            return;
        }
        self.text("\n  ");
        self.styled(QUIET, format_args!("right  wrong  missed  {what}"));
        self.text("\n");
        for (name, UsesRow { right, wrong, missed }) in rows.iter().take(MOST_ROWS) {
            self.line(format_args!("  {right:>5}  {wrong:>5}  {missed:>6}  {name}"));
        }
        self.more(rows.len(), MOST_ROWS);
    }
}

/// The fractions of a figure, each with its counts.
fn columns(row: &FigureReport) -> String {
    if let Some(accuracy) = row.accuracy {
        return format!("{:>9}  {:<11}", percent(Some(accuracy)), of(row.accuracy_of));
    }
    format!(
        "{:>9}  {:<11}  {:>6}  {:<11}  {:>5}",
        percent(row.precision),
        of(row.precision_of),
        percent(row.recall),
        of(row.recall_of),
        percent(row.f1)
    )
}
