//! exonym finds every known name in a text and decides which entity each one means.

mod annotate;
mod boundary;
pub mod check;
pub mod diagnostic;
pub mod dictionary;
pub mod fold;
pub mod gazetteer;
mod id;
pub mod replace;
pub mod resolve;
pub mod scan;
mod span;

pub use annotate::{Annotator, Buffers};
pub use id::{EntityId, InvalidId, is_slug};
pub use span::{OffsetUnit, Offsets, Span};
