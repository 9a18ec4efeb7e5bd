//! The report as a comment on a pull request: tables, and contexts that unfold.
//!
//! Nothing from a dictionary or a corpus can break out of its place: see [`code`]. A comment has a greatest length, so that what comes
//! last may be left out, and is counted.

use std::fmt::Write as _;

use exonym::diff::Effect;

use super::characters::{code as code_point, sign};
use super::report::{
    Altered, ConflictRow, Context, EntityRow, NewName, Report, Row, TestOffer, TestRow,
};

/// GitHub takes 65,536 characters; what may be added to a report by whoever posts it needs some.
const MOST_CHARS: usize = 60_000;

/// Kept for the words on what was left out, and for closing what is open.
const RESERVE: usize = 1_000;

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    let mut page = Page { out: String::new(), room: MOST_CHARS - RESERVE, left_out: 0 };
    summary(report, &mut page);
    changes(report, &mut page);
    conflicts(report, &mut page);
    dictionary(report, &mut page);
    new_names(report, &mut page);
    tests(report, &mut page);
    if page.left_out > 0 {
        let _ = writeln!(
            page.out,
            "\n**Left out: {} rows** that a comment has no room for; `exonym diff --format json` has all.",
            page.left_out
        );
    }
    out.extend_from_slice(page.out.as_bytes());
}

/// What fits into a comment.
struct Page {
    out: String,
    /// Characters.
    room: usize,
    left_out: usize,
}

impl Page {
    /// Adds a text that belongs together, if it fits.
    fn add(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let fits = length <= self.room;
        if fits {
            self.room -= length;
            self.out.push_str(text);
        }
        fits
    }

    /// A heading and rows under it, as far as they fit; `end` comes after the last.
    fn table<T>(
        &mut self,
        (begin, end): (&str, &str),
        rows: impl IntoIterator<Item = T>,
        show: impl Fn(&T) -> String,
    ) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        // What ends a table must fit whatever comes between.
        let Some(room) = self.room.checked_sub(end.chars().count()) else {
            self.left_out += rows.count();
            return;
        };
        self.room = room;
        let mut fits = self.add(begin);
        let has_begun = fits;
        for row in rows {
            fits = fits && self.add(&show(&row));
            self.left_out += usize::from(!fits);
        }
        if has_begun {
            self.out.push_str(end);
        } else {
            self.room += end.chars().count();
        }
    }
}

/// A text of a dictionary or a corpus, on one line, as code of its own direction.
///
/// Every sign that Markdown or HTML could take for its own is written as a number, and the `@` of an address or a user stands behind a
/// point where a line may break, so that no letter before it belongs to it. Inside `<code>` GitHub looks for no users, issues, or
/// emoji. Characters that nobody sees are shown by their code points.
fn code(text: &str) -> String {
    format!("<code dir=\"auto\">{}</code>", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for char in text.chars() {
        let char = if char.is_whitespace() { ' ' } else { char };
        match char {
            ' ' if before == ' ' && !escaped.is_empty() => {}
            '@' => escaped.push_str("<wbr>&#64;"),
            // `www.` begins a link.
            '.' if before.eq_ignore_ascii_case(&'w') => escaped.push_str("&#46;"),
            '&' | '<' | '>' | '"' | '\'' | '`' | '*' | '_' | '~' | '[' | ']' | '(' | ')' | '|'
            | '\\' | '#' | '!' | ':' | '$' | '{' | '}' | '^' => {
                let _ = write!(escaped, "&#{};", u32::from(char));
            }
            _ if sign(char).is_some() => {
                let _ = write!(escaped, "⟨{}⟩", code_point(char));
            }
            _ => escaped.push(char),
        }
        before = char;
    }
    escaped
}

/// A sentence with its mention.
fn context(context: &Context) -> String {
    format!(
        "- {} <code dir=\"auto\">{}<b>{}</b>{}</code>\n",
        code(&context.place()),
        escaped(&context.before),
        escaped(&context.text),
        escaped(&context.after)
    )
}

fn summary(report: &Report, page: &mut Page) {
    let mut text = format!(
        "### What the change of the dictionaries does\n\n{} → {}, tried on {} texts with {} words.\n\n",
        code(&report.old.name),
        code(&report.new.name),
        report.corpus.texts,
        report.corpus.words
    );
    if report.is_empty() {
        text.push_str("Nothing is different.\n\n");
    }
    text.push_str("| mentions | | per million words |\n|---|---:|---:|\n");
    for (effect, sum) in report.sums() {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            effect.as_str(),
            sum.mentions,
            sum.per_million_words
        );
    }
    if let Some(budget) = &report.budget {
        let verdict = if budget.kept { "✅ Within" } else { "❌ **Over**" };
        let _ = writeln!(text, "\n{verdict} the budget {}:\n", code(&budget.asked));
        text.push_str("| | allowed per million words | happened | |\n|---|---:|---:|---|\n");
        for limit in &budget.limits {
            let verdict = if limit.kept { "kept" } else { "**exceeded**" };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {verdict} |",
                limit.what, limit.allowed, limit.per_million_words
            );
        }
    }
    page.add(&text);
}

