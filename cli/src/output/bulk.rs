//! Bulk requests for Elasticsearch and `OpenSearch`, and the index template that they need.
//!
//! Each record is two lines: what to do with it, and the record as JSON. `entities` answers "which documents mention
//! X" with a `terms` query; `mentions` are nested documents, for questions about one mention ("X, called Y, quoted").
//! The template must be there before the first document: without it the engine takes `mentions` for plain objects,
//! which mixes the members of one mention with those of another.

use serde_json::{Value, json};

use super::{OutputOptions, json};
use crate::record::{Annotation, Record};

/// The longest id that the engines take, in bytes.
const LONGEST_ID: usize = 512;

/// Writes the two lines of a record. Its id becomes that of the document; where it has none, or one that is too long,
/// the engine makes one up, and sending the record again makes a second document.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    let id = record.id.as_deref().filter(|id| (1..=LONGEST_ID).contains(&id.len()));
    let members = [("\"_index\":", options.index.as_deref()), ("\"_id\":", id)];
    out.extend_from_slice(b"{\"index\":{");
    let mut comma: &[u8] = b"";
    for (lead, value) in members {
        if let Some(value) = value {
            out.extend_from_slice(comma);
            out.extend_from_slice(lead.as_bytes());
            json::write_string(value, out);
            comma = b",";
        }
    }
    out.extend_from_slice(b"}}\n");
    json::write_record(record, annotations, options, out);
}

/// The composable index template for indexes whose names match `pattern` (`news-*`), to be sent with
/// `PUT _index_template/NAME`.
#[must_use]
pub fn index_template(pattern: &str, options: &OutputOptions) -> String {
    let ours = json!({
        "entities": { "type": "keyword" },
        "gazetteer": { "type": "keyword" },
        "mentions": { "type": "nested", "properties": mention_properties() },
    });
    let properties = match &options.into {
        Some(into) => json!({ into: { "properties": ours } }),
        None => ours,
    };
    let template = json!({
        "index_patterns": [pattern],
        "template": { "mappings": { "properties": properties } },
    });
    let mut text = serde_json::to_string_pretty(&template).expect("a value has a JSON form");
    text.push('\n');
    text
}

fn mention_properties() -> Value {
    let keyword = json!({ "type": "keyword" });
    let integer = json!({ "type": "integer" });
    // Dictionaries give a day, a month or a year.
    let date = json!({ "type": "date", "format": "yyyy-MM-dd||yyyy-MM||yyyy" });
    json!({
        "field": keyword,
        "start": integer,
        "end": integer,
        "text": keyword,
        "token_start": integer,
        "token_end": integer,
        "entity": keyword,
        "candidates": {
            "properties": { "entity": keyword, "name": keyword, "type": keyword, "kind": keyword },
        },
        "name": keyword,
        "type": keyword,
        "kind": keyword,
        "by": keyword,
        "since": date,
        "until": date,
        "tone": keyword,
        "scope": keyword,
        "score": integer,
        "quoted": { "type": "boolean" },
        "decided": { "type": "boolean" },
        // To be read with the document; its offsets and words would only add fields to the index.
        "evidence": { "type": "object", "enabled": false },
    })
}
