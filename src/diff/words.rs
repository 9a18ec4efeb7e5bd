//! How many words a text has, for figures that say how often something happens.

use crate::fold::{Properties, ScriptGroup};

/// Counts words: what stands between blanks. In scripts that write none between words (Han, Hiragana, Thai, Lao, Khmer, Myanmar), each
/// letter counts.
///
/// ```
/// assert_eq!(exonym::diff::count_words("three words here, 四个汉字"), 7);
/// ```
#[must_use]
pub fn count_words(text: &str) -> u64 {
    let mut words = 0;
    let mut inside = false;
    for c in text.chars() {
        // Most text is ASCII, and needs no table.
        let is_blank = c == ' ' || c.is_whitespace();
        let is_word_alone = !c.is_ascii() && is_letter_without_spaces(c);
        words += u64::from(is_word_alone || !(is_blank || inside));
        inside = !is_blank && !is_word_alone;
    }
    words
}

/// Marks belong to the letter before them.
fn is_letter_without_spaces(c: char) -> bool {
    let properties = Properties::of(c);
    properties.script() == ScriptGroup::Spaceless && properties.is_word() && !properties.is_mark()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_words_between_blanks_and_letters_without_them() {
        let cases = [
            ("", 0),
            (" \n", 0),
            ("one", 1),
            ("  one\ttwo's\u{A0}three – ", 4),
            ("تحریک طالبان پاکستان", 3),
            ("土耳其 met 俄国", 6),
            ("in土耳其x", 5),
        ];
        for (text, expected) in cases {
            assert_eq!(count_words(text), expected, "{text:?}");
        }
    }
}
