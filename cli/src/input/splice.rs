//! Adds members to a line of JSON and leaves every other byte of it as it came.

use super::added::is_of_earlier_run;
use crate::record::{JsonLine, NewMember};

/// The members that an earlier run may have added.
const OURS: [&str; 2] = ["entities", "mentions"];

/// Writes `line`, a JSON object, to `out` with the members `added` at its end: names, and what writes their values.
///
/// Members of these names that are there already, and the `entities`, `mentions` and gazetteer version of an earlier
/// run, are taken away with their commas. With `into`, the added members are one object under that name instead, which
/// replaces what stands there. Doing it twice gives the same bytes. That nothing else is lost by this has been checked
/// where the line was read.
pub fn splice(line: &JsonLine, into: Option<&str>, added: &[NewMember<'_>], out: &mut Vec<u8>) {
    let JsonLine { text, members } = line;
    let replaced = |key: &str, value: &str| match into {
        Some(into) => key == into,
        None => {
            OURS.contains(&key)
                || key == "gazetteer" && is_of_earlier_run(key, value)
                || added.iter().any(|(name, _)| *name == key)
        }
    };
    let bytes = text.as_bytes();
    let begin = match members.first() {
        Some(first) => first.key.start,
        None => text.find('{').map_or(text.len(), |at| at + 1),
    };
    out.extend_from_slice(&bytes[..begin]);
    // Where the member before ends, and whether one was kept.
    let mut end = begin;
    let mut kept = false;
    for member in members {
        let before = if kept { end } else { member.key.start };
        end = member.value.end;
        if !replaced(&member.key(text), &text[member.value.clone()]) {
            out.extend_from_slice(&bytes[before..end]);
            kept = true;
        }
    }
    if kept && !(added.is_empty() && into.is_none()) {
        out.push(b',');
    }
    if let Some(into) = into {
        push_name(into, out);
        out.push(b'{');
    }
    for (at, (name, write)) in added.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_name(name, out);
        write(out);
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
