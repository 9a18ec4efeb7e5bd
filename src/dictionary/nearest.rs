//! "Did you mean": the known word that a mistyped one is nearest to.

/// The word of `known` that `text` was probably meant to be.
///
/// One slip in every three characters is forgiven, one at least and three at most.
#[must_use]
pub fn nearest<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LONGEST: usize = 60;
    let text: Vec<char> = text.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    let forgiven = (text.len() / 3).clamp(1, 3);
    known
        .into_iter()
        .filter(|word| word.len() <= LONGEST)
        .map(|word| (distance(&text, &word.chars().collect::<Vec<_>>()), word))
        .filter(|(distance, _)| *distance <= forgiven)
        .min()
        .map(|(_, word)| word)
}

/// How many insertions, deletions, replacements and swaps of neighbours make `a` into `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = above[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(two_above[j - 1] + 1);
            }
            row.push(least);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_forgiven_and_another_word_is_not() {
        let kinds = ["name", "acronym", "designation", "demonym"];
        for (text, meant) in [
            ("acronim", Some("acronym")),
            ("nmae", Some("name")),
            ("Name", Some("name")),
            ("desigantion", Some("designation")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(text, kinds), meant, "{text}");
        }
    }
}
