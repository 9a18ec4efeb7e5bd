//! A stretch of text in which a long form is looked for, cut into the pieces that letters of a short form may begin.

use super::phrases::Phrases;
use crate::boundary::{self, is_letter, is_lower, is_quotation_mark, is_upper};
use crate::fold::{Properties, ScriptGroup};
use crate::span::Span;

/// A window has no more bytes: what costs time is bounded whatever the text.
const MOST_BYTES: usize = 320;

/// A stretch of word characters between two others; in scripts without blanks, a character; where case or digits change, a part of a
/// word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) begins: Begins,
    /// It is a little word, and is written as one.
    pub(super) is_little: bool,
    /// What it costs to leave it out.
    pub(super) left_out: u16,
    /// What it costs to pass from the unit before to this one: commas and line ends.
    pub(super) passed: u16,
}

/// What stands before a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// A blank, or a bracket or quotation mark after one.
    Word,
    /// Nothing but locants before it in its word: "1,1'-" in "1,1'-dioctadecyl".
    AfterLocants,
    /// A hyphen, an apostrophe, a slash.
    Part,
    /// A Hangul syllable of the same word.
    Syllable,
    /// A lower-case letter before a capital, a digit beside a letter.
    Inside,
}

/// A character that a letter of a short form may stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// Folded: `é` is `e`.
    pub(super) folded: char,
    pub(super) unit: u16,
    /// The first of its unit, an Arabic article aside.
    pub(super) is_first: bool,
    /// The last one of its unit.
    pub(super) is_last: bool,
}

/// The units and letters of a stretch.
#[derive(Debug, Default)]
pub(super) struct Window {
    pub(super) units: Vec<Unit>,
    pub(super) letters: Vec<Letter>,
}

impl Window {
    /// Cuts a stretch of `text`.
    pub(super) fn new(text: &str, span: Span, phrases: &Phrases) -> Self {
        let mut window = Self::default();
        for word in words_of(text, span) {
            window.add_word(text, word, phrases);
        }
        window
    }

    fn add_word(&mut self, text: &str, span: Span, phrases: &Phrases) {
        let (units, letters) = (self.units.len(), self.letters.len());
        let mut word = Word { start: span.start, units, letters, open: None };
        let mut before = None;
        for (offset, c) in span.of(text).char_indices() {
            let at = span.start + offset;
            let properties = Properties::of(c);
            if !is_word(c) {
                self.close(text, &mut word, phrases);
                before = None;
                continue;
            }
            // Marks are of the letter before them.
            let is_letter = !properties.is_mark() && !properties.is_dropped();
            if is_letter {
                if before.is_some_and(|before| changes(before, c)) {
                    self.close(text, &mut word, phrases);
                }
                before = Some(c);
                let unit = self.units.len() as u16;
                self.letters.push(Letter {
                    folded: fold(c),
                    unit,
                    is_first: false,
                    is_last: false,
                });
            }
            if is_letter || word.open.is_some() {
                let start = word.open.map_or(at, |(start, _)| start);
                word.open = Some((start, at + c.len_utf8()));
            }
        }
        self.close(text, &mut word, phrases);
    }

    /// Ends the unit that is open.
    fn close(&mut self, text: &str, word: &mut Word, phrases: &Phrases) {
        let Some((start, end)) = word.open.take() else { return };
        let number = self.units.len();
        let own = &mut self.letters[word.letters..];
        let article = after_article(own);
        for (at, letter) in own.iter_mut().enumerate() {
            letter.is_first = at == 0 || at == article;
        }
        if let Some(last) = own.last_mut() {
            last.is_last = true;
        }
        word.letters = self.letters.len();
        let unit = &text[start..end];
        let begins = begins(&text[word.start..start], unit);
        let before = self.units.last().map_or(start, |unit| unit.end);
        let passed = passed(&text[before..start], number == word.units);
        let is_little = phrases.is_little(unit);
        let left_out =
            left_out(unit, begins, || is_little || phrases.is_little(&unit.to_lowercase()));
        self.units.push(Unit { start, end, begins, is_little, left_out, passed });
    }
}

/// A word that is being cut.
struct Word {
    start: usize,
    /// How many units there are before it.
    units: usize,
    /// How many letters there are before the unit that is open.
    letters: usize,
    /// Where that begins, and where its last letter ends.
    open: Option<(usize, usize)>,
}

