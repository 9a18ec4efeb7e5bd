//! `invisible-character`: characters without a shape, save where a script needs them.
//!
//! Invisible is what Unicode calls default-ignorable.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_script::{Script, UnicodeScript};

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;
use crate::fold::Properties;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const ZERO_WIDTH_SPACE: char = '\u{200b}';
const BYTE_ORDER_MARK: char = '\u{feff}';
/// The combining class of viramas.
const VIRAMA: u8 = 9;

fn concerns(it: &Written<'_>) -> bool {
    let is_first = it.char == BYTE_ORDER_MARK && it.span.start == 0;
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(it.char)
        && !is_first
        && !belongs(it)
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let name = match it.char {
        '\u{ad}' => "a soft hyphen",
        ZERO_WIDTH_SPACE => "a zero-width space",
        NON_JOINER => "a zero-width non-joiner where nothing could join",
        JOINER => "a zero-width joiner where nothing can join",
        '\u{2060}' => "a word joiner",
        BYTE_ORDER_MARK => "a byte order mark inside a file",
        '\u{fe00}'..='\u{fe0f}' => "a variation selector",
        '\u{e0000}'..='\u{e007f}' => "a tag, in which text can hide",
        _ => "a character without a shape",
    };
    let message = format!("{} is {name}", code_point(it.char));
    let problem = it.error("invisible-character", message).label("nobody sees it");
    problem.help("take it out: it is no part of a name").fix(it.span, "")
}

/// Whether the character stands where its script needs it.
fn belongs(it: &Written<'_>) -> bool {
    let (Some(before), Some(after)) = (it.before, it.after()) else { return false };
    let script = before.script();
    match it.char {
        NON_JOINER | JOINER => joins(before, after),
        // Words that are written without blanks may be parted by it, so that lines can break.
        ZERO_WIDTH_SPACE => is_unspaced(before) && is_unspaced(after),
        '\u{180b}'..='\u{180f}' => script == Script::Mongolian || is_variation(before),
        _ if is_variation(it.char) => {
            script == Script::Han || script == Script::Common && !before.is_ascii()
        }
        _ => false,
    }
}

/// Whether a joiner may be needed: between letters of a script whose letters join, or after a letter or a virama of a script that
/// stacks its letters. After RFC 5892, appendix A, which is stricter about which letters.
fn joins(before: char, after: char) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || Properties::of(c).is_mark();
    if Properties::of(before).ccc() == VIRAMA {
        return true;
    }
    match before.script() {
        Script::Arabic
        | Script::Syriac
        | Script::Mongolian
        | Script::Mandaic
        | Script::Nko
        | Script::Inherited => is_letter(before) && is_letter(after),
        Script::Devanagari
        | Script::Bengali
        | Script::Gurmukhi
        | Script::Gujarati
        | Script::Oriya
        | Script::Tamil
        | Script::Telugu
        | Script::Kannada
        | Script::Malayalam
        | Script::Sinhala
        | Script::Khmer
        | Script::Myanmar => is_letter(before),
        _ => false,
    }
}

fn is_unspaced(c: char) -> bool {
    matches!(
        c.script(),
        Script::Khmer | Script::Lao | Script::Thai | Script::Myanmar | Script::Tibetan
    )
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180f}')
}
