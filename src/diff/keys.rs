//! Which keys may be read otherwise than before.
//!
//! The links of a text depend on the text, and on the candidates of the keys that are mentioned in it: their names and rules, and the
//! entities behind them, and on what is said of languages, whose change may matter in every text. Nothing else of a gazetteer takes part,
//! with one exception: the long form that a text gives for an
//! acronym is compared with every name of the acronym's entities, whether it is mentioned or not. So a text without a mention of a
//! changed key is read as before, and `tests/diff.rs` holds that.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::Hash;

use crate::dictionary::{Cue, Date, Relation, Rule};
use crate::gazetteer::{AliasRef, EntityRef, Gazetteer, KeyIndex};
use crate::resolve::may_have_long_form;

/// A key whose candidates differ, by its number in each gazetteer that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChangedKey {
    pub(super) old: Option<KeyIndex>,
    pub(super) new: Option<KeyIndex>,
    pub(super) where_it_matters: Where,
}

/// In which texts a changed key may be read otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In all that mention it.
    Everywhere,
    /// Where a long form may stand beside it.
    BesideBrackets,
}

/// The keys that differ in anything that could change a link or what is said of one, in their order.
pub(super) fn changed(old: &Gazetteer, new: &Gazetteer) -> Vec<ChangedKey> {
    let mut known = Known::default();
    let (before, after) = (Facts::new(old, &mut known), Facts::new(new, &mut known));
    let (mut left, mut right) = (old.keys().peekable(), new.keys().peekable());
    let mut changed = Vec::new();
    while left.peek().is_some() || right.peek().is_some() {
        let order = match (left.peek(), right.peek()) {
            (Some(&one), Some(&other)) => old.key(one).cmp(&new.key(other)),
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
        };
        let old = if order.is_le() { left.next() } else { None };
        let new = if order.is_ge() { right.next() } else { None };
        let matters = match (old, new) {
            (Some(old), Some(new)) => difference(before.of(old), after.of(new)),
            _ => Some(Where::Everywhere),
        };
        changed.extend(matters.map(|where_it_matters| ChangedKey { old, new, where_it_matters }));
    }
    changed
}

fn difference(old: KeyFacts<'_>, new: KeyFacts<'_>) -> Option<Where> {
    if !old.candidates().eq(new.candidates()) {
        return Some(Where::Everywhere);
    }
    let has_acronym = new.aliases().any(may_have_long_form);
    (has_acronym && !old.names().eq(new.names())).then_some(Where::BesideBrackets)
}

/// Numbers for values that are equal in both gazetteers.
struct Numbers<T>(HashMap<T, u32>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + Hash> Numbers<T> {
    fn of(&mut self, value: T) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(value).or_insert(next)
    }
}

/// What both gazetteers are told apart by.
#[derive(Default)]
struct Known<'g> {
    rules: Numbers<Rule>,
    entities: Numbers<EntityFacts<'g>>,
    names: Numbers<Vec<NameFacts<'g>>>,
}

/// A name as long forms are compared with it: its key, and the period whose texts alone have it.
type NameFacts<'g> = (Cow<'g, str>, Option<(Option<Date>, Option<Date>)>);

/// What of an entity takes part in links, or is written with them.
#[derive(PartialEq, Eq, Hash)]
struct EntityFacts<'g> {
    id: Cow<'g, str>,
    name: &'g str,
    entity_type: &'g str,
    decoy: bool,
    relations: Vec<(Relation, Cow<'g, str>)>,
}

impl<'g> EntityFacts<'g> {
    fn of(entity: EntityRef<'g>) -> Self {
        Self {
            id: entity.id(),
            name: entity.name(),
            entity_type: entity.entity_type(),
            decoy: entity.is_decoy(),
            relations: entity.relations().map(|(relation, other)| (relation, other.id())).collect(),
        }
    }
}

/// The facts of one gazetteer, as numbers.
struct Facts<'g> {
    gazetteer: &'g Gazetteer,
    /// By rule number.
    rules: Vec<u32>,
    /// By entity number.
    entities: Vec<u32>,
    /// By entity number: all its names.
    names: Vec<u32>,
}

impl<'g> Facts<'g> {
    fn new(gazetteer: &'g Gazetteer, known: &mut Known<'g>) -> Self {
        let mut names: Vec<Vec<NameFacts<'g>>> = vec![Vec::new(); gazetteer.entity_count()];
        for key in gazetteer.keys() {
            for alias in gazetteer.candidates(key) {
                let names = &mut names[alias.entity().index().0 as usize];
                let &Rule { dated, since, until, .. } = alias.rule();
                let name = (gazetteer.key(key), dated.then_some((since, until)));
                if names.last() != Some(&name) {
                    names.push(name);
                }
            }
        }
        let rules = gazetteer.rules().iter();
        Self {
            gazetteer,
            rules: rules.map(|rule| known.rules.of(settled(gazetteer, rule))).collect(),
            entities: gazetteer
                .entities_by_number()
                .map(|entity| known.entities.of(EntityFacts::of(entity)))
                .collect(),
            names: names.into_iter().map(|names| known.names.of(names)).collect(),
        }
    }

    fn of(&self, key: KeyIndex) -> KeyFacts<'_> {
        KeyFacts { facts: self, key }
    }
}

/// The rule as links depend on it: without its sources, and with its cues led to where they lead in this gazetteer.
fn settled(gazetteer: &Gazetteer, rule: &Rule) -> Rule {
    let mut rule = Rule { sources: Vec::new(), seen: None, ..rule.clone() };
    let cues = [&mut rule.require, &mut rule.forbid, &mut rule.cue_for, &mut rule.cue_against];
    for cue in cues.into_iter().flatten() {
        if let Cue::Entity(id) = cue {
            *cue = gazetteer
                .entity_by_id(id.as_str())
                // An empty word stands nowhere either.
                .map_or(Cue::Word(String::new()), |entity| {
                    Cue::Entity(entity.id().parse().expect("a gazetteer has ids"))
                });
        }
    }
    rule
}

/// The facts of one key.
#[derive(Clone, Copy)]
struct KeyFacts<'f> {
    facts: &'f Facts<'f>,
    key: KeyIndex,
}

impl<'f> KeyFacts<'f> {
    fn aliases(self) -> impl Iterator<Item = AliasRef<'f>> {
        self.facts.gazetteer.candidates(self.key)
    }

    /// Text, rule and entity of each candidate, in their order, which ids and texts decide in both gazetteers.
    fn candidates(self) -> impl Iterator<Item = (&'f str, u32, u32)> {
        self.aliases().map(move |alias| {
            let rule = self.facts.gazetteer.rule_number(alias.index());
            (
                alias.text(),
                self.facts.rules[rule as usize],
                self.facts.entities[alias.entity().index().0 as usize],
            )
        })
    }

    /// All names of the entity of each candidate.
    fn names(self) -> impl Iterator<Item = u32> {
        self.aliases().map(move |alias| self.facts.names[alias.entity().index().0 as usize])
    }
}
