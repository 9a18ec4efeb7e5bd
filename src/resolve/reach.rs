//! How far a cue reaches: the text, a paragraph or a sentence.

use std::cell::OnceCell;

use crate::dictionary::Within;
use crate::span::Span;

/// A paragraph or sentence is followed no further than this from a mention, in bytes.
const LONGEST: usize = 2_000;

/// How far the cues of a mention reach; found when first asked for.
pub(super) struct Reach<'t> {
    text: &'t str,
    mention: Span,
    within: Within,
    found: OnceCell<Span>,
}

impl<'t> Reach<'t> {
    pub(super) const fn new(text: &'t str, mention: Span, within: Within) -> Self {
        Self { text, mention, within, found: OnceCell::new() }
    }

    /// The first of `places`, sorted by start, that lies within reach and outside the mention.
    pub(super) fn first<P>(&self, places: &[P], span_of: impl Fn(&P) -> Span) -> Option<Span> {
        if places.is_empty() {
            return None;
        }
        let reach = *self.found.get_or_init(|| of(self.text, self.mention, self.within));
        let first = places.partition_point(|place| span_of(place).start < reach.start);
        let spans = places[first..].iter().map(span_of);
        spans.take_while(|&span| reach.contains(span)).find(|span| !span.overlaps(self.mention))
    }
}

/// The text, or the paragraph or sentence around `span`, as far as [`LONGEST`].
pub(crate) fn of(text: &str, span: Span, within: Within) -> Span {
    let ends: &[&str] = match within {
        Within::Document => return Span::new(0, text.len()),
        Within::Paragraph => &["\n\n", "\r\n\r\n"],
        Within::Sentence => &["\n\n", "\r\n\r\n", ". ", "! ", "? ", ".\n", "。", "؟ ", "۔"],
    };
    let mut low = span.start.saturating_sub(LONGEST);
    let mut high = (span.end + LONGEST).min(text.len());
    low = (low..span.start).find(|&at| text.is_char_boundary(at)).unwrap_or(span.start);
    high = (span.end..=high).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(span.end);
    let (before, after) = (&text[low..span.start], &text[span.end..high]);
    let start = ends.iter().filter_map(|end| Some(low + before.rfind(end)? + end.len())).max();
    let end = ends.iter().filter_map(|end| after.find(end)).min();
    Span::new(start.unwrap_or(low), end.map_or(high, |end| span.end + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaches_as_far_as_the_sentence_or_paragraph() {
        let text = "One.\n\nTwo is here. Three [X] is. Four!\r\n\r\nFive";
        let at = text.find("[X]").unwrap();
        let reach = |within| of(text, Span::new(at, at + 3), within).of(text);
        assert_eq!(reach(Within::Sentence), "Three [X] is");
        assert_eq!(reach(Within::Paragraph), "Two is here. Three [X] is. Four!");
        assert_eq!(reach(Within::Document), text);
    }

    #[test]
    fn reaches_no_further_than_the_bound_and_cuts_no_character() {
        let text = "é".repeat(LONGEST);
        let reach = of(&text, Span::new(LONGEST, LONGEST + 2), Within::Sentence);
        assert_eq!(reach, Span::new(0, 2 * LONGEST));
        let reach = of(&text, Span::new(2 * LONGEST - 2, 2 * LONGEST), Within::Sentence);
        assert_eq!(reach, Span::new(LONGEST - 2, 2 * LONGEST));
    }
}
