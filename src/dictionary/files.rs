//! Finds dictionary files on the disk and loads them as text: the only place of this module that opens a file.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::encoding;
use super::file::is_pack;
use super::read::Layer;
use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::span::Span;

/// No dictionary that people write is larger.
const LARGEST_TOML: u64 = 2 << 20;

/// Nor any pack that programs write: a gazetteer has no place for the names of a larger one.
const LARGEST_PACK: u64 = 4 << 30;

/// Loads each path as a layer: a file as it is, a folder with all `*.toml` and `*.jsonl` below it.
///
/// Files come in the order of their names, the same on every machine. `Cargo.toml`, hidden files and hidden folders are passed
/// over. What cannot be read, what is no UTF-8, and links that lead out of the folder are among the problems of its layer.
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
    let names = match names_in(folder, visited) {
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
        let (metadata, real) =
            match fs::metadata(&path).and_then(|it| Ok((it, fs::canonicalize(&path)?))) {
                Ok(found) => found,
                Err(error) if is_dictionary(&name) => {
                    problems.push(unreadable(&path, &error));
                    continue;
                }
                // A link to nothing, which would not be read if it led somewhere.
                Err(_) => continue,
            };
        let is_read = metadata.is_file() && is_dictionary(&name);
        if !is_read && !metadata.is_dir() {
            continue;
        }
        if !real.starts_with(root) {
            problems.push(leads_out(&path));
        } else if is_read {
            found.push(path);
        } else {
            walk(&path, root, visited, found, problems);
        }
    }
}

/// A link in a folder whose end lies elsewhere: what a folder says must not depend on what lies around it.
fn leads_out(path: &Path) -> Diagnostic {
    Diagnostic::error(
        "link-outside",
        "this link leads out of its folder",
        beginning(path, String::new()),
    )
    .help("put the file itself there, or give its folder as a layer of its own")
}

/// What is in a folder, sorted; nothing where it was visited before, over a link.
fn names_in(folder: &Path, visited: &mut HashSet<PathBuf>) -> io::Result<Vec<OsString>> {
    let real = fs::canonicalize(folder)?;
    if !visited.insert(real) {
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
    let file = fs::File::open(path).map_err(unreadable)?;
    let expected = file.metadata().map_or(0, |about| about.len().min(largest(path)));
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    // A pipe or a device does not say how much it holds.
    file.take(largest(path) + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    decode(path, bytes)
}

/// Takes bytes as the text of a dictionary that was read elsewhere than from the disk, and is called `path`.
///
/// # Errors
/// When they are no UTF-8, or too many.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<SourceFile, Box<Diagnostic>> {
    let largest = largest(path);
    if bytes.len() as u64 > largest {
        let message = format!("the file has more than the {largest} bytes that are allowed");
        let problem = Diagnostic::error("too-large", message, beginning(path, String::new()));
        return Err(Box::new(
            problem.help("split it into several files; long lists are packs, JSON Lines"),
        ));
    }
    encoding::decode(bytes, |text| beginning(path, text))
        .map(|text| SourceFile { name: path.display().to_string(), text })
}

/// How many bytes a file of this name may have.
fn largest(path: &Path) -> u64 {
    if is_pack(&path.to_string_lossy()) { LARGEST_PACK } else { LARGEST_TOML }
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
