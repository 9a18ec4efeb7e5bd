//! A stretch of text in which a long form is looked for, cut into the pieces that letters of a short form may begin.

use crate::boundary::{is_letter, is_lower, is_quotation_mark, is_upper, is_word};
use crate::fold::{Properties, ScriptGroup};
use crate::span::Span;

/// A window has no more bytes: what costs time is bounded whatever the text.
pub(super) const MOST_BYTES: usize = 320;

/// Words that a short form leaves out at little cost, in the languages whose texts define many.
#[rustfmt::skip]
pub(super) const LITTLE: &[&str] = &[
    "a", "al", "am", "an", "and", "as", "at", "au", "aux", "by", "da", "das", "de", "dei", "del", "della", "dem", "den", "der", "des",
    "di", "die", "do", "dos", "du", "e", "el", "et", "for", "from", "für", "i", "ile", "im", "in", "into", "la", "las", "le", "les",
    "los", "of", "on", "or", "oder", "och", "og", "per", "pour", "sur", "the", "to", "und", "van", "ve", "via", "von", "with", "y",
    "zu", "zur", "в", "во", "для", "и", "на", "о", "по", "при", "с", "та", "у", "і", "في", "من", "و", "على", "کے", "کی", "کا",
];

/// A stretch of word characters between two others; in scripts without blanks, a character; where case or digits change, a part of a
/// word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) begins: Begins,
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
    pub(super) fn new(text: &str, span: Span) -> Self {
        let mut window = Self::default();
        for word in words_of(text, span) {
            window.add_word(text, word);
        }
        window
    }

    fn add_word(&mut self, text: &str, word: Span) {
        let first = self.units.len();
        let mut open: Option<(usize, char)> = None;
        for (offset, c) in word.of(text).char_indices() {
            let at = word.start + offset;
            let properties = Properties::of(c);
            if !is_word(c) {
                self.close(text, &mut open, at, first, word);
            } else if properties.is_mark() || properties.is_dropped() {
                // Of the letter before it.
            } else {
                if let Some((_, before)) = open
                    && changes(before, c)
                {
                    self.close(text, &mut open, at, first, word);
                }
                open = Some((open.map_or(at, |(start, _)| start), c));
                self.letters.push(Letter {
                    folded: fold(c),
                    unit: self.units.len() as u16,
                    is_first: false,
                    is_last: false,
                });
            }
        }
        self.close(text, &mut open, word.end, first, word);
    }

    /// Ends the unit that is open.
    fn close(&mut self, text: &str, open: &mut Option<(usize, char)>, end: usize, first: usize, word: Span) {
        let Some((start, _)) = open.take() else { return };
        let unit = Span::new(start, end);
        let before = &text[word.start..start];
        let begins = if before.chars().all(|c| !c.is_alphanumeric() && !is_joint(c)) {
            Begins::Word
        } else if before.ends_with('-') && are_locants(before) {
            Begins::AfterLocants
        } else if before.chars().next_back().is_some_and(is_word) {
            match unit.of(text).chars().next().map(|c| Properties::of(c).script()) {
                Some(ScriptGroup::Hangul) => Begins::Syllable,
                Some(ScriptGroup::Spaceless | ScriptGroup::Katakana) => Begins::Word,
                _ => Begins::Inside,
            }
        } else {
            Begins::Part
        };
        let number = self.units.len();
        let own = self.letters.iter().rposition(|letter| letter.unit as usize != number).map_or(0, |at| at + 1);
        let letters = &mut self.letters[own..];
        let Some(last) = letters.len().checked_sub(1) else { return };
        letters[0].is_first = true;
        letters[last].is_last = true;
        let article = after_article(letters);
        letters[article].is_first = true;
        let passed = if number == 0 { 0 } else { passed(text, self.units[number - 1].end, start, number == first) };
        self.units.push(Unit { start, end, begins, left_out: left_out(unit.of(text), begins), passed });
    }
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

pub(super) fn is_spaceless(unit: &str) -> bool {
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
fn left_out(unit: &str, begins: Begins) -> u16 {
    let lower = || unit.to_lowercase();
    if is_spaceless(unit) {
        1
    } else if !unit.chars().any(is_letter) {
        u16::from(begins == Begins::Word)
    } else if begins == Begins::Word {
        if LITTLE.contains(&lower().as_str()) { 1 } else { 5 }
    } else {
        match begins {
            Begins::Inside => 1,
            _ => 2,
        }
    }
}

/// What it costs to pass what stands between two units.
fn passed(text: &str, end: usize, start: usize, is_new_word: bool) -> u16 {
    let between = &text[end..start];
    let comma = is_new_word && between.contains([',', '،', '，', '、']);
    u16::from(comma) * 2
        + u16::from(between.contains('\n')) * 2
        + u16::from(is_new_word && between.contains(is_closing)) * 4
        + u16::from(between.contains(is_code)) * 9
}

/// What stands in formulas, programs and mark-up.
fn is_code(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '^' | '{' | '}' | '|' | '`' | '_' | '\\' | '#' | '*' | '$')
}

