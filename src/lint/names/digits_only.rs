//! `digits-only`: a name that is a number.

use super::{ADD_A_GUARD, Subject, each, is_letter_or_digit};
use crate::boundary::is_letter;
use crate::diagnostic::Diagnostic;

pub(in super::super) fn digits_only(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let text = &name.alias.text;
        let is_number = text.chars().any(is_letter_or_digit) && !text.chars().any(is_letter);
        let is_at_large =
            is_number && !name.entity.decoy && !name.is_guarded() && !subject.has_decoy(&name.key);
        is_at_large.then(|| {
            name.error("digits-only", "is a number")
                .label("numbers mean something else in most texts")
                .help(ADD_A_GUARD)
        })
    })
}
