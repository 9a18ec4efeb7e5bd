//! Words and letter case; `docs/same-name.md`, section 5.

use crate::fold::Properties;

/// The words of a name or span: what blanks and hyphens separate.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| Properties::of(c).is_blank() || is_hyphen(c)).filter(|word| !word.is_empty())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '−' | '﹣' | '－' | '־')
}

/// A quotation mark of any style, single ones and the straight apostrophe included.
pub(crate) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'')
}

/// Whether most of a stretch's letters have a case, and it is the same one for all of them.
pub(crate) fn is_caseless(stretch: &str) -> bool {
    let (mut upper, mut lower, mut letters) = (0_usize, 0_usize, 0_usize);
    for c in stretch.chars() {
        let properties = Properties::of(c);
        upper += usize::from(properties.is_upper());
        lower += usize::from(properties.is_lower());
        letters += usize::from(properties.is_alphabetic());
        if upper > 0 && lower > 0 {
            return false;
        }
    }
    (upper + lower) * 2 > letters
}

/// Upper case; title-case letters count.
pub(crate) fn is_upper(c: char) -> bool {
    Properties::of(c).is_upper()
}

/// Lower case; U+0345, a mark, is of no case.
pub(crate) fn is_lower(c: char) -> bool {
    Properties::of(c).is_lower()
}

/// A letter: the derived property Alphabetic.
pub(crate) fn is_letter(c: char) -> bool {
    Properties::of(c).is_alphabetic()
}
