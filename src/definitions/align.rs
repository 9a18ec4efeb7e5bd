//! Which letters of a long form the letters of a short form stand for, at the least cost.

use super::window::{Begins, LITTLE, Unit, Window, fold};
use crate::boundary::{is_letter, is_upper};
use crate::span::Span;

/// A short form has no more letters and digits.
pub(super) const MOST_LETTERS: usize = 14;

/// The letters of a short form, as they are compared.
#[derive(Debug)]
pub(super) struct Short {
    letters: Vec<ShortLetter>,
}

#[derive(Clone, Copy, Debug)]
struct ShortLetter {
    c: char,
    folded: char,
    /// "s" after a capital, at the end: "PCs".
    is_plural: bool,
}

impl Short {
    /// `None` for what has no letters, or too many.
    pub(super) fn new(short: &str) -> Option<Self> {
        let letters: Vec<char> =
            short.chars().filter(|c| c.is_alphanumeric()).take(MOST_LETTERS + 1).collect();
        if letters.is_empty() || letters.len() > MOST_LETTERS || !letters.iter().any(|&c| is_letter(c)) {
            return None;
        }
        let last = letters.len() - 1;
        let is_plural = |at: usize| at == last && at > 0 && letters[at] == 's' && is_upper(letters[at - 1]);
        let letters = (0..letters.len())
            .map(|at| ShortLetter { c: letters[at], folded: fold(letters[at]), is_plural: is_plural(at) });
        Some(Self { letters: letters.collect() })
    }

    /// Whether the first letter may begin a unit of a stretch: most brackets are done with by a look at it.
    pub(super) fn may_begin_in(&self, stretch: &str) -> bool {
        let first = self.letters[0].folded;
        if !first.is_alphabetic() || greek(first).is_some() || first as u32 > 0x5FF {
            return true;
        }
        let mut before = ' ';
        stretch.chars().any(|c| {
            let may_begin = !is_letter(before) || is_upper(c);
            before = c;
            may_begin && fold(c) == first
        })
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }
}

/// The best alignment of a short form with a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alignment {
    pub(super) cost: u16,
    /// The units that the long form has, from the first to the last.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Where the long form ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With the window.
    Window,
    /// With the unit of the last letter.
    Letter,
}

/// Where the long form begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// With any word.
    Anywhere,
    /// With the window; what is left out there costs.
    Window,
}

const NEVER: u32 = u32::MAX / 4;

/// A cost, and in its low half the number of the last unit, so that the smaller one is the better.
fn pack(cost: u16, unit: usize) -> u32 {
    u32::from(cost) << 16 | unit as u32
}

fn add(packed: u32, cost: u16) -> u32 {
    packed.saturating_add(u32::from(cost) << 16).min(NEVER)
}

/// The cheapest way to find the letters of `short` in `window`, one after the other.
///
/// For each letter of the short form from the last to the first, `rest[at]` is what the letters from there on cost when the one before
/// them stands for the letter `at` of the window.
pub(super) fn align(short: &Short, text: &str, window: &Window, start: Start, end: End) -> Option<Alignment> {
    let (letters, units) = (&window.letters, &window.units);
    let count = letters.len();
    if count == 0 {
        return None;
    }
    // What is left out before each unit, all together.
    let mut left_out = Vec::with_capacity(units.len() + 1);
    let mut total = 0;
    for unit in units {
        left_out.push(total);
        total += unit.left_out;
    }
    left_out.push(total);
    let mut passed = Vec::with_capacity(units.len());
    let mut total = 0;
    for unit in units {
        total += unit.passed;
        passed.push(total);
    }
    let before = |unit: usize| left_out[unit] + passed[unit];
    let after = |unit: usize| left_out[unit + 1] + passed[unit];
    let last_unit = units.len() - 1;
    let mut rest: Vec<u32> = letters
        .iter()
        .map(|letter| {
            let unit = usize::from(letter.unit);
            match end {
                End::Letter => pack(0, unit),
                End::Window => pack(before_end(&left_out, &passed, unit, last_unit), last_unit),
            }
        })
        .collect();
    let mut next = vec![NEVER; count];
    for (number, letter) in short.letters.iter().enumerate().skip(1).rev() {
        let unmatched = unmatched(short, number);
        let (mut later_units, mut this_unit) = (NEVER, NEVER);
        let mut pending = NEVER;
        let mut unit_of_next = usize::MAX;
        for at in (0..count).rev() {
            let unit = usize::from(letters[at].unit);
            if unit != unit_of_next {
                later_units = later_units.min(pending);
                (pending, this_unit, unit_of_next) = (NEVER, NEVER, unit);
            }
            // From here to a later unit, to this one, to the very next letter, or leaving the short form's letter out.
            let mut best = add(rest[at], unmatched);
            if later_units < NEVER {
                best = best.min(sub(later_units, after(unit)));
            }
            best = best.min(add(this_unit, WITHIN));
            if at + 1 < count && usize::from(letters[at + 1].unit) == unit && matches(letter, text, window, at + 1) {
                best = best.min(add(rest[at + 1], ADJACENT));
            }
            next[at] = best;
            if matches(letter, text, window, at) {
                let plural = letter.is_plural && letters[at].is_last;
                let here = if plural { sub(rest[at], WITHIN.min((rest[at] >> 16) as u16)) } else { rest[at] };
                this_unit = this_unit.min(here);
                let entry = entry(letter, units[unit], letters[at].is_first);
                pending = pending.min(add(rest[at], before(unit) + entry));
            }
        }
        std::mem::swap(&mut rest, &mut next);
    }
    let first = &short.letters[0];
    let mut best: Option<(u32, usize)> = None;
    for at in (0..count).rev() {
        let unit = usize::from(letters[at].unit);
        if !letters[at].is_first || rest[at] >= NEVER || !matches(first, text, window, at) {
            continue;
        }
        let begin = match units[unit].begins {
            Begins::Word | Begins::AfterLocants => 0,
            Begins::Part => 2,
            Begins::Syllable => 1,
            Begins::Inside => 6,
        };
        // "of hydroxyl radicals" begins with a letter of another word.
        let word = Span::new(units[unit].start, units[unit].end).of(text);
        let little = if LITTLE.contains(&word) { 5 } else { 0 };
        let skipped = if start == Start::Window { before(unit) } else { 0 };
        let cost = add(rest[at], begin + little + skipped);
        if best.is_none_or(|(least, _)| cost >> 16 < least >> 16) {
            best = Some((cost, unit));
        }
    }
    let (packed, first) = best?;
    Some(Alignment { cost: (packed >> 16) as u16, first, last: (packed & 0xFFFF) as usize })
}

