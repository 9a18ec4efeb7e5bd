//! What a name is made of, for somebody who does not read its script: code points, scripts, a romanisation.

use serde::Serialize;
use unicode_script::{Script, UnicodeScript};

/// One character of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Character {
    /// `U+062A`
    pub(super) code: String,
    /// The character itself.
    pub(super) char: char,
    /// Why nobody sees it: `bidi` turns the direction of what follows, `invisible` shows nothing, `control` is no text, `blank` is a
    /// blank other than the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sign: Option<&'static str>,
}

/// Characters of one script that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    /// `Arabic`, `Latin`, …; `Common` for what is of no script.
    pub(super) script: &'static str,
    pub(super) characters: Vec<Character>,
}

/// A part of a run, as people are shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'r> {
    /// What a keyboard shows as well as code points do: printable ASCII.
    Plain(String),
    /// Anything else.
    Point(&'r Character),
}

impl Run {
    /// Its characters, those of ASCII together.
    pub(super) fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        for one in &self.characters {
            let is_plain = one.char.is_ascii_graphic() || one.char == ' ';
            match pieces.last_mut() {
                _ if !is_plain => pieces.push(Piece::Point(one)),
                Some(Piece::Plain(text)) => text.push(one.char),
                _ => pieces.push(Piece::Plain(one.char.to_string())),
            }
        }
        pieces
    }

    /// Whether nothing in it needs a code point.
    pub(super) fn is_plain(&self) -> bool {
        self.pieces().iter().all(|piece| matches!(piece, Piece::Plain(_)))
    }
}

/// The characters of a text, in runs of one script; what is of no script goes with what stands before it.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for char in text.chars() {
        let script = char.script();
        let is_neutral = matches!(script, Script::Common | Script::Inherited);
        let script = if is_neutral { "Common" } else { script.full_name() };
        let code = code(char);
        let character = Character { code, char, sign: sign(char) };
        match runs.last_mut() {
            Some(run) if run.script == script || is_neutral => run.characters.push(character),
            Some(run) if run.script == "Common" => {
                run.script = script;
                run.characters.push(character);
            }
            _ => runs.push(Run { script, characters: vec![character] }),
        }
    }
    runs
}

/// The scripts of a text, in the order in which they are met; empty where nothing is of any.
pub(super) fn scripts(text: &str) -> Vec<&'static str> {
    let mut scripts = Vec::new();
    for char in text.chars() {
        let script = char.script();
        let is_neutral = matches!(script, Script::Common | Script::Inherited);
        if !is_neutral && !scripts.contains(&script.full_name()) {
            scripts.push(script.full_name());
        }
    }
    scripts
}

/// `U+202E`
pub(super) fn code(char: char) -> String {
    format!("U+{:04X}", u32::from(char))
}

/// Why nobody sees a character, if so.
pub(super) fn sign(char: char) -> Option<&'static str> {
    Some(match char {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "bidi"
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => "invisible",
        _ if char.is_control() => "control",
        _ if char.is_whitespace() && char != ' ' => "blank",
        _ => return None,
    })
}

/// The text in Latin letters, roughly: enough to tell names apart. Arabic script writes no short vowels, and neither does this.
pub(super) fn romanised(text: &str) -> String {
    let mut roman = String::with_capacity(text.len());
    for char in text.chars() {
        match arabic(char) {
            Some(letters) => roman.push_str(letters),
            None if sign(char).is_some_and(|sign| sign != "blank") => {}
            None => roman.push_str(deunicode::deunicode_char(char).unwrap_or("?")),
        }
    }
    roman.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that readers of Latin script expect, where deunicode leaves alif out and writes capitals for emphatics.
fn arabic(char: char) -> Option<&'static str> {
    Some(match char {
        'ا' | 'أ' | 'إ' | 'ٱ' | 'ى' | 'ة' | 'ۃ' | '\u{64e}' => "a",
        'آ' => "aa",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' | 'ټ' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ہ' | 'ھ' | 'ۂ' | 'ۀ' => "h",
        'خ' => "kh",
        'د' | 'ڈ' | 'ډ' => "d",
        'ذ' | 'ز' | 'ض' | 'ظ' => "z",
        'ر' | 'ڑ' | 'ړ' => "r",
        'ژ' | 'ږ' => "zh",
        'ش' | 'ښ' => "sh",
        'ع' | 'ء' | '\u{654}' => "'",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ک' | 'ك' | 'ګ' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' | 'ڼ' => "n",
        'و' | 'ؤ' => "w",
        'ی' | 'ي' | 'ئ' | 'ې' | 'ۍ' => "y",
        'ے' | 'ۓ' => "e",
        // Tatweel, shadda, sukun; vowel points that are written are told.
        '\u{640}' | '\u{651}' | '\u{652}' => "",
        '\u{650}' => "i",
        '\u{64f}' => "u",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_read_in_latin_letters() {
        let cases = [
            ("تحریک طالبان پاکستان", "thryk talban pakstan"),
            ("فتنہ الخوارج", "ftnh alkhwarj"),
            ("القاعدة", "alqa'da"),
            ("بلوچ لبریشن آرمی", "blwch lbryshn aarmy"),
            ("افغانستان", "afghanstan"),
            ("Türkiye", "Turkiye"),
            ("Россия", "Rossiia"),
            ("土耳其", "Tu Er Qi"),
            ("a\u{202e}b\u{a0}c", "ab c"),
        ];
        for (text, expected) in cases {
            assert_eq!(romanised(text), expected, "{text}");
        }
    }

    #[test]
    fn what_looks_alike_is_told_apart() {
        let shown = |text: &str| -> Vec<String> {
            let letters =
                |run: &Run| -> String { run.characters.iter().map(|one| one.char).collect() };
            let run = |run: &Run| format!("{} {}", run.script, letters(run));
            runs(text).iter().map(run).collect()
        };
        assert_eq!(shown("TTP 2"), ["Latin TTP 2"]);
        assert_eq!(shown("T\u{422}P"), ["Latin T", "Cyrillic \u{422}", "Latin P"]);
        assert_eq!(shown("2 طالبان"), ["Arabic 2 طالبان"]);
        assert_eq!(scripts("T\u{422}P -"), ["Latin", "Cyrillic"]);
        assert_eq!(scripts("911"), <[&str; 0]>::default());
        let signs: Vec<_> = "a\u{202e}\u{200b}\u{7}\u{a0}".chars().map(sign).collect();
        assert_eq!(signs, [None, Some("bidi"), Some("invisible"), Some("control"), Some("blank")]);
        assert_eq!(code('\u{1f1f9}'), "U+1F1F9");
    }
}
