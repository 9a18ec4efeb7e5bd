//! Folds the texts and the names, so that all rivals are given the same.

use std::collections::HashSet;
use std::path::Path;

use exonym::fold::{FoldedText, has_blank_edge, key};

use crate::classes::Classes;
use crate::files::{Failure, read, texts, write};

/// From `raw.txt` and `list-LIST.txt` makes everything else.
pub fn prepare(directory: &Path, lists: &[&str]) -> Result<(), Failure> {
    write(directory, "classes.bin", Classes::new().as_bytes())?;
    let (mut folded, mut out) = (FoldedText::default(), Vec::new());
    for text in texts(&read(directory, "raw.txt")?) {
        folded.fold(text);
        out.extend_from_slice(folded.as_bytes());
        out.push(0);
    }
    write(directory, "folded.txt", out)?;
    lists.iter().try_for_each(|list| prepare_names(directory, list))
}

/// Keeps the first name of each key. A name that no dictionary may hold is left out.
fn prepare_names(directory: &Path, list: &str) -> Result<(), Failure> {
    let (mut seen, mut names, mut keys) = (HashSet::new(), String::new(), String::new());
    for name in read(directory, &format!("list-{list}.txt"))?.lines() {
        let key = key(name);
        // Two line breaks and control characters would end the line that a key stands in.
        let is_plain = !key.is_empty() && !has_blank_edge(name) && !key.contains(char::is_control);
        if is_plain && seen.insert(key.clone()) {
            names.extend([name, "\n"]);
            keys.extend([&*key, "\n"]);
        }
    }
    write(directory, &format!("names-{list}.txt"), names)?;
    write(directory, &format!("keys-{list}.txt"), keys)
}
