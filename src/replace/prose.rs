//! What stands beside a name in English prose, and would be damaged when the name becomes another one.

/// Whether `word`, in small letters, is the last word of `before`, with one blank after it.
pub(super) fn follows(before: &str, word: &str) -> bool {
    let Some(before) = before.strip_suffix([' ', '\n', '\u{A0}']) else { return false };
    let Some(start) = before.len().checked_sub(word.len()) else { return false };
    let is_word = before.get(start..).is_some_and(|last| last.eq_ignore_ascii_case(word));
    is_word && !before[..start].ends_with(char::is_alphanumeric)
}

/// Whether the article before `old` does not go with `new`: "the Republic of Turkey" must not become "the Türkiye", nor "a
/// Swaziland-based firm" "a Eswatini-based firm".
pub(super) fn breaks_article(before: &str, old: &str, new: &str) -> bool {
    let has_words = |name: &str| name.contains(char::is_whitespace);
    (follows(before, "the") && has_words(old) && !has_words(new))
        || (follows(before, "a") && begins_with_vowel(new))
        || (follows(before, "an") && !begins_with_vowel(new))
}

/// Whether a name sounds as if it began with a vowel, as far as its letters tell: "Uzbekistan" and "Estonia" do, "Europe" and "United" do not.
fn begins_with_vowel(name: &str) -> bool {
    let begins =
        |with: &str| name.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    ["a", "e", "i", "o", "u", "é", "í", "ö"].into_iter().any(begins)
        && !["eu", "uni", "uk", "ur"].into_iter().any(begins)
}

/// Whether a sentence ends before `after`, so that the full stop of an abbreviation there ends it too: "in the U.S. The talks".
pub(super) fn ends_sentence(after: &str) -> bool {
    let rest = after.trim_start_matches(['"', '”', '’', '»']);
    let next = rest.trim_start();
    let blank = &rest[..rest.len() - next.len()];
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    next.is_empty()
        || blank.matches('\n').count() > 1
        || (!blank.is_empty() && OPENERS.contains(&word))
}

/// Words that begin sentences, and not names that an abbreviated one goes on with ("U.S. Senate").
const OPENERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Earlier",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "No",
    "Not",
    "On",
    "Once",
    "One",
    "Or",
    "Other",
    "Others",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_articles_that_do_not_fit() {
        let cases = [
            ("the ", "Republic of Turkey", "Türkiye", true),
            ("The\n", "Irish Republic", "Ireland", true),
            ("the ", "U.S.", "United States", false),
            ("the ", "Turkey", "Türkiye", false),
            ("bathe ", "Republic of Turkey", "Türkiye", false),
            ("a ", "Swaziland", "Eswatini", true),
            ("A ", "U.S.", "United States", false),
            ("an ", "Ivory Coast", "Côte d’Ivoire", true),
            ("an ", "x", "Estonia", false),
            ("", "x", "Estonia", false),
            ("é ", "x", "Estonia", false),
        ];
        for (before, old, new, expected) in cases {
            assert_eq!(breaks_article(before, old, new), expected, "{before:?} {old} {new}");
        }
    }

    #[test]
    fn sees_ends_of_sentences() {
        let cases = [
            ("", true),
            (" The talks", true),
            ("\nThe talks", true),
            (" Senate", false),
            (" officials", false),
            ("\n\nSenators", true),
            ("” The talks", true),
            ("”", true),
            (",” he", false),
            ("” he said", false),
            (") and", false),
            (" Them", false),
        ];
        for (after, expected) in cases {
            assert_eq!(ends_sentence(after), expected, "{after:?}");
        }
    }
}
