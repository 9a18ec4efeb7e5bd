//! Compiles the dictionaries of this folder into one gazetteer, which the library embeds, with the files about languages.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use exonym::diagnostic::{Diagnostic, Severity};
use exonym::dictionary::{Layer, collect, is_language, read};
use exonym::gazetteer::Gazetteer;

fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets it"));
    println!("cargo::rerun-if-changed={}", folder.display());
    match compile(&folder) {
        Ok((gazetteer, languages)) => {
            let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo sets it"));
            let write = |name: &str, bytes: &[u8]| {
                std::fs::write(out.join(name), bytes).expect("the build folder can be written");
            };
            write("dictionaries.exo", gazetteer.as_bytes());
            write("languages.rs", languages.as_bytes());
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The gazetteer, and the files about languages as an expression.
fn compile(folder: &Path) -> Result<(Gazetteer, String), Vec<String>> {
    let layers = collect(&[folder.to_owned()]).map_err(|error| vec![error.to_string()])?;
    let reading = read(&layers);
    let errors: Vec<_> = reading
        .diagnostics
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(show)
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let gazetteer =
        Gazetteer::compile(&reading.dictionary).map_err(|error| vec![error.to_string()])?;
    Ok((gazetteer, languages(&layers)))
}

/// The name and text of each.
fn languages(layers: &[Layer]) -> String {
    let mut languages = String::from("&[\n");
    for file in layers.iter().flat_map(|layer| &layer.files).filter(|file| is_language(file)) {
        let path = &file.name;
        let name = Path::new(path).file_name().expect("a file has a name").display();
        let name = format!("embedded: {name}");
        writeln!(languages, "({name:?}, include_str!({path:?})),").expect("a string takes it");
    }
    languages + "]\n"
}

fn show(problem: &Diagnostic) -> String {
    let (line, column) = problem.place.file.line_column(problem.place.span.start);
    let Diagnostic { message, rule, help, .. } = problem;
    format!("{}:{line}:{column}: {message} [{rule}]; {help}", problem.place.file.name)
}
