//! Brackets: which pieces in them and before them may be short forms, and where the long form of one would stand.

use super::LongForm;
use super::align::Short;
use super::fit::{Place, fit};
use super::phrases::Phrases;
use super::shape::{self, Shape};
use super::window::{self, is_closing, is_opening};
use crate::boundary::{is_lower, is_quotation_mark, is_upper};
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
pub(super) fn candidates(
    text: &str,
    bracket: &Bracket,
    phrases: &Phrases,
) -> [Option<(Span, Shape)>; 4] {
    let content = bracket.content;
    // "(re)construct", "word(s)", "f(x)", but "(mAb)s" and "(SIMT)7", where a note is.
    let mut after = text[content.end..].chars();
    after.next();
    let after = after.as_str();
    let note = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let note =
        if note.len() < after.len() { note } else { after.strip_prefix('s').unwrap_or(after) };
    let capitals = content.of(text).chars().filter(|&c| is_upper(c)).count();
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_in_word = if capitals < 2 {
        goes_on(after)
    } else {
        goes_on(note) || note.len() < after.len() && note.starts_with(['/', '-'])
    };
    if is_in_word || content.is_empty() {
        return [None; 4];
    }
    let shaped = |piece: Span| shape::of(piece.of(text)).map(|shape| (piece, shape));
    let is_attached = text[..bracket.open].ends_with(|c: char| c.is_ascii_alphanumeric());
    let [first, cut] = first_pieces(text, content, phrases)
        .map(|piece| trim(text, without_leads(text, piece, phrases)));
    let last = trim(text, without_leads(text, last_piece(text, content, phrases), phrases));
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
    let cut_shape = if cut == first { None } else { shaped(cut) };
    [first_shape, cut_shape, last_shape, outside]
}

/// What parts a definition from what else is in its bracket.
const COMMAS: [char; 8] = [',', ';', ':', '=', '，', '；', '、', '،'];

/// Whether a short form may end in front of what follows it: a comma, a bracket, " or another", " 1.5".
fn may_end_before(after: &str, phrases: &Phrases) -> bool {
    let rest = after.trim_start_matches(' ');
    let is_apart = rest.len() < after.len();
    match rest.chars().next() {
        // A comma inside a name, "L,L-EC", has no blank after it.
        Some(',' | ':') => rest[1..].starts_with([' ', '\n']),
        Some(c) if is_closing(c) || COMMAS.contains(&c) => true,
        Some(c) => {
            is_apart
                && (c.is_ascii_digit()
                    || matches!(c, '<' | '>' | '≥' | '≤')
                    || phrases.begins_with_or(rest))
        }
        None => false,
    }
}

/// What stands between the bracket and the first comma, and before a number or "or" in that.
fn first_pieces(text: &str, content: Span, phrases: &Phrases) -> [Span; 2] {
    let inside = content.of(text);
    let ends = || {
        inside
            .char_indices()
            .filter(|&(_, c)| c == ' ' || COMMAS.contains(&c))
            .filter(|&(at, _)| may_end_before(&inside[at..], phrases))
    };
    let comma = ends().find(|&(at, _)| inside[at..].trim_start_matches(' ').starts_with(COMMAS));
    let until = |end: Option<(usize, char)>| {
        Span::new(content.start, end.map_or(content.end, |(at, _)| content.start + at))
    };
    [until(comma), until(ends().next())]
}

fn last_piece(text: &str, content: Span, phrases: &Phrases) -> Span {
    let inside = content.of(text);
    let comma = inside
        .char_indices()
        .rfind(|&(at, c)| COMMAS.contains(&c) && may_end_before(&inside[at..], phrases));
    Span::new(content.start + comma.map_or(0, |(at, c)| at + c.len_utf8()), content.end)
}

fn without_leads(text: &str, piece: Span, phrases: &Phrases) -> Span {
    let piece = without(text, piece, &phrases.short_leads);
    // The article stands before a name in quotation marks alone: "(the “Company”)" defines, "(the US)" explains.
    let rest = phrases.without_article(piece.of(text));
    if rest.starts_with(is_quotation_mark) {
        Span::new(piece.end - rest.len(), piece.end)
    } else {
        piece
    }
}

