//! `control-character`: characters for machines of old, which editors do not show.

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

fn concerns(it: &Written<'_>) -> bool {
    it.char.is_control() && !matches!(it.char, '\t' | '\n' | '\r')
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let message = format!("{} is a control character", code_point(it.char));
    it.error("control-character", message).help("take it out, or type the text anew")
}
