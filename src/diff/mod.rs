//! What a change of the dictionaries does to texts: mentions gained, lost, read otherwise and labelled otherwise.
//!
//! A [`Differ`] holds an old and a new gazetteer. It makes a [`Tally`] of each text; tallies are merged in any order, and give what one
//! thread would have given. Only texts that mention a changed key are annotated at all, since no other can differ: `keys` says why.
//!
//! ```
//! use std::sync::Arc;
//! use exonym::Annotator;
//! use exonym::diagnostic::SourceFile;
//! use exonym::dictionary::{Layer, read};
//! use exonym::diff::{DiffBuffers, Differ, Effect, Place, Text};
//! use exonym::gazetteer::Gazetteer;
//! use exonym::resolve::Context;
//!
//! let annotator = |names: &str| {
//!     let toml = format!("
//! schema    = 1
//! namespace = 'country'
//! title     = 'States'
//! license   = 'CC0-1.0'
//! defaults  = {{ source = 'un' }}
//! source.un = {{ title = 'UN member states' }}
//! [entity.tr]
//! name  = 'Türkiye'
//! names.en = [{names}]
//! ");
//!     let file = SourceFile { name: "states.toml".into(), text: toml };
//!     let reading = read(&[Layer::new(vec![Arc::new(file)])]);
//!     Annotator::new(Arc::new(Gazetteer::compile(&reading.dictionary).unwrap()))
//! };
//! let differ = Differ::new(annotator(""), annotator("'Turkey'"));
//! let text = Text {
//!     text: "Talks in Turkey.",
//!     context: &Context::default(),
//!     place: &|_| Place::default(),
//! };
//! let tally = differ.diff(&text, &mut DiffBuffers::default());
//! assert_eq!(tally.mentions(Effect::Gained), 1);
//! ```

mod changes;
mod conflicts;
mod differ;
mod excerpt;
mod keys;
mod labels;
mod propose;
mod tally;
mod trigger;
mod words;

pub use changes::{Changes, Difference};
pub use conflicts::{Conflict, Side};
pub use differ::{DiffBuffers, Differ, Heirs, Place, Text, candidates};
pub(crate) use excerpt::single_blanks;
pub use excerpt::{Excerpt, First};
pub use propose::{Offer, Proposal};
pub use tally::{Change, Count, EXCERPTS, Effect, Tally};
pub use words::count_words;
