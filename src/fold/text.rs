//! Folds a whole text as far as any name may ask, and remembers where each folded byte came from.

use super::anchor::{Anchor, end};
use super::folder::Folder;
use super::properties::Properties;
use super::simd;

/// The longest text that can be folded, in bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 30;

/// The key of a name: its fold with everything folded, every hyphen to a space. Equal names have equal keys.
///
/// ```
/// assert_eq!(exonym::fold::key("Tehreek-e-Ṭālibān"), "tehreek e taliban");
/// ```
///
/// # Panics
/// When `name` is longer than [`MAX_TEXT_BYTES`].
#[must_use]
pub fn key(name: &str) -> String {
    let mut folded = FoldedText::default();
    folded.fold(name);
    String::from_utf8(folded.as_bytes().to_vec()).expect("folding makes UTF-8")
}

/// The key of an ASCII name without two blanks together, byte by byte.
pub(crate) fn fold_bytewise(name: &str) -> String {
    let folded = name.bytes().map(simd::folded).collect();
    String::from_utf8(folded).expect("ASCII folds to ASCII")
}

/// Whether each byte of `name`, which is ASCII, folds to that of `folded`.
#[inline]
pub(crate) fn folds_bytewise_to(name: &[u8], folded: &[u8]) -> bool {
    name.len() == folded.len()
        && name
            .iter()
            .zip(folded)
            .fold(0, |odd, (&byte, &folded)| odd | (simd::folded(byte) ^ folded))
            == 0
}

/// Whether a name begins or ends with a blank, dropped characters aside. No span does, so such a name is never found.
#[must_use]
pub fn has_blank_edge(name: &str) -> bool {
    let is_kept = |c: &char| !Properties::of(*c).is_dropped();
    let is_blank = |c: Option<char>| c.is_some_and(|c| Properties::of(c).is_blank());
    is_blank(name.chars().find(is_kept)) || is_blank(name.chars().rev().find(is_kept))
}

/// A folded text and the way back. Reuse it from text to text: its buffers stay.
#[derive(Debug, Default)]
pub struct FoldedText {
    /// UTF-8, `length` bytes of it; the others are room.
    pub(super) text: Vec<u8>,
    pub(super) length: usize,
    /// Ascending in both; the last one stands at the ends of both texts.
    pub(super) anchors: Vec<Anchor>,
    /// Ascending, each once.
    pub(super) breaks: Vec<u32>,
    /// Marks with a combining class, waiting for their order; empty but while a text is folded.
    pub(super) pending: Vec<(u8, char)>,
}

impl FoldedText {
    /// The folded text, as UTF-8.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.text[..self.length]
    }

    /// Folds `source`, in place of what was folded before.
    ///
    /// # Panics
    /// When `source` is longer than [`MAX_TEXT_BYTES`].
    pub fn fold(&mut self, source: &str) {
        assert!(source.len() <= MAX_TEXT_BYTES, "a text of more than 1 GiB must be cut");
        self.length = 0;
        self.anchors.clear();
        self.breaks.clear();
        simd::run(&mut Folder::new(source, self));
    }

    /// Where a span begins whose folded text begins at `folded`; `None` inside a character or at a mark.
    pub(crate) fn start(&self, folded: usize) -> Option<usize> {
        let after = self.count_anchors(folded, |anchor| anchor.folded as usize <= folded);
        self.anchors[after.checked_sub(1)?].start(folded, self.as_bytes())
    }

    /// Where a span ends whose folded text ends at `folded`, dropped characters that follow left outside; `None` inside a
    /// character or before a mark of it.
    pub(crate) fn end(&self, folded: usize) -> Option<usize> {
        let first = self.count_anchors(folded, |anchor| (anchor.folded as usize) < folded);
        end(&self.anchors, first, folded, self.as_bytes())
    }

    /// How many anchors are so, all of them before the others, and the last of them near the place `folded`.
    fn count_anchors(&self, folded: usize, is_so: impl Fn(&Anchor) -> bool) -> usize {
        let anchors = &self.anchors[..];
        // A text that has many of them has them everywhere, so that it is not far from where they would be at even distances.
        let guess = folded as u64 * anchors.len() as u64 / self.length.max(1) as u64;
        let guess = anchors.len().min(guess as usize);
        let (mut low, mut high, mut step) = (guess, guess, 1);
        while low > 0 && !is_so(&anchors[low - 1]) {
            (low, step) = (low.saturating_sub(step), step * 2);
        }
        while high < anchors.len() && is_so(&anchors[high]) {
            (high, step) = (anchors.len().min(high + step), step * 2);
        }
        low + anchors[low..high].partition_point(is_so)
    }
}

/// Goes from folded text back to the source, from left to right.
pub(crate) struct Cursor<'f> {
    folded: &'f FoldedText,
    /// The first anchor after the last place asked for.
    next: usize,
}

impl FoldedText {
    /// Where the fold of a part of the source begins that is as long as its fold, or of any other part; ascending, each place
    /// once. All [`FoldedText::breaks`] are among them.
    pub(crate) fn joints(&self) -> impl Iterator<Item = usize> {
        let mut before = None;
        self.anchors
            .iter()
            .map(|anchor| anchor.folded as usize)
            .filter(move |&at| before.replace(at) != Some(at))
    }

    /// Where in the folded text a word may begin or end for the source, though the folded text alone does not show it; ascending,
    /// each place once:
    ///
    /// - before and after the fold of a character whose class (word character or not, and script) is another than that of some
    ///   character of its fold: ², ™, ʼ, が;
    /// - where a ZWSP or ZWNJ was dropped;
    /// - where a character begins after marks of another class than the character that they belong to, or that belong to an
    ///   underscore.
    ///
    /// Marks belong to the character before them, so none of these places is before one.
    pub(crate) fn breaks(&self) -> &[u32] {
        &self.breaks
    }

    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor { folded: self, next: 0 }
    }
}

impl Cursor<'_> {
    /// The same as [`FoldedText::start`]; `folded` must be no less than when it was last asked.
    pub(crate) fn start(&mut self, folded: usize) -> Option<usize> {
        let FoldedText { anchors, .. } = self.folded;
        while anchors.get(self.next).is_some_and(|anchor| anchor.folded as usize <= folded) {
            self.next += 1;
        }
        anchors[self.next.checked_sub(1)?].start(folded, self.folded.as_bytes())
    }

    /// The same as [`FoldedText::end`], for an end after the last start.
    pub(crate) fn end(&self, folded: usize) -> Option<usize> {
        let FoldedText { anchors, .. } = self.folded;
        let between =
            anchors[self.next..].iter().take_while(|anchor| (anchor.folded as usize) < folded);
        end(anchors, self.next + between.count(), folded, self.folded.as_bytes())
    }
}
