//! What people type.
// Flags are yes or no, and their comments are what `--help` prints.
#![allow(clippy::struct_excessive_bools, clippy::doc_markdown)]

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use exonym::EntityId;
use exonym::dictionary::{Case, Date, Kind, Scope, Tone};

use crate::budget::Budget;
use crate::input::{self, FieldPath};
use crate::output;

/// Finds every known name in texts and decides which entity each one means.
#[derive(Debug, Parser)]
#[command(name = "exonym", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Data goes to standard output, all else to standard error.\n\
    Exit status: 0 done; 1 done, and there is something to be told (errors found, records unreadable, nothing found); 2 could not run.")]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,

    /// Whether to use colours
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN", help_heading = "Everywhere")]
    pub color: When,

    /// Say less: no progress, no summary
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub quiet: bool,

    /// Say more: a summary of what was done
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Everywhere")]
    pub verbose: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find and resolve the names in texts
    Annotate(AnnotateArgs),
    /// Write canonical names in place of aliases
    Normalize(NormalizeArgs),
    /// Look up a name or an entity id in the dictionaries
    Lookup(LookupArgs),
    /// Tell why each name of a text is read as it is
    Explain(ExplainArgs),
    /// Check dictionaries and run their tests
    Check(CheckArgs),
    /// Put dictionaries into their canonical form
    Fmt(FmtArgs),
    /// Add names to an entity, or an entity
    Add(AddArgs),
    /// Count what dictionaries hold, and draw it
    Stats(StatsArgs),
    /// Tell what a change of the dictionaries does to texts
    Diff(DiffArgs),
    /// Compile dictionaries into one gazetteer file
    Build(BuildArgs),
    /// Measure speed on a corpus
    Bench(BenchArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Yes, no, or by the look of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Which dictionaries are used.
#[derive(Args, Debug)]
pub struct DictionaryArgs {
    /// Dictionaries to use, later ones over earlier ones: TOML files, packs, folders of them, or one compiled file [default: the embedded dictionaries]
    #[arg(short, long = "dictionary", value_name = "PATH")]
    pub dictionaries: Vec<PathBuf>,
}

/// How texts are read.
#[derive(Args, Debug)]
pub struct InputArgs {
    /// Texts, plain or packed by gzip or zstd; `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// How files are read as texts.
#[derive(Args, Debug)]
pub struct ReadingArgs {
    /// What the texts come in: text, lines, jsonl, csv, tsv or feed [default: by the name, else by the first bytes]
    #[arg(long, value_name = "FORMAT")]
    pub input: Option<input::Format>,

    /// Fields to read, in reading order: title,body, a.b, items[].body; `?` at the end: may be missing
    #[arg(long = "field", value_name = "NAME", value_delimiter = ',')]
    pub fields: Vec<FieldPath>,

    /// The field that holds a record's id [default: id]
    #[arg(long = "id", value_name = "FIELD")]
    pub id_field: Option<FieldPath>,

    /// The field that holds a record's date; feeds have theirs
    #[arg(long = "date", value_name = "FIELD")]
    pub date_field: Option<FieldPath>,

    /// The field that holds a record's language
    #[arg(long, value_name = "FIELD")]
    pub lang_field: Option<FieldPath>,

    /// Refuse longer records
    #[arg(long = "max-record", value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub max_record: usize,

    /// What happens to a record that is not UTF-8
    #[arg(long, value_enum, default_value_t = InvalidUtf8::Refuse, value_name = "HOW")]
    pub invalid_utf8: InvalidUtf8,

    /// Threads to use; 0: one for each core
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = RangedU64ValueParser::<usize>::new().range(..=1024))]
    pub threads: usize,
}

/// How texts are understood.
#[derive(Args, Debug)]
pub struct ContextArgs {
    /// The language of the texts, as a tag such as en or ur [default: a guess]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<String>,

    /// The date of texts that have none: 2025-10-31, 2025-10 or 2025
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,

    /// Only entities and names of this type, namespace, kind or user
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub only: Vec<String>,

    /// None of this type, namespace, kind or user
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub except: Vec<String>,
}

/// `exonym annotate`
#[derive(Args, Debug)]
pub struct AnnotateArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,
    #[command(flatten)]
    pub context: ContextArgs,

    /// How to write: jsonl, tsv, html, brat, bulk (Elasticsearch, OpenSearch) or text [default: text on a terminal, else jsonl]
    #[arg(short, long, value_name = "FORMAT")]
    pub format: Option<output::Format>,

    /// What start and end count
    #[arg(long, value_enum, default_value_t = Offsets::Byte, value_name = "UNIT")]
    pub offsets: Offsets,

    /// Put what was found into this member of a record, not beside its own
    #[arg(long, value_name = "NAME")]
    pub into: Option<String>,

    /// Show names that mean none of the known entities
    #[arg(long)]
    pub nil: bool,

    /// Show names inside longer names
    #[arg(long)]
    pub nested: bool,

    /// Add to each mention the evidence that decided it
    #[arg(long)]
    pub explain: bool,

    /// Add to each record which gazetteer it was annotated with
    #[arg(long)]
    pub with_version: bool,

    /// Write brat's .txt and .ann files into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "format")]
    pub brat_dir: Option<PathBuf>,

    /// The index that bulk requests name
    #[arg(long, value_name = "INDEX")]
    pub index: Option<String>,

    /// Print the template that indexes for --format bulk need, and do nothing else; --index is the pattern of their names
    #[arg(long, requires = "index")]
    pub template: bool,

    /// The title of an HTML page
    #[arg(long, default_value = "exonym")]
    pub title: String,
}

