//! What people type who look for what texts could add to the dictionaries: `discover`.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};
use exonym::discover::Sort;

use super::{DictionaryArgs, InputArgs, TextArgs, keyword};

/// `exonym discover`
#[derive(Args, Debug)]
pub struct DiscoverArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    #[command(flatten)]
    pub text: TextArgs,

    /// Only findings of these sorts
    #[arg(long, value_name = "SORT", value_delimiter = ',', value_parser = keyword(Sort::ALL, Sort::as_str, Sort::from_keyword))]
    pub only: Vec<Sort>,

    /// Only what is met so many times or more
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
    pub least: u64,

    /// The most findings of each sort, those in most texts first [default: all, in text 20]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub most: Option<usize>,

    /// Write the patch into this folder, a file for each namespace, such as country.toml
    #[arg(short, long, value_name = "DIR", help_heading = "The patch")]
    pub output: Option<PathBuf>,

    /// Write the file of this namespace to standard output
    #[arg(long, value_name = "NAME", help_heading = "The patch")]
    pub namespace: Option<String>,

    /// How the patch may be used, as an SPDX name such as CC0-1.0
    #[arg(long, value_name = "SPDX", default_value = "LicenseRef-own", help_heading = "The patch")]
    pub license: String,

    /// What the corpus is called as a source [default: the names of the files, and from when to when]
    #[arg(long, value_name = "TITLE", help_heading = "The patch")]
    pub source_title: Option<String>,

    /// Where the corpus can be read
    #[arg(long, value_name = "URL", help_heading = "The patch")]
    pub source_url: Option<String>,

    /// How to write to standard output [default: toml with --namespace, else text]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: Option<DiscoverFormat>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiscoverFormat {
    /// For people
    Text,
    /// A dictionary to lay over those in use; for one namespace
    Toml,
    /// For programs
    Json,
}
