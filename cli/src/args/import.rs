//! What people type who make packs of what others have: `import FORMAT`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use exonym::dictionary::{Boundary, Case, Date};

use super::keyword;

/// `exonym import`
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// What the names come in
    #[command(subcommand)]
    pub format: ImportFormat,
}

/// What names come in.
#[derive(Debug, Subcommand)]
pub enum ImportFormat {
    /// A plain list: a name on each line
    List(ListArgs),
}

/// `exonym import list`
#[derive(Args, Debug)]
#[command(
    after_help = "Each name becomes an entity, whose id is made of the name alone: the same name has the same id in every list. \
        Lines that are the same name (docs/same-name.md) are one entity, under the first spelling. With --case exact and initial, \
        spellings on lines that follow one another (`sort -f`) are all names of it.\n\n\
        A name that is a word of most texts, a number, or a letter or two gets a prior of 250: it is linked only where something else \
        in the text speaks for it. Lines that no dictionary may have are told and left out; the exit status is 1 then."
)]
pub struct ListArgs {
    /// Lists, a name on each line, plain or packed by gzip or zstd; `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub pack: PackArgs,
}

/// What a pack says of all its names, and where it goes.
#[derive(Args, Debug)]
pub struct PackArgs {
    /// The file to write, a name that ends in .jsonl [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How the pack may be used, as an SPDX name such as CC0-1.0; LicenseRef-own for what is nobody else's
    #[arg(long, value_name = "SPDX", help_heading = "What the pack is")]
    pub license: String,

    /// The first half of every id
    #[arg(long, value_name = "NAME", default_value = "list", help_heading = "What the pack is")]
    pub namespace: String,

    /// What the pack is about [default: the names of the files]
    #[arg(long, value_name = "TITLE", help_heading = "What the pack is")]
    pub title: Option<String>,

    /// What sort of thing the names stand for, such as person or company
    #[arg(long = "type", value_name = "TYPE", help_heading = "What the names are")]
    pub entity_type: Option<String>,

    /// Their language, as a tag such as en, ur or zh-Hant; und for names of no language or several
    #[arg(long, value_name = "TAG", default_value = "und", help_heading = "What the names are")]
    pub lang: String,

    /// How letter case is compared; a list in lower case wants fold
    #[arg(long, value_name = "CASE", default_value = "smart", value_parser = keyword(Case::ALL, Case::as_str, Case::from_keyword), help_heading = "What the names are")]
    pub case: Case,

    /// Where they may begin and end in a text
    #[arg(long, value_name = "BOUNDARY", default_value = "word", value_parser = keyword(Boundary::ALL, Boundary::as_str, Boundary::from_keyword), help_heading = "What the names are")]
    pub boundary: Boundary,

    /// How often they mean these entities when nothing else speaks, per mille
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u16).range(0..=1000), help_heading = "What the names are")]
    pub prior: u16,

    /// What was read [default: the title]
    #[arg(long, value_name = "TITLE", help_heading = "Where they were read")]
    pub source_title: Option<String>,

    /// Where it can be read: an address of the web, urn:isbn: for a book, doi: for an article
    #[arg(long, value_name = "URL", help_heading = "Where they were read")]
    pub url: Option<String>,

    /// When it was issued: 2024-07-31, 2024-07 or 2024
    #[arg(long, value_name = "DATE", help_heading = "Where they were read")]
    pub date: Option<Date>,
}
