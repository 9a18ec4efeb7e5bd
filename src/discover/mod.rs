//! What texts could add to the dictionaries: names that a text equates with known ones, spellings that are close to known ones, short
//! forms that the texts define, and known names that stand in them damaged.
//!
//! A [`Discoverer`] makes a [`Tally`] of each text; tallies are merged in any order, and give what one thread would have given. When
//! all texts are read, [`Discoverer::findings`] judges what was met by how often and beside what: it proposes, and a person decides.
//!
//! ```
//! use std::sync::Arc;
//! use exonym::Annotator;
//! use exonym::diagnostic::SourceFile;
//! use exonym::dictionary::{Layer, read};
//! use exonym::discover::{DiscoverBuffers, Discoverer, Place, Sort, Text};
//! use exonym::gazetteer::Gazetteer;
//! use exonym::resolve::Context;
//!
//! let toml = "
//! schema    = 1
//! namespace = 'group'
//! title     = 'Groups'
//! license   = 'CC0-1.0'
//! defaults  = { source = 'un' }
//! source.un = { title = 'UN list' }
//! [entity.bla]
//! name = 'Balochistan Liberation Army'
//! [[entity.bla.alias]]
//! text = 'BLA'
//! kind = 'acronym'
//! ";
//! let file = SourceFile { name: "groups.toml".into(), text: toml.into() };
//! let reading = read(&[Layer::new(vec![Arc::new(file)])]);
//! let gazetteer = Gazetteer::compile(&reading.dictionary).unwrap();
//! let discoverer = Discoverer::new(Annotator::new(Arc::new(gazetteer)));
//! let text = Text {
//!     text: "Two men of Fitna al Hindustan (BLA) were held.",
//!     context: &Context::default(),
//!     place: &|_| Place::default(),
//! };
//! let tally = discoverer.read(&text, &mut DiscoverBuffers::default());
//! let findings = discoverer.findings(&tally, 1);
//! assert_eq!((findings[0].sort, &*findings[0].text), (Sort::Equated, "Fitna al Hindustan"));
//! ```

mod acronyms;
mod damaged;
mod discoverer;
mod equated;
mod finding;
mod judge;
mod lexicon;
mod lists;
mod mend;
mod near;
mod runs;
mod sighting;
mod tally;
#[cfg(test)]
mod tests;

pub use discoverer::{DiscoverBuffers, Discoverer};
pub use finding::{Finding, Sort, Way};
pub use sighting::{CONTEXTS, Place, Sighting, Text};
pub use tally::{Sightings, Tally};
