//! `exonym stats --lacking`: what has no name in a language.

use exonym::dictionary::{Dictionary, Entity};
use exonym::stats;
use serde_json::{Value, json};

use crate::output::visible::{one_line, visible};

/// One a line: id and name.
pub fn list(dictionary: &Dictionary, tag: &str) -> String {
    let lacking = stats::lacking(dictionary, tag);
    let line = |entity: &&Entity| format!("{}  {}\n", entity.id, visible(&one_line(&entity.name)));
    lacking.iter().map(line).collect()
}

/// One object, with a line break at its end.
pub fn document(dictionary: &Dictionary, tag: &str) -> String {
    let lacking = stats::lacking(dictionary, tag);
    let entity = |entity: &&Entity| json!({ "id": entity.id.as_str(), "name": entity.name, "type": entity.entity_type });
    let entities: Vec<Value> = lacking.iter().map(entity).collect();
    format!("{}\n", json!({ "lang": tag, "lacking": entities }))
}
