//! Loads the dictionaries that a command works with.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::Annotator;
use exonym::dictionary::{Layer, Reading, collect, read};
use exonym::gazetteer::{Gazetteer, OpenError};

use crate::args::DictionaryArgs;
use crate::failure::Failure;
use crate::terminal::Manner;

/// What every gazetteer file begins with.
const MAGIC: &[u8] = b"EXONYM";

/// An annotator with the given dictionaries, or the embedded ones.
pub fn annotator(args: &DictionaryArgs, manner: Manner) -> Result<Annotator, Failure> {
    Ok(Annotator::new(gazetteer(args, manner)?))
}

/// The gazetteer of the given dictionaries, or the embedded one.
pub fn gazetteer(args: &DictionaryArgs, manner: Manner) -> Result<Arc<Gazetteer>, Failure> {
    let paths = args.dictionaries.as_slice();
    if paths.is_empty() {
        return Ok(exonym_dictionaries::gazetteer());
    }
    let compiled: Vec<_> = paths.iter().filter(|path| is_compiled(path)).collect();
    if args.mmap && compiled.is_empty() {
        return Err(Failure::new(
            "--mmap is for compiled files, and none is given",
            "make one with `exonym build`",
        ));
    }
    match (compiled.as_slice(), paths) {
        ([], _) => compile(paths, manner).map(Arc::new),
        ([_], [path]) => open(path, args.mmap).map(Arc::new),
        ([path, ..], _) => Err(Failure::new(
            format!("{}: a compiled file stands alone for now", path.display()),
            "give the dictionaries that it was built from, and the others after them",
        )),
    }
}

/// Reads and compiles dictionaries; what is wrong with them is drawn.
pub fn compile(paths: &[PathBuf], manner: Manner) -> Result<Gazetteer, Failure> {
    let (reading, files) = load(paths)?;
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(exonym::lint::unusable_names(&reading.dictionary));
    if manner.show(&diagnostics, files) {
        return Err(Failure::new(
            "the dictionaries cannot be used as they stand",
            "mend the errors above; `exonym check` shows them again",
        ));
    }
    Gazetteer::compile(&reading.dictionary).map_err(|error| Failure::new(error.to_string(), ""))
}

/// Reads dictionaries, and counts their files.
pub fn load(paths: &[PathBuf]) -> Result<(Reading, usize), Failure> {
    let (layers, files) = layers(paths)?;
    Ok((read(&layers), files))
}

/// Loads the files of dictionaries, and counts them.
pub fn layers(paths: &[PathBuf]) -> Result<(Vec<Layer>, usize), Failure> {
    if let Some(path) = paths.iter().find(|path| is_compiled(path)) {
        return Err(Failure::new(
            format!("{}: this is a compiled file, and dictionaries are wanted", path.display()),
            "give the TOML files and packs that it was built from",
        ));
    }
    let layers = collect(paths).map_err(|error| Failure::new(error.to_string(), error.cure()))?;
    let files = layers.iter().map(|layer: &Layer| layer.files.len() + layer.problems.len()).sum();
    Ok((layers, files))
}

fn open(path: &Path, mmap: bool) -> Result<Gazetteer, Failure> {
    let opened = if mmap {
        File::open(path).and_then(|file| Gazetteer::map(&file))
    } else {
        std::fs::read(path).map(Gazetteer::from_bytes)
    };
    opened
        .map_err(|error| Failure::file(path, &error))?
        .map_err(|error: OpenError| Failure::new(format!("{}: {error}", path.display()), ""))
}

/// By its name or its first bytes.
fn is_compiled(path: &Path) -> bool {
    let begins_so = || {
        let mut head = [0; MAGIC.len()];
        let file = File::open(path);
        file.and_then(|mut file| std::io::Read::read_exact(&mut file, &mut head)).is_ok()
            && head == MAGIC
    };
    path.is_file() && (path.extension().is_some_and(|extension| extension == "exo") || begins_so())
}
