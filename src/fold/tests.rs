//! Holds the fold of texts to the obvious one, on every character and on random texts.

use super::FoldedText;
use super::anchor::{Anchor, AnchorKind};
use super::folder::Folder;
use super::form::{blank_run, is_dropped_after, loosened};
use super::properties::{Base, Properties, is_syllable, jamo};
use super::simd::{CHUNK, Kernel, Plain};
use crate::dice::Dice;

/// The fold, a character at a time: each that is not dropped and no mark begins a unit.
#[derive(Default)]
struct Obvious {
    text: String,
    pieces: Vec<Anchor>,
    base: Option<Base>,
    /// Marks with a combining class, waiting for their order.
    pending: Vec<(u8, char)>,
}

impl Obvious {
    fn of(source: &str) -> Self {
        let mut folded = Self::default();
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let properties = Properties::of(c);
            if properties.is_mark() {
                folded.belongs_to_previous(at);
            } else if !properties.is_dropped() {
                folded.flush();
                folded.piece(AnchorKind::Unit, at);
            } else if folded.pieces.last().is_none_or(|last| last.kind != AnchorKind::Dropped) {
                folded.piece(AnchorKind::Dropped, at);
            }
            at += c.len_utf8();
            if properties.is_blank() {
                let (end, blank) = blank_run(source, at - c.len_utf8());
                folded.text.push(blank);
                folded.base = None;
                at = end;
            } else if is_syllable(c) {
                folded.text.extend(jamo(c));
                folded.base = None;
            } else if !properties.is_dropped() {
                folded.character(c, properties);
            }
            if is_regional_indicator(c)
                && let Some(second) = source[at..].chars().next()
                && is_regional_indicator(second)
            {
                folded.text.push(second);
                at += second.len_utf8();
            }
        }
        folded.flush();
        folded.piece(AnchorKind::Unit, at);
        folded
    }

    fn piece(&mut self, kind: AnchorKind, at: usize) {
        let (folded, source) = (self.text.len() as u32, at as u32);
        self.pieces.push(Anchor { folded, source, kind });
    }

    fn belongs_to_previous(&mut self, at: usize) {
        if self.pieces.len() > 1 {
            self.pieces.pop_if(|last| last.kind == AnchorKind::Dropped);
        }
        if self.pieces.is_empty() {
            self.piece(AnchorKind::Marks, at);
        }
    }

    fn character(&mut self, c: char, properties: Properties) {
        match properties.expansion() {
            Some(fold) if properties.is_slow() => fold.folded.chars().for_each(|c| self.point(c)),
            None if properties.is_slow() => self.point(c),
            expansion => {
                match expansion {
                    Some(fold) => self.text.push_str(fold.loose),
                    None => self.text.push(c),
                }
                self.base = Some(properties.base());
            }
        }
    }

    fn point(&mut self, c: char) {
        let properties = Properties::of(c);
        let base = self.base.unwrap_or(Base::Other);
        if c != '\u{345}' && properties.is_mark() && is_dropped_after(c, properties, base) {
            return;
        }
        if properties.ccc() != 0 {
            self.pending.push((properties.ccc(), c));
            return;
        }
        self.flush();
        if !properties.is_mark() {
            self.base = Some(properties.base());
        }
        match loosened(c) {
            Some(loose) => self.text.push_str(loose),
            None => self.text.push(if c == '-' { ' ' } else { c }),
        }
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        self.pending.sort_by_key(|&(class, _)| class);
        let marks = self.pending.drain(..).map(|(_, c)| if c == '\u{345}' { 'ι' } else { c });
        self.text.extend(marks);
        if let Some(last) = self.pieces.last_mut()
            && last.kind == AnchorKind::Dropped
        {
            last.folded = self.text.len() as u32;
        }
    }

    fn start(&self, folded: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.folded as usize <= folded);
        let last = self.pieces[after.checked_sub(1)?];
        let is_there = last.kind == AnchorKind::Unit && last.folded as usize == folded;
        is_there.then_some(last.source as usize)
    }

    fn end(&self, folded: usize) -> Option<usize> {
        let first = self.pieces.partition_point(|piece| (piece.folded as usize) < folded);
        let mut here =
            self.pieces[first..].iter().take_while(|piece| piece.folded as usize == folded);
        here.find(|piece| piece.kind != AnchorKind::Marks).map(|piece| piece.source as usize)
    }

    /// Goes through `source`, which it is the fold of, unit by unit.
    fn breaks(&self, source: &str) -> Vec<u32> {
        let mut units: Vec<&Anchor> =
            self.pieces.iter().filter(|piece| piece.kind == AnchorKind::Unit).collect();
        let beginning = Anchor { folded: 0, source: 0, kind: AnchorKind::Marks };
        units.insert(0, &beginning);
        let mut breaks = Vec::new();
        for pair in units.windows(2) {
            let (start, end) = (pair[0].source as usize, pair[1].source as usize);
            let mut rest = source[start..end].chars();
            let base = if pair[0].kind == AnchorKind::Unit { rest.next() } else { None };
            let properties = base.map(Properties::of);
            if properties.is_some_and(Properties::is_blank) {
                rest = source[blank_run(source, start).0..end].chars();
            }
            let differs =
                |c: char| Some(Properties::of(c).class()) != properties.map(Properties::class);
            let is_edge = base.is_some_and(|c| !is_syllable(c))
                && properties
                    .and_then(Properties::expansion)
                    .is_some_and(|fold| fold.loose.chars().any(differs));
            if is_edge {
                breaks.push(pair[0].folded);
            }
            let is_other_mark = |c: char| {
                let mark = Properties::of(c);
                let of_word =
                    base.is_some_and(|c| !matches!(super::key(&c.to_string()).as_str(), "_"));
                mark.is_mark()
                    && !(of_word && properties.map(Properties::class) == Some(mark.class()))
            };
            let is_loose = rest.clone().any(is_other_mark) && end < source.len();
            if is_edge || is_loose || rest.any(|c| matches!(c, '\u{200B}' | '\u{200C}')) {
                breaks.push(pair[1].folded);
            }
        }
        breaks.dedup();
        breaks
    }
}

