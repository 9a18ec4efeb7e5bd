//! Reads decisions. A line that is wrong is told at its place, and costs no other.

use std::cmp::Reverse;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;

use exonym::Span;
use exonym::gazetteer::Gazetteer;
use serde::Deserialize;
use serde_json::Value;

use super::{Choice, Decision, Decisions};
use crate::entity_id::entity_of;
use crate::failure::Failure;
use crate::input::{InputError, Place};
use crate::output::screen::safe;

/// A line, as far as it is read again.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    hash: Option<String>,
    field: String,
    start: usize,
    end: usize,
    text: String,
    #[serde(default)]
    quoted: bool,
    /// A missing one is a mistake, and null one that nobody has decided yet.
    #[serde(deserialize_with = "present")]
    entity: Option<String>,
}

fn present<'d, D: serde::Deserializer<'d>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

const SHAPE: &str =
    "a line is one that `annotate --defer` wrote, with an id, \"nil\" or null in `entity`";

/// The text that a decision is of.
enum Of {
    Id(String),
    Hash(u64),
}

impl Decisions {
    /// Reads files of decisions; of several about one mention the last holds. Also what is wrong with lines.
    pub fn read(
        paths: &[PathBuf],
        gazetteer: &Gazetteer,
    ) -> Result<(Self, Vec<InputError>), Failure> {
        let (mut decisions, mut errors) = (Self::default(), Vec::new());
        for path in paths {
            let name: Arc<str> = path.display().to_string().into();
            let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
            for (number, bytes) in (1..).zip(BufReader::new(file).split(b'\n')) {
                let bytes = bytes.map_err(|error| Failure::file(path, &error))?;
                let mark: &[u8] = if number == 1 { b"\xef\xbb\xbf" } else { b"" };
                let bytes = bytes.strip_prefix(mark).unwrap_or(&bytes);
                if bytes.trim_ascii().is_empty() {
                    continue;
                }
                match decision(bytes, gazetteer) {
                    Ok(None) => {}
                    Ok(Some((of, field, decision))) => {
                        let file = Arc::clone(&name);
                        decisions.add(of, field, Decision { file, line: number, ..decision });
                    }
                    Err(Trouble { column, message, help }) => {
                        let place = Place { line: number, column, ..Place::default() };
                        errors.push(InputError::record(&name, place, message).help(help));
                    }
                }
            }
        }
        Ok((decisions, errors))
    }

    fn add(&mut self, of: Of, field: String, decision: Decision) {
        let known = match of {
            Of::Id(id) => self.by_id.entry(id).or_default(),
            Of::Hash(hash) => self.by_hash.entry(hash).or_default(),
        };
        let Span { start, end } = decision.span;
        known.insert((field, start, Reverse(end)), decision);
    }
}

/// What is wrong with a line.
struct Trouble {
    /// From 1; 0 where it is the line as a whole.
    column: u64,
    message: String,
    help: String,
}

impl Trouble {
    fn new(message: impl Into<String>) -> Self {
        Self { column: 0, message: message.into(), help: SHAPE.to_owned() }
    }
}

/// The text, the field, and what was decided; none where nobody has decided yet.
fn decision(
    bytes: &[u8],
    gazetteer: &Gazetteer,
) -> Result<Option<(Of, String, Decision)>, Trouble> {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(Trouble { column: 1, ..Trouble::new("the line is no JSON object") });
    }
    let line: Line = serde_json::from_slice(bytes).map_err(|error| {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let message = safe(&said.replace("usize", "a whole number"));
        let before = &bytes[..error.column().saturating_sub(1).min(bytes.len())];
        let column = String::from_utf8_lossy(before).chars().count() as u64 + 1;
        Trouble { column, ..Trouble::new(format!("this is no decision: {message}")) }
    })?;
    let Some(entity) = line.entity else { return Ok(None) };
    let of = match (line.id, line.hash) {
        (Some(Value::String(id)), _) => Of::Id(id),
        (Some(Value::Number(id)), _) => Of::Id(id.to_string()),
        (None | Some(Value::Null), Some(hash)) => u64::from_str_radix(&hash, 16)
            .map(Of::Hash)
            .map_err(|_| Trouble::new(format!("`{}` is no hash of a text", safe(&hash))))?,
        _ => {
            return Err(Trouble::new(
                "no text is named: `id` is text or a number, else there is a `hash`",
            ));
        }
    };
    let Line { field, start, end, text, quoted, .. } = line;
    if start >= end || end - start != text.len() {
        let message = format!("`text` has {} bytes, not those from {start} to {end}", text.len());
        return Err(Trouble::new(message));
    }
    let choice = match entity.as_str() {
        "nil" => Choice::Nil,
        id => match gazetteer.entity_by_id(id) {
            // Nothing that is reported, whichever rival sense it is.
            Some(entity) if entity.is_decoy() => Choice::Nil,
            _ => entity_of(gazetteer, id)
                .map(|entity| Choice::Entity(entity.index()))
                .map_err(|(message, help)| Trouble { column: 0, message, help })?,
        },
    };
    let decision = Decision {
        file: "".into(),
        line: 0,
        span: Span::new(start, end),
        text,
        quoted,
        choice,
        fate: AtomicU8::new(0),
    };
    Ok(Some((of, field, decision)))
}