fn changes(report: &Report, page: &mut Page) {
    for effect in Effect::ALL {
        let rows: Vec<&Row> = report.rows_of(effect).collect();
        let begin = format!(
            "\n#### {}\n\n| entity | name | mentions | per million words |\n|---|---|---:|---:|\n",
            heading(effect)
        );
        page.table((&begin, ""), &rows, |row| {
            let differences: Vec<_> =
                row.differences.iter().map(|it| code(&it.to_string())).collect();
            let differences = if differences.is_empty() {
                String::new()
            } else {
                format!("<br>{}", differences.join("<br>"))
            };
            format!(
                "| {} | {}{differences} | {} | {} |\n",
                code(&row.entities()),
                code(row.name()),
                row.sum.mentions,
                row.sum.per_million_words
            )
        });
        let begin = format!("\n<details><summary>Where: {}</summary>\n", effect.as_str());
        page.table((&begin, "\n</details>\n"), &rows, |row| {
            let contexts: String = row.contexts.iter().map(context).collect();
            format!("\n{} {}\n\n{contexts}", code(&row.entities()), code(row.name()))
        });
    }
}

const fn heading(effect: Effect) -> &'static str {
    match effect {
        Effect::Gained => "Gained",
        Effect::Lost => "Lost",
        Effect::ReDecided => "Re-decided",
        Effect::Relabelled => "Relabelled",
    }
}

fn conflicts(report: &Report, page: &mut Page) {
    let begin = "\n#### New conflicts: one key, several entities\n\n| key | entity | name | |\n|---|---|---|---|\n";
    page.table((begin, ""), &report.conflicts, |conflict: &&ConflictRow| {
        let mut rows = String::new();
        for name in &conflict.names {
            let _ = writeln!(
                rows,
                "| {} | {} | {} | {} |",
                code(&conflict.key),
                code(&name.entity),
                code(&name.name),
                name.traits()
            );
        }
        rows
    });
}

fn dictionary(report: &Report, page: &mut Page) {
    let entities = &report.entities;
    let entity = |sign: &'static str| {
        move |row: &&EntityRow| {
            let decoy = if row.decoy { ", a rival sense" } else { "" };
            format!("- {sign} {} {}{decoy}\n", code(&row.entity), code(&row.name))
        }
    };
    page.table(("\n#### Entities added\n\n", ""), &entities.added, entity("+"));
    page.table(("\n#### Entities removed\n\n", ""), &entities.removed, entity("−"));
    page.table(("\n#### Entities moved\n\n", ""), &entities.moved, |pair| {
        format!("- {} → {}\n", code(&pair.old), code(&pair.new))
    });
    page.table(("\n#### Entities renamed\n\n", ""), &entities.renamed, |one| {
        format!("- {} {} → {}\n", code(&one.entity), code(&one.old), code(&one.new))
    });
    let altered = |one: &&Altered| {
        let name = one.name.as_deref().map(|name| format!(" {}", code(name)));
        let differences: Vec<_> = one.differences.iter().map(|it| code(&it.to_string())).collect();
        let name = name.unwrap_or_default();
        format!("- {}{name}: {}\n", code(&one.entity), differences.join(" · "))
    };
    page.table(("\n#### Entities changed\n\n", ""), &entities.altered, altered);
    page.table(("\n#### Names removed\n\n", ""), &report.names.removed, |name| {
        format!("- {} {}\n", code(&name.entity), code(&name.name))
    });
    page.table(("\n#### Names changed\n\n", ""), &report.names.altered, altered);
}

