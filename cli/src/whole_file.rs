//! Writes a file so that a reader never sees half of it: beside its place first, then into it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Puts `bytes` where `place` leads, links followed. A file that is there keeps its permissions, and stays as it is where this
/// fails.
pub fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = &fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = place.with_file_name(name);
    let written = fs::File::create(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| match fs::metadata(place) {
            Ok(before) => fs::set_permissions(&part, before.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&part, place));
    if written.is_err() {
        // What is left of the part is of no use to anybody, and its loss is no news.
        let _ = fs::remove_file(&part);
    }
    written
}