/// `exonym normalize`
#[derive(Args, Debug)]
pub struct NormalizeArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,
    #[command(flatten)]
    pub context: ContextArgs,

    /// What to write: name, id, or label.LANG (label.ur)
    #[arg(long, default_value = "name", value_name = "WHAT")]
    pub write: String,

    /// Rewrite these too
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub also: Vec<Also>,

    /// Write the edits into this file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,

    /// Turn normalised texts back into the originals, by the edits in this file
    #[arg(long, value_name = "FILE", conflicts_with = "edits")]
    pub undo: Option<PathBuf>,
}

/// `exonym lookup`
#[derive(Args, Debug)]
pub struct LookupArgs {
    /// A name, or an entity id such as group/ttp
    #[arg(value_name = "NAME|ID", required = true)]
    pub names: Vec<String>,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    /// Names that begin so
    #[arg(long, conflicts_with = "fuzzy")]
    pub prefix: bool,

    /// Names with at most so many letters wrong: 1 or 2
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub fuzzy: Option<u8>,

    /// The most keys to show
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub limit: usize,

    /// Show every spelling of a name, however many there are
    #[arg(long)]
    pub all: bool,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = Report::Text, value_name = "FORMAT")]
    pub format: Report,
}

/// `exonym explain`
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The text; without it, standard input is read
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    /// The language of the text, as a tag such as en or ur [default: a guess]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<String>,

    /// The date of the text: 2025-10-31, 2025-10 or 2025
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = Report::Text, value_name = "FORMAT")]
    pub format: Report,
}

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

    /// The language of the texts, as a tag such as en or ur [default: a guess]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<String>,

    /// The date of texts that have none: 2025-10-31, 2025-10 or 2025
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,

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

/// `exonym bench`
#[derive(Args, Debug)]
pub struct BenchArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    /// Run the plain aho-corasick crate beside it, with the same checks and the same choice
    #[arg(long)]
    pub compare: bool,

    /// Rounds; medians are reported
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub rounds: u32,

    /// How to write
    #[arg(short, long, value_enum, default_value_t = Report::Text, value_name = "FORMAT")]
    pub format: Report,
}

/// What is left alone unless somebody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Also {
    /// Names of peoples, and adjectives
    Demonyms,
    /// Codes of registers
    Codes,
    /// Names that stand for more than the entity
    Broad,
    /// Direct quotations
    Quotations,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// Bytes of UTF-8
    Byte,
    /// Code points, as Python does
    Char,
    /// UTF-16 code units, as JavaScript and Java do
    Utf16,
}

/// What happens to a record that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InvalidUtf8 {
    /// It is an error
    Refuse,
    /// Each bad byte is read as ?
    Replace,
    /// It is left out without an error
    Skip,
}

fn lang(text: &str) -> Result<String, String> {
    crate::metadata::language(text)
        .ok_or_else(|| format!("`{text}` is no language tag: write en, ur or zh-Hant"))
}

/// One of the words that dictionaries write.
fn keyword<T: Clone + Send + Sync + 'static>(
    all: &'static [T],
    word: impl Fn(T) -> &'static str,
    parse: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    let words: Vec<&str> = all.iter().cloned().map(word).collect();
    PossibleValuesParser::new(words).map(move |text| parse(&text).expect("one of the words"))
}

/// No text may be longer than the engine takes.
fn size(text: &str) -> Result<usize, String> {
    let bytes = input::parse_size(text).map_err(|error| error.to_string())?;
    if bytes > exonym::fold::MAX_TEXT_BYTES {
        return Err("at most 1G can be read as one record".to_owned());
    }
    Ok(bytes)
}

impl ReadingArgs {
    /// The same for the readers.
    pub fn options(&self) -> input::InputOptions {
        input::InputOptions {
            format: self.input,
            fields: self.fields.clone(),
            id_field: self.id_field.clone(),
            date_field: self.date_field.clone(),
            lang_field: self.lang_field.clone(),
            max_record_bytes: self.max_record,
            invalid_utf8: match self.invalid_utf8 {
                InvalidUtf8::Refuse => input::InvalidUtf8::Refuse,
                InvalidUtf8::Replace => input::InvalidUtf8::Replace,
                InvalidUtf8::Skip => input::InvalidUtf8::Skip,
            },
            added: None,
        }
    }
}
