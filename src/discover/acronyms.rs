//! Short forms that a text defines, where neither they nor what they are short for is known.

use super::discoverer::Reading;
use super::tally::Subject;
use crate::boundary::{is_letter, is_lower, is_upper};
use crate::definitions::Definition;
use crate::fold::key;

impl Reading<'_> {
    /// Takes note of a definition of something that has a name: "gross domestic product (GDP)" has none.
    pub(super) fn read_acronym(&mut self, definition: &Definition) {
        let Definition { short, long, .. } = *definition;
        let text = self.text.text;
        if !is_of_capitals(short.of(text)) || !self.is_proper(long.of(text)) {
            return;
        }
        if !(self.may_be_name(short) && self.may_be_name(long)) {
            return;
        }
        let subject = Subject::Acronym(short.of(text).to_owned(), key(long.of(text)));
        let seen = self.tally.see(subject, self.text, short);
        *seen.longs.entry(crate::passage::single_blanks(long.of(text))).or_default() += 1;
    }

    /// Whether the words of a name have capitals, two or more of them, and all but joints.
    fn is_proper(&self, name: &str) -> bool {
        let mut capitals = 0;
        let mut words = name.split([' ', '\n', '-', '/']).filter(|word| word.contains(is_letter));
        let is_proper = words.all(|word| {
            let has_capital = word.chars().find(|&c| is_letter(c)).is_some_and(is_upper);
            capitals += usize::from(has_capital);
            has_capital || self.discoverer.lists.joints.contains(&key(word))
        });
        is_proper && capitals > 1
    }
}

/// Whether a short form is one by its capitals, of which it has two or more, and more than small letters.
pub(super) fn is_of_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|&c| is_upper(c)).count();
    upper > 1 && upper > text.chars().filter(|&c| is_lower(c)).count()
}
