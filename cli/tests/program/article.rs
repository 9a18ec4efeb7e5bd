//! The report of `examples/`: what the reader found in it, and nothing that the reader did not.

use std::path::Path;

use serde_json::Value;

use crate::run::{Folder, records};

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The mentions that the program decides on, with the embedded dictionaries.
fn found(test: &str) -> Vec<Value> {
    let folder = Folder::new(test);
    folder.write("talks.txt", example("talks.txt"));
    let out = folder.run(&["annotate", "talks.txt", "--format", "jsonl"]).done();
    let mut records = records(&out);
    assert_eq!(records.len(), 1);
    let Value::Array(mentions) = records[0]["mentions"].take() else { panic!("{out}") };
    mentions.into_iter().filter(|mention| !mention["entity"].is_null()).collect()
}

/// Whether the spans of two mentions have a byte in common.
fn overlap(a: &Value, b: &Value) -> bool {
    let at = |value: &Value, name: &str| value[name].as_u64().expect("an offset");
    at(a, "start") < at(b, "end") && at(b, "start") < at(a, "end")
}

#[test]
fn everything_in_the_gold_is_found_and_nothing_else() {
    let show = |mention: &Value| {
        let text = |name: &str| mention[name].as_str().expect("text").to_owned();
        let (start, end, quoted) = (&mention["start"], &mention["end"], &mention["quoted"]);
        format!("{start}..{end} {} {} quoted: {quoted}", text("text"), text("entity"))
    };
    let gold: Vec<_> = records(&example("talks.gold.jsonl")).iter().map(show).collect();
    let found: Vec<_> = found("article").iter().map(show).collect();
    let missed: Vec<_> = gold.iter().filter(|line| !found.contains(line)).collect();
    let wrong: Vec<_> = found.iter().filter(|line| !gold.contains(line)).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed: {missed:#?}\nwrong: {wrong:#?}");
    assert_eq!(found, gold, "the order of reading");
}

#[test]
fn no_trap_catches_anything() {
    let found = found("traps");
    let mut caught = Vec::new();
    for trap in records(&example("talks.traps.jsonl")) {
        for mention in found.iter().filter(|mention| overlap(mention, &trap)) {
            caught.push(format!("{} in {}: {}", mention["entity"], trap["text"], trap["why"]));
        }
    }
    assert_eq!(caught, [""; 0]);
}
