//! Whether the stretch of text around a place has letter case to go by.

use std::ops::Range;

use memchr::{memchr2, memrchr2};

use crate::boundary::{is_caseless, is_word};

/// So many words make a line count alone.
const WORDS_OF_A_LINE: usize = 5;

/// Judges the stretches of one text; cheap when asked in ascending order.
pub(super) struct Stretches<'t> {
    text: &'t str,
    whole: Option<bool>,
    /// The last line asked for, and its verdict.
    line: Option<(Range<usize>, bool)>,
}

impl<'t> Stretches<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, whole: None, line: None }
    }

    /// Whether upper or lower case is missing around `at`: in its line, where that has five words or more, or else in the text.
    pub(super) fn is_caseless(&mut self, at: usize) -> bool {
        if let Some((line, caseless)) = &self.line
            && line.contains(&at)
        {
            return *caseless;
        }
        let whole = *self.whole.get_or_insert_with(|| is_caseless(self.text));
        let bytes = self.text.as_bytes();
        let start = memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |before| before + 1);
        let end = memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |after| at + after);
        let line = &self.text[start..end];
        // Where both give the same answer, the words need not be counted.
        let of_line = is_caseless(line);
        let caseless = if of_line == whole || !has_words(line) { whole } else { of_line };
        self.line = Some((start..end.max(at + 1), caseless));
        caseless
    }
}

fn has_words(line: &str) -> bool {
    let mut inside = false;
    let begins = line.chars().filter(|&c| {
        let before = std::mem::replace(&mut inside, is_word(c));
        inside && !before
    });
    begins.take(WORDS_OF_A_LINE).count() == WORDS_OF_A_LINE
}
