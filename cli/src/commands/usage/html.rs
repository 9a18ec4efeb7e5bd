//! The report as one page that stands alone, in the look of `annotate --format html`. Nothing to load.
//!
//! A piece of a bar, and a period in a table, lead to their sentences, which stand folded at the end. Browsers unfold what is led to; a
//! line of script does it for those that do not yet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exonym::usage::{Over, Period, Voice};

use super::chart::{Axis, Chart, Series, series};
use super::report::{Context, EntityReport, NameReport, Report, UseRow, from_to};
use crate::output::html::{add, escape, open};

/// So many rows of a sort are shown; `--format json` has all.
const MOST_ROWS: usize = 1_000;
/// So many sources have charts of their own.
const MOST_CHARTS: usize = 12;

const SCRIPT: &str = "<script>addEventListener(\"hashchange\",()=>{for(let it=document.getElementById(location.hash.slice(1));it;it=it.parentElement)if(it.tagName===\"DETAILS\")it.open=true})</script>\n";

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    open("Names in use", include_str!("html.css"), out);
    let mut page = String::new();
    let mut unknown = Vec::new();
    if report.undated > 0 {
        unknown.push(format!("{} without a date that can be read", report.undated));
    }
    if let (Some(by), 1..) = (&report.by, report.without_source) {
        unknown.push(format!("{} without <code>{}</code>", report.without_source, own(by)));
    }
    let unknown =
        if unknown.is_empty() { String::new() } else { format!(", {}", unknown.join(", ")) };
    add!(page, "<p>{} texts{unknown}.</p>", report.texts);
    for (at, entity) in report.entities.iter().enumerate() {
        Section::new(entity, report, format!("e{at}")).write(&mut page);
    }
    page.push_str("</main>\n");
    page.push_str(SCRIPT);
    page.push_str("</body>\n</html>\n");
    out.extend_from_slice(page.as_bytes());
}

/// A text of somebody else's, whatever its direction.
fn own(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// All about one entity.
struct Section<'r> {
    entity: &'r EntityReport,
    report: &'r Report,
    series: Vec<Series<'r>>,
    /// Those that use the most names first; what nobody says comes last.
    sources: Vec<Option<&'r str>>,
    /// What its ids begin with.
    prefix: String,
}

impl<'r> Section<'r> {
    fn new(entity: &'r EntityReport, report: &'r Report, prefix: String) -> Self {
        let mut mentions: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        for row in entity.all_names().flat_map(|(name, _)| &name.sources) {
            *mentions.entry(row.source.as_deref()).or_default() += row.sum.mentions;
        }
        let mut sources: Vec<_> = mentions.into_iter().collect();
        sources.sort_by_key(|&(source, count)| (source.is_none(), std::cmp::Reverse(count)));
        let sources = sources.into_iter().map(|(source, _)| source).collect();
        Self { series: series(entity), sources, entity, report, prefix }
    }

    fn write(&self, page: &mut String) {
        let EntityReport { entity, name, mentions, texts, quoted, .. } = self.entity;
        add!(
            page,
            "<section>\n<h2>{} <small><code>{}</code></small></h2>\n<p>{mentions} mentions in {texts} texts, {quoted} in quotation.</p>",
            own(name),
            escape(entity)
        );
        self.charts(page);
        self.names("Names", 0, &self.entity.names, page);
        self.by_source(page);
        let title = "Too close to call, and counted nowhere else";
        self.names(title, self.entity.names.len(), &self.entity.ambiguous, page);
        self.sentences(page);
        add!(page, "</section>");
    }

