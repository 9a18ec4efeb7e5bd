//! A gazetteer of plain names, whose keys alone decide.

use std::fmt::Write as _;
use std::sync::Arc;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Layer, collect, read};
use exonym::gazetteer::Gazetteer;
use serde_json::json;

use crate::files::Failure;

/// Every name an entity, found in any letter case, with or without its marks and hyphens.
pub fn gazetteer<'n>(names: impl Iterator<Item = &'n str>) -> Result<Gazetteer, Failure> {
    let head = json!({
        "schema": 1, "namespace": "list", "title": "Names", "license": "CC0-1.0",
        "source": { "own": { "title": "Names", "url": "https://example.org/" } },
        "defaults": { "source": "own", "lang": "und", "case": "fold" },
    });
    let mut pack = format!("{head}\n");
    for (number, name) in names.enumerate() {
        let entity = json!({ "slug": format!("n{number}"), "name": name });
        writeln!(pack, "{entity}").expect("memory takes it");
    }
    let file = SourceFile { name: "names.jsonl".into(), text: pack };
    let languages = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../dictionaries/lang");
    let mut layers = collect(&[languages.into()]).map_err(|error| Failure(error.to_string()))?;
    layers.push(Layer::new(vec![Arc::new(file)]));
    let reading = read(&layers);
    if let Some(first) = reading.diagnostics.first() {
        return Err(Failure(format!("the list of names cannot be read: {first:?}")));
    }
    Gazetteer::compile(&reading.dictionary).map_err(|error| Failure(error.to_string()))
}