fn new_names(report: &Report, page: &mut Page) {
    let begin = "\n#### New names\n\n| entity | name | script | reads | folds to, and together with | stands in the corpus as |\n|---|---|---|---|---|---|\n";
    page.table((begin, ""), &report.new_names, |name: &&NewName| {
        let same: String = name
            .same_key
            .iter()
            .map(|other| {
                let decoy = if other.decoy { ", a rival sense" } else { "" };
                format!("<br>{} {}{decoy}", code(&other.entity), code(&other.name))
            })
            .collect();
        let surfaces: Vec<_> = name
            .surfaces
            .iter()
            .take(8)
            .map(|surface| format!("{} {}", code(&surface.text), surface.mentions))
            .collect();
        let warning = if name.suspicious { "⚠️ " } else { "" };
        format!(
            "| {} | {} | {warning}{} | {} | {}{same} | {} |\n",
            code(&name.entity),
            code(&name.name),
            name.scripts.join(", "),
            code(&name.romanised),
            code(&name.key),
            if surfaces.is_empty() { "–".to_owned() } else { surfaces.join("<br>") }
        )
    });
    let begin = "\n<details><summary>Code points of the new names</summary>\n\n";
    page.table((begin, "\n</details>\n"), &report.new_names, |name: &&NewName| {
        let mut row = format!("- {}", code(&name.name));
        for run in &name.runs {
            let _ = write!(row, " · {}:", run.script);
            for one in &run.characters {
                match one.sign {
                    Some(sign) => {
                        let _ = write!(row, " **{} {sign}**", one.code);
                    }
                    None => {
                        let _ = write!(row, " {} {}", one.code, code(&one.char.to_string()));
                    }
                }
            }
        }
        row.push('\n');
        row
    });
}

fn tests(report: &Report, page: &mut Page) {
    let begin = "\n<details><summary>Proposed tests</summary>\n\nFor new names that no `test.hit` of their entity has.\n\n";
    page.table((begin, "\n</details>\n"), &report.tests, |test: &&TestRow| {
        format!(
            "- {} {}\n{}{}",
            code(&test.entity),
            code(&test.name),
            offer("hit", &test.hit),
            offer("miss", &test.miss)
        )
    });
}

fn offer(list: &str, offer: &TestOffer) -> String {
    match (&offer.toml, offer.reason) {
        (Some(toml), _) => {
            let place = offer.context.as_ref().map(|context| code(&context.place()));
            format!("  - {} from {}\n", code(toml), place.unwrap_or_default())
        }
        (None, reason) => format!("  - no {list}: {}\n", reason.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        let hostile = "a|b `c` @user *d* _e_ [f](http://x.example) <img src=x> www.evil.example u@x.example #12 \u{202e}g\u{200b} $h$ :i: \\| \r\n\n- j </code>";
        let shown = code(hostile);
        let inside =
            shown.strip_prefix("<code dir=\"auto\">").unwrap().strip_suffix("</code>").unwrap();
        let bare = inside.replace("<wbr>", "");
        for sign in [
            '|', '`', '*', '_', '[', ']', '<', '>', '@', '\\', '$', ':', '\n', '\r', '\u{202e}',
            '\u{200b}',
        ] {
            assert!(!bare.contains(sign), "{sign:?} in {bare}");
        }
        assert!(bare.contains("⟨U+202E⟩g⟨U+200B⟩") && !bare.contains("www."), "{bare}");
        assert_eq!(inside.matches("<wbr>&#64;").count(), 2);
    }

    #[test]
    fn what_does_not_fit_is_counted_and_all_that_opened_is_closed() {
        let mut page = Page { out: String::new(), room: 40, left_out: 0 };
        page.table(("<details>\n", "</details>\n"), 0..10, |row| format!("row {row}\n"));
        assert_eq!(page.out, "<details>\nrow 0\nrow 1\nrow 2\n</details>\n");
        assert_eq!(page.left_out, 7);
        page.table(("<details>\n", "</details>\n"), 0..2, |row| format!("row {row}\n"));
        assert!(page.out.ends_with("row 2\n</details>\n"));
        assert_eq!(page.left_out, 9);
    }
}
