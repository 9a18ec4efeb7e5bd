//! What is close to what, straight from the definition: for tests.

use std::collections::BTreeSet;

use super::sounds::Sound;
use super::{are_telling, single_letters, sounds_of};
use crate::discover::finding::Way;

/// How a name, which is a key, is close to a known one.
pub(in super::super) fn obvious(
    name: &str,
    known: &str,
    all: &BTreeSet<String>,
    endings: &[&str],
) -> Option<Way> {
    let words: Vec<&str> = name.split(' ').collect();
    let known_words: Vec<&str> = known.split(' ').collect();
    let (sounds, known_sounds) = (sounds_of(&words), sounds_of(&known_words));
    let is_alike = sounds.len() == known_sounds.len()
        && !sounds.is_empty()
        && are_telling(&sounds)
        && sounds
            .iter()
            .zip(&known_sounds)
            .all(|(one, other): (&Sound, &Sound)| one.is_like(other));
    if is_alike {
        let is_doubled = single_letters(name) == single_letters(known);
        return Some(if is_doubled { Way::Doubled } else { Way::Sounds });
    }
    let is_known = |word: &str| all.iter().any(|name| name.split(' ').any(|other| other == word));
    let is_word = |word: &str| {
        is_known(word)
            || endings.iter().any(|ending| word.strip_suffix(ending).is_some_and(is_known))
    };
    if words.len() != known_words.len() || known.chars().filter(|c| c.is_alphabetic()).count() < 6 {
        return None;
    }
    let mut others = words.iter().zip(&known_words).filter(|(one, other)| one != other);
    let (Some((one, other)), None) = (others.next(), others.next()) else { return None };
    (!is_word(one) && is_slip(one, other)).then_some(Way::Letter)
}

/// A slip by the whole table of edits (Wagner and Fischer 1974, with neighbours that change places).
fn is_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().min(other.len()) < 5 || one[0] != other[0] || edits(&one, &other) != 1 {
        return false;
    }
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if long.starts_with(short) {
        return false;
    }
    let first = short.iter().zip(long).position(|(one, other)| one != other).unwrap_or(0);
    let vowels = ['a', 'e', 'i', 'o', 'u', 'y'];
    let is_last = one.len() == other.len() && first + 1 == one.len();
    let letters = [short.get(first), long.get(first)];
    letters.iter().flatten().all(|c| c.is_alphabetic())
        && (!is_last || vowels.contains(&short[first]) && vowels.contains(&long[first]))
}

fn edits(one: &[char], other: &[char]) -> usize {
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let same = usize::from(one[i - 1] != other[j - 1]);
                let mut least =
                    (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + same);
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[one.len()][other.len()]
}
