//! Words that differ by one slip of the pen: a letter wrong, missing, too many, or changed with its neighbour (Damerau 1964).

/// Shorter words are too close to too many others, in letters.
pub(super) const FEWEST_LETTERS: usize = 5;
/// Longer ones are no words that people type.
const MOST_LETTERS: usize = 64;
/// Names of fewer are, too.
pub(super) const FEWEST_OF_NAME: usize = 6;

/// Whether two different words are a slip apart that people make: not in the first letter, which they seldom miss (Pollock and Zamora
/// 1984) and by which other words differ; nor by a letter at the end, unless it is a vowel for a vowel, which is what endings do.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < FEWEST_LETTERS || short[0] != long[0] {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let (left, right) = (&short[same..], &long[same..]);
    let is_letter = |letters: &[char]| letters.iter().take(1).all(|c| c.is_alphabetic());
    if !is_letter(left) || !is_letter(right) {
        return false;
    }
    match long.len() - short.len() {
        0 if left.is_empty() => false,
        0 => {
            let is_end = left.len() == 1 && !(is_vowel(left[0]) && is_vowel(right[0]));
            !is_end && left[1..] == right[1..]
                || left.len() > 1
                    && (left[0], left[1]) == (right[1], right[0])
                    && left[2..] == right[2..]
        }
        1 => !left.is_empty() && left == &right[1..],
        _ => false,
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The word and all that is left of it without one of its letters: two words that are a slip apart have one in common. A word that is
/// too long has none.
pub(super) fn neighbourhood(word: &str) -> impl Iterator<Item = String> {
    let without = word.char_indices().map(move |(at, c)| {
        let mut rest = String::with_capacity(word.len());
        rest.push_str(&word[..at]);
        rest.push_str(&word[at + c.len_utf8()..]);
        rest
    });
    let is_word = word.chars().nth(MOST_LETTERS).is_none();
    let all = std::iter::once(word.to_owned()).chain(without);
    all.take(if is_word { usize::MAX } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_slips() {
        let cases = [
            ("afganistan", "afghanistan", true),
            ("pakisatn", "pakistan", true),
            ("pakestan", "pakistan", true),
            ("pakiistan", "pakistan", true),
            ("pakistani", "pakistan", false),
            ("pakista", "pakistan", false),
            ("prussia", "russia", false),
            ("olivia", "bolivia", false),
            ("pakistan", "pakistan", false),
            ("group1", "group2", false),
            ("iran", "iraq", false),
            ("kosova", "kosovo", true),
            ("american", "americas", false),
            ("slovakia", "slovenia", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(is_slip(one, other), expected, "{one}, {other}");
            assert_eq!(is_slip(other, one), expected, "{other}, {one}");
        }
    }
}
