//! Which letters of a long form the letters of a short form stand for, at the least cost.

use super::window::{Begins, Letter, Unit, Window, fold};
use crate::boundary::{is_letter, is_upper};
use crate::span::Span;

/// A short form has no more letters and digits.
const MOST_LETTERS: usize = 14;

/// The letters of a short form, as they are compared.
#[derive(Debug)]
pub(super) struct Short<'t> {
    text: &'t str,
    letters: Vec<ShortLetter>,
}

#[derive(Clone, Copy, Debug)]
struct ShortLetter {
    c: char,
    folded: char,
    /// "s" after a capital, at the end: "PCs".
    is_plural: bool,
}

impl<'t> Short<'t> {
    /// `None` for what has no letters, or too many.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        let mut letters: Vec<ShortLetter> = Vec::with_capacity(MOST_LETTERS);
        for c in text.chars().filter(|c| c.is_alphanumeric()) {
            if letters.len() == MOST_LETTERS {
                return None;
            }
            letters.push(ShortLetter { c, folded: fold(c), is_plural: false });
        }
        if let [.., before, last] = &mut letters[..] {
            last.is_plural = last.c == 's' && is_upper(before.c);
        }
        letters.iter().any(|letter| is_letter(letter.c)).then_some(Self { text, letters })
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// How many letters and digits it has.
    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// Folded.
    pub(super) fn letters(&self) -> impl DoubleEndedIterator<Item = char> {
        self.letters.iter().map(|letter| letter.folded)
    }

    /// The bound of Schwartz and Hearst: a long form has at most min(n + 5, 2 n) words.
    pub(super) fn most_words(&self) -> usize {
        (self.len() + 5).min(self.len() * 2)
    }

