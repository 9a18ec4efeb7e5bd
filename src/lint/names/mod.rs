//! Names that no text can match, that every text would match, and that are another's.

mod common_word;
mod confusable;
mod digits_only;
mod fold_twin;
mod leading_mark;
mod line_break;
mod markup;
mod mixed_script;
mod no_letters;
mod regular_expression;
mod repeated_name;
mod shared_key;
mod too_many_candidates;
mod too_short;
mod unmatchable_name;

use super::subject::{Name, Subject, is_letter_or_digit};
use crate::diagnostic::Diagnostic;
use crate::dictionary::quoted;

pub(super) use common_word::common_word;
pub(super) use confusable::confusable;
pub(super) use digits_only::digits_only;
pub(super) use fold_twin::fold_twin;
pub(super) use leading_mark::leading_mark;
pub(super) use line_break::line_break;
pub(super) use markup::markup;
pub(super) use mixed_script::mixed_script;
pub(super) use no_letters::no_letters;
pub(super) use regular_expression::regular_expression;
pub(super) use repeated_name::repeated_name;
pub(super) use shared_key::shared_key;
pub(super) use too_many_candidates::too_many_candidates;
pub(super) use too_short::too_short;
pub(super) use unmatchable_name::unmatchable_name;

/// What a contributor does about a name that would be found too often.
const ADD_A_GUARD: &str = "give it a guard (`require`), a cue or a prior below 300 in an alias block of its own, or leave it out";

/// What a rule that looks at one name at a time says of each.
fn each<'d>(
    subject: &Subject<'d>,
    judge: impl Fn(&Name<'d>) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    subject.names.iter().filter_map(judge).collect()
}

impl Name<'_> {
    /// An error about this name; `problem` is what the name is or does.
    fn error(&self, rule: &'static str, problem: &str) -> Diagnostic {
        let message = format!("the name {} {problem}", quoted(&self.alias.text));
        Diagnostic::error(rule, message, self.alias.place.clone())
    }

    /// The same as a warning.
    fn warning(&self, rule: &'static str, problem: &str) -> Diagnostic {
        let message = format!("the name {} {problem}", quoted(&self.alias.text));
        Diagnostic::warning(rule, message, self.alias.place.clone())
    }
}
