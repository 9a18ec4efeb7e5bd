//! exonym finds every known name in a text and decides which entity each one means.

pub mod diagnostic;
pub mod dictionary;
mod id;
mod span;

pub use id::{EntityId, InvalidId, is_slug};
pub use span::{OffsetUnit, Offsets, Span};
