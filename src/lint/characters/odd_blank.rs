//! `odd-blank`: blanks other than the space, such as those that come along from web pages.

use icu_properties::CodePointSetData;
use icu_properties::props::WhiteSpace;

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

/// Control characters among the blanks are another rule's.
fn concerns(it: &Written<'_>) -> bool {
    !it.char.is_control()
        && it.char != ' '
        && CodePointSetData::new::<WhiteSpace>().contains(it.char)
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let name = match it.char {
        '\u{a0}' => "a no-break space",
        '\u{202f}' => "a narrow no-break space",
        '\u{3000}' => "an ideographic space",
        '\u{2028}' | '\u{2029}' => "an invisible line break",
        _ => "a blank of odd width",
    };
    let message = format!("{} is {name}", code_point(it.char));
    let problem = Diagnostic::warning("odd-blank", message, it.place());
    problem.help("write a plain space: all blanks are the same to a name").fix(it.span, " ")
}
