//! From places where a key stands to mentions: each is held to the edges of characters and words, and to the rules of the key's aliases.

use std::ops::Range;

use super::checks::RuleCheck;
use super::stretch::Stretches;
use super::{Mention, ScanBuffers};
use crate::boundary::{Addresses, Affixes, Edges, LeftEdge, may_begin, may_end};
use crate::fold::{FoldedText, Form, Strictness};
use crate::gazetteer::{AliasIndex, Gazetteer, KeyIndex};
use crate::span::Span;

/// A mention has at most so many bytes for each byte of its key, and some to spare.
const BYTES_A_BYTE: usize = 8;
const SPARE_BYTES: usize = 1024;

/// What the names of one gazetteer ask for, by rule number.
#[derive(Debug)]
pub(super) struct Checks(pub(super) Vec<RuleCheck>);

/// The checks, at work on one text.
pub(super) struct Checking<'t> {
    checks: &'t Checks,
    gazetteer: &'t Gazetteer,
    affixes: &'t Affixes,
    text: &'t str,
    folded: &'t FoldedText,
    /// Found when the first key is.
    addresses: &'t mut Addresses,
    has_addresses: bool,
    /// Where the last key begins in the folded text, and what is known of that place; `None` where no name may begin.
    last: (usize, Option<Beginning>),
    forms: &'t mut Vec<(Strictness, Form)>,
    stretches: Stretches<'t>,
    mentions: &'t mut Vec<Mention>,
}

/// A place where names may begin, and what they have in common: very many may begin at each.
#[derive(Clone, Copy)]
struct Beginning {
    start: usize,
    /// Once it is asked for.
    left: Option<LeftEdge>,
    /// Where the next address begins.
    address: usize,
}

impl Checks {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let affixes = gazetteer.affixes();
        Self(gazetteer.rules().iter().map(|rule| RuleCheck::new(rule, affixes)).collect())
    }

    /// Begins a text, given its fold and where to put its mentions.
    pub(super) fn begin<'t>(
        &'t self,
        gazetteer: &'t Gazetteer,
        (text, folded): (&'t str, &'t FoldedText),
        buffers: &'t mut ScanBuffers,
        mentions: &'t mut Vec<Mention>,
    ) -> Checking<'t> {
        let ScanBuffers { addresses, forms, .. } = buffers;
        Checking {
            checks: self,
            gazetteer,
            affixes: gazetteer.affixes(),
            text,
            folded,
            addresses,
            has_addresses: false,
            last: (usize::MAX, None),
            forms,
            stretches: Stretches::new(text),
            mentions,
        }
    }
}

impl Checking<'_> {
    /// Takes a key that stands there in the folded text: a mention, if it passes.
    pub(super) fn take(&mut self, key: KeyIndex, range: Range<usize>) {
        // A key without text is one of a damaged file.
        if range.is_empty() || self.gazetteer.hides(key) {
            return;
        }
        if let Some(&mut beginning) = self.beginning(range.start) {
            let mention = self.mention(key, range, beginning);
            self.mentions.extend(mention);
        }
    }

    /// The same for a key that may not begin inside words.
    pub(super) fn take_word(&mut self, key: KeyIndex, range: Range<usize>) {
        let (text, affixes) = (self.text, self.affixes);
        let may_begin =
            self.beginning(range.start).is_some_and(|Beginning { start, left, .. }| {
                left.get_or_insert_with(|| LeftEdge::of(text, *start, affixes)).may_begin()
            });
        if may_begin {
            self.take(key, range);
        }
    }

    fn beginning(&mut self, at: usize) -> Option<&mut Beginning> {
        if self.last.0 != at {
            self.last = (at, self.new_beginning(at));
        }
        self.last.1.as_mut()
    }

    fn new_beginning(&mut self, at: usize) -> Option<Beginning> {
        let start = self.folded.start(at)?;
        if !self.has_addresses {
            self.addresses.find(self.text);
            self.has_addresses = true;
        }
        let address = self.addresses.after(start).map_or(usize::MAX, |address| address.start);
        let is_one = address > start
            && may_begin(self.text, start)
            && !LeftEdge::is_handle(self.text, start);
        is_one.then_some(Beginning { start, left: None, address })
    }

    fn mention(
        &mut self,
        key: KeyIndex,
        range: Range<usize>,
        Beginning { start, left, address }: Beginning,
    ) -> Option<Mention> {
        let span = Span::new(start, self.folded.end(range.end)?);
        if span.end > address || self.is_too_long(key, span) || !may_end(self.text, span.end) {
            return None;
        }
        let (candidates, doubtful) = self.candidates(key, span, range, left);
        (candidates != 0).then_some(Mention { span, key, candidates, doubtful })
    }

    /// Whether the span consists of blanks, marks and dropped characters for the most part: what is looked at below takes time for each
    /// byte of it, and very many names may span the same ones.
    fn is_too_long(&self, key: KeyIndex, span: Span) -> bool {
        span.len() > SPARE_BYTES
            && span.len() > SPARE_BYTES + BYTES_A_BYTE * self.gazetteer.key(key).len()
    }

    /// Which aliases of `key` hold there, and which of them with doubt.
    fn candidates(
        &mut self,
        key: KeyIndex,
        span: Span,
        range: Range<usize>,
        left: Option<LeftEdge>,
    ) -> (u64, u64) {
        let (text, affixes) = (self.text, self.affixes);
        let of_key = &self.folded.as_bytes()[range];
        let mut known = None;
        let mut edges = || {
            *known.get_or_insert_with(|| {
                let left = left.unwrap_or_else(|| LeftEdge::of(text, span.start, affixes));
                Edges::beyond(&left, text, span, affixes, || of_key)
            })
        };
        let surface = span.of(self.text);
        self.forms.clear();
        let (mut candidates, mut doubtful) = (0, 0);
        for (bit, number) in self.gazetteer.candidate_range(key).enumerate() {
            let alias = AliasIndex(number);
            let (rule, flags) = self.gazetteer.rule_and_flags(alias);
            let rule = &self.checks.0[rule as usize];
            if !rule.holds_at(&mut edges)
                || (flags.asks_form() && !self.is_form(alias, rule.strictness, surface))
            {
                continue;
            }
            let case = flags.case();
            let name = || self.gazetteer.alias(alias).text();
            let holds = case.holds(name, surface);
            let in_doubt = case.wants_case() && self.stretches.is_caseless(span.start);
            candidates |= u64::from(holds || in_doubt) << bit;
            doubtful |= u64::from(in_doubt) << bit;
        }
        (candidates, doubtful)
    }

    /// Whether the text is a form of the alias, where the key alone does not say so.
    fn is_form(&mut self, alias: AliasIndex, strictness: Strictness, surface: &str) -> bool {
        let name = self.gazetteer.alias(alias).text();
        if let Some(answer) = equal_at_sight(surface, name, strictness) {
            return answer;
        }
        let known = self.forms.iter().position(|(known, _)| *known == strictness);
        let known = known.unwrap_or_else(|| {
            self.forms.push((strictness, Form::of(surface, strictness)));
            self.forms.len() - 1
        });
        self.forms[known].1 == Form::of(name, strictness)
    }
}

