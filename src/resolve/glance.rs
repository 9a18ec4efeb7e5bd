//! Which language a text is in, told at a glance by the most frequent words of languages: most texts are known so.

use crate::fold::key;
use crate::language::{Language, List, MAX_LANGUAGES};
use crate::words::{Short, ShortWords};

/// So much of a text is looked at, in bytes.
const GLANCE_BYTES: usize = 800;
/// So many different frequent words must stand there, and one in so many words must be one: in a text with letters of other languages,
/// and in one without.
const ENOUGH: [(usize, usize); 2] = [(4, 14), (3, 25)];

/// Of several languages that fit, one is it where the others have no more of its frequent words than so many of so many: Spanish has
/// many of the French ones.
const AHEAD: (usize, usize) = (9, 10);

/// The most frequent words of languages.
#[derive(Debug)]
pub(super) struct CommonWords {
    tags: Vec<String>,
    /// Each word with its number, and a bit for each language that has it.
    words: ShortWords<(usize, u64)>,
}

const _: () = assert!(MAX_LANGUAGES as u32 <= u64::BITS, "each language has a bit");

impl CommonWords {
    pub(super) fn new(languages: &[Language]) -> Self {
        let mut words = ShortWords::default();
        for (bit, language) in languages.iter().enumerate() {
            // The most frequent words of a language are short; a longer one tells nothing at a glance.
            let common = language.list(List::Common).iter();
            for word in common.filter_map(|word| Short::of(key(word))) {
                let number = words.len();
                words.entry(word).or_insert((number, 0_u64)).1 |= 1 << bit;
            }
        }
        Self { tags: languages.iter().map(|language| language.tag.clone()).collect(), words }
    }

    /// The language that a text is in beyond doubt.
    pub(super) fn language(&self, text: &str) -> Option<&str> {
        let glance = up_to(text, GLANCE_BYTES);
        let is_ascii = glance.is_ascii();
        let mut tally = Tally::new(self);
        if is_ascii {
            let words = glance.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            words.for_each(|word| tally.add(word));
        } else {
            let words = glance.split(|c: char| !c.is_alphanumeric());
            words.for_each(|word| tally.add(word.as_bytes()));
        }
        let (fewest, one_in) = ENOUGH[usize::from(is_ascii)];
        let fits = |met: &Met| met.different >= fewest && met.count * one_in >= tally.words;
        let met = || self.tags.iter().zip(&tally.languages).filter(|(_, met)| fits(met));
        let (tag, best) = met().max_by_key(|(_, met)| met.count)?;
        let is_ahead = |met: &Met| met.count * AHEAD.1 <= best.count * AHEAD.0;
        met().all(|(other, met)| other == tag || is_ahead(met)).then_some(tag)
    }
}

/// What was met in a glance.
struct Tally<'c> {
    common: &'c CommonWords,
    /// A bit for each frequent word, by its number.
    seen: Vec<u64>,
    words: usize,
    languages: [Met; MAX_LANGUAGES],
}

/// What was met of one language.
#[derive(Clone, Copy, Default)]
struct Met {
    different: usize,
    count: usize,
}

impl<'c> Tally<'c> {
    fn new(common: &'c CommonWords) -> Self {
        let seen = vec![0; common.words.len().div_ceil(64)];
        Self { common, seen, words: 0, languages: [Met::default(); MAX_LANGUAGES] }
    }

    fn add(&mut self, word: &[u8]) {
        self.words += usize::from(!word.is_empty());
        let known = Short::of(word).and_then(|word| self.common.words.get(&word));
        let Some(&(number, mut languages)) = known else { return };
        let (seen, bit) = (&mut self.seen[number / 64], 1 << (number % 64));
        let is_new = usize::from(*seen & bit == 0);
        *seen |= bit;
        while languages != 0 {
            let met = &mut self.languages[languages.trailing_zeros() as usize];
            met.count += 1;
            met.different += is_new;
            languages &= languages - 1;
        }
    }
}

