//! `markup`: tags, entities of HTML, wiki or Markdown syntax, or a web address in a name.

use super::{Subject, each};
use crate::diagnostic::Diagnostic;

/// Where these stand in a name, something was pasted.
const SIGNS: &[&str] = &["://", "[[", "]]", "{{", "}}", "](", "**", "<!--", "'''"];

pub(in super::super) fn markup(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let text = &name.alias.text;
        let found = SIGNS
            .iter()
            .copied()
            .find(|sign| text.contains(sign))
            .or_else(|| tag(text))
            .or_else(|| reference(text))?;
        Some(
            name.error("markup", "has markup in it")
                .label(format!("`{found}`"))
                .help("write the name as it is read, without markup"),
        )
    })
}

/// `<b>`, `</b>`, `<br/>`.
fn tag(text: &str) -> Option<&str> {
    let start = text.find('<')?;
    let end = start + text[start..].find('>')?;
    let inside = text[start + 1..end].trim_start_matches('/');
    inside.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| &text[start..=end])
}

/// `&amp;`, `&#39;`.
fn reference(text: &str) -> Option<&str> {
    let start = text.find('&')?;
    let end = start + text[start..].find(';')?;
    let inside = text[start + 1..end].trim_start_matches('#');
    let sound = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_alphanumeric());
    sound.then(|| &text[start..=end])
}
