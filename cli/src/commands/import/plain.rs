//! Tells at a glance the names that no rule has anything to say of: most names of most lists.
//!
//! It knows a few letters of a few scripts. What it does not know is looked at by all the rules, which takes a hundred times as long.

use exonym::fold::FoldedText;
use exonym::lint::common_words;

/// So many letters and digits are met by chance no longer.
const FEW: usize = 3;

/// Whose letters a name has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Hangul,
}

/// Whether a name is made of letters of one script, digits, single blanks and hyphens between them, has some of each that a name
/// needs, and is no word of most texts. `folded` is room to work in.
pub(super) fn is_plain(name: &str, folded: &mut FoldedText) -> bool {
    let mut script = None;
    let (mut letters, mut digits) = (0, 0);
    // A name does not begin with a blank or a hyphen.
    let (mut after_sign, mut has_blank) = (true, false);
    for c in name.chars() {
        let sign = matches!(c, ' ' | '-');
        if sign && after_sign {
            return false;
        }
        after_sign = sign;
        has_blank |= sign;
        if sign {
            continue;
        }
        if c.is_ascii_digit() {
            digits += 1;
            continue;
        }
        let Some(of) = script_of(c) else { return false };
        if *script.get_or_insert(of) != of {
            return false;
        }
        letters += 1;
    }
    let is_name = letters > 0 && letters + digits >= FEW && !after_sign && name.len() <= 256;
    is_name && (has_blank || !is_common_word(name, folded))
}

fn is_common_word(name: &str, folded: &mut FoldedText) -> bool {
    folded.fold(name);
    let key = std::str::from_utf8(folded.as_bytes());
    key.is_ok_and(|key| common_words(key).next().is_some())
}

/// The script of a letter that is composed and stands by itself.
fn script_of(c: char) -> Option<Script> {
    Some(match c {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        '×' | '÷' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ' => return None,
        'À'..='ž' => Script::Latin,
        'Ѐ'..='џ' => Script::Cyrillic,
        'ء'..='غ'
        | 'ف'..='ي'
        | 'ٹ'
        | 'پ'
        | 'چ'
        | 'ڈ'
        | 'ڑ'
        | 'ژ'
        | 'ک'
        | 'گ'
        | 'ں'
        | 'ھ'
        | 'ہ'
        | 'ی'
        | 'ے' => Script::Arabic,
        '\u{4E00}'..='\u{9FA5}' => Script::Han,
        '가'..='힣' => Script::Hangul,
        _ => return None,
    })
}
