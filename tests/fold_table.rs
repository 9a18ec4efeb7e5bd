//! Makes the fold table from Unicode's own data (ICU4X) and checks that the checked-in table is that one.
//!
//! `EXONYM_BLESS=1 cargo test --test fold_table` writes `src/fold/table.rs` and `docs/fold-table.tsv` anew.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::props::{
    Alphabetic, CanonicalCombiningClass, DefaultIgnorableCodePoint, GeneralCategory, Lowercase,
    Script, Uppercase, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// One page of the table covers so many code points.
const PAGE: u32 = 128;

/// The bits of an entry; `src/fold/properties.rs` reads them.
mod bit {
    pub(crate) const EXPANSION: u32 = 0x3FFF;
    pub(crate) const CCC_SHIFT: u32 = 14;
    pub(crate) const MARK: u32 = 1 << 20;
    pub(crate) const WORD: u32 = 1 << 21;
    pub(crate) const SCRIPT_SHIFT: u32 = 22;
    pub(crate) const BASE_SHIFT: u32 = 24;
    pub(crate) const ACCENT: u32 = 1 << 26;
    pub(crate) const BLANK: u32 = 1 << 27;
    pub(crate) const ALPHABETIC: u32 = 1 << 28;
    pub(crate) const UPPER: u32 = 1 << 29;
    pub(crate) const SLOW: u32 = 1 << 30;
    pub(crate) const LOWER: u32 = 1 << 31;
    /// The expansion of dropped characters.
    pub(crate) const DROPPED: u32 = 1;
}

#[test]
fn table_is_that_of_unicode() {
    let table = Table::make();
    compare("src/fold/table.rs", &table.rust());
    compare("docs/fold-table.tsv", &table.tsv());
}