/// The beginning of a text, in whole characters.
pub(super) fn up_to(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// English with its most frequent words.
#[cfg(test)]
pub(super) fn english_words() -> Language {
    let mut english = Language::new("en");
    let common = ["and", "for", "has", "of", "that", "the", "to", "was", "with"];
    english.set(List::Common, common.map(str::to_owned).into());
    english
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::BTreeSet;

    use super::*;
    use crate::dice::Dice;
    use crate::language::shipped;

    #[test]
    fn knows_a_language_at_a_glance() {
        let common = CommonWords::new(&[english_words()]);
        for (text, expected) in [
            ("The talks that began on Friday with the head of the bank and others", Some("en")),
            ("De bank was in het land van de minister of niet", None),
            ("the of", None),
            ("", None),
        ] {
            assert_eq!(common.language(text), expected, "{text}");
        }
    }

    #[test]
    fn tells_languages_from_their_neighbours() {
        let common = CommonWords::new(&shipped());
        for (expected, text) in [
            (
                "da",
                "Ministeren blev i Oslo efter mødet og sagde, at der ikke er en aftale med landet.",
            ),
            (
                "de",
                "Der Minister blieb nach dem Treffen in der Stadt und sagte, es sei nicht zu Ende.",
            ),
            (
                "en",
                "The minister stayed in the city after the meeting and said that it was not over.",
            ),
            (
                "es",
                "El ministro se quedó en la ciudad después de la reunión y dijo que no fue el final.",
            ),
            (
                "fr",
                "Le ministre est resté dans la ville après la réunion et a dit que ce n'est pas la fin.",
            ),
            (
                "it",
                "Il ministro è rimasto nella città dopo la riunione e ha detto che non è la fine.",
            ),
            ("nl", "De minister bleef na het overleg in de stad en zei dat het niet voorbij is."),
            (
                "no",
                "Ministeren ble i byen etter møtet og sa at det ikke er slutt for landet å se på.",
            ),
            (
                "pl",
                "Minister pozostał w mieście po spotkaniu i powiedział, że to nie jest jego koniec.",
            ),
            (
                "pt",
                "O ministro ficou na cidade depois da reunião e disse que não é o fim de uma era.",
            ),
            (
                "sv",
                "Ministern stannade i staden efter mötet och sade att det inte är slut med den.",
            ),
        ] {
            assert_eq!(common.language(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn counts_as_the_obvious_way_does() {
        let mut dutch = Language::new("nl");
        dutch.set(List::Common, ["de", "het", "of", "was", "één", "én"].map(str::to_owned).into());
        let languages = [english_words(), dutch];
        let pieces =
            ["the", "of", "and", "het", "de", "was", "één", "bank", "internationalisation", "7"];
        let common = CommonWords::new(&languages);
        let mut dice = Dice::new(1);
        let mut told = 0;
        for _ in 0..5_000 {
            let count = dice.below(60);
            let parts =
                (0..count).map(|_| dice.pick(&pieces).to_owned() + dice.pick(&[" ", ", ", "-"]));
            let text: String = parts.collect();
            let words: Vec<_> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            let (fewest, one_in) = if text.is_ascii() { (3, 25) } else { (4, 14) };
            let met = |language: &Language| -> Vec<&str> {
                let is_common = |word: &&&str| {
                    language.list(List::Common).iter().any(|common| key(common) == ***word)
                };
                words.iter().filter(is_common).copied().collect()
            };
            let count = |language: &Language| met(language).len();
            let fits = |language: &&Language| {
                let different: BTreeSet<_> = met(language).into_iter().collect();
                different.len() >= fewest && count(language) * one_in >= words.len()
            };
            let mut fitting: Vec<_> = languages.iter().filter(fits).collect();
            fitting.sort_by_key(|language| Reverse(count(language)));
            let expected = match fitting[..] {
                [only] => Some(&*only.tag),
                [best, second] if 10 * count(second) <= 9 * count(best) => Some(&*best.tag),
                _ => None,
            };
            if text.len() <= GLANCE_BYTES {
                told += usize::from(expected.is_some());
                assert_eq!(common.language(&text), expected, "{text}");
            }
        }
        assert!(told > 500, "{told}");
    }
}
