//! The report as one page that stands alone, in the look of `annotate --format html`. No script and nothing to load.

use std::fmt::Write as _;

use exonym::diff::Effect;

use super::characters::{Character, Piece, code as code_point, sign};
use super::figures::grouped;
use super::report::{Altered, ConflictRow, Context, NewName, Report, Row, TestOffer, TestRow};
use crate::output::html::{add, escape, open};

/// So many rows of a sort are shown; `--format json` has all.
const MOST_ROWS: usize = 1_000;

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    open("What the change of the dictionaries does", include_str!("html.css"), out);
    let mut page = String::new();
    summary(report, &mut page);
    for effect in Effect::ALL {
        changes(report, effect, &mut page);
    }
    conflicts(report, &mut page);
    dictionary(report, &mut page);
    new_names(report, &mut page);
    tests(report, &mut page);
    page.push_str("</main>\n</body>\n</html>\n");
    out.extend_from_slice(page.as_bytes());
}

/// A text of a dictionary or a corpus; characters that nobody sees are shown by their code points.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|char| sign(char).is_some()) {
        let char = rest[at..].chars().next().expect("one was found");
        shown.push_str(&escape(&rest[..at]));
        let _ = write!(shown, "<span class=\"unseen\">{}</span>", code_point(char));
        rest = &rest[at + char.len_utf8()..];
    }
    shown.push_str(&escape(rest));
    shown
}

/// The same, whatever its direction.
fn own(text: &str) -> String {
    format!("<bdi>{}</bdi>", shown(text))
}

fn summary(report: &Report, page: &mut String) {
    add!(
        page,
        "<p>{} → {}, tried on {} texts with {} words.</p>",
        own(&report.old.name),
        own(&report.new.name),
        grouped(report.corpus.texts),
        grouped(report.corpus.words)
    );
    if report.is_empty() {
        add!(page, "<p>Nothing is different.</p>");
    }
    add!(
        page,
        "<table>\n<thead><tr><th scope=\"col\">Mentions</th><th scope=\"col\" class=\"count\"></th><th scope=\"col\" class=\"count\">per million words</th></tr></thead>\n<tbody>"
    );
    for (effect, sum) in report.sums() {
        let name = effect.as_str();
        add!(
            page,
            "<tr><th scope=\"row\"><span class=\"m {name}\">{name}</span></th><td class=\"count\">{}</td><td class=\"count\">{}</td></tr>",
            grouped(sum.mentions),
            sum.per_million_words
        );
    }
    add!(page, "</tbody>\n</table>");
    let Some(budget) = &report.budget else { return };
    add!(
        page,
        "<section>\n<h2>Budget</h2>\n<table>\n<thead><tr><th scope=\"col\"></th><th scope=\"col\" class=\"count\">allowed</th><th scope=\"col\" class=\"count\">happened</th><th scope=\"col\"></th></tr></thead>\n<tbody>"
    );
    for limit in &budget.limits {
        let (class, verdict) = if limit.kept {
            ("kept", "kept".to_owned())
        } else {
            ("exceeded", format!("exceeded by {}", limit.over))
        };
        add!(
            page,
            "<tr><th scope=\"row\">{}</th><td class=\"count\">{}</td><td class=\"count\">{}</td><td class=\"{class}\">{verdict}</td></tr>",
            limit.what,
            grouped(limit.allowed),
            limit.per_million_words
        );
    }
    add!(page, "</tbody>\n</table>");
    if !budget.kept {
        add!(page, "<p>To do: {}.</p>", escape(&budget.cure()));
    }
    add!(page, "</section>");
}

/// A section with a table, unless it has no rows.
fn table<T>(
    page: &mut String,
    title: &str,
    columns: &[&str],
    rows: &[T],
    show: impl Fn(&T) -> String,
) {
    if rows.is_empty() {
        return;
    }
    add!(page, "<section>\n<h2>{title}</h2>\n<table>");
    if !columns.is_empty() {
        let heads: Vec<_> =
            columns.iter().map(|column| format!("<th scope=\"col\">{column}</th>")).collect();
        add!(page, "<thead><tr>{}</tr></thead>", heads.concat());
    }
    add!(page, "<tbody>");
    for row in rows.iter().take(MOST_ROWS) {
        add!(page, "{}", show(row));
    }
    add!(page, "</tbody>\n</table>");
    if rows.len() > MOST_ROWS {
        let more = rows.len() - MOST_ROWS;
        add!(page, "<p>… and {more} more; <code>--format json</code> has all.</p>");
    }
    add!(page, "</section>");
}

fn changes(report: &Report, effect: Effect, page: &mut String) {
    let rows: Vec<&Row> = report.rows_of(effect).collect();
    let name = effect.as_str();
    let title = format!("<span class=\"m {name}\">{name}</span>");
    table(page, &title, &["Entity", "Name", "Mentions", "per million words"], &rows, |row| {
        let mut more = String::new();
        for difference in &row.differences {
            let _ = write!(more, "<br><small>{}</small>", own(&difference.to_string()));
        }
        if !row.contexts.is_empty() {
            more.push_str("<details><summary>Where</summary>");
            row.contexts.iter().for_each(|one| more.push_str(&context(effect, one)));
            more.push_str("</details>");
        }
        format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}{more}</td><td class=\"count\">{}</td><td class=\"count\">{}</td></tr>",
            own(&row.entities()),
            own(row.name()),
            grouped(row.sum.mentions),
            row.sum.per_million_words
        )
    });
}

