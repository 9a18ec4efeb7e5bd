//! Finds dictionary files on the disk and loads them as text: the only place of this module that opens a file.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::encoding;
use super::read::Layer;
use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::span::Span;

/// No dictionary that people write is larger; bulk lists are split into several packs.
const LARGEST: u64 = 256 << 20;

/// Loads each path as a layer: a file as it is, a folder with all `*.toml` and `*.jsonl` below it.
///
/// Files come in the order of their names, the same on every machine. `Cargo.toml`, hidden files and folders, and links that
/// lead out of the folder are passed over. What cannot be read, and what is no UTF-8, is among the problems of its layer.
///
/// # Errors
/// When a path does not exist, or holds no dictionary.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<Layer>, FilesError> {
    paths.iter().map(|path| layer(path)).collect()
}

fn layer(path: &Path) -> Result<Layer, FilesError> {
    let io = |error| FilesError::Io { path: path.into(), error };
    let mut layer = Layer::default();
    let mut found = Vec::new();
    if fs::metadata(path).map_err(io)?.is_dir() {
        let root = fs::canonicalize(path).map_err(io)?;
        walk(path, &root, &mut HashSet::new(), &mut found, &mut layer.problems);
        if found.is_empty() && layer.problems.is_empty() {
            return Err(FilesError::NoDictionary(path.into()));
        }
    } else {
        found.push(path.into());
    }
    for path in found {
        match load(&path) {
            Ok(file) => layer.files.push(Arc::new(file)),
            Err(problem) => layer.problems.push(*problem),
        }
    }
    Ok(layer)
}

/// Adds the dictionaries below a folder, in the order of their names.
fn walk(
    folder: &Path,
    root: &Path,
    visited: &mut HashSet<PathBuf>,
    found: &mut Vec<PathBuf>,
    problems: &mut Vec<Diagnostic>,
) {
    let names = match names_in(folder, root, visited) {
        Ok(names) => names,
        Err(error) => {
            problems.push(unreadable(folder, &error));
            return;
        }
    };
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
            walk(&path, root, visited, found, problems);
        } else if metadata.is_file()
            && is_dictionary(&name)
            && fs::canonicalize(&path).is_ok_and(|real| real.starts_with(root))
        {
            found.push(path);
        }
    }
}

/// What is in a folder, sorted. A link out of `root` is not followed, and one to a folder above not twice.
fn names_in(
    folder: &Path,
    root: &Path,
    visited: &mut HashSet<PathBuf>,
) -> io::Result<Vec<OsString>> {
    let real = fs::canonicalize(folder)?;
    if !real.starts_with(root) || !visited.insert(real) {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether a file of this name in a folder is read as a dictionary.
#[must_use]
pub fn is_dictionary(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|extension| extension == "toml" || extension == "jsonl")
        && name != "Cargo.toml"
}

/// Loads a file as text.
fn load(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    let unreadable = |error| Box::new(unreadable(path, &error));
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(too_large(path, size));
    }
    decode(path, fs::read(path).map_err(unreadable)?)
}

/// Takes bytes as the text of a dictionary that was read elsewhere than from the disk, and is called `path`.
///
/// # Errors
/// When they are no UTF-8, or too many.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<SourceFile, Box<Diagnostic>> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(path, bytes.len() as u64));
    }
    encoding::decode(bytes, |text| beginning(path, text))
        .map(|text| SourceFile { name: path.display().to_string(), text })
}

fn too_large(path: &Path, size: u64) -> Box<Diagnostic> {
    let message = format!("the file has {size} bytes, and {LARGEST} are allowed");
    let problem = Diagnostic::error("too-large", message, beginning(path, String::new()));
    Box::new(problem.help("split it into several files"))
}

/// What lies at `path` cannot be read at all.
fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let place = beginning(path, String::new());
    Diagnostic::error("unreadable", format!("this cannot be read: {error}"), place)
        .help(cure(error))
}

/// The beginning of a file.
fn beginning(path: &Path, text: String) -> Place {
    let file = Arc::new(SourceFile { name: path.display().to_string(), text });
    Place { file, span: Span::new(0, 0) }
}

/// Why dictionaries could not be loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum FilesError {
    /// The path leads to nothing.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A folder with no `*.toml` and no `*.jsonl` below it.
    NoDictionary(PathBuf),
}

impl FilesError {
    /// What to do about it.
    #[must_use]
    pub fn cure(&self) -> &'static str {
        match self {
            Self::Io { error, .. } => cure(error),
            Self::NoDictionary(_) => {
                "give a folder with *.toml or *.jsonl in it, or the file itself"
            }
        }
    }
}

fn cure(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "make it readable: `chmod u+rX`",
        _ => "check the path, and where it leads if it is a link",
    }
}

impl fmt::Display for FilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::NoDictionary(path) => {
                write!(f, "{}: no dictionary in this folder", path.display())
            }
        }
    }
}

impl std::error::Error for FilesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::NoDictionary(_) => None,
        }
    }
}
