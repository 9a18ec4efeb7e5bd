//! `not-nfc`: text that is not composed as Unicode composes it (NFC, UAX #15), so that equal words differ in bytes.

use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

use super::{Subject, escaped, lines};
use crate::diagnostic::{Diagnostic, Place};
use crate::span::Span;

pub(in super::super) fn not_nfc(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for file in subject.files {
        for (start, line) in lines(file) {
            if line.is_ascii() || is_nfc_quick(line.chars()) == IsNormalized::Yes {
                continue;
            }
            let composed: String = line.nfc().collect();
            if composed != line {
                let (at, text) = difference(line, &composed);
                let span = Span::new(start + at.start, start + at.end);
                let place = Place { file: Arc::clone(file), span };
                let shown = text.trim();
                let message = if shown.is_empty() {
                    "this is not composed (NFC)".to_owned()
                } else {
                    format!("this is not composed (NFC): `{shown}` in composed form")
                };
                let problem = Diagnostic::warning("not-nfc", message, place);
                found.push(if follows_backslash(line, at.start) {
                    problem.help("the letter before the mark is part of an escape: type it anew")
                } else {
                    problem
                        .help(
                            "`exonym check --fix` composes it; it looks the same before and after",
                        )
                        .fix(span, text)
                });
            }
        }
    }
    found.extend(escaped(subject).filter(|name| !is_nfc(&name.alias.text)).map(|name| {
        Diagnostic::warning("not-nfc", "this name is not composed (NFC)", name.alias.place.clone())
            .help("write its letters without escapes, or escape the composed ones")
    }));
    found
}

/// Whether the byte of a line belongs to an escape, whose letter must stay what it is.
fn follows_backslash(line: &str, at: usize) -> bool {
    let before = &line[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// The shortest stretch of the old line that differs, whole characters of both, and what becomes of it.
fn difference<'n>(old: &str, new: &'n str) -> (Span, &'n str) {
    let start: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    (Span::new(start, old.len() - end), &new_rest[..new_rest.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_makes_the_old_line_the_new_one() {
        for old in [
            "e\u{301}a",
            "Tu\u{308}rkiye, Turkiye\u{301} x",
            "a\u{301}\u{301}",
            "\u{212b}",
            "Pakistan\u{37e}",
        ] {
            let new: String = old.nfc().collect();
            let (span, text) = difference(old, &new);
            assert_eq!(format!("{}{text}{}", &old[..span.start], &old[span.end..]), new);
        }
    }
}
