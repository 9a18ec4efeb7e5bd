//! What people type who write dictionaries: `check`, `fmt`, `add`, `stats`, `diff`, `build`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use exonym::EntityId;
use exonym::dictionary::{Case, Date, Kind, Scope, Tone};

use super::{ReadingArgs, TextArgs, keyword, lang};
use crate::budget::Budget;

/// `exonym check`
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Dictionaries to check: folders and files, later ones over earlier ones
    #[arg(value_name = "DIR", default_value = "dictionaries")]
    pub paths: Vec<PathBuf>,

    /// Print why a rule is there and how to mend what breaks it, and do nothing else
    #[arg(long, value_name = "RULE", conflicts_with_all = ["paths", "policy", "strict", "fix", "since", "format"])]
    pub explain: Option<String>,

    /// Whose dictionaries they are: public ones hold public figures only, and sources that anybody can look up
    #[arg(long, value_enum, default_value_t = Policy::Own, value_name = "WHOSE")]
    pub policy: Policy,

    /// Let warnings count as errors
    #[arg(long)]
    pub strict: bool,

    /// Mend what needs no judgement, then check
    #[arg(long)]
    pub fix: bool,

    /// Miss the ids that were there and are gone: a folder, a file, or a git revision (main: its folder `dictionaries`; main:path)
    #[arg(long, value_name = "OLD")]
    pub since: Option<String>,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub format: CheckFormat,
}

/// Whose dictionaries are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Policy {
    /// One's own
    Own,
    /// Published ones
    Public,
}

impl From<Policy> for exonym::lint::Policy {
    fn from(policy: Policy) -> Self {
        match policy {
            Policy::Own => Self::Own,
            Policy::Public => Self::Public,
        }
    }
}

/// How problems are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, on standard error
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// `exonym fmt`
#[derive(Args, Debug)]
pub struct FmtArgs {
    /// Dictionaries to format: folders and TOML files; packs are passed over
    #[arg(value_name = "DIR", default_value = "dictionaries")]
    pub paths: Vec<PathBuf>,

    /// Change nothing: show what would change, and exit with 1 where something would
    #[arg(long)]
    pub check: bool,
}

/// `exonym add`
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "On a terminal it asks for what no flag gives. It shows the change, checks it with all else in DIR, and asks before it writes."
)]
pub struct AddArgs {
    /// Dictionaries: folders and files, later ones over earlier ones
    #[arg(value_name = "DIR", default_value = "dictionaries")]
    pub paths: Vec<PathBuf>,

    /// The entity that has the names: its id, or any name of it
    #[arg(long, value_name = "ENTITY", conflicts_with = "new")]
    pub to: Option<String>,

    /// The id of an entity that is not there yet; the first name is its canonical one
    #[arg(long, value_name = "ID")]
    pub new: Option<EntityId>,

    /// What sort of thing a new entity is, where its file does not say
    #[arg(long = "type", value_name = "TYPE", requires = "new")]
    pub entity_type: Option<String>,

    /// A name or a pattern of names; give several for several
    #[arg(long = "name", value_name = "NAME")]
    pub names: Vec<String>,

    /// The file that the names go to, where it is not that of the entity
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,

    /// The language of the names, as a tag such as en, ur or zh-Hant; und for names of no language
    #[arg(long, value_name = "TAG", help_heading = "What the names are")]
    pub lang: Option<String>,

    /// What sort of names they are [default: name]
    #[arg(long, value_name = "KIND", value_parser = keyword(Kind::ALL, Kind::as_str, Kind::from_keyword), help_heading = "What the names are")]
    pub kind: Option<Kind>,

    /// Who decreed or uses them: a key of [agent]
    #[arg(long, value_name = "AGENT", help_heading = "What the names are")]
    pub by: Vec<String>,

    /// The full name of an agent that the file does not have
    #[arg(long, value_name = "NAME", requires = "by", help_heading = "What the names are")]
    pub by_name: Option<String>,

    /// From when: 2024-07-31, 2024-07 or 2024
    #[arg(long, value_name = "DATE", help_heading = "What the names are")]
    pub since: Option<Date>,

    /// Until when
    #[arg(long, value_name = "DATE", help_heading = "What the names are")]
    pub until: Option<Date>,

