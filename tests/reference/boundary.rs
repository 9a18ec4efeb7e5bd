//! Section 4: word boundaries and what may be glued to a name.
//!
//! A character is taken together with the marks that belong to it, and stands for them.

use exonym::dictionary::{Boundary, Rule};
use exonym::language::{Language, List};
use icu_properties::props::{GeneralCategory, Script};

use super::edges::{Text, is_mark, is_skipped};
use super::fold::{folds_to, is_dropped, key};
use super::properties::{category, is_letter, is_mark as is_unicode_mark, script};

/// The longest run beside a span that is compared with affixes.
const LONGEST_RUN: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Ending,
    Elision,
    Proclitic,
    Suffix,
    Particle,
}

struct Affix {
    language: String,
    place: Place,
    key: Vec<char>,
}

/// The affixes of some languages.
pub struct Affixes(Vec<Affix>);

impl Affixes {
    pub fn of(languages: &[Language]) -> Self {
        let mut affixes = Vec::new();
        for language in languages {
            for (place, list) in [
                (Place::Ending, List::Ending),
                (Place::Elision, List::Elision),
                (Place::Proclitic, List::Proclitic),
                (Place::Suffix, List::Suffix),
                (Place::Particle, List::Particle),
            ] {
                let forms = language.list(list).iter();
                affixes.extend(forms.map(|form| Affix {
                    language: language.tag.clone(),
                    place,
                    key: key(form),
                }));
            }
        }
        Self(affixes)
    }
}

/// Whether the boundaries that the rule asks for are there, for the span of characters from
/// `start` to `end`.
pub fn holds(
    text: &Text<'_>,
    (start, end): (usize, usize),
    name: &str,
    rule: &Rule,
    affixes: &Affixes,
) -> bool {
    match rule.boundary {
        Boundary::Word => {
            is_left_boundary(text, (start, end), name, rule, affixes)
                && is_right_boundary(text, (start, end), name, rule, affixes)
        }
        Boundary::Prefix => is_left_boundary(text, (start, end), name, rule, affixes),
        Boundary::None => true,
    }
}

/// Directly after `@`.
pub fn is_handle(text: &Text<'_>, start: usize) -> bool {
    left_of(text, start).is_some_and(|at| folds_to(text.characters[at], '@'))
}

fn is_left_boundary(
    text: &Text<'_>,
    (start, end): (usize, usize),
    name: &str,
    rule: &Rule,
    affixes: &Affixes,
) -> bool {
    let inner = text.characters[start];
    let Some(at) = left_of(text, start) else { return true };
    let neighbour = text.characters[at];
    if key(name).get(1) == Some(&'.') && is_after_dotted_letter(text, at) {
        return false;
    }
    let is_beyond_elision = folds_to(neighbour, '\'') && {
        let run = run_left(text, at, is_word);
        run.is_empty()
            || affixes.has(text, &run, LONGEST_RUN, |affix| affix.place == Place::Elision)
    };
    is_boundary_between(inner, neighbour)
        || is_beyond_elision
        || affixes.has(text, &run_left(text, start, is_word), LONGEST_RUN, |affix| {
            affix.place == Place::Proclitic && is_language_of(rule, affix)
        })
        || is_emphasis(text, start, end)
}

fn is_right_boundary(
    text: &Text<'_>,
    (start, end): (usize, usize),
    name: &str,
    rule: &Rule,
    affixes: &Affixes,
) -> bool {
    let last = text.character_before(end).expect("a span holds a character");
    let inner = text.characters[last];
    let Some(at) = right_of(text, end) else { return true };
    let neighbour = text.characters[at];
    if is_dotted(&key(name)) && is_before_dotted_letter(text, at) {
        return false;
    }
    let is_before_ending = folds_to(neighbour, '\'') && {
        let run = run_right(text, text.end_with_marks(at), is_word);
        run.is_empty() || affixes.has(text, &run, LONGEST_RUN, |affix| affix.place == Place::Ending)
    };
    is_boundary_between(inner, neighbour)
        || is_before_ending
        || affixes.has(text, &run_right(text, end, is_hangul), usize::MAX, |affix| {
            affix.place == Place::Particle
        })
        || affixes.has(text, &run_right(text, end, is_word), LONGEST_RUN, |affix| {
            affix.place == Place::Suffix && is_language_of(rule, affix)
        })
        || is_emphasis(text, start, end)
}

/// Rules 1 to 4.
fn is_boundary_between(inner: char, neighbour: char) -> bool {
    !is_word(inner)
        || (!is_word(neighbour) && !folds_to(neighbour, '\''))
        || is_unspaced_script(inner)
        || is_unspaced_script(neighbour)
        || is_katakana(inner) != is_katakana(neighbour)
}

