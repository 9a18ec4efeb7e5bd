//! Compiles the dictionaries of this folder into one gazetteer, which the library embeds.

use std::path::PathBuf;
use std::process::ExitCode;

use exonym::diagnostic::{Diagnostic, Severity};
use exonym::dictionary::{collect, read};
use exonym::gazetteer::Gazetteer;

fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets it"));
    println!("cargo::rerun-if-changed={}", folder.display());
    match compile(&folder) {
        Ok(gazetteer) => {
            let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo sets it"));
            std::fs::write(out.join("dictionaries.exo"), gazetteer.as_bytes())
                .expect("the build folder can be written");
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

fn compile(folder: &std::path::Path) -> Result<Gazetteer, Vec<String>> {
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
    Gazetteer::compile(&reading.dictionary).map_err(|error| vec![error.to_string()])
}

fn show(problem: &Diagnostic) -> String {
    let (line, column) = problem.place.file.line_column(problem.place.span.start);
    let Diagnostic { message, rule, help, .. } = problem;
    format!("{}:{line}:{column}: {message} [{rule}]; {help}", problem.place.file.name)
}
