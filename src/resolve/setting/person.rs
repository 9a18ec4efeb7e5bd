//! Names of persons: *Michael* Jordan, Chad *Smith*.

use super::{Place, Reading, Word, beside};
use crate::language::List;
use crate::span::Span;

impl<'s, 't> Reading<'s, 't> {
    /// The other part of a person's name.
    pub(super) fn person(&self, place: &Place<'s, 't>) -> Option<Span> {
        self.given_name_before(place).or_else(|| self.surname_after(place))
    }

    fn given_name_before(&self, place: &Place<'s, 't>) -> Option<Span> {
        let left = place.left.filter(|left| {
            left.is_tall() && left.lists.has(List::GivenName) && !left.lists.has(List::Apart)
        })?;
        self.has_low_words(place.span).then(|| Span::new(left.span.start, place.span.start))
    }

    fn surname_after(&self, place: &Place<'s, 't>) -> Option<Span> {
        let right = place.right.filter(|right| right.is_tall() && is_surname(right))?;
        let is_given = self.lists(place.span.of(place.text)).has(List::GivenName);
        // "Georgia Prime Minister", "Jordan Valley Council": what goes on is no surname.
        let goes_on =
            beside::after(place.text, right.span.end).is_some_and(|at| self.word(at).is_tall());
        (is_given && !goes_on && self.has_low_words(place.span))
            .then(|| Span::new(place.span.end, right.span.end))
    }
}

fn is_surname(word: &Word<'_, '_>) -> bool {
    const OTHERS: [List; 7] = [
        List::Body,
        List::Title,
        List::Apart,
        List::Firm,
        List::Place,
        List::Province,
        List::Versus,
    ];
    !word.is_shouted() && !word.lists.has_one(&OTHERS)
}
