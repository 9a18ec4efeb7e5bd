//! What takes a look at words: lost letters, letters of other scripts, blanks lost and put in.

use super::Repair;
use crate::boundary::{is_letter, is_lower, is_upper};
use crate::discover::finding::Way;
use crate::discover::lexicon::Lexicon;
use crate::discover::near::NearNames;
use crate::discover::runs::{Word, is_all_capitals};
use crate::fold::key;
use crate::lint::common_words;
use crate::span::Span;

/// Mends what takes a look at words.
pub(super) fn mend(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    names: &NearNames,
    repairs: &mut Vec<Repair>,
) {
    for (number, word) in words.iter().enumerate() {
        let spelled = word.span.of(text);
        if !spelled.is_ascii() {
            lost_letter(text, word.span, names, repairs);
            other_script(text, word.span, repairs);
        } else if let Some(next) = words.get(number + 1) {
            if text[word.span.end..].starts_with('?') && next.span.start == word.span.end + 1 {
                question_mark(text, word.span, next.span, names, repairs);
            } else if word.is_capital && &text[word.span.end..next.span.start] == " " {
                added_blank(text, [*word, *next], lexicon, names, repairs);
            }
        }
        lost_blanks(text, word.span, names, repairs);
    }
}

/// "T�rkiye": one letter was there, of which one or more � are left.
fn lost_letter(text: &str, word: Span, names: &NearNames, repairs: &mut Vec<Repair>) {
    const LOST: char = char::REPLACEMENT_CHARACTER;
    let spelled = word.of(text);
    let Some(start) = spelled.find(LOST) else { return };
    let after = spelled[start..].trim_start_matches(LOST);
    if after.contains(LOST) {
        return;
    }
    let lost = Span::new(word.start + start, word.end - after.len());
    repairs.extend(letter_for(lost, &spelled[..start], after, names));
}

/// "T?rkiye".
fn question_mark(text: &str, word: Span, next: Span, names: &NearNames, repairs: &mut Vec<Repair>) {
    let lost = Span::new(word.end, next.start);
    repairs.extend(letter_for(lost, word.of(text), next.of(text), names));
}

/// The letter that makes a known word of what is left of it; the first in the order of the words, if several do.
fn letter_for(lost: Span, before: &str, after: &str, names: &NearNames) -> Option<Repair> {
    let (left, right) = (key(before), key(after));
    let word = names.with_one_letter_more(&left, &right).min()?;
    let letter = word[left.len()..].chars().next()?;
    let is_capital = before.is_empty() || is_all_capitals(&format!("{before}{after}"));
    let mended = if is_capital { letter.to_uppercase().collect() } else { letter.to_string() };
    Some(Repair { way: Way::LostLetter, damaged: lost, mended })
}

/// Letters that look alike in Latin and in another script.
#[rustfmt::skip]
const LOOKALIKES: &[(char, char)] = &[
    ('A', 'А'), ('B', 'В'), ('C', 'С'), ('E', 'Е'), ('H', 'Н'), ('I', 'І'), ('J', 'Ј'), ('K', 'К'), ('M', 'М'), ('O', 'О'),
    ('P', 'Р'), ('S', 'Ѕ'), ('T', 'Т'), ('X', 'Х'), ('Y', 'У'), ('a', 'а'), ('c', 'с'), ('e', 'е'), ('h', 'һ'), ('i', 'і'),
    ('j', 'ј'), ('k', 'к'), ('o', 'о'), ('p', 'р'), ('s', 'ѕ'), ('x', 'х'), ('y', 'у'), ('A', 'Α'), ('B', 'Β'), ('E', 'Ε'),
    ('Z', 'Ζ'), ('H', 'Η'), ('I', 'Ι'), ('K', 'Κ'), ('M', 'Μ'), ('N', 'Ν'), ('O', 'Ο'), ('P', 'Ρ'), ('T', 'Τ'), ('Y', 'Υ'),
    ('X', 'Χ'), ('a', 'α'), ('i', 'ι'), ('k', 'κ'), ('o', 'ο'), ('u', 'υ'), ('v', 'ν'), ('p', 'ρ'),
];

/// "Pаkistan": a word with a few letters of another script that look as those of its own do.
fn other_script(text: &str, word: Span, repairs: &mut Vec<Repair>) {
    let spelled = word.of(text);
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..'\u{250}').contains(&c);
    let other = |c: char| ('\u{370}'..'\u{530}').contains(&c);
    let (own, foreign) = (
        spelled.chars().filter(|&c| latin(c)).count(),
        spelled.chars().filter(|&c| other(c)).count(),
    );
    if own == 0 || foreign == 0 {
        return;
    }
    let is_latin = own >= foreign;
    for (at, c) in spelled.char_indices() {
        let alike = LOOKALIKES.iter().find_map(|&(latin, other)| {
            let (own, foreign) = if is_latin { (latin, other) } else { (other, latin) };
            (foreign == c).then_some(own)
        });
        if let Some(alike) = alike {
            let damaged = Span::new(word.start + at, word.start + at + c.len_utf8());
            repairs.push(Repair { way: Way::OtherScript, damaged, mended: alike.to_string() });
        }
    }
}

/// "Pak istan": two words that are one known word together, and none of which stands there for itself.
fn added_blank(
    text: &str,
    words: [Word; 2],
    lexicon: &Lexicon,
    names: &NearNames,
    repairs: &mut Vec<Repair>,
) {
    /// A name that is put together by chance is short, in bytes.
    const SHORTEST: usize = 6;
    let [left, right] = words.map(|word| word.span.of(text));
    let is_one_case = right.starts_with(is_lower) && !is_all_capitals(left)
        || is_all_capitals(left) && is_all_capitals(right);
    if !is_one_case || left.len() < 2 || right.len() < 2 || left.len() + right.len() < SHORTEST {
        return;
    }
    let keys = words.map(|word| &*lexicon.entry(word).key);
    let stands = |key: &&str| names.has_word(key) || common_words(key).next().is_some();
    if names.has_word(&keys.concat()) && !keys.iter().any(stands) {
        let damaged = Span::new(words[0].span.end, words[1].span.start);
        repairs.push(Repair { way: Way::AddedBlank, damaged, mended: String::new() });
    }
}

/// "NorthKorea": known words that only their capitals part. Handles, tags and addresses are written so on purpose.
fn lost_blanks(text: &str, word: Span, names: &NearNames, repairs: &mut Vec<Repair>) {
    let spelled = word.of(text);
    let joints = || {
        let pairs = spelled.char_indices().zip(spelled.chars().skip(1));
        pairs
            .filter(|&((_, c), next)| is_lower(c) && is_upper(next))
            .map(|((at, c), _)| at + c.len_utf8())
    };
    if joints().next().is_none() {
        return;
    }
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let goes_on = after
        .strip_prefix(['.', '/', '@', ':', '_'])
        .is_some_and(|rest| rest.starts_with(is_letter));
    if before.ends_with(['#', '@', '/', '_', '.', '=', '&']) || goes_on || after.starts_with('/') {
        return;
    }
    let cuts: Vec<usize> = std::iter::once(0).chain(joints()).chain([spelled.len()]).collect();
    for around in cuts.windows(3) {
        let is_known = |piece: &str| names.has_word(&key(piece));
        let (left, right) = (&spelled[around[0]..around[1]], &spelled[around[1]..around[2]]);
        if is_known(left) && is_known(right) {
            let at = word.start + around[1];
            repairs.push(Repair {
                way: Way::LostBlank,
                damaged: Span::new(at, at),
                mended: " ".into(),
            });
        }
    }
}