    /// All sources together, and each of the first few.
    fn charts(&self, page: &mut String) {
        let over = Over::from_keyword(self.report.over).expect("it was one");
        let Some(axis) = Axis::of(self.entity, over) else { return };
        let is_drawn = |used: &&UseRow| used.place.period.is_some_and(|it| it.length() == over);
        let uses = || self.entity.names.iter().flat_map(|name| &name.uses);
        let has_bars = |source: Option<&str>| {
            uses().filter(is_drawn).any(|used| used.place.source.as_deref() == source)
        };
        let mut sources: Vec<_> = self.sources.iter().copied().enumerate().collect();
        sources.retain(|&(_, source)| has_bars(source));
        let left_out = sources.len().saturating_sub(MOST_CHARTS);
        sources.truncate(MOST_CHARTS);
        if sources.len() == 1 {
            // It is the chart of all texts again.
            sources.clear();
        }
        add!(page, "<ul class=\"names\" id=\"{}-legend\">", self.prefix);
        for series in &self.series {
            let name = match series.names.as_slice() {
                [(_, name)] => chip(name, &series.class),
                _ => format!("<span class=\"m {}\">{}</span>", series.class, series.title()),
            };
            add!(page, "<li>{name}</li>");
        }
        add!(page, "<li><span class=\"m c-none quoted\">name</span> in quotation</li>\n</ul>");
        let all = std::iter::once(None).chain(sources.iter().map(Some));
        add!(page, "<div class=\"charts\">");
        for source in all {
            let (id, title, caption) = match source {
                None => {
                    let title = format!("How {} is called", self.entity.name);
                    (format!("{}-chart", self.prefix), title, "All texts".to_owned())
                }
                Some((at, source)) => {
                    let source = source.unwrap_or(super::report::NO_SOURCE);
                    let title = format!("How {} is called by {source}", self.entity.name);
                    (format!("{}-chart-s{at}", self.prefix), title, own(source))
                }
            };
            add!(page, "<figure>\n<figcaption>{caption}</figcaption>");
            let (entity, series, axis) = (self.entity, &self.series, &axis);
            let source = source.map(|&(at, source)| (source, at));
            let prefix = &self.prefix;
            Chart { entity, series, axis, source, prefix, id, title }.draw(page);
            add!(page, "</figure>");
        }
        add!(page, "</div>");
        let mut notes = Vec::new();
        if left_out > 0 {
            notes.push(format!("{left_out} more sources are in the table alone."));
        }
        let undrawn: u64 = uses().filter(|used| !is_drawn(used)).map(|used| used.mentions).sum();
        if undrawn > 0 {
            notes.push(format!(
                "Texts without a date, or with one that is vaguer than a {}, have {undrawn} mentions, which stand in the tables alone.",
                over.as_str()
            ));
        }
        if !axis.is_continuous {
            notes.push("Periods without a mention are left out.".to_owned());
        }
        if axis.is_cut {
            notes.push("Of the others, the latest are drawn.".to_owned());
        }
        if !notes.is_empty() {
            add!(page, "<p><small>{}</small></p>", notes.join(" "));
        }
    }

    fn class_of(&self, number: usize) -> &str {
        let has = |series: &&Series<'_>| series.names.iter().any(|(it, _)| *it == number);
        self.series.iter().find(has).map_or("c-none", |series| &series.class)
    }

    /// A name as the legend shows it; those of mentions that are too close to call are in no chart.
    fn chip(&self, number: usize) -> String {
        if let Some(name) = self.entity.names.get(number) {
            return chip(name, self.class_of(number));
        }
        let name = &self.entity.ambiguous[number - self.entity.names.len()];
        format!("<span class=\"m ambiguous\">{}</span>", own(&name.name))
    }

