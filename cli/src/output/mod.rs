//! Writers: a record and what was found in it, as JSON Lines, TSV, a web page, brat standoff, bulk requests of a search
//! engine, or coloured text.
//!
//! Each format is a module with one pure function, `write_record`, which several threads call at once; a format with a
//! frame around its records adds `begin` and `end`. What only the end can know, such as a legend with its counts, comes
//! from [`Totals`], which the thread that writes adds up in the order of the records.

pub mod brat;
pub mod bulk;
pub mod color;
pub mod html;
pub mod json;
mod nesting;
pub mod palette;
pub mod place;
pub mod screen;
pub mod terminal;
mod totals;
pub mod tsv;
pub mod visible;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use exonym::OffsetUnit;

use crate::record::{Annotation, JsonLine, NewMember, Record};

pub use palette::Palette;
pub use totals::{EntityTotal, NameUse, Totals, UseTotal};

/// Puts members into a line of JSON and keeps every other byte: the line, the member that is to hold them if they are
/// not to stand at the top, their names and what writes them, and where to write the new line (without its line break).
pub type Splice = fn(&JsonLine, Option<&str>, &[NewMember<'_>], &mut Vec<u8>);

/// What the writers need to know besides the record.
#[derive(Clone, Debug)]
pub struct OutputOptions {
    /// What `start` and `end` count. brat has its own mind: code points.
    pub unit: OffsetUnit,
    /// Whether mentions of nobody that the dictionaries know are written.
    pub nil: bool,
    /// The member that holds what was found, where it is not to stand beside the record's own members.
    pub into: Option<String>,
    /// Written as `gazetteer` with each record, where somebody asked for it.
    pub gazetteer_version: Option<String>,
    /// How members come into a line of JSON.
    pub splice: Splice,
    /// The index that bulk requests name; without one, the address they are sent to says it.
    pub index: Option<String>,
    /// Which type has which colour.
    pub palette: Palette,
    /// Whether text for a terminal has colours.
    pub color: bool,
    /// The title of a page.
    pub title: String,
}

impl OutputOptions {
    /// What holds when nobody asks for anything else.
    #[must_use]
    pub fn new(splice: Splice) -> Self {
        Self {
            unit: OffsetUnit::Byte,
            nil: false,
            into: None,
            gazetteer_version: None,
            splice,
            index: None,
            palette: Palette::default(),
            color: false,
            title: "exonym".to_owned(),
        }
    }
}

/// A format that records can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// One mention a row.
    Tsv,
    /// One page with everything in it.
    Html,
    /// brat standoff, to look at; [`brat::Folder`] writes what brat reads.
    Brat,
    /// Requests for `_bulk` of Elasticsearch and `OpenSearch`.
    Bulk,
    /// Text with colours.
    Terminal,
}

impl Format {
    /// All of them, in the order in which help lists them.
    pub const ALL: [Self; 6] =
        [Self::Jsonl, Self::Tsv, Self::Html, Self::Brat, Self::Bulk, Self::Terminal];

    /// What people type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
            Self::Html => "html",
            Self::Brat => "brat",
            Self::Bulk => "bulk",
            Self::Terminal => "text",
        }
    }

    /// Whether [`Format::end`] looks at the totals, so that somebody must add them up.
    #[must_use]
    pub const fn needs_totals(self) -> bool {
        matches!(self, Self::Html | Self::Terminal)
    }

    /// Writes what stands before the first record.
    pub fn begin(self, options: &OutputOptions, out: &mut Vec<u8>) {
        match self {
            Self::Tsv => tsv::begin(out),
            Self::Html => html::begin(options, out),
            Self::Jsonl | Self::Brat | Self::Bulk | Self::Terminal => {}
        }
    }

    /// Writes one record.
    pub fn write_record(
        self,
        record: &Record,
        annotations: &[Annotation<'_>],
        options: &OutputOptions,
        out: &mut Vec<u8>,
    ) {
        match self {
            Self::Jsonl => json::write_record(record, annotations, options, out),
            Self::Tsv => tsv::write_record(record, annotations, options, out),
            Self::Html => html::write_record(record, annotations, options, out),
            Self::Brat => brat::write_record(record, annotations, options, out),
            Self::Bulk => bulk::write_record(record, annotations, options, out),
            Self::Terminal => terminal::write_record(record, annotations, options, out),
        }
    }

    /// Writes what stands after the last record.
    pub fn end(self, totals: &Totals, options: &OutputOptions, out: &mut Vec<u8>) {
        match self {
            Self::Html => html::end(totals, options, out),
            Self::Terminal => terminal::end(totals, options, out),
            Self::Jsonl | Self::Tsv | Self::Brat | Self::Bulk => {}
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A format that nobody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Format::ALL.map(Format::name).join(", ");
        write!(f, "there is no format \"{}\": choose one of {names}", self.0)
    }
}

impl std::error::Error for UnknownFormat {}
