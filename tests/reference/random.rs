//! Random texts and dictionaries, nasty on purpose and the same for the same seed.
//!
//! Names are made first; the text is then built from them, each time written another way that may
//! or may not be equivalent, with pieces between them that touch the rules of boundaries.

use exonym::dictionary::{Boundary, Case, Matter, Rule};
use exonym::language::{Language, List};
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};

use super::fold::key;
use super::is_valid_name;

/// Most characters of a text.
const LONGEST_TEXT: usize = 60;

/// Words and letters that names are made of, one class a line.
const PIECES: &[&[&str]] = &[
    &["Tal", "iban", "TTP", "Xi", "an", "us", "U.S.", "G20", "e", "a", "S", "Turk", "mm", "FIJI"],
    &[
        "ü",
        "u\u{308}",
        "é",
        "e\u{301}\u{323}",
        "ẹ\u{302}",
        "Å",
        "Å",
        "ø",
        "Đ",
        "æ",
        "Þ",
        "TH",
        "ñ",
        "ŉ",
    ],
    &["ß", "ẞ", "ﬁ", "ﬃ", "İ", "i\u{307}", "ı", "I", "i", "Ⅱ", "K", "ſ", "ǅ", "ª", "㎏", "Ｔ", "ﬆ"],
    &["7", "٢", "۲", "२", "２", "²", "𝟚", "１0", "x²"],
    &["Ελλ", "ά", "α\u{345}\u{301}", "ᾳ", "ᾼ", "Α\u{345}", "ς", "Σ", "ΐ"],
    &["Цой", "ё", "е\u{308}", "Е\u{301}\u{308}", "й", "и", "ԵՒ", "և", "Ꮳ", "ꮳ", "𐐐", "𐐸"],
    &[
        "طالبان",
        "طَالِبَان",
        "تركي",
        "ترکی",
        "أ",
        "ا\u{654}",
        "آ",
        "ٱ",
        "ة",
        "ه",
        "ۃ",
        "ہ",
        "ۀ",
        "ئ",
        "ﻃﺎ",
        "ﷴ",
        "\u{FE71}",
    ],
    &["שלום", "שָׁלוֹם", "ה", "צה״ל", "ב־"],
    &["तुर्की", "ज़", "ज\u{93C}", "क्", "क्\u{200D}ष", "தான்", "မြန်မာ", "က", "ไทย", "รก", "ກາ", "ខ្មែរ"],
    &[
        "日本",
        "中",
        "㋀",
        "㍿",
        "とう",
        "が",
        "か\u{3099}",
        "トルコ",
        "ガ",
        "ｶﾞ",
        "ﾞ",
        "ー",
        "ｰ",
        "ﾅ",
        "〇",
    ],
    &["한국", "한", "하", "가", "ㄱ", "ﾡ", "에서", "는"],
    &[
        "🇹🇷",
        "🇺",
        "😀",
        "👍🏽",
        "👩\u{200D}🚀",
        "❤\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
        "🏴\u{E0067}\u{E007F}",
    ],
];

/// What stands inside or between names.
const JOINTS: &[&str] = &[
    " ", "-", "'", "’", "ʼ", "ʿ", "‐", "–", "־", "\u{A0}", "  ", ".", "\u{AD}", "\u{200C}",
    "\u{200D}", "\u{200B}", "\u{301}", "\u{336}", "\u{FE0F}", "\u{34F}", "\u{640}", "\u{64E}",
    "\u{654}", "\u{307}", "\u{308}", "\u{345}", "\u{3099}", "´", "_", "&", "\u{FB1E}", "\u{1160}",
];

