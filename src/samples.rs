//! Dictionaries that tests write out.

use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::dictionary::{Dictionary, Layer, read};
use crate::gazetteer::Gazetteer;

/// What these files say together; each is known by its number. Nothing may be wrong with them.
pub(crate) fn dictionary(files: &[&str]) -> Dictionary {
    let file = |(number, text): (usize, &&str)| {
        Arc::new(SourceFile { name: format!("{number}.toml"), text: (*text).into() })
    };
    let reading = read(&[Layer::new(files.iter().enumerate().map(file).collect())]);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    reading.dictionary
}

/// The same, compiled.
pub(crate) fn gazetteer(files: &[&str]) -> Arc<Gazetteer> {
    Arc::new(Gazetteer::compile(&dictionary(files)).expect("it is small"))
}
