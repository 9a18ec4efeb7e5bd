//! `common-word`: a name that is a word of every text, so that most of its mentions are none.

use super::{ADD_A_GUARD, Name, Subject, each};
use crate::boundary::is_upper;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Case;
use crate::lint::{CommonWord, common_words};

/// A name that is found with its capital only meets a common word where a sentence or a title begins, or where a capital makes a name
/// of it (“the Army”): seldom enough for words that are seldomer than this.
const OFTEN_CAPITAL: u32 = 10;

pub(in super::super) fn common_word(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let word = word_met(subject, name).filter(|word| is_spelled(name, word))?;
        let message = format!("is a common word ({})", word.lang);
        Some(
            name.error("common-word", &message)
                .label(format!("about {} in a million words", word.per_million))
                .help(ADD_A_GUARD),
        )
    })
}

/// The most frequent word that texts have where this name would be found, with nothing that asks for more than the word.
pub(super) fn word_met(subject: &Subject<'_>, name: &Name<'_>) -> Option<CommonWord> {
    if name.entity.decoy || name.is_guarded() || name.key.contains(' ') {
        return None;
    }
    let word = common_words(&name.key).max_by_key(|word| word.per_million)?;
    let is_met = match capitals(name) {
        Capitals::None => true,
        Capitals::First => word.per_million >= OFTEN_CAPITAL,
        Capitals::Elsewhere => false,
    };
    (is_met && !subject.has_decoy(&name.key)).then_some(word)
}

/// Which capitals a text must have for a name to be found.
enum Capitals {
    None,
    /// Those of any sentence.
    First,
    /// Those that no common word has.
    Elsewhere,
}

fn capitals(name: &Name<'_>) -> Capitals {
    let inside = name.alias.text.chars().skip(1).any(is_upper);
    let is_exact = name.alias.rule.case == Case::Exact;
    match name.wants_capitals() {
        true if name.is_acronym() || is_exact && inside => Capitals::Elsewhere,
        true => Capitals::First,
        false => Capitals::None,
    }
}

/// Whether a name is written as the word is, letter case aside.
pub(super) fn is_spelled(name: &Name<'_>, word: &CommonWord) -> bool {
    name.alias.text.to_lowercase() == word.surface.to_lowercase()
}
