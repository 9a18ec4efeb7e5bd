//! `rival-officials`: two official names or designations of one agent for one entity, in one language and at one time.

use std::sync::Arc;

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::dictionary::{Alias, Entity, Kind, quoted};

pub(in super::super) fn rival_officials(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.dictionary.entities.iter().flat_map(rivals).collect()
}

fn rivals(entity: &Entity) -> Vec<Diagnostic> {
    let decreed: Vec<&Alias> = entity.aliases.iter().filter(|alias| is_decreed(alias)).collect();
    let mut found = Vec::new();
    for (at, alias) in decreed.iter().enumerate() {
        let Some(first) = decreed[..at].iter().find(|first| compete(first, alias)) else {
            continue;
        };
        let (rule, agent) = (&alias.rule, common_agent(first, alias));
        let message = format!(
            "{} calls {} both {} and {} at one time, as its {}",
            agent.unwrap_or_default(),
            entity.id,
            quoted(&first.text),
            quoted(&alias.text),
            rule.kind.as_str(),
        );
        found.push(
            Diagnostic::warning("rival-officials", message, alias.place.clone())
                .related(first.place.clone(), "the other")
                .help("say when each holds (`since`, `until`); the forms of one name stand in one block"),
        );
    }
    found
}

fn is_decreed(alias: &Alias) -> bool {
    matches!(alias.rule.kind, Kind::Official | Kind::Designation) && !alias.rule.by.is_empty()
}

/// Whether two blocks say different names of one agent, kind and language for days that overlap.
fn compete(first: &Alias, alias: &Alias) -> bool {
    let (one, other) = (&first.rule, &alias.rule);
    !Arc::ptr_eq(one, other)
        && one.kind == other.kind
        && one.lang == other.lang
        && one.scope == other.scope
        && common_agent(first, alias).is_some()
        && overlap(first, alias)
}

fn common_agent<'a>(first: &'a Alias, alias: &Alias) -> Option<&'a str> {
    let agent = first.rule.by.iter().find(|agent| alias.rule.by.contains(agent))?;
    Some(&agent.name)
}

/// A name that begins on the day on which another ends follows it.
fn overlap(first: &Alias, alias: &Alias) -> bool {
    let ends_before = |one: &Alias, other: &Alias| {
        let (Some(until), Some(since)) = (one.rule.until, other.rule.since) else { return false };
        until.first_day() <= since.last_day()
    };
    !ends_before(first, alias) && !ends_before(alias, first)
}
