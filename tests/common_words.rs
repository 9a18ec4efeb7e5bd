//! Counts the tables of common words, `src/lint/words/`, from the shared texts. `EXONYM_BLESS=1` writes them anew.
//!
//! A **word** is a run of letters and marks; in Chinese, where no blanks part words, every two characters that follow one another
//! within such a run. Its frequency is per million words of the language's texts. It is **common** where it is met five times or
//! more, and often enough, and is no name:
//!
//! - In English and Turkish, only what is written in small letters counts, in lines that have capitals. Where nine in ten have a
//!   capital, it is a name.
//! - In Arabic, Urdu and Chinese nothing shows that a word is a name. What the Universal Declaration of Human Rights has is none, for
//!   it names nobody; any other word must be frequent, and no name in the lists of names. Given names that many bear are words here:
//!   alone they name nobody.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use exonym::fold::key;
use exonym::lint::common_words;
use unicode_script::{Script, UnicodeScript};

/// Met less often, a word may be a slip.
const FEWEST: u32 = 5;

/// How often per million words a common word is met at least.
const FLOOR: u32 = 5;

/// The same where it may be a name.
const FLOOR_WHERE_IN_DOUBT: u32 = 300;

/// Names of states, peoples, bodies and persons that the lists lack.
const NAMES: &[&str] = &[
    "أردوغان",
    "إفريقيا",
    "الأمريكي",
    "الأمريكية",
    "الأميركي",
    "الأوروبي",
    "البريطانية",
    "التركي",
    "التركية",
    "الجزائري",
    "السعودي",
    "السعودية",
    "العربي",
    "العربية",
    "الفرنسي",
    "الفرنسية",
    "المغاربة",
    "المغربي",
    "المغربية",
    "امریکہ",
    "امریکی",
    "بوتفليقة",
    "ترامب",
    "تلنگانہ",
    "تويتر",
    "جنگاؤں",
    "خاشقجي",
    "داعش",
    "عرب",
    "قذافی",
    "لنکا",
    "لیبیائی",
    "میدک",
    "ناٹو",
    "کانگریس",
    "کڑپہ",
    "ہندوستان",
    "ہندوستانی",
];

/// A language, its texts, how it shows names, and its script.
const LANGUAGES: &[(&str, &str, Written, Script)] = &[
    ("ar", "news-ar.txt.gz", Written::Caseless, Script::Arabic),
    ("en", "news-en.jsonl.gz", Written::Cased, Script::Latin),
    ("tr", "news-tr.txt.gz", Written::Cased, Script::Latin),
    ("ur", "news-ur.txt.gz", Written::Caseless, Script::Arabic),
    ("zh", "news-zh.txt.gz", Written::Unspaced, Script::Han),
];