    /// A table of names, the first of which has this number in links.
    fn names(&self, title: &str, first: usize, names: &[NameReport], page: &mut String) {
        if names.is_empty() {
            return;
        }
        let id = if first == 0 { format!(" id=\"{}-names\"", self.prefix) } else { String::new() };
        add!(page, "<h3{id}>{title}</h3>");
        head(
            page,
            &["Name", "#Mentions", "#in quotation", "#Texts", "#before its date", "From – to"],
        );
        for (at, name) in names.iter().enumerate().take(MOST_ROWS) {
            let spellings = if name.spellings.len() > 1 {
                let spelling =
                    |one: &super::report::Spelling| format!("{} ×{}", own(&one.text), one.mentions);
                let all: Vec<_> = name.spellings.iter().map(spelling).collect();
                format!(
                    "<details><summary>{} spellings</summary>{}</details>",
                    all.len(),
                    all.join(", ")
                )
            } else {
                String::new()
            };
            let sum = &name.sum;
            add!(
                page,
                "<tr><th scope=\"row\">{} <small>{}{spellings}</small></th><td class=\"count\"><a href=\"#{}-n{}\">{}</a></td><td class=\"count\">{}</td><td class=\"count\">{}</td><td class=\"count\">{}</td><td>{}</td></tr>",
                self.chip(first + at),
                escape(&name.said()),
                self.prefix,
                first + at,
                sum.mentions,
                sum.quoted,
                sum.texts,
                sum.before_since,
                from_to(sum.dates)
            );
        }
        add!(page, "</tbody>\n</table>");
        more(page, names.len());
    }

    fn by_source(&self, page: &mut String) {
        let Some(by) = &self.report.by else { return };
        if self.sources.is_empty() {
            return;
        }
        add!(page, "<h3>By {}</h3>", own(by));
        head(page, &[by, "#Texts", "Names"]);
        for &source in self.sources.iter().take(MOST_ROWS) {
            let rows = self.entity.groups.iter();
            let rows = rows.filter(|row| row.place.source.as_deref() == source);
            let (texts, read) =
                rows.fold((0, 0), |sum, row| (sum.0 + row.texts, sum.1 + row.texts_read));
            let mut names: Vec<_> = self
                .entity
                .names
                .iter()
                .enumerate()
                .filter_map(|(at, name)| {
                    let row = name.sources.iter().find(|row| row.source.as_deref() == source)?;
                    Some((at, name, row.sum))
                })
                .collect();
            names.sort_by_key(|&(_, _, sum)| std::cmp::Reverse(sum.mentions));
            let items = names.into_iter().map(|(at, name, sum)| {
                let quoted = match sum.quoted {
                    0 => String::new(),
                    quoted => format!(", {quoted} in quotation"),
                };
                format!(
                    "<li><details><summary>{} <b>×{}</b> <small>{}{quoted}</small></summary><p class=\"places\">{}</p></details></li>",
                    self.chip(at),
                    sum.mentions,
                    from_to(sum.dates),
                    self.links(at, name, source)
                )
            });
            add!(
                page,
                "<tr><th scope=\"row\">{}</th><td class=\"count\">{texts} of {read}</td><td><ul>{}</ul></td></tr>",
                own(source.unwrap_or(super::report::NO_SOURCE)),
                items.collect::<String>()
            );
        }
        add!(page, "</tbody>\n</table>");
        more(page, self.sources.len());
    }

    /// Where the sentences are in which a source uses a name.
    fn links(&self, number: usize, name: &NameReport, source: Option<&str>) -> String {
        let uses = name.uses.iter().filter(|used| used.place.source.as_deref() == source);
        let link = |used: &UseRow| {
            let quoted = if used.voice == Voice::Quoted { " quoted" } else { "" };
            let (id, period) = (self.id_of(number, used), used.place.period());
            format!("<a href=\"#{id}\">{period}{quoted}</a> ×{}", used.mentions)
        };
        uses.map(link).collect::<Vec<_>>().join(" · ")
    }

    /// `e0-n1-2024-Q3`
    fn id_of_period(&self, number: usize, period: Option<Period>) -> String {
        let period = period.map_or_else(|| "undated".to_owned(), |period| period.to_string());
        format!("{}-n{number}-{period}", self.prefix)
    }

    /// `e0-n1-2024-Q3-s0-own`
    fn id_of(&self, number: usize, used: &UseRow) -> String {
        let period = self.id_of_period(number, used.place.period);
        let source = self.source_number(used.place.source.as_deref());
        format!("{period}-s{source}-{}", used.voice.as_str())
    }

