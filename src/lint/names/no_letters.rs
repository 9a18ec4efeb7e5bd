//! `no-letters`: a name of punctuation alone.

use unicode_script::{Script, UnicodeScript};

use super::{Subject, each, is_letter_or_digit};
use crate::diagnostic::Diagnostic;

pub(in super::super) fn no_letters(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let is_bare = !name.alias.text.chars().any(|c| is_letter_or_digit(c) || is_emblem(c));
        // What is empty after folding cannot even be matched, which is another rule's.
        (is_bare && !name.is_blank()).then(|| {
            name.error("no-letters", "has neither letters nor digits")
                .label("it would be found in every text that has a rule or a row of dots")
                .help("leave it out")
        })
    })
}

/// Flags, emoji and other pictures, which may stand for a name.
fn is_emblem(c: char) -> bool {
    use icu_properties::{CodePointMapData, props::GeneralCategory};
    c.script() == Script::Common
        && !c.is_ascii()
        && CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::OtherSymbol
}
