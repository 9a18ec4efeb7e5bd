//! What was found in all records together: for legends, for tables of entities, and for who uses which name.

use std::collections::BTreeMap;

use super::place::shown;
use super::visible::one_line;
use crate::record::{Annotation, Reading, Record, Verdict};

/// Counts over records. Adding in parts and merging gives the same as adding all to one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Records, with and without mentions.
    pub records: u64,
    /// Mentions that stand for an entity.
    pub mentions: u64,
    /// Mentions too close to call.
    pub ambiguous: u64,
    /// Mentions of nobody that the dictionaries know, where they are shown.
    pub nil: u64,
    /// Mentions of each type; the empty type is that of entities without one.
    pub types: BTreeMap<String, u64>,
    /// Entities by id.
    pub entities: BTreeMap<String, EntityTotal>,
}

/// What was found of one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityTotal {
    /// The canonical name.
    pub name: String,
    /// The type; may be empty.
    pub entity_type: String,
    /// How often it is mentioned.
    pub mentions: u64,
    /// Under which names.
    pub uses: BTreeMap<NameUse, UseTotal>,
}

/// A name as the texts write it, and what the dictionary says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameUse {
    /// As written, on one line.
    pub text: String,
    /// The kind of alias.
    pub kind: String,
    /// Who uses it.
    pub by: Vec<String>,
    /// From when.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// `neutral`, …
    pub tone: String,
}

/// How often a name is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UseTotal {
    /// In all.
    pub mentions: u64,
    /// In direct quotations.
    pub quoted: u64,
}

impl Totals {
    /// Counts one record in.
    pub fn add(&mut self, record: &Record, annotations: &[Annotation<'_>], nil: bool) {
        self.records += 1;
        for annotation in shown(annotations, nil) {
            match &annotation.verdict {
                Verdict::Entity(reading) => {
                    let text = annotation.span.of(&record.fields[annotation.field].text);
                    self.add_mention(text, reading, annotation.quoted);
                }
                Verdict::Ambiguous(_) => self.ambiguous += 1,
                Verdict::Nil => self.nil += 1,
            }
        }
    }

    fn add_mention(&mut self, text: &str, reading: &Reading<'_>, quoted: bool) {
        self.mentions += 1;
        *self.types.entry(reading.entity_type.to_owned()).or_default() += 1;
        let entity = self.entities.entry(reading.entity.to_string()).or_default();
        if entity.mentions == 0 {
            reading.name.clone_into(&mut entity.name);
            reading.entity_type.clone_into(&mut entity.entity_type);
        }
        entity.mentions += 1;
        let name = NameUse {
            text: one_line(text),
            kind: reading.kind.to_owned(),
            by: reading.by.iter().copied().map(str::to_owned).collect(),
            since: reading.since.clone(),
            until: reading.until.clone(),
            tone: reading.tone.to_owned(),
        };
        let total = entity.uses.entry(name).or_default();
        total.mentions += 1;
        total.quoted += u64::from(quoted);
    }

    /// Counts in what was counted elsewhere.
    pub fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.mentions += other.mentions;
        self.ambiguous += other.ambiguous;
        self.nil += other.nil;
        for (entity_type, mentions) in other.types {
            *self.types.entry(entity_type).or_default() += mentions;
        }
        for (id, more) in other.entities {
            let entity = self.entities.entry(id).or_default();
            if entity.mentions == 0 {
                entity.name = more.name;
                entity.entity_type = more.entity_type;
            }
            entity.mentions += more.mentions;
            for (name, uses) in more.uses {
                let total = entity.uses.entry(name).or_default();
                total.mentions += uses.mentions;
                total.quoted += uses.quoted;
            }
        }
    }
}
