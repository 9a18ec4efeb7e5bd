//! The report for people at a terminal.

use anstyle::{AnsiColor, Style};
use exonym::diff::Effect;

use super::characters::{Character, Piece};
use super::figures::grouped;
use super::report::{Altered, Context, NewName, Report, Row, TestOffer, TestRow};
use crate::output::screen::{QUIET, Screen, safe};
use crate::output::visible::visible;

/// So many rows of a sort are shown; `--format json` has all.
const MOST_ROWS: usize = 40;

const NAME: Style = Style::new().bold();
const WARNING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));

pub(super) fn write(report: &Report, color: bool, out: &mut Vec<u8>) {
    let mut screen = Screen { color, out };
    screen.summary(report);
    screen.differences(report);
    screen.dictionary(report);
    screen.conflicts(report);
    screen.new_names(report);
    screen.tests(report);
    screen.budget(report);
}

/// The colour of an effect.
fn style(effect: Effect) -> Style {
    let color = match effect {
        Effect::Gained => AnsiColor::Green,
        Effect::Lost => AnsiColor::Red,
        Effect::ReDecided => AnsiColor::Yellow,
        Effect::Relabelled => AnsiColor::Cyan,
    };
    Style::new().fg_color(Some(color.into()))
}

impl Screen<'_> {
    /// Each of them, or the first and a word on the others.
    fn each<T>(&mut self, rows: &[T], mut show: impl FnMut(&mut Self, &T)) {
        rows.iter().take(MOST_ROWS).for_each(|row| show(self, row));
        if rows.len() > MOST_ROWS {
            let more = rows.len() - MOST_ROWS;
            self.styled(QUIET, format_args!("  … and {more} more; --format json has all"));
            self.text("\n");
        }
    }

    fn summary(&mut self, report: &Report) {
        self.line(format_args!("{} → {}", safe(&report.old.name), safe(&report.new.name)));
        self.styled(
            QUIET,
            format_args!(
                "{} texts, {} words",
                grouped(report.corpus.texts),
                grouped(report.corpus.words)
            ),
        );
        self.text("\n");
        if report.is_empty() {
            self.line("nothing is different");
            return;
        }
        self.text("\n");
        self.styled(
            QUIET,
            format_args!("{:<12} {:>9} {:>18}", "mentions", "", "per million words"),
        );
        self.text("\n");
        for (effect, sum) in report.sums() {
            let style = if sum.mentions > 0 { style(effect) } else { QUIET };
            self.styled(style, format_args!("{:<12}", effect.as_str()));
            self.line(format_args!(" {:>9} {:>18}", grouped(sum.mentions), sum.per_million_words));
        }
    }

    fn differences(&mut self, report: &Report) {
        for effect in Effect::ALL {
            let rows: Vec<&Row> = report.rows_of(effect).collect();
            if rows.is_empty() {
                continue;
            }
            self.heading(effect.as_str());
            self.each(&rows, |screen, row| screen.row(effect, row));
        }
    }

    fn row(&mut self, effect: Effect, row: &Row) {
        self.text("  ");
        self.styled(style(effect), safe(&row.entities()));
        self.text("  ");
        self.styled(NAME, format_args!("\"{}\"", safe(row.name())));
        self.text(format_args!("  {}", grouped(row.sum.mentions)));
        self.styled(QUIET, format_args!("  {} per million words", row.sum.per_million_words));
        self.text("\n");
        for difference in &row.differences {
            self.line(format_args!("    {}", safe(&difference.to_string())));
        }
        for context in &row.contexts {
            self.context(effect, context);
        }
    }

    fn context(&mut self, effect: Effect, context: &Context) {
        self.styled(QUIET, format_args!("    {}: ", safe(&context.place())));
        self.text(visible(&context.before));
        self.styled(style(effect).bold(), format_args!("[{}]", visible(&context.text)));
        self.line(visible(&context.after));
    }

    fn dictionary(&mut self, report: &Report) {
        let entities = &report.entities;
        if !entities.is_empty() {
            self.heading("entities");
            for (sign, rows) in [("+", &entities.added), ("-", &entities.removed)] {
                self.each(rows, |screen, row| {
                    let decoy = if row.decoy { ", a rival sense" } else { "" };
                    screen.line(format_args!(
                        "  {sign} {}  {}{decoy}",
                        row.entity,
                        safe(&row.name)
                    ));
                });
            }
            self.each(&entities.moved, |screen, pair| {
                screen.line(format_args!("  > {} is {} now", pair.old, pair.new));
            });
            self.each(&entities.renamed, |screen, one| {
                let (old, new) = (safe(&one.old), safe(&one.new));
                screen.line(format_args!("  ~ {}  name {old} → {new}", one.entity));
            });
            self.each(&entities.altered, Self::altered);
        }
        let names = &report.names;
        // Those that are added have a section of their own.
        if !(names.removed.is_empty() && names.altered.is_empty()) {
            self.heading("names removed and changed");
            self.each(&names.removed, |screen, row| {
                screen.line(format_args!("  - {}  \"{}\"", row.entity, safe(&row.name)));
            });
            self.each(&names.altered, Self::altered);
        }
        if !report.languages.is_empty() {
            self.heading("languages");
            self.each(&report.languages, |screen, row| {
                let differences: Vec<_> =
                    row.differences.iter().map(|it| safe(&it.to_string())).collect();
                screen.line(format_args!("  ~ {}  {}", row.language, differences.join("; ")));
            });
        }
    }

    fn altered(&mut self, one: &Altered) {
        let name = one.name.as_ref().map(|name| format!("  \"{}\"", safe(name)));
        let name = name.unwrap_or_default();
        let differences: Vec<_> = one.differences.iter().map(|it| safe(&it.to_string())).collect();
        self.line(format_args!("  ~ {}{name}  {}", one.entity, differences.join("; ")));
    }

    fn conflicts(&mut self, report: &Report) {
        if report.conflicts.is_empty() {
            return;
        }
        self.heading("new conflicts: one key, several entities");
        self.each(&report.conflicts, |screen, conflict| {
            screen.line(format_args!("  {}", safe(&conflict.key)));
            for name in &conflict.names {
                let style = if name.new { NAME } else { Style::new() };
                screen.text("    ");
                screen.styled(style, format_args!("{} \"{}\"", name.entity, safe(&name.name)));
                screen.line(format_args!("  {}", name.traits()));
            }
        });
    }

    fn new_names(&mut self, report: &Report) {
        if report.new_names.is_empty() {
            return;
        }
        self.heading("new names");
        self.each(&report.new_names, Self::new_name);
    }

    fn new_name(&mut self, name: &NewName) {
        self.text(format_args!("  {}  ", name.entity));
        self.styled(NAME, format_args!("\"{}\"", safe(&name.name)));
        if name.romanised != name.name {
            self.text(format_args!("  reads \"{}\"", safe(&name.romanised)));
        }
        self.styled(QUIET, format_args!("  key \"{}\"", safe(&name.key)));
        self.text("\n");
        if name.suspicious || name.runs.iter().any(|run| !run.is_plain()) {
            for run in &name.runs {
                let style = if name.suspicious && name.scripts.len() > 1 { WARNING } else { QUIET };
                self.text("    ");
                self.styled(style, run.script);
                self.text(":");
                for piece in run.pieces() {
                    match piece {
                        Piece::Plain(text) => self.text(format_args!(" \"{text}\"")),
                        Piece::Point(one) => self.point(one),
                    }
                }
                self.text("\n");
            }
        }
        for other in &name.same_key {
            let (id, text) = (&other.entity, safe(&other.name));
            self.line(format_args!("    folds as {id} \"{text}\"{}", other.whose(&name.entity)));
        }
        let surfaces: Vec<_> = name
            .surfaces
            .iter()
            .take(MOST_ROWS)
            .map(|surface| format!("\"{}\" {}", safe(&surface.text), grouped(surface.mentions)))
            .collect();
        let more = name.surfaces.len().saturating_sub(MOST_ROWS);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        if surfaces.is_empty() {
            self.styled(QUIET, "    is not in the corpus");
            self.text("\n");
        } else {
            self.line(format_args!("    stands in the corpus as {}{more}", surfaces.join(", ")));
        }
    }

    fn point(&mut self, one: &Character) {
        self.text(format_args!(" {}", one.code));
        match one.sign {
            Some(sign) => self.styled(WARNING, format_args!(" ({sign}!)")),
            None => self.text(format_args!(" {}", one.char)),
        }
    }

    fn tests(&mut self, report: &Report) {
        if report.tests.is_empty() {
            return;
        }
        self.heading("proposed tests: new names that no `test.hit` of their entity has");
        let (found, others) = report.tests_in_corpus_and_not();
        self.each(&found, |screen, test| {
            screen.line(format_args!("  {} \"{}\"", test.entity, safe(&test.name)));
            for (list, offer) in test.offers() {
                screen.offer(list, offer);
            }
        });
        if !others.is_empty() {
            self.styled(QUIET, "  the corpus has no sentence for");
            self.text("\n");
            self.each(&others, |screen, test: &&TestRow| {
                screen.line(format_args!("    {} \"{}\"", test.entity, safe(&test.name)));
            });
        }
    }

    fn offer(&mut self, list: &str, offer: &TestOffer) {
        self.text("    ");
        match (&offer.toml, offer.reason) {
            (Some(toml), _) => {
                self.text(visible(toml));
                if let Some(context) = &offer.context {
                    self.styled(QUIET, format_args!("  # {}", safe(&context.place())));
                }
                if list == "miss" {
                    let means = offer.means.as_ref().map(super::meaning::Meaning::entities);
                    let means = means.unwrap_or_else(|| "none that is known".to_owned());
                    self.styled(QUIET, format_args!(", means {means}"));
                }
                self.text("\n");
            }
            (None, reason) => {
                self.styled(QUIET, format_args!("# no {list}: {}", reason.unwrap_or_default()));
                self.text("\n");
            }
        }
    }

    fn budget(&mut self, report: &Report) {
        let Some(budget) = &report.budget else { return };
        self.heading("budget");
        for limit in &budget.limits {
            self.text(format_args!(
                "  {:<12} {:>9} per million words, {} allowed: ",
                limit.what,
                limit.per_million_words,
                grouped(limit.allowed)
            ));
            if limit.kept {
                self.styled(QUIET, "kept");
            } else {
                self.styled(WARNING, format_args!("exceeded by {}", limit.over));
            }
            self.text("\n");
        }
    }
}
