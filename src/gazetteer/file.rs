//! The file format: a header, a table of sections with a checksum each, the sections. `docs/gazetteer.md` describes it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::bytes::{Malformed, Reader, Writer};
use super::{AliasRow, EntityIndex, EntityRow, Gazetteer, KeyRow, MAX_CANDIDATES, Text};
use crate::dictionary::{
    Agent, Boundary, Case, Cue, Date, Kind, Matter, Relation, Rule, Scope, Seen, Source, Tone,
    Within,
};
use crate::fold::{FOLD_VERSION, UNICODE_VERSION};
use crate::id::EntityId;

/// The version of the format that this library writes and reads.
pub const FORMAT_VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"EXONYM\r\n";

/// What the sections hold, in the order of the file.
const SECTIONS: [&str; 8] =
    ["texts", "citations", "rules", "entities", "aliases", "keys", "moved ids", "names"];

/// Magic, format, fold, Unicode (12 bytes of text), length of the file, checksum of the section table.
const HEADER_BYTES: usize = 8 + 4 + 4 + 12 + 8 + 8;
/// Start, length, checksum.
const SECTION_ROW_BYTES: usize = 24;

impl Gazetteer {
    /// The gazetteer as a file: the same bytes for equal dictionaries on every machine.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sections = section_bytes(self);
        let mut table = Vec::new();
        let mut at = HEADER_BYTES + SECTIONS.len() * SECTION_ROW_BYTES;
        for section in &sections {
            at = at.next_multiple_of(8);
            for number in [at as u64, section.len() as u64, XxHash3_64::oneshot(section)] {
                table.extend_from_slice(&number.to_le_bytes());
            }
            at += section.len();
        }
        let mut file = Vec::with_capacity(at);
        file.extend_from_slice(MAGIC);
        file.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        file.extend_from_slice(&FOLD_VERSION.to_le_bytes());
        file.extend_from_slice(&unicode_field());
        file.extend_from_slice(&(at as u64).to_le_bytes());
        file.extend_from_slice(&XxHash3_64::oneshot(&table).to_le_bytes());
        file.extend_from_slice(&table);
        for section in &sections {
            file.resize(file.len().next_multiple_of(8), 0);
            file.extend_from_slice(section);
        }
        file
    }

    /// Opens a gazetteer file. Every byte is checked before it is believed.
    ///
    /// # Errors
    /// When the bytes are no gazetteer, one of another version, cut short, or damaged.
    pub fn from_bytes(file: &[u8]) -> Result<Self, OpenError> {
        let sections = check(file)?;
        let damaged = |section: usize| move |_: Malformed| OpenError::Damaged(SECTIONS[section]);
        let texts =
            std::str::from_utf8(sections[0]).map_err(|_| OpenError::Damaged(SECTIONS[0]))?;
        let (agents, sources) = read_citations(sections[1]).map_err(damaged(1))?;
        let rules = read_rules(sections[2], &agents, &sources).map_err(damaged(2))?;
        let entities = read_entities(sections[3], texts, sources.len()).map_err(damaged(3))?;
        let aliases = read_aliases(sections[4], texts, entities.rows.len(), rules.len())
            .map_err(damaged(4))?;
        let keys = read_keys(sections[5], texts, aliases.len()).map_err(damaged(5))?;
        let moved = read_moved(sections[6]).map_err(damaged(6))?;
        let names =
            fst::Map::new(sections[7].to_vec()).map_err(|_| OpenError::Damaged(SECTIONS[7]))?;
        if names.len() != keys.len() {
            return Err(OpenError::Damaged(SECTIONS[7]));
        }
        let mut gazetteer = Self {
            texts: texts.into(),
            entities: entities.rows,
            labels: entities.labels,
            registers: entities.registers,
            entity_sources: entities.sources,
            relations: entities.relations,
            aliases,
            keys,
            rules,
            sources,
            moved,
            names,
            by_entity: Vec::new(),
            of_entity: Vec::new(),
            fingerprint: XxHash3_64::oneshot(&sections.concat()),
        };
        gazetteer.index_entities();
        Ok(gazetteer)
    }
}

