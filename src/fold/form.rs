//! Folds a short piece of text exactly as far as one name asks.

use super::properties::{Base, Properties, is_line_break, is_syllable, jamo};

/// What a name wants kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strictness {
    pub(crate) keep_case: bool,
    pub(crate) keep_marks: bool,
    pub(crate) keep_hyphens: bool,
}

impl Strictness {
    /// Whether two pieces with the same key may still differ. Without hyphens at an edge or beside a blank (which show
    /// as blanks at an edge or side by side in the key), the key alone decides for a name that keeps nothing.
    pub(crate) fn key_decides(self, key: &str) -> bool {
        let edge = key.starts_with(' ') || key.ends_with(' ');
        !(self.keep_case || self.keep_marks || self.keep_hyphens || edge || key.contains("  "))
    }
}

/// A piece of text, folded as a name asks. Two pieces are forms of one name when theirs are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(String);

impl Form {
    pub(crate) fn of(text: &str, strictness: Strictness) -> Self {
        let mut points = decompose(text, strictness);
        put_marks_in_order(&mut points);
        let points = drop_marks(&points, strictness);
        Self(fold_hyphens(&points, strictness))
    }
}

/// The character map and the blanks.
fn decompose(text: &str, strictness: Strictness) -> Vec<char> {
    let mut points = Vec::with_capacity(text.len());
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let properties = Properties::of(c);
        if properties.is_blank() {
            let (end, blank) = blank_run(text, at);
            while rest.next_if(|&(next, _)| next < end).is_some() {}
            points.push(blank);
        } else if is_syllable(c) {
            points.extend(jamo(c));
        } else {
            match properties.expansion() {
                None => points.push(c),
                Some(fold) if strictness.keep_case => points.extend(fold.kept.chars()),
                Some(fold) => points.extend(fold.folded.chars()),
            }
        }
    }
    points
}

/// The run of blanks that begins at `start`: where its last blank ends, and what it folds to: a space, or a line feed as the
/// separator that no name contains.
pub(super) fn blank_run(text: &str, start: usize) -> (usize, char) {
    let (mut end, mut breaks, mut after_return) = (start, 0, false);
    for (at, c) in text[start..].char_indices() {
        let properties = Properties::of(c);
        if properties.is_blank() {
            end = start + at + c.len_utf8();
            breaks += u32::from(is_line_break(c) && !(after_return && c == '\n'));
        } else if !properties.is_dropped() {
            break;
        }
        after_return = c == '\r';
    }
    (end, if breaks > 1 { '\n' } else { ' ' })
}

fn put_marks_in_order(points: &mut [char]) {
    let class = |c: char| Properties::of(c).ccc();
    let mut at = 0;
    while at < points.len() {
        let run = points[at..].iter().take_while(|&&c| class(c) != 0).count();
        points[at..at + run].sort_by_key(|&c| class(c));
        at += run.max(1);
    }
}

/// The neighbour rules 5 to 7.
fn drop_marks(points: &[char], strictness: Strictness) -> Vec<char> {
    let mut out = Vec::with_capacity(points.len());
    let mut base = Base::Other;
    let mut previous = None;
    for &c in points {
        let properties = Properties::of(c);
        let fold_marks = !strictness.keep_marks;
        if c == '\u{345}' && !strictness.keep_case {
            out.push('ι');
        } else if properties.is_mark() {
            let dotted_i = c == '\u{307}' && previous == Some('i') && !strictness.keep_case;
            let is_folded = fold_marks && is_dropped_after(c, properties, base);
            if !dotted_i && !is_folded {
                out.push(c);
            }
        } else {
            base = properties.base();
            match loosened(c) {
                Some(loose) if fold_marks => out.extend(loose.chars()),
                _ => out.push(c),
            }
        }
        previous = Some(c);
    }
    out
}

/// Whether rule 6 drops a mark after such a character.
pub(super) fn is_dropped_after(mark: char, properties: Properties, base: Base) -> bool {
    match base {
        _ if matches!(mark, '\u{653}'..='\u{655}') => true,
        Base::Accents => properties.is_accent(),
        Base::Diaeresis => mark == '\u{308}',
        Base::Other => false,
    }
}

/// The letters that rule 6 replaces.
pub(super) fn loosened(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "TH",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ٱ' => "ا",
        'ة' | 'ۃ' | 'ە' => "ه",
        _ => return None,
    })
}

/// Rule 8.
fn fold_hyphens(points: &[char], strictness: Strictness) -> String {
    let joins = |c: Option<&char>| c.is_some_and(|&c| !matches!(c, ' ' | '\n' | '-'));
    points
        .iter()
        .enumerate()
        .map(|(at, &c)| {
            let unspaced = at > 0 && joins(points.get(at - 1)) && joins(points.get(at + 1));
            if c == '-' && unspaced && !strictness.keep_hyphens { ' ' } else { c }
        })
        .collect()
}
