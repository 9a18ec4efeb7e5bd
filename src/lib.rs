//! exonym finds every known name in a text and decides which entity each one means.
//!
//! This is the engine. It holds no dictionary: names come from TOML files or JSON Lines packs, which [`dictionary`] reads,
//! or from a file that was compiled before. The package `exonym-dictionaries` has some to start with.
//!
//! ```
//! use std::sync::Arc;
//! use exonym::diagnostic::SourceFile;
//! use exonym::dictionary::{Layer, read};
//! use exonym::gazetteer::Gazetteer;
//! use exonym::resolve::{Context, Verdict};
//! use exonym::{Annotator, Buffers};
//!
//! let states = r#"
//! schema    = 1
//! namespace = "country"
//! title     = "States"
//! license   = "CC0-1.0"
//! defaults  = { type = "country", lang = "en", source = "un" }
//! source.un = { title = "UN member states", url = "https://www.un.org/en/about-us/member-states" }
//!
//! [entity.tr]
//! name     = "Türkiye"
//! names.en = ["Turkey"]
//! "#;
//! let english = r#"
//! schema   = 1
//! language = "en"
//! title    = "English"
//! license  = "CC0-1.0"
//! affix    = { ending = ["s"] }
//! "#;
//! let file = |name: &str, text: &str| Arc::new(SourceFile { name: name.into(), text: text.into() });
//! let files = vec![file("states.toml", states), file("en.toml", english)];
//! let reading = read(&[Layer::new(files)]);
//! assert!(reading.diagnostics.is_empty());
//!
//! // Built once; every thread has its own buffers.
//! let annotator = Annotator::new(Arc::new(Gazetteer::compile(&reading.dictionary)?));
//! let mut buffers = Buffers::default();
//!
//! let text = "TURKEY'S capital is Ankara. No turkey was harmed.";
//! let links = annotator.annotate(text, &Context::default(), &mut buffers);
//! assert_eq!(links.len(), 1);
//! assert_eq!(links[0].span.of(text), "TURKEY");
//! let Verdict::Entity(meant) = &links[0].verdict else { panic!("there is no other") };
//! assert_eq!(annotator.gazetteer().entity(meant.entity).id(), "country/tr");
//! # Ok::<(), exonym::gazetteer::BuildError>(())
//! ```
//!
//! # From a dictionary to links
//!
//! | module | what it does |
//! |---|---|
//! | [`diagnostic`] | problems in data: what is wrong, where, and the cure |
//! | [`fold`] | what is the same name |
//! | [`language`] | the words of languages that rules are about |
//! | [`dictionary`] | reads what people write into one model |
//! | [`gazetteer`] | compiles it into what machines load, and looks names up |
//! | [`scan`] | finds mentions: every name that stands in a text, nothing decided |
//! | [`lint`] | holds a dictionary to rules |
//! | [`resolve`] | makes a link of each: an entity, ambiguous, or nil, with the evidence |
//! | [`check`] | finds everything that is wrong with dictionaries, and runs the tests that they bring with them |
//! | [`stats`] | counts what dictionaries hold |
//! | [`diff`] | what a change of the dictionaries does to texts |
//! | [`eval`] | how good links are, by texts whose mentions people have marked |
//! | [`usage`] | who calls an entity what, since when, in whose voice |
//! | [`discover`] | what texts could add to the dictionaries |
//! | [`replace`] | writes canonical names in place of aliases, and undoes it |
//!
//! [`Annotator`] is scanning and resolving together; [`Live`] holds one that is replaced while it is at work.
//!
//! # What always holds
//!
//! - A text is never changed, and every [`Span`] is a range of its bytes, at character boundaries. [`Offsets`] translates.
//! - Scanning and resolving cannot fail: they take any text up to [`fold::MAX_TEXT_BYTES`].
//! - Everything is built once, never changes, and is shared between threads; the order of work changes no result.
//! - Equal dictionaries give equal gazetteers, byte for byte, on every machine; scores are integers.
//! - Files are opened by [`dictionary::collect`] alone.

mod annotate;
mod boundary;
pub mod check;
pub mod definitions;
pub mod diagnostic;
#[cfg(test)]
mod dice;
pub mod dictionary;
pub mod diff;
pub mod discover;
pub mod eval;
pub mod fold;
pub mod gazetteer;
mod id;
pub mod language;
pub mod lint;
mod live;
mod passage;
pub mod replace;
pub mod resolve;
#[cfg(test)]
mod samples;
pub mod scan;
mod span;
pub mod stats;
pub mod usage;
mod words;

pub use annotate::{Annotator, Buffers};
pub use id::{EntityId, InvalidId, is_slug};
pub use live::Live;
pub use passage::Passage;
pub use span::{OffsetUnit, Offsets, Span};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
