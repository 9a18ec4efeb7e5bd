//! `fold-twin`: a name that is spelled otherwise than a common word, and is the same once both are folded: علی and على.

use super::common_word::{is_spelled, word_met};
use super::{ADD_A_GUARD, Subject, each};
use crate::diagnostic::Diagnostic;

pub(in super::super) fn fold_twin(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let word = word_met(subject, name).filter(|word| !is_spelled(name, word))?;
        let message = format!("folds to the common word \"{}\" ({})", word.surface, word.lang);
        Some(
            name.error("fold-twin", &message)
                .label(format!("about {} in a million words", word.per_million))
                .help(format!("{ADD_A_GUARD}; `marks = \"exact\"` keeps diacritics apart")),
        )
    })
}
