//! Where a pack goes: standard output, or a file that is there whole or not at all.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use exonym::dictionary::is_pack;

use crate::failure::Failure;
use crate::out::hand_on;
use crate::whole_file::WholeFile;

pub(super) enum Destination {
    Output,
    File { path: PathBuf, file: WholeFile },
}

impl Destination {
    /// Opens the file, or standard output where there is none. Nothing that is read may be written over.
    pub(super) fn open(output: Option<&Path>, inputs: &[String]) -> Result<Self, Failure> {
        let Some(path) = output.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Output);
        };
        let refused = |why: &str, cure: &str| {
            Err(Failure::new(format!("{}: {why}", path.display()), format!("name {cure}")))
        };
        if let Ok(place) = path.canonicalize() {
            if place.is_dir() {
                return refused("is a directory", "a file");
            }
            if !place.is_file() {
                return refused("is no file, but a device or the like", "a file");
            }
            let is_place =
                |input: &String| Path::new(input).canonicalize().is_ok_and(|input| input == place);
            if inputs.iter().any(is_place) {
                return refused("is an input, and would be written over", "another file");
            }
        }
        if !is_pack(&path.to_string_lossy()) {
            return refused(
                "would not be read as a pack: its name does not end in .jsonl",
                "a file such as names.jsonl",
            );
        }
        let file = WholeFile::create(path).map_err(|error| Failure::file(path, &error))?;
        Ok(Self::File { path: path.to_owned(), file })
    }

    /// Writes on; tells whether somebody still reads.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<bool, Failure> {
        match self {
            Self::Output => hand_on(&mut stdout().lock(), bytes),
            Self::File { path, file } => {
                file.write_all(bytes).map_err(|error| Failure::file(path, &error))?;
                Ok(true)
            }
        }
    }

    /// Puts the file in its place. Without this it never was there.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Output => Ok(()),
            Self::File { path, file } => {
                file.finish().map_err(|error| Failure::file(&path, &error))
            }
        }
    }
}
