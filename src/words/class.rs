//! What a folded character is to words.

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

    /// Whether a character of this class goes on with the word of one of class `before`.
    pub(crate) fn continues(self, before: Self) -> bool {
        match self {
            Self::Alone | Self::HangulLead => false,
            Self::Hangul => matches!(before, Self::HangulLead | Self::Hangul),
            _ => self == before,
        }
    }
}

/// A leading consonant (`Hangul_Syllable_Type=L`).
const fn is_lead(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{A960}'..='\u{A97C}')
}
