//! From places where a key stands to mentions: each is held to the edges of characters and words, and to the rules of the key's aliases.

use super::checks::{AliasCheck, RuleCheck};
use super::stretch::Stretches;
use super::{Mention, ScanBuffers};
use crate::boundary::{Addresses, Edges, LanguageSet, may_begin, may_end};
use crate::dictionary::Boundary;
use crate::fold::{Form, Strictness};
use crate::gazetteer::{Gazetteer, KeyIndex};
use crate::span::Span;

/// What the names of one gazetteer ask for.
#[derive(Debug)]
pub(super) struct Checks {
    rules: Vec<RuleCheck>,
    /// By alias number.
    aliases: Vec<AliasCheck>,
    /// By key number.
    edges: Vec<WordEdges>,
}

/// At which edges of a key every alias wants the edge of a word, so that nothing inside an ASCII word can be a mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordEdges {
    /// Proclitics need not be thought of: none is ASCII.
    pub(super) left: bool,
    pub(super) right: bool,
    pub(super) proclitics: bool,
}

/// The checks, at work on one text.
pub(super) struct Checking<'t> {
    checks: &'t Checks,
    gazetteer: &'t Gazetteer,
    text: &'t str,
    addresses: &'t Addresses,
    forms: &'t mut Vec<(Strictness, Form)>,
    stretches: Stretches<'t>,
}

impl Checks {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let rules: Vec<_> = gazetteer.rules().iter().map(|rule| RuleCheck::new(rule)).collect();
        let (glued, suffixed) = (LanguageSet::with_proclitics(), LanguageSet::with_suffixes());
        let mut aliases = Vec::with_capacity(gazetteer.alias_count());
        let mut edges = Vec::with_capacity(gazetteer.key_count());
        for (number, key) in gazetteer.keys().enumerate() {
            let mut all = WordEdges { left: true, right: true, proclitics: false };
            for alias in gazetteer.candidates(KeyIndex(number as u32)) {
                let rule = gazetteer.rule_number(alias.index());
                let check = &rules[rule as usize];
                all.left &= check.boundary != Boundary::None;
                all.right &= check.boundary == Boundary::Word && !check.affixes.meets(suffixed);
                all.proclitics |= check.affixes.meets(glued);
                aliases.push(AliasCheck::new(alias.text(), key, rule, check));
            }
            edges.push(all);
        }
        Self { rules, aliases, edges }
    }

    pub(super) fn edges(&self, key: KeyIndex) -> WordEdges {
        self.edges[key.0 as usize]
    }

    /// Begins a text.
    pub(super) fn begin<'t>(
        &'t self,
        gazetteer: &'t Gazetteer,
        text: &'t str,
        buffers: &'t mut ScanBuffers,
    ) -> Checking<'t> {
        buffers.addresses.find(text);
        let ScanBuffers { addresses, forms, .. } = buffers;
        let stretches = Stretches::new(text);
        Checking { checks: self, gazetteer, text, addresses, forms, stretches }
    }
}

impl Checking<'_> {
    /// The mention where `key` stands, if there is one.
    pub(super) fn mention(&mut self, key: KeyIndex, span: Span) -> Option<Mention> {
        let Span { start, end } = span;
        let edges = self.checks.edges(key);
        if (edges.left && is_inside_ascii_word(self.text, start))
            || (edges.right && is_inside_ascii_word(self.text, end))
            || !may_begin(self.text, start)
            || !may_end(self.text, end)
            || Edges::is_handle(self.text, span)
            || self.addresses.touch(span)
        {
            return None;
        }
        let (candidates, doubtful) = self.candidates(key, span);
        (candidates != 0).then_some(Mention { span, key, candidates, doubtful })
    }

    /// Which aliases of `key` hold there, and which of them with doubt.
    fn candidates(&mut self, key: KeyIndex, span: Span) -> (u64, u64) {
        let edges = Edges::of(self.text, span);
        let surface = span.of(self.text);
        self.forms.clear();
        let (mut candidates, mut doubtful) = (0, 0);
        for (bit, number) in self.gazetteer.candidate_range(key).enumerate() {
            let alias = &self.checks.aliases[number as usize];
            let rule = &self.checks.rules[alias.rule as usize];
            if !self.is_form(alias, rule.strictness, surface) || !rule.holds_at(&edges) {
                continue;
            }
            let holds = alias.case.holds(surface);
            let in_doubt = alias.case.wants_case() && self.stretches.is_caseless(span.start);
            candidates |= u64::from(holds || in_doubt) << bit;
            doubtful |= u64::from(in_doubt) << bit;
        }
        (candidates, doubtful)
    }

    /// Whether the text is a form of the alias, where the key alone does not say so.
    fn is_form(&mut self, alias: &AliasCheck, strictness: Strictness, surface: &str) -> bool {
        let Some(form) = &alias.form else { return true };
        let known = self.forms.iter().position(|(known, _)| *known == strictness);
        let known = known.unwrap_or_else(|| {
            self.forms.push((strictness, Form::of(surface, strictness)));
            self.forms.len() - 1
        });
        self.forms[known].1 == *form
    }
}

/// Most matches of short keys begin or end in the middle of an English word, and are seen through here.
fn is_inside_ascii_word(text: &str, at: usize) -> bool {
    let is_word = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_word(at) && is_word(at - 1)
}
