//! Definitions.

mod align;
mod phrases;
mod shape;
mod window;

use self::align::{End, Short, Start, align};
use self::shape::Shape;
use self::window::{Begins, Window, is_closing, is_opening};
use crate::boundary::{is_lower, is_quotation_mark, is_word};
use crate::span::Span;

/// A short form, and what the text says that it is short for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// "BLA" in "Balochistan Liberation Army (BLA)".
    pub short: Span,
    /// "Balochistan Liberation Army".
    pub long: Span,
    /// The letters of the short form begin the long one's words, small words aside.
    pub is_spelled_out: bool,
    #[allow(missing_docs)]
    pub cost: u16,
}

/// What a text says that an acronym is short for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongForm {
    /// Where it stands.
    pub span: Span,
    /// The letters of the acronym begin its words, small words aside.
    pub is_spelled_out: bool,
    #[allow(missing_docs)]
    pub cost: u16,
}

/// All definitions of a text, in order of their short forms.
#[must_use]
pub fn find(text: &str) -> Vec<Definition> {
    let mut definitions: Vec<Definition> = Vec::new();
    for at in memchr::memchr3_iter(b'(', b'[', 0xEF, text.as_bytes()) {
        let open = text.get(at..).and_then(|rest| rest.chars().next()).filter(|&c| is_opening(c));
        let Some(open) = open else { continue };
        let inside = at + open.len_utf8();
        if let Some(end) = close(text, inside) {
            definitions.extend(in_bracket(text, Span::new(at, inside), end));
        }
    }
    phrases::find(text, |short| {
        if let Some(shape) = shape::of(short.of(text)) {
            definitions.extend(define(text, short, shape));
        }
    });
    definitions.sort_by_key(|definition| (definition.short.start, definition.cost));
    definitions.dedup_by_key(|definition| definition.short);
    definitions
}

fn in_bracket(text: &str, open: Span, end: usize) -> Option<Definition> {
    let content = Span::new(open.end, end);
    let after = text[end..].chars().nth(1);
    // "apple(s)", "(re)construct".
    if after.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let glued = text[..open.start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let mut candidates = Vec::new();
    let first = trim(text, lead(text, piece_at_start(text, content)));
    let first_shape = shape::of(first.of(text));
    if let Some(shape) = first_shape {
        if !(glued && first.len() < 2) {
            candidates.push((first, shape));
        }
    }
    let last = trim(text, lead(text, piece_at_end(text, content)));
    if last != first && let Some(shape) = shape::of(last.of(text)) {
        candidates.push((last, shape));
    }
    if first_shape.is_none() || text[first.range()].len() > 2 {
        for outside in tokens_before(text, open.start) {
            if let Some(shape) = shape::of(outside.of(text))
                && (shape == Shape::Acronym || !outside.of(text).starts_with(is_lower))
            {
                candidates.push((outside, shape));
            }
        }
    }
    candidates.into_iter().find_map(|(short, shape)| define(text, short, shape))
}

fn define(text: &str, short: Span, shape: Shape) -> Option<Definition> {
    let long = long_form(text, short)?;
    let LongForm { span, is_spelled_out, cost } = long;
    is_plain_to_see(text, short, shape, &long).then_some(Definition { short, long: span, is_spelled_out, cost })
}

fn is_plain_to_see(text: &str, short: Span, shape: Shape, long: &LongForm) -> bool {
    let (words, long_words) = (short.of(text), long.span.of(text));
    let letters = words.chars().filter(|c| c.is_alphanumeric()).count() as u16;
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    match shape {
        Shape::Acronym => true,
        Shape::Word => {
            // "She (she said ...)": a long form that goes on after the word is its definition only in front of it.
            let begins = long.span.start > short.start && long_words.get(..words.len()).is_some_and(|start| same(start, words));
            !begins && (long.is_spelled_out || long.cost <= letters + 2)
        }
        Shape::Phrase => {
            let ends = |words: &str| words.rsplit(' ').next().map(str::to_owned);
            let starts = |words: &str| words.split(' ').next().map(str::to_owned);
            let shared = same(&ends(words).unwrap_or_default(), &ends(long_words).unwrap_or_default())
                || same(&starts(words).unwrap_or_default(), &starts(long_words).unwrap_or_default());
            shared && long.cost * 2 <= letters * 3
        }
    }
}

/// What stands between the bracket and the first comma or semicolon.
fn piece_at_start(text: &str, content: Span) -> Span {
    let inside = content.of(text);
    let end = [", ", ";", "，", "；", "、", "،"].iter().filter_map(|mark| inside.find(mark)).min();
    Span::new(content.start, end.map_or(content.end, |end| content.start + end))
}

fn piece_at_end(text: &str, content: Span) -> Span {
    let inside = content.of(text);
    let start = [", ", "; ", "，", "；", "، "].iter().filter_map(|mark| inside.rfind(mark).map(|at| at + mark.len())).max();
    Span::new(content.start + start.unwrap_or(0), content.end)
}

/// Words before a short form in brackets.
const LEADS: &[&str] = &[
    "hereinafter referred to as", "hereinafter", "hereafter", "referred to as", "abbreviated as", "abbreviated to", "abbreviated", "abbr.",
    "also known as", "known as", "also called", "called", "termed", "designated", "denoted", "also", "short for", "stands for", "which stands for", "an acronym for", "acronym for", "for", "or", "i.e.,", "i.e.", "ie",
];

fn lead(text: &str, piece: Span) -> Span {
    let mut piece = trim_blank(text, piece);
    loop {
        let rest = piece.of(text);
        if !rest.as_bytes().contains(&b' ') {
            return piece;
        }
        let found = LEADS.iter().find(|lead| {
            rest.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) && rest[lead.len()..].starts_with(' ')
        });
        let quoted = rest.strip_prefix("the ").filter(|rest| rest.starts_with(is_quotation_mark)).map(|_| 4);
        let Some(length) = found.map(|lead| lead.len()).or(quoted) else { return piece };
        piece = trim_blank(text, Span::new(piece.start + length, piece.end));
    }
}

