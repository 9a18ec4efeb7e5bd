//! Dictionaries: what people write, read into one model.

mod below;
mod contents;
mod date;
mod encoding;
mod entity;
mod fields;
mod file;
mod files;
mod format;
mod inflection;
mod json;
mod known;
mod language;
mod layer;
mod model;
mod names;
mod nearest;
mod pack;
mod pattern;
mod read;
mod reader;
mod references;
mod report;
mod rule;
mod sentence;
mod stream;
mod toml;
mod value;
mod written;

pub(crate) use below::Below;
pub use date::{Date, InvalidDate};
pub use file::{is_language, is_pack};
pub use files::{FilesError, collect, decode, is_dictionary};
pub use format::{Addition, Outline, add, add_all, format};
pub(crate) use inflection::Inflections;
pub use model::{
    Agent, Alias, Boundary, Case, Cue, Declared, Dictionary, Entity, Kind, Matter, Relation, Rule,
    Scope, Seen, Source, Test, Tone, Within,
};
pub use nearest::nearest;
pub use pattern::{InvalidPattern, MAX_CHARS, MAX_FORMS, Pattern, PatternProblem};
pub use read::{Layer, Reading, read};
pub(crate) use read::{read_over, sort};
pub(crate) use report::quoted;
pub use sentence::{InvalidSentence, Sentence, SentenceProblem};
pub(crate) use stream::{Taker, stream};
pub use written::{comment, string};