    /// Whether the first letter may begin a unit of a stretch: most brackets are done with by a look at it.
    pub(super) fn may_begin_in(&self, stretch: &str) -> bool {
        let first = self.letters[0];
        // A digit stands for words, a Greek letter for its name, and other scripts have units that begin inside words.
        if !is_letter(first.c) || greek(first.folded).is_some() || first.folded > '\u{5FF}' {
            return true;
        }
        let mut before = ' ';
        stretch.chars().any(|c| {
            let may_begin = !is_letter(before) || is_upper(c);
            before = c;
            may_begin && fold(c) == first.folded
        })
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

/// More than any alignment costs.
const NEVER: u32 = u32::MAX / 4;

/// A cost, and in its low half the number of the last unit, so that the smaller one is the better.
fn pack(cost: u16, unit: usize) -> u32 {
    u32::from(cost) << 16 | unit as u32
}

fn add(packed: u32, cost: u16) -> u32 {
    (packed + (u32::from(cost) << 16)).min(NEVER)
}

fn subtract(packed: u32, cost: u16) -> u32 {
    packed - (u32::from(cost) << 16)
}

fn cost_of(packed: u32) -> u16 {
    (packed >> 16) as u16
}

/// What it costs to go from one unit of a window to a later one: the sums of all before it.
struct Gaps {
    /// All units before, and what is passed up to this one.
    before: Vec<u16>,
    /// The same with this one.
    after: Vec<u16>,
}

impl Gaps {
    fn new(units: &[Unit]) -> Self {
        let mut sum = 0;
        let (before, after) = units
            .iter()
            .map(|unit| {
                let before = sum + unit.passed;
                sum = before + unit.left_out;
                (before, sum)
            })
            .unzip();
        Self { before, after }
    }
}

/// The cheapest way to find the letters of `short` in `window`, one after the other.
///
/// For each letter of the short form from the last to the first, `rest[at]` is what the letters after it cost when it stands for the
/// letter `at` of the window. What is left out between two units is a difference of two sums, so that one pass over the window finds the
/// best of all later places for each.
pub(super) fn align(
    short: &Short<'_>,
    text: &str,
    window: &Window,
    start: Start,
    end: End,
) -> Option<Alignment> {
    let (letters, units) = (&window.letters, &window.units);
    let last_unit = units.len().checked_sub(1)?;
    let gaps = Gaps::new(units);
    let at_end = |letter: &Letter| {
        let unit = usize::from(letter.unit);
        match end {
            End::Letter => pack(0, unit),
            End::Window => pack(gaps.after[last_unit] - gaps.after[unit], last_unit),
        }
    };
    let mut rest: Vec<u32> = letters.iter().map(at_end).collect();
    let mut next = vec![NEVER; letters.len()];
    for &letter in short.letters[1..].iter().rev() {
        let unmatched = unmatched(letter);
        // The best places in later units and in this one, those of this one for earlier ones, and the letter after this one.
        let (mut later, mut within, mut entered, mut adjacent) = (NEVER, NEVER, NEVER, NEVER);
        let mut unit_after = usize::MAX;
        for (at, found) in letters.iter().enumerate().rev() {
            let unit = usize::from(found.unit);
            if unit != unit_after {
                later = later.min(entered);
                (within, entered, adjacent) = (NEVER, NEVER, NEVER);
                unit_after = unit;
            }
            let mut best =
                add(rest[at], unmatched).min(add(within, WITHIN)).min(add(adjacent, ADJACENT));
            if later < NEVER {
                best = best.min(subtract(later, gaps.after[unit]));
            }
            next[at] = best;
            adjacent = NEVER;
            if matches(letter, text, window, *found) {
                adjacent = rest[at];
                let discount = if letter.is_plural && found.is_last { WITHIN } else { 0 };
                within = within.min(subtract(rest[at], discount.min(cost_of(rest[at]))));
                let entry = gaps.before[unit] + entry(letter, units[unit], found.is_first);
                entered = entered.min(add(rest[at], entry));
            }
        }
        std::mem::swap(&mut rest, &mut next);
    }
    let first = short.letters[0];
    let beginnings = letters.iter().zip(&rest).rev().filter(|&(letter, &cost)| {
        letter.is_first && cost < NEVER && matches(first, text, window, *letter)
    });
    let costs = beginnings.map(|(letter, &cost)| {
        let unit = usize::from(letter.unit);
        let skipped = if start == Start::Window { gaps.before[unit] } else { 0 };
        (add(cost, begin(units[unit]) + skipped), unit)
    });
    // Of equal ones the shortest.
    let (packed, first) = costs.min_by_key(|&(packed, _)| cost_of(packed))?;
    Some(Alignment { cost: cost_of(packed), first, last: (packed & 0xFFFF) as usize })
}

/// Fewer initials stand in another order by chance.
const FEWEST_PERMUTED: usize = 3;
/// What it costs that initials stand in another order.
const PERMUTED: u16 = 6;

/// The words that end a window, little ones aside, when their initials are those of the short form in the order of another language:
/// "Armed Islamic Group (GIA)", "North Atlantic Treaty Organization (OTAN)".
pub(super) fn permuted(short: &Short<'_>, window: &Window) -> Option<Alignment> {
    let mut wanted: Vec<char> = short.letters().collect();
    if wanted.len() < FEWEST_PERMUTED {
        return None;
    }
    let initials = window.letters.iter().rev().filter(|letter| letter.is_first);
    for letter in initials {
        let unit = window.units[usize::from(letter.unit)];
        // A little word, a number.
        if unit.left_out <= 1 {
            continue;
        }
        let at = wanted.iter().position(|&c| c == letter.folded)?;
        wanted.swap_remove(at);
        if wanted.is_empty() {
            let last = window.units.len() - 1;
            return Some(Alignment { cost: PERMUTED, first: usize::from(letter.unit), last });
        }
    }
    None
}

/// What it costs that a long form begins with a unit.
fn begin(unit: Unit) -> u16 {
    let begins = match unit.begins {
        Begins::Word | Begins::AfterLocants => 0,
        Begins::Syllable => 1,
        Begins::Part => 2,
        Begins::Inside => 6,
    };
    // "of hydroxyl radicals (OH)": a little word begins the name of little.
    begins + if unit.is_little { 5 } else { 0 }
}

/// The next letter of the same word.
const ADJACENT: u16 = 1;
/// A later letter of a word that has one already.
const WITHIN: u16 = 3;
/// A letter inside a word of which no other is taken.
const INSIDE: u16 = 8;

/// What it costs to find a letter in a unit from which none was taken before.
fn entry(letter: ShortLetter, unit: Unit, is_first: bool) -> u16 {
    // "DX" for "developer experience", "PCs" for "personal computers".
    let is_light = letter.is_plural || letter.folded == 'x';
    match is_first {
        true => u16::from(unit.begins == Begins::Inside && is_letter(letter.c)),
        false if is_light => WITHIN,
        false => INSIDE,
    }
}

/// What it costs that a letter of the short form stands for nothing.
fn unmatched(letter: ShortLetter) -> u16 {
    match letter.folded {
        _ if letter.is_plural => 1,
        c if c.is_numeric() => 5,
        // "OVX" for "ovariectomized": it stands for a cut.
        'x' => 6,
        _ => 9,
    }
}

fn matches(letter: ShortLetter, text: &str, window: &Window, found: Letter) -> bool {
    if letter.folded == found.folded {
        return true;
    }
    if !found.is_first || (letter.folded.is_ascii_lowercase() && letter.folded != 'x') {
        return false;
    }
    let unit = window.units[usize::from(found.unit)];
    let word = Span::new(unit.start, unit.end).of(text);
    let begins = |number: &&str| {
        word.get(..number.len()).is_some_and(|start| start.eq_ignore_ascii_case(number))
    };
    let is_numeral = || roman(letter.c).is_some_and(|numeral| word == numeral);
    // "DX" for "digital transformation".
    let is_cross = || letter.folded == 'x' && (begins(&"trans") || begins(&"cross"));
    is_cross()
        || is_numeral()
        || number_words(letter.c).iter().any(begins)
        || greek(letter.folded).is_some_and(|name| word.eq_ignore_ascii_case(name))
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
        '8' => &["eight", "octa"],
        '9' => &["nine", "ninth"],
        _ => &[],
    }
}

fn roman(digit: char) -> Option<&'static str> {
    let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let number = digit.to_digit(10)?.checked_sub(1)?;
    numerals.get(number as usize).copied()
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
