//! News that never happened: texts of any length from our own sentences, the same for the same seed.
#![allow(dead_code, unreachable_pub, reason = "each program that includes this uses a part of it")]

use std::path::PathBuf;

use exonym::dictionary::{Layer, collect};

/// What the repository says of languages.
pub fn languages() -> Layer {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dictionaries/lang"));
    collect(&[folder]).expect("it is there").remove(0)
}

/// A language of the corpus, or a manner of writing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// English, as agencies write it: ASCII, with a few typographic marks.
    English,
    /// English words and names under many accents.
    Accented,
    Arabic,
    Russian,
    Chinese,
}

impl Manner {
    pub const ALL: [Self; 5] =
        [Self::English, Self::Accented, Self::Arabic, Self::Russian, Self::Chinese];

    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::Accented => "accented",
            Self::Arabic => "arabic",
            Self::Russian => "russian",
            Self::Chinese => "chinese",
        }
    }

    /// Sentences, with `{n}` where a name stands, `{w}` where a word does, and `{d}` for a number.
    const fn sentences(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                "Officials in {n} said on Tuesday that the {w} would be signed within {d} days, and that both sides had agreed on most of the text.",
                "The {w} was first reported by local media, which quoted a witness as saying that at least {d} people had left the area overnight.",
                "“We have seen this {w} before,” a spokesman for {n} told reporters after the meeting, adding that nobody should expect a quick answer.",
                "Analysts who follow the region closely say that the latest {w} has more to do with prices than with politics.",
                "It was not immediately clear who was behind the {w}, which took place about {d} kilometres from the border.",
                "{n} has denied any part in the {w} and asked for an independent inquiry into what happened on the night of the storm.",
                "The two ministers met for a third day, their offices said, and will travel on to {n} once the {w} has been read by lawyers.",
                "A year ago the same committee had warned that the {w} could not be paid for without new taxes or a loan of {d} million.",
                "Residents described long queues, closed shops and a shortage of fuel, while the {w} went on in the old town.",
                "In a short statement, {n} and {n} called the {w} a step in the right direction and promised to publish the figures every month.",
                "The harvest was better than last year, farmers said; the price of wheat fell by {d} percent, and the {w} was all but forgotten.",
                "Nothing in the report names a culprit, but it lists {d} earlier cases and asks why the {w} was never looked into.",
            ],
            Self::Accented => &[
                "Président {n} a déclaré mardi que la {w} serait signée d’ici à {d} jours, précisément à l’été.",
                "Città e università: così {n} è già più vicina, perché la {w} però costò {d} milioni.",
                "Müßte {n} für die {w} größere Zölle erhöhen, fragten {d} Abgeordnete der Länderkammer am Donnerstag früh.",
                "Görüşmeler {n} içinde sürüyor; {d} kişilik heyet, {w} için üçüncü günü bekliyor.",
                "Říkali, že {n} už příští týden přijme {d} návrhů, které změní celou {w}.",
            ],
            Self::Arabic => &[
                "قال مسؤولون في {n} يوم الثلاثاء إن {w} سيتم توقيعه خلال {d} أيام بعد اتفاق الطرفين على معظم النص.",
                "وأضاف المتحدث باسم {n} أن {w} لم يكن مفاجئا لأحد، وأن عدد الحاضرين بلغ {d} شخصا.",
                "ولم يتضح على الفور من يقف وراء {w} الذي وقع على بعد {d} كيلومترا من الحدود.",
                "ويرى محللون أن {w} الأخير له علاقة بالأسعار أكثر مما له علاقة بالسياسة في {n}.",
            ],
            Self::Russian => &[
                "Чиновники в стране {n} сообщили во вторник, что {w} будет подписано в течение {d} дней.",
                "По словам очевидцев, {w} началось ночью, и не менее {d} человек покинули район до рассвета.",
                "Представитель {n} заявил журналистам, что {w} никого не удивило и что спешить никто не станет.",
                "Эксперты считают, что ещё одно {w} связано скорее с ценами, чем с политикой.",
            ],
            Self::Chinese => &[
                "{n}官员星期二表示，{w}将在{d}天内签署，双方已就大部分内容达成一致。",
                "当地媒体首先报道了{w}，一名目击者说，至少有{d}人连夜离开了该地区。",
                "分析人士认为，最近的{w}与价格的关系大于与政治的关系。",
                "{n}发言人在会后对记者说，这样的{w}我们以前见过，不要期待很快有答案。",
            ],
        }
    }

    /// Names, in several spellings each; those of [`ENTITIES`].
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                "Turkey",
                "Türkiye",
                "TURKEY",
                "Pakistan",
                "Islamabad",
                "Afghanistan",
                "Kabul",
                "the Taliban",
                "Taleban",
                "Tehreek-e-Taliban Pakistan (TTP)",
                "TTP",
                "Burma",
                "Myanmar",
                "the Ivory Coast",
                "Côte d'Ivoire",
                "Swaziland",
                "Eswatini",
                "Czechia",
                "the Czech Republic",
                "the United States",
                "Qatar",
                "Xi'an",
                "the Balochistan Liberation Army (BLA)",
                "Kandahar",
                "Peshawar",
                "Fitna al Khwarij",
            ],
            Self::Accented => &["Türkiye", "Côte d’Ivoire", "Češka", "São Tomé", "İslamabad"],
            Self::Arabic => &["تركيا", "باكستان", "أفغانستان", "طالبان", "قطر", "ميانمار"],
            Self::Russian => &["Турция", "Пакистан", "Афганистан", "Талибан", "Катар", "Мьянма"],
            Self::Chinese => &["土耳其", "巴基斯坦", "阿富汗", "塔利班", "卡塔尔", "缅甸"],
        }
    }

    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::English | Self::Accented => &[
                "agreement",
                "attack",
                "ceasefire",
                "dispute",
                "election",
                "shipment",
                "inquiry",
                "strike",
                "merger",
                "trial",
                "vote",
                "flood",
                "summit",
                "loan",
                "protest",
                "pipeline",
                "census",
                "visit",
                "exercise",
                "embargo",
                "budget",
                "reform",
            ],
            Self::Arabic => &["الاتفاق", "الهجوم", "الحوار", "الإضراب", "التصويت", "المشروع"],
            Self::Russian => &["соглашение", "нападение", "перемирие", "голосование", "решение"],
            Self::Chinese => &["协议", "袭击", "停火", "投票", "罢工", "选举", "调查"],
        }
    }

    /// What stands between two sentences.
    const fn blank(self) -> &'static str {
        if matches!(self, Self::Chinese) { "" } else { " " }
    }
}

