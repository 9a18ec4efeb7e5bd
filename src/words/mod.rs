//! The words of folded text, and their hashes: what the word table of a gazetteer is made of, and looked into with.
//!
//! Where words begin and end here depends on folded characters alone, each pair of neighbours by itself, so that a key is cut as the
//! text that it stands in is cut. Boundaries never allow an edge that is not also an edge of one of these words,
//! but for what [`FoldedText::breaks`](crate::fold::FoldedText) lists, affixes, and Hangul particles.

mod class;
mod cut;
mod hash;
mod short;
mod simd;

pub(crate) use class::Class;
pub(crate) use cut::{Cutter, Edges};
pub(crate) use hash::{Growing, Seed, next};
pub(crate) use short::{NumberHasher, Short, ShortWords};
pub(crate) use simd::{Task, dispatch};
