//! Where a name may begin and end: grapheme clusters, words, clitics, and places where no name counts.
//!
//! The rules are in `docs/same-name.md`, sections 3 and 4; this module says for a span what holds at its two edges, and each alias
//! decides what it asks for.

mod addresses;
mod affixes;
mod characters;
mod clusters;
mod edges;
mod letters;
mod token;

pub(crate) use addresses::Addresses;
pub(crate) use affixes::{Affixes, LanguageSet};
pub(crate) use clusters::{may_begin, may_end};
pub(crate) use edges::{Edges, LeftEdge, is_word};
pub(crate) use letters::{is_caseless, is_letter, is_lower, is_quotation_mark, is_upper, words};
pub(crate) use token::token;
