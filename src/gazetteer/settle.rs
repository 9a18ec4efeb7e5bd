//! What was gathered, in the order and with the numbers that it has in the file: these depend on what the dictionary says, not on
//! the order in which it came.

use std::collections::HashMap;
use std::sync::Arc;

use super::build::{BuildError, offset};
use super::gather::{Canonical, Gathered, LooseProfile};
use super::ids::Ids;
use super::numbered::Numbered;
use super::profile::{Profile, Profiles, Text};
use super::rows::EntityRow;
use crate::dictionary::{Rule, Source};
use crate::id::EntityId;

/// The sections that do not depend on keys, and the numbers that things have in the file.
pub(super) struct Settled {
    /// The gathered names by key.
    pub(super) by_key: Vec<u32>,
    /// The number of each gathered entity.
    pub(super) number: Vec<u32>,
    /// The number of each gathered rule.
    pub(super) rule: Vec<u32>,
    pub(super) rules: Numbered<Rule>,
    pub(super) sources: Numbered<Source>,
    pub(super) strings: Vec<u8>,
    pub(super) profiles: Profiles,
    pub(super) ids: Ids,
    pub(super) entities: Vec<EntityRow>,
}

/// Not numbered yet.
const NONE: u32 = u32::MAX;

impl Settled {
    pub(super) fn of(
        gathered: &Gathered,
        number_of: impl Fn(&EntityId) -> Option<u32>,
    ) -> Result<Self, BuildError> {
        let by_id = gathered.by_id();
        let number = inverse(by_id);
        let by_key = gathered.by_key(&number);
        let place = inverse(&by_key);
        let mut settled = Self {
            by_key,
            number,
            rule: vec![NONE; gathered.rules.values.len()],
            rules: Numbered::default(),
            sources: Numbered::default(),
            strings: Vec::new(),
            profiles: Profiles::default(),
            ids: Ids::new(by_id.len()),
            entities: Vec::with_capacity(by_id.len()),
        };
        let mut texts = Texts::default();
        let mut profiles = vec![NONE; gathered.profiles.values.len()];
        for &entity in by_id {
            for name in gathered.names_of(entity) {
                settled.number_rule(gathered, gathered.rule_of(name));
            }
            let (canonical, number) = gathered.canonical(entity);
            let profile = &mut profiles[number as usize];
            if *profile == NONE {
                let loose = &gathered.profiles.values[number as usize];
                *profile = settled.profile(loose, &mut texts, &number_of)?;
            }
            let name = match canonical {
                Canonical::Alias(name) => place[name as usize],
                Canonical::Lone(name) => {
                    let name = &gathered.lone_names[name as usize];
                    let at = offset(settled.by_key.len() + settled.strings.len())?;
                    settled.strings.extend_from_slice(&offset(name.len())?.to_le_bytes());
                    settled.strings.extend_from_slice(name.as_bytes());
                    at
                }
            };
            settled.entities.push(EntityRow { name, profile: *profile });
            settled.ids.push(gathered.id(entity));
        }
        Ok(settled)
    }

    fn number_rule(&mut self, gathered: &Gathered, rule: u32) {
        if self.rule[rule as usize] != NONE {
            return;
        }
        let meaning = &gathered.rules.values[rule as usize];
        self.rule[rule as usize] = self.rules.number(meaning);
        let seen = meaning.seen.iter().flat_map(|seen| &seen.sources);
        for source in meaning.sources.iter().chain(seen) {
            self.sources.number(source);
        }
    }

    fn profile(
        &mut self,
        loose: &LooseProfile,
        texts: &mut Texts,
        number_of: impl Fn(&EntityId) -> Option<u32>,
    ) -> Result<u32, BuildError> {
        let strings = &mut self.strings;
        let mut pairs = |pairs: &[(String, String)]| {
            let pair = |(name, value): &(String, String)| {
                Ok((texts.place(strings, name)?, texts.place(strings, value)?))
            };
            pairs.iter().map(pair).collect::<Result<Vec<_>, BuildError>>()
        };
        let (labels, registers) = (pairs(&loose.labels)?, pairs(&loose.registers)?);
        let sources: &[Arc<Source>] = &loose.sources;
        let sources = sources.iter().map(|source| self.sources.number(source)).collect();
        let relations = loose.relations.iter();
        let relations =
            relations.filter_map(|(relation, other)| Some((*relation, number_of(other)?)));
        let profile = Profile {
            decoy: loose.decoy,
            class: loose.entity_type == "class",
            entity_type: texts.place(&mut self.strings, &loose.entity_type)?,
            labels,
            registers,
            sources,
            relations: relations.collect(),
        };
        offset(self.profiles.add(&profile))
    }
}

/// Where texts stand among the strings, each once.
#[derive(Default)]
struct Texts(HashMap<String, Text>);

impl Texts {
    fn place(&mut self, strings: &mut Vec<u8>, text: &str) -> Result<Text, BuildError> {
        if let Some(&known) = self.0.get(text) {
            return Ok(known);
        }
        let place = Text(offset(strings.len())?, offset(text.len())?);
        strings.extend_from_slice(text.as_bytes());
        self.0.insert(text.into(), place);
        Ok(place)
    }
}

/// Where each number stands in an order.
fn inverse(order: &[u32]) -> Vec<u32> {
    let mut place = vec![0; order.len()];
    for (at, &number) in (0..).zip(order) {
        place[number as usize] = at;
    }
    place
}
