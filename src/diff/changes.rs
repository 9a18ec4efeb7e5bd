//! What is different in the dictionaries themselves.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Differ;
use crate::dictionary::{Cue, Rule, Source};
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef};
use crate::language::{Language, List};

/// One key that says something else than before, as dictionaries name it and write its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `name`, `prior`, `cue.for`, `label.ur`, …
    pub what: String,
    /// What it said; empty where it said nothing.
    pub old: String,
    /// What it says.
    pub new: String,
}

/// Everything that is different between two gazetteers; in the order of ids, then of names, then of languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entities of the new one alone.
    pub added: Vec<EntityIndex>,
    /// Entities of the old one that have become none of the new one.
    pub removed: Vec<EntityIndex>,
    /// Entities under another id.
    pub moved: Vec<(EntityIndex, EntityIndex)>,
    /// Entities with another canonical name.
    pub renamed: Vec<(EntityIndex, EntityIndex)>,
    /// Entities of which other things are said.
    pub altered: Vec<(EntityIndex, EntityIndex, Vec<Difference>)>,
    /// Names of the new one alone.
    pub names_added: Vec<AliasIndex>,
    /// Names of the old one alone.
    pub names_removed: Vec<AliasIndex>,
    /// Names with another rule.
    pub names_altered: Vec<(AliasIndex, AliasIndex, Vec<Difference>)>,
    /// Languages, by tag, of which other lists are given.
    pub languages: Vec<(String, Vec<Difference>)>,
}

impl Differ {
    /// What is different in the dictionaries.
    #[must_use]
    pub fn changes(&self) -> Changes {
        let mut changes = Changes::default();
        self.compare_entities(&mut changes);
        self.compare_names(&mut changes);
        changes.languages =
            language_differences(self.before().languages(), self.after().languages());
        changes
    }

    fn compare_entities(&self, changes: &mut Changes) {
        let (old, new) = (self.before(), self.after());
        let mut is_heir = vec![false; new.entity_count()];
        for before in old.entities() {
            let Some(heir) = self.heirs().of(before.index()) else {
                changes.removed.push(before.index());
                continue;
            };
            is_heir[heir.0 as usize] = true;
            let pair = (before.index(), heir);
            let after = new.entity(heir);
            if before.id() != after.id() {
                changes.moved.push(pair);
                // It may have been joined to another that has a name and a type of its own.
                if old.entity_by_id(&after.id()).is_some() {
                    continue;
                }
            }
            if before.name() != after.name() {
                changes.renamed.push(pair);
            }
            let differences = entity_differences(before, after);
            if !differences.is_empty() {
                changes.altered.push((pair.0, pair.1, differences));
            }
        }
        let added = new.entities().map(EntityRef::index);
        changes.added = added.filter(|entity| !is_heir[entity.0 as usize]).collect();
    }

    fn compare_names(&self, changes: &mut Changes) {
        let (old, new) = (self.before(), self.after());
        for before in old.entities() {
            let heir = self.heirs().of(before.index()).map(|heir| new.entity(heir));
            let names: HashMap<&str, AliasRef<'_>> = heir
                .into_iter()
                .flat_map(EntityRef::aliases)
                .map(|alias| (alias.text(), alias))
                .collect();
            for alias in in_order(before) {
                let Some(after) = names.get(alias.text()) else {
                    changes.names_removed.push(alias.index());
                    continue;
                };
                let differences = rule_differences(alias.rule(), after.rule());
                if !differences.is_empty() {
                    changes.names_altered.push((alias.index(), after.index(), differences));
                }
            }
        }
        for after in new.entities() {
            let added = in_order(after).into_iter().filter(|alias| self.is_new(alias.index()));
            changes.names_added.extend(added.map(AliasRef::index));
        }
    }
}

fn language_differences(old: &[Language], new: &[Language]) -> Vec<(String, Vec<Difference>)> {
    let tags: BTreeSet<_> = old.iter().chain(new).map(|language| &language.tag).collect();
    let differences = |tag: &String| {
        let find = |all: &[Language]| {
            let known = all.iter().find(|language| language.tag == *tag);
            known.cloned().unwrap_or_else(|| Language::new(tag))
        };
        let (old, new) = (find(old), find(new));
        let mut found = Differences::default();
        for list in List::ALL {
            let (table, name) = list.path();
            let what = format!("{table}.{name}");
            found.lists(&what, old.list(list), new.list(list), String::clone);
        }
        (tag.clone(), found.0)
    };
    tags.into_iter().map(differences).filter(|(_, found)| !found.is_empty()).collect()
}

