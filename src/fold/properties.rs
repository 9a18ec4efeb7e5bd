//! What the fold table says of a single character.

use super::table::{CCC, ENTRIES, EXPANSIONS, PAGE_OF, POOL};

/// The table's entry of one character. The bits are laid out by `tests/fold_table.rs`, which makes the table.
#[derive(Clone, Copy)]
pub(crate) struct Properties(u32);

/// Scripts that boundaries treat in their own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScriptGroup {
    /// Words are separated by something.
    Spaced,
    /// Han, Hiragana, Thai, Lao, Khmer, Myanmar: words follow one another without a space.
    Spaceless,
    /// Katakana.
    Katakana,
    /// Hangul.
    Hangul,
}

/// Which marks are dropped after a character when marks are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// None.
    Other,
    /// Latin, Greek and ASCII digits: every mark of script Inherited.
    Accents,
    /// Cyrillic е: the diaeresis.
    Diaeresis,
}

/// The three folds of a character that the table holds.
pub(crate) struct Expansion {
    /// Case kept.
    pub(crate) kept: &'static str,
    /// Case folded.
    pub(crate) folded: &'static str,
    /// Everything folded, as in keys.
    pub(crate) loose: &'static str,
}

impl Properties {
    #[inline]
    pub(crate) const fn of(c: char) -> Self {
        Self::of_point(c as usize)
    }

    /// Of a code point.
    #[inline]
    pub(super) const fn of_point(point: usize) -> Self {
        let page = PAGE_OF[point / 128] as usize;
        Self(ENTRIES[page * 128 + point % 128])
    }

    /// What an entry of the table says.
    pub(super) const fn of_entry(entry: u32) -> Self {
        Self(entry)
    }

    /// Canonical combining class.
    #[inline]
    pub(crate) fn ccc(self) -> u8 {
        CCC[(self.0 >> 14 & 0x3F) as usize]
    }

    /// General category M.
    #[inline]
    pub(crate) const fn is_mark(self) -> bool {
        self.0 & 1 << 20 != 0
    }

    /// Letters, marks, decimal and letter numbers, connector punctuation.
    #[inline]
    pub(crate) const fn is_word(self) -> bool {
        self.0 & 1 << 21 != 0
    }

    #[inline]
    pub(crate) const fn script(self) -> ScriptGroup {
        match self.0 >> 22 & 3 {
            0 => ScriptGroup::Spaced,
            1 => ScriptGroup::Spaceless,
            2 => ScriptGroup::Katakana,
            _ => ScriptGroup::Hangul,
        }
    }

    /// Of the last character of its fold that is no mark.
    #[inline]
    pub(crate) const fn base(self) -> Base {
        match self.0 >> 24 & 3 {
            0 => Base::Other,
            1 => Base::Accents,
            _ => Base::Diaeresis,
        }
    }

    /// A mark that is dropped after [`Base::Accents`].
    #[inline]
    pub(crate) const fn is_accent(self) -> bool {
        self.0 & 1 << 26 != 0
    }

    /// White space.
    #[inline]
    pub(crate) const fn is_blank(self) -> bool {
        self.0 & 1 << 27 != 0
    }

    /// The derived property.
    pub(crate) const fn is_alphabetic(self) -> bool {
        self.0 & 1 << 28 != 0
    }

    /// Upper or title case.
    pub(crate) const fn is_upper(self) -> bool {
        self.0 & 1 << 29 != 0
    }

    /// The derived property, but for U+0345.
    pub(crate) const fn is_lower(self) -> bool {
        self.0 & 1 << 31 != 0
    }

    /// Its fold has marks that must be put in order with those around it.
    #[inline]
    pub(crate) const fn is_slow(self) -> bool {
        self.0 & 1 << 30 != 0
    }

    /// Folded away inside a name.
    #[inline]
    pub(crate) const fn is_dropped(self) -> bool {
        self.0 & 0x3FFF == 1
    }

    /// Folds to itself and is neither a mark nor a blank, or is a Hangul syllable.
    #[inline]
    pub(super) const fn is_same(self) -> bool {
        self.0 & (0x3FFF | 1 << 20 | 1 << 27 | 1 << 30) == 0
    }

    /// A mark that folds to itself after any character.
    #[inline]
    pub(super) const fn is_same_mark(self) -> bool {
        self.0 & (0x3FFF | 1 << 26) == 0 && self.is_mark()
    }

    /// [`Self::is_word`] and [`Self::script`] as one number.
    #[inline]
    pub(super) const fn class(self) -> u8 {
        (self.0 >> 21 & 7) as u8
    }

    /// Which of the table's expansions is its own: 0 for none, 1 for that of dropped characters.
    #[inline]
    pub(super) const fn expansion_number(self) -> usize {
        (self.0 & 0x3FFF) as usize
    }

    /// `gc=Nd`: it alone among word characters that are not alphabetic folds to an ASCII digit.
    pub(crate) fn is_decimal_digit(self, c: char) -> bool {
        let folds_to_digit =
            || self.expansion().is_some_and(|fold| matches!(fold.kept.as_bytes(), [b'0'..=b'9']));
        c.is_ascii_digit() || (self.is_word() && !self.is_alphabetic() && folds_to_digit())
    }

    /// Its folds; `None` for a character that folds to itself in each of them (and for Hangul syllables).
    #[inline]
    pub(crate) fn expansion(self) -> Option<Expansion> {
        let number = self.0 & 0x3FFF;
        if number == 0 {
            return None;
        }
        let (at, kept, folded, loose) = EXPANSIONS[number as usize];
        let at = at as usize;
        let (kept, folded, loose) = (usize::from(kept), usize::from(folded), usize::from(loose));
        Some(Expansion {
            kept: &POOL[at..at + kept],
            folded: &POOL[at + kept..at + kept + folded],
            loose: &POOL[at + kept + folded..at + kept + folded + loose],
        })
    }
}

/// A Hangul syllable, which the table does not expand.
pub(crate) const fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Ends a line.
pub(crate) const fn is_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The jamo of a Hangul syllable (Unicode standard, section 3.12).
pub(crate) fn jamo(syllable: char) -> impl Iterator<Item = char> {
    let index = syllable as u32 - 0xAC00;
    let leading = 0x1100 + index / 588;
    let vowel = 0x1161 + index % 588 / 28;
    let trailing = index % 28;
    [Some(leading), Some(vowel), (trailing > 0).then_some(0x11A7 + trailing)]
        .into_iter()
        .flatten()
        .filter_map(char::from_u32)
}
