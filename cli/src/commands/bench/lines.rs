//! What is measured where the corpus is JSON Lines: the way from line to line, and what JSON alone costs.

use std::borrow::Cow;
use std::fmt;
use std::hint::black_box;
use std::io::{Cursor, sink};
use std::ops::Range;
use std::sync::Arc;

use exonym::Annotator;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serializer};
use serde_json::value::RawValue;

use crate::annotate::{Scratch, Settings, annotate};
use crate::batch::{self, Crew, Sink};
use crate::input::{DEFAULT_FIELDS, InputOptions, Inputs, splice};
use crate::output::{OutputOptions, json};

/// The lines that the texts of a corpus came in, one for each.
pub(super) struct Lines {
    bytes: Shared,
    /// Where each stands, without its line break.
    ranges: Vec<Range<usize>>,
    options: InputOptions,
    /// The members at the top of a record that are read as text.
    texts: Vec<String>,
}

#[derive(Clone)]
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Lines {
    /// Each of `lines` ends with a line break.
    pub(super) fn new(text: String, options: InputOptions) -> Self {
        let mut end = 0;
        let range = |line: &str| {
            let start = end;
            end += line.len();
            start..end - 1
        };
        let ranges = text.split_inclusive('\n').map(range).collect();
        let texts = if options.fields.is_empty() {
            DEFAULT_FIELDS.map(str::to_owned).into()
        } else {
            options.fields.iter().map(|path| path.text.clone()).collect()
        };
        Self { bytes: Shared(Arc::new(text.into_bytes())), ranges, options, texts }
    }

    /// Annotates all lines and writes them into memory, as `exonym annotate` does.
    pub(super) fn annotate(&self, annotator: &Annotator, crew: &Crew) {
        let (settings, options) = (Settings::default(), OutputOptions::new(splice));
        let lines = Cursor::new(self.bytes.clone());
        let inputs =
            Inputs::json_lines(lines, self.options.clone()).expect("they were read before");
        let done = batch::run(
            inputs,
            crew,
            Scratch::default,
            |record, scratch, out| {
                let annotations = annotate(annotator, record, &settings, scratch);
                json::write_record(record, &annotations, &options, out);
                black_box(out);
            },
            &mut Sink {
                out: &mut sink(),
                stats: &mut |()| {},
                errors: &mut |_| {},
                progress: &mut |_| {},
            },
        );
        black_box(done.expect("nothing is written"));
    }

    /// Reads line `at` with `serde_json` into members that borrow from it, and writes it into `out`.
    pub(super) fn rewrite(&self, at: usize, out: &mut Vec<u8>) {
        out.clear();
        let line = std::str::from_utf8(&self.bytes.as_ref()[self.ranges[at].clone()])
            .expect("it was read as text");
        // A text may be missing, or be something else after all.
        let read = Line::read(line, &self.texts).or_else(|_| Line::read(line, &[]));
        let Line(members) = read.expect("it was read as an object");
        let members = members.iter().map(|(key, value)| (key, value));
        serde_json::Serializer::new(&mut *out).collect_map(members).expect("memory takes it");
        black_box(out);
    }
}

/// The members of an object.
struct Line<'l>(Vec<(Cow<'l, str>, Value<'l>)>);

#[derive(serde::Serialize)]
#[serde(untagged)]
enum Value<'l> {
    Text(Cow<'l, str>),
    Other(&'l RawValue),
}

impl<'l> Line<'l> {
    fn read(line: &'l str, texts: &[String]) -> serde_json::Result<Self> {
        serde_json::Deserializer::from_str(line).deserialize_map(Members(texts))
    }
}

struct Members<'t>(&'t [String]);

#[derive(Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

impl<'l> Visitor<'l> for Members<'_> {
    type Value = Line<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Line<'l>, A::Error> {
        let mut members = Vec::new();
        while let Some(Text(key)) = map.next_key()? {
            let value = if self.0.iter().any(|name| *name == key) {
                let Text(text) = map.next_value()?;
                Value::Text(text)
            } else {
                Value::Other(map.next_value()?)
            };
            members.push((key, value));
        }
        Ok(Line(members))
    }
}
