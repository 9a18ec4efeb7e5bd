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

pub(crate) use self::checks::{is_acronym, strictness};
use self::matches::Checks;
pub use self::plain::PlainScanner;
pub(crate) use self::prefixes::WordKeys;
use self::words::{WordBuffers, WordSearch};
use crate::boundary::Addresses;
use crate::fold::{FoldedText, Form, Strictness};
use crate::gazetteer::{Gazetteer, KeyIndex, WordTableBytes};
use crate::span::Span;
use crate::words::{Class, Seed};

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
    table: WordTableBytes,
    /// Keys that begin where a word does and may end anywhere.
    open: WordKeys,
    /// The keys that may begin inside a word of ASCII; few dictionaries have any.
    parts: Option<Parts>,
    checks: Checks,
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
        let checks = Checks::new(gazetteer);
        let (mut words, mut open, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_proclitics = false;
        for (key, number) in gazetteer.keys().zip(0..) {
            let edges = checks.edges(KeyIndex(number));
            has_proclitics |= edges.proclitics;
            let first = key.chars().next().expect("no key is empty");
            let last = key.chars().next_back().expect("no key is empty");
            if edges.left && edges.right && Class::of(last) != Class::Hangul {
                words.push((number, key.as_bytes()));
            } else if edges.left && Class::of(first) != Class::Outside {
                open.push((key, number));
            } else {
                parts.push(number);
            }
        }
        let seed = Seed::new(0);
        let (table, others) = WordTableBytes::build(seed, words.into_iter());
        eprintln!("parts {} others {}", parts.len(), others.len());
        for &k in others.iter().take(40) { eprintln!("  {:?}", gazetteer.key(KeyIndex(k))); }
        parts.extend(others);
        let open = WordKeys::new(open.into_iter());
        let keys: Vec<_> = parts.into_iter().map(KeyIndex).collect();
        let parts = (!keys.is_empty()).then(|| Parts {
            automaton: AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(keys.iter().map(|&key| gazetteer.key(key)))
                .expect("the keys fit the automaton"),
            keys,
        });
        Self { table, open, parts, checks, has_proclitics }
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
        let mut checking = self.checks.begin(gazetteer, text, buffers);
        let mut search = WordSearch {
            gazetteer,
            table: self.table.own_view(Seed::new(0)),
            open: &self.open,
            has_proclitics: self.has_proclitics,
            bytes: folded.as_bytes(),
            breaks: &folded.breaks(),
            buffers: &mut words,
        };
        search.run(|key, Range { start, end }| {
            if let Some(start) = folded.start(start)
                && let Some(end) = folded.end(end)
            {
                mentions.extend(checking.mention(key, Span::new(start, end)));
            }
        });
        for found in self.parts.iter().flat_map(|parts| parts.find(&folded)) {
            mentions.extend(found.and_then(|(key, span)| checking.mention(key, span)));
        }
        sort(mentions);
        buffers.folded = folded;
        buffers.words = words;
    }
}

impl Parts {
    fn find(&self, folded: &FoldedText) -> impl Iterator<Item = Option<(KeyIndex, Span)>> {
        self.automaton.find_overlapping_iter(folded.as_bytes()).map(|found| {
            let (start, end) = (folded.start(found.start())?, folded.end(found.end())?);
            Some((self.keys[found.pattern().as_usize()], Span::new(start, end)))
        })
    }
}

/// By start, the longer first, each once.
fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_unstable_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    mentions.dedup_by_key(|mention| mention.span);
}