fn trim_blank(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start().len();
    Span::new(start.min(span.end), (span.start + inner.trim_end().len()).max(start.min(span.end)))
}

fn trim(text: &str, span: Span) -> Span {
    let span = trim_blank(text, span);
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start_matches(is_quotation_mark).len();
    let end = span.start + inner.trim_end_matches(is_quotation_mark).len();
    Span::new(start, end.max(start))
}

/// The word before a bracket, and with the one before it.
fn tokens_before(text: &str, end: usize) -> Vec<Span> {
    let lowest = window::ceil_boundary(text, end.saturating_sub(60));
    let stretch = text[lowest..end].trim_end().trim_end_matches(is_quotation_mark);
    let end = lowest + stretch.len();
    let Some(last) = stretch.rsplit(|c: char| c.is_whitespace()).next().filter(|last| last.len() < stretch.len() || lowest == 0) else { return Vec::new() };
    let last = last.trim_start_matches(|c| is_quotation_mark(c) || is_opening(c));
    vec![Span::new(end - last.len(), end)]
}

fn close(text: &str, inside: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in text[inside..].char_indices() {
        if offset > LONGEST {
            return None;
        }
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            if depth == 0 {
                return Some(inside + offset);
            }
            depth -= 1;
        } else if c == '\n' && text[inside + offset + 1..].starts_with('\n') {
            return None;
        }
    }
    None
}

/// What stands in brackets is no longer, in bytes.
const LONGEST: usize = 500;

/// The long form that stands before `(TTP)` or, in brackets, after `TTP (`.
#[must_use]
pub fn long_form(text: &str, acronym: Span) -> Option<LongForm> {
    before_bracket(text, acronym).or_else(|| inside_bracket(text, acronym)).or_else(|| beside_phrase(text, acronym))
}

