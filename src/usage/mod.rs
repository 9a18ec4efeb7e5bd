//! Who calls an entity what, since when, how often, in the text's own voice or in quotation.
//!
//! A [`Counter`] makes a [`Tally`] of each text; tallies are merged in any order, and give what one thread would have given. Counts are
//! complete; of the sentences that they are made of, the earliest few are kept.
//!
//! ```
//! use std::sync::Arc;
//! use exonym::{Annotator, Buffers};
//! use exonym::diagnostic::SourceFile;
//! use exonym::dictionary::{Layer, read};
//! use exonym::gazetteer::Gazetteer;
//! use exonym::resolve::Context;
//! use exonym::usage::{Counter, Over, Place, Text, Voice};
//!
//! let toml = "
//! schema    = 1
//! namespace = 'country'
//! title     = 'States'
//! license   = 'CC0-1.0'
//! defaults  = { source = 'un' }
//! source.un = { title = 'UN member states' }
//! [entity.tr]
//! name     = 'Türkiye'
//! names.en = ['Turkey']
//! ";
//! let file = SourceFile { name: "states.toml".into(), text: toml.into() };
//! let reading = read(&[Layer::new(vec![Arc::new(file)])]);
//! let annotator = Annotator::new(Arc::new(Gazetteer::compile(&reading.dictionary)?));
//! let asked = annotator.gazetteer().entity_by_id("country/tr").expect("it is there").index();
//!
//! let counter = Counter::new(annotator, [asked], Over::Month, 5);
//! let text = Text {
//!     text: "Talks in Turkey. “Turkey is ready,” he said.",
//!     context: &Context { date: Some("2025-10-31".parse()?), ..Context::default() },
//!     source: Some("Herald"),
//!     place: &|span| Place { field: "text".into(), span },
//!     record: None,
//!     wants: &|_| true,
//! };
//! let tally = counter.count(&text, &mut Buffers::default());
//! let (usage, uses) = tally.uses.first_key_value().expect("it is named");
//! assert_eq!(usage.group.source.as_deref(), Some("Herald"));
//! assert_eq!(usage.group.period.expect("it has a date").to_string(), "2025-10");
//! assert_eq!((uses.texts, uses.of(Voice::Own).mentions, uses.of(Voice::Quoted).mentions), (1, 1, 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod counter;
mod period;
mod tally;
#[cfg(test)]
mod tests;

pub use counter::{Counter, Place, Text};
pub use period::{Over, Period};
pub use tally::{Count, Dates, Example, Group, Tally, Usage, Uses, Voice};
