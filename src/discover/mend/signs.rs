//! What single characters tell: references of HTML, mojibake, hyphens before a blank.

use super::Repair;
use crate::boundary::{is_letter, is_lower};
use crate::discover::finding::Way;
use crate::span::Span;

/// Mends what single characters tell.
pub(super) fn mend(text: &str, repairs: &mut Vec<Repair>) {
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