fn before_bracket(text: &str, short: Span) -> Option<LongForm> {
    let after = text[short.end..].trim_start_matches(is_quotation_mark);
    let closing = after.chars().next()?;
    if !(is_closing(closing) || matches!(closing, ',' | ';' | '，' | '；' | '、' | '،')) {
        return None;
    }
    let mut before = text[..short.start].trim_end_matches(is_quotation_mark);
    // Words between.
    while before.ends_with(' ') {
        let trimmed = before.trim_end_matches(' ');
        let lead = LEADS.iter().chain(&["the"]).find(|lead| {
            trimmed.len() >= lead.len() && trimmed.is_char_boundary(trimmed.len() - lead.len())
                && trimmed[trimmed.len() - lead.len()..].eq_ignore_ascii_case(lead)
                && trimmed[..trimmed.len() - lead.len()].ends_with(|c: char| c == ' ' || is_opening(c))
        });
        match lead {
            Some(lead) => before = &trimmed[..trimmed.len() - lead.len()],
            None => break,
        }
    }
    let before = before.trim_end_matches(' ');
    let end = if let Some(outside) = before.strip_suffix(is_opening) {
        outside.len()
    } else if is_closing(closing) && let Some(list) = before.strip_suffix([',', ';', '，', '；']) {
        list.len()
    } else {
        return None;
    };
    let end = text[..end].trim_end().trim_end_matches(is_quotation_mark).len();
    // "dimethyl-[DMP], diethyl-[DEP] phthalate": the word goes on.
    if text[..end].ends_with('-') {
        return None;
    }
    let letters = Short::new(short.of(text))?;
    let span = window::before(text, end, most_words(letters.len()));
    fit(text, short, &letters, span, Start::Anywhere, End::Window)
        .filter(|found| !is_dateline(text, found.span, after))
}

/// "ABBOTTABAD, Pakistan (AP) - ": where an agency's report comes from.
fn is_dateline(text: &str, long: Span, after: &str) -> bool {
    let after = after.trim_start_matches(is_closing).trim_start_matches(' ');
    let begins_line = text[..long.start].trim_end_matches(' ').chars().next_back().is_none_or(|c| c == '\n');
    begins_line && long.of(text).contains(',') && after.starts_with(['-', '–', '—'])
}

fn inside_bracket(text: &str, short: Span) -> Option<LongForm> {
    let after = text[short.end..].trim_start_matches(is_quotation_mark);
    let blank = after.len() - after.trim_start_matches(' ').len();
    let list = || {
        let is_first = text[..short.start].trim_end_matches(is_quotation_mark).ends_with(is_opening);
        after.strip_prefix([',', ';', '，', '；']).filter(|_| is_first)
    };
    let inside = after[blank..].strip_prefix(is_opening).or_else(list)?;
    let start = text.len() - inside.len();
    let end = close(text, start)?;
    let end = start + text[start..end].find([';', '；']).unwrap_or(end - start);
    let letters = Short::new(short.of(text))?;
    let content = trim(text, lead(text, Span::new(start, end)));
    let mut ends = vec![content.end];
    ends.extend(content.of(text).match_indices([',', '，', '،']).take(3).map(|(at, _)| content.start + at));
    ends.into_iter()
        .filter_map(|end| {
            let span = Span::new(content.start, end);
            let is_short_enough = span.of(text).split_whitespace().count() <= most_words(letters.len()) + 3;
            if !is_short_enough { return None; }
            fit(text, short, &letters, span, Start::Window, End::Window)
        })
        // "the cell lines (C-HC-4, C-HC-20)" are two names.
        .filter(|found| found.is_spelled_out || shape::of(found.span.of(text)) != Some(Shape::Acronym))
        .min_by_key(|found| found.cost)
}

fn beside_phrase(text: &str, short: Span) -> Option<LongForm> {
    let letters = || Short::new(short.of(text));
    let found = if let Some(end) = phrases::before(text, short) {
        let letters = letters()?;
        fit(text, short, &letters, window::before(text, end, most_words(letters.len())), Start::Anywhere, End::Window)?
    } else {
        let start = phrases::after(text, short)?;
        let letters = letters()?;
        fit(text, short, &letters, window::after(text, start, most_words(letters.len())), Start::Window, End::Letter)?
    };
    let letters = short.of(text).chars().filter(|c| c.is_alphanumeric()).count() as u16;
    (letters > 1 && (found.is_spelled_out || found.cost <= letters)).then_some(found)
}

