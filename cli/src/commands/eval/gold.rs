//! Reads gold: JSON Lines, each a text with what people say stands in it. A line that is wrong costs no other.

use std::collections::HashMap;

use exonym::Span;
use exonym::eval::{Document, Meant, Mention, Pair, Target};
use exonym::gazetteer::{EntityIndex, Gazetteer};
use exonym::resolve::Context;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::annotate::Settings;
use crate::args::{EvalArgs, Mapping};
use crate::failure::{Failure, Outcome};
use crate::input::{
    Batch, Format, InputError, InputOptions, Inputs, Parsed, Place, Reach, RecordBuffers,
};
use crate::record::{Original, Record};
use crate::run::MOST_ERRORS;

/// The gold of one file.
pub(super) struct Gold {
    /// In the order of the file.
    pub(super) documents: Vec<Document>,
    /// What is known of each beside its words.
    pub(super) contexts: Vec<Context>,
    /// How reading ended.
    pub(super) outcome: Outcome,
}

/// Opens a file of gold.
pub(super) fn open(file: &str, args: &EvalArgs) -> Result<Inputs, Failure> {
    let options = InputOptions {
        format: Some(Format::Jsonl),
        fields: vec!["text".parse().expect("it names a field")],
        lang_field: args.lang_field.clone(),
        date_field: args.date_field.clone(),
        ..InputOptions::default()
    };
    Ok(Inputs::new(vec![file.to_owned()], options)?)
}

/// Reads it. What is wrong is told.
pub(super) fn read(mut inputs: Inputs, names: &Names<'_>, settings: &Settings) -> Gold {
    let mut gold = Gold { documents: Vec::new(), contexts: Vec::new(), outcome: Outcome::Done };
    let (mut said, mut unsaid) = (0, 0_u64);
    let (mut batch, mut buffers) = (Batch::default(), RecordBuffers::default());
    while let Some(read) = inputs.next_batch(&mut batch) {
        let mut tell = |error: &InputError| {
            if said < MOST_ERRORS || error.reach == Reach::Input {
                said += 1;
                eprintln!("{error}");
            } else {
                unsaid += 1;
            }
        };
        if let Err(error) = read {
            tell(&error);
            gold.outcome = Outcome::Incomplete;
            continue;
        }
        let Batch { parser, bytes, raws } = &mut batch;
        let parser = parser.as_ref().expect("there are records");
        for raw in raws.drain(..) {
            let (number, line, byte) = (raw.number, raw.line, raw.byte);
            let made = match parser.parse(raw, bytes, &mut buffers) {
                Ok(Parsed::Skipped) => continue,
                Ok(Parsed::Record(record)) => document(record, names)
                    .map(|document| (document, settings.context_of(record)))
                    .map_err(|trouble| {
                        let before = beginning(record, trouble.at);
                        let column = before.chars().count() as u64 + 1;
                        let byte = Some(byte + before.len() as u64);
                        let place = Place { record: number, line, column, byte };
                        InputError::record(&parser.file, place, trouble.message).help(trouble.help)
                    }),
                Err(error) => Err(error),
            };
            match made {
                Ok((document, context)) => {
                    gold.documents.push(document);
                    gold.contexts.push(context);
                }
                Err(error) => {
                    tell(&error);
                    if gold.outcome == Outcome::Done {
                        gold.outcome = Outcome::Told;
                    }
                }
            }
        }
    }
    if unsaid > 0 {
        eprintln!("… and {unsaid} errors more");
    }
    gold
}

/// The entities that gold may write.
pub(super) struct Names<'g> {
    gazetteer: &'g Gazetteer,
    map: HashMap<&'g str, EntityIndex>,
    /// By register and id.
    registers: HashMap<(&'g str, &'g str), EntityIndex>,
}

impl<'g> Names<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer, map: &'g [Mapping]) -> Result<Self, Failure> {
        let mut registers = HashMap::new();
        for entity in gazetteer.entities().filter(|entity| !entity.is_decoy()) {
            for register in entity.registers() {
                registers.entry(register).or_insert(entity.index());
            }
        }
        let mut names = Self { gazetteer, map: HashMap::new(), registers };
        for Mapping { from, to } in map {
            let Some(entity) = names.own(to) else {
                return Err(Failure::new(
                    format!("--map {from}={to}: no dictionary has `{to}`"),
                    "`exonym lookup NAME` shows the ids that a name has",
                ));
            };
            names.map.insert(from, entity);
        }
        Ok(names)
    }

    /// The entities that ids of the gold are mapped to.
    pub(super) fn mapped(&self) -> impl Iterator<Item = EntityIndex> {
        self.map.values().copied()
    }

    /// The entity of an id as dictionaries have it. Rival senses are never found, so that no gold can want them.
    fn own(&self, id: &str) -> Option<EntityIndex> {
        let entity = self.gazetteer.entity_by_id(id)?;
        (!entity.is_decoy()).then(|| entity.index())
    }

    /// The flag that maps an id of the gold to an entity of nearly the same id, if there is one.
    pub(super) fn likely(&self, written: &str) -> Option<String> {
        let id = written.replacen(':', "/", 1).to_ascii_lowercase();
        self.own(&id).map(|_| format!("--map {written}={id}"))
    }

    fn meant(&self, written: &str) -> Meant {
        let entity = self.map.get(written).copied().or_else(|| match written.split_once(':') {
            Some(register) => self.registers.get(&register).copied(),
            None => self.own(written),
        });
        Meant { written: written.to_owned(), entity }
    }

    /// The same where cases write bare codes: `TR` for a state, `TTP` for a group.
    fn meant_by_code(&self, code: &str) -> Meant {
        let is_state = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let known = self.meant(code);
        if known.entity.is_some() || code.contains([':', '/']) {
            known
        } else if is_state {
            self.meant(&format!("iso3166:{code}"))
        } else {
            let entity = self.own(&format!("group/{}", code.to_ascii_lowercase()));
            Meant { entity, ..known }
        }
    }
}

