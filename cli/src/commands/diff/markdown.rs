//! The report as a comment on a pull request: tables, and contexts that unfold.
//!
//! Nothing from a dictionary or a corpus can break out of its place: see [`code`]. A comment has a greatest length, so that what comes
//! last may be left out, and is counted.

use std::fmt::Write as _;

use exonym::diff::Effect;

use super::characters::{Character, Piece, Run, code as code_point, sign};
use super::figures::grouped;
use super::report::{
    Altered, ConflictRow, Context, DifferenceRow, EntityRow, NewName, Report, Row, TestOffer,
};

/// GitHub takes 65,536 characters; what may be added to a report by whoever posts it needs some.
const MOST_CHARS: usize = 60_000;

/// No name and no sentence needs more; a longer one is cut, so that it hides no other.
const LONGEST_TEXT: usize = 500;

/// Kept for the words on what was left out.
const RESERVE: usize = 1_500;

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    let mut page = written(report, Share::All);
    if !page.left_out.is_empty() {
        // So that no long table leaves out all that come after it.
        page = written(report, Share::Third);
        page.out.push_str("\n**Left out**, for want of room in a comment:\n\n");
        for (title, rows) in &page.left_out {
            let _ = writeln!(page.out, "- {title}: {} rows", grouped(*rows as u64));
        }
        page.out.push_str("\n`exonym diff --format html` or `json` has them.\n");
    }
    out.extend_from_slice(page.out.as_bytes());
}

fn written(report: &Report, share: Share) -> Page {
    let room = MOST_CHARS - RESERVE;
    let mut page = Page { out: String::new(), room, share, left_out: Vec::new() };
    summary(report, &mut page);
    conflicts(report, &mut page);
    changes(report, &mut page);
    dictionary(report, &mut page);
    new_names(report, &mut page);
    tests(report, &mut page);
    page
}

/// How much of what room is left one table may take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    All,
    Third,
}

/// What fits into a comment.
struct Page {
    out: String,
    /// Characters.
    room: usize,
    share: Share,
    /// Of which table how many rows.
    left_out: Vec<(String, usize)>,
}

