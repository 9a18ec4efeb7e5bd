//! The share of each name over time: a bar for each period, stacked of the names, those in quotations lighter and framed.
//!
//! All coordinates are whole numbers: equal counts give equal bytes. Each piece of a bar leads to its sentences.

use std::fmt::Write as _;

use exonym::dictionary::Date;
use exonym::usage::{Over, Period, Voice};

use super::report::{EntityReport, NameReport};
use crate::output::html::escape;
use crate::output::palette::{COLORS, Palette};

/// So many names have a colour to themselves; the others are drawn together.
const MOST_NAMES: usize = COLORS - 1;
/// The first so many colours are the easiest to tell apart.
const FARTHEST: usize = COLORS / 2;
/// So many periods in a row are drawn; of more, only those that have something, and of these the last.
const MOST_PERIODS: usize = 240;

const HEIGHT: usize = 140;
const LEFT: usize = 40;
const RIGHT: usize = 12;
/// What a mark of a date takes above the bars.
const MARK: usize = 15;
/// What counts above the bars take.
const COUNTS: usize = 16;
const LABELS: usize = 20;
/// What the label of a period takes.
const LABEL: usize = 68;

/// What has its own colour.
pub(super) struct Series<'r> {
    pub(super) names: Vec<(usize, &'r NameReport)>,
    /// `c3`; `c-none` for other names.
    pub(super) class: String,
}

/// The names of an entity, with colours that are the same on every page as far as they can be.
pub(super) fn series(entity: &EntityReport) -> Vec<Series<'_>> {
    let mut taken = [false; COLORS];
    let palette = Palette::default();
    let mut series: Vec<_> = entity.names.iter().enumerate().map(|named| vec![named]).collect();
    let others = series.split_off(series.len().min(MOST_NAMES));
    let mut colored: Vec<_> = series
        .into_iter()
        .map(|names| {
            let wished = palette.color(&names[0].1.lead).unwrap_or(0) % FARTHEST;
            let order = (0..FARTHEST).map(|step| (wished + step) % FARTHEST);
            let free = order.chain(FARTHEST..COLORS).find(|&at| !taken[at]);
            let color = free.expect("there are more colours than names that want one");
            taken[color] = true;
            Series { names, class: format!("c{color}") }
        })
        .collect();
    let others: Vec<_> = others.into_iter().flatten().collect();
    if !others.is_empty() {
        colored.push(Series { names: others, class: "c-none".to_owned() });
    }
    colored
}

impl Series<'_> {
    pub(super) fn title(&self) -> &str {
        match self.names.as_slice() {
            [(_, name)] => &name.name,
            _ => "other names",
        }
    }
}

/// The periods of the charts of an entity.
pub(super) struct Axis {
    periods: Vec<Period>,
    /// Whether periods without a mention are among them.
    pub(super) is_continuous: bool,
    /// Whether there are earlier ones.
    pub(super) is_cut: bool,
}

impl Axis {
    /// None where no mention has a date that is precise enough.
    pub(super) fn of(entity: &EntityReport, over: Over) -> Option<Self> {
        let all = entity.names.iter().flat_map(|name| &name.uses);
        let periods = all.filter_map(|used| used.place.period);
        let mut used: Vec<_> = periods.filter(|period| period.length() == over).collect();
        used.sort_unstable();
        used.dedup();
        let (&first, &last) = (used.first()?, used.last()?);
        let row = std::iter::successors(Some(first), |period| Some(period.next()));
        let row: Vec<_> = row.take_while(|&it| it <= last).take(MOST_PERIODS + 1).collect();
        if row.len() <= MOST_PERIODS {
            return Some(Self { periods: row, is_continuous: true, is_cut: false });
        }
        let is_cut = used.len() > MOST_PERIODS;
        let periods = used.split_off(used.len().saturating_sub(MOST_PERIODS));
        Some(Self { periods, is_continuous: false, is_cut })
    }

    /// The width of a period with the blank after it.
    fn step(&self) -> usize {
        (800 / self.periods.len()).clamp(7, 44)
    }

