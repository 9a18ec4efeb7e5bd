//! The dictionaries that exonym comes with, compiled into one gazetteer at build time.
//!
//! The TOML files beside this package are what people extend; `README.md` there lists them.

use std::sync::Arc;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::Layer;
use exonym::gazetteer::Gazetteer;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionaries.exo"));

/// Names and texts.
static LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The gazetteer of all embedded dictionaries.
///
/// ```
/// let gazetteer = exonym_dictionaries::gazetteer();
/// let turkiye = gazetteer.entity_by_id("country/tr").expect("a state");
/// assert_eq!(turkiye.name(), "Türkiye");
/// ```
///
/// # Panics
/// Never: the build compiles the bytes with the same library that opens them here.
#[must_use]
pub fn gazetteer() -> Arc<Gazetteer> {
    let gazetteer = Gazetteer::from_static(BYTES).expect("the build made them");
    Arc::new(gazetteer)
}

/// The files about languages, to lie below dictionaries that have none: without endings, "Turkey" is not found in "Turkey's".
///
/// ```
/// use exonym::dictionary::read;
///
/// let reading = read(&[exonym_dictionaries::languages()]);
/// assert!(reading.dictionary.entities.is_empty());
/// assert!(reading.dictionary.languages.iter().any(|language| language.tag == "tr"));
/// ```
#[must_use]
pub fn languages() -> Layer {
    let file = |&(name, text): &(&str, &str)| {
        Arc::new(SourceFile { name: name.into(), text: text.into() })
    };
    Layer::new(LANGUAGES.iter().map(file).collect())
}
