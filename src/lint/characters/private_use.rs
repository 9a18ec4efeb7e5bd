//! `private-use`: code points that mean something else in every font.

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

fn concerns(it: &Written<'_>) -> bool {
    matches!(it.char, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let message =
        format!("{} is for private use: it is another letter in every font", code_point(it.char));
    it.error("private-use", message).help("write the letter that Unicode has for it")
}
