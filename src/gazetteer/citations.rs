//! The rules of a gazetteer with the sources and agents that they cite, as sections of its file.

use std::collections::HashMap;
use std::sync::Arc;

use super::bytes::{Malformed, Reader, Writer};
use crate::dictionary::{
    Agent, Boundary, Case, Cue, Date, Kind, Matter, Rule, Scope, Seen, Source, Tone, Within,
};
use crate::id::EntityId;

/// The section of agents and sources, and that of rules.
pub(super) fn write(rules: &[Arc<Rule>], sources: &[Arc<Source>]) -> [Vec<u8>; 2] {
    let agents = all_agents(rules);
    let mut citations = Writer::default();
    citations.list(&agents, |out, agent| {
        out.text(&agent.key);
        out.text(&agent.name);
    });
    citations.list(sources, |out, source| {
        out.text(&source.key);
        out.text(&source.title);
        out.option(source.date.as_ref(), |out, &date| write_date(out, date));
        out.text(&source.url);
    });
    let numbers: HashMap<&Source, u32> = sources.iter().map(|source| &**source).zip(0..).collect();
    let mut section = Writer::default();
    section.list(rules, |out, rule| write_rule(out, rule, &agents, &numbers));
    [citations.0, section.0]
}

fn all_agents(rules: &[Arc<Rule>]) -> Vec<Arc<Agent>> {
    let mut agents: Vec<_> = rules.iter().flat_map(|rule| rule.by.iter().cloned()).collect();
    agents.sort();
    agents.dedup();
    agents
}

pub(super) fn place_of<T: Copy + PartialEq>(value: T, all: &[T]) -> u8 {
    all.iter().position(|&known| known == value).expect("every value is among all") as u8
}

fn number_of<T: PartialEq>(value: &T, all: &[T]) -> u32 {
    all.iter().position(|known| known == value).expect("every value was collected") as u32
}

fn write_date(out: &mut Writer, date: Date) {
    out.u16(date.year);
    out.u8(date.month);
    out.u8(date.day);
}

fn write_cue(out: &mut Writer, cue: &Cue) {
    let (sort, text) = match cue {
        Cue::Word(word) => (0, word.as_str()),
        Cue::Stem(stem) => (1, stem.as_str()),
        Cue::Entity(id) => (2, id.as_str()),
    };
    out.u8(sort);
    out.text(text);
}

fn write_rule(
    out: &mut Writer,
    rule: &Rule,
    agents: &[Arc<Agent>],
    sources: &HashMap<&Source, u32>,
) {
    let date = |out: &mut Writer, &date: &Date| write_date(out, date);
    let cited = |out: &mut Writer, source: &Arc<Source>| out.u32(sources[&**source]);
    out.u8(place_of(rule.kind, Kind::ALL));
    out.text(&rule.lang);
    out.list(&rule.by, |out, agent| out.u32(number_of(agent, agents)));
    out.option(rule.since.as_ref(), date);
    out.option(rule.until.as_ref(), date);
    out.u8(u8::from(rule.dated));
    out.option(rule.seen.as_ref(), |out, seen| {
        out.option(seen.first.as_ref(), date);
        out.option(seen.last.as_ref(), date);
        out.list(&seen.sources, cited);
    });
    out.u8(place_of(rule.scope, Scope::ALL));
    out.u8(place_of(rule.tone, Tone::ALL));
    out.u8(place_of(rule.case, Case::ALL));
    out.u8(place_of(rule.marks, Matter::ALL));
    out.u8(place_of(rule.hyphen, Matter::ALL));
    out.option(rule.affix.as_ref(), |out, tags| out.list(tags, |out, tag| out.text(tag)));
    out.u8(place_of(rule.boundary, Boundary::ALL));
    out.u16(rule.prior);
    out.u8(u8::from(rule.defined));
    for cues in [&rule.require, &rule.forbid, &rule.cue_for, &rule.cue_against] {
        out.list(cues, write_cue);
    }
    out.u8(place_of(rule.within, Within::ALL));
    out.list(&rule.sources, cited);
    out.list(&rule.inflected, |out, tag| out.text(tag));
}

pub(super) type Citations = (Vec<Arc<Agent>>, Vec<Arc<Source>>);

pub(super) fn read_citations(section: &[u8]) -> Result<Citations, Malformed> {
    let mut input = Reader(section);
    let agents = input.list(|input| {
        Ok(Arc::new(Agent { key: input.text()?.into(), name: input.text()?.into() }))
    })?;
    let sources = input.list(|input| {
        Ok(Arc::new(Source {
            key: input.text()?.into(),
            title: input.text()?.into(),
            date: input.option(read_date)?,
            url: input.text()?.into(),
        }))
    })?;
    input.finish()?;
    Ok((agents, sources))
}

fn read_date(input: &mut Reader<'_>) -> Result<Date, Malformed> {
    Ok(Date { year: input.u16()?, month: input.u8()?, day: input.u8()? })
}

pub(super) fn read_id(input: &mut Reader<'_>) -> Result<EntityId, Malformed> {
    input.text()?.parse().map_err(|_| Malformed)
}

fn read_cue(input: &mut Reader<'_>) -> Result<Cue, Malformed> {
    Ok(match input.u8()? {
        0 => Cue::Word(input.text()?.into()),
        1 => Cue::Stem(input.text()?.into()),
        2 => Cue::Entity(read_id(input)?),
        _ => return Err(Malformed),
    })
}

pub(super) fn read_rules(
    section: &[u8],
    agents: &[Arc<Agent>],
    sources: &[Arc<Source>],
) -> Result<Vec<Arc<Rule>>, Malformed> {
    let cited =
        |input: &mut Reader<'_>| Ok(Arc::clone(&sources[input.index(sources.len())? as usize]));
    let mut input = Reader(section);
    let rules = input.list(|input| {
        Ok(Arc::new(Rule {
            kind: input.choice(Kind::ALL)?,
            lang: input.text()?.into(),
            by: input.list(|input| Ok(Arc::clone(&agents[input.index(agents.len())? as usize])))?,
            since: input.option(read_date)?,
            until: input.option(read_date)?,
            dated: input.flag()?,
            seen: input.option(|input| {
                Ok(Seen {
                    first: input.option(read_date)?,
                    last: input.option(read_date)?,
                    sources: input.list(cited)?,
                })
            })?,
            scope: input.choice(Scope::ALL)?,
            tone: input.choice(Tone::ALL)?,
            case: input.choice(Case::ALL)?,
            marks: input.choice(Matter::ALL)?,
            hyphen: input.choice(Matter::ALL)?,
            affix: input.option(|input| input.list(|input| Ok(input.text()?.into())))?,
            boundary: input.choice(Boundary::ALL)?,
            prior: input.u16()?,
            defined: input.flag()?,
            require: input.list(read_cue)?,
            forbid: input.list(read_cue)?,
            cue_for: input.list(read_cue)?,
            cue_against: input.list(read_cue)?,
            within: input.choice(Within::ALL)?,
            sources: input.list(cited)?,
            inflected: input.list(|input| Ok(input.text()?.into()))?,
        }))
    })?;
    input.finish()?;
    Ok(rules)
}

/// The section of ids that have moved.
pub(super) fn write_moved(moved: &[(EntityId, EntityId)]) -> Vec<u8> {
    let mut section = Writer::default();
    section.list(moved, |out, (old, new)| {
        out.text(old.as_str());
        out.text(new.as_str());
    });
    section.0
}
