//! Holds the order of the layers: a module of `src/` imports only from those before it.

use std::path::{Path, PathBuf};

/// From the ground up; those of one row do not import each other.
const LAYERS: &[&[&str]] = &[
    &["span", "id", "dice"],
    &["diagnostic", "language"],
    &["fold"],
    &["boundary", "words"],
    &["dictionary", "definitions"],
    &["gazetteer"],
    &["samples"],
    &["stats"],
    &["scan"],
    &["resolve", "lint"],
    &["annotate", "passage"],
    &["check", "replace", "diff", "eval", "live", "usage"],
    &["discover"],
];

#[test]
fn modules_import_only_from_those_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut upward = Vec::new();
    for file in rust_files(&source) {
        let module = module_of(file.strip_prefix(&source).expect("it lies in src"));
        if module == "lib" {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source file can be read");
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for import in imports(product).filter(|import| *import != module) {
            if layer(import) >= layer(&module) {
                upward.push(format!("{} imports {import}", file.display()));
            }
        }
    }
    assert!(upward.is_empty(), "move these, or what they import:\n{}", upward.join("\n"));
}

fn layer(module: &str) -> usize {
    let found = LAYERS.iter().position(|row| row.contains(&module));
    found.unwrap_or_else(|| panic!("`{module}` has no place in LAYERS: give it one"))
}

/// The modules that a text names as `crate::module`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// `fold/form.rs` and `fold.rs` are of the module `fold`.
fn module_of(file: &Path) -> String {
    let first = file.components().next().expect("a file has a name");
    Path::new(first.as_os_str()).with_extension("").display().to_string()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let (folders, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    let below = folders.iter().flat_map(|folder| rust_files(folder));
    files.into_iter().filter(is_rust).chain(below).collect()
}