/// A letter as it is compared.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let expansion = Properties::of(c).expansion();
    expansion.and_then(|fold| fold.loose.chars().next()).unwrap_or(c)
}

/// The window that ends at `end` with at most `most` words, little ones aside.
pub(super) fn before(text: &str, end: usize, most: usize) -> Span {
    let lowest = ceil_boundary(text, end.saturating_sub(MOST_BYTES));
    let stretch = &text[lowest..end];
    let mut start = stretch.len();
    let (mut words, mut depth, mut reached) = (0, 0_usize, stretch.len());
    let whole = stretch.split_whitespace().rev();
    for word in whole {
        let at = word.as_ptr().addr() - stretch.as_ptr().addr();
        let between = &stretch[at + word.len()..reached];
        if between.matches('\n').count() > 1 || (reached < stretch.len() && ends_sentence(word)) {
            break;
        }
        let brackets = Brackets::of(word);
        if depth == 0 && let Some(opened) = brackets.opened {
            start = at + opened;
            break;
        }
        if depth == 0 && brackets.encloses {
            break;
        }
        let inner = depth + brackets.closed;
        if brackets.opened.is_some() {
            depth = inner.saturating_sub(1);
            // "poly-(deoxythymidylic acid)" is of the name; any other bracket ends what stands after it.
            if !brackets.is_joined {
                break;
            }
        } else {
            depth = inner;
        }
        reached = at;
        if depth > 0 {
            continue;
        }
        if lowest + at > 0 && at == 0 && lowest > 0 {
            // It may be cut in its middle.
            if !text[..lowest].ends_with(char::is_whitespace) && !is_spaceless(&word[..first_len(word)]) {
                break;
            }
        }
        start = at;
        words += usize::from(!LITTLE.contains(&word));
        if words >= most && !is_spaceless(word) {
            break;
        }
    }
    let start = lowest + start;
    // In scripts without blanks, sentences end inside what blanks separate.
    let cut = text[start..end].rfind(['。', '！', '？', '；', '：', '，', '（', '）', '؛', '؟', '۔']);
    let cut = cut.map_or(start, |at| start + at + text[start + at..].chars().next().map_or(0, char::len_utf8));
    Span::new(cut.min(end), end)
}

/// The window from `start` to the end of the clause, with at most `most` words, little ones aside.
pub(super) fn after(text: &str, start: usize, most: usize) -> Span {
    let highest = ceil_boundary(text, (start + MOST_BYTES).min(text.len()));
    let stretch = &text[start..highest];
    let clause = stretch.find(|c| is_opening(c) || is_closing(c) || matches!(c, ',' | ';' | ':' | '\n'));
    let (mut end, mut words) = (0, 0);
    for word in stretch[..clause.unwrap_or(stretch.len())].split_whitespace() {
        if words == most {
            break;
        }
        end = word.as_ptr().addr() - stretch.as_ptr().addr() + word.len();
        words += usize::from(!LITTLE.contains(&word));
        if ends_sentence(word) {
            break;
        }
    }
    Span::new(start, start + end)
}

fn first_len(word: &str) -> usize {
    word.chars().next().map_or(0, char::len_utf8)
}

/// The brackets of one word, those that are closed in it aside.
struct Brackets {
    /// After the last one that is opened and not closed.
    opened: Option<usize>,
    /// How many are closed and not opened.
    closed: usize,
    /// It begins with a bracket and ends with one: "(MS)", "(MS),".
    encloses: bool,
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
        let core = word.trim_end_matches([',', '.', ';', ':']);
        let encloses = word.starts_with(is_opening) && core.ends_with(is_closing);
        let is_joined = opened.is_some_and(|at| word[..at].trim_end_matches(is_opening).ends_with('-'));
        Self { opened: opened.filter(|_| depth > 0), closed, encloses: encloses && depth == 0, is_joined }
    }
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '（' | '［')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '）' | '］')
}

/// Whether a sentence, or a part of one that no long form goes beyond, ends with a word.
pub(super) fn ends_sentence(word: &str) -> bool {
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
