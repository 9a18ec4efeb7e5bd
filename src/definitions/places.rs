//! Brackets: which pieces in them and before them may be short forms, and where the long form of one would stand.

use super::LongForm;
use super::align::Short;
use super::fit::{Place, fit};
use super::shape::{self, Shape};
use super::window::{self, is_closing, is_opening};
use crate::boundary::{is_lower, is_quotation_mark};
use crate::span::Span;

/// What stands in brackets is no longer, in bytes.
const LONGEST: usize = 500;
/// Brackets in brackets in a definition; what is deeper is no text.
const DEEPEST: usize = 4;

/// A pair of brackets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    /// Where the opening one stands.
    open: usize,
    /// What they hold.
    content: Span,
}

/// The pairs of brackets of a text in order, those in others too.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = Bracket> + '_ {
    // The first byte of the wide ones; most texts have none.
    const WIDE: u8 = 0xEF;
    memchr::memchr3_iter(b'(', b'[', WIDE, text.as_bytes()).filter_map(|open| {
        let bracket = text[open..].chars().next().filter(|&c| is_opening(c))?;
        let start = open + bracket.len_utf8();
        closing(text, start).map(|end| Bracket { open, content: Span::new(start, end) })
    })
}

/// Where the bracket closes that was opened before `start`.
fn closing(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0;
    let mut ends_line = false;
    for (offset, c) in text[start..].char_indices().take_while(|&(offset, _)| offset <= LONGEST) {
        if is_closing(c) {
            if depth == 0 {
                return Some(start + offset);
            }
            depth -= 1;
        } else if is_opening(c) {
            depth += 1;
        }
        if depth > DEEPEST || (ends_line && c == '\n') {
            return None;
        }
        ends_line = c == '\n';
    }
    None
}

/// What may be a short form in a bracket or before it, the likeliest first.
pub(super) fn candidates(text: &str, bracket: &Bracket) -> [Option<(Span, Shape)>; 3] {
    let content = bracket.content;
    let after = text[content.end..].chars().nth(1);
    // "(re)construct", "word(s)", "f(x)".
    let is_in_word = after.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_in_word || content.is_empty() {
        return [None; 3];
    }
    let shaped = |piece: Span| shape::of(piece.of(text)).map(|shape| (piece, shape));
    let is_attached = text[..bracket.open].ends_with(|c: char| c.is_ascii_alphanumeric());
    let first = trim(text, without_leads(text, first_piece(text, content)));
    let last = trim(text, without_leads(text, last_piece(text, content)));
    let first_shape = shaped(first).filter(|_| !is_attached || first.len() > 1);
    let last_shape = if last == first { None } else { shaped(last) };
    let outside = if first.len() > 2 { word_before(text, bracket.open) } else { None };
    let outside = outside.and_then(shaped).and_then(|(word, shape)| {
        let is_title = word.of(text).chars().skip(1).all(is_lower);
        match shape {
            Shape::Acronym if is_title && word.len() > 1 => Some((word, Shape::Word)),
            Shape::Word if word.of(text).starts_with(is_lower) => None,
            _ => Some((word, shape)),
        }
    });
    [first_shape, last_shape, outside]
}

/// What parts a definition from what else is in its bracket.
const COMMAS: [char; 6] = [',', ';', '，', '；', '、', '،'];

/// A comma inside a name, "L,L-EC", has no blank after it.
fn parts(inside: &str) -> impl DoubleEndedIterator<Item = (usize, usize)> + '_ {
    inside.match_indices(COMMAS).filter_map(|(at, comma)| {
        let end = at + comma.len();
        (comma != "," || inside[end..].starts_with(char::is_whitespace)).then_some((at, end))
    })
}

fn first_piece(text: &str, content: Span) -> Span {
    let end = parts(content.of(text)).next().map_or(content.end, |(at, _)| content.start + at);
    Span::new(content.start, end)
}

fn last_piece(text: &str, content: Span) -> Span {
    let start = parts(content.of(text)).next_back().map_or(0, |(_, end)| end);
    Span::new(content.start + start, content.end)
}

/// What a short form in brackets may have before it.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "hereinafter referred to as", "hereinafter", "hereafter", "referred to as", "abbreviated as", "abbreviated to", "abbreviated",
    "abbr.", "also known as", "known as", "also called", "called", "termed", "designated", "denoted", "also", "or", "i.e.,", "i.e.",
];
/// What a long form in brackets may have before it.
const LONG_LEADS: &[&str] = &[
    "short for",
    "stands for",
    "which stands for",
    "an acronym for",
    "acronym for",
    "for",
    "or",
    "i.e.,",
    "i.e.",
];

fn without_leads(text: &str, piece: Span) -> Span {
    let piece = without(text, piece, LEADS);
    // The article stands before a name in quotation marks alone: "(the “Company”)" defines, "(the US)" explains.
    let rest =
        piece.of(text).strip_prefix("the ").filter(|rest| rest.starts_with(is_quotation_mark));
    rest.map_or(piece, |rest| Span::new(piece.end - rest.len(), piece.end))
}

