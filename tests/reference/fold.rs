//! Section 2: folding. One function a rule, in the order of the document.

use std::cell::RefCell;
use std::collections::HashMap;

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizer;
use icu_properties::props::{GeneralCategory, Script};

use super::properties::{
    category, combining_class, digit_value, is_blank, is_digit, is_ignorable, is_mark, script,
};

/// What becomes of hyphens (rule 8).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hyphens {
    /// They stay.
    Keep,
    /// A hyphen that nothing separates from its neighbours becomes a space.
    Unspaced,
    /// Every hyphen becomes a space: the key.
    All,
}

/// A name's settings.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Settings {
    pub fold_case: bool,
    pub fold_marks: bool,
    pub hyphens: Hyphens,
}

/// Stands for a blank line. It is the only control character that a fold makes of a blank, so a
/// name never holds it by another way.
pub const SEPARATOR: char = '\n';

/// The folded form of a name, or of a span by itself.
pub fn fold(text: &str, settings: Settings) -> Vec<char> {
    let mut folded = map_characters(text, settings.fold_case);
    order_marks(&mut folded);
    if settings.fold_case {
        folded = drop_dots(&folded);
    }
    if settings.fold_marks {
        folded = drop_marks(&fold_letters(&folded));
    }
    if settings.fold_case {
        folded = replace(&folded, '\u{345}', 'ι');
    }
    match settings.hyphens {
        Hyphens::Keep => folded,
        Hyphens::Unspaced => fold_hyphens(&folded),
        Hyphens::All => replace(&folded, '-', ' '),
    }
}

/// The key of a name: everything folded and every hyphen a space.
pub fn key(text: &str) -> Vec<char> {
    fold(text, Settings { fold_case: true, fold_marks: true, hyphens: Hyphens::All })
}

/// Whether the character map makes nothing of the character.
pub fn is_dropped(c: char) -> bool {
    map(c, false).is_empty()
}

/// Whether the character alone folds to `to`.
pub fn folds_to(c: char, to: char) -> bool {
    map(c, false) == [to]
}

/// The character map and the blanks.
fn map_characters(text: &str, fold_case: bool) -> Vec<char> {
    let characters: Vec<char> = text.chars().collect();
    let mut folded = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if let Some(end) = blank_run(&characters, at) {
            let breaks = line_breaks(&characters[at..end]);
            folded.push(if breaks < 2 { ' ' } else { SEPARATOR });
            at = end;
        } else {
            folded.extend(map(characters[at], fold_case));
            at += 1;
        }
    }
    folded
}

/// The end of the run of blanks that begins at `start`, with the dropped characters between two
/// blanks of it.
pub fn blank_run(characters: &[char], start: usize) -> Option<usize> {
    let mut end = None;
    for (at, &c) in characters.iter().enumerate().skip(start) {
        if is_blank(c) {
            end = Some(at + 1);
        } else if end.is_none() || !is_dropped(c) {
            break;
        }
    }
    end
}

/// Line breaks in a run of blanks, CR LF counted once.
fn line_breaks(run: &[char]) -> usize {
    let breaks =
        run.iter().filter(|c| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}'));
    let pairs = run.windows(2).filter(|pair| pair == &['\r', '\n']);
    breaks.count() - pairs.count()
}

/// The character map, remembered: it is asked for the same few characters over and over.
pub fn map(c: char, fold_case: bool) -> Vec<char> {
    thread_local! {
        static KNOWN: RefCell<HashMap<(char, bool), Vec<char>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        known.entry((c, fold_case)).or_insert_with(|| map_character(c, fold_case)).clone()
    })
}

/// The character map, rules 1 to 4.
fn map_character(c: char, fold_case: bool) -> Vec<char> {
    if is_in_dropped_class(c) {
        return Vec::new();
    }
    let mut folded = decompose(&[c]);
    if fold_case {
        loop {
            let again = decompose(&fold_case_once(&folded));
            if again == folded {
                break;
            }
            folded = again;
        }
    }
    folded.retain(|&c| !is_in_dropped_class(c));
    folded.iter().map(|&c| class(c)).map(|c| if fold_case && c == 'ı' { 'i' } else { c }).collect()
}

/// Rule 1.
fn is_in_dropped_class(c: char) -> bool {
    let is_nonspacing = category(c) == GeneralCategory::NonspacingMark;
    let is_tatweel = c == '\u{640}';
    let is_haraka = (is_nonspacing && script(c) == Script::Arabic)
        || matches!(c, '\u{64B}'..='\u{652}' | '\u{670}');
    let is_hamza_mark = matches!(c, '\u{653}'..='\u{655}');
    let is_hebrew_point = is_nonspacing && script(c) == Script::Hebrew;
    is_ignorable(c) || is_tatweel || (is_haraka && !is_hamza_mark) || is_hebrew_point
}