fn sub(packed: u32, cost: u16) -> u32 {
    packed - (u32::from(cost) << 16)
}

fn before_end(left_out: &[u16], passed: &[u16], unit: usize, last: usize) -> u16 {
    left_out[last + 1] - left_out[unit + 1] + passed[last] - passed[unit]
}

/// The next letter of the same word.
const ADJACENT: u16 = 1;
/// A later letter of a word that has one already.
const WITHIN: u16 = 3;
/// A letter inside a word of which no other is taken.
const INSIDE: u16 = 7;

/// What it costs to find a letter in a unit from which none was taken before.
fn entry(letter: &ShortLetter, unit: Unit, is_first: bool) -> u16 {
    if !is_first {
        return if letter.is_plural { WITHIN } else { INSIDE };
    }
    u16::from(unit.begins == Begins::Inside && is_letter(letter.c))
}

/// What it costs that a letter of the short form stands for nothing.
fn unmatched(short: &Short, number: usize) -> u16 {
    let letter = &short.letters[number];
    if letter.is_plural {
        1
    } else if letter.c.is_numeric() {
        5
    } else if letter.folded == 'x' {
        6
    } else {
        9
    }
}

fn matches(letter: &ShortLetter, text: &str, window: &Window, at: usize) -> bool {
    let found = &window.letters[at];
    if letter.folded == found.folded {
        return true;
    }
    if !found.is_first {
        return false;
    }
    let unit = window.units[usize::from(found.unit)];
    let word = || Span::new(unit.start, unit.end).of(text);
    if letter.c.is_ascii_digit() {
        return number_words(letter.c).iter().any(|number| {
            word().get(..number.len()).is_some_and(|start| start.eq_ignore_ascii_case(number))
        });
    }
    greek(letter.folded).is_some_and(|name| word().eq_ignore_ascii_case(name))
}

/// The words that a digit stands for, by their beginnings.
fn number_words(digit: char) -> &'static [&'static str] {
    match digit {
        '1' => &["one", "first", "mono"],
        '2' => &["two", "second", "di", "bi"],
        '3' => &["three", "third", "tri"],
        '4' => &["four", "tetra"],
        '5' => &["five", "fifth", "penta"],
        '6' => &["six", "hexa"],
        '7' => &["seven", "hepta"],
        '8' => &["eight", "octa", "viii"],
        '9' => &["nine", "ninth"],
        _ => &[],
    }
}

/// The name of a Greek letter, as texts without them write it.
fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' => "epsilon",
        'ζ' => "zeta",
        'η' => "eta",
        'θ' => "theta",
        'κ' => "kappa",
        'λ' => "lambda",
        'μ' => "mu",
        'ν' => "nu",
        'π' => "pi",
        'ρ' => "rho",
        'σ' => "sigma",
        'τ' => "tau",
        'φ' => "phi",
        'χ' => "chi",
        'ψ' => "psi",
        'ω' => "omega",
        _ => return None,
    })
}
