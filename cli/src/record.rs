//! One text on its way through the program: what was read, and what was found in it.

use std::borrow::Cow;
use std::ops::Range;

use exonym::Span;

/// One text: an article, a line, a row, an entry of a feed.
#[derive(Debug, Default)]
pub struct Record {
    /// Its number in the input it came from, from 1.
    pub number: u64,
    /// Its id, where the input gives one.
    pub id: Option<String>,
    /// Its language tag, where the input gives one.
    pub lang: Option<String>,
    /// Its date, as the input writes it.
    pub date: Option<String>,
    /// Whose words it is, where somebody asks for it; never blank.
    pub source: Option<String>,
    /// The fields whose text is annotated, in reading order; together they are one document.
    pub fields: Vec<Field>,
    /// What it looked like, for outputs that keep it.
    pub original: Original,
    /// The line break after it, where it was a line.
    pub line_break: LineBreak,
}

impl Record {
    /// Takes in whose words it is; of several, all of them together.
    pub fn add_source(&mut self, source: &str) {
        let source = source.trim();
        match &mut self.source {
            _ if source.is_empty() => {}
            Some(sources) => sources.extend([", ", source]),
            None => self.source = Some(source.to_owned()),
        }
    }
}

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineBreak {
    /// Nothing: the input ends there, or the record was no line.
    #[default]
    None,
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
}

impl LineBreak {
    /// As it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// A named piece of text.
#[derive(Debug, Default)]
pub struct Field {
    /// `title`, `items[0].body`, `text`.
    pub name: String,
    /// The text that spans count in.
    pub text: String,
    /// Where its JSON text, quotes included, stands in the line that it came in, in bytes.
    pub literal: Option<Range<usize>>,
}

/// What a record looked like where it came from.
#[derive(Debug, Default)]
pub enum Original {
    /// Plain text: the field is all there is.
    #[default]
    Text,
    /// A line of JSON.
    JsonLine(JsonLine),
    /// The columns of a CSV or TSV row, or what a feed says of its entry: names and values.
    Columns(Vec<(String, String)>),
}

/// A line that is one JSON object.
#[derive(Debug, Default)]
pub struct JsonLine {
    /// Without its line break.
    pub text: String,
    /// The members of the object, in the order of the line.
    pub members: Vec<Member>,
}

/// Where a member of a JSON object stands in its line, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its key, quotes included.
    pub key: Range<usize>,
    /// Its value.
    pub value: Range<usize>,
}

/// A member to be added to an object: its name, and what writes its value as JSON.
pub type NewMember<'m> = (&'m str, &'m dyn Fn(&mut Vec<u8>));

/// One mention and its verdict, ready to be written. Texts borrow from the gazetteer.
#[derive(Clone, Debug)]
pub struct Annotation<'g> {
    /// Which field of the record.
    pub field: usize,
    /// Bytes of that field's text.
    pub span: Span,
    /// The whole word that it stands in, in bytes of that text.
    pub token: Span,
    /// How likely the verdict is right, per mille.
    pub score: u16,
    /// In a direct quotation.
    pub quoted: bool,
    /// What it was taken for.
    pub verdict: Verdict<'g>,
    /// Somebody decided that, not the resolver.
    pub decided: bool,
    /// What decided, where somebody asked for it.
    pub evidence: Vec<Reason>,
}

/// One thing that spoke for or against the best reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `prior`, `cue-for`, `defined`, …; `decided`.
    pub kind: &'static str,
    /// Which field its words stand in, and where, in bytes of that field's text.
    pub place: Option<(usize, Span)>,
}

/// What a mention was taken for.
#[derive(Clone, Debug)]
pub enum Verdict<'g> {
    /// This entity.
    Entity(Reading<'g>),
    /// One of these; too close to call.
    Ambiguous(Vec<Reading<'g>>),
    /// None that the dictionaries know.
    Nil,
}

/// An entity under one of its names.
#[derive(Clone, Debug)]
pub struct Reading<'g> {
    /// `group/ttp`.
    pub entity: Cow<'g, str>,
    /// The canonical name.
    pub name: &'g str,
    /// `armed-group`; empty where nobody says.
    pub entity_type: &'g str,
    /// `designation`, …; empty where somebody decided that words mean an entity of which they are no name.
    pub kind: &'g str,
    /// Keys of the agents who use the name.
    pub by: Vec<&'g str>,
    /// From when, as the dictionary writes it.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// `neutral`, `pejorative`, `contested`; empty where the kind is.
    pub tone: &'g str,
    /// `exact`, `broad`, `narrow`.
    pub scope: &'g str,
}