    /// Where a day lies, if it lies among them.
    fn place(&self, day: Date) -> Option<usize> {
        let at = self.periods.partition_point(|period| period.last_day() < day);
        let period = self.periods.get(at)?;
        if day < period.first_day() {
            return (at > 0).then(|| at * self.step());
        }
        let days = |from: Date, to: Date| days(to).saturating_sub(days(from)) as usize;
        let (into, all) =
            (days(period.first_day(), day), days(period.first_day(), period.last_day()) + 1);
        Some(at * self.step() + into * self.step() / all)
    }
}

/// The days up to this one, of all years that there were.
fn days(date: Date) -> u64 {
    let year = u64::from(date.year) - 1;
    let leap_days = year / 4 - year / 100 + year / 400;
    let months = (1..date.month).map(|month| Date { month, day: 0, ..date }.last_day().day);
    year * 365 + leap_days + months.map(u64::from).sum::<u64>() + u64::from(date.day)
}

/// One chart: of all sources, or of one.
pub(super) struct Chart<'r> {
    pub(super) entity: &'r EntityReport,
    pub(super) series: &'r [Series<'r>],
    pub(super) axis: &'r Axis,
    /// The source, and its number in links.
    pub(super) source: Option<(Option<&'r str>, usize)>,
    /// What ids of this entity begin with, and that of this chart.
    pub(super) prefix: &'r str,
    pub(super) id: String,
    pub(super) title: String,
}

/// A piece of a bar.
struct Piece {
    mentions: u64,
    series: usize,
    voice: Voice,
}