/// NFKD.
fn decompose(characters: &[char]) -> Vec<char> {
    DecomposingNormalizer::new_nfkd().normalize_iter(characters.iter().copied()).collect()
}

/// Full case folding of each character but U+0345.
fn fold_case_once(characters: &[char]) -> Vec<char> {
    let mut folded = String::new();
    for &c in characters {
        if c == '\u{345}' {
            folded.push(c);
        } else {
            folded.push_str(&CaseMapper::new().fold_string(c.encode_utf8(&mut [0; 4])));
        }
    }
    folded.chars().collect()
}

/// Rule 3.
fn class(c: char) -> char {
    match c {
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' => '\'',
        '"' | '“' | '”' | '״' => '"',
        '-' | '‐' | '‑' | '–' | '−' | '﹣' | '－' | '\u{5BE}' => '-',
        '\u{64A}' | '\u{649}' | '\u{6CC}' => '\u{64A}',
        '\u{643}' | '\u{6A9}' => '\u{643}',
        '\u{647}' | '\u{6C1}' => '\u{647}',
        c if is_digit(c) => char::from_digit(digit_value(c), 10).expect("less than ten"),
        c => c,
    }
}

/// Order: marks that follow one another are sorted by their class, stably.
fn order_marks(folded: &mut [char]) {
    for run in folded.chunk_by_mut(|&a, &b| combining_class(a) != 0 && combining_class(b) != 0) {
        run.sort_by_key(|&c| combining_class(c));
    }
}

/// Rule 5.
fn drop_dots(folded: &[char]) -> Vec<char> {
    let is_dot_of_i = |at: usize| folded[at] == '\u{307}' && at > 0 && folded[at - 1] == 'i';
    (0..folded.len()).filter(|&at| !is_dot_of_i(at)).map(|at| folded[at]).collect()
}

/// Rule 6, the letters.
fn fold_letters(folded: &[char]) -> Vec<char> {
    let mut letters = String::new();
    for &c in folded {
        match c {
            'ø' => letters.push('o'),
            'Ø' => letters.push('O'),
            'ł' => letters.push('l'),
            'Ł' => letters.push('L'),
            'đ' | 'ð' => letters.push('d'),
            'Đ' | 'Ð' => letters.push('D'),
            'þ' => letters.push_str("th"),
            'Þ' => letters.push_str("TH"),
            'æ' => letters.push_str("ae"),
            'Æ' => letters.push_str("AE"),
            'œ' => letters.push_str("oe"),
            'Œ' => letters.push_str("OE"),
            '\u{671}' => letters.push('\u{627}'),
            '\u{629}' | '\u{6C3}' | '\u{6D5}' => letters.push('\u{647}'),
            c => letters.push(c),
        }
    }
    letters.chars().collect()
}

/// Rule 6, the marks.
fn drop_marks(folded: &[char]) -> Vec<char> {
    let is_folded_away = |at: usize| {
        let c = folded[at];
        let Some(&base) = folded[..at].iter().rfind(|&&c| !is_mark(c)) else {
            return matches!(c, '\u{653}'..='\u{655}');
        };
        let is_foldable = c != '\u{345}'
            && script(c) == Script::Inherited
            && matches!(
                category(c),
                GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
            );
        let is_on_letter =
            matches!(script(base), Script::Latin | Script::Greek) || base.is_ascii_digit();
        matches!(c, '\u{653}'..='\u{655}')
            || (is_foldable && is_on_letter)
            || (c == '\u{308}' && matches!(base, 'е' | 'Е'))
    };
    (0..folded.len()).filter(|&at| !is_folded_away(at)).map(|at| folded[at]).collect()
}

fn replace(folded: &[char], from: char, to: char) -> Vec<char> {
    folded.iter().map(|&c| if c == from { to } else { c }).collect()
}

/// Rule 8: all at once, so that `a-b-c` has three words.
fn fold_hyphens(folded: &[char]) -> Vec<char> {
    let is_apart = |c: Option<&char>| matches!(c, None | Some(' ' | '-'));
    let is_unspaced = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| folded.get(before));
        folded[at] == '-' && !is_apart(before) && !is_apart(folded.get(at + 1))
    };
    (0..folded.len()).map(|at| if is_unspaced(at) { ' ' } else { folded[at] }).collect()
}
