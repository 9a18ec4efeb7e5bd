//! Places in a text: half-open byte ranges, and their translation into code points or UTF-16 code units.

use std::ops::Range;

/// A half-open range of bytes of an original text. It begins and ends at character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The range, ready to index the text.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The piece of `text` that the span covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Its length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    #[default]
    Byte,
    /// Code points (Python's `str`).
    Char,
    /// UTF-16 code units (JavaScript, Java).
    Utf16,
}

/// Translates byte offsets of one text into another unit; cheap when asked in ascending order.
///
/// ```
/// use exonym::{OffsetUnit, Offsets};
///
/// let mut offsets = Offsets::new("😀 Türkiye", OffsetUnit::Utf16);
/// assert_eq!(offsets.of(5), 3);
/// assert_eq!(offsets.of(13), 10);
/// ```
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// A byte offset and its translation, from which the next one is counted.
    known: (usize, usize),
}

impl<'t> Offsets<'t> {
    /// Offsets into `text`, counted in `unit`.
    #[must_use]
    pub const fn new(text: &'t str, unit: OffsetUnit) -> Self {
        Self { text, unit, known: (0, 0) }
    }

    /// Translates a byte offset.
    ///
    /// # Panics
    /// When `byte` is past the end of the text or inside a character.
    pub fn of(&mut self, byte: usize) -> usize {
        if self.unit == OffsetUnit::Byte {
            return byte;
        }
        if byte < self.known.0 {
            self.known = (0, 0);
        }
        let piece = &self.text[self.known.0..byte];
        let counted = match self.unit {
            OffsetUnit::Byte => piece.len(),
            OffsetUnit::Char => piece.chars().count(),
            OffsetUnit::Utf16 => piece.chars().map(char::len_utf16).sum(),
        };
        self.known = (byte, self.known.1 + counted);
        self.known.1
    }
}
