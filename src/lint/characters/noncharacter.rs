//! `noncharacter`: code points that Unicode promises never to use.

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

fn concerns(it: &Written<'_>) -> bool {
    matches!(u32::from(it.char), 0xfdd0..=0xfdef) || u32::from(it.char) & 0xfffe == 0xfffe
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let message = format!("{} will never be a character", code_point(it.char));
    it.error("noncharacter", message).help("take it out")
}
