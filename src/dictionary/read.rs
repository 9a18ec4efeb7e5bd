//! From texts to one dictionary: no file is opened here.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::below::{Below, Nothing};
use super::contents::FileContents;
use super::model::Dictionary;
use super::{file, layer};
use crate::diagnostic::{Diagnostic, SourceFile};

/// Files that stand side by side: within a layer, no entity is given twice.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The files, in order. A name that ends in `.jsonl` is a pack, any other is TOML.
    pub files: Vec<Arc<SourceFile>>,
    /// What is wrong with others that could not be loaded.
    pub problems: Vec<Diagnostic>,
}

impl Layer {
    /// A layer of these files.
    #[must_use]
    pub fn new(files: Vec<Arc<SourceFile>>) -> Self {
        Self { files, problems: Vec::new() }
    }
}

/// What was understood, and what was noticed.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Everything that could be read. No id in it leads nowhere.
    pub dictionary: Dictionary,
    /// All problems: first those of files that could not be loaded, then in the order of the files and of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads dictionaries, a later layer over an earlier one, and finds everything that is wrong with them.
///
/// ```
/// use std::sync::Arc;
/// use exonym::diagnostic::SourceFile;
/// use exonym::dictionary::{Layer, read};
///
/// let text = r#"
/// schema = 1
/// namespace = "country"
/// title = "States"
/// license = "CC0-1.0"
/// [source]
/// un = { title = "UN member states", url = "https://www.un.org/en/about-us/member-states" }
/// [entity.tr]
/// name = "Turkey"
/// source = "un"
/// names.tr = ["Türkiye{, Cumhuriyeti}"]
/// "#;
/// let file = Arc::new(SourceFile { name: "states.toml".into(), text: text.into() });
/// let reading = read(&[Layer::new(vec![file])]);
/// assert!(reading.diagnostics.is_empty());
/// let turkey = &reading.dictionary.entities[0];
/// assert_eq!(turkey.id.as_str(), "country/tr");
/// assert_eq!(turkey.aliases[2].text, "Türkiye Cumhuriyeti");
/// ```
#[must_use]
pub fn read(layers: &[Layer]) -> Reading {
    read_over(layers, &Nothing)
}

/// Reads dictionaries that lie over what was compiled. The dictionary has the entities that they speak of, each as it is then.
pub(crate) fn read_over(layers: &[Layer], below: &dyn Below) -> Reading {
    let files: Vec<&Arc<SourceFile>> = layers.iter().flat_map(|layer| &layer.files).collect();
    let contents: Vec<FileContents> = files.par_iter().map(|file| file::read(file)).collect();
    let mut contents = contents.into_iter();
    let stack =
        layers.iter().map(|layer| contents.by_ref().take(layer.files.len()).collect()).collect();
    let complete = layers.iter().all(|layer| layer.problems.is_empty());
    let (dictionary, mut diagnostics) = layer::merge(stack, complete, below);
    diagnostics.extend(layers.iter().flat_map(|layer| layer.problems.clone()));
    sort(&mut diagnostics, layers);
    Reading { dictionary, diagnostics }
}

/// Sorts by file and place: first what is wrong with files that could not be loaded, then the files in the order of the layers.
pub(crate) fn sort(diagnostics: &mut [Diagnostic], layers: &[Layer]) {
    let mut order = HashMap::new();
    for (at, file) in layers.iter().flat_map(|layer| &layer.files).enumerate() {
        order.entry(Arc::as_ptr(file)).or_insert(at);
    }
    diagnostics.sort_by_key(|problem| {
        (order.get(&Arc::as_ptr(&problem.place.file)).copied(), problem.place.span)
    });
}
