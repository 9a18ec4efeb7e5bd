//! Dictionaries and texts that somebody could make to keep the engine busy, and ordinary ones beside them.
#![allow(dead_code, unreachable_pub, reason = "each program that includes this uses a part of it")]

use std::fmt::Write as _;
use std::sync::Arc;

use exonym::Annotator;
use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Layer, read};
use exonym::gazetteer::Gazetteer;

use super::corpus::languages;

/// A dictionary and a text.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    /// Which of [`annotator`]'s dictionaries.
    pub names: Names,
    /// What the text repeats.
    pub text: Text,
}

/// A dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Two made-up words and one, as many names as this.
    Ordinary(usize),
    /// `a`, `a a`, … in so many lengths, with these keys of an alias beside the text.
    Chain { unit: &'static str, between: &'static str, most: usize, rule: &'static str },
    /// Keys with 64 candidates each, as many names as this.
    Alike(usize),
    /// A name with so many cues within the sentence.
    Cues(usize),
    /// So many entities, each related to so many others, all of them with a rival and a cue.
    Related(usize, usize),
    /// An acronym of an entity that has so many names.
    Named(usize),
    /// Names of one letter under many rules.
    Letters,
    /// A name with guards that are names of a chain.
    Guarded,
}

/// A text of any size.
#[derive(Clone, Copy)]
pub enum Text {
    /// A unit again and again.
    Repeated(&'static str),
    /// A unit for each number.
    Counted(fn(usize, &mut String)),
    /// A head, then a unit again and again.
    Headed(&'static str, &'static str),
    /// Made-up news.
    Ordinary,
}

const FOLD: &str = "";
const NONE: &str = r#","boundary":"none""#;
const PREFIX: &str = r#","boundary":"prefix""#;
const TURKISH: &str = r#","affix":["tr"]"#;
const ARABIC: &str = r#","affix":["ar"]"#;
const EXACT: &str = r#","case":"exact","marks":"exact","hyphen":"exact""#;
const EXACT_NONE: &str = r#","case":"exact","boundary":"none""#;

const fn chain(
    unit: &'static str,
    between: &'static str,
    most: usize,
    rule: &'static str,
) -> Names {
    Names::Chain { unit, between, most, rule }
}

const fn case(name: &'static str, names: Names, text: Text) -> Case {
    Case { name, names, text }
}

/// Few names, as many as an ordinary dictionary of its own has.
const SOME: Names = Names::Letters;

use Text::{Counted, Headed, Repeated};

pub const CASES: &[Case] = &[
    // Prefixes of one another.
    case("chain of 16 words", chain("a", " ", 16, FOLD), Repeated("a ")),
    case("chain of 128 words", chain("a", " ", 128, FOLD), Repeated("a ")),
    case(
        "chain of 128 words, broken off",
        chain("a", " ", 128, FOLD),
        Repeated("a a a a a a a b "),
    ),
    case(
        "chain of 128 words, 40 each",
        chain("a", " ", 128, FOLD),
        Counted(|_, text| {
            text.push_str(&"a ".repeat(40));
            text.push_str("b ");
        }),
    ),
    case("chain of hyphens", chain("a", "-", 128, EXACT), Repeated("a-")),
    case("chain in Han", chain("中", "", 256, FOLD), Repeated("中")),
    case("chain in Han, broken off", chain("中", "", 256, FOLD), Repeated("中中中中中中中国")),
    case("chain inside words", chain("a", "", 256, NONE), Repeated("a")),
    case("chain inside words, wrong case", chain("A", "", 256, EXACT_NONE), Repeated("a")),
    case(
        "chain of beginnings",
        chain("a", "", 256, PREFIX),
        Counted(|_, text| {
            text.push_str(&"a".repeat(300));
            text.push(' ');
        }),
    ),
    case("chain of beginnings, broken off", chain("a", "", 256, PREFIX), Repeated("aaaaab ")),
    case("chain of full stops", chain(".", "", 256, EXACT), Repeated(".")),
    case("chain with endings, one word", chain("a", "", 256, TURKISH), Repeated("a")),
    case("chain with endings", chain("da", "", 128, TURKISH), Repeated("dadadada ")),
    case("chain with apostrophes", chain("da", "", 128, TURKISH), Repeated("da'da’da'")),
    case("chain of proclitics, one word", chain("و", "", 128, ARABIC), Repeated("و")),
    case("chain of proclitics", chain("وال", "", 64, ARABIC), Repeated("والوالوال ")),
    case("chain of Hangul", chain("은", "", 256, FOLD), Repeated("은")),
    case("chain of letters and full stops", chain("U.", "", 128, FOLD), Repeated("U.")),
    case("chain in an e-mail address", chain("a", ".", 128, FOLD), Repeated("a.a@a.")),
    // Much between the words of a name.
    case(
        "names around dropped characters",
        chain("a", " ", 128, EXACT),
        Counted(|_, text| {
            text.push_str(&"a ".repeat(130));
            text.push_str(&"\u{AD}".repeat(20_000));
            text.push_str(&" a".repeat(130));
            text.push_str(" b");
        }),
    ),
    case(
        "names around marks",
        chain("a", "", 256, r#","case":"exact","boundary":"none""#),
        Counted(|_, text| {
            text.push_str(&"a".repeat(130));
            text.push_str(&"\u{301}".repeat(20_000));
            text.push_str(&"a".repeat(130));
            text.push('b');
        }),
    ),
    case(
        "names around blanks",
        chain("A", " ", 128, r#","case":"initial","marks":"exact""#),
        Counted(|_, text| {
            text.push_str(&"A ".repeat(130));
            text.push_str(&" ".repeat(20_000));
            text.push_str(&"A ".repeat(130));
            text.push('b');
        }),
    ),
    case(
        "names before dropped characters",
        chain("a", "", 256, NONE),
        Counted(|_, text| {
            text.push_str(&"a".repeat(300));
            text.push_str(&"\u{2060}".repeat(20_000));
        }),
    ),
    case(
        "names before joiners",
        chain("a", "", 256, NONE),
        Counted(|_, text| {
            text.push_str(&"a".repeat(300));
            text.push_str(&"\u{200D}".repeat(20_000));
        }),
    ),
    // Marks and dropped characters.
    case("marks alone", SOME, Repeated("\u{301}")),
    case("marks of different classes", SOME, Repeated("\u{301}\u{323}\u{345}\u{5B0}")),
    case("one base, marks in order", SOME, Headed("a", "\u{323}")),
    case("one Arabic base, marks", SOME, Headed("ب", "\u{64E}\u{651}")),
    case("marks on each letter", SOME, Repeated("a\u{301}\u{323}x")),
    case("marks and dropped characters", SOME, Repeated("\u{301}\u{AD}")),
    case("marks of Indic scripts", SOME, Repeated("क\u{94D}\u{93C}")),
    case("one virama and its extenders", SOME, Headed("क\u{94D}", "\u{93C}\u{200D}")),
    case("soft hyphens", SOME, Repeated("\u{AD}")),
    case("zero width spaces", SOME, Repeated("\u{200B}")),
    case("variation selectors", SOME, Repeated("\u{FE0F}")),
    case("tags", SOME, Repeated("\u{E0061}")),
    case("joined emoji", SOME, Repeated("👩\u{200D}")),
    case("flags", SOME, Repeated("🇹🇷")),
    case("half flags", SOME, Repeated("🇹")),
    case("a ZWNJ after each letter", SOME, Repeated("a\u{200C}")),
    case("a ZWNJ after each letter, long names", chain("a", "", 256, FOLD), Repeated("a\u{200C}")),
    case("a ZWNJ after each Arabic letter", chain("و", "", 128, ARABIC), Repeated("و\u{200C}")),
    case("superscripts, long names", chain("a2", "", 128, FOLD), Repeated("a²")),
    case("superscripts in two words", chain("a2a2a2a2", " ", 28, FOLD), Repeated("a²a²a²a² ")),
    // Characters that grow.
    case("U+FDFA", SOME, Repeated("\u{FDFA}")),
    case("U+FDFD", SOME, Repeated("\u{FDFD}")),
    case("ligatures", SOME, Repeated("ﬃﬆ")),
    case("full width", SOME, Repeated("ＡＢＣ　")),
    case("half width with voicing marks", SOME, Repeated("ｶﾞ")),
    case("jamo", SOME, Repeated("\u{1112}\u{1161}\u{11AB}")),
    case("one syllable without end", SOME, Headed("\u{1112}", "\u{1161}")),
    case("syllables", SOME, Repeated("한국")),
    case("squared words", SOME, Repeated("㌀㍿㈱")),
    case("U+1D160", SOME, Repeated("𝅘𝅥𝅮")),
    case("U+0390", SOME, Repeated("ΐΰ")),
    case("dotted I", SOME, Repeated("İ")),
    case("angstroms", SOME, Repeated("Å\u{345}")),
    // Long things.
    case("one word", SOME, Repeated("x")),
    case("one line of words", SOME, Repeated("abc ")),
    case("apostrophes", SOME, Repeated("'")),
    case("apostrophes beside a name", SOME, Repeated("A'")),
    case("underscores", SOME, Repeated("_")),
    case(
        "underscores beside names",
        SOME,
        Counted(|_, text| {
            text.push_str("_A_");
            text.push_str(&"_".repeat(1000));
        }),
    ),
    case("hyphens", SOME, Repeated("-")),
    case("blanks", SOME, Repeated(" ")),
    case("no-break spaces", SOME, Repeated("\u{A0}")),
    case("mixed blanks", SOME, Repeated(" \u{A0}\t")),
    case("blanks and dropped characters", SOME, Repeated(" \u{AD}")),
    case("line feeds", SOME, Repeated("\n")),
    case("carriage returns", SOME, Repeated("\r")),
    case("line breaks and names", SOME, Repeated("A\r\n\r\n")),
    case("digits", SOME, Repeated("7")),
    case("capitals", SOME, Repeated("ABC A ")),
    case(
        "lines without letter case",
        SOME,
        Counted(|at, text| {
            text.push_str(if at % 2 == 0 { "A ABC DE A F GH A\n" } else { "a b A c A d e\n" });
        }),
    ),
    // Addresses.
    case("at signs", SOME, Repeated("@")),
    case("names of accounts", SOME, Repeated("@A ")),
    case("e-mail addresses", SOME, Repeated("a.a@a.a ")),
    case("e-mail addresses without end", SOME, Repeated("A.a@a.A@")),
    case("schemes", SOME, Repeated("http://")),
    case("schemes without end", SOME, Repeated("a+.-")),
    case("schemes and names", SOME, Repeated("A ://A ")),
    case("www", SOME, Repeated("www.")),
    case("full stops between letters", SOME, Repeated("A.")),
    case("colons and slashes", SOME, Repeated("://")),
    // What resolving reads.
    case("opening brackets", SOME, Repeated("(")),
    case("brackets around names", SOME, Repeated("A (B) ")),
    case("brackets that stay open", SOME, Repeated("ABC (")),
    case(
        "long acronyms before brackets",
        chain(
            "XYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "",
            1,
            r#","kind":"acronym""#,
        ),
        Repeated("XYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ ("),
    ),
    case(
        "long forms that mean nothing",
        Names::Named(10_000),
        Repeated("TTPX (a take turn pox) b "),
    ),
    case("long forms before brackets", Names::Named(10_000), Repeated("take a turn pox (TTPX) ")),
    case("names with many names", Names::Named(10_000), Repeated("TTPX and ")),
    case("straight quotation marks", SOME, Repeated("\"")),
    case("quotation marks around names", SOME, Repeated("\"A\" ")),
    case("quotation marks that stay open", SOME, Repeated("“A ")),
    case("quotation marks after names", SOME, Repeated("A ”")),
    case("one quotation", SOME, Headed("“", "A. ")),
    case("dashes in a quotation", SOME, Headed("“", "—A")),
    case("quotation marks and brackets", SOME, Repeated("\"(\"A\")\"")),
    case(
        "quotation marks before a bracket",
        SOME,
        Counted(|_, text| {
            text.push_str("ABC");
            text.push_str(&"\"".repeat(500));
            text.push('(');
        }),
    ),
    case("equations", SOME, Repeated("A, also known as the B, ")),
    case(
        "equations that fail",
        SOME,
        Repeated("A, also known as the outlawed militant so-called B. "),
    ),
    case("names of institutions", SOME, Repeated("Bank of the A ")),
    // Cues and candidates.
    case("cues that are not there", Names::Cues(10_000), Repeated("Cue and ")),
    case(
        "cues everywhere",
        Names::Cues(10_000),
        Counted(|at, text| {
            write!(text, "c{} Cue ", at % 10_000).expect("memory");
        }),
    ),
    case(
        "cues in their sentences",
        Names::Cues(10_000),
        Counted(|at, text| {
            write!(text, "c{} Cue. ", at % 10_000).expect("memory");
        }),
    ),
    case("a sentence without end", Names::Cues(100), Repeated("Cue, Rival; ")),
    case(
        "names of persons",
        Names::Related(9_000, 1),
        Counted(|at, text| {
            write!(text, "where Michael Rel{} said so and ", at % 9_000).expect("memory");
        }),
    ),
    case("scores", SOME, Repeated("beat A 1 – 0 and goalkeeper referee penalty stadium ")),
    case("scores without end", SOME, Headed("A 1", "1 A ")),
    case("provinces", SOME, Repeated("A, West Virginia, New York or ")),
    case("bodies", SOME, Repeated("the Bank of the A Bbb Ccc Ddd Eee Corporation said so ")),
    case(
        "related names",
        Names::Related(2_000, 100),
        Counted(|at, text| {
            write!(text, "Rel{} ", at % 2_000).expect("memory");
        }),
    ),
    case(
        "related names in capitals",
        Names::Related(2_000, 100),
        Counted(|at, text| {
            write!(text, "REL{} ", at % 2_000).expect("memory");
        }),
    ),
    case(
        "64 candidates",
        Names::Alike(64 * 100),
        Counted(|at, text| {
            write!(text, "Alike{} ", at % 100).expect("memory");
        }),
    ),
    case(
        "64 candidates, many keys",
        Names::Alike(1_000_000),
        Counted(|at, text| {
            write!(text, "Alike{} ", at * 7919 % 15_625).expect("memory");
        }),
    ),
    case(
        "64 candidates in capitals",
        Names::Alike(1_000_000),
        Counted(|at, text| {
            write!(text, "ALIKE{} ", at * 7919 % 15_625).expect("memory");
        }),
    ),
    case("guards that are names", Names::Guarded, Repeated("a ")),
];

/// The texts of a case, of about so many bytes.
pub fn text(case: &Case, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    match case.text {
        Repeated(unit) => text.push_str(&unit.repeat(bytes.div_ceil(unit.len()))),
        Headed(head, unit) => {
            text.push_str(head);
            text.push_str(&unit.repeat(bytes.div_ceil(unit.len())));
        }
        Counted(write) => {
            let mut at = 0;
            while text.len() < bytes {
                write(at, &mut text);
                at += 1;
            }
        }
        Text::Ordinary => {
            text.push_str(&super::corpus::text(super::corpus::Manner::English, 1, bytes));
        }
    }
    text
}

/// So much of a text has some million mentions at most.
pub const fn bytes(case: &Case) -> usize {
    match case.names {
        // Some hundred mentions begin at each place.
        Names::Chain { most, .. } if most > 16 => 2_000,
        Names::Guarded => 2_000,
        Names::Chain { .. } | Names::Alike(_) => 50_000,
        _ => 300_000,
    }
}

/// How many names the ordinary dictionary beside one has.
pub const fn size(names: Names) -> usize {
    match names {
        Names::Ordinary(count) | Names::Alike(count) | Names::Named(count) => count,
        Names::Chain { most, .. } => most,
        Names::Related(count, _) => count * 2,
        Names::Cues(_) | Names::Letters | Names::Guarded => 128,
    }
}

/// An annotator with the names of a case.
#[expect(clippy::too_many_lines, reason = "a list of dictionaries")]
pub fn annotator(names: Names) -> Annotator {
    let mut pack = String::from(
        "{\"schema\":1,\"namespace\":\"w\",\"title\":\"Worst\",\"license\":\"CC0-1.0\",\"source\":{\"own\":{\"title\":\"Made up\",\
         \"url\":\"https://example.com/\"}},\"defaults\":{\"source\":\"own\",\"type\":\"place\",\"case\":\"fold\"}}\n",
    );
    let mut entity = |slug: &str, name: &str, rest: &str| {
        writeln!(pack, "{{\"slug\":\"{slug}\",\"name\":\"{name}\"{rest}}}").expect("memory");
    };
    match names {
        Names::Ordinary(count) => {
            let mut dice = super::corpus::Dice::new(7);
            let names = super::corpus::ENTITIES;
            for (slug, name, _) in names.iter().take(count) {
                entity(slug, name, "");
            }
            for at in names.len()..count {
                let name = if at % 3 == 0 {
                    format!("{}{at}", dice.word())
                } else {
                    format!("{} {}", dice.word(), dice.word())
                };
                entity(&format!("o{at}"), &name, "");
            }
        }
        Names::Chain { unit, between, most, rule } => {
            for count in 1..=most {
                let name = vec![unit; count].join(between);
                let rest = format!(",\"alias\":[{{\"text\":\"{name}\"{rule}}}]");
                entity(&format!("c{count}"), &name, &rest);
            }
        }
        Names::Alike(count) => {
            for at in 0..count {
                let rest = if at % 64 == 0 { ",\"relates\":{\"related\":\"a1\"}" } else { "" };
                entity(&format!("a{at}"), &format!("Alike{}", at / 64), rest);
            }
        }
        Names::Cues(count) => {
            let cues: Vec<_> = (0..count).map(|at| format!("\"c{at}\"")).collect();
            let cues = cues.join(",");
            let alias = |text: &str| {
                format!(
                    ",\"alias\":[{{\"text\":\"{text}\",\"prior\":200,\"cue\":{{\"for\":[{cues}],\"within\":\"sentence\"}}}}]"
                )
            };
            entity("cue", "Cue", &alias("Cue"));
            entity("rival", "Rival", &alias("Rival"));
            entity("cue2", "Cue", &alias("Cue"));
        }
        Names::Related(count, others) => {
            for at in 0..count {
                let ids: Vec<_> =
                    (1..=others).map(|step| format!("\"r{}\"", (at + step * 17) % count)).collect();
                let rest = format!(",\"relates\":{{\"related\":[{}]}}", ids.join(","));
                entity(&format!("r{at}"), &format!("Rel{at}"), &rest);
                let acronym = format!(
                    ",\"alias\":[{{\"text\":\"REL{at}\",\"kind\":\"acronym\",\"case\":\"smart\"}}],\"relates\":{{\"related\":[{}]}}",
                    ids.join(",")
                );
                entity(&format!("s{at}"), &format!("Rival of {at}"), &acronym);
            }
        }
        Names::Named(count) => {
            let names: Vec<_> =
                (0..count).map(|at| format!("\"Tango Turandot Pocahontas {at}\"")).collect();
            let mut rest = String::from(",\"alias\":[{\"text\":\"TTPX\",\"kind\":\"acronym\"}]");
            write!(rest, ",\"names\":{{\"und\":[{}]}}", names[..names.len().min(6000)].join(","))
                .expect("memory");
            entity("named", "Tango Turandot", &rest);
        }
        Names::Letters => {
            for letter in b'A'..=b'Z' {
                let letter = char::from(letter);
                let rest = format!(
                    ",\"alias\":[{{\"text\":\"{letter}\",\"kind\":\"acronym\",\"case\":\"smart\",\"cue\":{{\"for\":[\"cue\"],\"within\":\"sentence\"}}}}]"
                );
                entity(
                    &format!("u-{}", letter.to_ascii_lowercase()),
                    &format!("Letter {letter}"),
                    &rest,
                );
            }
            for (at, name) in [
                "ABC",
                "中国",
                "한국",
                "カナダ",
                "وال",
                "क",
                "हिन्दी",
                "🇹🇷",
                "👩",
                "x",
                "فد",
                "xx",
                "صلى",
            ]
            .iter()
            .enumerate()
            {
                let rest = format!(
                    ",\"alias\":[{{\"text\":\"{name}\",\"affix\":[\"tr\",\"ar\"],\"case\":\"smart\",\"marks\":\"exact\"}},{{\"text\":\"{name}2\",\"boundary\":\"none\"}},{{\"text\":\"{name}3\",\"boundary\":\"prefix\"}}]"
                );
                entity(&format!("m{at}"), name, &rest);
            }
        }
        Names::Guarded => {
            for count in 1..=128 {
                let name = vec!["a"; count].join(" ");
                let rest = format!(
                    ",\"alias\":[{{\"text\":\"{name}\",\"require\":[\"@g{count}\",\"@g1\"],\"forbid\":[\"nowhere\"]}}]"
                );
                entity(&format!("g{count}"), &name, &rest);
            }
        }
    }
    let file = Arc::new(SourceFile { name: "worst.jsonl".into(), text: pack });
    let reading = read(&[languages(), Layer::new(vec![file])]);
    for problem in reading.diagnostics.iter().take(3) {
        assert_ne!(problem.severity, exonym::diagnostic::Severity::Error, "{problem:?}");
    }
    Annotator::new(Arc::new(Gazetteer::compile(&reading.dictionary).expect("names are valid")))
}
