//! What a folded character is to words.

#![expect(
    clippy::inline_always,
    reason = "what a kernel calls is compiled for it only where it is inlined"
)]

use std::sync::LazyLock;

use crate::fold::{Properties, ScriptGroup};

/// What a folded character is to words: those of one class make one word, but for those that stand alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// No part of a word.
    Outside,
    /// Of a script that separates words.
    Spaced,
    /// A word by itself: Han, Hiragana, Thai, Lao, Khmer, Myanmar.
    Alone,
    /// Katakana.
    Katakana,
    /// Hangul that begins a syllable: each syllable is a word, as particles follow a name without a blank.
    HangulLead,
    /// Hangul that goes on with one.
    Hangul,
}

impl Class {
    pub(crate) fn of(c: char) -> Self {
        let properties = Properties::of(c);
        // Emphasis may stand between an underscore and a word.
        if !properties.is_word() || c == '_' {
            return Self::Outside;
        }
        match properties.script() {
            ScriptGroup::Spaced => Self::Spaced,
            ScriptGroup::Spaceless => Self::Alone,
            ScriptGroup::Katakana => Self::Katakana,
            ScriptGroup::Hangul if is_lead(c) => Self::HangulLead,
            ScriptGroup::Hangul => Self::Hangul,
        }
    }

    /// How many there are.
    pub(super) const COUNT: usize = 6;

    /// All but [`Class::Outside`].
    pub(super) const IN_WORDS: [Self; 5] =
        [Self::Spaced, Self::Alone, Self::Katakana, Self::HangulLead, Self::Hangul];

    /// Whether a character of this class goes on with the word of one of class `before`.
    #[cfg(test)]
    pub(super) const fn continues(self, before: Self) -> bool {
        match self {
            Self::Outside | Self::Alone | Self::HangulLead => false,
            Self::Spaced => matches!(before, Self::Spaced),
            Self::Katakana => matches!(before, Self::Katakana),
            Self::Hangul => matches!(before, Self::HangulLead | Self::Hangul),
        }
    }
}

/// The classes of all characters of one and two bytes, and of those blocks of 64 that have but one.
pub(super) struct ClassTable {
    short: [Class; 1 << 11],
    blocks: [Option<Class>; 1 << 10],
}

static TABLE: LazyLock<Box<ClassTable>> = LazyLock::new(|| Box::new(ClassTable::new()));

impl ClassTable {
    pub(super) fn get() -> &'static Self {
        &TABLE
    }

    fn new() -> Self {
        let block = |block: usize| {
            let mut classes = (block as u32 * 64..).take(64).map(of_point);
            let first = classes.next()?;
            classes.all(|class| class == first).then_some(first)
        };
        Self {
            short: std::array::from_fn(|point| of_point(point as u32)),
            blocks: std::array::from_fn(block),
        }
    }

    /// Of a character of two bytes.
    #[inline(always)]
    pub(super) fn of_short(&self, lead: u8, next: u8) -> Class {
        let point = usize::from(lead & 0x1F) << 6 | usize::from(next & 0x3F);
        self.short[point & 0x7FF]
    }

    /// Of the character outside ASCII that these bytes begin with, and how many it has; `None` if there are less.
    #[inline(always)]
    pub(super) fn of(&self, bytes: &[u8]) -> Option<(Class, usize)> {
        let (&lead, &next) = (bytes.first()?, bytes.get(1)?);
        if lead < 0xE0 {
            return Some((self.of_short(lead, next), 2));
        }
        let &third = bytes.get(2)?;
        let further = |point: u32, byte: u8| point << 6 | u32::from(byte & 0x3F);
        let block = further(u32::from(lead & 0x0F), next);
        let point = further(block, third);
        if lead < 0xF0 {
            let class = self.blocks[block as usize & 0x3FF].unwrap_or_else(|| of_point(point));
            return Some((class, 3));
        }
        let &last = bytes.get(3)?;
        Some((of_point(further(point, last)), 4))
    }
}

#[inline(never)]
fn of_point(point: u32) -> Class {
    char::from_u32(point).map_or(Class::Outside, Class::of)
}

/// A leading consonant (`Hangul_Syllable_Type=L`).
const fn is_lead(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{A960}'..='\u{A97C}')
}