/// Checks the header and every checksum, and gives the sections.
fn check(file: &[u8]) -> Result<[&[u8]; SECTIONS.len()], OpenError> {
    let number = |at: usize| -> Option<u64> {
        Some(u64::from_le_bytes(file.get(at..at + 8)?.try_into().ok()?))
    };
    let version = |at: usize| -> Option<u32> {
        Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?))
    };
    if !file.starts_with(MAGIC) {
        let cut = !file.is_empty() && MAGIC.starts_with(file);
        return Err(if cut { OpenError::Truncated } else { OpenError::NotAGazetteer });
    }
    let format = version(8).ok_or(OpenError::Truncated)?;
    if format != FORMAT_VERSION {
        return Err(OpenError::FormatVersion(format));
    }
    let fold = version(12).ok_or(OpenError::Truncated)?;
    let unicode = file.get(16..28).ok_or(OpenError::Truncated)?;
    if fold != FOLD_VERSION || unicode != unicode_field() {
        return Err(OpenError::FoldVersion);
    }
    let length = number(28).ok_or(OpenError::Truncated)?;
    if length > file.len() as u64 {
        return Err(OpenError::Truncated);
    }
    let table_end = HEADER_BYTES + SECTIONS.len() * SECTION_ROW_BYTES;
    let table = file.get(HEADER_BYTES..table_end).ok_or(OpenError::Truncated)?;
    if length != file.len() as u64 || number(36) != Some(XxHash3_64::oneshot(table)) {
        return Err(OpenError::Damaged("header"));
    }
    let mut sections: [&[u8]; SECTIONS.len()] = [&[]; SECTIONS.len()];
    let mut done = table_end;
    for (row, section) in sections.iter_mut().enumerate() {
        let at = HEADER_BYTES + row * SECTION_ROW_BYTES;
        let damaged = OpenError::Damaged(SECTIONS[row]);
        let [start, length, checksum] =
            [at, at + 8, at + 16].map(|at| number(at).unwrap_or(u64::MAX));
        let end = start.checked_add(length).ok_or_else(|| damaged.clone())?;
        *section = file.get(start as usize..end as usize).ok_or_else(|| damaged.clone())?;
        // The sections follow one another, and nothing stands between them.
        let between = file.get(done..start as usize).ok_or_else(|| damaged.clone())?;
        let is_gap = start as usize == done.next_multiple_of(8) && between.iter().all(|&b| b == 0);
        if !is_gap || XxHash3_64::oneshot(section) != checksum {
            return Err(damaged);
        }
        done = end as usize;
    }
    if done != file.len() {
        return Err(OpenError::Damaged("header"));
    }
    Ok(sections)
}

fn unicode_field() -> [u8; 12] {
    let mut field = [0; 12];
    field[..UNICODE_VERSION.len()].copy_from_slice(UNICODE_VERSION.as_bytes());
    field
}

