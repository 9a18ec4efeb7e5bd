//! Characters that have no business in a dictionary, wherever they stand: in names, in other strings, in comments.

mod bidi_control;
mod control_character;
mod invisible_character;
mod noncharacter;
mod not_nfc;
mod odd_blank;
mod private_use;
mod too_many_marks;
mod unassigned;
mod written;

use rayon::prelude::*;

use super::subject::{Name, Subject};
use crate::diagnostic::{Diagnostic, MOST_IN_A_FILE, SourceFile};

use written::Written;

pub(super) use not_nfc::not_nfc;
pub(super) use too_many_marks::too_many_marks;

/// A rule about single characters.
struct CharacterRule {
    /// Whether the character is wrong at its place.
    concerns: fn(&Written<'_>) -> bool,
    /// What is wrong with it.
    judge: fn(&Written<'_>) -> Diagnostic,
}

/// At most one rule speaks about a character: the first that it concerns.
const RULES: &[CharacterRule] = &[
    bidi_control::RULE,
    odd_blank::RULE,
    invisible_character::RULE,
    control_character::RULE,
    private_use::RULE,
    noncharacter::RULE,
    unassigned::RULE,
];

/// More in one file are not even counted.
const MOST: usize = 10 * MOST_IN_A_FILE;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let per_file = subject.files.par_iter().map(|file| {
        written::characters(file)
            .filter(|it| !is_plain(it.char))
            .filter_map(|it| judge(&it))
            .take(MOST)
            .collect::<Vec<_>>()
    });
    per_file.collect::<Vec<_>>().concat()
}

/// Most characters, quickly.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\t' | '\n' | '\r' | '\u{c0}'..='\u{2af}' | '\u{400}'..='\u{52f}' | '\u{4e00}'..='\u{9fff}')
}

fn judge(it: &Written<'_>) -> Option<Diagnostic> {
    let rule = RULES.iter().find(|rule| (rule.concerns)(it))?;
    Some((rule.judge)(it))
}

/// `U+202E`.
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The lines of a file with the bytes at which they begin, without their line breaks.
fn lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    file.text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// The names that are written with escapes, so that the file does not show what they are.
fn escaped<'s, 'd>(subject: &'s Subject<'d>) -> impl Iterator<Item = &'s Name<'d>> {
    let has_escapes = |name: &&Name<'_>| {
        let place = &name.alias.place;
        place.span.of(&place.file.text).contains('\\')
    };
    subject.names.iter().filter(has_escapes)
}
