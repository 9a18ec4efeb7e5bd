//! Which matches are whole words. All rivals that find parts of words are held to this rule, by the same table.
//!
//! It is the heart of exonym's rule (`docs/same-name.md`, section 4), without apostrophes, accounts, addresses and dotted names:
//! an edge is one of a word when the character inside or the one outside is no word character, or either is of a script without spaces.

use unicode_general_category::{GeneralCategory as Category, get_general_category};
use unicode_script::{Script, UnicodeScript};

/// A class for each code point.
pub struct Classes(Vec<u8>);

const OTHER: u8 = 0;
const WORD: u8 = 1;
/// A word character of a script without spaces.
const SPACELESS: u8 = 2;

impl Classes {
    /// Looks every code point up.
    pub fn new() -> Self {
        Self(
            (0..=u32::from(char::MAX))
                .map(|point| char::from_u32(point).map_or(OTHER, class))
                .collect(),
        )
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether `start..end` of `text`, which is not empty, stands there as whole words.
    pub fn are_words(&self, text: &str, start: usize, end: usize) -> bool {
        let (Some(before), Some(inside), Some(after)) =
            (text.get(..start), text.get(start..end), text.get(end..))
        else {
            return false;
        };
        self.is_edge(before.chars().next_back(), inside.chars().next())
            && self.is_edge(after.chars().next(), inside.chars().next_back())
    }

    fn is_edge(&self, outside: Option<char>, inside: Option<char>) -> bool {
        let class = |c: Option<char>| c.map_or(OTHER, |c| self.0[c as usize]);
        class(outside) != WORD || class(inside) != WORD
    }
}

fn class(c: char) -> u8 {
    let is_word = matches!(
        get_general_category(c),
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
            | Category::NonspacingMark
            | Category::SpacingMark
            | Category::EnclosingMark
            | Category::DecimalNumber
            | Category::LetterNumber
            | Category::ConnectorPunctuation
    );
    let is_spaceless = matches!(
        c.script(),
        Script::Han
            | Script::Hiragana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    );
    if !is_word {
        OTHER
    } else if is_spaceless {
        SPACELESS
    } else {
        WORD
    }
}
