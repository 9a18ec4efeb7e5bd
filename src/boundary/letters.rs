//! Words and letter case; `docs/same-name.md`, section 5.

use crate::fold::Properties;

/// The words of a name or span: what blanks and hyphens separate.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| Properties::of(c).is_blank() || is_hyphen(c)).filter(|word| !word.is_empty())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '−' | '﹣' | '－' | '־')
}

/// Whether upper or lower case is missing among the letters while the other is there.
pub(crate) fn is_caseless(stretch: &str) -> bool {
    let (mut upper, mut lower) = (false, false);
    for c in stretch.chars() {
        upper |= is_upper(c);
        lower |= is_lower(c);
        if upper && lower {
            return false;
        }
    }
    upper || lower
}

/// Upper case; title-case letters count.
pub(crate) fn is_upper(c: char) -> bool {
    c.is_uppercase() || is_title(c)
}

/// Lower case; U+0345, a mark, is of no case.
pub(crate) fn is_lower(c: char) -> bool {
    c.is_lowercase() && c != '\u{345}'
}

/// Title-case letters (ǅ and its like), which are neither upper nor lower case.
fn is_title(c: char) -> bool {
    matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ')
}