fn begins(before: &str, unit: &str) -> Begins {
    let is_inside = before.ends_with(is_word);
    if is_inside {
        match unit.chars().next().map(|c| Properties::of(c).script()) {
            Some(ScriptGroup::Hangul) => Begins::Syllable,
            Some(ScriptGroup::Spaceless | ScriptGroup::Katakana) => Begins::Word,
            _ => Begins::Inside,
        }
    } else if !before.contains(|c: char| c.is_alphanumeric() || is_joint(c)) {
        Begins::Word
    } else if before.ends_with('-') && are_locants(before) {
        Begins::AfterLocants
    } else {
        Begins::Part
    }
}

/// A word character, but for the underscore that sets words in italics.
fn is_word(c: char) -> bool {
    boundary::is_word(c) && c != '_'
}

/// The words of a stretch, cut at white space.
fn words_of(text: &str, span: Span) -> impl Iterator<Item = Span> {
    span.of(text).split_whitespace().map(move |word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        Span::new(start, start + word.len())
    })
}

/// Whether a part of a word ends between two word characters.
fn changes(before: char, c: char) -> bool {
    (is_lower(before) && is_upper(c))
        || before.is_numeric() != c.is_numeric()
        || is_one_unit(before)
        || is_one_unit(c)
}

/// Of a script that is written without blanks, or syllable by syllable.
fn is_one_unit(c: char) -> bool {
    Properties::of(c).script() != ScriptGroup::Spaced
}

fn is_spaceless(unit: &str) -> bool {
    unit.chars().next().is_some_and(is_one_unit)
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '/' | '‐' | '‑' | '–')
}

/// Numbers, single letters and what stands between them: "4,4'-", "N-", "(+/-)-3-".
fn are_locants(before: &str) -> bool {
    let mut run = 0;
    before.chars().all(|c| {
        run = if is_letter(c) { run + 1 } else { 0 };
        run < 2 && !is_quotation_mark(c) || c == '\''
    })
}

/// Where a word begins after the Arabic article, alone or after "and".
fn after_article(letters: &[Letter]) -> usize {
    let starts = |article: &[char]| {
        letters.len() > article.len() + 1
            && letters.iter().zip(article).all(|(letter, &c)| letter.folded == c)
    };
    match () {
        () if starts(&['ا', 'ل']) => 2,
        () if starts(&['و', 'ا', 'ل']) => 3,
        () => 0,
    }
}

/// What it costs to leave a unit out.
fn left_out(unit: &str, begins: Begins, is_little: impl FnOnce() -> bool) -> u16 {
    match begins {
        _ if is_spaceless(unit) => 1,
        _ if !unit.contains(is_letter) => u16::from(begins == Begins::Word),
        Begins::Word if is_little() => 1,
        Begins::Word => 5,
        Begins::Inside => 1,
        _ => 2,
    }
}

/// What it costs to pass what stands between two units.
fn passed(between: &str, is_new_word: bool) -> u16 {
    let comma = is_new_word && between.contains([',', '،', '，', '、']);
    u16::from(comma) * 2
        + u16::from(between.contains('\n')) * 2
        + u16::from(is_new_word && between.contains(is_opening)) * 3
        + u16::from(is_new_word && between.contains(is_closing)) * 3
        + u16::from(between.contains(is_code)) * 9
}

/// What stands in formulas, programs and mark-up.
pub(super) fn is_code(c: char) -> bool {
    matches!(
        c,
        '=' | '<' | '>' | '^' | '{' | '}' | '|' | '`' | '_' | '\\' | '#' | '*' | '$' | '%' | '@'
    )
}

/// A letter as it is compared.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let expansion = Properties::of(c).expansion();
    expansion.and_then(|fold| fold.loose.chars().next()).unwrap_or(c)
}

