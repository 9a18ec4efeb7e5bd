//! The report as one page that stands alone, in the look of `annotate --format html`. No script and nothing to load.

use std::fmt::Write as _;

use exonym::eval::Class;

use super::report::{
    Change, ErrorRow, Figures, FileFigures, FileReport, FitName, ReliabilityReport, Report, UsesRow,
};
use crate::output::html::{add, escape, open};

/// So many rows of a sort are shown; `--format json` has all.
const MOST_ROWS: usize = 1_000;

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    open("How good the links are", include_str!("html.css"), out);
    let mut page = String::new();
    figures(report, &mut page);
    comparison(report, &mut page);
    without(report, &mut page);
    fit(report, &mut page);
    for file in &report.files {
        of_file(file, &mut page);
    }
    page.push_str("</main>\n</body>\n</html>\n");
    out.extend_from_slice(page.as_bytes());
}

/// A text of a gold or a dictionary, whatever its direction.
fn own(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// `95.2 <small>20/21</small>`
fn percent(fraction: Option<f64>, counts: Option<[u64; 2]>) -> String {
    let fraction = fraction.map_or_else(|| "–".to_owned(), |it| format!("{:.1}", 100.0 * it));
    let counts = counts.map(|[part, whole]| format!(" <small>{part}/{whole}</small>"));
    format!("{fraction}{}", counts.unwrap_or_default())
}

/// A table, unless it has no rows. Columns that begin with `#` hold figures.
fn table(page: &mut String, columns: &[&str], rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    let class = |column: &str| if column.starts_with('#') { " class=\"count\"" } else { "" };
    let heads = columns.iter().map(|column| {
        format!("<th scope=\"col\"{}>{}</th>", class(column), column.trim_start_matches('#'))
    });
    add!(page, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>", heads.collect::<String>());
    for row in rows.iter().take(MOST_ROWS) {
        page.push_str("<tr>");
        for (at, (cell, column)) in row.iter().zip(columns).enumerate() {
            let _ = match at {
                0 => write!(page, "<th scope=\"row\"{}>{cell}</th>", class(column)),
                _ => write!(page, "<td{}>{cell}</td>", class(column)),
            };
        }
        page.push_str("</tr>\n");
    }
    add!(page, "</tbody>\n</table>");
    more(page, rows.len());
}

fn more(page: &mut String, all: usize) {
    if let Some(more) = all.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        add!(page, "<p>… and {more} more; <code>--format json</code> has all.</p>");
    }
}

fn figures(report: &Report, page: &mut String) {
    let files = report.files.iter().map(|file| (own(&file.file), &file.task, &file.figures));
    let all = report.tasks.iter();
    let all = all.map(|task| (format!("all {} files", task.files), &task.task, &task.figures));
    let mut rows = Vec::new();
    let all: Vec<(String, &String, &Figures)> = files.chain(all).collect();
    for (name, task, figures) in all {
        for (figure, row) in figures.rows() {
            let (name, task) = (name.clone(), task.clone());
            let precision = match row.accuracy {
                Some(_) => percent(row.accuracy, row.accuracy_of),
                None => percent(row.precision, row.precision_of),
            };
            let (mut recall, mut f1) = (String::new(), String::new());
            if row.recall.is_some() {
                recall = percent(row.recall, row.recall_of);
                f1 = percent(row.f1, None);
            }
            rows.push(vec![name, task, figure.to_owned(), precision, recall, f1]);
        }
    }
    let columns = ["Gold", "Task", "Figure", "#Precision, or share right", "#Recall", "#F1"];
    table(page, &columns, &rows);
}

fn change_rows(changes: &[Change]) -> Vec<Vec<String>> {
    let row = |change: &Change| {
        let by = change.by.map(|by| {
            let class = if change.is_fall() { "fell" } else { "rose" };
            format!("<span class=\"{class}\">{:+.1}</span>", 100.0 * by)
        });
        let (old, new) = (percent(change.old, None), percent(change.new, None));
        let (figure, measure) = (change.figure.clone(), change.measure.to_owned());
        vec![figure, measure, old, new, by.unwrap_or_default()]
    };
    changes.iter().map(row).collect()
}

const CHANGE_COLUMNS: [&str; 5] = ["Figure", "", "#before", "#now", "#change"];

fn comparison(report: &Report, page: &mut String) {
    let Some(comparison) = &report.comparison else { return };
    add!(page, "<section>\n<h2>Since {}</h2>", own(&comparison.old));
    let mut differs = false;
    for file in &comparison.files {
        if file.changes.is_empty() && file.gained.is_empty() && file.lost.is_empty() {
            continue;
        }
        differs = true;
        add!(page, "<h3>{} · {}</h3>", own(&file.file), file.task);
        table(page, &CHANGE_COLUMNS, &change_rows(&file.changes));
        for (what, errors) in [("Errors gained", &file.gained), ("Errors lost", &file.lost)] {
            let errors: Vec<_> = errors.iter().collect();
            error_list(page, what, &errors);
        }
    }
    if !differs {
        add!(page, "<p>Nothing differs.</p>");
    }
    for (what, files) in [("Gone", &comparison.gone), ("New", &comparison.new)] {
        for file in files {
            add!(page, "<p>{what}: {}</p>", own(file));
        }
    }
    add!(page, "</section>");
}

fn without(report: &Report, page: &mut String) {
    for row in &report.without {
        add!(page, "<section>\n<h2>Without {}</h2>", escape(&row.without));
        changed(&row.files, page);
        add!(page, "</section>");
    }
}

fn changed(files: &[FileFigures], page: &mut String) {
    for file in files {
        add!(page, "<h3>{} · {}</h3>", own(&file.file), file.task);
        if file.changes.is_empty() {
            add!(page, "<p>Nothing differs.</p>");
        }
        table(page, &CHANGE_COLUMNS, &change_rows(&file.changes));
    }
}

fn fit(report: &Report, page: &mut String) {
    let Some(fit) = &report.fit else { return };
    add!(page, "<section>\n<h2>Learned from the gold</h2>");
    for line in fit.names.iter().flat_map(FitName::lines) {
        add!(page, "<p>{}</p>", own(&line));
    }
    add!(page, "</section>");
    let Some(folder) = &fit.folder else {
        add!(page, "<p>Nothing that could be written.</p>");
        return;
    };
    let on = "on the texts that it was learned from";
    add!(page, "<section>\n<h2>With {}, {on}</h2>", own(folder));
    changed(&fit.after, page);
    add!(
        page,
        "</section>\n<section>\n<h2>With what four fifths of the texts teach, on the others</h2>"
    );
    changed(&fit.held_out, page);
    add!(page, "</section>");
}

fn of_file(file: &FileReport, page: &mut String) {
    add!(page, "<section>\n<h2>{} · {}</h2>", own(&file.file), file.task);
    let silent = file.documents - file.exhaustive;
    let silent = if silent > 0 {
        format!("; the gold of {silent} does not have everything, and says nothing of precision")
    } else {
        String::new()
    };
    add!(page, "<p>{} texts{silent}.</p>", file.documents);
    reliability(&file.reliability, page);
    let confusions = file.confusions.iter().map(|one| {
        let code = |id: &str| format!("<code>{}</code>", own(id));
        vec![code(&one.gold), code(&one.predicted), one.mentions.to_string()]
    });
    let confusions: Vec<_> = confusions.collect();
    if !confusions.is_empty() {
        add!(page, "<h3>Confusions</h3>");
        table(page, &["Gold", "Taken for", "#Mentions"], &confusions);
    }
    if !file.errors.is_empty() {
        add!(page, "<h3>Errors</h3>");
    }
    for class in Class::ERRORS {
        let errors: Vec<_> = file.errors_of(class).collect();
        let class = class.as_str();
        error_list(page, &format!("<span class=\"m {class}\">{class}</span>"), &errors);
    }
    let row = |name: String, UsesRow { right, wrong, missed }: UsesRow| {
        vec![name, right.to_string(), wrong.to_string(), missed.to_string()]
    };
    let entities = file.entities.iter().filter(|one| one.uses.has_errors()).map(|one| {
        row(
            format!("{} <small><code>{}</code></small>", own(&one.name), own(&one.entity)),
            one.uses,
        )
    });
    let names = file.names.iter().filter(|one| one.uses.has_errors()).map(|one| {
        let unknown = if one.known { "" } else { " no name of it" };
        let entity = own(&one.entity);
        row(format!("{} <small><code>{entity}</code>{unknown}</small>", own(&one.name)), one.uses)
    });
    let rows: [(_, Vec<_>); 2] = [("Entities", entities.collect()), ("Names", names.collect())];
    for (what, rows) in rows {
        if !rows.is_empty() {
            let count = rows.len();
            add!(page, "<details><summary>{what} with errors: {count}</summary>");
            table(page, &[what, "#right", "#wrong", "#missed"], &rows);
            add!(page, "</details>");
        }
    }
    let unknown = file.unknown.iter();
    let unknown: Vec<_> =
        unknown.map(|one| vec![own(&one.entity), one.mentions.to_string()]).collect();
    if !unknown.is_empty() {
        let count = unknown.len();
        add!(page, "<details><summary>Entities that no dictionary has: {count}</summary>");
        table(page, &["Entity", "#Mentions"], &unknown);
        add!(page, "</details>");
    }
    add!(page, "</section>");
}

fn reliability(reliability: &ReliabilityReport, page: &mut String) {
    let row = |bin: &super::report::BinRow| {
        let share = percent(Some(bin.share), Some([bin.right, bin.links]));
        vec![format!("{}–{}", bin.from, bin.to), share, format!("{:.1}", 100.0 * bin.score)]
    };
    let rows: Vec<_> = reliability.bins.iter().map(row).collect();
    if rows.is_empty() {
        return;
    }
    add!(page, "<h3>Reliability</h3>");
    table(page, &["Score", "#right, of a hundred", "#expected by the score"], &rows);
    let error = percent(Some(reliability.error), None);
    add!(page, "<p><small>Score and share differ by {error} on average.</small></p>");
}

/// Each error in its sentence, under what they are.
fn error_list(page: &mut String, what: &str, errors: &[&ErrorRow]) {
    if errors.is_empty() {
        return;
    }
    let count = errors.len();
    add!(page, "<details><summary>{what} {count}</summary>");
    for error in errors.iter().take(MOST_ROWS) {
        // An earlier report has no sentences.
        let (mut before, mut after) = (error.sentence.0.as_str(), error.sentence.1.as_str());
        if before.is_empty() && after.is_empty() {
            (before, after) = (&error.before, &error.after);
        }
        let score = error.predicted.as_ref().map(|predicted| format!(" {}", predicted.score));
        add!(
            page,
            "<p dir=\"auto\"><small>{} · <code>{}</code>{}</small><br>{}<span class=\"m {}\">{}</span>{}</p>",
            own(&error.document),
            own(&error.verdicts()),
            score.unwrap_or_default(),
            escape(before),
            escape(&error.class),
            escape(&error.text),
            escape(after)
        );
    }
    add!(page, "</details>");
    more(page, errors.len());
}
