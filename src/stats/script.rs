//! The script that a name is written in.

use unicode_script::{Script, UnicodeScript};

/// The script of the letters of a name, by its Unicode name.
///
/// Japanese mixes Han with its two syllabaries, which is one way to write; such a name is "Japanese". A name of several
/// scripts is "several", one without letters of any "none".
///
/// ```
/// use exonym::stats::script_of;
///
/// assert_eq!(script_of("Türkiye"), "Latin");
/// assert_eq!(script_of("تركيا"), "Arabic");
/// assert_eq!(script_of("ソビエト連邦"), "Japanese");
/// assert_eq!(script_of("УНР (UNR)"), "several");
/// assert_eq!(script_of("313"), "none");
/// ```
#[must_use]
pub fn script_of(name: &str) -> &'static str {
    let mut scripts = name.chars().map(|c| c.script()).filter(|script| is_own(*script));
    let Some(first) = scripts.next() else { return "none" };
    let others: Vec<Script> = scripts.filter(|script| *script != first).collect();
    if others.is_empty() {
        first.full_name()
    } else if others.iter().chain([&first]).all(|script| is_japanese(*script)) {
        "Japanese"
    } else {
        "several"
    }
}

fn is_own(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

fn is_japanese(script: Script) -> bool {
    matches!(script, Script::Han | Script::Hiragana | Script::Katakana)
}