/// What stands beside names.
const GLUE: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\r\n",
    "\n\n",
    "\r\n\r\n",
    " \u{AD} ",
    "\u{3000}",
    "\t",
    "\u{85}",
    "\u{2028}",
    "-",
    " - ",
    "—",
    "'",
    "’",
    "'s ",
    "’s ",
    "'nin ",
    "'de\u{AD}n ",
    "'ün",
    "ın ",
    "daki ",
    "l'",
    "d’",
    "dell'",
    "ʼs",
    "'x",
    "''",
    "‘",
    "“",
    "”",
    "(",
    ")",
    "_",
    "__",
    " _",
    "_ ",
    "@",
    " @",
    "www.",
    "http://",
    "x://",
    "/",
    ".com ",
    ".org",
    "a@b.",
    "@x.y ",
    ":",
    "U.",
    "A.",
    ".B. ",
    "و",
    "وال",
    "ب",
    "ו",
    "는 ",
    "에서 ",
    "에서는",
    "은",
    "이라\u{AD}고 ",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{AD}",
    "\u{FEFF}",
    "\u{202B}",
    "\u{2060}",
    "\u{301}",
    "\u{336}",
    "\u{FE0F}",
    "\u{E0041}",
    "\u{1F3FD}",
    "\u{0}",
    "\u{1B}",
    "\u{600}",
    "…",
    "´",
    "x",
    "T",
    "1",
    "日",
    "ト",
    "ｰ",
    "ก",
    "국",
    "`",
    "\u{2067}",
    "\u{200B}\u{301}",
    "\u{AD}\u{AD}",
    " A B C D ",
    " a b c d ",
    "b@.",
    "'lerindeki ",
    "larında ",
];

/// Endless numbers from a seed: xorshift64*.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        // Neighbouring seeds must not begin alike, and zero never moves.
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..4 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `sides`.
    fn below(&mut self, sides: usize) -> usize {
        ((self.next() >> 33) % sides as u64) as usize
    }

    /// Yes, that many times in a hundred.
    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// A text and the aliases to look for in it.
pub fn sample(seed: u64) -> (String, Vec<(String, Rule)>) {
    let dice = &mut Dice::new(seed);
    let mut names: Vec<String> = (0..=dice.below(3)).map(|_| name(dice)).collect();
    let text = text(dice, &names);
    if dice.percent(40) {
        names.push(piece_of(dice, &text));
    }
    let mut aliases = Vec::new();
    for name in names {
        let written = mutate(dice, &name);
        for name in [written, name] {
            if is_valid_name(&name) {
                aliases.push((name, rule(dice)));
                break;
            }
        }
    }
    (text, aliases)
}

/// Languages of which each list has a few pieces of names and of what stands beside them.
pub fn languages(seed: u64) -> Vec<Language> {
    let dice = &mut Dice::new(!seed);
    let mut languages = Vec::new();
    for tag in ["ar", "en", "tr"] {
        let mut language = Language::new(tag);
        for list in List::ALL.into_iter().filter(|list| list.is_affix()) {
            let words = (0..dice.below(7)).map(|_| affix(dice));
            language.set(list, words.filter(|word| !key(word).is_empty()).collect());
        }
        if dice.percent(80) {
            languages.push(language);
        }
    }
    languages
}

fn affix(dice: &mut Dice) -> String {
    let mut affix = String::new();
    for _ in 0..=dice.below(2) {
        let class = dice.pick(PIECES);
        let class = if dice.percent(70) { GLUE } else { class };
        affix.push_str(dice.pick(class).trim());
        if dice.percent(10) {
            affix.push_str(dice.pick(JOINTS).trim());
        }
    }
    affix
}

/// A few pieces, mostly of one class.
fn name(dice: &mut Dice) -> String {
    let class = dice.pick(PIECES);
    let mut name = String::new();
    for at in 0..=dice.below(4) {
        if at > 0 && dice.percent(60) {
            name.push_str(dice.pick(JOINTS));
        }
        let class = if dice.percent(80) { class } else { dice.pick(PIECES) };
        name.push_str(dice.pick(class));
    }
    name
}

/// Names, each written its own way, with pieces between them.
fn text(dice: &mut Dice, names: &[String]) -> String {
    let mut text = String::new();
    for _ in 0..=dice.below(4) {
        for _ in 0..dice.below(3) {
            text.push_str(dice.pick(GLUE));
        }
        if dice.percent(15) {
            let class = dice.pick(PIECES);
            text.push_str(dice.pick(class));
        }
        let name = &names[dice.below(names.len())];
        text.push_str(&mutate(dice, name));
        for _ in 0..dice.below(3) {
            text.push_str(dice.pick(GLUE));
        }
    }
    text.chars().take(LONGEST_TEXT).collect()
}

