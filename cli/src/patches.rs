//! Dictionaries that a command proposes, to lay over those in use: checked over them, and written into a folder of their own, for
//! people to judge.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use exonym::Annotator;
use exonym::check::unreachable_aliases;
use exonym::diagnostic::{Diagnostic, SourceFile};
use exonym::dictionary::Layer;
use exonym::gazetteer::Gazetteer;
use exonym::lint::{Policy, lint};

use crate::failure::Failure;
use crate::terminal::Manner;
use crate::whole_file;

/// A file for each namespace, such as `country.toml`, by namespace.
pub type Files = BTreeMap<String, String>;

/// A patch that somebody is at work on is not written over.
pub fn refuse_folder(folder: &Path) -> Result<(), Failure> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::file(folder, &error)),
    };
    let names = entries.filter_map(|entry| Some(entry.ok()?.path()));
    match names.min() {
        None => Ok(()),
        Some(name) => Err(Failure::new(
            format!("{}: is there, and would be mixed with the patch", name.display()),
            "name a folder that is empty or not there yet",
        )),
    }
}

/// The files as a layer.
pub fn layer(files: &Files) -> Layer {
    let source = |(namespace, text): (&String, &String)| {
        Arc::new(SourceFile { name: format!("{namespace}.toml"), text: text.clone() })
    };
    Layer::new(files.iter().map(source).collect())
}

/// What a check would say of the files over the dictionaries in use.
pub fn problems(gazetteer: &Arc<Gazetteer>, files: &Files) -> Vec<Diagnostic> {
    let layer = layer(files);
    let files = layer.files.clone();
    let reading = gazetteer.read_over(&[layer]);
    let mut problems = reading.diagnostics;
    problems.extend(lint(&files, &reading.dictionary, Policy::Own));
    if let Ok(both) = Gazetteer::overlaid(gazetteer, &reading.dictionary) {
        problems.extend(unreachable_aliases(&reading.dictionary, &Annotator::new(Arc::new(both))));
    }
    problems.retain(|problem| files.iter().any(|file| Arc::ptr_eq(file, &problem.place.file)));
    problems
}

/// Writes the files into a folder, and tells so.
pub fn write(files: &Files, folder: &Path, manner: Manner) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    for (namespace, text) in files {
        let place = folder.join(format!("{namespace}.toml"));
        whole_file::write(&place, text.as_bytes())
            .map_err(|error| Failure::file(&place, &error))?;
        if !manner.quiet {
            eprintln!("{}: written", place.display());
        }
    }
    Ok(())
}
