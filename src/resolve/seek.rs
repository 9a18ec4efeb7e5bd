//! Finds a few words in folded text, wherever they stand.

use std::ops::Range;

use aho_corasick::packed::Searcher;

use crate::fold::FoldedText;

/// Of more words too many places look like a beginning.
const MOST_WORDS: usize = 32;

/// A few words, to be found by comparing the beginnings of all at once.
#[derive(Debug)]
pub(super) struct Seeker {
    searcher: Searcher,
    /// With what the caller calls each.
    words: Vec<(Box<[u8]>, u32)>,
}

impl Seeker {
    /// Prepares to find words that are not empty; `None` where there are none or too many, or the processor cannot compare so.
    pub(super) fn new<'k>(words: impl Iterator<Item = (&'k str, u32)>) -> Option<Self> {
        let words: Vec<(Box<[u8]>, u32)> =
            words.map(|(word, number)| (word.as_bytes().into(), number)).collect();
        if words.is_empty() || words.len() > MOST_WORDS {
            return None;
        }
        Some(Self { searcher: Searcher::new(words.iter().map(|(word, _)| word))?, words })
    }

    /// Calls `found` with the number of each word and each of its places in the folded text, those that begin earlier first; places
    /// inside words of ASCII letters and digits may be left out.
    pub(super) fn find(&self, folded: &FoldedText, mut found: impl FnMut(u32, Range<usize>)) {
        let bytes = folded.as_bytes();
        // At a break a word begins or ends though its fold does not show it.
        let is_whole = folded.breaks().is_empty();
        let is_plain = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let mut from = 0;
        while let Some(first) = self.searcher.find_in(bytes, (from..bytes.len()).into()) {
            let start = first.start();
            from = start + 1;
            if is_whole && is_plain(start.wrapping_sub(1)) && is_plain(start) {
                continue;
            }
            for (word, number) in &self.words {
                if bytes[start..].starts_with(word) {
                    found(*number, start..start + word.len());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn finds_what_the_obvious_way_finds() {
        let words = ["a", "ab", "abc", "b a", "土", "土耳其", "seoul", "seo"];
        let pieces = ["a", "b", "c", " ", "土", "耳其", "seo", "ul", "x", "."];
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        for length in (0..300).chain([3000]) {
            let mut text = String::new();
            while text.len() < length {
                text.push_str(dice.pick(&pieces));
            }
            let mut folded = FoldedText::default();
            folded.fold(&text);
            let text = std::str::from_utf8(folded.as_bytes()).unwrap();
            let mut obvious = Vec::new();
            let is_plain =
                |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
            let is_inside = |at: usize| is_plain(at.wrapping_sub(1)) && is_plain(at);
            for (start, _) in text.char_indices().filter(|&(at, _)| !is_inside(at)) {
                for (word, number) in words.iter().zip(0..) {
                    if text[start..].starts_with(word) {
                        obvious.push((number, start..start + word.len()));
                    }
                }
            }
            let Some(seeker) = Seeker::new(words.into_iter().zip(0..)) else { return };
            let mut found = Vec::new();
            seeker.find(&folded, |number, place| found.push((number, place)));
            found.retain(|(_, place)| !is_inside(place.start));
            assert_eq!(found, obvious, "seed {seed}: {text:?}");
        }
    }
}
