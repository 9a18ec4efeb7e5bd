//! Mentions that only an ending separates from a known name: inflected forms that no dictionary lists.

use crate::fold::key;
use crate::gazetteer::{EntityIndex, Gazetteer};

/// A name and its inflected form begin alike for so many characters at least.
const LEAST_ALIKE: usize = 3;
/// So many characters at the end of a name may change before an ending.
const MOST_CHANGED: usize = 2;
/// An ending has so many characters at most.
const LONGEST_ENDING: usize = 7;

/// Whether words are no name of an entity, but one of its names with an ending: they begin alike, but for the last two characters of
/// the name at most, and no more than seven follow.
#[must_use]
pub fn is_name_with_ending(gazetteer: &Gazetteer, entity: EntityIndex, words: &str) -> bool {
    let words = key(words);
    let mut has_ending = false;
    for alias in gazetteer.entity(entity).aliases() {
        let name = key(alias.text());
        if name == words {
            return false;
        }
        has_ending |= separated_by_ending(&name, &words);
    }
    has_ending
}

fn separated_by_ending(name: &str, words: &str) -> bool {
    let alike = name.chars().zip(words.chars()).take_while(|(one, other)| one == other).count();
    alike >= LEAST_ALIKE
        && alike + MOST_CHANGED >= name.chars().count()
        && words.chars().count() - alike <= LONGEST_ENDING
}

#[cfg(test)]
mod tests {
    use super::separated_by_ending;

    #[test]
    fn an_ending_is_short_and_leaves_the_name() {
        let cases = [
            ("suomi", "suomessa", true),
            ("suomi", "suomenlinnassa", false),
            ("ruotsi", "ruotsin", true),
            ("ranska", "ranskalaiset", true),
            ("ranska", "ranskalaisille", false),
            ("peru", "pe", false),
            ("iran", "iraq", true),
            ("oman", "omaa", true),
            ("mali", "matala", false),
            ("turkey", "turk", true),
            ("turkey", "tur", false),
        ];
        for (name, words, expected) in cases {
            assert_eq!(separated_by_ending(name, words), expected, "{name} {words}");
        }
    }
}
