//! Where a text itself says that two mentions mean the same.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::boundary::is_quotation_mark;
use crate::fold::key;
use crate::language::{Language, List};
use crate::span::Span;

/// A longer piece between two names is no connective, in bytes.
const LONGEST: usize = 80;

/// Two names that the text says mean the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Equation {
    pub(crate) left: Span,
    pub(crate) right: Span,
    pub(crate) sign: Sign,
}

/// What says that two names mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// The right one stands in brackets after the left one.
    Bracket,
    /// ", or": two things that are listed may have it between them, too.
    Or,
    /// "formerly": the right one is an earlier name.
    Former,
    /// "also known as".
    Connective,
}

/// The words of all languages of a gazetteer that equate names.
#[derive(Debug)]
pub(crate) struct Connectives {
    /// By keys, which are not empty.
    signs: HashMap<String, Sign>,
    /// As keys, not empty, the longest first.
    fillers: Vec<String>,
    beginnings: Beginnings,
}

impl Connectives {
    pub(crate) fn of(languages: &[Language]) -> Self {
        let keys = |list| {
            let words = languages.iter().flat_map(move |language| language.list(list));
            words.map(|words| key(bare(words))).filter(|key| !key.is_empty())
        };
        let mut signs = HashMap::new();
        for (list, sign) in [
            (List::Former, Sign::Former),
            (List::Connective, Sign::Connective),
            (List::Or, Sign::Or),
        ] {
            for key in keys(list) {
                signs.entry(key).or_insert(sign);
            }
        }
        let mut fillers: Vec<_> = keys(List::Filler).collect();
        fillers.sort_by_key(|filler| Reverse(filler.len()));
        let beginnings = Beginnings::of(signs.keys().map(String::as_bytes));
        Self { signs, fillers, beginnings }
    }

    /// The equations among names that follow one another.
    pub(crate) fn find(&self, text: &str, names: impl IntoIterator<Item = Span>) -> Vec<Equation> {
        let mut names = names.into_iter();
        let Some(mut before) = names.next() else { return Vec::new() };
        names
            .filter_map(|right| {
                let left = std::mem::replace(&mut before, right);
                let length = right.start.checked_sub(left.end)?;
                if length == 0 || length > LONGEST {
                    return None;
                }
                let between = text.get(left.end..right.start)?;
                if !self.may_equate(between) || between.contains("\n\n") {
                    return None;
                }
                let sign = if is_bracket(between) && closes_bracket(&text[right.end..]) {
                    Sign::Bracket
                } else {
                    self.sign(between)?
                };
                Some(Equation { left, right, sign })
            })
            .collect()
    }

    /// Whether a piece may be a bracket or a connective, by its first word: most are not.
    fn may_equate(&self, between: &str) -> bool {
        let is_passed_over =
            |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r' | b'"' | b'\'' | b',' | b'-' | b':');
        let bytes = between.as_bytes();
        let start = bytes.iter().position(|byte| !is_passed_over(byte)).unwrap_or(bytes.len());
        let rest = &bytes[start..];
        if let [] | [b'(' | b'[', ..] = rest {
            return !rest.is_empty();
        }
        let (word, length) = Beginnings::word(rest);
        // What folds to another character, or to none, may be anything.
        let is_plain = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\n');
        let goes_on = rest.get(length).is_some_and(|byte| !is_plain(byte));
        goes_on || self.beginnings.have(word)
    }

    /// What says that the names on both sides are the same: `, also known as the `, ` – the state-designated name for the outlawed `.
    fn sign(&self, between: &str) -> Option<Sign> {
        let words = key(bare(between));
        // "A or B" may name two things; only "A, or B," says that they are one.
        let ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
        let mut signs = ends.filter_map(|end| {
            let sign = *self.signs.get(&words[..end])?;
            let holds = sign != Sign::Or || between.trim_start().starts_with(',');
            (holds && self.are_fillers(words[end..].trim_start())).then_some(sign)
        });
        signs.next()
    }

    fn are_fillers(&self, mut rest: &str) -> bool {
        while !rest.is_empty() {
            let after = self.fillers.iter().find_map(|filler| after_words(rest, filler));
            let Some(after) = after else { return false };
            rest = after;
        }
        true
    }
}

