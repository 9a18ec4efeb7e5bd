//! Names inside longer names that no dictionary need know: "State Bank of Pakistan" is no mention of the country.

use crate::span::Span;

/// What stands, capitalised, before "of" in the names of institutions. Offices of a state (Government, President, Ministry) are not
/// here: "the Government of Pakistan" is about Pakistan.
const INSTITUTIONS: &[&str] = &[
    "Academy",
    "Archdiocese",
    "Association",
    "Bank",
    "Cathedral",
    "Church",
    "College",
    "Conservatory",
    "Diocese",
    "Federation",
    "Gallery",
    "Institute",
    "Journal",
    "Library",
    "Museum",
    "Orchestra",
    "Polytechnic",
    "School",
    "Society",
    "Theatre",
    "Times",
    "Union",
    "University",
];

/// The longest of [`INSTITUTIONS`] with " of the ", in bytes.
const LONGEST: usize = 20;

/// The words that make a longer name of what `span` covers: `Bank of `.
pub(super) fn inside_longer(text: &str, span: Span) -> Option<Span> {
    let before = text[..span.start].strip_suffix(' ')?;
    // Most words before a name are neither of the four.
    if !matches!(before.as_bytes().last()?.to_ascii_lowercase(), b'e' | b'f') {
        return None;
    }
    let (head, in_capitals) = [("of the", false), ("of", false), ("OF THE", true), ("OF", true)]
        .into_iter()
        .find_map(|(of, in_capitals)| Some((before.strip_suffix(of)?, in_capitals)))?;
    let head = head.strip_suffix([' ', '\n', '\u{A0}'])?;
    let mut from = head.len().saturating_sub(LONGEST);
    while !head.is_char_boundary(from) {
        from += 1;
    }
    let word = head[from..].rsplit(|c: char| !c.is_alphanumeric()).next()?;
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let is_tall = in_capitals && !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_word = |institution: &&&str| {
        if in_capitals {
            is_tall && institution.eq_ignore_ascii_case(word)
        } else {
            **institution == word
        }
    };
    INSTITUTIONS.iter().find(is_word).map(|_| Span::new(head.len() - word.len(), span.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn sees_institutions() {
        let cases = [
            ("the State Bank of [Pakistan] said", Some("Bank of ")),
            ("the Church of the [Holy]", Some("Church of the ")),
            ("the Government of [Pakistan]", None),
            ("on the bank of [Niger]", None),
            ("THE BANK OF [FRANCE] SAYS", Some("BANK OF ")),
            ("THE GOVERNMENT OF [FRANCE]", None),
            ("Bank OF [FRANCE]", None),
            ("of [Pakistan]", None),
            ("[Pakistan]", None),
        ];
        for (marked, expected) in cases {
            let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
            let text = marked.replace(['[', ']'], "");
            let found = inside_longer(&text, Span::new(start, end));
            assert_eq!(found.map(|words| words.of(&text)), expected, "{marked}");
        }
    }

    /// Every beginning of a longer name, one after the other.
    fn obvious(before: &str) -> Option<usize> {
        let institutions = INSTITUTIONS.iter().flat_map(|word| {
            [("of the ", (*word).to_owned()), ("of ", (*word).to_owned())]
                .into_iter()
                .chain([("OF THE ", word.to_uppercase()), ("OF ", word.to_uppercase())])
        });
        let mut found = institutions.filter_map(|(of, word)| {
            let head = before.strip_suffix(of)?.strip_suffix([' ', '\n', '\u{A0}'])?;
            let rest = head.strip_suffix(&word)?;
            (!rest.ends_with(char::is_alphanumeric)).then_some(rest.len())
        });
        found.next()
    }

    #[test]
    fn finds_what_the_obvious_way_finds() {
        let pieces = [
            "Bank",
            "BANK",
            "University",
            "é",
            "a",
            " ",
            "\n",
            "\u{A0}",
            "of",
            "OF",
            "the",
            "THE",
            "-",
        ];
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..100_000 {
            let mut text = String::new();
            for _ in 0..random(6) {
                text.push_str(pieces[random(pieces.len())]);
            }
            text.push_str(["Bank", "BANK", "School", "bank", ""][random(5)]);
            text.push_str([" of ", " of the ", " OF ", " OF THE ", "\u{A0}of ", " of"][random(6)]);
            let span = Span::new(text.len(), text.len());
            let found = inside_longer(&text, span).map(|words| words.start);
            assert_eq!(found, obvious(&text), "seed {seed}: {text:?}");
        }
    }
}