fn context(effect: Effect, context: &Context) -> String {
    format!(
        "<p dir=\"auto\"><small>{}</small> {}<span class=\"m {}\">{}</span>{}</p>",
        own(&context.place()),
        shown(&context.before),
        effect.as_str(),
        shown(&context.text),
        shown(&context.after)
    )
}

fn conflicts(report: &Report, page: &mut String) {
    let title = "New conflicts: one key, several entities";
    table(page, title, &["Key", "Names"], &report.conflicts, |conflict: &ConflictRow| {
        let names = conflict.names.iter().map(|name| {
            format!(
                "<li><code>{}</code> {} <small>{}</small></li>",
                shown(&name.entity),
                own(&name.name),
                name.traits()
            )
        });
        format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", own(&conflict.key), list(names))
    });
}

/// A row of an entity, or of a name of one, and what is said of it.
fn about(entity: &str, text: &str) -> String {
    format!("<tr><th scope=\"row\"><code>{}</code></th><td>{text}</td></tr>", shown(entity))
}

fn dictionary(report: &Report, page: &mut String) {
    let entities = &report.entities;
    for (title, rows) in
        [("Entities added", &entities.added), ("Entities removed", &entities.removed)]
    {
        table(page, title, &[], rows, |row| {
            let decoy = if row.decoy { " <small>a rival sense</small>" } else { "" };
            about(&row.entity, &format!("{}{decoy}", own(&row.name)))
        });
    }
    table(page, "Entities moved", &[], &entities.moved, |pair| {
        about(&pair.old, &format!("is <code>{}</code> now", shown(&pair.new)))
    });
    table(page, "Entities renamed", &[], &entities.renamed, |one| {
        about(&one.entity, &format!("{} → {}", own(&one.old), own(&one.new)))
    });
    let altered = |one: &Altered| {
        let name = one.name.as_deref().map(own).unwrap_or_default();
        let differences: Vec<_> = one
            .differences
            .iter()
            .map(|it| format!("<br><small>{}</small>", own(&it.to_string())))
            .collect();
        about(&one.entity, &format!("{name}{}", differences.concat()))
    };
    table(page, "Entities changed", &[], &entities.altered, altered);
    table(page, "Names removed", &[], &report.names.removed, |name| {
        about(&name.entity, &own(&name.name))
    });
    table(page, "Names changed", &[], &report.names.altered, altered);
    table(page, "Languages changed", &[], &report.languages, |row| {
        let differences: Vec<_> = row.differences.iter().map(|it| own(&it.to_string())).collect();
        about(&row.language, &differences.join("<br>"))
    });
}

fn new_names(report: &Report, page: &mut String) {
    let columns = ["Entity", "Name", "Folds to, and together with", "Stands in the corpus as"];
    table(page, "New names", &columns, &report.new_names, |name: &NewName| {
        let warning = if name.suspicious { " class=\"warning\"" } else { "" };
        let mut points = String::new();
        for run in &name.runs {
            let _ = write!(points, "<p dir=\"ltr\">{}:", run.script);
            for piece in run.pieces() {
                let _ = match piece {
                    Piece::Plain(text) if text == " " => write!(points, " U+0020"),
                    Piece::Plain(text) => write!(points, " {}", own(&text)),
                    Piece::Point(Character { code, sign: Some(sign), .. }) => {
                        write!(points, " <span class=\"warning\">{code} {sign}</span>")
                    }
                    Piece::Point(one) => {
                        write!(points, " {} {}", one.code, own(&one.char.to_string()))
                    }
                };
            }
            points.push_str("</p>");
        }
        let same = name.same_key.iter().map(|other| {
            format!(
                "<li><code>{}</code> {}<small>{}</small></li>",
                shown(&other.entity),
                own(&other.name),
                other.whose(&name.entity)
            )
        });
        let surfaces = name.surfaces.iter().take(MOST_ROWS).map(|surface| {
            format!("<li>{} <b>×{}</b></li>", own(&surface.text), grouped(surface.mentions))
        });
        format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}<br><small>{}</small><details><summary{warning}>{}</summary>{points}</details></td><td>{}{}</td><td>{}</td></tr>",
            shown(&name.entity),
            own(&name.name),
            own(&name.romanised),
            if name.scripts.is_empty() { "no script".to_owned() } else { name.scripts.join(", ") },
            own(&name.key),
            list(same),
            list(surfaces)
        )
    });
}

/// A list of items, unless there are none.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<_> = items.collect();
    if items.is_empty() { String::new() } else { format!("<ul>{}</ul>", items.concat()) }
}

fn tests(report: &Report, page: &mut String) {
    let title = "Proposed tests: new names that no <code>test.hit</code> of their entity has";
    let (found, others) = report.tests_in_corpus_and_not();
    table(page, title, &[], &found, |test: &&TestRow| {
        let offers: String =
            test.offers().into_iter().map(|(list, one)| offer(list, one)).collect();
        about(&test.entity, &format!("{}{offers}", own(&test.name)))
    });
    let title = "No sentence in the corpus: new names without a <code>test.hit</code>";
    table(page, title, &[], &others, |test: &&TestRow| about(&test.entity, &own(&test.name)));
}

fn offer(list: &str, offer: &TestOffer) -> String {
    match (&offer.toml, offer.reason) {
        (Some(toml), _) => {
            let place = offer.context.as_ref().map(|context| own(&context.place()));
            format!(
                "<pre dir=\"auto\">{}</pre><small>from {}</small>",
                shown(toml),
                place.unwrap_or_default()
            )
        }
        (None, reason) => format!("<br><small>no {list}: {}</small>", reason.unwrap_or_default()),
    }
}
