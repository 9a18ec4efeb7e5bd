//! What the text itself says that its names mean: equations, and the long forms of acronyms.

use std::collections::{HashMap, HashSet};

use super::Pending;
use super::document::Document;
use super::equations::Equation;
use super::fate::Fate;
use crate::boundary::is_quotation_mark;
use crate::definitions::long_form;
use crate::fold::key;
use crate::gazetteer::EntityIndex;
use crate::scan::Mention;
use crate::span::Span;

/// What the text says that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This entity; the words that say so.
    Entity(EntityIndex, Span),
    /// Something that no dictionary knows.
    Other(Span),
}

/// An acronym of fewer letters says nothing by a long form that nobody knows.
const FEWEST_LETTERS: usize = 3;
/// A word of so many bytes is telling.
const TELLING_BYTES: usize = 5;

impl Document<'_> {
    /// Binds names to meanings for the whole text.
    pub(super) fn bind(&mut self, pending: &[Pending]) {
        let names = self.chosen.iter().map(|mention| mention.span);
        self.equations = self.resolver.connectives.find(self.text, names);
        for number in 0..self.equations.len() {
            self.bind_equation(self.equations[number]);
        }
        let mut telling = TellingWords::default();
        for &Pending { at, .. } in pending {
            let mention = self.chosen[at];
            if self.may_be_defined(&mention) && !self.bindings.contains_key(&mention.key) {
                self.bind_long_form(&mention, &mut telling);
            }
        }
    }

    /// A name and another that the text says mean the same: what both may mean is what they do mean.
    fn bind_equation(&mut self, equation: Equation) {
        let mention_at = |span: Span| {
            let order = |mention: &Mention| (mention.span.start, usize::MAX - mention.span.end);
            let at = self.chosen.binary_search_by_key(&(span.start, usize::MAX - span.end), order);
            at.ok().map(|at| self.chosen[at])
        };
        let (Some(left), Some(right)) = (mention_at(equation.left), mention_at(equation.right))
        else {
            return;
        };
        let common =
            self.entities(&left).find(|entity| self.entities(&right).any(|other| other == *entity));
        if let Some(entity) = common {
            for (mention, other) in [(left, right), (right, left)] {
                let fate = self.resolver.fate(self.gazetteer, &mention, self.context);
                if !matches!(fate, Some(Fate::Sole(_))) {
                    let meaning = Meaning::Entity(entity, other.span);
                    self.bindings.entry(mention.key).or_insert(meaning);
                }
            }
        }
    }

    /// An acronym beside a bracket.
    pub(super) fn may_be_defined(&self, mention: &Mention) -> bool {
        stands_beside_bracket(self.text, mention.span)
            && self
                .candidates(mention)
                .any(|(_, alias)| self.gazetteer.alias_flags(alias).may_have_long_form())
    }

    /// The text gives a long form for an acronym: it is one of the candidates', or it says that the acronym means something else.
    fn bind_long_form(&mut self, mention: &Mention, telling: &mut TellingWords) {
        let phrases = &self.resolver.phrases;
        let Some(long) = long_form(self.text, mention.span, phrases) else { return };
        let words = long.span.of(self.text);
        let named: Vec<EntityIndex> = self
            .gazetteer
            .find(words)
            .into_iter()
            .flat_map(|key| self.gazetteer.candidates(key))
            .filter(|alias| self.context.is_of_the_time(alias.rule()))
            .map(|alias| alias.entity().index())
            .collect();
        let words_key = key(words);
        let meant = self.entities(mention).find(|&entity| {
            named.contains(&entity) || self.shares_word(entity, &words_key, telling)
        });
        let letters = mention.span.of(self.text).chars().filter(|c| c.is_alphanumeric()).count();
        let meaning = match meant {
            Some(entity) => Meaning::Entity(entity, long.span),
            None if long.is_spelled_out && letters >= FEWEST_LETTERS => Meaning::Other(long.span),
            None => return,
        };
        self.bindings.insert(mention.key, meaning);
    }

    /// Whether a name of the entity has a telling word in common with a long form: another spelling of it.
    fn shares_word(&self, entity: EntityIndex, long: &str, telling: &mut TellingWords) -> bool {
        let mut words = long.split(' ').filter(|word| word.len() >= TELLING_BYTES).peekable();
        if words.peek().is_none() {
            return false;
        }
        let of_entity = telling.0.entry(entity).or_insert_with(|| {
            let forms = self.gazetteer.entity(entity).forms();
            let of_the_time = forms.filter(|alias| self.context.is_of_the_time(alias.rule()));
            let names = of_the_time.map(|alias| key(alias.text()));
            let words = |name: String| {
                let words = name.split(' ').filter(|word| word.len() >= TELLING_BYTES);
                words.map(Box::from).collect::<Vec<_>>()
            };
            names.flat_map(words).collect()
        });
        words.any(|word| of_entity.contains(word))
    }
}

/// The telling words of all names of some entities: an entity may have thousands, and the text may ask at each mention.
#[derive(Default)]
struct TellingWords(HashMap<EntityIndex, HashSet<Box<str>>>);

/// Whether a bracket opens before a name or after it, quotation marks between them or not: only there is a long form looked for.
pub(crate) fn stands_beside_bracket(text: &str, name: Span) -> bool {
    let before = text[..name.start].trim_end_matches(is_quotation_mark);
    let after = text[name.end..].trim_start_matches(is_quotation_mark);
    before.ends_with('(') || after.trim_start_matches(' ').starts_with('(')
}