fn is_regional_indicator(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Holds all that `folded` answers to the obvious fold of `source`.
fn check(source: &str, folded: &FoldedText, obvious: &Obvious, context: &str) {
    let shown = source.escape_unicode();
    assert_eq!(folded.as_bytes(), obvious.text.as_bytes(), "{context}: \"{shown}\"");
    assert_eq!(folded.breaks(), obvious.breaks(source), "{context}, breaks: \"{shown}\"");
    let mut cursor = folded.cursor();
    let last = obvious.text.len();
    for at in 0..=last {
        let (start, end) = (obvious.start(at), obvious.end(at));
        assert_eq!(folded.start(at), start, "{context}, start {at}: \"{shown}\"");
        assert_eq!(folded.end(at), end, "{context}, end {at}: \"{shown}\"");
        assert_eq!(cursor.start(at), start, "{context}, cursor, start {at}: \"{shown}\"");
        for at in [at + 1, at + 2, at + 9].into_iter().filter(|&at| at <= last) {
            assert_eq!(cursor.end(at), obvious.end(at), "{context}, cursor, end {at}: \"{shown}\"");
        }
    }
    let joints: Vec<usize> = folded.joints().collect();
    assert!(joints.is_sorted_by(|a, b| a < b), "{context}, joints: \"{shown}\"");
    let is_joint = |&at: &u32| joints.binary_search(&(at as usize)).is_ok();
    assert!(folded.breaks().iter().all(is_joint), "{context}, joints: \"{shown}\"");
}

/// Folds by each kernel, in buffers that are used over and over.
#[derive(Default)]
struct Checker {
    best: FoldedText,
    plain: FoldedText,
}

impl Checker {
    fn check(&mut self, source: &str, context: &str) {
        let obvious = Obvious::of(source);
        self.best.fold(source);
        check(source, &self.best, &obvious, context);
        self.plain.length = 0;
        self.plain.anchors.clear();
        self.plain.breaks.clear();
        Folder::new(source, &mut self.plain).run(Plain);
        check(source, &self.plain, &obvious, &format!("{context}, plain"));
        assert_eq!(self.plain.anchors, self.best.anchors, "{context}: {source:?}");
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
}

#[test]
fn every_character_folds_as_the_obvious_way_does() {
    let mut checker = Checker::default();
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let properties = Properties::of(c);
        // Planes of Han and of nothing: one in many will do.
        if u32::from(c) > 0x2_0000 && properties.is_same() && u32::from(c) % 97 != 0 {
            continue;
        }
        let text = format!(
            "{c}a{c}\u{301}{c}{c}\u{64E}\u{345} {c} \u{AD}{c}\u{5B0}\u{323}é{c}\u{200C}-{c}"
        );
        checker.check(&text, &format!("U+{:04X}", u32::from(c)));
    }
}

#[test]
fn no_mark_folds_to_another_class() {
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let properties = Properties::of(c);
        let fold = properties.expansion().filter(|_| properties.is_mark());
        let is_class = |c: char| Properties::of(c).class() == properties.class();
        assert!(fold.is_none_or(|fold| fold.loose.chars().all(is_class)), "U+{:04X}", u32::from(c));
    }
}