fn compare(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("EXONYM_BLESS").is_some() {
        std::fs::write(&file, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        found == wanted,
        "{path} is not what Unicode's data gives; EXONYM_BLESS=1 writes it anew"
    );
}

/// Folds single characters by section 2 of `docs/same-name.md`.
struct Unicode {
    category: icu_properties::CodePointMapDataBorrowed<'static, GeneralCategory>,
    script: icu_properties::CodePointMapDataBorrowed<'static, Script>,
    ccc: icu_properties::CodePointMapDataBorrowed<'static, CanonicalCombiningClass>,
    ignorable: icu_properties::CodePointSetDataBorrowed<'static>,
    blank: icu_properties::CodePointSetDataBorrowed<'static>,
    alphabetic: icu_properties::CodePointSetDataBorrowed<'static>,
    upper: icu_properties::CodePointSetDataBorrowed<'static>,
    lower: icu_properties::CodePointSetDataBorrowed<'static>,
}

impl Unicode {
    fn new() -> Self {
        Self {
            category: CodePointMapData::<GeneralCategory>::new(),
            script: CodePointMapData::<Script>::new(),
            ccc: CodePointMapData::<CanonicalCombiningClass>::new(),
            ignorable: CodePointSetData::new::<DefaultIgnorableCodePoint>(),
            blank: CodePointSetData::new::<WhiteSpace>(),
            alphabetic: CodePointSetData::new::<Alphabetic>(),
            upper: CodePointSetData::new::<Uppercase>(),
            lower: CodePointSetData::new::<Lowercase>(),
        }
    }

    fn is_mark(&self, c: char) -> bool {
        use GeneralCategory as G;
        matches!(self.category.get(c), G::NonspacingMark | G::SpacingMark | G::EnclosingMark)
            || matches!(c, '\u{FF9E}' | '\u{FF9F}')
    }

    fn is_word(&self, c: char) -> bool {
        use GeneralCategory as G;
        self.is_mark(c)
            || matches!(
                self.category.get(c),
                G::UppercaseLetter
                    | G::LowercaseLetter
                    | G::TitlecaseLetter
                    | G::ModifierLetter
                    | G::OtherLetter
                    | G::DecimalNumber
                    | G::LetterNumber
                    | G::ConnectorPunctuation
            )
    }

    fn is_dropped(&self, c: char) -> bool {
        let points = self.category.get(c) == GeneralCategory::NonspacingMark
            && matches!(self.script.get(c), Script::Arabic | Script::Hebrew);
        self.ignorable.contains(c)
            || c == '\u{640}'
            || matches!(c, '\u{64B}'..='\u{652}' | '\u{670}')
            || (points && !matches!(c, '\u{653}'..='\u{655}'))
            || self.decomposes_to_dropped(c)
    }

    /// ﹱ is tatweel and fathatan.
    fn decomposes_to_dropped(&self, c: char) -> bool {
        let mut buffer = [0; 4];
        let whole = &*c.encode_utf8(&mut buffer);
        let parts = DecomposingNormalizerBorrowed::new_nfkd().normalize(whole);
        parts != whole && parts.chars().all(|c| self.is_dropped(c))
    }

    fn ccc(&self, c: char) -> u8 {
        self.ccc.get(c).to_icu4c_value()
    }

    /// Rules 1 to 4 of the character map.
    fn map(&self, c: char, fold_case: bool) -> String {
        if self.is_dropped(c) {
            return String::new();
        }
        let (nfkd, case) = (DecomposingNormalizerBorrowed::new_nfkd(), CaseMapper::new());
        let mut now = nfkd.normalize(c.encode_utf8(&mut [0; 4])).into_owned();
        loop {
            if !fold_case {
                break;
            }
            let folded: String = now
                .chars()
                .map(|c| match c {
                    '\u{345}' => c.to_string(),
                    _ => case.fold_string(c.encode_utf8(&mut [0; 4])).into_owned(),
                })
                .collect();
            let next = nfkd.normalize(&folded).into_owned();
            if next == now {
                break;
            }
            now = next;
        }
        now.chars().filter(|&c| !self.is_dropped(c)).map(|c| self.class(c, fold_case)).collect()
    }

    /// Rule 3, and rule 4 where case is folded.
    fn class(&self, c: char, fold_case: bool) -> char {
        match c {
            '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' => '\'',
            '“' | '”' | '״' => '"',
            '‐' | '‑' | '–' | '−' | '﹣' | '－' | '־' => '-',
            'ى' | 'ی' => 'ي',
            'ک' => 'ك',
            'ہ' => 'ه',
            'ı' if fold_case => 'i',
            _ => match self.digit_value(c) {
                Some(value) => char::from(b'0' + value),
                None => c,
            },
        }
    }

    /// The value of a decimal digit. Unicode encodes them in runs of ten, zero first.
    fn digit_value(&self, c: char) -> Option<u8> {
        if self.category.get(c) != GeneralCategory::DecimalNumber {
            return None;
        }
        let mut before = 0;
        while let Some(previous) = char::from_u32(c as u32 - before - 1)
            && self.category.get(previous) == GeneralCategory::DecimalNumber
        {
            before += 1;
        }
        Some((before % 10) as u8)
    }

    /// What rule 6 makes of a code point by itself.
    fn loosen(c: char) -> &'static str {
        match c {
            'ø' => "o",
            'ł' => "l",
            'đ' | 'ð' => "d",
            'þ' => "th",
            'æ' => "ae",
            'œ' => "oe",
            'ٱ' => "ا",
            'ة' | 'ۃ' | 'ە' => "ه",
            _ => "",
        }
    }

    fn is_accent(&self, c: char) -> bool {
        matches!(
            self.category.get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        ) && self.script.get(c) == Script::Inherited
            && c != '\u{345}'
    }

    /// 1: marks of rule 6 are dropped after it; 2: U+0308 is.
    fn base(&self, c: char) -> u32 {
        match c {
            '0'..='9' => 1,
            'е' | 'Е' => 2,
            _ if matches!(self.script.get(c), Script::Latin | Script::Greek) => 1,
            _ => 0,
        }
    }

    /// The character map of a name in which everything is folded, hyphens to spaces. Marks at the beginning stay: what
    /// they belong to is not known here.
    fn loose(&self, folded: &str) -> String {
        let (mut out, mut base) = (String::new(), 0);
        for c in folded.chars() {
            if self.is_mark(c) {
                let dropped = matches!(c, '\u{653}'..='\u{655}')
                    || (base == 1 && self.is_accent(c))
                    || (base == 2 && c == '\u{308}');
                if !dropped {
                    out.push(c);
                }
                continue;
            }
            base = self.base(c);
            match (c, Self::loosen(c)) {
                ('-', _) => out.push(' '),
                (_, "") => out.push(c),
                (_, loosened) => out.push_str(loosened),
            }
        }
        out
    }

    /// 1: no spaces between words; 2: Katakana; 3: Hangul.
    fn script_group(&self, c: char) -> u32 {
        match self.script.get(c) {
            Script::Han
            | Script::Hiragana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar => 1,
            Script::Katakana => 2,
            Script::Hangul => 3,
            _ if matches!(c, 'ー' | '\u{FF70}') => 2,
            _ => 0,
        }
    }
}

/// The three folds of one character: case kept, case folded, everything folded.
type Expansion = [String; 3];

struct Table {
    expansions: Vec<Expansion>,
    ccc: Vec<u8>,
    pages: Vec<Vec<u32>>,
    index: Vec<usize>,
    rows: Vec<(char, Expansion)>,
}

impl Table {
    fn make() -> Self {
        let unicode = Unicode::new();
        let mut table = Self {
            expansions: vec![Expansion::default(); 2],
            ccc: vec![0],
            pages: Vec::new(),
            index: Vec::new(),
            rows: Vec::new(),
        };
        let (mut known, mut known_pages) = (HashMap::new(), HashMap::new());
        for first in (0..=u32::from(char::MAX)).step_by(PAGE as usize) {
            let page: Vec<u32> = (first..first + PAGE)
                .map(|point| {
                    char::from_u32(point).map_or(0, |c| table.entry(&unicode, c, &mut known))
                })
                .collect();
            let number = *known_pages.entry(page.clone()).or_insert_with(|| {
                table.pages.push(page);
                table.pages.len() - 1
            });
            table.index.push(number);
        }
        assert!(table.expansions.len() <= bit::EXPANSION as usize + 1);
        table
    }

