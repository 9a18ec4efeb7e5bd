//! Draws diagnostics as rustc does: what is wrong, the place in its file, and the cure.

use std::borrow::Cow;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use exonym::Span;
use exonym::diagnostic::{Diagnostic, Place, Severity, SourceFile};

use crate::output::visible::{is_risky, visible};

/// Related places in the same file are drawn in one piece when no more lines than this lie between them.
const NEAR_LINES: usize = 200;

/// No more bytes of a line are looked at after what is marked in it.
const LONGEST_REST: usize = 4096;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawOptions {
    /// Whether the terminal shows colours.
    pub color: bool,
    /// Its width in columns; longer lines are cut around what is marked.
    pub width: usize,
}

impl Default for DrawOptions {
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// Draws one diagnostic, with a line break at its end.
#[must_use]
pub fn draw(diagnostic: &Diagnostic, options: DrawOptions) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule));
    for view in views(diagnostic) {
        group = group.element(view.snippet());
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(visible(&diagnostic.help)));
    }
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let mut drawn = renderer.term_width(options.width).render(&[group]);
    drawn.push('\n');
    drawn
}

/// `2 errors and 1 warning in 3 files`, or `no problems in 3 files`.
#[must_use]
pub fn summary(errors: usize, warnings: usize, files: usize) -> String {
    let files = counted(files, "file");
    match (errors, warnings) {
        (0, 0) => format!("no problems in {files}"),
        (_, 0) => format!("{} in {files}", counted(errors, "error")),
        (0, _) => format!("{} in {files}", counted(warnings, "warning")),
        _ => {
            format!("{} and {} in {files}", counted(errors, "error"), counted(warnings, "warning"))
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Some lines of one file, and what is marked in them.
///
/// Only these lines are handed on: a diagnostic in a pack of a million lines costs no more than one in a short file.
struct View<'d> {
    file: &'d Arc<SourceFile>,
    /// Whole lines.
    lines: Span,
    /// Kind, place in the file, words.
    marks: Vec<(AnnotationKind, Span, &'d str)>,
}

/// What is to be shown: first the place of the diagnostic, with what lies near it, then the rest.
fn views(diagnostic: &Diagnostic) -> Vec<View<'_>> {
    let mut views: Vec<View<'_>> = Vec::new();
    let primary = (AnnotationKind::Primary, &diagnostic.place, diagnostic.label.as_str());
    let related = diagnostic
        .related
        .iter()
        .map(|label| (AnnotationKind::Context, &label.place, label.text.as_str()));
    for (kind, place, words) in std::iter::once(primary).chain(related) {
        let span = clamped(place);
        let lines = whole_lines(&place.file.text, span);
        if let Some(view) = views.iter_mut().find(|view| view.is_near(&place.file, lines)) {
            view.lines = union(view.lines, lines);
            view.marks.push((kind, span, words));
        } else {
            views.push(View { file: &place.file, lines, marks: vec![(kind, span, words)] });
        }
    }
    views
}

impl<'d> View<'d> {
    fn is_near(&self, file: &Arc<SourceFile>, lines: Span) -> bool {
        if !Arc::ptr_eq(self.file, file) {
            return false;
        }
        let between = if lines.start >= self.lines.end {
            self.lines.end..lines.start
        } else {
            lines.end.min(self.lines.start)..self.lines.start
        };
        file.text[between].bytes().filter(|byte| *byte == b'\n').take(NEAR_LINES + 1).count()
            <= NEAR_LINES
    }

    fn snippet(&self) -> Snippet<'d, Annotation<'d>> {
        let shown = shown_lines(self.lines.of(&self.file.text));
        let at = |byte: usize| match &shown {
            Cow::Borrowed(_) => byte - self.lines.start,
            // What stands before it is replaced alike, so that its length is where the byte went.
            Cow::Owned(_) => shown_lines(&self.file.text[self.lines.start..byte]).len(),
        };
        let marks: Vec<_> = self
            .marks
            .iter()
            .map(|(kind, span, words)| {
                let words = (!words.is_empty()).then(|| visible(words));
                kind.span(at(span.start)..at(span.end)).label(words)
            })
            .collect();
        let (first_line, _) = self.file.line_column(self.lines.start);
        Snippet::source(shown)
            .path(visible(&self.file.name.replace('\n', "␊")).into_owned())
            .line_start(first_line)
            .annotations(marks)
    }
}

/// The lines as they are drawn: without what could harm a terminal and `annotate-snippets` lets through (C1 controls),
/// and without the CR of a line break, which it would show.
fn shown_lines(lines: &str) -> Cow<'_, str> {
    let is_c1 = |char: char| is_risky(char) && matches!(char, '\u{80}'..='\u{9f}');
    if !lines.contains(|char| char == '\r' || is_c1(char)) {
        return Cow::Borrowed(lines);
    }
    let lines = lines.strip_suffix('\r').unwrap_or(lines);
    Cow::Owned(lines.replace("\r\n", "\n").replace(is_c1, "\u{fffd}"))
}

/// The span of a place, inside its file and between characters, whatever it was.
fn clamped(place: &Place) -> Span {
    let text = &place.file.text;
    let mut start = place.span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = place.span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// The lines that a span touches, without the last line break and the end of a very long line.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    // A span that ends with a line break does not touch the next line.
    let end = if span.of(text).ends_with('\n') { span.end - 1 } else { span.end };
    let far = (end + LONGEST_REST).min(text.len());
    let far = (far..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let end = text[end..far].find('\n').map_or(far, |at| end + at);
    Span::new(start, end)
}

fn union(one: Span, other: Span) -> Span {
    Span::new(one.start.min(other.start), one.end.max(other.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::assert_snapshot;

    fn file(name: &str, text: impl Into<String>) -> Arc<SourceFile> {
        Arc::new(SourceFile { name: name.to_owned(), text: text.into() })
    }

    /// The place of the words in the file, counted from the end if there are several.
    fn place(file: &Arc<SourceFile>, words: &str) -> Place {
        let start = file.text.rfind(words).expect("the words are in the file");
        Place { file: Arc::clone(file), span: Span::new(start, start + words.len()) }
    }

    /// One of each: alone, with places near and far and elsewhere, with everything odd that a file can hold.
    fn diagnostics() -> Vec<Diagnostic> {
        let groups = file(
            "dictionaries/groups.toml",
            "schema = 1\n\n[entity.ttp]\nname = \"Tehreek-e-Taliban Pakistan\"\nnmae = \"TTP\"\n[entity.isis]\n\
             name = \"Islamic State\"\n[entity.ttp]\n",
        );
        let long = file(
            "long.toml",
            format!("{}\nname = 1\n{}", "a = 1\n".repeat(300), "b = 2\n".repeat(300)),
        );
        let other = file(
            "other.toml",
            "[entity.ttp]\r\nname = \"تحریک\"\r\ntext = \"a\u{9b}31m\u{1b}[0m\u{202e}b\" x\r\n",
        );
        let line = format!(
            "{{\"text\":\"{}\",\"knd\":1,\"more\":\"{}\"}}\n",
            "x".repeat(900),
            "y".repeat(900)
        );
        let pack = file("pack.jsonl", format!("{{}}\n{line}"));
        let empty = file("empty.toml", "");
        let torn = file("torn.toml", "name = \"\"\"a\nb\nc\"\"\"\nlast = [1, 2");
        vec![
            Diagnostic::error("unknown-key", "there is no key `nmae`", place(&groups, "nmae"))
                .label("not a key of an entity")
                .help("did you mean `name`?"),
            Diagnostic::error(
                "duplicate-entity",
                "`ttp` is there twice",
                place(&groups, "[entity.ttp]"),
            )
            .related(
                Place { file: Arc::clone(&groups), span: Span::new(12, 24) },
                "first given here",
            )
            .related(place(&other, "[entity.ttp]"), "and in another file")
            .help("merge the two"),
            Diagnostic::warning("far", "two places far from each other", place(&long, "name = 1"))
                .related(Place { file: Arc::clone(&long), span: Span::new(0, 5) }, "far away"),
            Diagnostic::warning(
                "odd",
                "a text\u{1b}[31m wants\u{9b} to do harm",
                place(&other, "x\r"),
            )
            .label("after what is \u{202e}shown")
            .help("take \u{1b} away"),
            Diagnostic::error("unknown-key", "there is no key `knd`", place(&pack, "\"knd\"")),
            Diagnostic::error(
                "syntax",
                "unclosed list",
                Place {
                    file: Arc::clone(&torn),
                    span: Span::new(torn.text.len(), torn.text.len()),
                },
            ),
            Diagnostic::error(
                "several-lines",
                "a name has one line",
                place(&torn, "\"\"\"a\nb\nc\"\"\""),
            ),
            Diagnostic::error(
                "empty",
                "nothing here",
                Place { file: empty, span: Span::new(3, 9) },
            ),
            Diagnostic::error(
                "ends-with-a-break",
                "the whole line",
                place(&groups, "name = \"Islamic State\"\n"),
            ),
        ]
    }

    fn drawn(options: DrawOptions) -> String {
        diagnostics().iter().map(|diagnostic| draw(diagnostic, options) + "\n").collect()
    }

    #[test]
    fn diagnostics_look_like_their_snapshot() {
        assert_snapshot("diagnostics.txt", &drawn(DrawOptions::default()));
        let color = DrawOptions { color: true, width: 60 };
        assert_snapshot("diagnostics.ansi", &drawn(color).replace('\u{1b}', "␛"));
    }

    #[test]
    fn a_terminal_gets_no_control_characters_but_our_own() {
        let plain = drawn(DrawOptions::default());
        assert!(!plain.chars().any(is_risky), "{plain:?}");
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(2, 1, 3), "2 errors and 1 warning in 3 files");
        assert_eq!(summary(1, 0, 1), "1 error in 1 file");
        assert_eq!(summary(0, 2, 1), "2 warnings in 1 file");
        assert_eq!(summary(0, 0, 12), "no problems in 12 files");
    }
}