impl Chart<'_> {
    /// The pieces of the bar of a period, from the ground up.
    fn pieces(&self, period: Period) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (at, series) in self.series.iter().enumerate() {
            for voice in Voice::ALL {
                let uses = series.names.iter().flat_map(|(_, name)| &name.uses);
                let here = uses.filter(|used| {
                    let is_of_source = self
                        .source
                        .is_none_or(|(source, _)| used.place.source.as_deref() == source);
                    used.place.period == Some(period) && used.voice == voice && is_of_source
                });
                let mentions = here.map(|used| used.mentions).sum();
                if mentions > 0 {
                    pieces.push(Piece { mentions, series: at, voice });
                }
            }
        }
        pieces
    }

    pub(super) fn draw(&self, page: &mut String) {
        let step = self.axis.step();
        let marks = self.marks();
        let top = marks.len() * MARK + COUNTS;
        let (ground, width) = (top + HEIGHT, LEFT + self.axis.periods.len() * step + RIGHT);
        // What a mark is called may be longer than a row of few bars.
        let (width, height) = (width.max(320), ground + LABELS);
        let Self { id, title, .. } = self;
        let _ = write!(
            page,
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(title),
            escape(&self.said())
        );
        for (share, text) in [(0, "100%"), (1, "50%"), (2, "0%")] {
            let y = top + share * HEIGHT / 2;
            let _ = writeln!(
                page,
                "<path class=\"grid\" d=\"M{LEFT} {y}H{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{text}</text>",
                width - RIGHT,
                LEFT - 6,
                y + 4
            );
        }
        let every = LABEL.div_ceil(step);
        for (at, &period) in self.axis.periods.iter().enumerate() {
            let x = LEFT + at * step;
            self.bar(period, x, ground, page);
            if at % every == 0 {
                let _ = writeln!(page, "<text x=\"{x}\" y=\"{}\">{period}</text>", ground + 14);
            }
        }
        for (row, (series, x, text)) in marks.iter().enumerate() {
            let (x, y) = (LEFT + x, row * MARK + 11);
            let is_left = x * 2 < width;
            let (anchor, side) = if is_left { ("start", x + 4) } else { ("end", x - 4) };
            let _ = writeln!(
                page,
                "<path class=\"since {}\" d=\"M{x} {}V{ground}\"/><text x=\"{side}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
                self.series[*series].class,
                row * MARK,
                escape(text)
            );
        }
        page.push_str("</svg>\n");
    }

    fn bar(&self, period: Period, x: usize, ground: usize, page: &mut String) {
        let step = self.axis.step();
        let width = step - step / 5;
        let pieces = self.pieces(period);
        let all: u64 = pieces.iter().map(|piece| piece.mentions).sum();
        let mut below = 0;
        for Piece { mentions, series: at, voice } in pieces {
            let series = &self.series[at];
            let y = |mentions: u64| ground - (mentions as usize * HEIGHT) / all as usize;
            let (bottom, top) = (y(below), y(below + mentions));
            below += mentions;
            let (class, said) = match voice {
                Voice::Own => ("own", ""),
                Voice::Quoted => ("said", " in quotation"),
            };
            let label = format!("{} {period}{said}: {mentions} of {all}", series.title());
            let target = match (series.names.as_slice(), self.source) {
                ([(name, _)], None) => format!("{}-n{name}-{period}", self.prefix),
                ([(name, _)], Some((_, source))) => {
                    format!("{}-n{name}-{period}-s{source}-{}", self.prefix, voice.as_str())
                }
                _ => format!("{}-names", self.prefix),
            };
            let _ = writeln!(
                page,
                "<a href=\"#{target}\" aria-label=\"{0}\"><title>{0}</title><rect class=\"{class} {1}\" x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{2}\"/></a>",
                escape(&label),
                series.class,
                (bottom - top).max(1)
            );
        }
        if all > 0 && step >= 16 {
            let (x, y) = (x + width / 2, ground - HEIGHT - 4);
            let _ = writeln!(page, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{all}</text>");
        }
    }

    /// The dates since when names are decreed or used, of those that are drawn: which series, where, and what is said.
    fn marks(&self) -> Vec<(usize, usize, String)> {
        let series = self.series.iter().enumerate();
        let names = series.flat_map(|(at, series)| series.names.iter().map(move |it| (at, it.1)));
        let mark = |(at, name): (usize, &NameReport)| {
            let since = name.since?;
            let x = self.axis.place(since.first_day())?;
            Some((at, x, format!("{} since {since}", name.name)))
        };
        let mut marks: Vec<_> = names.filter_map(mark).collect();
        marks.sort_by_key(|&(_, x, _)| x);
        marks
    }

    /// What it shows, in words.
    fn said(&self) -> String {
        let (Some(first), Some(last)) = (self.axis.periods.first(), self.axis.periods.last())
        else {
            return String::new();
        };
        let shares = self.series.iter().map(|series| {
            let names = series.names.iter().map(|(_, name)| match self.source {
                None => name.sum.mentions,
                Some((source, _)) => {
                    let row = name.sources.iter().find(|row| row.source.as_deref() == source);
                    row.map_or(0, |row| row.sum.mentions)
                }
            });
            format!("{} {}", series.title(), names.sum::<u64>())
        });
        let shares: Vec<_> = shares.collect();
        format!(
            "Mentions of {} from {first} to {last}: {}. The tables below have every figure.",
            self.entity.name,
            shares.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_calendars_do() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let cases = [
            ("0001-01-01", 1),
            ("0001-12-31", 365),
            ("1900-03-01", 693_655),
            ("2000-03-01", 730_180),
            ("2024-12-31", 739_251),
        ];
        for (text, expected) in cases {
            assert_eq!(days(date(text)), expected, "{text}");
        }
        let mut last = 0;
        let mut period = Over::Day.period_of(date("1999-12-01"));
        for _ in 0..1_000 {
            let now = days(period.first_day());
            assert!(last == 0 || now == last + 1, "{period}");
            (last, period) = (now, period.next());
        }
    }

    #[test]
    fn a_date_lies_at_its_part_of_a_period() {
        let period = |text: &str| Over::Month.period_of(text.parse().unwrap());
        let axis = Axis {
            periods: vec![period("2024-06"), period("2024-07"), period("2024-09")],
            is_continuous: false,
            is_cut: false,
        };
        let place = |text: &str| axis.place(text.parse().unwrap());
        assert_eq!(axis.step(), 44);
        assert_eq!(place("2024-06-01"), Some(0));
        assert_eq!(place("2024-06-16"), Some(22));
        assert_eq!(place("2024-07-31"), Some(44 + 42));
        assert_eq!(place("2024-08-15"), Some(88));
        assert_eq!((place("2024-05-31"), place("2024-10-01")), (None, None));
    }
}
