//! What most characters fold to, ready to be written: made of the fold table when the program is compiled.

#![expect(clippy::inline_always, reason = "the loop that looks at each character must not call")]

use super::properties::Properties;
use super::simd::folded;
use super::table::{ENTRIES, EXPANSIONS, PAGE_OF, POOL};

/// The fold of one character that is looked at by itself, with everything folded.
#[derive(Clone, Copy)]
pub(super) struct Quick {
    /// UTF-8, with zeros after it.
    pub(super) bytes: [u8; QUICK_BYTES],
    /// How many of `bytes` there are.
    pub(super) length: u8,
    pub(super) kind: QuickKind,
}

/// Longer folds are rare.
const QUICK_BYTES: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuickKind {
    /// One character.
    Single,
    /// Several characters.
    Several,
    /// Several characters, marks at the end. The fold is this one unless more marks follow.
    Marked,
    /// There is more to it: a mark, a blank, a long fold.
    Slow,
}

impl Quick {
    const SLOW: Self = Self { bytes: [0; QUICK_BYTES], length: 0, kind: QuickKind::Slow };

    /// Of a character that does not fold to itself, and whether its class is another than that of its fold.
    #[inline]
    pub(super) const fn of(properties: Properties) -> (Self, bool) {
        if properties.is_mark() || properties.is_blank() {
            return (Self::SLOW, false);
        }
        let (quick, class) = FOLDS[properties.expansion_number()];
        (quick, class != properties.class())
    }
}

/// The next character, as its first bytes tell.
pub(super) enum Look {
    Ascii,
    /// It folds to itself, so many bytes.
    Same(usize),
    /// A Hangul syllable, by its code point.
    Syllable(usize),
    /// It folds to that; so many bytes; whether its class is another than that of its fold.
    Quick(Quick, usize, bool),
    /// Something else.
    Slow,
}

/// Looks at a character.
#[inline(always)]
pub(super) fn look(four: [u8; 4]) -> Look {
    let [first, second, third, fourth] = four.map(usize::from);
    let (properties, width) = match first {
        0..0x80 => return Look::Ascii,
        0x80..0xE0 => {
            let quick = TWO_BYTES[(first & 0x1F) << 6 | second & 0x3F];
            return Look::Quick(quick, 2, false);
        }
        0xE0..0xF0 => {
            let block = (first & 0x0F) << 6 | second & 0x3F;
            let point = block << 6 | third & 0x3F;
            match BLOCKS[block] {
                Block::Same => return Look::Same(3),
                Block::Syllables => return Look::Syllable(point),
                Block::Mixed if matches!(point, 0xAC00..0xD7A4) => return Look::Syllable(point),
                Block::Mixed => (Properties::of_point(point), 3),
            }
        }
        _ => {
            let point =
                (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F;
            if matches!(point, 0x1F1E6..0x1F200) {
                return Look::Slow;
            }
            (Properties::of_point(point), 4)
        }
    };
    if properties.is_same() {
        return Look::Same(width);
    }
    let (quick, is_edge) = Quick::of(properties);
    Look::Quick(quick, width, is_edge)
}

/// What 64 characters of three bytes, alike in the first two bytes, have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    /// Each folds to itself and is no mark, no blank and no Hangul syllable.
    Same,
    /// All are Hangul syllables.
    Syllables,
    /// Nothing.
    Mixed,
}

/// By the eleven bits of a character of two bytes. One whose class is another than that of its fold is among the slow ones.
static TWO_BYTES: [Quick; 0x800] = {
    let mut table = [Quick::SLOW; 0x800];
    let mut point = 0x80;
    while point < table.len() {
        let properties = Properties::of_point(point);
        if properties.is_same() {
            let bytes = [0xC0 | (point >> 6) as u8, 0x80 | (point & 0x3F) as u8, 0, 0, 0, 0];
            table[point] = Quick { bytes, length: 2, kind: QuickKind::Single };
        } else if let (quick, false) = Quick::of(properties) {
            table[point] = quick;
        }
        point += 1;
    }
    table
};

