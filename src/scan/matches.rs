//! From places where a key stands to mentions: each is held to the edges of characters and words, and to the rules of the key's aliases.

use super::checks::RuleCheck;
use super::stretch::Stretches;
use super::{Mention, ScanBuffers};
use crate::boundary::{Addresses, Edges, may_begin, may_end};
use crate::fold::{Form, Strictness};
use crate::gazetteer::{AliasIndex, Gazetteer, KeyIndex};
use crate::span::Span;

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
        if !may_begin(self.text, span.start)
            || !may_end(self.text, span.end)
            || Edges::is_handle(self.text, span)
            || self.touches_address(span)
        {
            return None;
        }
        let (candidates, doubtful) = self.candidates(key, span);
        (candidates != 0).then_some(Mention { span, key, candidates, doubtful })
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
        if surface == name {
            return true;
        }
        let known = self.forms.iter().position(|(known, _)| *known == strictness);
        let known = known.unwrap_or_else(|| {
            self.forms.push((strictness, Form::of(surface, strictness)));
            self.forms.len() - 1
        });
        self.forms[known].1 == Form::of(name, strictness)
    }
}