/// The first words of phrases, as far as they are ASCII letters and digits, sorted.
#[derive(Debug)]
struct Beginnings(Vec<u64>);

impl Beginnings {
    fn of<'p>(phrases: impl Iterator<Item = &'p [u8]>) -> Self {
        let ascii = phrases.filter(|phrase| phrase[0].is_ascii());
        let mut words: Vec<_> = ascii.map(|phrase| Self::word(phrase).0).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// The first letters and digits, eight at most, as a number; and how many they are.
    fn word(bytes: &[u8]) -> (u64, usize) {
        let letters = bytes.iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric());
        letters.fold((0, 0), |(word, length), byte| {
            (word << 8 | u64::from(byte.to_ascii_lowercase()), length + 1)
        })
    }

    fn have(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}

/// Without what stands around the words that equate: blanks, quotation marks, commas, dashes and opening brackets.
fn bare(between: &str) -> &str {
    between.trim_matches(|c: char| {
        c.is_whitespace()
            || is_quotation_mark(c)
            || matches!(c, ',' | '،' | '(' | '[' | '-' | '–' | '—' | ':')
    })
}

/// What follows the words that a key begins with.
fn after_words<'k>(key: &'k str, words: &str) -> Option<&'k str> {
    let rest = key.strip_prefix(words)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// `A (B`, with quotation marks or not.
fn is_bracket(between: &str) -> bool {
    let inner = between.trim_start_matches(is_quotation_mark).trim_start();
    let Some(inner) = inner.strip_prefix(['(', '[']) else { return false };
    inner.trim_start().trim_start_matches(is_quotation_mark).is_empty()
}