/// Some characters of the text.
fn piece_of(dice: &mut Dice, text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = dice.below(characters.len());
    characters.into_iter().skip(start).take(1 + dice.below(8)).collect()
}

fn rule(dice: &mut Dice) -> Rule {
    let affix: [Option<&[&str]>; 5] =
        [None, Some(&[]), Some(&["tr"]), Some(&["ar"]), Some(&["ar", "tr", "he"])];
    Rule {
        case: dice.pick(&[Case::Smart, Case::Fold, Case::Fold, Case::Initial, Case::Exact]),
        marks: dice.pick(&[Matter::Fold, Matter::Exact]),
        hyphen: dice.pick(&[Matter::Fold, Matter::Exact]),
        boundary: dice.pick(&[Boundary::Word, Boundary::Word, Boundary::Prefix, Boundary::None]),
        affix: dice.pick(&affix).map(|tags| tags.iter().map(|&tag| tag.into()).collect()),
        lang: dice.pick(&["und", "en", "tr", "ar-EG"]).into(),
        ..Rule::default()
    }
}

/// The name written in another way: often an equal one, sometimes not.
fn mutate(dice: &mut Dice, name: &str) -> String {
    let mut written = name.to_owned();
    for _ in 0..dice.below(3) {
        written = match dice.below(13) {
            0 => DecomposingNormalizer::new_nfd().normalize(&written).into_owned(),
            1 => ComposingNormalizer::new_nfc().normalize(&written).into_owned(),
            2 => DecomposingNormalizer::new_nfkd().normalize(&written).into_owned(),
            3 => written.to_uppercase(),
            4 => written.to_lowercase(),
            5 => swap(dice, &written, &["'", "’", "‘", "ʼ", "ʻ", "`", "＇"]),
            6 => swap(dice, &written, &["-", "‐", "–", "−", "－", "־", " ", " - "]),
            7 => swap(dice, &written, &[" ", "\u{A0}", "  ", "\r\n", " \u{AD}\t", "\n\n", "-"]),
            8 => swap(dice, &written, &["2", "٢", "۲", "२", "２"]),
            9 => widen(&written),
            10 => spell_out(&written),
            11 => insert(
                dice,
                &written,
                &[
                    "\u{AD}", "\u{200C}", "\u{200D}", "\u{FE0F}", "\u{34F}", "\u{640}", "\u{64E}",
                    "\u{2060}",
                ],
            ),
            _ => insert(
                dice,
                &written,
                &["\u{301}", "\u{308}", "\u{307}", "\u{323}", "\u{654}", "\u{345}"],
            ),
        };
    }
    written
}

/// Puts one of the choices in the place of every other choice.
fn swap(dice: &mut Dice, text: &str, choices: &[&str]) -> String {
    let with = dice.pick(choices);
    let mut swapped = text.to_owned();
    for choice in choices.iter().filter(|&&choice| choice != with && choice.chars().count() == 1) {
        swapped = swapped.replace(choice, with);
    }
    swapped
}

/// Two letters for one, as some do.
fn spell_out(text: &str) -> String {
    let pairs = [("Þ", "TH"), ("þ", "th"), ("Æ", "Ae"), ("æ", "ae"), ("Đ", "D"), ("ø", "o")];
    pairs.iter().fold(text.to_owned(), |text, (one, two)| text.replace(one, two))
}

/// Full-width forms of ASCII.
fn widen(text: &str) -> String {
    let wide = |c| char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width form");
    text.chars().map(|c| if c.is_ascii_graphic() { wide(c) } else { c }).collect()
}

/// Puts one of the choices somewhere.
fn insert(dice: &mut Dice, text: &str, choices: &[&str]) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (before, after) = text.split_at(dice.pick(&places));
    format!("{before}{}{after}", dice.pick(choices))
}
