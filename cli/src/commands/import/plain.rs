//! Tells at a glance the names that no rule has anything to say of: most names of most lists.
//!
//! It knows a few letters of a few scripts. What it does not know is looked at by all the rules, which takes a hundred times as long.

use exonym::fold::FoldedText;
use exonym::lint::common_words;

/// So many letters and digits are met by chance no longer.
const FEW: usize = 3;

/// Whose letters a word has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Georgian,
    Hebrew,
    Arabic,
    Han,
    Hiragana,
    Katakana,
    Hangul,
}

/// Whether a name is made of words, each of letters of one script and digits, with single blanks and hyphens between them, has as
/// many letters as a name needs, and is no word of most texts. `folded` is room to work in.
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
            script = None;
            continue;
        }
        if c.is_ascii_digit() {
            digits += 1;
            continue;
        }
        let Some(of) = script_of(c) else { return false };
        if script.replace(of).is_some_and(|before| before != of) {
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
        '×' | '÷' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ' => return None,
        'A'..='Z' | 'a'..='z' | 'À'..='ž' => Script::Latin,
        'Ά' | 'Έ'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='ώ' => Script::Greek,
        'Ѐ'..='џ' => Script::Cyrillic,
        'Ա'..='Ֆ' | 'ա'..='ֆ' => Script::Armenian,
        'ა'..='ჰ' => Script::Georgian,
        'א'..='ת' => Script::Hebrew,
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
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' => Script::Katakana,
        '가'..='힣' => Script::Hangul,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::hold::{Judge, Verdict};
    use super::*;

    const HEADER: &str = r#"{"schema":1,"namespace":"list","title":"t","license":"CC0-1.0","source":{"list":{"title":"t"}},"defaults":{"source":"list"}}"#;

    /// Where this says that a name is plain, no rule has anything to say of it.
    #[test]
    fn what_is_plain_is_sound() {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
        let cases = number("EXONYM_CASES").unwrap_or(4000_u64);
        let seed = number("EXONYM_SEED").unwrap_or(1);
        println!("EXONYM_SEED={seed} EXONYM_CASES={cases}");
        let letters: Vec<char> = ('\u{20}'..='\u{9FFF}')
            .chain('가'..='힣')
            .filter(|&c| script_of(c).is_some())
            .collect();
        let mut dice = Dice(seed);
        let mut folded = FoldedText::default();
        let mut names = Vec::new();
        while (names.len() as u64) < cases {
            let home = dice.below(letters.len());
            let length = 1 + dice.below(9);
            let name: String = (0..length)
                .map(|_| match dice.below(12) {
                    0 => ' ',
                    1 => '-',
                    2 => char::from(b'0' + dice.below(10) as u8),
                    3 => letters[dice.below(letters.len())],
                    4 => char::from(b'a' + dice.below(26) as u8),
                    // Letters of one script stand together.
                    _ => letters[(home + dice.below(40)).min(letters.len() - 1)],
                })
                .collect();
            if is_plain(&name, &mut folded) {
                names.push(name);
            }
        }
        // Every letter that is known, too.
        names.extend(letters.iter().map(|c| format!("{c}{c} {c}{c}")));
        let words = ["the", "The", "على", "bir"];
        assert!(words.iter().all(|word| !is_plain(word, &mut folded)));
        for case in ["smart", "fold", "initial", "exact"] {
            let header =
                HEADER.replace("\"defaults\":{", &format!("\"defaults\":{{\"case\":\"{case}\","));
            for (name, verdict) in Judge::new(&header).unwrap().judge(names.clone()) {
                assert_eq!(verdict, Verdict::Sound, "{name:?}, {case}");
            }
        }
    }

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: usize) -> usize {
            self.0 += 1;
            (twox_hash::XxHash3_64::oneshot(&self.0.to_le_bytes()) % limit as u64) as usize
        }
    }
}
