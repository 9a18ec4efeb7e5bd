//! How far a cue reaches: the text, a paragraph or a sentence.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use crate::dictionary::Within;
use crate::span::Span;

/// A paragraph or sentence is followed no further than this from a mention, in bytes.
const LONGEST: usize = 2_000;

/// What ends a paragraph.
const PARAGRAPH_ENDS: &[&str] = &["\n\n", "\r\n\r\n"];
/// No end has more bytes.
const LONGEST_END: usize = 4;
/// What ends a sentence.
const SENTENCE_ENDS: &[&str] = &["\n\n", "\r\n\r\n", ". ", "! ", "? ", ".\n", "。", "؟ ", "۔"];

/// How far the cues of a mention reach; found when first asked for.
pub(super) struct Reach<'t> {
    text: &'t str,
    mention: Span,
    within: Within,
    quiet: &'t Quiet,
    found: OnceCell<Span>,
}

/// Where a text is known to have no end of a sentence, and where none of a paragraph: at mentions that follow one another in a long one,
/// each byte is looked at once.
#[derive(Debug, Default)]
pub(super) struct Quiet {
    sentence: Stretches,
    paragraph: Stretches,
}

/// The last stretch behind none of whose bytes an end stands, and the last before none of whose bytes one does.
#[derive(Debug, Default)]
struct Stretches {
    behind: Cell<(usize, usize)>,
    before: Cell<(usize, usize)>,
}

impl<'t> Reach<'t> {
    pub(super) const fn new(
        text: &'t str,
        mention: Span,
        within: Within,
        quiet: &'t Quiet,
    ) -> Self {
        Self { text, mention, within, quiet, found: OnceCell::new() }
    }

    pub(super) fn span(&self) -> Span {
        *self.found.get_or_init(|| find(self.text, self.mention, self.within, self.quiet))
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
    find(text, span, within, &Quiet::default())
}

fn find(text: &str, span: Span, within: Within, quiet: &Quiet) -> Span {
    let (ends, quiet) = match within {
        Within::Document => return Span::new(0, text.len()),
        Within::Paragraph => (PARAGRAPH_ENDS, &quiet.paragraph),
        Within::Sentence => (SENTENCE_ENDS, &quiet.sentence),
    };
    let mut low = span.start.saturating_sub(LONGEST);
    let mut high = (span.end + LONGEST).min(text.len());
    low = (low..span.start).find(|&at| text.is_char_boundary(at)).unwrap_or(span.start);
    high = (span.end..=high).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(span.end);
    let start = last_end(text.as_bytes(), low..span.start, ends, &quiet.behind);
    let end = first_end(text.as_bytes(), span.end..high, ends, &quiet.before);
    Span::new(start.unwrap_or(low), end.unwrap_or(high))
}

/// Behind the last of these ends in a piece. No end stands behind a byte of the `quiet` stretch.
fn last_end(
    text: &[u8],
    piece: Range<usize>,
    ends: &[&str],
    quiet: &Cell<(usize, usize)>,
) -> Option<usize> {
    // Each of them ends with one of these bytes.
    let may_end = |at: usize| matches!(text[at - 1], b'\n' | b' ' | 0x82 | 0x94);
    let ends_here =
        |from: usize, at: usize| ends.iter().any(|end| text[from..at].ends_with(end.as_bytes()));
    let (quiet_start, quiet_end) = quiet.get();
    let mut at = piece.end;
    while at > piece.start {
        if (quiet_start + 1..=quiet_end).contains(&at) {
            at = quiet_start;
        } else if may_end(at) && ends_here(0, at) {
            break;
        } else {
            at -= 1;
        }
    }
    quiet.set((at, piece.end));
    (piece.start + 1..=at).rev().take(LONGEST_END).find(|&at| ends_here(piece.start, at))
}

/// Before the first of them.
fn first_end(
    text: &[u8],
    piece: Range<usize>,
    ends: &[&str],
    quiet: &Cell<(usize, usize)>,
) -> Option<usize> {
    // None of them begins with a letter or digit.
    let may_begin = |at: usize| !text[at].is_ascii_alphanumeric();
    let begins_here =
        |at: usize, to: usize| ends.iter().any(|end| text[at..to].starts_with(end.as_bytes()));
    let (quiet_start, quiet_end) = quiet.get();
    let mut at = piece.start;
    while at < piece.end {
        if (quiet_start..quiet_end).contains(&at) {
            at = quiet_end;
        } else if may_begin(at) && begins_here(at, text.len()) {
            break;
        } else {
            at += 1;
        }
    }
    quiet.set((piece.start, at));
    (at..piece.end).take(LONGEST_END).find(|&at| begins_here(at, piece.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

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
        let mut dice = Dice::new(seed);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..20_000 {
            let mut some =
                || -> String { (0..random(20)).map(|_| pieces[random(pieces.len())]).collect() };
            let (before, after) = (some(), some());
            let text = format!("{before}X{after}");
            // Those before it in the text were asked for first.
            let quiet = Quiet::default();
            for (at, _) in text.char_indices().filter(|&(at, _)| at < before.len()) {
                if text.is_char_boundary(at + 1) {
                    find(&text, Span::new(at, at + 1), Within::Paragraph, &quiet);
                    find(&text, Span::new(at, at + 1), Within::Sentence, &quiet);
                }
            }
            let span = Span::new(before.len(), before.len() + 1);
            for (within, ends) in
                [(Within::Paragraph, PARAGRAPH_ENDS), (Within::Sentence, SENTENCE_ENDS)]
            {
                let starts = ends.iter().filter_map(|end| Some(before.rfind(end)? + end.len()));
                let start = starts.max().unwrap_or(0);
                let end =
                    ends.iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
                let obvious = Span::new(start, span.end + end);
                assert_eq!(of(&text, span, within), obvious, "seed {seed}: {within:?} in {text:?}");
                let again = find(&text, span, within, &quiet);
                assert_eq!(again, obvious, "seed {seed}: {within:?} after others in {text:?}");
            }
        }
    }
}
