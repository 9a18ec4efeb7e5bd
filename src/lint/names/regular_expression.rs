//! `regular-expression`: a name that seems to be a regular expression. Names are literal, or patterns with braces.

use super::{Subject, each};
use crate::diagnostic::Diagnostic;

/// No name of a place, a person or a group has one of these.
const SIGNS: &[&str] =
    &[".*", ".+", ")?", ")*", ")+", "]?", "]*", "]+", "(?", "\\b", "\\w", "\\s", "\\d", "\\."];

pub(in super::super) fn regular_expression(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let text = &name.alias.text;
        let found =
            SIGNS.iter().copied().find(|sign| text.contains(sign)).or_else(|| choice(text))?;
        Some(
            name.error("regular-expression", "seems to be a regular expression")
                .label(format!("`{found}` is matched letter by letter"))
                .help("write a pattern with braces, Tal{e,i}ban, or each spelling by itself"),
        )
    })
}

/// `(a|b)`.
fn choice(text: &str) -> Option<&str> {
    let start = text.find('(')?;
    let end = start + text[start..].find(')')?;
    text[start..end].contains('|').then(|| &text[start..=end])
}