/// Whether two pieces with the same key are forms of one name, where that shows without folding them: ASCII letters, digits and single
/// blanks fold by themselves, if at all.
fn equal_at_sight(surface: &str, name: &str, strictness: Strictness) -> Option<bool> {
    let differ = |(one, other): &(u8, u8)| one != other;
    match surface.bytes().zip(name.bytes()).find(differ) {
        None if surface.len() == name.len() => return Some(true),
        // They are one letter in two cases, and what stands before is the same.
        Some((one, other))
            if strictness.keep_case
                && one.is_ascii_alphanumeric()
                && other.is_ascii_alphanumeric() =>
        {
            return Some(false);
        }
        _ => {}
    }
    // No early end, so that many bytes are compared at once: names that begin one another may ask at every byte of the text.
    let is_bare = |text: &str| {
        let bytes = text.as_bytes();
        let after = bytes.iter().skip(1).chain(b".");
        bytes.iter().zip(after).fold(true, |all, (&byte, &after)| {
            let is_single_blank = byte == b' ' && after != b' ';
            all & (byte.is_ascii_alphanumeric() | is_single_blank)
        })
    };
    let is_sure = surface.len() == name.len() && is_bare(surface) && is_bare(name);
    is_sure.then(|| !strictness.keep_case && surface.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::fold::key;

    #[test]
    fn what_shows_at_sight_is_what_folding_shows() {
        let pieces = ["a", "A", "z", "Z", "7", " ", "  ", "i", "I", "-", ".", "é", "`"];
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        let mut random = |sides: usize| dice.below(sides);
        let mut shown = 0;
        for _ in 0..200_000 {
            let mut some = || -> String { (0..4).map(|_| pieces[random(pieces.len())]).collect() };
            let (surface, name) = (some(), some());
            let other: String = surface.chars().map(|c| c.to_ascii_uppercase()).collect();
            for name in [&name, &other] {
                let strictness = Strictness {
                    keep_case: random(2) == 0,
                    keep_marks: random(2) == 0,
                    keep_hyphens: random(2) == 0,
                };
                if key(&surface) == key(name)
                    && let Some(equal) = equal_at_sight(&surface, name, strictness)
                {
                    shown += 1;
                    let forms = [&surface, name].map(|text| Form::of(text, strictness));
                    assert_eq!(equal, forms[0] == forms[1], "seed {seed}: {surface:?} {name:?}");
                }
            }
        }
        assert!(shown > 1000, "{shown}");
        for byte in 0..128_u8 {
            let text = char::from(byte).to_string();
            for keep_case in [false, true] {
                let strictness = Strictness { keep_case, keep_marks: true, keep_hyphens: true };
                let other = text.to_ascii_uppercase();
                if let Some(equal) = equal_at_sight(&text, &other, strictness) {
                    let forms = [&text, &other].map(|text| Form::of(text, strictness));
                    assert_eq!(equal, forms[0] == forms[1], "{text:?}");
                }
            }
        }
    }
}
