//! The files that pass between the runner and the rivals, all in one directory:
//!
//! - `raw.txt` and `folded.txt`: the texts, a zero byte after each;
//! - `names-LIST.txt` and `keys-LIST.txt`: names, and their keys in the same order, a line each;
//! - `classes.bin`: what each code point is to the edges of words, a byte each.

use std::fs;
use std::path::Path;

/// What stops us, and the cure.
#[derive(Debug)]
pub struct Failure(pub String);

/// Reads `name` in `directory`.
pub fn read(directory: &Path, name: &str) -> Result<String, Failure> {
    let path = directory.join(name);
    fs::read_to_string(&path).map_err(|error| {
        Failure(format!("{}: {error}: let `benches/peers/run` write it", path.display()))
    })
}

/// Writes `name` in `directory`.
pub fn write(directory: &Path, name: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let path = directory.join(name);
    fs::write(&path, content).map_err(|error| Failure(format!("{}: {error}", path.display())))
}

/// The texts of a file.
pub fn texts(file: &str) -> impl Iterator<Item = &str> {
    file.split_terminator('\0')
}
