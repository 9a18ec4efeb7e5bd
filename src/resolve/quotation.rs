//! Direct quotations.

use memchr::{memchr_iter, memchr3_iter};

use crate::span::Span;

/// The quotations of one text, found when first asked for.
pub(super) struct Quotations<'t> {
    text: &'t str,
    /// Sorted, disjoint.
    found: Option<Vec<Quotation>>,
}

/// What stands between two marks.
#[derive(Debug)]
struct Quotation {
    span: Span,
    /// From its first letter or digit to its last.
    words: Span,
}

impl<'t> Quotations<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, found: None }
    }

    /// Whether `span` is a part of a quotation. A name alone between quotation marks is a word spoken about, not a quotation.
    pub(super) fn hold(&mut self, span: Span) -> bool {
        let text = self.text;
        let find = || find(text).into_iter().map(|span| Quotation::new(text, span)).collect();
        let found: &mut Vec<_> = self.found.get_or_insert_with(find);
        let next = found.partition_point(|quotation| quotation.span.end < span.end);
        found.get(next).is_some_and(|Quotation { span: quotation, words }| {
            quotation.contains(span) && (words.start < span.start || span.end < words.end)
        })
    }
}

impl Quotation {
    fn new(text: &str, span: Span) -> Self {
        let inside = span.of(text);
        let start = inside.find(char::is_alphanumeric).unwrap_or(inside.len());
        let end = inside.trim_end_matches(|c: char| !c.is_alphanumeric()).len().max(start);
        Self { span, words: Span::new(span.start + start, span.start + end) }
    }
}

/// Pairs of quotation marks within a paragraph. An opening mark without its closing one reaches to the paragraph's end, as in quotations of
/// several paragraphs; a straight mark without its fellow opens nothing.
fn find(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut paragraph = 0;
    // Up to here, the paragraph that holds the opening mark goes on.
    let mut seen = 0;
    // 0xE2 and 0xC2 begin the typographic marks.
    for at in memchr3_iter(b'"', 0xE2, 0xC2, text.as_bytes()) {
        let Some(mark) = text[at..].chars().next() else { continue };
        if !matches!(mark, '"' | '“' | '”' | '„' | '«' | '»') {
            continue;
        }
        if let Some((opening, start)) = open
            && let Some(end) = paragraph_end(text, start.max(seen), at)
        {
            if opening != '"' {
                spans.push(Span::new(start, end));
            }
            open = None;
            paragraph = end;
        }
        // A blank line may have begun before the mark.
        seen = at.saturating_sub(LONGEST_BLANK - 1);
        match (open, mark) {
            (None, '"' | '“' | '„' | '«') => open = Some((mark, at + mark.len_utf8())),
            (Some((opening, start)), _) if closes(opening, mark) => {
                spans.push(Span::new(start.max(paragraph), at));
                open = None;
            }
            _ => {}
        }
    }
    if let Some((opening, start)) = open
        && opening != '"'
    {
        let end = paragraph_end(text, start.max(seen), text.len());
        spans.push(Span::new(start, end.unwrap_or(text.len())));
    }
    spans
}

fn closes(opening: char, mark: char) -> bool {
    match opening {
        '"' => mark == '"',
        '“' => mark == '”',
        '„' => matches!(mark, '“' | '”'),
        '«' => mark == '»',
        _ => false,
    }
}

/// The longest sign that a paragraph ends, in bytes.
const LONGEST_BLANK: usize = "\r\n\r\n".len();

/// Where the first paragraph ends that does so after `start`, if before `limit`.
fn paragraph_end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let piece = &text.as_bytes()[start..limit];
    let mut breaks = memchr_iter(b'\n', piece);
    breaks.find_map(|at| match (&piece[..at], &piece[at + 1..]) {
        (_, [b'\n', ..]) => Some(start + at),
        ([before @ .., b'\r'], [b'\r', b'\n', ..]) => Some(start + before.len()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_quotations_from_words_spoken_about() {
        let cases = [
            ("He said: “We met [TTP] there.” Then", true),
            ("He said: \"We met [TTP] there.\" Then", true),
            ("Then \"he\" met [TTP] in \"Doha\"", false),
            ("the word “[TTP]” is", false),
            ("“Long speech.\n\n“Then [TTP] came,” he said", true),
            ("“Unclosed speech goes on.\n\nThen [TTP] came", false),
            ("a 5\" pipe\n\nThen [TTP] and 6\"", false),
            ("«On a vu [TTP] ici», dit-il", true),
            ("„Wir sahen [TTP] dort“, sagte er", true),
            ("“Unclosed “speech” goes on.\r\n\r\n“Then [TTP]” came", true),
            ("“Unclosed \n\n[TTP] came. “He” did", false),
        ];
        for (marked, expected) in cases {
            let start = marked.find('[').unwrap();
            let text = marked.replace(['[', ']'], "");
            let held = Quotations::new(&text).hold(Span::new(start, start + 3));
            assert_eq!(held, expected, "{marked}");
        }
    }
}