fn without(text: &str, piece: Span, leads: &[&str]) -> Span {
    let piece = trim_blanks(text, piece);
    let words = piece.of(text);
    if !words.as_bytes().contains(&b' ') {
        return piece;
    }
    let rest = leads.iter().find_map(|lead| {
        let (start, rest) = words.split_at_checked(lead.len())?;
        (start.eq_ignore_ascii_case(lead) && rest.starts_with(' ')).then_some(rest)
    });
    rest.map_or(piece, |rest| trim_blanks(text, Span::new(piece.end - rest.len(), piece.end)))
}

fn trim_blanks(text: &str, span: Span) -> Span {
    trim_matches(text, span, char::is_whitespace)
}

fn trim(text: &str, span: Span) -> Span {
    trim_matches(text, trim_blanks(text, span), is_quotation_mark)
}

fn trim_matches(text: &str, span: Span, matches: fn(char) -> bool) -> Span {
    let words = span.of(text).trim_end_matches(matches);
    let end = span.start + words.len();
    Span::new(end - words.trim_start_matches(matches).len(), end)
}

/// A short form before a bracket is no longer, in bytes.
const LONGEST_WORD: usize = 60;

/// The word before a bracket.
fn word_before(text: &str, open: usize) -> Option<Span> {
    let lowest = window::ceil_boundary(text, open.saturating_sub(LONGEST_WORD));
    let words = text[lowest..open].trim_end().trim_end_matches(is_quotation_mark);
    let start = words.rfind(|c: char| c.is_whitespace() || is_quotation_mark(c) || is_opening(c));
    let start = match start {
        Some(at) => at + words[at..].chars().next().map_or(0, char::len_utf8),
        None if lowest == 0 => 0,
        None => return None,
    };
    Some(Span::new(lowest + start, lowest + words.len()))
}

/// The long form before "(TTP)", "(TTP, …" and "(or TTP)", or before the comma in "(…, TTP)".
pub(super) fn before_bracket(text: &str, acronym: Span, short: &Short) -> Option<LongForm> {
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    let closing = after.chars().next().filter(|&c| is_closing(c) || COMMAS.contains(&c))?;
    let before = text[..acronym.start].trim_end_matches(is_quotation_mark);
    let is_quoted = before.len() < acronym.start;
    let before = if before.ends_with(' ') { before_leads(before, is_quoted) } else { before };
    let outside = match before.strip_suffix(is_opening) {
        None if is_closing(closing) => before.strip_suffix(COMMAS)?,
        outside => outside?,
    };
    let end = outside.trim_end().trim_end_matches(is_quotation_mark).len();
    // "dimethyl-[DMP], diethyl-[DEP] phthalate": the word goes on.
    if outside.ends_with('-') {
        return None;
    }
    let found = fit(text, short, window::before(text, end, short.most_words()), Place::Before)?;
    (!is_dateline(text, found.span, after)).then_some(found)
}

/// What stands before the words of [`LEADS`], and before the article of a name in quotation marks.
fn before_leads(before: &str, is_quoted: bool) -> &str {
    let before = before.trim_end_matches(' ');
    let article =
        before.strip_suffix("the").filter(|rest| is_quoted && rest.ends_with([' ', '(', '[']));
    let before = article.unwrap_or(before).trim_end_matches(' ');
    let lead = LEADS.iter().find_map(|lead| {
        let (rest, end) = before.split_at_checked(before.len().checked_sub(lead.len())?)?;
        let stands_alone = rest.ends_with(|c| c == ' ' || is_opening(c));
        (end.eq_ignore_ascii_case(lead) && stands_alone).then_some(rest)
    });
    lead.unwrap_or(before).trim_end_matches(' ')
}

/// "ABBOTTABAD, Pakistan (AP) - ": where an agency's report comes from.
fn is_dateline(text: &str, long: Span, after: &str) -> bool {
    let after = after.trim_start_matches(is_closing).trim_start_matches(' ');
    let before = text[..long.start].trim_end_matches(' ');
    (before.is_empty() || before.ends_with('\n'))
        && long.of(text).contains(',')
        && after.starts_with(['-', '–', '—'])
}

/// The long form in brackets after "TTP (", or after the comma in "(TTP, …)".
pub(super) fn in_bracket(text: &str, acronym: Span, short: &Short) -> Option<LongForm> {
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    let opened = after.trim_start_matches(' ').strip_prefix(is_opening);
    let inside = opened.or_else(|| {
        let before = text[..acronym.start].trim_end_matches(is_quotation_mark);
        after.strip_prefix(COMMAS).filter(|_| before.ends_with(is_opening))
    })?;
    let start = text.len() - inside.len();
    let end = closing(text, start)?;
    let inside = &text[start..end];
    let end = start + inside.find([';', '；']).unwrap_or(inside.len());
    let content = trim(text, without(text, Span::new(start, end), LONG_LEADS));
    // It may end before a comma: "BLA (Balochistan Liberation Army, a separatist group)".
    let commas = content.of(text).match_indices(COMMAS).take(3).map(|(at, _)| content.start + at);
    std::iter::once(content.end)
        .chain(commas)
        .map(|end| Span::new(content.start, end))
        .filter(|span| span.of(text).split_whitespace().nth(short.most_words() + 3).is_none())
        .filter_map(|span| fit(text, short, span, Place::Inside))
        // "the cell lines (C-HC-4, C-HC-20)" are two names.
        .filter(|found| {
            found.is_spelled_out || shape::of(found.span.of(text)) != Some(Shape::Acronym)
        })
        .min_by_key(|found| found.cost)
}