/// The names of an entity by their texts.
fn in_order(entity: EntityRef<'_>) -> Vec<AliasRef<'_>> {
    let mut aliases: Vec<_> = entity.aliases().collect();
    aliases.sort_by_key(|alias| alias.text());
    aliases
}

/// Differences in the order in which they are found.
#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn compare(&mut self, what: &str, old: String, new: String) {
        if old != new {
            self.0.push(Difference { what: what.to_owned(), old, new });
        }
    }

    /// What only one of the two lists has; both whole, where they differ in order.
    fn lists<T>(&mut self, what: &str, old: &[T], new: &[T], show: impl Fn(&T) -> String) {
        let shown = |list: &[T]| list.iter().map(&show).collect::<Vec<_>>();
        let (old, new) = (shown(old), shown(new));
        let only = |these: &[String], those: &[String]| {
            these.iter().filter(|one| !those.contains(one)).cloned().collect::<Vec<_>>()
        };
        let (gone, come) = (only(&old, &new), only(&new, &old));
        if gone.is_empty() && come.is_empty() {
            self.compare(what, old.join(", "), new.join(", "));
        } else {
            self.compare(what, gone.join(", "), come.join(", "));
        }
    }

    /// Sources by their keys, and what a key stands for where that is another.
    fn sources(&mut self, what: &str, old: &[&Source], new: &[&Source]) {
        self.lists(what, old, new, |source| source.key.clone());
        for (one, other) in old.iter().flat_map(|one| new.iter().map(move |other| (one, other))) {
            if one.key == other.key {
                let said = |source: &Source| {
                    let date = source.date.map(|date| format!(", {date}")).unwrap_or_default();
                    format!("{}{date} {}", source.title, source.url)
                };
                self.compare(&format!("{what}.{}", one.key), said(one), said(other));
            }
        }
    }

    /// Both sorted by key.
    fn tables<'t>(
        &mut self,
        what: &str,
        old: impl Iterator<Item = (&'t str, &'t str)>,
        new: impl Iterator<Item = (&'t str, &'t str)>,
    ) {
        let (old, new): (HashMap<_, _>, HashMap<_, _>) = (old.collect(), new.collect());
        let mut keys: Vec<_> = old.keys().chain(new.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let value = |table: &HashMap<&str, &str>| table.get(key).map_or("", |it| it).to_owned();
            self.compare(&format!("{what}.{key}"), value(&old), value(&new));
        }
    }
}

fn entity_differences(old: EntityRef<'_>, new: EntityRef<'_>) -> Vec<Difference> {
    let mut found = Differences::default();
    found.compare("type", old.entity_type().into(), new.entity_type().into());
    found.compare("decoy", old.is_decoy().to_string(), new.is_decoy().to_string());
    let relations = |entity: EntityRef<'_>| -> Vec<String> {
        let shown = |(relation, other): (crate::dictionary::Relation, EntityRef<'_>)| {
            format!("{} {}", relation.as_str(), other.id())
        };
        entity.relations().map(shown).collect()
    };
    found.lists("relates", &relations(old), &relations(new), String::clone);
    found.tables("label", old.labels(), new.labels());
    found.tables("ids", old.registers(), new.registers());
    let sources = |entity: EntityRef<'_>| -> Vec<_> { entity.sources().cloned().collect() };
    let (before, after): (Vec<Source>, Vec<Source>) = (sources(old), sources(new));
    found.sources("source", &before.iter().collect::<Vec<_>>(), &after.iter().collect::<Vec<_>>());
    found.0
}

/// What two rules say differently, by the keys of an alias block.
fn rule_differences(old: &Rule, new: &Rule) -> Vec<Difference> {
    if old == new {
        return Vec::new();
    }
    let mut found = Differences::default();
    let date = |date: Option<crate::dictionary::Date>| {
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let mut word = |what: &str, old: &str, new: &str| found.compare(what, old.into(), new.into());
    word("kind", old.kind.as_str(), new.kind.as_str());
    word("lang", &old.lang, &new.lang);
    word("since", &date(old.since), &date(new.since));
    word("until", &date(old.until), &date(new.until));
    word("dated", &old.dated.to_string(), &new.dated.to_string());
    word("scope", old.scope.as_str(), new.scope.as_str());
    word("tone", old.tone.as_str(), new.tone.as_str());
    word("case", old.case.as_str(), new.case.as_str());
    word("marks", old.marks.as_str(), new.marks.as_str());
    word("hyphen", old.hyphen.as_str(), new.hyphen.as_str());
    word("affix", &affix(old), &affix(new));
    word("boundary", old.boundary.as_str(), new.boundary.as_str());
    word("prior", &old.prior.to_string(), &new.prior.to_string());
    word("defined", &old.defined.to_string(), &new.defined.to_string());
    word("cue.within", old.within.as_str(), new.within.as_str());
    word("seen", &seen(old), &seen(new));
    found.lists("by", &old.by, &new.by, |agent| agent.key.clone());
    for (one, other) in old.by.iter().flat_map(|one| new.by.iter().map(move |other| (one, other))) {
        if one.key == other.key {
            found.compare(&format!("by.{}", one.key), one.name.clone(), other.name.clone());
        }
    }
    found.lists("require", &old.require, &new.require, cue);
    found.lists("forbid", &old.forbid, &new.forbid, cue);
    found.lists("cue.for", &old.cue_for, &new.cue_for, cue);
    found.lists("cue.against", &old.cue_against, &new.cue_against, cue);
    found.sources("source", &citations(&old.sources), &citations(&new.sources));
    let met = |rule: &Rule| rule.seen.as_ref().map_or_else(Vec::new, |seen| seen.sources.clone());
    let (before, after) = (met(old), met(new));
    found.sources("seen.source", &citations(&before), &citations(&after));
    found.0
}

fn citations(sources: &[Arc<Source>]) -> Vec<&Source> {
    sources.iter().map(AsRef::as_ref).collect()
}

fn affix(rule: &Rule) -> String {
    rule.affix.as_ref().map(|tags| format!("[{}]", tags.join(", "))).unwrap_or_default()
}

fn seen(rule: &Rule) -> String {
    let date = |date: Option<crate::dictionary::Date>| {
        date.map_or_else(|| "?".to_owned(), |date| date.to_string())
    };
    let seen = rule.seen.as_ref();
    seen.map(|seen| format!("{} to {}", date(seen.first), date(seen.last))).unwrap_or_default()
}

/// As dictionaries write it.
fn cue(cue: &Cue) -> String {
    match cue {
        Cue::Word(word) => word.clone(),
        Cue::Stem(stem) => format!("{stem}*"),
        Cue::Entity(id) => format!("@{id}"),
    }
}