impl Page {
    /// A heading and rows under it, as far as they fit; `end` comes after the last. `title` is what it is called where rows are left
    /// out.
    fn table<T>(
        &mut self,
        title: &str,
        (begin, end): (&str, &str),
        rows: impl IntoIterator<Item = T>,
        show: impl Fn(&T) -> String,
    ) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        let length = |text: &str| text.chars().count();
        let mut room = match self.share {
            Share::All => self.room,
            Share::Third => self.room / 3,
        };
        let mut table = begin.to_owned();
        let mut left_out = 0;
        let frame = length(begin) + length(end);
        let frame_fits = frame <= room;
        room = room.saturating_sub(frame);
        for row in rows {
            let row = show(&row);
            let row_length = length(&row);
            if frame_fits && row_length <= room {
                room -= row_length;
                table.push_str(&row);
            } else {
                left_out += 1;
            }
        }
        // A table with a head alone says nothing.
        if table.len() > begin.len() {
            table.push_str(end);
            self.room -= length(&table);
            self.out.push_str(&table);
        }
        if left_out > 0 {
            self.left_out.push((title.to_owned(), left_out));
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
    for (at, char) in text.chars().enumerate() {
        if at == LONGEST_TEXT {
            let more = text.chars().count() - at;
            let _ = write!(escaped, "⟨… {} more⟩", grouped(more as u64));
            break;
        }
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

/// What is said otherwise; what it was and what it is are cut each by itself, so that a long one hides no other.
fn difference(one: &DifferenceRow) -> String {
    let said = |text: &String| if text.is_empty() { "–".to_owned() } else { code(text) };
    format!("{} {} → {}", code(&one.what), said(&one.old), said(&one.new))
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
        grouped(report.corpus.texts),
        grouped(report.corpus.words)
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
            grouped(sum.mentions),
            sum.per_million_words
        );
    }
    if let Some(budget) = &report.budget {
        let verdict = if budget.kept { "✅ Within" } else { "❌ **Over**" };
        let _ = writeln!(text, "\n{verdict} the budget {}:\n", code(&budget.asked));
        text.push_str("| | allowed per million words | happened | |\n|---|---:|---:|---|\n");
        for limit in &budget.limits {
            let verdict = if limit.kept {
                "kept".to_owned()
            } else {
                format!("**exceeded by {}**", limit.over)
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {verdict} |",
                limit.what,
                grouped(limit.allowed),
                limit.per_million_words
            );
        }
        if !budget.kept {
            let _ = writeln!(text, "\nTo do: {}.", budget.cure());
        }
    }
    page.room = page.room.saturating_sub(text.chars().count());
    page.out.push_str(&text);
}

fn changes(report: &Report, page: &mut Page) {
    for effect in Effect::ALL {
        let rows: Vec<&Row> = report.rows_of(effect).collect();
        let begin = format!(
            "\n#### {}\n\n| entity | name | mentions | per million words |\n|---|---|---:|---:|\n",
            heading(effect)
        );
        page.table(effect.as_str(), (&begin, ""), &rows, |row| {
            let differences: Vec<_> = row.differences.iter().map(difference).collect();
            let differences = if differences.is_empty() {
                String::new()
            } else {
                format!("<br>{}", differences.join("<br>"))
            };
            format!(
                "| {} | {}{differences} | {} | {} |\n",
                code(&row.entities()),
                code(row.name()),
                grouped(row.sum.mentions),
                row.sum.per_million_words
            )
        });
        let begin = format!("\n<details><summary>Where: {}</summary>\n", effect.as_str());
        let title = format!("where: {}", effect.as_str());
        page.table(&title, (&begin, "\n</details>\n"), &rows, |row| {
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
    page.table("new conflicts", (begin, ""), &report.conflicts, |conflict: &&ConflictRow| {
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
    page.table("entities added", ("\n#### Entities added\n\n", ""), &entities.added, entity("+"));
    page.table(
        "entities removed",
        ("\n#### Entities removed\n\n", ""),
        &entities.removed,
        entity("−"),
    );
    page.table("entities moved", ("\n#### Entities moved\n\n", ""), &entities.moved, |pair| {
        format!("- {} → {}\n", code(&pair.old), code(&pair.new))
    });
    page.table("entities renamed", ("\n#### Entities renamed\n\n", ""), &entities.renamed, |one| {
        format!("- {} {} → {}\n", code(&one.entity), code(&one.old), code(&one.new))
    });
    let altered = |one: &&Altered| {
        let name = one.name.as_deref().map(|name| format!(" {}", code(name)));
        let differences: Vec<_> = one.differences.iter().map(difference).collect();
        let name = name.unwrap_or_default();
        format!("- {}{name}: {}\n", code(&one.entity), differences.join(" · "))
    };
    page.table("entities changed", ("\n#### Entities changed\n\n", ""), &entities.altered, altered);
    page.table("names removed", ("\n#### Names removed\n\n", ""), &report.names.removed, |name| {
        format!("- {} {}\n", code(&name.entity), code(&name.name))
    });
    page.table("names changed", ("\n#### Names changed\n\n", ""), &report.names.altered, altered);
    page.table("languages", ("\n#### Languages changed\n\n", ""), &report.languages, |row| {
        let differences: Vec<_> = row.differences.iter().map(difference).collect();
        format!("- {}: {}\n", code(&row.language), differences.join(" · "))
    });
}

fn new_names(report: &Report, page: &mut Page) {
    let begin = "\n#### New names\n\n| entity | name | script | reads | folds to, and together with | stands in the corpus as |\n|---|---|---|---|---|---|\n";
    page.table("new names", (begin, ""), &report.new_names, |name: &&NewName| {
        let same: Vec<String> = name
            .same_key
            .iter()
            .map(|other| {
                let whose = other.whose(&name.entity);
                format!("<br>{} {}{whose}", code(&other.entity), code(&other.name))
            })
            .collect();
        let surfaces: Vec<_> = name
            .surfaces
            .iter()
            .take(8)
            .map(|surface| format!("{} {}", code(&surface.text), grouped(surface.mentions)))
            .collect();
        let warning = if name.suspicious { "⚠️ " } else { "" };
        format!(
            "| {} | {} | {warning}{} | {} | {}{} | {} |\n",
            code(&name.entity),
            code(&name.name),
            name.scripts.join(", "),
            code(&name.romanised),
            code(&name.key),
            same.concat(),
            if surfaces.is_empty() { "–".to_owned() } else { surfaces.join("<br>") }
        )
    });
    let begin =
        "\n<details><summary>Code points of new names that are not plain ASCII</summary>\n\n";
    let telling = report.new_names.iter().filter(|name| !name.runs.iter().all(Run::is_plain));
    page.table("code points", (begin, "\n</details>\n"), telling, |name: &&NewName| {
        let runs: String = name.runs.iter().map(points).collect();
        format!("- {}{runs}\n", code(&name.name))
    });
}

/// ` · Arabic: U+062A …`, from left to right.
fn points(run: &Run) -> String {
    let pieces = run.pieces().into_iter().map(|piece| match piece {
        Piece::Plain(text) if text == " " => "U+0020".to_owned(),
        Piece::Plain(text) => escaped(&text),
        Piece::Point(Character { code, sign: Some(sign), .. }) => format!("<b>{code} {sign}</b>"),
        Piece::Point(one) => format!("{} {}", one.code, escaped(&one.char.to_string())),
    });
    let pieces: Vec<_> = pieces.collect();
    format!(" · {}: <code dir=\"ltr\">{}</code>", run.script, pieces.join(" "))
}

fn tests(report: &Report, page: &mut Page) {
    let (found, others) = report.tests_in_corpus_and_not();
    let begin = "\n<details><summary>Proposed tests</summary>\n\nFor new names that no `test.hit` of their entity has.\n\n";
    page.table("proposed tests", (begin, "\n</details>\n"), &found, |test| {
        let offers = test.offers().into_iter().map(|(list, one)| offer(list, one));
        let offers: String = offers.collect();
        format!("- {} {}\n{offers}", code(&test.entity), code(&test.name))
    });
    let begin =
        "\n<details><summary>New names without a test that are not in the corpus</summary>\n\n";
    page.table("new names not in the corpus", (begin, "\n</details>\n"), &others, |test| {
        format!("- {} {}\n", code(&test.entity), code(&test.name))
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
        assert!(escaped(&"x".repeat(1_700)).ends_with("x⟨… 1,200 more⟩"));
    }

    #[test]
    fn what_does_not_fit_is_counted_and_all_that_opened_is_closed() {
        let mut page =
            Page { out: String::new(), room: 40, share: Share::All, left_out: Vec::new() };
        let row = |row: &usize| format!("row {row}\n");
        page.table("ten", ("<details>\n", "</details>\n"), 0..10, row);
        assert_eq!(page.out, "<details>\nrow 0\nrow 1\nrow 2\n</details>\n");
        page.table("two", ("<details>\n", "</details>\n"), 0..2, row);
        page.table("none", ("<details>\n", "</details>\n"), 0..0, row);
        assert!(page.out.ends_with("row 2\n</details>\n"));
        assert_eq!(page.left_out, [("ten".to_owned(), 7), ("two".to_owned(), 2)]);
    }

    #[test]
    fn a_long_table_leaves_room_for_others() {
        let mut page =
            Page { out: String::new(), room: 90, share: Share::Third, left_out: Vec::new() };
        for title in ["first", "second"] {
            page.table(title, ("<p>\n", ""), 0..9, |row| format!("row {row}\n"));
        }
        assert_eq!(page.out.matches("<p>").count(), 2);
        assert_eq!(page.out.matches("row").count() + page.left_out[0].1 + page.left_out[1].1, 18);
    }
}
