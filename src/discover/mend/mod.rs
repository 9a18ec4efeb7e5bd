//! Mends what happens to texts on their way: a text as it may have been, and which of its pieces were mended.
//!
//! It mends more than names, and asks nobody whether the result makes sense: what becomes of a known name, the caller sees.

mod signs;
mod words;

use super::finding::Way;
use super::lexicon::Lexicon;
use super::near::NearNames;
use super::runs::Word;
use crate::span::Span;

/// A text as it may have been.
#[derive(Clone, Debug, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// In the order of the text.
    pub(super) pieces: Vec<Piece>,
}

/// A piece that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) way: Way,
    /// Where it stands in the text that was mended.
    pub(super) damaged: Span,
    /// Where it stands now; empty where something was taken out.
    pub(super) mended: Span,
}

impl Mended {
    /// Where a span of the mended text stands in the damaged one.
    pub(super) fn source(&self, span: Span) -> Span {
        let place = |at: usize, is_end: bool| {
            let before = self.pieces.partition_point(|piece| {
                if is_end { piece.mended.start < at } else { piece.mended.end <= at }
            });
            match before.checked_sub(1).map(|last| self.pieces[last]) {
                None => at,
                // The end of a span may stand inside what one piece became.
                Some(piece) if is_end && at < piece.mended.end => piece.damaged.end,
                Some(piece) => piece.damaged.end + (at - piece.mended.end),
            }
        };
        Span::new(place(span.start, false), place(span.end, true))
    }

    /// The pieces that a span of the mended text has something of, or that were taken out inside it.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.mended.end <= span.start);
        let rest = self.pieces[first..].iter();
        rest.take_while(move |piece| piece.mended.start < span.end)
    }
}

/// What is to be put in the place of a piece.
struct Repair {
    way: Way,
    damaged: Span,
    mended: String,
}

/// Mends a text of these words; `None` where nothing looks damaged.
pub(super) fn mend(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    names: &NearNames,
) -> Option<Mended> {
    let mut repairs = Vec::new();
    signs::mend(text, &mut repairs);
    words::mend(text, words, lexicon, names, &mut repairs);
    if repairs.is_empty() {
        return None;
    }
    repairs.sort_by_key(|repair| (repair.damaged.start, repair.damaged.end));
    let mut mended = Mended::default();
    let mut at = 0;
    for repair in repairs {
        // Of two that overlap the first is made.
        if repair.damaged.start < at {
            continue;
        }
        mended.text.push_str(&text[at..repair.damaged.start]);
        let start = mended.text.len();
        mended.text.push_str(&repair.mended);
        let span = Span::new(start, mended.text.len());
        mended.pieces.push(Piece { way: repair.way, damaged: repair.damaged, mended: span });
        at = repair.damaged.end;
    }
    mended.text.push_str(&text[at..]);
    Some(mended)
}
