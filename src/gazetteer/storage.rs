//! Where the bytes of a gazetteer lie.

use std::sync::Arc;

use super::Gazetteer;
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
    /// Where those of another lie, which something lies over.
    Of(Arc<Gazetteer>),
}

impl Storage {
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::Static(bytes) => bytes,
            Self::Mapped(mapping) => mapping.bytes(),
            Self::Of(base) => base.as_bytes(),
        }
    }
}