/// How many texts is told by `EXONYM_CASES`, and where they begin by `EXONYM_SEED`.
#[test]
fn random_texts_fold_as_the_obvious_way_does() {
    let mut checker = Checker::default();
    let (first, count) = (number("EXONYM_SEED", 0), number("EXONYM_CASES", 5_000));
    for seed in first..first + count {
        checker.check(&random_text(seed), &format!("seed {seed}"));
    }
    // Some so long that room must be made again.
    for seed in (first..first + count).step_by(500) {
        let text: String = (seed..seed + 100).map(random_text).collect();
        checker.check(&text, &format!("from seed {seed}"));
    }
}

/// Longer than a text may be before room must be made again.
#[test]
fn long_texts_fold_as_the_obvious_way_does() {
    let mut checker = Checker::default();
    for (number, piece) in ALL.iter().flat_map(|group| group.iter()).enumerate() {
        let before = "x".repeat(number % 7);
        checker.check(&(before + &piece.repeat(5000 / piece.len())), "long");
    }
}

#[test]
fn folding_again_needs_no_more_room() {
    let text = "Tay-Sachs  ét\u{323}\u{301}é\n\n한국 ²\u{200C}x ".repeat(50);
    let mut folded = FoldedText::default();
    folded.fold(&text);
    let room = |folded: &FoldedText| {
        let FoldedText { text, anchors, breaks, pending, .. } = folded;
        [text.capacity(), anchors.capacity(), breaks.capacity(), pending.capacity()]
    };
    let before = room(&folded);
    folded.fold(&text);
    assert_eq!(room(&folded), before);
}