#[test]
fn tables_are_those_of_the_texts() {
    let shared = std::env::var_os("EXONYM_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
        .join("data");
    if !shared.exists() {
        println!("skipped: {} is not there", shared.display());
        return;
    }
    let names = names(&shared);
    let declared: BTreeSet<String> = {
        let text = unpacked(&shared.join("corpora/udhr.txt.gz"));
        let words: BTreeSet<&str> = text
            .lines()
            .flat_map(words)
            .flat_map(|word| [word].into_iter().chain(pairs(word)))
            .collect();
        words.into_iter().map(key).collect()
    };
    for &(lang, file, written, script) in LANGUAGES {
        let text = unpacked(&shared.join("corpora").join(file));
        let lines: Box<dyn Iterator<Item = String>> = if lang == "en" {
            Box::new(text.lines().flat_map(body_of))
        } else {
            Box::new(text.lines().map(str::to_owned))
        };
        let counts = count(lines, written, script);
        let table = table(lang, &counts, |key| match written {
            Written::Cased => FLOOR,
            _ if declared.contains(key) => FLOOR,
            _ if names.contains(key) => u32::MAX,
            _ => FLOOR_WHERE_IN_DOUBT,
        });
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/lint/words/{lang}.tsv"));
        if std::env::var_os("EXONYM_BLESS").is_some() {
            std::fs::write(&path, &table).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(kept == table, "{} differs; EXONYM_BLESS=1 writes it anew", path.display());
    }
}

#[test]
fn words_are_common_and_names_are_not() {
    let is_common = |text: &str, lang: &str| common_words(&key(text)).any(|word| word.lang == lang);
    for (word, lang) in [
        ("the", "en"),
        ("The", "en"),
        ("government", "en"),
        ("ve", "tr"),
        ("için", "tr"),
        ("میں", "ur"),
        ("من", "ar"),
        ("على", "ar"),
        ("我们", "zh"),
    ] {
        assert!(is_common(word, lang), "{word} is common in {lang}");
    }
    for name in [
        "Pakistan",
        "Taliban",
        "Türkiye",
        "پاکستان",
        "طالبان",
        "ترکیہ",
        "土耳其",
        "Xinjiang",
        "Reuters",
    ] {
        let found: Vec<_> = common_words(&key(name)).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// How a language shows what is a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// By a capital.
    Cased,
    /// Not at all.
    Caseless,
    /// Not at all, and without blanks.
    Unspaced,
}

#[derive(Default)]
struct Counts {
    words: u64,
    /// For each key its spellings and how often each is met.
    spellings: BTreeMap<String, HashMap<String, u32>>,
    /// For each key how often it is met with a capital.
    capitals: HashMap<String, u32>,
}

fn count(lines: impl Iterator<Item = String>, written: Written, script: Script) -> Counts {
    let mut counts = Counts::default();
    let mut keys: HashMap<String, String> = HashMap::new();
    for line in lines {
        // A headline in small letters says nothing about names.
        if written == Written::Cased && !line.contains(char::is_uppercase) {
            continue;
        }
        for word in words(&line) {
            let found: Vec<&str> =
                if written == Written::Unspaced { pairs(word).collect() } else { vec![word] };
            counts.words += found.len() as u64;
            for word in found {
                if !word.chars().all(|c| {
                    matches!(c.script(), Script::Common | Script::Inherited) || c.script() == script
                }) {
                    continue;
                }
                let key = keys.entry(word.to_owned()).or_insert_with(|| key(word)).clone();
                if written == Written::Cased && word.contains(char::is_uppercase) {
                    *counts.capitals.entry(key).or_default() += 1;
                    continue;
                }
                *counts.spellings.entry(key).or_default().entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    counts
}

/// Runs of letters and marks.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| {
        !c.is_alphabetic()
            && !('\u{300}'..'\u{370}').contains(&c)
            && !matches!(c, '\u{200c}' | '\u{64b}'..='\u{65f}')
    };
    line.split(is_between).filter(|word| !word.is_empty())
}

/// Every two Chinese characters that follow one another.
fn pairs(word: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let pairs: Vec<&str> = starts.windows(3).map(|at| &word[at[0]..at[2]]).collect();
    pairs.into_iter().filter(|pair| pair.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
}

fn table(lang: &str, counts: &Counts, floor: impl Fn(&str) -> u32) -> String {
    let mut table = format!(
        "# Common words of news in {lang}: key, usual spelling, occurrences per million words. See tests/common_words.rs.\n"
    );
    for (key, spellings) in &counts.spellings {
        let total: u32 = spellings.values().sum();
        let per_million = u64::from(total) * 1_000_000 / counts.words.max(1);
        // One letter is short, whatever it means.
        let is_short = key.chars().count() < 2;
        let capitals = counts.capitals.get(key).copied().unwrap_or_default();
        let is_name = capitals > 9 * total;
        if total < FEWEST || per_million < u64::from(floor(key)) || is_short || is_name {
            continue;
        }
        let usual = spellings
            .iter()
            .max_by_key(|(word, count)| (**count, std::cmp::Reverse(word.as_str())));
        let (usual, _) = usual.expect("a key has a spelling");
        writeln!(table, "{key}\t{usual}\t{per_million}").unwrap();
    }
    table
}

/// The keys of all names in the lists, and of those above.
fn names(shared: &Path) -> BTreeSet<String> {
    let lists =
        ["10k", "1m-lint"].map(|list| unpacked(&shared.join(format!("aliases/{list}.txt.gz"))));
    lists.iter().flat_map(|list| list.lines()).chain(NAMES.iter().copied()).map(key).collect()
}

/// The lines of a record's text.
fn body_of(record: &str) -> Vec<String> {
    let record: serde_json::Value = serde_json::from_str(record).unwrap();
    record["text"].as_str().unwrap().lines().map(str::to_owned).collect()
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}