/// What is wrong with a line.
struct Trouble {
    /// The byte of the line.
    at: usize,
    message: String,
    help: &'static str,
}

#[derive(Deserialize)]
struct GoldLine<'j> {
    #[serde(borrow)]
    mentions: Option<Vec<&'j RawValue>>,
    exhaustive: Option<bool>,
    #[serde(borrow)]
    target: Option<&'j RawValue>,
    gold: Option<String>,
    not: Option<Vec<String>>,
    pairs: Option<Vec<PairLine>>,
}

#[derive(Deserialize)]
struct MentionLine {
    start: usize,
    end: usize,
    surface: Option<String>,
    text: Option<String>,
    entity: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    optional: Option<bool>,
    meto: Option<String>,
    surface_iso: Option<String>,
}

#[derive(Deserialize)]
struct PairLine {
    sf: String,
    lf: String,
}

const SHAPE: &str = "a line is {\"id\", \"text\", \"mentions\": [{\"start\", \"end\", \"entity\"}]}; docs/evaluating.md has all members";
const BYTES: &str = "start and end count bytes of UTF-8, from 0";

fn document(record: &Record, names: &Names<'_>) -> Result<Document, Trouble> {
    let Original::JsonLine(line) = &record.original else { unreachable!("lines of JSON are read") };
    let line = line.text.as_str();
    let gold: GoldLine<'_> = parsed(line, line)?;
    let text = record.fields.first().map(|field| field.text.clone()).unwrap_or_default();
    if gold.mentions.is_none() && gold.target.is_none() && gold.pairs.is_none() {
        let message = "the record has no mentions".to_owned();
        return Err(Trouble { at: 0, message, help: SHAPE });
    }
    let meant = |written: &str| match gold.not {
        Some(_) => names.meant_by_code(written),
        None => names.meant(written),
    };
    let mentions = gold.mentions.iter().flatten().map(|raw| {
        let mention: MentionLine = parsed(line, raw.get())?;
        let others = [&mention.meto, &mention.surface_iso].into_iter().flatten();
        let named_after = others.filter_map(|other| meant(other).entity).collect();
        Ok(Mention {
            span: span(&text, &mention).map_err(|what| what.of(line, raw.get()))?,
            meant: meant(mention.entity.as_deref().unwrap_or_default()),
            kind: mention.kind.unwrap_or_default(),
            optional: mention.optional.unwrap_or_default(),
            named_after,
        })
    });
    let mentions = mentions.collect::<Result<_, Trouble>>()?;
    let target = gold.target.map(|raw| {
        let mention: MentionLine = parsed(line, raw.get())?;
        let span = span(&text, &mention).map_err(|what| what.of(line, raw.get()))?;
        let meant = names.meant(gold.gold.as_deref().unwrap_or_default());
        let is_wanted = meant.entity.is_some() || meant.is_state_code();
        Ok(Target { span, meant, is_wanted })
    });
    Ok(Document {
        id: record.id.clone().unwrap_or_else(|| format!("№ {}", record.number)),
        exhaustive: gold.exhaustive.unwrap_or(true),
        mentions,
        target: target.transpose()?,
        forbidden: gold.not.as_ref().map(|all| all.iter().map(|one| meant(one)).collect()),
        pairs: gold.pairs.map(|pairs| {
            pairs.into_iter().map(|pair| Pair { short: pair.sf, long: pair.lf }).collect()
        }),
        text,
    })
}

/// A piece of a line as what it should be.
fn parsed<'j, T: Deserialize<'j>>(line: &'j str, piece: &'j str) -> Result<T, Trouble> {
    serde_json::from_str(piece).map_err(|error| {
        let at = offset(line, piece) + error.column().saturating_sub(1);
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        // As people call them who do not write Rust.
        let message = message.replace("usize", "a whole number").replace("a sequence", "a list");
        Trouble { at, message, help: SHAPE }
    })
}

/// Where a piece of a line stands in it.
fn offset(line: &str, piece: &str) -> usize {
    piece.as_ptr().addr() - line.as_ptr().addr()
}

/// What is wrong with a span.
struct Misplaced(String);

impl Misplaced {
    fn of(self, line: &str, piece: &str) -> Trouble {
        Trouble { at: offset(line, piece), message: self.0, help: BYTES }
    }
}

fn span(text: &str, mention: &MentionLine) -> Result<Span, Misplaced> {
    let MentionLine { start, end, .. } = *mention;
    if start >= end {
        return Err(Misplaced(format!("a mention from {start} to {end} is empty")));
    }
    if end > text.len() {
        let length = text.len();
        return Err(Misplaced(format!("a mention ends at byte {end}, and the text at {length}")));
    }
    let Some(words) = text.get(start..end) else {
        return Err(Misplaced(format!(
            "a mention from {start} to {end} begins or ends inside a character"
        )));
    };
    match mention.surface.as_ref().or(mention.text.as_ref()) {
        Some(said) if said != words => {
            Err(Misplaced(format!("a mention is said to be {said:?}, and the text has {words:?}")))
        }
        _ => Ok(Span::new(start, end)),
    }
}

/// The line of a record up to about this byte.
fn beginning(record: &Record, at: usize) -> &str {
    let Original::JsonLine(line) = &record.original else { return "" };
    let end = (0..=at.min(line.text.len())).rev().find(|&end| line.text.is_char_boundary(end));
    &line.text[..end.unwrap_or(0)]
}
