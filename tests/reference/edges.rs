//! Section 3: where a span may begin and end. Indices count characters.

use std::collections::HashSet;

use icu_properties::CodePointSetData;
use icu_properties::props::RegionalIndicator;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::{blank_run, is_dropped};
use super::properties;

/// A text as the reference sees it.
pub struct Text<'t> {
    pub whole: &'t str,
    pub characters: Vec<char>,
    /// The byte at which each character begins, and the length of the text.
    offsets: Vec<usize>,
    may_begin: Vec<bool>,
    may_end: Vec<bool>,
}

/// A mark, or a half-width voicing mark, which decomposes to one.
pub fn is_mark(c: char) -> bool {
    properties::is_mark(c) || matches!(c, '\u{FF9E}' | '\u{FF9F}')
}

/// A dropped character that is no mark.
pub fn is_skipped(c: char) -> bool {
    is_dropped(c) && !is_mark(c)
}

impl<'t> Text<'t> {
    pub fn new(text: &'t str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let mut new =
            Self { whole: text, characters, offsets, may_begin: Vec::new(), may_end: Vec::new() };
        let inside = new.inside_one_character();
        let edges = 0..=new.characters.len();
        new.may_begin = edges.clone().map(|at| !inside.contains(&at) && new.begins(at)).collect();
        new.may_end = edges.map(|at| !inside.contains(&at) && new.ends(at)).collect();
        new
    }

    /// Whether a span may begin before the character `at`.
    pub fn may_begin(&self, at: usize) -> bool {
        self.may_begin[at]
    }

    /// Whether a span may end before the character `at`.
    pub fn may_end(&self, at: usize) -> bool {
        self.may_end[at]
    }

    /// The byte at which the character `at` begins.
    pub fn byte(&self, at: usize) -> usize {
        self.offsets[at]
    }

    /// The text from the character `start` to the character `end`.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.whole[self.offsets[start]..self.offsets[end]]
    }

    /// The end of the character `at` and the marks that belong to it, dropped characters between
    /// them passed over.
    pub fn end_with_marks(&self, at: usize) -> usize {
        let mut end = at + 1;
        for (next, &c) in self.characters.iter().enumerate().skip(end) {
            if is_mark(c) {
                end = next + 1;
            } else if !is_dropped(c) {
                break;
            }
        }
        end
    }

    /// The character that stands before the edge `at`: marks and dropped characters passed over.
    pub fn character_before(&self, at: usize) -> Option<usize> {
        (0..at).rfind(|&before| {
            !is_mark(self.characters[before]) && !is_dropped(self.characters[before])
        })
    }

    /// Rule 1, the beginning.
    fn begins(&self, at: usize) -> bool {
        self.characters.get(at).is_some_and(|&c| !is_dropped(c) && !is_mark(c))
    }

    /// Rule 1, the end.
    fn ends(&self, at: usize) -> bool {
        self.character_before(at).is_some_and(|last| self.end_with_marks(last) == at)
    }

    /// Rules 2 and 3: edges inside a run of blanks, a flag or a grapheme cluster.
    fn inside_one_character(&self) -> HashSet<usize> {
        let mut inside = HashSet::new();
        let mut at = 0;
        while at < self.characters.len() {
            let end = blank_run(&self.characters, at).unwrap_or(at + 1);
            inside.extend(at + 1..end);
            at = end;
        }
        let is_indicator = |c: &char| CodePointSetData::new::<RegionalIndicator>().contains(*c);
        let mut at = 0;
        while at < self.characters.len() {
            let run = self.characters[at..].iter().take_while(|c| is_indicator(c)).count();
            inside.extend((at..at + run).skip(1).step_by(2));
            at += run.max(1);
        }
        let mut at = 0;
        for cluster in self.whole.graphemes(true) {
            let end = at + cluster.chars().count();
            let joiners =
                cluster.chars().rev().take_while(|c| matches!(c, '\u{200C}' | '\u{200D}')).count();
            inside.extend((at + 1..end).filter(|&cut| joiners == 0 || cut != end - joiners));
            at = end;
        }
        inside
    }
}
