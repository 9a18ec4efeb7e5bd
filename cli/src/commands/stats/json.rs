//! `exonym stats --format json`: one object with everything.

use exonym::dictionary::Source;
use exonym::stats::{Count, OfType, Statistics, Tests};
use serde_json::{Map, Value, json};

/// The document, with a line break at its end.
pub fn document(statistics: &Statistics) -> String {
    let Statistics { by_type, by_language, by_script, by_kind, by_tone, by_source, .. } =
        statistics;
    let mut document = with_count(json!({}), &statistics.total);
    document["decoys"] = json!(statistics.decoys);
    document["tests"] = tests(&statistics.tests);
    document["types"] = by_type.iter().map(of_type).collect();
    document["languages"] = named("lang", by_language);
    document["scripts"] = named("script", by_script);
    document["kinds"] = named("kind", by_kind);
    document["tones"] = named("tone", by_tone);
    document["sources"] =
        by_source.iter().map(|(one, count)| with_count(source(one), count)).collect();
    format!("{document}\n")
}

fn of_type(of: &OfType) -> Value {
    let named_in: Map<String, Value> =
        of.named_in.iter().map(|(lang, entities)| (lang.clone(), json!(entities))).collect();
    let value =
        json!({ "namespace": of.namespace, "type": of.entity_type, "decoys_only": of.decoys_only });
    let mut value = with_count(value, &of.count);
    value["named_in"] = named_in.into();
    value["tests"] = tests(&of.tests);
    value
}

fn named(member: &str, counts: &[(String, Count)]) -> Value {
    counts.iter().map(|(name, count)| with_count(json!({ member: name }), count)).collect()
}

fn source(source: &Source) -> Value {
    let mut value = json!({ "key": source.key, "title": source.title });
    if let Some(date) = &source.date {
        value["date"] = json!(date.to_string());
    }
    if !source.url.is_empty() {
        value["url"] = json!(source.url);
    }
    value
}

fn tests(tests: &Tests) -> Value {
    json!({
        "hits": tests.hits,
        "misses": tests.misses,
        "entities_with_hit": tests.entities_with_hit,
        "entities_with_miss": tests.entities_with_miss,
    })
}

fn with_count(mut value: Value, count: &Count) -> Value {
    value["entities"] = json!(count.entities);
    value["entries"] = json!(count.entries);
    value["names"] = json!(count.names);
    value["forms"] = json!(count.forms);
    value
}
