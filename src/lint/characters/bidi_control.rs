//! `bidi-control`: characters that turn the direction of text, so that what is read is not what is matched.

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

fn concerns(it: &Written<'_>) -> bool {
    is_mark(it.char) || matches!(it.char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// They come along unseen when text is copied; without them a text reads the same.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let name = match it.char {
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{61c}' => "Arabic letter mark",
        '\u{202a}' | '\u{202b}' => "directional embedding",
        '\u{202d}' | '\u{202e}' => "directional override",
        '\u{2066}'..='\u{2068}' => "directional isolate",
        _ => "end of a directional run",
    };
    let message = format!("{} is an invisible {name}", code_point(it.char));
    let problem = it.error("bidi-control", message).label("nobody sees it");
    if is_mark(it.char) {
        problem.help("take it out: right-to-left text needs no marks here").fix(it.span, "")
    } else {
        problem.help("type the text anew, and look whether it still says what it seemed to say")
    }
}
