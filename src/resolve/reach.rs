//! How far a cue reaches: the text, a paragraph or a sentence.

use std::cell::OnceCell;

use crate::dictionary::Within;
use crate::span::Span;

/// A paragraph or sentence is followed no further than this from a mention, in bytes.
const LONGEST: usize = 2_000;

/// What ends a paragraph.
const PARAGRAPH_ENDS: &[&str] = &["\n\n", "\r\n\r\n"];
/// What ends a sentence.
const SENTENCE_ENDS: &[&str] = &["\n\n", "\r\n\r\n", ". ", "! ", "? ", ".\n", "。", "؟ ", "۔"];

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

    pub(super) fn span(&self) -> Span {
        *self.found.get_or_init(|| of(self.text, self.mention, self.within))
    }

    pub(super) const fn mention(&self) -> Span {
        self.mention
    }

    /// The first of `places`, sorted by start, that lies within reach and outside the mention.
    pub(super) fn first<P>(&self, places: &[P], span_of: impl Fn(&P) -> Span) -> Option<Span> {
        if places.is_empty() {
            return None;
        }
        let reach = self.span();
        let first = places.partition_point(|place| span_of(place).start < reach.start);
        let spans = places[first..].iter().map(span_of);
        spans.take_while(|&span| reach.contains(span)).find(|span| !span.overlaps(self.mention))
    }
}

/// The text, or the paragraph or sentence around `span`, as far as [`LONGEST`].
pub(crate) fn of(text: &str, span: Span, within: Within) -> Span {
    let ends = match within {
        Within::Document => return Span::new(0, text.len()),
        Within::Paragraph => PARAGRAPH_ENDS,
        Within::Sentence => SENTENCE_ENDS,
    };
    let mut low = span.start.saturating_sub(LONGEST);
    let mut high = (span.end + LONGEST).min(text.len());
    low = (low..span.start).find(|&at| text.is_char_boundary(at)).unwrap_or(span.start);
    high = (span.end..=high).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(span.end);
    let start = last_end(&text.as_bytes()[low..span.start], ends);
    let end = first_end(&text.as_bytes()[span.end..high], ends);
    Span::new(low + start.unwrap_or(0), end.map_or(high, |end| span.end + end))
}

/// Behind the last of these ends in a piece.
fn last_end(piece: &[u8], ends: &[&str]) -> Option<usize> {
    // Each of them ends with one of these bytes.
    let may_end = |&at: &usize| matches!(piece[at - 1], b'\n' | b' ' | 0x82 | 0x94);
    let ends_here = |&at: &usize| ends.iter().any(|end| piece[..at].ends_with(end.as_bytes()));
    (1..=piece.len()).rev().filter(may_end).find(ends_here)
}

/// Before the first of them.
fn first_end(piece: &[u8], ends: &[&str]) -> Option<usize> {
    // None of them begins with a letter or digit.
    let may_begin = |&at: &usize| !piece[at].is_ascii_alphanumeric();
    let begins_here = |&at: &usize| ends.iter().any(|end| piece[at..].starts_with(end.as_bytes()));
    (0..piece.len()).filter(may_begin).find(begins_here)
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

    #[test]
    fn reaches_as_far_as_the_obvious_way_does() {
        let pieces = [
            ". ", "! ", "? ", ".\n", "。", "؟ ", "۔", "\n", "\r\n", " ", ".", "a", "bc", "é", "؟",
            "3.5", "x\u{82}",
        ];
        let seed = 1_u64;
        let mut state = seed;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % below
        };
        for _ in 0..20_000 {
            let mut some =
                || -> String { (0..random(20)).map(|_| pieces[random(pieces.len())]).collect() };
            let (before, after) = (some(), some());
            let span = Span::new(before.len(), before.len() + 1);
            let text = format!("{before}X{after}");
            for (within, ends) in
                [(Within::Paragraph, PARAGRAPH_ENDS), (Within::Sentence, SENTENCE_ENDS)]
            {
                let starts = ends.iter().filter_map(|end| Some(before.rfind(end)? + end.len()));
                let start = starts.max().unwrap_or(0);
                let end =
                    ends.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
                let obvious = Span::new(start, span.end + end);
                assert_eq!(of(&text, span, within), obvious, "seed {seed}: {within:?} in {text:?}");
            }
        }
    }
}
