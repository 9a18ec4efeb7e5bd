//! What people type who measure how good links are: `eval`.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};
use exonym::eval::Task;

use super::{DictionaryArgs, VerdictArgs, keyword};
use crate::input::FieldPath;

/// `exonym eval`
#[derive(Args, Debug)]
pub struct EvalArgs {
    /// Texts with their mentions, as JSON Lines, plain or packed by gzip or zstd; `-` is standard input
    #[arg(value_name = "GOLD", required = true)]
    pub gold: Vec<String>,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    /// What is asked of the links [default: what the records of a file look made for]
    #[arg(long, value_name = "TASK", value_parser = keyword(Task::ALL, Task::as_str, Task::from_keyword))]
    pub task: Option<Task>,

    /// Which entity an id of the gold means, where no dictionary says so: group:ISIL=group/isil; give several for several
    #[arg(long = "map", value_name = "ID=ENTITY", value_parser = mapping)]
    pub map: Vec<Mapping>,

    #[command(flatten)]
    pub verdicts: VerdictArgs,

    /// The field that holds a record's language
    #[arg(long, value_name = "FIELD")]
    pub lang_field: Option<FieldPath>,

    /// The field that holds a record's date
    #[arg(long = "date", value_name = "FIELD")]
    pub date_field: Option<FieldPath>,

    /// Tell what each kind of evidence is worth: measure once more without it
    #[arg(long, value_name = "EVIDENCE", value_delimiter = ',')]
    pub without: Vec<String>,

    /// Tell what differs from an earlier report in JSON, and exit with 1 where a figure fell
    #[arg(long, value_name = "OLD.json")]
    pub compare: Option<PathBuf>,

    /// Learn priors and cues from the gold, and write them into this folder, a dictionary to review and lay over those in use
    #[arg(long, value_name = "DIR")]
    pub fit: Option<PathBuf>,

    /// Learn only of names that the gold decides so many times or more
    #[arg(long, value_name = "N", default_value_t = 5, requires = "fit", value_parser = clap::value_parser!(u64).range(1..))]
    pub fit_least: u64,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = EvalFormat::Text, value_name = "FORMAT")]
    pub format: EvalFormat,

    /// Threads to use; 0: one for each core
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = RangedU64ValueParser::<usize>::new().range(..=1024))]
    pub threads: usize,
}

/// How a report on links is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// For people
    Text,
    /// One page that stands alone
    Html,
    /// For programs
    Json,
}

/// An id of the gold, and the entity that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub from: String,
    pub to: String,
}

fn mapping(text: &str) -> Result<Mapping, String> {
    match text.rsplit_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => {
            Ok(Mapping { from: from.to_owned(), to: to.to_owned() })
        }
        _ => Err(format!("`{text}` maps nothing: write group:ISIL=group/isil")),
    }
}