    /// The sentences of each count, folded.
    fn sentences(&self, page: &mut String) {
        if self.entity.all_names().next().is_none() {
            return;
        }
        add!(page, "<h3>Sentences</h3>");
        for (number, (name, _)) in self.entity.all_names().enumerate().take(MOST_ROWS) {
            add!(
                page,
                "<details><summary>{} ×{}</summary>\n<div id=\"{}-n{number}\">",
                self.chip(number),
                name.sum.mentions,
                self.prefix
            );
            let mut periods: BTreeMap<_, Vec<&UseRow>> = BTreeMap::new();
            for used in &name.uses {
                let period = used.place.period;
                periods.entry((period.is_none(), period)).or_default().push(used);
            }
            for ((_, period), uses) in periods {
                let mentions: u64 = uses.iter().map(|used| used.mentions).sum();
                add!(
                    page,
                    "<details><summary>{} ×{mentions}</summary>\n<div id=\"{}\">",
                    uses[0].place.period(),
                    self.id_of_period(number, period)
                );
                for used in uses {
                    self.sentences_of(number, used, page);
                }
                add!(page, "</div></details>");
            }
            add!(page, "</div></details>");
        }
    }

    fn sentences_of(&self, number: usize, used: &UseRow, page: &mut String) {
        let quoted = if used.voice == Voice::Quoted { ", in quotation" } else { "" };
        let whose = match &self.report.by {
            Some(_) => own(used.place.source()),
            None => "Mentions".to_owned(),
        };
        let left_out = used.mentions - used.contexts.len() as u64;
        let left_out = match left_out {
            0 => String::new(),
            more => format!(" <small>{more} more are not shown</small>"),
        };
        add!(
            page,
            "<div id=\"{}\"><p>{whose}{quoted} ×{}{left_out}</p>",
            self.id_of(number, used),
            used.mentions
        );
        let class = match (number < self.entity.names.len(), used.voice) {
            (true, Voice::Own) => self.class_of(number).to_owned(),
            (true, Voice::Quoted) => format!("{} quoted", self.class_of(number)),
            (false, _) => "ambiguous".to_owned(),
        };
        for context in &used.contexts {
            add!(page, "{}", sentence(context, &class));
        }
        add!(page, "</div>");
    }

    fn source_number(&self, source: Option<&str>) -> usize {
        self.sources.iter().position(|it| *it == source).unwrap_or_default()
    }
}

fn sentence(context: &Context, class: &str) -> String {
    format!(
        "<p dir=\"auto\"><small>{}</small> {}<span class=\"m {class}\">{}</span>{}</p>",
        own(&context.label()),
        escape(&context.before),
        escape(&context.text),
        escape(&context.after)
    )
}

/// A name in its colour, with the signs of what is said of it.
fn chip(name: &NameReport, class: &str) -> String {
    let mut class = format!("m {class}");
    if name.kind.ends_with("designation") {
        class.push_str(" designation");
    }
    if name.tone != "neutral" {
        class.push(' ');
        class.push_str(name.tone);
    }
    format!("<bdi class=\"{class}\">{}</bdi>", escape(&name.name))
}

/// Begins a table. Columns that begin with `#` hold figures.
fn head(page: &mut String, columns: &[&str]) {
    let column = |column: &&str| match column.strip_prefix('#') {
        Some(title) => format!("<th scope=\"col\" class=\"count\">{title}</th>"),
        None => format!("<th scope=\"col\">{}</th>", escape(column)),
    };
    let columns: String = columns.iter().map(column).collect();
    add!(page, "<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>");
}

fn more(page: &mut String, all: usize) {
    if all > MOST_ROWS {
        let more = all - MOST_ROWS;
        add!(page, "<p>… and {more} more; <code>--format json</code> has all.</p>");
    }
}
