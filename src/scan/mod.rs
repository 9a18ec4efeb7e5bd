//! Scanning: every name of a gazetteer that stands in a text, with every alias whose own rules hold. Nothing is decided here.
//!
//! Keys are looked for in folded text where words begin (`words`); an Aho-Corasick automaton finds those that may stand inside words.
//! Each is then held to the edges of characters and words and to the rules of its aliases.

mod checks;
mod matches;
mod plain;
mod prefixes;
mod stretch;
mod words;

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use self::checks::RuleCheck;
use self::matches::Checks;
pub use self::plain::PlainScanner;
pub(crate) use self::prefixes::WordKeys;
use self::words::{Breaks, Names, WordBuffers, WordSearch};
use crate::boundary::{Addresses, Affixes, LanguageSet};
use crate::fold::{FoldedText, Form, Strictness};
use crate::gazetteer::{Gazetteer, KeyIndex};
pub(crate) use crate::gazetteer::{is_acronym, strictness};
use crate::span::Span;

/// A span of text that at least one alias names. Nobody has decided what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// The key of the text there.
    pub key: KeyIndex,
    /// Which of the key's candidates hold, one bit each, the first one lowest.
    pub candidates: u64,
    /// Those among them that hold only because the text has no letter case to go by.
    pub doubtful: u64,
}

/// Finds the names of one gazetteer. Built once, shared between threads.
#[derive(Debug)]
pub struct Scanner {
    base: FileKeys,
    /// Of what lies over it.
    upper: Option<FileKeys>,
    checks: Checks,
}

/// The keys of a file that its word table does not have.
#[derive(Debug)]
struct FileKeys {
    /// Keys that begin where a word does and may end anywhere.
    open: WordKeys,
    /// Keys that may stand anywhere; few dictionaries have any.
    parts: Option<Parts>,
    /// Some of its names allow for proclitics.
    has_proclitics: bool,
}

/// Keys that are found anywhere.
#[derive(Debug)]
struct Parts {
    automaton: AhoCorasick,
    /// By pattern number.
    keys: Vec<KeyIndex>,
}

/// Buffers of one scanning thread.
#[derive(Debug, Default)]
pub struct ScanBuffers {
    folded: FoldedText,
    addresses: Addresses,
    forms: Vec<(Strictness, Form)>,
    words: WordBuffers,
}

impl ScanBuffers {
    /// The text that was scanned last, folded.
    pub(crate) fn folded(&self) -> &FoldedText {
        &self.folded
    }
}

impl Scanner {
    /// Prepares to scan for the names of `gazetteer`.
    ///
    /// # Panics
    /// When the automaton of names that may stand inside words would need more than 2^31 states: some hundred million bytes of them.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let (base, upper) = gazetteer.files();
        let checks = Checks::new(gazetteer);
        let with_proclitics = gazetteer.affixes().with_proclitics();
        let (of_base, of_upper) = checks.0.split_at(base.rules().len());
        Self {
            base: FileKeys::of(base, of_base, with_proclitics),
            upper: upper.map(|(upper, _)| FileKeys::of(upper, of_upper, with_proclitics)),
            checks,
        }
    }

    /// Finds every mention in `text`, in place of what `mentions` held; sorted by start, the longer first.
    ///
    /// # Panics
    /// When `text` is longer than [`crate::fold::MAX_TEXT_BYTES`].
    pub fn scan(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        buffers: &mut ScanBuffers,
        mentions: &mut Vec<Mention>,
    ) {
        mentions.clear();
        let mut folded = std::mem::take(&mut buffers.folded);
        folded.fold(text);
        let mut words = std::mem::take(&mut buffers.words);
        let mut checking = self.checks.begin(gazetteer, (text, &folded), buffers, mentions);
        let (base, upper) = gazetteer.files();
        let affixes = &**gazetteer.affixes();
        let mut search = WordSearch {
            names: self.base.names(base, affixes, 0),
            upper: upper
                .zip(self.upper.as_ref())
                .map(|((file, first), keys)| keys.names(file, affixes, first)),
            bytes: folded.as_bytes(),
            breaks: Breaks(folded.breaks()),
            buffers: &mut words,
        };
        search.run(&mut checking);
        for (key, range) in self.base.find_parts(&folded) {
            checking.take(key, range);
        }
        if let (Some(keys), Some((_, first))) = (&self.upper, upper) {
            for (KeyIndex(key), range) in keys.find_parts(&folded) {
                checking.take(KeyIndex(first + key), range);
            }
        }
        sort(mentions);
        buffers.folded = folded;
        buffers.words = words;
    }
}

impl FileKeys {
    /// Those of a file with these rules.
    fn of(file: &Gazetteer, rules: &[RuleCheck], with_proclitics: LanguageSet) -> Self {
        let open: Vec<_> = file.open_keys().map(|key| (file.key(key), key.0)).collect();
        let open = WordKeys::new(open.iter().map(|(key, number)| (&**key, *number)));
        let keys: Vec<_> = file.part_keys().collect();
        let parts = (!keys.is_empty()).then(|| Parts {
            automaton: AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(keys.iter().map(|&key| file.key(key).into_owned()))
                .expect("the keys fit the automaton"),
            keys,
        });
        let has_proclitics = rules.iter().any(|rule| rule.affixes.meets(with_proclitics));
        Self { open, parts, has_proclitics }
    }

    /// Those that the word table finds, with those that it does not. Their numbers begin with `first`.
    fn names<'s>(&'s self, file: &'s Gazetteer, affixes: &'s Affixes, first: u32) -> Names<'s> {
        let proclitics = self.has_proclitics.then_some(affixes);
        Names { file, table: file.word_table(), open: &self.open, proclitics, first }
    }

    fn find_parts(&self, folded: &FoldedText) -> impl Iterator<Item = (KeyIndex, Range<usize>)> {
        self.parts.iter().flat_map(|parts| {
            let found = parts.automaton.find_overlapping_iter(folded.as_bytes());
            found.map(|found| (parts.keys[found.pattern().as_usize()], found.range()))
        })
    }
}

/// By start, the longer first, each once.
fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_unstable_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    mentions.dedup_by_key(|mention| mention.span);
}
