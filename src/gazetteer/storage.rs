//! Where the bytes of a gazetteer lie.

use super::mapped::Mapping;

/// The bytes of a gazetteer's file.
#[derive(Debug)]
pub(super) enum Storage {
    /// In memory of its own.
    Own(Vec<u8>),
    /// In the program.
    Static(&'static [u8]),
    /// In a file, seen through the page cache.
    Mapped(Mapping),
}

impl Storage {
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Static(bytes) => bytes,
            Self::Mapped(mapping) => mapping.bytes(),
        }
    }
}
