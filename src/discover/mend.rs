//! Mends what happens to texts on their way: a text as it may have been, and which of its pieces were mended.
//!
//! It mends more than names, and asks nobody whether the result makes sense: what becomes of a known name, the caller sees.

use super::finding::Way;
use super::lexicon::Lexicon;
use super::near::NearNames;
use super::runs::{Word, is_all_capitals};
use crate::boundary::{is_letter, is_lower, is_upper};
use crate::fold::key;
use crate::lint::common_words;
use crate::span::Span;

/// A text as it may have been.
#[derive(Clone, Debug, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// In the order of the text.
    pub(super) pieces: Vec<Piece>,
}

/// A piece that was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) way: Way,
    /// Where it stands in the text that was mended.
    pub(super) damaged: Span,
    /// Where it stands now; empty where something was taken out.
    pub(super) mended: Span,
}

impl Mended {
    /// Where a span of the mended text stands in the damaged one.
    pub(super) fn source(&self, span: Span) -> Span {
        let place = |at: usize, is_end: bool| {
            let before = self.pieces.partition_point(|piece| {
                if is_end { piece.mended.start < at } else { piece.mended.end <= at }
            });
            match before.checked_sub(1).map(|last| self.pieces[last]) {
                None => at,
                // The end of a span may stand inside what one piece became.
                Some(piece) if is_end && at < piece.mended.end => piece.damaged.end,
                Some(piece) => piece.damaged.end + (at - piece.mended.end),
            }
        };
        Span::new(place(span.start, false), place(span.end, true))
    }

    /// The pieces that a span of the mended text has something of, or that were taken out inside it.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.mended.end <= span.start);
        let rest = self.pieces[first..].iter();
        rest.take_while(move |piece| piece.mended.start < span.end)
    }
}

/// What is to be put in the place of a piece.
struct Repair {
    way: Way,
    damaged: Span,
    mended: String,
}

/// Mends a text of these words; `None` where nothing looks damaged.
pub(super) fn mend(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    names: &NearNames,
) -> Option<Mended> {
    let mut repairs = Vec::new();
    mend_signs(text, &mut repairs);
    mend_words(text, words, lexicon, names, &mut repairs);
    if repairs.is_empty() {
        return None;
    }
    repairs.sort_by_key(|repair| (repair.damaged.start, repair.damaged.end));
    let mut mended = Mended::default();
    let mut at = 0;
    for repair in repairs {
        // Of two that overlap the first is made.
        if repair.damaged.start < at {
            continue;
        }
        mended.text.push_str(&text[at..repair.damaged.start]);
        let start = mended.text.len();
        mended.text.push_str(&repair.mended);
        let span = Span::new(start, mended.text.len());
        mended.pieces.push(Piece { way: repair.way, damaged: repair.damaged, mended: span });
        at = repair.damaged.end;
    }
    mended.text.push_str(&text[at..]);
    Some(mended)
}

/// What single characters tell: references of HTML, mojibake, hyphens before a blank.
fn mend_signs(text: &str, repairs: &mut Vec<Repair>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let repair = match bytes[at] {
            b'&' => reference(&text[at..]),
            // U+00C2 to U+00F4 as Latin-1 has them: the bytes that begin two, three or four of UTF-8.
            0xC3 => mojibake(&text[at..]),
            b'-' => hyphenation(text, at, 1),
            // The soft hyphen, and the true one.
            0xC2 if bytes[at..].starts_with("\u{AD}".as_bytes()) => hyphenation(text, at, 2),
            0xE2 if bytes[at..].starts_with("\u{2010}".as_bytes()) => hyphenation(text, at, 3),
            _ => None,
        };
        let Some((way, length, mended)) = repair else {
            at += 1;
            continue;
        };
        repairs.push(Repair { way, damaged: Span::new(at, at + length), mended });
        at += length;
    }
}

/// How it is told, how many bytes are damaged, and what they become.
type Found = (Way, usize, String);

