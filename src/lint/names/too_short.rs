//! `too-short`: a name so short that it is met by chance.

use unicode_script::{Script, UnicodeScript};

use super::{ADD_A_GUARD, Name, Subject, each, is_letter_or_digit};
use crate::boundary::is_letter;
use crate::diagnostic::Diagnostic;

pub(in super::super) fn too_short(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let is_at_large = is_short(name)
            && !name.entity.decoy
            && !name.is_guarded()
            && !subject.has_decoy(&name.key);
        is_at_large.then(|| {
            let count = name.letters_and_digits();
            let plural = if count == 1 { "" } else { "s" };
            name.error("too-short", &format!("has {count} letter{plural}"))
                .label("it is met by chance")
                .help(ADD_A_GUARD)
        })
    })
}

/// One letter always is; two are in an alphabet, unless they are initials, which are found in capitals only.
fn is_short(name: &Name<'_>) -> bool {
    let text = &name.alias.text;
    match name.letters_and_digits() {
        0 => false,
        _ if !text.chars().any(is_letter) || name.is_blank() => false,
        1 => true,
        2 => {
            !(name.is_acronym() && name.wants_capitals())
                && text.chars().filter(|&c| is_letter_or_digit(c)).any(is_of_alphabet)
        }
        _ => false,
    }
}

/// Scripts in which a letter stands for a sound, not for a syllable or a word.
fn is_of_alphabet(c: char) -> bool {
    matches!(
        c.script(),
        Script::Latin
            | Script::Cyrillic
            | Script::Greek
            | Script::Armenian
            | Script::Georgian
            | Script::Arabic
            | Script::Hebrew
    )
}
