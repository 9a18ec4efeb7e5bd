//! `exonym build`

use std::fs;
use std::path::{Path, PathBuf};

use exonym::dictionary::is_dictionary;

use crate::args::BuildArgs;
use crate::dictionaries::compile;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;
use crate::whole_file;

pub fn run(args: &BuildArgs, manner: Manner) -> Result<Outcome, Failure> {
    let place = place(&args.output, &args.paths)?;
    let gazetteer = compile(&args.paths, manner)?;
    let bytes = gazetteer.as_bytes();
    whole_file::write(&place, bytes).map_err(|error| Failure::file(&args.output, &error))?;
    if !manner.quiet {
        eprintln!(
            "{}: {} entities, {} names, {} keys, {} bytes, version {:016x}",
            args.output.display(),
            gazetteer.entity_count(),
            gazetteer.alias_count(),
            gazetteer.key_count(),
            bytes.len(),
            gazetteer.fingerprint()
        );
    }
    Ok(Outcome::Done)
}

/// Where the output goes, links followed. Putting a file in its place costs what stands there, so that it is nothing, or
/// a file that is none of the dictionaries.
fn place(output: &Path, dictionaries: &[PathBuf]) -> Result<PathBuf, Failure> {
    let refused = |why: &str, cure: &str| {
        Err(Failure::new(format!("{}: {why}", output.display()), format!("name {cure}")))
    };
    if output == Path::new("-") {
        return refused("a compiled file is not written to standard output", "a file");
    }
    let is_there = fs::symlink_metadata(output).is_ok();
    let absolute = if is_there { fs::canonicalize(output) } else { std::path::absolute(output) };
    let place = absolute.map_err(|error| Failure::file(output, &error))?;
    if is_there && !place.is_file() {
        let why =
            if place.is_dir() { "is a directory" } else { "is no file, but a device or the like" };
        return refused(why, "a file");
    }
    // Of a file that is not there yet, the folder may be.
    let folder = place.parent().and_then(|folder| folder.canonicalize().ok());
    let is_inside = |path: &PathBuf| folder.as_ref().is_some_and(|folder| folder.starts_with(path));
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let is_read =
        |path: &PathBuf| path == &place || path.is_dir() && is_inside(path) && is_dictionary(&name);
    if dictionaries.iter().filter_map(|path| path.canonicalize().ok()).any(|path| is_read(&path)) {
        let why = if is_there {
            "is one of the dictionaries, and would be written over"
        } else {
            "would be read as a dictionary the next time"
        };
        return refused(why, "another file, such as names.exo");
    }
    Ok(place)
}