/// The sections of a gazetteer's file, in their order.
pub(super) fn section_bytes(gazetteer: &Gazetteer) -> [Vec<u8>; SECTIONS.len()] {
    let agents = all_agents(&gazetteer.rules);
    let mut citations = Writer::default();
    citations.list(&agents, |out, agent| {
        out.text(&agent.key);
        out.text(&agent.name);
    });
    citations.list(&gazetteer.sources, |out, source| {
        out.text(&source.key);
        out.text(&source.title);
        out.option(source.date.as_ref(), |out, &date| write_date(out, date));
        out.text(&source.url);
    });
    let mut rules = Writer::default();
    rules.list(&gazetteer.rules, |out, rule| write_rule(out, rule, &agents, &gazetteer.sources));
    let mut entities = Writer::default();
    let pair = |out: &mut Writer, &(name, value): &(Text, Text)| {
        write_text(out, name);
        write_text(out, value);
    };
    entities.list(&gazetteer.labels, pair);
    entities.list(&gazetteer.registers, pair);
    entities.list(&gazetteer.entity_sources, |out, &source| out.u32(source));
    entities.u32(gazetteer.entities.len() as u32);
    entities.list(&gazetteer.relations, |out, &(relation, other)| {
        out.u8(place_of(relation, Relation::ALL));
        out.u32(other.0);
    });
    for row in &gazetteer.entities {
        entities.text(row.id.as_str());
        write_text(&mut entities, row.name);
        write_text(&mut entities, row.entity_type);
        entities.u8(u8::from(row.decoy));
        for range in [&row.labels, &row.registers, &row.sources, &row.relations] {
            entities.u32(range.start);
            entities.u32(range.end);
        }
    }
    let mut aliases = Writer::default();
    aliases.list(&gazetteer.aliases, |out, row| {
        write_text(out, row.text);
        out.u32(row.entity.0);
        out.u32(row.rule);
    });
    let mut keys = Writer::default();
    keys.list(&gazetteer.keys, |out, row| {
        write_text(out, row.text);
        out.u32(row.first);
    });
    let mut moved = Writer::default();
    moved.list(&gazetteer.moved, |out, (old, new)| {
        out.text(old.as_str());
        out.text(new.as_str());
    });
    let names = gazetteer.names.as_fst().as_bytes().to_vec();
    let texts = gazetteer.texts.clone().into_bytes();
    [texts, citations.0, rules.0, entities.0, aliases.0, keys.0, moved.0, names]
}

fn all_agents(rules: &[Arc<Rule>]) -> Vec<Arc<Agent>> {
    let mut agents: Vec<_> = rules.iter().flat_map(|rule| rule.by.iter().cloned()).collect();
    agents.sort();
    agents.dedup();
    agents
}

fn place_of<T: Copy + PartialEq>(value: T, all: &[T]) -> u8 {
    all.iter().position(|&known| known == value).expect("every value is among all") as u8
}

fn number_of<T: PartialEq>(value: &T, all: &[T]) -> u32 {
    all.iter().position(|known| known == value).expect("every value was collected") as u32
}

fn write_text(out: &mut Writer, text: Text) {
    out.u32(text.start);
    out.u32(text.end);
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

fn write_rule(out: &mut Writer, rule: &Rule, agents: &[Arc<Agent>], sources: &[Arc<Source>]) {
    let date = |out: &mut Writer, &date: &Date| write_date(out, date);
    let cited = |out: &mut Writer, source: &Arc<Source>| out.u32(number_of(source, sources));
    out.u8(place_of(rule.kind, Kind::ALL));
    out.text(&rule.lang);
    out.list(&rule.by, |out, agent| out.u32(number_of(agent, agents)));
    out.option(rule.since.as_ref(), date);
    out.option(rule.until.as_ref(), date);
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
}

type Citations = (Vec<Arc<Agent>>, Vec<Arc<Source>>);

fn read_citations(section: &[u8]) -> Result<Citations, Malformed> {
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

fn read_id(input: &mut Reader<'_>) -> Result<EntityId, Malformed> {
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

fn read_rules(
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
        }))
    })?;
    input.finish()?;
    Ok(rules)
}

struct Entities {
    rows: Vec<EntityRow>,
    labels: Vec<(Text, Text)>,
    registers: Vec<(Text, Text)>,
    sources: Vec<u32>,
    relations: Vec<(Relation, EntityIndex)>,
}

fn read_text(input: &mut Reader<'_>, texts: &str) -> Result<Text, Malformed> {
    let text = Text { start: input.u32()?, end: input.u32()? };
    let range = text.start as usize..text.end as usize;
    if texts.get(range).is_some() { Ok(text) } else { Err(Malformed) }
}

