//! What people type who count names: `usage`.

use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};
use exonym::usage::Over;

use super::{ContextArgs, DictionaryArgs, InputArgs, keyword};
use crate::input::FieldPath;

/// `exonym usage`
#[derive(Args, Debug)]
pub struct UsageArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,
    #[command(flatten)]
    pub context: ContextArgs,

    /// The entity whose names are counted: country/tr; give several for several
    #[arg(long = "entity", value_name = "ID", required = true)]
    pub entities: Vec<String>,

    /// The field that says whose words a text is: source, author, a.b; of a feed: feed, author or link
    #[arg(long, value_name = "FIELD")]
    pub by: Option<FieldPath>,

    /// How long the periods are that uses are counted over
    #[arg(long, value_name = "PERIOD", default_value = "month", value_parser = keyword(Over::ALL, Over::as_str, Over::from_keyword))]
    pub over: Over,

    /// The most sentences to show of each count, the earliest first; counts are complete
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = RangedU64ValueParser::<usize>::new().range(0..=10_000))]
    pub examples: usize,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = UsageFormat::Text, value_name = "FORMAT")]
    pub format: UsageFormat,
}

/// How counts of names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UsageFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets: a row for each name, source, period and voice
    Csv,
    /// One page that stands alone, with charts
    Html,
}
