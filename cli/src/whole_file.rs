//! Writes a file so that a reader never sees half of it: beside its place first, then into it.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file that is being written beside its place. Where it is not finished, nothing has happened.
#[derive(Debug)]
pub struct WholeFile {
    place: PathBuf,
    part: PathBuf,
    file: fs::File,
}

impl WholeFile {
    /// Begins a file for where `place` leads, links followed.
    pub fn create(place: &Path) -> io::Result<Self> {
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        let (part, file) = part(&place)?;
        Ok(Self { place, part, file })
    }

    /// Puts it in its place. A file that is there leaves its permissions, and stays as it is where this fails.
    pub fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        if let Ok(before) = fs::metadata(&self.place) {
            fs::set_permissions(&self.part, before.permissions())?;
        }
        fs::rename(&self.part, &self.place)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // Once it is in its place there is no part; what is left of one is of no use to anybody, and its loss is no news.
        let _ = fs::remove_file(&self.part);
    }
}

/// Puts `bytes` where `place` leads, links followed. A file that is there keeps its permissions, and stays as it is where this
/// fails.
pub fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::create(place)?;
    file.write_all(bytes)?;
    file.finish()
}

/// The same, where the file still holds what was read of it; otherwise somebody else has changed it, and it stays.
pub fn replace(place: &Path, before: &str, after: &str) -> Result<(), Failure> {
    let failed = |error| Failure::file(place, &error);
    if fs::read(place).map_err(failed)? != before.as_bytes() {
        return Err(Failure::new(
            format!("{} has changed meanwhile, and nothing is written", place.display()),
            "run it again",
        ));
    }
    write(place, after.as_bytes()).map_err(failed)
}

/// A new file beside the place, of a name that nobody has: what stands there already may be a link, or another's.
fn part(place: &Path) -> io::Result<(PathBuf, fs::File)> {
    let mut tries = 0;
    loop {
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.{tries}.part", std::process::id()));
        let part = place.with_file_name(name);
        match OpenOptions::new().write(true).create_new(true).open(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && tries < 100 => tries += 1,
            opened => return opened.map(|file| (part, file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_beside_the_file_is_touched() {
        let folder = std::env::temp_dir().join(format!("exonym-whole-file-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let place = folder.join("a.toml");
        fs::write(&place, "before").unwrap();
        fs::write(folder.join("a.toml.part"), "another's").unwrap();
        let taken = format!(".a.toml.{}.0.part", std::process::id());
        fs::write(folder.join(&taken), "another's").unwrap();
        replace(&place, "before", "after").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "after");
        assert!(replace(&place, "before", "later").is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), "after");
        for name in ["a.toml.part", &taken] {
            assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "another's");
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 3);
        fs::remove_dir_all(&folder).unwrap();
    }
}