/// Entities of a small dictionary: slug, canonical name, other names.
pub const ENTITIES: &[(&str, &str, &[&str])] = &[
    ("tr", "Türkiye", &["Turkey", "تركيا", "Турция", "土耳其"]),
    ("pk", "Pakistan", &["باكستان", "Пакистан", "巴基斯坦"]),
    ("islamabad", "Islamabad", &[]),
    ("af", "Afghanistan", &["أفغانستان", "Афганистан", "阿富汗"]),
    ("kabul", "Kabul", &[]),
    ("taliban", "Taliban", &["Taleban", "Talibans", "طالبان", "Талибан", "塔利班"]),
    ("ttp", "Tehreek-e-Taliban Pakistan", &["TTP", "Pakistani Taliban", "Fitna al Khwarij"]),
    ("mm", "Myanmar", &["Burma", "ميانمار", "Мьянма", "缅甸"]),
    ("ci", "Côte d'Ivoire", &["Ivory Coast"]),
    ("sz", "Eswatini", &["Swaziland"]),
    ("cz", "Czechia", &["Czech Republic", "Češka"]),
    ("us", "United States", &["US", "U.S.", "USA"]),
    ("qa", "Qatar", &["قطر", "Катар", "卡塔尔"]),
    ("xian", "Xi'an", &[]),
    ("bla", "Balochistan Liberation Army", &["BLA"]),
    ("kandahar", "Kandahar", &[]),
    ("peshawar", "Peshawar", &[]),
    ("st", "São Tomé", &[]),
];

/// Numbers without end from a seed: xorshift64*.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        // Zero never moves.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub const fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `sides`.
    pub const fn below(&mut self, sides: usize) -> usize {
        (((self.roll() >> 32) * sides as u64) >> 32) as usize
    }

    /// A word of two to four syllables that no language has, with a capital.
    pub fn word(&mut self) -> String {
        let mut word = String::new();
        for at in 0..2 + self.below(3) {
            let (consonant, vowel) = (self.below(15), self.below(5));
            let syllable = [b"bdfghklmnprstvz"[consonant], b"aeiou"[vowel]];
            word.extend(syllable.map(char::from));
            if at == 0 {
                word[..1].make_ascii_uppercase();
            }
        }
        word
    }
}

/// Writes sentences of one manner.
pub struct Writer {
    manner: Manner,
    dice: Dice,
    sentences: Vec<Vec<Piece>>,
}

#[derive(Clone, Copy)]
enum Piece {
    Text(&'static str),
    Name,
    Word,
    Number,
}

impl Writer {
    pub fn new(manner: Manner, seed: u64) -> Self {
        let sentences = manner.sentences().iter().map(|sentence| pieces(sentence)).collect();
        Self { manner, dice: Dice::new(seed), sentences }
    }

    /// Adds a sentence.
    pub fn sentence(&mut self, out: &mut String) {
        let choice = self.dice.below(self.sentences.len());
        for at in 0..self.sentences[choice].len() {
            match self.sentences[choice][at] {
                Piece::Text(text) => out.push_str(text),
                Piece::Name => self.name(out),
                Piece::Word => {
                    let words = self.manner.words();
                    out.push_str(words[self.dice.below(words.len())]);
                }
                Piece::Number => number(2 + self.dice.below(900), out),
            }
        }
    }

    /// Adds a name in one of its spellings.
    pub fn name(&mut self, out: &mut String) {
        let names = self.manner.names();
        out.push_str(names[self.dice.below(names.len())]);
    }

    /// Adds paragraphs until they have so many bytes, with `line_break` twice between two of them.
    pub fn body(&mut self, bytes: usize, line_break: &str, out: &mut String) {
        let start = out.len();
        loop {
            for at in 0..2 + self.dice.below(3) {
                if at > 0 {
                    out.push_str(self.manner.blank());
                }
                self.sentence(out);
            }
            if out.len() - start >= bytes {
                return;
            }
            out.push_str(line_break);
            out.push_str(line_break);
        }
    }

    /// A number below `sides`.
    pub const fn below(&mut self, sides: usize) -> usize {
        self.dice.below(sides)
    }
}

/// A text of one manner.
pub fn text(manner: Manner, seed: u64, bytes: usize) -> String {
    let mut text = String::new();
    Writer::new(manner, seed).body(bytes, "\n", &mut text);
    text
}

/// Adds a number in decimal digits.
pub fn number(mut number: usize, out: &mut String) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(&digits[at..]).expect("digits are ASCII"));
}

fn pieces(sentence: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.push(Piece::Text(before));
        pieces.push(match &after[..1] {
            "n" => Piece::Name,
            "w" => Piece::Word,
            _ => Piece::Number,
        });
        rest = &after[2..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}
