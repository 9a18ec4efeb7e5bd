//! Direct quotations.
//!
//! They are pairs of quotation marks within a paragraph. An opening mark without its closing one reaches to the paragraph's end, as in
//! quotations of several paragraphs; a straight mark without its fellow opens nothing.

use std::cell::OnceCell;

use memchr::{Memchr3, memchr_iter, memchr3_iter};

use crate::span::Span;

/// Tells which places of one text are quoted; asked from left to right, so that each byte is looked at once or twice, and those after
/// the last place not at all.
pub(super) struct Quotations<'t> {
    text: &'t str,
    /// Those after the last place asked for.
    marks: Option<Marks<'t>>,
    open: Option<Open>,
}

/// An opening mark that is not closed yet.
struct Open {
    mark: char,
    /// Where the quotation begins, after the mark.
    start: usize,
    /// Its paragraph goes on to here at least.
    seen: usize,
    /// What it opens; found when first asked for.
    quotation: OnceCell<Option<Quotation>>,
}

/// What stands between two marks.
#[derive(Clone, Copy)]
struct Quotation {
    span: Span,
    /// From its first letter or digit to its last.
    words: Span,
}

impl<'t> Quotations<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, marks: None, open: None }
    }

    /// Whether `span`, which begins no earlier than the one before, is a part of a quotation. A name alone between quotation marks is
    /// a word spoken about, not a quotation.
    pub(super) fn hold(&mut self, span: Span) -> bool {
        self.go_to(span.start);
        let Self { text, marks: Some(marks), open: Some(open) } = &*self else { return false };
        let Open { mark, start, quotation, .. } = open;
        let find = || {
            let end = end(text, *mark, span.start, marks.clone())?;
            Some(Quotation::new(text, Span::new(*start, end)))
        };
        quotation.get_or_init(find).is_some_and(|Quotation { span: quotation, words }| {
            quotation.contains(span) && (words.start < span.start || span.end < words.end)
        })
    }

    fn go_to(&mut self, place: usize) {
        let far = match &self.marks {
            Some(marks) => marks.next_before(place.saturating_sub(FAR)),
            None => Some(0),
        };
        if let Some(from) = far
            && let Some(length) = last_paragraph(&self.text.as_bytes()[from..place])
        {
            self.marks = Some(Marks::from(self.text, from + length));
            self.open = None;
        }
        let marks = self.marks.get_or_insert_with(|| Marks::from(self.text, 0));
        while let Some(at) = marks.next_before(place)
            && let Some((_, mark)) = marks.next()
        {
            end_paragraph(self.text, &mut self.open, at);
            match &self.open {
                Some(open) if closes(open.mark, mark) => self.open = None,
                None if matches!(mark, '"' | '“' | '„' | '«') => {
                    let start = at + mark.len_utf8();
                    self.open = Some(Open { mark, start, seen: start, quotation: OnceCell::new() });
                }
                _ => {}
            }
        }
        end_paragraph(self.text, &mut self.open, place);
    }
}

/// Forgets the opening mark if its paragraph ends before `place`.
fn end_paragraph(text: &str, open: &mut Option<Open>, place: usize) {
    if let Some(seen) = open.as_mut().map(|open| &mut open.seen) {
        if paragraph_end(text, *seen, place).is_some() {
            *open = None;
        } else {
            *seen = place;
        }
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

/// Where the quotation ends that `opening` opened before `place` in the same paragraph, given the marks after that.
fn end(text: &str, opening: char, place: usize, marks: Marks<'_>) -> Option<usize> {
    let mut seen = place;
    for (at, mark) in marks {
        if let Some(end) = paragraph_end(text, seen, at) {
            return (opening != '"').then_some(end);
        }
        if closes(opening, mark) {
            return Some(at);
        }
        seen = at;
    }
    let end = || paragraph_end(text, seen, text.len()).unwrap_or(text.len());
    (opening != '"').then(end)
}

/// The quotation marks of a text, and where they stand.
#[derive(Clone)]
struct Marks<'t> {
    text: &'t str,
    start: usize,
    /// Where one may begin, after `start`.
    places: Memchr3<'t>,
    next: Option<(usize, char)>,
}

impl<'t> Marks<'t> {
    fn from(text: &'t str, start: usize) -> Self {
        // 0xE2 and 0xC2 begin the typographic marks.
        let places = memchr3_iter(b'"', 0xE2, 0xC2, &text.as_bytes()[start..]);
        let mut marks = Self { text, start, places, next: None };
        marks.next();
        marks
    }

    /// Where the next one stands, if that is before `place`.
    fn next_before(&self, place: usize) -> Option<usize> {
        self.next.map(|(at, _)| at).filter(|&at| at < place)
    }
}

impl Iterator for Marks<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let after = self.places.find_map(|at| {
            let at = self.start + at;
            let mark = match bytes[at..] {
                [b'"', ..] => '"',
                [0xE2, 0x80, 0x9C, ..] => '“',
                [0xE2, 0x80, 0x9D, ..] => '”',
                [0xE2, 0x80, 0x9E, ..] => '„',
                [0xC2, 0xAB, ..] => '«',
                [0xC2, 0xBB, ..] => '»',
                _ => return None,
            };
            Some((at, mark))
        });
        std::mem::replace(&mut self.next, after)
    }
}

/// From so many bytes on, the marks of earlier paragraphs are worth passing by.
const FAR: usize = 200;

/// Where the last paragraph of a piece begins, if that is not the first.
fn last_paragraph(piece: &[u8]) -> Option<usize> {
    let mut breaks = memchr_iter(b'\n', piece).rev();
    let ends = |&at: &usize| piece[..at].ends_with(b"\n") || piece[..at].ends_with(b"\r\n\r");
    breaks.find(ends).map(|at| at + 1)
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
    use crate::dice::Dice;

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

    /// Whether `span` is a part of one of all quotations.
    fn obvious(text: &str, quotations: &[Span], span: Span) -> bool {
        quotations.iter().map(|&quotation| Quotation::new(text, quotation)).any(
            |Quotation { span: quotation, words }| {
                quotation.contains(span) && (words.start < span.start || span.end < words.end)
            },
        )
    }

    /// All quotations of a text, one after the other.
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
            seen = at.saturating_sub(3);
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

    #[test]
    fn finds_what_the_obvious_way_finds() {
        let pieces = [
            "\"", "“", "”", "„", "«", "»", "\n", "\n\n", "\r\n", "\r\n\r\n", " ", "a", "é", "’",
            "🇹🇷", "!",
        ];
        let mut dice = Dice::new(1);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..20_000 {
            let (mut text, mut names) = (String::new(), Vec::new());
            let length = [30, 200][random(2)];
            for _ in 0..random(length) {
                if random(4) == 0 {
                    let name = ["X", "🇫🇷", "X «Y» Z", "X\"Y", "X\nY"][random(5)];
                    names.push(Span::new(text.len(), text.len() + name.len()));
                    if random(2) == 0 {
                        names.push(Span::new(text.len(), text.len() + 1.max(name.len() / 8 * 8)));
                    }
                    text.push_str(name);
                } else {
                    text.push_str(pieces[random(pieces.len())]);
                }
            }
            let (all, mut quotations) = (find(&text), Quotations::new(&text));
            for name in names {
                assert_eq!(
                    quotations.hold(name),
                    obvious(&text, &all, name),
                    "{name:?} in {text:?}"
                );
            }
        }
    }
}
