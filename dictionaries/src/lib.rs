//! The dictionaries that exonym comes with, compiled into one gazetteer at build time.
//!
//! The TOML files beside this package are what people extend; `README.md` there lists them.

use std::sync::Arc;

use exonym::gazetteer::Gazetteer;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dictionaries.exo"));

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
