//! What is said of a mention beside its entity: the same words have the same number in both gazetteers.

use std::collections::HashMap;

use crate::dictionary::{Date, Kind, Rule, Scope, Tone};
use crate::gazetteer::Gazetteer;
use crate::resolve::Candidate;

/// The words of two gazetteers, as numbers.
#[derive(Debug)]
pub(super) struct Labels {
    old: LabelsOfOne,
    new: LabelsOfOne,
}

#[derive(Debug)]
struct LabelsOfOne {
    /// By entity number.
    entities: Vec<u32>,
    /// By rule number: with the attribution, and without it.
    rules: Vec<[u32; 2]>,
}

/// Equal where the same is said of two mentions.
pub(super) type Label = (u32, u32);

/// What records say of an entity.
type EntityWords = (String, String, String);

/// What they say of a name.
#[derive(PartialEq, Eq, Hash)]
struct RuleWords {
    kind: Kind,
    by: Vec<String>,
    since: Option<Date>,
    until: Option<Date>,
    tone: Tone,
    scope: Scope,
}

impl RuleWords {
    fn of(rule: &Rule, attributed: bool) -> Self {
        let by = rule.by.iter().filter(|_| attributed).map(|agent| agent.key.clone());
        Self {
            kind: rule.kind,
            by: by.collect(),
            since: rule.since.filter(|_| attributed),
            until: rule.until,
            tone: rule.tone,
            scope: rule.scope,
        }
    }
}

#[derive(Default)]
struct Numbers {
    entities: HashMap<EntityWords, u32>,
    rules: HashMap<RuleWords, u32>,
}

impl Labels {
    pub(super) fn new(old: &Gazetteer, new: &Gazetteer) -> Self {
        let mut numbers = Numbers::default();
        Self { old: LabelsOfOne::new(old, &mut numbers), new: LabelsOfOne::new(new, &mut numbers) }
    }

    pub(super) fn of_old(&self, gazetteer: &Gazetteer, candidate: &Candidate) -> Label {
        self.old.of(gazetteer, candidate)
    }

    pub(super) fn of_new(&self, gazetteer: &Gazetteer, candidate: &Candidate) -> Label {
        self.new.of(gazetteer, candidate)
    }
}

impl LabelsOfOne {
    fn new(gazetteer: &Gazetteer, numbers: &mut Numbers) -> Self {
        let mut of_entity = |words: EntityWords| {
            let next = numbers.entities.len() as u32;
            *numbers.entities.entry(words).or_insert(next)
        };
        let entities = gazetteer.entities_by_number().map(|entity| {
            let [name, entity_type] = [entity.name(), entity.entity_type()].map(str::to_owned);
            of_entity((entity.id().to_string(), name, entity_type))
        });
        let entities = entities.collect();
        let mut of_rule = |words: RuleWords| {
            let next = numbers.rules.len() as u32;
            *numbers.rules.entry(words).or_insert(next)
        };
        let rules = gazetteer
            .rules()
            .iter()
            .map(|rule| [true, false].map(|attributed| of_rule(RuleWords::of(rule, attributed))));
        Self { entities, rules: rules.collect() }
    }

    fn of(&self, gazetteer: &Gazetteer, candidate: &Candidate) -> Label {
        let rule = self.rules[gazetteer.rule_number(candidate.alias) as usize];
        let entity = self.entities[candidate.entity.0 as usize];
        (entity, rule[usize::from(!candidate.attributed)])
    }
}
