//! Adds members to a line of JSON and leaves every other byte of it as it came.

use memchr::memchr;

use super::added::is_of_earlier_run;
use super::jsonl::members;

/// The members that an earlier run may have added.
const OURS: [&str; 2] = ["entities", "mentions"];

/// Writes `line`, a JSON object, to `out` with the members `added` at its end: names, and values that are JSON.
///
/// Members of these names that are there already, and the `entities`, `mentions` and gazetteer version of an earlier
/// run, are taken away with their commas. With `into`, the added members are one object under that name instead, which
/// replaces what stands there. Doing it twice gives the same bytes. That nothing else is lost by this has been checked
/// where the line was read.
pub fn splice(line: &str, into: Option<&str>, added: &[(&str, &str)], out: &mut Vec<u8>) {
    let replaced = |key: &str, value: &str| match into {
        Some(into) => key == into,
        None => {
            OURS.contains(&key)
                || key == "gazetteer" && is_of_earlier_run(key, value)
                || added.iter().any(|(name, _)| *name == key)
        }
    };
    let bytes = line.as_bytes();
    // One past the last member seen, and whether one of them was kept.
    let mut end = 0;
    let mut kept = false;
    let checked = members(line, |key, value| {
        // Between two members there are only blanks and a comma, so the next quote opens the key.
        let start = end + memchr(b'"', &bytes[end..]).expect("a member has a key");
        if end == 0 {
            out.extend_from_slice(&bytes[..start]);
        }
        let before = if kept { end } else { start };
        end = value.as_ptr().addr() - line.as_ptr().addr() + value.len();
        if !replaced(&key, value) {
            out.extend_from_slice(&bytes[before..end]);
            kept = true;
        }
    });
    debug_assert!(checked.is_ok(), "only a line that was read as an object is written");
    if end == 0 {
        end = memchr(b'{', bytes).map_or(bytes.len(), |at| at + 1);
        out.extend_from_slice(&bytes[..end]);
    }
    if kept && !(added.is_empty() && into.is_none()) {
        out.push(b',');
    }
    if let Some(into) = into {
        push_name(into, out);
        out.push(b'{');
    }
    for (at, (name, value)) in added.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_name(name, out);
        out.extend_from_slice(value.as_bytes());
    }
    if into.is_some() {
        out.push(b'}');
    }
    out.extend_from_slice(&bytes[end..]);
}

fn push_name(name: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, name).expect("text is always JSON, and memory takes it");
    out.push(b':');
}
