//! Words that every text may have, by their frequency in news.
//!
//! The tables in `words/` are counted by `tests/common_words.rs`, which says how; they hold counts and no text.

use std::sync::LazyLock;

/// A word that is common in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonWord {
    /// Its key, as a name's key is made.
    pub key: &'static str,
    /// The spelling that is met most often.
    pub surface: &'static str,
    /// How often it is met, written so that it is no name, per million words.
    pub per_million: u32,
    /// The language that it is common in.
    pub lang: &'static str,
}

/// A language and its words, sorted by key.
type Table = (&'static str, LazyLock<Vec<CommonWord>>);

macro_rules! tables {
    ($($lang:literal)+) => {
        [$(($lang, LazyLock::new(|| parse($lang, include_str!(concat!("words/", $lang, ".tsv")))))),+]
    };
}

static TABLES: [Table; 5] = tables!["ar" "en" "tr" "ur" "zh"];

/// The languages in which a key is a common word, in the order of their tags.
///
/// ```
/// use exonym::fold::key;
/// use exonym::lint::common_words;
///
/// let word = common_words(&key("The")).next().unwrap();
/// assert_eq!((word.lang, word.surface), ("en", "the"));
/// assert!(common_words(&key("Türkiye")).next().is_none());
/// ```
pub fn common_words(key: &str) -> impl Iterator<Item = CommonWord> {
    TABLES.iter().filter_map(move |(_, words)| {
        let at = words.binary_search_by(|word| word.key.cmp(key)).ok()?;
        Some(words[at])
    })
}

/// Key, surface and frequency on each line; lines with `#` are words to the reader.
fn parse(lang: &'static str, table: &'static str) -> Vec<CommonWord> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let words = lines.map(|line| {
        let mut fields = line.split('\t');
        let mut field = || fields.next().expect("a line has three fields");
        let (key, surface) = (field(), field());
        let per_million = field().parse().expect("a frequency is a whole number");
        CommonWord { key, surface, per_million, lang }
    });
    words.collect()
}