    fn entry(&mut self, unicode: &Unicode, c: char, known: &mut HashMap<Expansion, u32>) -> u32 {
        let mut entry = 0;
        let mut set = |condition: bool, bit: u32| entry |= if condition { bit } else { 0 };
        let syllable = matches!(c, '가'..='힣');
        set(unicode.is_mark(c), bit::MARK);
        set(unicode.is_word(c), bit::WORD);
        set(unicode.is_accent(c), bit::ACCENT);
        set(unicode.blank.contains(c), bit::BLANK);
        let title = unicode.category.get(c) == GeneralCategory::TitlecaseLetter;
        set(unicode.alphabetic.contains(c), bit::ALPHABETIC);
        set(unicode.upper.contains(c) || title, bit::UPPER);
        // U+0345 is a mark, so that ᾼ and its decomposition are of one case.
        set(unicode.lower.contains(c) && c != '\u{345}', bit::LOWER);
        entry |= unicode.script_group(c) << bit::SCRIPT_SHIFT;
        let class = unicode.ccc(c);
        let ccc = self.ccc.iter().position(|&known| known == class).unwrap_or_else(|| {
            self.ccc.push(class);
            self.ccc.len() - 1
        });
        assert!(ccc < 64);
        entry |= (ccc as u32) << bit::CCC_SHIFT;
        if syllable {
            return entry;
        }
        let (kept, folded) = (unicode.map(c, false), unicode.map(c, true));
        let loose = if unicode.blank.contains(c) { " ".into() } else { unicode.loose(&folded) };
        let has_marks = folded.chars().any(|c| unicode.is_mark(c));
        let keeps_marks = loose.chars().any(|c| unicode.is_mark(c));
        let starts_with_mark = folded.chars().next().is_some_and(|c| unicode.is_mark(c));
        if unicode.is_mark(c) || keeps_marks || (has_marks && starts_with_mark) {
            entry |= bit::SLOW;
        }
        let base = folded.chars().rev().find(|&c| !unicode.is_mark(c));
        entry |= base.map_or(0, |c| unicode.base(c)) << bit::BASE_SHIFT;
        let same = c.to_string();
        let expansion = [kept, folded, loose];
        if expansion.iter().any(|form| *form != same) {
            self.rows.push((c, expansion.clone()));
            if unicode.is_dropped(c) {
                return entry | bit::DROPPED;
            }
            let number = *known.entry(expansion.clone()).or_insert_with(|| {
                self.expansions.push(expansion);
                self.expansions.len() as u32 - 1
            });
            entry |= number;
        }
        entry
    }

    fn rust(&self) -> String {
        let mut pool = String::new();
        let mut rows = Vec::new();
        for forms in &self.expansions {
            let all = forms.concat();
            let at = pool.find(&all).unwrap_or_else(|| {
                pool.push_str(&all);
                pool.len() - all.len()
            });
            let [kept, folded, loose] = forms.each_ref().map(String::len);
            rows.push(format!("({at},{kept},{folded},{loose})"));
        }
        let mut out = String::from(
            "// Made by `EXONYM_BLESS=1 cargo test --test fold_table` from Unicode's data. Do not edit.\n\n",
        );
        let list = |out: &mut String, name: &str, of: &str, items: &[String]| {
            write!(out, "pub(super) static {name}: [{of}; {}] = [", items.len()).unwrap();
            let mut width = 200;
            for item in items {
                if width + item.len() > 118 {
                    out.push('\n');
                    width = 0;
                }
                write!(out, "{item},").unwrap();
                width += item.len() + 1;
            }
            out.push_str("\n];\n");
        };
        let numbers = |items: &[usize]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
        let entries: Vec<String> =
            self.pages.iter().flatten().map(|entry| format!("0x{entry:x}")).collect();
        let ccc: Vec<usize> = self.ccc.iter().map(|&c| usize::from(c)).collect();
        list(&mut out, "CCC", "u8", &numbers(&ccc));
        list(&mut out, "PAGE_OF", "u16", &numbers(&self.index));
        list(&mut out, "ENTRIES", "u32", &entries);
        list(&mut out, "EXPANSIONS", "(u32, u8, u8, u8)", &rows);
        let escaped: String = pool.chars().map(|c| c.escape_unicode().to_string()).collect();
        writeln!(out, "pub(super) static POOL: &str = \"{escaped}\";").unwrap();
        out
    }

    fn tsv(&self) -> String {
        let mut out = String::from(
            "# How single characters fold, Unicode 17.0; what is not listed folds to itself, Hangul syllables to their jamo.\n\
             # Columns: code point; case kept; case folded; everything folded, as in keys. Neighbour rules: docs/same-name.md\n",
        );
        for (c, forms) in &self.rows {
            let points = |form: &String| {
                let points: Vec<_> = form.chars().map(|c| format!("{:04X}", c as u32)).collect();
                if points.is_empty() { "-".into() } else { points.join(" ") }
            };
            let [kept, folded, loose] = forms.each_ref().map(points);
            writeln!(out, "{:04X}\t{kept}\t{folded}\t{loose}", *c as u32).unwrap();
        }
        out
    }
}