fn fit(text: &str, short: Span, letters: &Short, span: Span, start: Start, end: End) -> Option<LongForm> {
    if !letters.may_begin_in(span.of(text)) {
        return None;
    }
    let window = Window::new(text, span);
    let found = align(letters, text, &window, start, end)?;
    let (first, last) = (window.units[found.first], window.units[found.last]);
    if found.cost > most_cost(letters.len(), first.start == last.start) {
        return None;
    }
    let word = text[span.start..first.start].rfind(char::is_whitespace);
    let word = word.map_or(span.start, |at| span.start + at + first_length(&text[span.start + at..]));
    let is_one_word = !text[first.start..last.end].contains(char::is_whitespace);
    let start = match first.begins {
        Begins::AfterLocants => word,
        // Of one word, not its end alone: "C57BL/6 (B6)".
        Begins::Part | Begins::Inside if is_one_word => word,
        Begins::Syllable => word,
        _ => first.start,
    };
    let start = span_start(text, start, first.start);
    let long = Span::new(start, long_end(text, start, last.end, if end == End::Window { span.end } else { last.end }));
    // A long form that holds its own acronym, or is no longer, defines nothing.
    let (short, words) = (short.of(text), long.of(text));
    if words.chars().count() <= short.chars().count() || words.split(|c| !is_word(c)).any(|word| word == short) {
        return None;
    }
    // "Dave Dodd (D)" is of a party.
    if letters.len() == 1 && !words.starts_with(is_lower) && !begins_sentence(text, long.start) {
        return None;
    }
    Some(LongForm { span: long, is_spelled_out: by_initials(short, words).is_some(), cost: found.cost })
}

fn begins_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches(' ').chars().next_back().is_none_or(|c| matches!(c, '\n' | '.' | ':' | '?' | '!'))
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// After quotation marks and a bracket that is not closed.
fn span_start(text: &str, mut start: usize, first: usize) -> usize {
    while start < first {
        let c = text[start..].chars().next().expect("before the first unit");
        let is_balanced = is_opening(c) && text[start..first].contains(is_closing);
        if c.is_alphanumeric() || is_balanced { break; }
        start += c.len_utf8();
    }
    start
}

/// Where a long form ends: with its last word, and what belongs to that.
fn long_end(text: &str, start: usize, last: usize, end: usize) -> usize {
    let mut at = last;
    for c in text[last..end].chars() {
        let so_far = &text[start..at];
        let is_open = so_far.matches(is_opening).count() > so_far.matches(is_closing).count();
        if !(is_closing(c) && is_open || matches!(c, '.' | '+' | '\'' | '′') && at == last) { break; }
        at += c.len_utf8();
    }
    if at == last && let Some(owner) = text[start..last].strip_suffix("'s").or_else(|| text[start..last].strip_suffix("’s")) {
        return start + owner.len();
    }
    at
}

/// What an alignment may cost, by the number of letters of the short form.
fn most_cost(letters: usize, is_one_unit: bool) -> u16 {
    let letters = letters.min(8) as u16;
    match letters {
        1 => 0,
        _ if is_one_unit => 2 * letters + 1,
        2 => 8,
        3 => 10,
        _ => letters + 9,
    }
}

/// The bound of Schwartz and Hearst (2003): a long form has at most min(n + 5, 2 n) words.
fn most_words(letters: usize) -> usize {
    (letters + 5).min(letters * 2)
}

/// Words that an acronym may leave out.
const SMALL: &[&str] =
    &["a", "al", "an", "and", "e", "for", "i", "in", "of", "on", "the", "to", "und", "y"];

/// Where the long form begins whose words, those of [`SMALL`] aside, begin with the letters of `short`, to its last word.
fn by_initials(short: &str, long: &str) -> Option<usize> {
    let mut letters = letters(short).into_iter().rev().peekable();
    letters.peek()?;
    let mut start = long.len();
    for word in long.split(|c| !is_word(c)).filter(|word| !word.is_empty()).rev() {
        let Some(&letter) = letters.peek() else { break };
        if word.chars().next().is_some_and(|first| window::fold(first) == letter) {
            letters.next();
            start = word.as_ptr().addr() - long.as_ptr().addr();
        } else if !SMALL.contains(&word.to_lowercase().as_str()) {
            return None;
        }
    }
    letters.peek().is_none().then_some(start)
}

fn letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphanumeric()).map(window::fold).collect()
}