/// A name that ends in `.` and has another before it.
fn is_dotted(key: &[char]) -> bool {
    key.split_last().is_some_and(|(last, others)| *last == '.' && others.contains(&'.'))
}

/// Whether a letter stands at `at`, and a `.` follows it.
fn is_before_dotted_letter(text: &Text<'_>, at: usize) -> bool {
    let next = right_of(text, text.end_with_marks(at));
    is_letter(text.characters[at]) && next.is_some_and(|at| folds_to(text.characters[at], '.'))
}

/// Whether a `.` stands at `at`, and a single letter before it.
fn is_after_dotted_letter(text: &Text<'_>, at: usize) -> bool {
    let letter = left_of(text, at).filter(|&at| is_letter(text.characters[at]));
    folds_to(text.characters[at], '.')
        && letter.is_some_and(|letter| {
            left_of(text, letter).is_none_or(|at| !is_word(text.characters[at]))
        })
}

/// Rule 8.
fn is_emphasis(text: &Text<'_>, start: usize, end: usize) -> bool {
    let is_line = |c| folds_to(c, '_');
    let (left, right) = (run_left(text, start, is_line), run_right(text, end, is_line));
    let (Some(&first), Some(&last)) = (left.first(), right.last()) else { return false };
    let before = left_of(text, first);
    let after = right_of(text, text.end_with_marks(last));
    [before, after].into_iter().flatten().all(|at| !is_word(text.characters[at]))
}

/// The word characters.
pub fn is_word(c: char) -> bool {
    is_letter(c)
        || is_unicode_mark(c)
        || matches!(
            category(c),
            GeneralCategory::DecimalNumber
                | GeneralCategory::LetterNumber
                | GeneralCategory::ConnectorPunctuation
        )
}

/// Scripts without spaces.
fn is_unspaced_script(c: char) -> bool {
    matches!(
        script(c),
        Script::Han
            | Script::Hiragana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

fn is_katakana(c: char) -> bool {
    script(c) == Script::Katakana || matches!(c, '\u{30FC}' | '\u{FF70}')
}

fn is_hangul(c: char) -> bool {
    script(c) == Script::Hangul
}

/// The neighbour to the left of the edge `at`.
fn left_of(text: &Text<'_>, at: usize) -> Option<usize> {
    for before in (0..at).rev() {
        let c = text.characters[before];
        if matches!(c, '\u{200B}' | '\u{200C}') {
            return None;
        }
        if is_mark(c) {
            // Marks that belong to no character are one of their own.
            let first = || (0..=before).find(|&first| is_mark(text.characters[first]));
            return text.character_before(before).or_else(first);
        }
        if !is_dropped(c) {
            return Some(before);
        }
    }
    None
}

/// The neighbour to the right of the edge `at`.
fn right_of(text: &Text<'_>, at: usize) -> Option<usize> {
    let next = (at..text.characters.len()).find(|&next| {
        let c = text.characters[next];
        matches!(c, '\u{200B}' | '\u{200C}') || !is_skipped(c)
    })?;
    (!matches!(text.characters[next], '\u{200B}' | '\u{200C}')).then_some(next)
}

/// The run of such characters to the left of the edge `at`, in the order of the text.
fn run_left(text: &Text<'_>, at: usize, belongs: impl Fn(char) -> bool) -> Vec<usize> {
    let mut run = Vec::new();
    let mut next = left_of(text, at);
    while let Some(at) = next.filter(|&at| belongs(text.characters[at])) {
        run.insert(0, at);
        next = left_of(text, at);
    }
    run
}

/// The run of such characters to the right of the edge `at`, in the order of the text.
fn run_right(text: &Text<'_>, at: usize, belongs: impl Fn(char) -> bool) -> Vec<usize> {
    let mut run = Vec::new();
    let mut next = right_of(text, at);
    while let Some(at) = next.filter(|&at| belongs(text.characters[at])) {
        run.push(at);
        next = right_of(text, text.end_with_marks(at));
    }
    run
}

impl Affixes {
    /// Whether the run is one of those that `fits` accepts.
    fn has(
        &self,
        text: &Text<'_>,
        run: &[usize],
        longest: usize,
        fits: impl Fn(&Affix) -> bool,
    ) -> bool {
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return false };
        let key = key(text.slice(first, text.end_with_marks(last)));
        run.len() <= longest && self.0.iter().any(|affix| fits(affix) && affix.key == key)
    }
}

/// Whether the affix is of a language that the alias takes affixes of.
fn is_language_of(rule: &Rule, affix: &Affix) -> bool {
    let primary = |tag: &str| tag.split('-').next() == Some(affix.language.as_str());
    match &rule.affix {
        Some(languages) => languages.iter().any(|tag| primary(tag)),
        None => primary(&rule.lang),
    }
}