/// The window that ends at `end`, with at most `most` words, little ones aside, of one sentence and outside other brackets.
pub(super) fn before(text: &str, end: usize, most: usize, phrases: &Phrases) -> Span {
    let lowest = ceil_boundary(text, end.saturating_sub(MOST_BYTES));
    let stretch = &text[lowest..end];
    // Where the window begins, where the last word that was looked at does, and how many brackets are open in between.
    let (mut start, mut reached, mut depth) = (stretch.len(), stretch.len(), 0);
    let mut words = 0;
    for word in stretch.split_whitespace().rev() {
        let at = word.as_ptr().addr() - stretch.as_ptr().addr();
        let is_last = reached == stretch.len();
        let is_after_blank_line = stretch[at + word.len()..reached].matches('\n').count() > 1;
        if is_after_blank_line || (!is_last && ends_sentence(word)) {
            break;
        }
        let brackets = Brackets::of(word);
        if depth == 0
            && let Some(opened) = brackets.opened
        {
            start = at + opened;
            break;
        }
        // Not in "poly-(deoxythymidylic acid)", and one word in brackets may be of the name: "poly (ADP-ribose) polymerase".
        let is_other = brackets.opened.is_some() && !brackets.is_joined;
        if is_other {
            break;
        }
        depth = (depth + brackets.closed).saturating_sub(usize::from(brackets.opened.is_some()));
        reached = at;
        // The first word of the stretch may be the end of a longer one.
        let is_cut = at == 0 && !text[..lowest].ends_with(char::is_whitespace) && lowest > 0;
        if is_cut && !is_spaceless(word) {
            break;
        }
        if depth > 0 {
            continue;
        }
        start = at;
        words += usize::from(!phrases.is_little(word));
        if words >= most && !is_spaceless(word) {
            break;
        }
    }
    let window = Span::new(lowest + start, end);
    // In scripts without blanks, sentences end inside what blanks separate.
    let mark = window.of(text).char_indices().rfind(|&(_, c)| is_wide_mark(c));
    mark.map_or(window, |(at, c)| Span::new(window.start + at + c.len_utf8(), end))
}

fn is_wide_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '：' | '，' | '（' | '）' | '؛' | '؟' | '۔')
}

/// The window from `start` to the end of the clause, with at most `most` words, little ones aside.
pub(super) fn after(text: &str, start: usize, most: usize, phrases: &Phrases) -> Span {
    let highest = ceil_boundary(text, (start + MOST_BYTES).min(text.len()));
    let stretch = &text[start..highest];
    let clause =
        stretch.find(|c| is_opening(c) || is_closing(c) || matches!(c, ',' | ';' | ':' | '\n'));
    let (mut end, mut words) = (0, 0);
    for word in stretch[..clause.unwrap_or(stretch.len())].split_whitespace() {
        if words == most {
            break;
        }
        end = word.as_ptr().addr() - stretch.as_ptr().addr() + word.len();
        words += usize::from(!phrases.is_little(word));
        if ends_sentence(word) {
            break;
        }
    }
    Span::new(start, start + end)
}

/// The brackets of one word, those that are closed in it aside.
struct Brackets {
    /// After the last one that is opened and not closed.
    opened: Option<usize>,
    /// How many are closed and not opened.
    closed: usize,
    /// A hyphen stands before the one that is opened.
    is_joined: bool,
}

impl Brackets {
    fn of(word: &str) -> Self {
        let (mut opened, mut depth, mut closed) = (None, 0_usize, 0);
        for (at, c) in word.char_indices() {
            if is_opening(c) {
                depth += 1;
                opened = Some(at + c.len_utf8());
            } else if is_closing(c) {
                if depth == 0 {
                    closed += 1;
                } else {
                    depth -= 1;
                }
            }
        }
        let is_joined =
            opened.is_some_and(|at| word[..at].trim_end_matches(is_opening).ends_with('-'));
        Self { opened: opened.filter(|_| depth > 0), closed, is_joined }
    }
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '［')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '］')
}

/// Whether a sentence, or a part of one that no long form goes beyond, ends with a word.
fn ends_sentence(word: &str) -> bool {
    let core = word.trim_end_matches(|c| is_quotation_mark(c) || is_closing(c));
    match core.chars().next_back() {
        Some(';' | ':' | '!' | '?' | '…' | '—') => true,
        // "St.", "U.S.", "O." and their like are abbreviations.
        Some('.') => {
            let letters = core.chars().filter(|&c| is_letter(c)).count();
            let inner = core.trim_end_matches('.');
            letters > 3 && !inner.contains('.')
        }
        _ => core == "-" || core == "–" || core == "--",
    }
}

/// The first character boundary from `at` on.
pub(super) fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
