//! Scanning: every name of a gazetteer that stands in a text, with every alias whose own rules hold. Nothing is decided here.
//!
//! An Aho-Corasick automaton over the folded text gives every key, overlapping ones too; each is then held to the edges of characters
//! and words and to the rules of its aliases.

mod checks;
mod stretch;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use self::checks::{AliasCheck, RuleCheck};
pub(crate) use self::checks::{is_acronym, strictness};
use self::stretch::Stretches;
use crate::boundary::{Addresses, Edges, may_begin, may_end};
use crate::dictionary::Boundary;
use crate::fold::{FoldedText, Form, Strictness};
use crate::gazetteer::{Gazetteer, KeyIndex};
use crate::span::Span;

/// Up to so many keys, the automaton is a DFA: twice as fast, and some kilobytes a key.
const MAX_DFA_KEYS: usize = 20_000;

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
    automaton: AhoCorasick,
    rules: Vec<RuleCheck>,
    /// By alias number.
    aliases: Vec<AliasCheck>,
    /// By key number: whether each alias of the key asks for a word boundary on the left and none takes a proclitic.
    bounded_left: Vec<bool>,
}

/// Buffers of one scanning thread.
#[derive(Debug, Default)]
pub struct ScanBuffers {
    folded: FoldedText,
    addresses: Addresses,
    forms: Vec<(Strictness, Form)>,
}

impl Scanner {
    /// Prepares to scan for the names of `gazetteer`.
    ///
    /// # Panics
    /// When the automaton would need more than 2^31 states: some hundred million bytes of names.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let kind = if gazetteer.key_count() <= MAX_DFA_KEYS {
            AhoCorasickKind::DFA
        } else {
            AhoCorasickKind::ContiguousNFA
        };
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(kind))
            .prefilter(false)
            .build(gazetteer.keys())
            .expect("the keys fit the automaton");
        let rules: Vec<_> = gazetteer.rules().iter().map(|rule| RuleCheck::new(rule)).collect();
        let mut aliases = Vec::with_capacity(gazetteer.alias_count());
        let mut bounded_left = Vec::with_capacity(gazetteer.key_count());
        for (number, key) in gazetteer.keys().enumerate() {
            let mut bounded = true;
            for alias in gazetteer.candidates(KeyIndex(number as u32)) {
                let rule = gazetteer.rule_number(alias.index());
                let check = &rules[rule as usize];
                bounded &= check.boundary != Boundary::None && check.affixes.is_empty();
                aliases.push(AliasCheck::new(alias.text(), key, rule, check));
            }
            bounded_left.push(bounded);
        }
        Self { automaton, rules, aliases, bounded_left }
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
        buffers.folded.fold(text);
        buffers.addresses.find(text);
        let mut stretches = Stretches::new(text);
        let folded = buffers.folded.as_bytes();
        for found in self.automaton.find_overlapping_iter(folded) {
            let key = KeyIndex(found.pattern().as_u32());
            let Some(start) = buffers.folded.start(found.start()) else { continue };
            if self.bounded_left[key.0 as usize] && is_inside_ascii_word(text.as_bytes(), start) {
                continue;
            }
            let Some(end) = buffers.folded.end(found.end()) else { continue };
            let span = Span::new(start, end);
            if !may_begin(text, start)
                || !may_end(text, end)
                || Edges::is_handle(text, span)
                || buffers.addresses.touch(span)
            {
                continue;
            }
            let place = Place { text, span, folded_key: &folded[found.range()] };
            let (candidates, doubtful) =
                self.candidates(gazetteer, key, place, &mut buffers.forms, &mut stretches);
            if candidates != 0 {
                mentions.push(Mention { span, key, candidates, doubtful });
            }
        }
        mentions
            .sort_unstable_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    }

    /// Which aliases of `key` hold there, and which of them with doubt.
    fn candidates(
        &self,
        gazetteer: &Gazetteer,
        key: KeyIndex,
        place: Place<'_>,
        forms: &mut Vec<(Strictness, Form)>,
        stretches: &mut Stretches<'_>,
    ) -> (u64, u64) {
        debug_assert_eq!(gazetteer.key(key).as_bytes(), place.folded_key);
        let edges = Edges::of(place.text, place.span);
        let surface = place.span.of(place.text);
        forms.clear();
        let (mut candidates, mut doubtful) = (0, 0);
        for (bit, number) in gazetteer.candidate_range(key).enumerate() {
            let alias = &self.aliases[number as usize];
            let rule = &self.rules[alias.rule as usize];
            let is_form = alias.form.as_ref().is_none_or(|form| {
                let known = forms.iter().position(|(strictness, _)| *strictness == rule.strictness);
                let known = known.unwrap_or_else(|| {
                    forms.push((rule.strictness, Form::of(surface, rule.strictness)));
                    forms.len() - 1
                });
                forms[known].1 == *form
            });
            if !is_form || !rule.holds_at(&edges) {
                continue;
            }
            if alias.case.holds(surface) {
                candidates |= 1 << bit;
                if alias.case.wants_case() && stretches.is_caseless(place.span.start) {
                    doubtful |= 1 << bit;
                }
            } else if alias.case.wants_case() && stretches.is_caseless(place.span.start) {
                candidates |= 1 << bit;
                doubtful |= 1 << bit;
            }
        }
        (candidates, doubtful)
    }
}

/// One match of the automaton, back in the text.
#[derive(Clone, Copy)]
struct Place<'t> {
    text: &'t str,
    span: Span,
    folded_key: &'t [u8],
}

/// Most matches of short keys are in the middle of an English word, and are seen through here.
fn is_inside_ascii_word(text: &[u8], start: usize) -> bool {
    start > 0 && text[start].is_ascii_alphanumeric() && text[start - 1].is_ascii_alphanumeric()
}
