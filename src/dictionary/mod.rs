//! Dictionaries: what people write, read into one model.

mod model;

pub use model::{
    Agent, Alias, Boundary, Case, Cue, Date, Dictionary, Entity, InvalidDate, Kind, Matter, Relation, Rule, Scope,
    Seen, Source, Test, Tone, Within,
};