/// ASCII and characters of two bytes by their code points: what folds to one character of as many bytes. The fold stands in
/// the lower two bytes and its length in the third; 0 stands for another fold.
pub(super) static SHORT: [u32; 0x800] = {
    let mut table = [0; 0x800];
    let mut point = 0;
    while point < table.len() {
        let quick = &TWO_BYTES[point];
        table[point] = match quick {
            _ if point < 0x80 => 1 << 16 | folded(point as u8) as u32,
            Quick { bytes: [first, second, ..], length: 2, kind: QuickKind::Single } => {
                2 << 16 | (*second as u32) << 8 | *first as u32
            }
            _ => 0,
        };
        point += 1;
    }
    table
};

/// By the ten bits in the first two bytes of a character of three.
static BLOCKS: [Block; 0x400] = {
    let mut table = [Block::Mixed; 0x400];
    let mut block = 0x800 / 64;
    while block < table.len() {
        let first = block * 64;
        if first >= 0xAC00 && first + 64 <= 0xD7A4 {
            table[block] = Block::Syllables;
        } else if !(first + 64 > 0xAC00 && first < 0xE000) && is_same(first) {
            table[block] = Block::Same;
        }
        block += 1;
    }
    table
};

/// Whether each of 64 characters folds to itself. Pages repeat, so they are looked at once.
const fn is_same(first: usize) -> bool {
    HALF_PAGES[PAGE_OF[first / 128] as usize * 2 + first / 64 % 2]
}

static HALF_PAGES: [bool; ENTRIES.len() / 64] = {
    let mut table = [true; ENTRIES.len() / 64];
    let mut at = 0;
    while at < ENTRIES.len() {
        table[at / 64] &= Properties::of_entry(ENTRIES[at]).is_same();
        at += 1;
    }
    table
};

/// By the number of an expansion: the fold, and the class of each of its characters.
static FOLDS: [(Quick, u8); EXPANSIONS.len()] = {
    let mut table = [(Quick::SLOW, MIXED); EXPANSIONS.len()];
    let mut number = 0;
    while number < table.len() {
        table[number] = of_expansion(number);
        number += 1;
    }
    table
};

/// Characters of several classes; no character has this one.
const MIXED: u8 = 0xFF;

const fn of_expansion(number: usize) -> (Quick, u8) {
    let pool = POOL.as_bytes();
    let (at, kept, folded, loose) = EXPANSIONS[number];
    let folded_start = at as usize + kept as usize;
    let start = folded_start + folded as usize;
    if loose == 0 || loose as usize > QUICK_BYTES {
        return (Quick::SLOW, MIXED);
    }
    let (first_folded, _) = first_point(pool, folded_start);
    let (first, _) = first_point(pool, start);
    let first = Properties::of_point(first);
    if Properties::of_point(first_folded).is_mark() || first.is_mark() {
        return (Quick::SLOW, MIXED);
    }
    let (mut bytes, mut kind, mut class, mut length) =
        ([0; QUICK_BYTES], QuickKind::Single, first.class(), 0);
    while length < loose as usize {
        let (point, width) = first_point(pool, start + length);
        let properties = Properties::of_point(point);
        if properties.class() != class {
            class = MIXED;
        }
        kind = match (kind, properties.is_mark()) {
            // It is written as another character.
            _ if point == 0x345 => return (Quick::SLOW, MIXED),
            (QuickKind::Single, false) if length == 0 => QuickKind::Single,
            (QuickKind::Single | QuickKind::Several, false) => QuickKind::Several,
            (_, true) => QuickKind::Marked,
            (_, false) => return (Quick::SLOW, MIXED),
        };
        let mut byte = 0;
        while byte < width {
            bytes[length + byte] = pool[start + length + byte];
            byte += 1;
        }
        length += width;
    }
    (Quick { bytes, length: loose, kind }, class)
}

/// The character that begins there, and its length in bytes.
const fn first_point(text: &[u8], at: usize) -> (usize, usize) {
    let lead = text[at] as usize;
    let (mut point, width) = match lead {
        0..0x80 => (lead, 1),
        0x80..0xE0 => (lead & 0x1F, 2),
        0xE0..0xF0 => (lead & 0x0F, 3),
        _ => (lead & 0x07, 4),
    };
    let mut further = 1;
    while further < width {
        point = point << 6 | (text[at + further] & 0x3F) as usize;
        further += 1;
    }
    (point, width)
}
