//! Dictionaries: what people write, read into one model.

mod date;
mod model;

pub use date::{Date, InvalidDate};
pub use model::{
    Agent, Alias, Boundary, Case, Cue, Dictionary, Entity, Kind, Matter, Relation, Rule, Scope,
    Seen, Source, Test, Tone, Within,
};
