//! Writes doubtful mentions, with all that helps to decide them.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use exonym::resolve::{Link, Verdict};
use exonym::{Annotator, Passage, Span};
use serde::Serialize;

use super::hash;
use crate::annotate::{Document, Settings, reading};
use crate::failure::Failure;
use crate::record::Record;
use crate::whole_file::WholeFile;

/// So much of a sentence is written on either side of a mention, in bytes.
const SIDE: usize = 200;

/// A doubtful mention.
#[derive(Serialize)]
struct Line<'r> {
    id: Option<&'r str>,
    /// What a text without an id is known by.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    record: u64,
    field: &'r str,
    start: usize,
    end: usize,
    text: &'r str,
    /// To be filled in.
    entity: Option<&'r str>,
    doubt: &'static str,
    quoted: bool,
    lang: Option<&'r str>,
    date: Option<String>,
    before: String,
    after: String,
    candidates: Vec<Story<'r>>,
}

#[derive(Serialize)]
struct Story<'r> {
    entity: &'r str,
    name: &'r str,
    #[serde(rename = "type")]
    entity_type: &'r str,
    kind: &'r str,
    score: i32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    decoy: bool,
}

/// The lines of a record's doubtful mentions, without those that have been decided. Links need their stories.
pub fn deferred(
    annotator: &Annotator,
    record: &Record,
    settings: &Settings,
    document: &Document,
    links: &[Link],
    decided: &[(usize, Span)],
) -> Vec<u8> {
    let decided: HashSet<_> = decided.iter().copied().collect();
    let gazetteer = annotator.gazetteer();
    let mut out = Vec::new();
    for link in links.iter().filter(|link| link.is_in_doubt(gazetteer)) {
        let (at, span) = document.place(link.span);
        if decided.contains(&(at, span)) {
            continue;
        }
        let stories = link.stories.iter().map(|story| {
            let decoy = gazetteer.entity(story.candidate.entity).is_decoy();
            (reading(annotator, story.candidate), story.score, decoy)
        });
        let stories: Vec<_> =
            stories.filter(|(reading, _, decoy)| *decoy || settings.wants(reading)).collect();
        if stories.iter().all(|(_, _, decoy)| *decoy) {
            continue;
        }
        let field = &record.fields[at];
        let passage = Passage::around(&field.text, span, SIDE);
        let context = settings.context_of(record);
        let line = Line {
            id: record.id.as_deref(),
            hash: record.id.is_none().then(|| format!("{:016x}", hash(record))),
            record: record.number,
            field: &field.name,
            start: span.start,
            end: span.end,
            text: span.of(&field.text),
            entity: None,
            doubt: if link.verdict == Verdict::Nil { "nil" } else { "ambiguous" },
            quoted: link.quoted,
            lang: context.lang.as_deref(),
            date: context.date.map(|date| date.to_string()),
            before: passage.before,
            after: passage.after,
            candidates: stories
                .iter()
                .map(|(reading, score, decoy)| Story {
                    entity: &reading.entity,
                    name: reading.name,
                    entity_type: reading.entity_type,
                    kind: reading.kind,
                    score: *score,
                    decoy: *decoy,
                })
                .collect(),
        };
        serde_json::to_writer(&mut out, &line).expect("memory takes it, and keys are texts");
        out.push(b'\n');
    }
    out
}

/// The file of doubtful mentions. A failure to write shows at the end.
pub struct Deferring<'p> {
    path: &'p Path,
    out: BufWriter<WholeFile>,
    failed: Option<io::Error>,
}

impl<'p> Deferring<'p> {
    /// It comes into its place when all is written.
    pub fn begin(path: &'p Path) -> Result<Self, Failure> {
        let file = WholeFile::create(path).map_err(|error| Failure::file(path, &error))?;
        Ok(Self { path, out: BufWriter::new(file), failed: None })
    }

    pub fn write(&mut self, lines: &[u8]) {
        if let Err(error) = self.out.write_all(lines) {
            self.failed.get_or_insert(error);
        }
    }

    pub fn finish(self) -> Result<(), Failure> {
        let written = match self.failed {
            Some(error) => Err(error),
            None => self.out.into_inner().map_err(io::IntoInnerError::into_error),
        };
        written.and_then(WholeFile::finish).map_err(|error| Failure::file(self.path, &error))
    }
}
