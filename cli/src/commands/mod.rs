//! The commands, one a file.

pub mod add;
pub mod annotate;
pub mod bench;
pub mod build;
pub mod check;
pub mod diff;
pub mod discover;
pub mod eval;
pub mod explain;
pub mod fmt;
pub mod import;
pub mod lookup;
pub mod normalize;
pub mod shell;
pub mod stats;
pub mod usage;