fn closes_bracket(after: &str) -> bool {
    after.trim_start_matches(is_quotation_mark).trim_start().starts_with([')', ']', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::language::shipped;

    #[test]
    fn knows_connectives() {
        let connectives = Connectives::of(&shipped());
        let cases = [
            (" – the state-designated name for the outlawed ", Some(Sign::Connective)),
            (", also known as the ", Some(Sign::Connective)),
            (", also known as the so-called militant group ", Some(Sign::Connective)),
            (" (aka ", Some(Sign::Connective)),
            (", formerly ", Some(Sign::Former)),
            (", or ", Some(Sign::Or)),
            (", or the ", Some(Sign::Or)),
            (" or ", None),
            (" or the ", None),
            (" and ", None),
            (" formerly allied with ", None),
            (" the ", None),
        ];
        for (between, expected) in cases {
            assert_eq!(connectives.sign(between), expected, "{between:?}");
        }
        assert_eq!(Connectives::of(&[]).sign(" also known as "), None);
        assert!(is_bracket(" (") && is_bracket("” (“") && !is_bracket(" (the "));
    }

    /// Names stand in `|`.
    #[test]
    #[rustfmt::skip]
    fn equates_names_in_many_languages() {
        use Sign::{Bracket, Connective, Former, Or};
        let cases = [
            // Arabic.
            ("|حركة طالبان باكستان| المعروفة باسم |تحريك طالبان|", Some(Connective)),
            ("|تنظيم الدولة الإسلامية| المعروف اختصارًا بـ«|داعش|»", Some(Connective)),
            ("|الدولة الإسلامية|، المعروفة أيضًا باسم تنظيم |داعش|", Some(Connective)),
            ("|ميانمار| المعروفة سابقًا باسم |بورما|", Some(Former)),
            ("|باكستان| و|أفغانستان|", None),
            // German.
            ("die |Arbeiterpartei Kurdistans|, auch bekannt als |PKK|", Some(Connective)),
            ("der |Islamische Staat|, auch genannt die „|IS|“", Some(Connective)),
            ("|Myanmar|, ehemals |Birma|", Some(Former)),
            ("|Deutschland| oder |Frankreich|", None),
            // French.
            ("|Daech|, également connu sous le nom de « |État islamique| »", Some(Connective)),
            ("|Daech|, également connu sous le nom d’|État islamique|", Some(Connective)),
            ("|Daech|, aussi connu sous le nom de l'|État islamique|", Some(Connective)),
            ("|Daech|, dit aussi |EI|", Some(Connective)),
            ("les |Forces armées révolutionnaires|, ou |FARC|,", Some(Or)),
            ("la |Birmanie|, anciennement |Union birmane|", Some(Former)),
            ("la |France| ou l’|Italie|", None),
            // Russian.
            ("|ИГИЛ|, также известный как |ИГ|", Some(Connective)),
            ("в |ИГИЛ|, известной также как «|Исламское государство|»", Some(Connective)),
            ("|Ильич Рамирес Санчес|, он же |Карлос Шакал|", Some(Connective)),
            ("|Мьянма|, ранее известная как |Бирма|", Some(Former)),
            ("|Мьянма|, или |Бирма|,", Some(Or)),
            ("|Россия| или |Китай|", None),
            // Turkish.
            ("|PKK| olarak da bilinen |Kürdistan İşçi Partisi|", Some(Connective)),
            ("|PKK| OLARAK DA BİLİNEN |KÜRDİSTAN İŞÇİ PARTİSİ|", Some(Connective)),
            ("|Kürdistan İşçi Partisi|, diğer adıyla |PKK|", Some(Connective)),
            ("|İlich Ramírez Sánchez|, nam-ı diğer |Çakal Carlos|", Some(Connective)),
            ("|Myanmar|, eski adıyla |Burma|", Some(Former)),
            ("|Türkiye| ve |Irak|", None),
            // Urdu.
            ("|تحریک طالبان پاکستان| یعنی |ٹی ٹی پی|", Some(Connective)),
            ("|ٹی ٹی پی| کے نام سے معروف |تحریک طالبان پاکستان|", Some(Connective)),
            ("|ابو بکر البغدادی|، المعروف |خلیفہ ابراہیم|", Some(Connective)),
            ("|پاکستان| اور |افغانستان|", None),
            // Brackets need no words.
            ("|Balochistan Liberation Army| (|BLA|)", Some(Bracket)),
        ];
        let connectives = Connectives::of(&shipped());
        for (marked, expected) in cases {
            let bars: Vec<_> = marked.match_indices('|').map(|(at, _)| at).collect();
            let [a, b, c, d] = bars[..] else { panic!("{marked}") };
            let text = marked.replace('|', "");
            let names = [Span::new(a, b - 1), Span::new(c - 2, d - 3)];
            let found = connectives.find(&text, names);
            assert_eq!(found.first().map(|equation| equation.sign), expected, "{marked}");
        }
    }

    #[test]
    fn passes_over_nothing_that_equates() {
        let pieces = [
            " ", "\n", "-", ",", "،", "(", "[", "“", "'", "–", "\u{A0}", "\u{AD}", "\u{301}", "A",
            "ａ", "x", ".",
        ];
        let mut language = Language::new("en");
        language.set(List::Connective, ["o", "e", "ü", "aü", "so 1"].map(str::to_owned).into());
        language.set(List::Filler, ["the", "the so", "ß"].map(str::to_owned).into());
        let all: [Vec<Language>; 2] = [shipped(), vec![language]];
        let all = all.map(|languages| Connectives::of(&languages));
        let phrases = all.each_ref().map(|connectives| {
            let mut phrases: Vec<_> = connectives.signs.keys().collect();
            phrases.sort();
            phrases
        });
        let mut dice = Dice::new(1);
        let mut random = |sides: usize| dice.below(sides);
        let mut count = 0;
        for _ in 0..100_000 {
            let which = random(2);
            let connectives = &all[which];
            let mut between = String::new();
            for _ in 0..random(4) {
                between.push_str(pieces[random(pieces.len())]);
            }
            let phrase = phrases[which][random(phrases[which].len())];
            let first = phrase.chars().next().map_or(0, char::len_utf8);
            let (start, rest) = phrase.split_at([0, first, phrase.len()][random(3)]);
            between.push_str(start);
            if random(3) == 0 {
                between.push_str(pieces[random(pieces.len())]);
                between.push_str(rest);
            }
            between.push_str(["", " ", "the", " the ", "\"", "ü"][random(6)]);
            let equates = is_bracket(&between) || connectives.sign(&between).is_some();
            count += usize::from(equates);
            assert!(connectives.may_equate(&between) || !equates, "{between:?}");
        }
        assert!(count > 1_000, "{count} equate");
    }
}
