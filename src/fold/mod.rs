//! What is the same name: the one place that says so. The rules are in `docs/same-name.md`.
//!
//! [`FoldedText`] folds a whole text as far as any name may ask and remembers where each piece came from; a name's key is the
//! same fold of the name. `Form` folds a short piece just as far as one name asks, to tell whether the two are equal.

mod anchor;
mod folder;
mod form;
mod properties;
mod quick;
mod simd;
#[rustfmt::skip]
#[allow(clippy::unreadable_literal, reason = "made by a test")]
mod table;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub(crate) use form::{Form, Strictness};
pub(crate) use properties::{Properties, ScriptGroup};
pub use text::{FoldedText, MAX_TEXT_BYTES, has_blank_edge, key};
pub(crate) use text::{fold_bytewise, folds_bytewise_to};

/// The version of Unicode whose data the fold table and the boundaries follow.
pub const UNICODE_VERSION: &str = "17.0.0";

/// Counts up whenever a change of the fold makes keys of old gazetteers wrong.
pub const FOLD_VERSION: u32 = 1;
