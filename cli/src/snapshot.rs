//! Compares what people see with a file under `cli/tests/snapshots`, so that a change of wording shows up in the diff.
//!
//! `EXONYM_BLESS=1 cargo test` writes the files anew.

use std::path::Path;

/// Fails when `actual` is not what the file `name` holds.
#[track_caller]
pub fn assert_snapshot(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("EXONYM_BLESS").is_some() {
        std::fs::write(&path, actual).expect("the snapshot can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some(line) = first_difference(&expected, actual) {
        panic!(
            "{} differs from line {line} on; look at it, and bless it with EXONYM_BLESS=1\n--- now ---\n{actual}",
            path.display()
        );
    }
}

/// The first line, from 1, in which the two differ.
fn first_difference(expected: &str, actual: &str) -> Option<usize> {
    if expected == actual {
        return None;
    }
    let same = expected.lines().zip(actual.lines()).take_while(|(left, right)| left == right);
    Some(same.count() + 1)
}
