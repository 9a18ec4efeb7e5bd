//! The findings as one JSON object.

use super::report::Report;

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, report).expect("memory takes it, and every key is a text");
    out.push(b'\n');
}