fn read_entities(section: &[u8], texts: &str, source_count: usize) -> Result<Entities, Malformed> {
    let mut input = Reader(section);
    let pair = |input: &mut Reader<'_>| Ok((read_text(input, texts)?, read_text(input, texts)?));
    let labels = input.list(pair)?;
    let registers = input.list(pair)?;
    let sources = input.list(|input| input.index(source_count))?;
    let count = input.u32()? as usize;
    let relations =
        input.list(|input| Ok((input.choice(Relation::ALL)?, EntityIndex(input.index(count)?))))?;
    if count > input.0.len() {
        return Err(Malformed);
    }
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let id = read_id(&mut input)?;
        let name = read_text(&mut input, texts)?;
        let entity_type = read_text(&mut input, texts)?;
        let decoy = input.flag()?;
        let mut range = |length: usize| -> Result<Range<u32>, Malformed> {
            let (start, end) = (input.u32()?, input.u32()?);
            if start <= end && end as usize <= length { Ok(start..end) } else { Err(Malformed) }
        };
        rows.push(EntityRow {
            id,
            name,
            entity_type,
            decoy,
            labels: range(labels.len())?,
            registers: range(registers.len())?,
            sources: range(sources.len())?,
            relations: range(relations.len())?,
        });
    }
    input.finish()?;
    if !rows.is_sorted_by(|a, b| a.id < b.id) {
        return Err(Malformed);
    }
    Ok(Entities { rows, labels, registers, sources, relations })
}

fn read_aliases(
    section: &[u8],
    texts: &str,
    entity_count: usize,
    rule_count: usize,
) -> Result<Vec<AliasRow>, Malformed> {
    let mut input = Reader(section);
    let rows = input.list(|input| {
        Ok(AliasRow {
            text: read_text(input, texts)?,
            entity: EntityIndex(input.index(entity_count)?),
            rule: input.index(rule_count)?,
        })
    })?;
    input.finish()?;
    Ok(rows)
}

fn read_keys(section: &[u8], texts: &str, alias_count: usize) -> Result<Vec<KeyRow>, Malformed> {
    let mut input = Reader(section);
    let rows = input.list(|input| {
        Ok(KeyRow { text: read_text(input, texts)?, first: input.index(alias_count)? })
    })?;
    input.finish()?;
    let text = |row: &KeyRow| &texts[row.text.start as usize..row.text.end as usize];
    let in_order = rows.is_sorted_by(|a, b| a.first < b.first && text(a) < text(b));
    let ends = rows.iter().skip(1).map(|row| row.first).chain([alias_count as u32]);
    let counts =
        rows.iter().zip(ends).all(|(row, end)| (end - row.first) as usize <= MAX_CANDIDATES);
    let complete = rows.first().map_or(alias_count == 0, |row| row.first == 0);
    if in_order && counts && complete && rows.iter().all(|row| !text(row).is_empty()) {
        Ok(rows)
    } else {
        Err(Malformed)
    }
}

fn read_moved(section: &[u8]) -> Result<Vec<(EntityId, EntityId)>, Malformed> {
    let mut input = Reader(section);
    let rows = input.list(|input| Ok((read_id(input)?, read_id(input)?)))?;
    input.finish()?;
    Ok(rows)
}

/// Why a file could not be opened as a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// It does not begin as one.
    NotAGazetteer,
    /// It has another format version than [`FORMAT_VERSION`].
    FormatVersion(u32),
    /// It was made with another fold table or another version of Unicode: its keys mean something else.
    FoldVersion,
    /// It ends too early.
    Truncated,
    /// Bytes of this part have changed since it was written.
    Damaged(&'static str),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAGazetteer => f.write_str("it is no gazetteer: make one with `exonym build`"),
            Self::FormatVersion(found) => write!(
                f,
                "it has gazetteer format {found}, and this version reads format {FORMAT_VERSION}: build it again with `exonym build`"
            ),
            Self::FoldVersion => write!(
                f,
                "it was made with another fold table (this version has fold {FOLD_VERSION}, Unicode {UNICODE_VERSION}): build it again with `exonym build`"
            ),
            Self::Truncated => f.write_str(
                "the file is cut short: copy it again, or build it again with `exonym build`",
            ),
            Self::Damaged(part) => write!(
                f,
                "the file is damaged (in its {part}): copy it again, or build it again with `exonym build`"
            ),
        }
    }
}

impl std::error::Error for OpenError {}