#[test]
fn kernels_agree() {
    let mut dice = Dice::new(number("EXONYM_SEED", 0));
    for round in 0..20_000 {
        let interesting = b" \t\n\r\x0B\x0C\x08\x0E@AZ[`az{-'\x7F\x80\xBF\xC0\xDF\xE0\xFF\0x";
        let chunk: [u8; CHUNK] = std::array::from_fn(|_| match round % 3 {
            0 => dice.below(0x100) as u8,
            1 => dice.pick(interesting),
            _ => dice.below(0x80) as u8,
        });
        let mut plain = [0; CHUNK];
        let seen = Plain.fold(&chunk, &mut plain);
        for (at, &byte) in chunk.iter().enumerate() {
            let is_blank = byte.is_ascii() && Properties::of(char::from(byte)).is_blank();
            assert_eq!(seen.blanks >> at & 1 != 0, is_blank, "{byte}");
            assert_eq!(seen.other >> at & 1 != 0, !byte.is_ascii(), "{byte}");
            if byte.is_ascii() {
                let folded = Obvious::of(&char::from(byte).to_string());
                let wanted = if is_blank { b' ' } else { folded.text.as_bytes()[0] };
                assert_eq!(plain[at], wanted, "{byte}");
            }
        }
        let starts = Plain.starts(&chunk);
        assert_eq!(starts.seen, seen, "{chunk:?}");
        for (at, &byte) in chunk.iter().enumerate() {
            assert_eq!(starts.short >> at & 1 != 0, matches!(byte, 0..0x80 | 0xC0..0xE0), "{byte}");
            assert_eq!(starts.long >> at & 1 != 0, byte >= 0xE0, "{byte}");
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = super::simd::avx2::Avx2::detect() {
            let mut out = [0; CHUNK];
            assert_eq!(kernel.fold(&chunk, &mut out), seen, "{chunk:?}");
            assert_eq!(kernel.starts(&chunk), starts, "{chunk:?}");
            let ascii = (0..CHUNK).filter(|&at| chunk[at].is_ascii());
            assert!(ascii.into_iter().all(|at| out[at] == plain[at]), "{chunk:?}");
        }
    }
}

/// A text of up to 200 characters, of pieces of one kind or of all.
fn random_text(seed: u64) -> String {
    let dice = &mut Dice::new(seed);
    // So that each length of ASCII is met before something else.
    let mut text = "Xy z-w ".repeat(40);
    text.truncate(dice.below(80));
    text.truncate(dice.pick(&[0, 0, 0, 80]));
    let length = dice.below(200);
    let kinds = [dice.pick(ALL), dice.pick(ALL), dice.pick(ALL)];
    let english = [ALL[0], ALL[1], kinds[0]];
    let manner = dice.below(4);
    while text.chars().count() < length {
        let group = match manner {
            0 => dice.pick(ALL),
            1 => dice.pick(&english),
            _ => dice.pick(&kinds),
        };
        text.push_str(dice.pick(group));
        if dice.below(200) == 0 {
            let point = dice.below(0x3_0000) as u32;
            text.extend(char::from_u32(point));
        }
    }
    text
}

const ALL: &[&[&str]] = &[
    &["a", "The ", "quick", "X-ray", "`", "It's", "G20", "_", ".", "\0", "\x7F", "some words here"],
    &[" ", " ", "  ", "\n", "\r\n", "\r", "\n   ", "\n\n", "\t", "\x0B\x0C", "\r\r\n", " \n \n "],
    &[
        "\u{A0}",
        "\u{3000}",
        "\u{2003}",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{1680}",
        "\u{FEFF}",
        " \u{AD} ",
        "\u{200B} \u{200B}",
    ],
    &["\u{301}", "\u{323}", "\u{307}", "\u{308}", "\u{345}", "\u{336}", "\u{3099}", "\u{20DD}"],
    &["\u{200B}", "\u{200C}", "\u{200D}", "\u{AD}", "\u{FE0F}", "\u{34F}", "\u{2060}", "\u{115F}"],
    &["é", "ü", "ß", "İ", "ı", "i\u{307}", "ø", "Þ", "æ", "Œ", "Đ", "ŉ", "ế", "ậ", "ǆ", "ÿ", "ẞ"],
    &["а", "Й", "й", "ё", "Е\u{308}", "Ї", "ґ", "Привет", " и", "ѷ", "Ⴀ", "ა", "Ꭰ", "ԵՒ"],
    &["α", "ά", "ᾳ", "ᾼ", "ΐ", "Σ", "ς", "ΰ", "\u{37A}", "\u{385}", "Ὀ"],
    &[
        "ا",
        "أ",
        "ا\u{654}",
        "ة",
        "ي",
        "ک",
        "\u{640}",
        "\u{64E}",
        "\u{651}",
        "\u{670}",
        "ﷺ",
        "ﷴ",
        "٣",
    ],
    &["ﻃ", "ﹱ", "\u{FE70}", "ۀ", "ئ", "آ", "ٱ", "\u{6D6}", "می\u{200C}خواهم", "ש", "שׁ", "\u{5B0}"],
    &[
        "中", "文。", "，", "Ｔ", "３", "〇", "㋐", "㍿", "①", "№", "℡", "™", "²", "½", "…", "“",
        "’", "—",
    ],
    &["が", "か\u{3099}", "カ", "ｶﾞ", "ﾊﾟ", "ﾞ", "゛", "ー", "ｰ", "ヷ", "ヿ", "ゟ"],
    &[
        "한", "국", "가", "각", "힣", "ㄱ", "ﾡ", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{1160}",
        "하늘",
    ],
    &[
        "क",
        "क़",
        "ि",
        "्",
        "ज\u{93C}",
        "न",
        "த",
        "ொ",
        "ไ",
        "ำ",
        "ที่",
        "ຳ",
        "က",
        "ြ",
        "ཀ",
        "ཱི",
        "\u{F77}",
    ],
    &[
        "🇹🇷",
        "🇺",
        "😀",
        "👍🏽",
        "👩\u{200D}🚀",
        "1\u{FE0F}\u{20E3}",
        "𝟚",
        "𐐀",
        "𝐀",
        "🏴\u{E0067}\u{E007F}",
    ],
    &[
        "ʼ",
        "ʿ",
        "ʻ",
        "‘",
        "״",
        "־",
        "–",
        "−",
        "－",
        "´",
        "¨",
        "¸",
        "ª",
        "㎏",
        "ﬃ",
        "ﬁ",
        "Ⅷ",
        "ª\u{301}",
    ],
];
