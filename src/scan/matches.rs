//! From places where a key stands to mentions: each is held to the edges of characters and words, and to the rules of the key's aliases.

use super::checks::RuleCheck;
use super::stretch::Stretches;
use super::{Mention, ScanBuffers};
use crate::boundary::{Addresses, Edges, may_begin, may_end};
use crate::fold::{Form, Strictness};
use crate::gazetteer::{AliasIndex, Gazetteer, KeyIndex};
use crate::span::Span;

/// A mention has at most so many bytes for each byte of its key, and some to spare.
const BYTES_A_BYTE: usize = 8;
const SPARE_BYTES: usize = 1024;

/// What the names of one gazetteer ask for, by rule number.
#[derive(Debug)]
pub(super) struct Checks(Vec<RuleCheck>);

/// The checks, at work on one text.
pub(super) struct Checking<'t> {
    checks: &'t Checks,
    gazetteer: &'t Gazetteer,
    text: &'t str,
    /// Found when the first key is.
    addresses: &'t mut Addresses,
    has_addresses: bool,
    forms: &'t mut Vec<(Strictness, Form)>,
    stretches: Stretches<'t>,
}

impl Checks {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        Self(gazetteer.rules().iter().map(|rule| RuleCheck::new(rule)).collect())
    }

    /// Begins a text.
    pub(super) fn begin<'t>(
        &'t self,
        gazetteer: &'t Gazetteer,
        text: &'t str,
        buffers: &'t mut ScanBuffers,
    ) -> Checking<'t> {
        let ScanBuffers { addresses, forms, .. } = buffers;
        let stretches = Stretches::new(text);
        Checking {
            checks: self,
            gazetteer,
            text,
            addresses,
            has_addresses: false,
            forms,
            stretches,
        }
    }
}

impl Checking<'_> {
    /// The mention where `key` stands, if there is one.
    pub(super) fn mention(&mut self, key: KeyIndex, span: Span) -> Option<Mention> {
        if self.is_too_long(key, span)
            || !may_begin(self.text, span.start)
            || !may_end(self.text, span.end)
            || Edges::is_handle(self.text, span)
            || self.touches_address(span)
        {
            return None;
        }
        let (candidates, doubtful) = self.candidates(key, span);
        (candidates != 0).then_some(Mention { span, key, candidates, doubtful })
    }

    /// Whether the span consists of blanks, marks and dropped characters for the most part: what is looked at below takes time for each
    /// byte of it, and very many names may span the same ones.
    fn is_too_long(&self, key: KeyIndex, span: Span) -> bool {
        span.len() > SPARE_BYTES
            && span.len() > SPARE_BYTES + BYTES_A_BYTE * self.gazetteer.key(key).len()
    }

    fn touches_address(&mut self, span: Span) -> bool {
        if !self.has_addresses {
            self.addresses.find(self.text);
            self.has_addresses = true;
        }
        self.addresses.touch(span)
    }

    /// Which aliases of `key` hold there, and which of them with doubt.
    fn candidates(&mut self, key: KeyIndex, span: Span) -> (u64, u64) {
        let edges = Edges::of(self.text, span);
        let surface = span.of(self.text);
        self.forms.clear();
        let (mut candidates, mut doubtful) = (0, 0);
        for (bit, number) in self.gazetteer.candidate_range(key).enumerate() {
            let alias = AliasIndex(number);
            let (rule, flags) = self.gazetteer.rule_and_flags(alias);
            let rule = &self.checks.0[rule as usize];
            if !rule.holds_at(&edges)
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
    if surface == name {
        return Some(true);
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
