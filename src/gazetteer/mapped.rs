//! A file as memory.

use std::fs::File;
use std::io;

use memmap2::Mmap;

/// A file that is read where it lies. Whoever changes it in place changes what is read, and whoever cuts it short makes the
/// next look beyond its end a fault that ends the process: so it is for files that are replaced by renaming alone.
#[derive(Debug)]
pub(super) struct Mapping(Mmap);

impl Mapping {
    pub(super) fn of(file: &File) -> io::Result<Self> {
        #[expect(unsafe_code, reason = "the only way to map a file")]
        // SAFETY: the bytes are never taken for anything but numbers and unchecked text: every index is held to its bounds and every
        // text to UTF-8 when it is used, so that bytes which change give other answers and no undefined behaviour in this library.
        // That nobody cuts the file is what `Gazetteer::map` asks of its caller.
        let map = unsafe { Mmap::map(file)? };
        Ok(Self(map))
    }

    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
