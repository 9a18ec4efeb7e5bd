//! Finds dictionary files on the disk and loads them as text: the only place of this module that opens a file.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::Layer;
use crate::diagnostic::SourceFile;

/// No dictionary that people write is larger; bulk lists are split into several packs.
const LARGEST: u64 = 256 << 20;

/// Loads each path as a layer: a file as it is, a folder with all `*.toml` and `*.jsonl` below it.
///
/// Files come in the order of their names, the same on every machine. `Cargo.toml`, hidden files and folders, and links that
/// lead out of the folder are passed over.
///
/// # Errors
/// When a path does not exist, cannot be read, holds no dictionary, or is no UTF-8.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<Layer>, FilesError> {
    paths.iter().map(|path| layer(path)).collect()
}

fn layer(path: &Path) -> Result<Layer, FilesError> {
    let mut found = Vec::new();
    if fs::metadata(path).map_err(|error| FilesError::io(path, error))?.is_dir() {
        let root = fs::canonicalize(path).map_err(|error| FilesError::io(path, error))?;
        walk(path, &root, &mut HashSet::new(), &mut found)?;
        if found.is_empty() {
            return Err(FilesError::NoDictionary(path.into()));
        }
    } else {
        found.push(path.into());
    }
    let files = found.iter().map(|path| load(path)).collect::<Result<_, _>>()?;
    Ok(Layer { files })
}

/// Adds the dictionaries below a folder, in the order of their names.
fn walk(
    folder: &Path,
    root: &Path,
    visited: &mut HashSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), FilesError> {
    let real = fs::canonicalize(folder).map_err(|error| FilesError::io(folder, error))?;
    // A link out of the folder is not followed, and one to a folder above not twice.
    if !real.starts_with(root) || !visited.insert(real) {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|error| FilesError::io(folder, error))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(|error| FilesError::io(folder, error))?.file_name());
    }
    names.sort_unstable();
    for name in names {
        let path = folder.join(&name);
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let Ok(metadata) = fs::metadata(&path) else {
            // A link to nothing.
            continue;
        };
        if metadata.is_dir() {
            walk(&path, root, visited, found)?;
        } else if is_dictionary(&name)
            && fs::canonicalize(&path).is_ok_and(|real| real.starts_with(root))
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file of this name in a folder is read as a dictionary.
#[must_use]
pub fn is_dictionary(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension == "toml" || extension == "jsonl")
        && name != "Cargo.toml"
}

/// Loads a file as text.
fn load(path: &Path) -> Result<Arc<SourceFile>, FilesError> {
    let size = fs::metadata(path).map_err(|error| FilesError::io(path, error))?.len();
    if size > LARGEST {
        return Err(FilesError::TooLarge { path: path.into(), bytes: size });
    }
    let bytes = fs::read(path).map_err(|error| FilesError::io(path, error))?;
    let text = decode(bytes).map_err(|(byte, encoding)| FilesError::NotText {
        path: path.into(),
        byte,
        encoding,
    })?;
    Ok(Arc::new(SourceFile { name: path.display().to_string(), text }))
}

/// The bytes as text, or the first byte that is none.
fn decode(bytes: Vec<u8>) -> Result<String, (usize, Encoding)> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((0, Encoding::Utf16));
    }
    if let Some(byte) = memchr::memchr(0, &bytes) {
        // UTF-16 without a mark has a NUL in every other byte.
        let near = &bytes[byte..bytes.len().min(byte + 8)];
        let half = near.len() >= 4 && near.iter().step_by(2).all(|b| *b == 0);
        return Err((byte, if half { Encoding::Utf16 } else { Encoding::Binary }));
    }
    String::from_utf8(bytes).map_err(|error| (error.utf8_error().valid_up_to(), Encoding::Unknown))
}

/// What a file seems to be that is no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, as some editors of Windows write it.
    Utf16,
    /// No text: it holds NUL bytes.
    Binary,
    /// Some other encoding.
    Unknown,
}

/// Why dictionaries could not be loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum FilesError {
    /// The path cannot be read.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A folder with no `*.toml` and no `*.jsonl` below it.
    NoDictionary(PathBuf),
    /// A file beyond the limit of 256 MB.
    TooLarge {
        /// Which.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// A file that is no UTF-8.
    NotText {
        /// Which.
        path: PathBuf,
        /// The first byte that is none.
        byte: usize,
        /// What it seems to be instead.
        encoding: Encoding,
    },
}

impl FilesError {
    fn io(path: &Path, error: io::Error) -> Self {
        Self::Io { path: path.into(), error }
    }

    /// What to do about it; may be empty.
    #[must_use]
    pub fn cure(&self) -> &'static str {
        match self {
            Self::Io { error, .. } if error.kind() == io::ErrorKind::NotFound => "check the path",
            Self::Io { .. } => "",
            Self::NoDictionary(_) => {
                "give a folder with *.toml or *.jsonl in it, or the file itself"
            }
            Self::TooLarge { .. } => "split it into several files",
            Self::NotText { encoding: Encoding::Binary, .. } => {
                "give a TOML file or a JSON Lines pack"
            }
            Self::NotText { .. } => "save it as UTF-8",
        }
    }
}

impl fmt::Display for FilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::NoDictionary(path) => {
                write!(f, "{}: no dictionary in this folder", path.display())
            }
            Self::TooLarge { path, bytes } => {
                write!(f, "{}: {bytes} bytes, and {LARGEST} are allowed", path.display())
            }
            Self::NotText { path, byte, encoding } => {
                let what = match encoding {
                    Encoding::Utf16 => "UTF-16 and not UTF-8",
                    Encoding::Binary => "no text, but a NUL byte",
                    Encoding::Unknown => "no UTF-8",
                };
                write!(f, "{}: {what} at byte {byte}", path.display())
            }
        }
    }
}

impl std::error::Error for FilesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