    /// Whether they name this entity alone [default: exact]
    #[arg(long, value_name = "SCOPE", value_parser = keyword(Scope::ALL, Scope::as_str, Scope::from_keyword), help_heading = "What the names are")]
    pub scope: Option<Scope>,

    /// Whether they are loaded [default: neutral]
    #[arg(long, value_name = "TONE", value_parser = keyword(Tone::ALL, Tone::as_str, Tone::from_keyword), help_heading = "What the names are")]
    pub tone: Option<Tone>,

    /// How letter case is compared [default: smart]
    #[arg(long, value_name = "CASE", value_parser = keyword(Case::ALL, Case::as_str, Case::from_keyword), help_heading = "What the names are")]
    pub case: Option<Case>,

    /// How often they mean this entity when nothing else speaks, per mille [default: 500]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000), help_heading = "What the names are")]
    pub prior: Option<u16>,

    /// A word (war), stem (militant*) or entity (@country/pk) that speaks for them
    #[arg(long = "for", value_name = "CUE", help_heading = "What the names are")]
    pub cue_for: Vec<String>,

    /// One that speaks against them
    #[arg(long = "against", value_name = "CUE", help_heading = "What the names are")]
    pub cue_against: Vec<String>,

    /// Where they were read: a key of [source], or a new key with a title
    #[arg(long, value_name = "KEY", help_heading = "Where they were read")]
    pub source: Vec<String>,

    /// What a new source is
    #[arg(long, value_name = "TITLE", requires = "source", help_heading = "Where they were read")]
    pub source_title: Option<String>,

    /// Where a new source can be read
    #[arg(
        long,
        value_name = "URL",
        requires = "source_title",
        help_heading = "Where they were read"
    )]
    pub source_url: Option<String>,

    /// When a new source was issued
    #[arg(
        long,
        value_name = "DATE",
        requires = "source_title",
        help_heading = "Where they were read"
    )]
    pub source_date: Option<Date>,

    /// A sentence in which the name in [brackets] must be found
    #[arg(long, value_name = "SENTENCE", help_heading = "Tests")]
    pub hit: Vec<String>,

    /// A sentence in which no name of the entity may be found
    #[arg(long, value_name = "SENTENCE", help_heading = "Tests")]
    pub miss: Vec<String>,

    /// Whose dictionaries they are, as for `exonym check`
    #[arg(long, value_enum, default_value_t = Policy::Own, value_name = "WHOSE", help_heading = "Tests")]
    pub policy: Policy,

    /// Show the change, and write nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Write without asking
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
}

/// `exonym stats`
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// Dictionaries to count: folders and files, later ones over earlier ones
    #[arg(value_name = "DIR", default_value = "dictionaries")]
    pub paths: Vec<PathBuf>,

    /// List the entities that have no name in this language, and count nothing
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lacking: Option<String>,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = StatsFormat::Text, value_name = "FORMAT")]
    pub format: StatsFormat,
}

/// How counts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// Tables for people
    Text,
    /// For programs
    Json,
    /// A drawing
    Svg,
}

/// `exonym diff`
#[derive(Args, Debug)]
// The corpus takes all that follows it, so that it stands last.
#[command(override_usage = "exonym diff [OPTIONS] <OLD> <NEW> --corpus <FILE>...")]
pub struct DiffArgs {
    /// The dictionaries as they were: a folder, a file, or a git revision (main: its folder `dictionaries`; main:path)
    #[arg(value_name = "OLD")]
    pub old: String,

    /// The dictionaries as they would be
    #[arg(value_name = "NEW")]
    pub new: String,

    /// Texts to try both on, plain or packed by gzip or zstd; `-` is standard input
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub corpus: Vec<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub text: TextArgs,

    /// Fail where more mentions change, per million words: 50, or gained=200,lost=0,re-decided=5
    #[arg(long, value_name = "LIMITS")]
    pub budget: Option<Budget>,

    /// Annotate every text twice, also those that cannot differ: the same report, later
    #[arg(long)]
    pub full: bool,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = DiffFormat::Text, value_name = "FORMAT")]
    pub format: DiffFormat,
}

/// How a report on a change is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Text,
    /// For a comment on a pull request
    Markdown,
    /// One page that stands alone
    Html,
    /// For programs
    Json,
}

/// `exonym build`
#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Dictionaries to compile: folders and files, later ones over earlier ones
    #[arg(value_name = "DIR", required = true)]
    pub paths: Vec<PathBuf>,

    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}
