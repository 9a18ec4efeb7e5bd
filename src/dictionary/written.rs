//! Strings and comments as dictionaries write them.

use std::fmt::Write as _;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::UnicodeNormalization;

/// A string of TOML: between `'…'` where it has a backslash or a straight double mark and can stand so, else between `"…"`, with
/// controls and what cannot be seen escaped.
///
/// ```
/// use exonym::dictionary::string;
///
/// assert_eq!(string("the [TTP]"), r#""the [TTP]""#);
/// assert_eq!(string(r"the \[TTP\]"), r"'the \[TTP\]'");
/// assert_eq!(string("a\u{202E}\n'\\"), r#""a\u202E\u000A'\\""#);
/// ```
#[must_use]
pub fn string(text: &str) -> String {
    let is_literal = text.contains(['\\', '"']) && !text.contains('\'');
    if is_literal && !text.chars().any(is_unseen) {
        return format!("'{text}'");
    }
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            _ if is_unseen(c) => {
                let point = u32::from(c);
                let (sign, width) = if point > 0xFFFF { ('U', 8) } else { ('u', 4) };
                write!(written, "\\{sign}{point:0width$X}").expect("memory takes it");
            }
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Somebody else's text as a comment: on one line, composed, and with an escape for every character that a dictionary may not have.
///
/// ```
/// use exonym::dictionary::comment;
///
/// assert_eq!(comment("the\r\n [TTP]"), "# the [TTP]");
/// assert_eq!(comment("Paki\u{AD}stan\u{7}"), r"# Paki\u{AD}stan\u{7}");
/// ```
#[must_use]
pub fn comment(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('#');
    let is_break = |c: char| c.is_whitespace() && (c == ' ' || c.is_control());
    for word in text.split(is_break).filter(|word| !word.is_empty()) {
        written.push(' ');
        for c in word.nfc() {
            if has_shape(c) {
                written.push(c);
            } else {
                write!(written, "\\u{{{:X}}}", u32::from(c)).expect("memory takes it");
            }
        }
    }
    written
}

/// Whether a reader sees that the character is there, and which one.
fn has_shape(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is_unseen = matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::Surrogate
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    c.is_ascii_graphic()
        || !is_unseen && !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Controls, what controls direction, and what has no shape: nobody who reads the file would see it. The joiners are letters'
/// business.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}'
        )
}