fn without(text: &str, piece: Span, leads: &[Box<str>]) -> Span {
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
pub(super) fn before_bracket(
    text: &str,
    acronym: Span,
    short: &Short<'_>,
    phrases: &Phrases,
) -> Option<LongForm> {
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    if !may_end_before(after, phrases) {
        return None;
    }
    let before = text[..acronym.start].trim_end_matches(is_quotation_mark);
    let is_quoted = before.len() < acronym.start;
    let before =
        if before.ends_with(' ') { before_leads(before, is_quoted, phrases) } else { before };
    let outside = match before.strip_suffix(is_opening) {
        None if after.starts_with(is_closing) => before.strip_suffix(COMMAS)?,
        outside => outside?,
    };
    let end = without_markup(outside).len();
    // "dimethyl-[DMP], diethyl-[DEP] phthalate": the word goes on.
    if outside.ends_with('-') {
        return None;
    }
    let fitted = |end| {
        let window = window::before(text, end, short.most_words(), phrases);
        fit(text, short, window, Place::Before, phrases)
    };
    let other = before_other_bracket(text, end).and_then(fitted);
    let found = fitted(end).into_iter().chain(other).min_by_key(|found| found.cost)?;
    // Beside a number it may be something that is measured: "(OR = 1.5)", "(Ca 2.4)".
    let is_measured = !after.starts_with(is_closing) && !after.starts_with([',', ';']);
    let is_doubtful = is_measured && usize::from(found.cost) > short.len();
    (!is_doubtful && !is_dateline(text, found.span, after)).then_some(found)
}

/// Without blanks, quotation marks and what sets words in bold or italics at the end: "**United States**<br>".
fn without_markup(before: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || is_quotation_mark(c) || matches!(c, '*' | '_');
    let before = before.trim_end_matches(is_mark);
    let tag = before.strip_suffix('>').and_then(|rest| {
        let name = rest.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '/');
        name.strip_suffix('<')
    });
    tag.map_or(before, |rest| rest.trim_end_matches(is_mark))
}

/// What stands before another bracket: "Kurdistan Democratic Party (Iran) (KDPI)".
fn before_other_bracket(text: &str, end: usize) -> Option<usize> {
    let words = text[..end].strip_suffix(is_closing)?;
    let lowest = window::ceil_boundary(text, end.saturating_sub(LONGEST_WORD));
    let open = words.get(lowest..)?.rfind(is_opening)? + lowest;
    Some(text[..open].trim_end().len())
}

/// What stands before the leads of a short form, and before the article of a name in quotation marks.
fn before_leads<'t>(before: &'t str, is_quoted: bool, phrases: &Phrases) -> &'t str {
    let before = before.trim_end_matches(' ');
    let article =
        phrases.before_article(before).filter(|rest| is_quoted && rest.ends_with([' ', '(', '[']));
    let before = article.unwrap_or(before).trim_end_matches(' ');
    let lead = phrases.short_leads.iter().find_map(|lead| {
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
pub(super) fn in_bracket(
    text: &str,
    acronym: Span,
    short: &Short<'_>,
    phrases: &Phrases,
) -> Option<LongForm> {
    let after = text[acronym.end..].trim_start_matches(is_quotation_mark);
    let opened = after.trim_start_matches(' ').strip_prefix(is_opening);
    let inside = opened.or_else(|| {
        let before = text[..acronym.start].trim_end_matches(is_quotation_mark);
        after.trim_start_matches(' ').strip_prefix(COMMAS).filter(|_| before.ends_with(is_opening))
    })?;
    let start = text.len() - inside.len();
    let end = closing(text, start)?;
    let inside = &text[start..end];
    let end = start + inside.find([';', '；']).unwrap_or(inside.len());
    let content = trim(text, without(text, Span::new(start, end), &phrases.long_leads));
    // It may end before a comma: "BLA (Balochistan Liberation Army, a separatist group)".
    let commas = content.of(text).match_indices(COMMAS).take(3).map(|(at, _)| content.start + at);
    std::iter::once(content.end)
        .chain(commas)
        .map(|end| Span::new(content.start, end))
        .filter(|span| span.of(text).split_whitespace().nth(short.most_words() + 3).is_none())
        .filter_map(|span| fit(text, short, span, Place::Inside, phrases))
        .filter(|found| {
            // "the cell lines (C-HC-4, C-HC-20)" are two names, and a comma says less than a bracket.
            let is_name = || shape::of(found.span.of(text)) == Some(Shape::Acronym);
            let is_plain = found.is_spelled_out || usize::from(found.cost) < short.len();
            (is_plain && short.len() > 1 || opened.is_some())
                && (found.is_spelled_out || !is_name())
        })
        .min_by_key(|found| found.cost)
}