/// References of HTML that stand in names, or between their words.
#[rustfmt::skip]
const REFERENCES: &[(&str, &str)] = &[
    ("amp", "&"), ("apos", "'"), ("quot", "\""), ("nbsp", " "), ("shy", ""), ("ndash", "–"), ("mdash", "—"),
    ("lsquo", "‘"), ("rsquo", "’"), ("ldquo", "“"), ("rdquo", "”"), ("hyphen", "-"), ("zwnj", "\u{200C}"),
    ("Agrave", "À"), ("Aacute", "Á"), ("Acirc", "Â"), ("Atilde", "Ã"), ("Auml", "Ä"), ("Aring", "Å"), ("AElig", "Æ"),
    ("Ccedil", "Ç"), ("Egrave", "È"), ("Eacute", "É"), ("Ecirc", "Ê"), ("Euml", "Ë"), ("Igrave", "Ì"), ("Iacute", "Í"),
    ("Icirc", "Î"), ("Iuml", "Ï"), ("ETH", "Ð"), ("Ntilde", "Ñ"), ("Ograve", "Ò"), ("Oacute", "Ó"), ("Ocirc", "Ô"),
    ("Otilde", "Õ"), ("Ouml", "Ö"), ("Oslash", "Ø"), ("Ugrave", "Ù"), ("Uacute", "Ú"), ("Ucirc", "Û"), ("Uuml", "Ü"),
    ("Yacute", "Ý"), ("THORN", "Þ"), ("szlig", "ß"), ("agrave", "à"), ("aacute", "á"), ("acirc", "â"), ("atilde", "ã"),
    ("auml", "ä"), ("aring", "å"), ("aelig", "æ"), ("ccedil", "ç"), ("egrave", "è"), ("eacute", "é"), ("ecirc", "ê"),
    ("euml", "ë"), ("igrave", "ì"), ("iacute", "í"), ("icirc", "î"), ("iuml", "ï"), ("eth", "ð"), ("ntilde", "ñ"),
    ("ograve", "ò"), ("oacute", "ó"), ("ocirc", "ô"), ("otilde", "õ"), ("ouml", "ö"), ("oslash", "ø"), ("ugrave", "ù"),
    ("uacute", "ú"), ("ucirc", "û"), ("uuml", "ü"), ("yacute", "ý"), ("thorn", "þ"), ("yuml", "ÿ"), ("Scaron", "Š"),
    ("scaron", "š"), ("Zcaron", "Ž"), ("zcaron", "ž"), ("Ccaron", "Č"), ("ccaron", "č"), ("Idot", "İ"), ("inodot", "ı"),
    ("scedil", "ş"), ("Scedil", "Ş"), ("gbreve", "ğ"), ("lstrok", "ł"), ("Lstrok", "Ł"),
];

/// No reference is longer, in bytes.
const LONGEST_REFERENCE: usize = 10;

/// A character that is written for HTML: `&eacute;`, `&#233;`, `&#xE9;`, and `&amp;eacute;`, which was written so twice.
fn reference(rest: &str) -> Option<Found> {
    let (length, mended) = decoded(rest)?;
    if mended == "&" {
        let again =
            format!("&{}", rest[length..].get(..LONGEST_REFERENCE).unwrap_or(&rest[length..]));
        if let Some((more, mended)) = decoded(&again) {
            return Some((Way::Markup, length + more - 1, mended));
        }
    }
    Some((Way::Markup, length, mended))
}

fn decoded(rest: &str) -> Option<(usize, String)> {
    let end = rest.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let mended = match name.strip_prefix('#') {
        Some(number) => {
            let point = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(point).filter(|c| !c.is_control())?.to_string()
        }
        None => REFERENCES.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((end + 1, mended))
}

/// A character of UTF-8 whose bytes were read as characters of Latin-1 or Windows-1252: "Ã¼" for ü, "Ø§" for ا.
fn mojibake(rest: &str) -> Option<Found> {
    let mut chars = rest.chars();
    let first = u8::try_from(u32::from(chars.next()?)).ok()?;
    let count = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = vec![first];
    let mut length = rest.chars().next()?.len_utf8();
    while bytes.len() < count {
        let c = chars.next()?;
        bytes.push(windows_byte(c).filter(|byte| (0x80..0xC0).contains(byte))?);
        length += c.len_utf8();
    }
    let mended = String::from_utf8(bytes).ok()?;
    Some((Way::Mojibake, length, mended))
}

/// Windows-1252 from 0x80 to 0x9F; where it has none, Latin-1 has a control.
#[rustfmt::skip]
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_byte(c: char) -> Option<u8> {
    let at = WINDOWS.iter().position(|&other| other == c);
    at.map(|at| 0x80 + at as u8).or_else(|| u8::try_from(u32::from(c)).ok())
}

/// A hyphen and a blank inside a word, where its line ended: "Paki- stan".
fn hyphenation(text: &str, at: usize, length: usize) -> Option<Found> {
    let rest = &text[at + length..];
    let next = rest.trim_start_matches([' ', '\n', '\r', '\t']);
    let blanks = rest.len() - next.len();
    let is_inside = text[..at].ends_with(is_letter) && next.starts_with(is_lower);
    (is_inside && (1..=4).contains(&blanks))
        .then(|| (Way::Hyphenation, length + blanks, String::new()))
}

/// What takes a look at whole words: lost letters, letters of other scripts, blanks lost and put in.
fn mend_words(
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
    repairs.extend(letter_for(text, lost, &spelled[..start], after, names));
}

/// "T?rkiye".
fn question_mark(text: &str, word: Span, next: Span, names: &NearNames, repairs: &mut Vec<Repair>) {
    let lost = Span::new(word.end, next.start);
    repairs.extend(letter_for(text, lost, word.of(text), next.of(text), names));
}

/// The letter that makes a known word of what is left of it; the first in the order of the words, if several do.
fn letter_for(
    text: &str,
    lost: Span,
    before: &str,
    after: &str,
    names: &NearNames,
) -> Option<Repair> {
    let (left, right) = (key(before), key(after));
    let word = names.with_one_letter_more(&left, &right).min()?;
    let letter = word[left.len()..].chars().next()?;
    let is_capital = before.is_empty() || is_all_capitals(&format!("{before}{after}"));
    let mended = if is_capital { letter.to_uppercase().collect() } else { letter.to_string() };
    debug_assert!(lost.end <= text.len(), "it stands in the text");
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
