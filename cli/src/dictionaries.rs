//! Loads the dictionaries that a command works with.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exonym::Annotator;
use exonym::dictionary::{Dictionary, Layer, Reading, collect, is_language, read};
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
        ([_], [base]) => open(base, args.mmap).map(Arc::new),
        ([only], [base, upper @ ..]) if *only == base => {
            let base = Arc::new(open(base, args.mmap)?);
            lay_over(&base, upper, manner).map(Arc::new)
        }
        ([_, path, ..], _) => Err(Failure::new(
            format!(
                "{}: this is a second compiled file, and one is all that others can lie over",
                path.display()
            ),
            "build one file of the dictionaries of both, or give those of this one in its place",
        )),
        ([path], _) => Err(Failure::new(
            format!(
                "{}: a compiled file can only lie below the other dictionaries",
                path.display()
            ),
            "give it first, or give the dictionaries that it was built from in its place",
        )),
    }
}

/// Reads and compiles dictionaries; what is wrong with them is drawn.
pub fn compile(paths: &[PathBuf], manner: Manner) -> Result<Gazetteer, Failure> {
    let (layers, files) = whole_layers(paths)?;
    if let Some((gazetteer, warnings)) = Gazetteer::compile_layers(&layers) {
        manner.show(&warnings, files);
        return Ok(gazetteer);
    }
    let reading = read(&layers);
    let dictionary =
        usable(reading, files, manner, "mend the errors above; `exonym check` shows them again")?;
    Gazetteer::compile(&dictionary).map_err(|error| Failure::new(error.to_string(), ""))
}

/// Reads dictionaries and lays them over a compiled file.
fn lay_over(
    base: &Arc<Gazetteer>,
    paths: &[PathBuf],
    manner: Manner,
) -> Result<Gazetteer, Failure> {
    let (layers, files) = layers(paths)?;
    let dictionary = usable(base.read_over(&layers), files, manner, "mend the errors above")?;
    Gazetteer::overlaid(base, &dictionary).map_err(|error| Failure::new(error.to_string(), ""))
}

/// What was read, if it has no errors; what is wrong with it is drawn.
fn usable(
    reading: Reading,
    files: usize,
    manner: Manner,
    cure: &str,
) -> Result<Dictionary, Failure> {
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(exonym::lint::unusable_names(&reading.dictionary));
    if manner.show(&diagnostics, files) {
        return Err(Failure::new("the dictionaries cannot be used as they stand", cure));
    }
    Ok(reading.dictionary)
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

/// The same, with what they are read over where they are all that there is.
pub fn whole_layers(paths: &[PathBuf]) -> Result<(Vec<Layer>, usize), Failure> {
    let (layers, files) = layers(paths)?;
    Ok((over_languages(layers), files))
}

/// Layers over the embedded languages, unless one of them speaks of a language itself.
pub fn over_languages(mut layers: Vec<Layer>) -> Vec<Layer> {
    if !layers.iter().flat_map(|layer| &layer.files).any(is_language) {
        layers.insert(0, exonym_dictionaries::languages());
    }
    layers
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
