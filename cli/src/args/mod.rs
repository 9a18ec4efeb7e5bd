//! What people type.
// Flags are yes or no, and their comments are what `--help` prints.
#![allow(clippy::struct_excessive_bools, clippy::doc_markdown)]

mod dictionaries;
mod discover;
mod eval;
mod import;
mod usage;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use exonym::dictionary::Date;

use crate::input::{self, FieldPath};
use crate::output;

pub use self::dictionaries::{
    AddArgs, BuildArgs, CheckArgs, CheckFormat, DiffArgs, DiffFormat, FmtArgs, Policy, StatsArgs,
    StatsFormat,
};
pub use self::discover::{DiscoverArgs, DiscoverFormat};
pub use self::eval::{EvalArgs, EvalFormat, Mapping};
pub use self::import::{ImportArgs, ImportFormat, ListArgs, PackArgs};
pub use self::usage::{UsageArgs, UsageFormat};

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
    /// Count who calls an entity what, since when, in whose voice
    Usage(UsageArgs),
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
    /// Make a dictionary of what others have: a plain list of names
    Import(ImportArgs),
    /// Count what dictionaries hold, and draw it
    Stats(StatsArgs),
    /// Tell what a change of the dictionaries does to texts
    Diff(DiffArgs),
    /// Find what texts could add to the dictionaries, as a patch to be reviewed
    Discover(DiscoverArgs),
    /// Measure how good links are, on texts whose mentions people have marked
    Eval(EvalArgs),
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
    /// Dictionaries to use, later ones over earlier ones: TOML files, packs, folders of them; the first may be a compiled file. Where none is about a language, the embedded languages lie below [default: the embedded dictionaries]
    #[arg(short, long = "dictionary", value_name = "PATH")]
    pub dictionaries: Vec<PathBuf>,

    /// Use the compiled file where it lies instead of reading it: ready at once, and shared by all who do so; only for a file that is
    /// replaced by renaming, never changed in place
    #[arg(long, requires = "dictionaries")]
    pub mmap: bool,
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

/// What is known of texts that do not say it themselves.
#[derive(Args, Debug)]
pub struct TextArgs {
    /// The language of the texts, as a tag such as en or ur [default: a guess]
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub lang: Option<String>,

    /// The date of texts that have none: 2025-10-31, 2025-10 or 2025
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// The same, and which verdicts count.
#[derive(Args, Debug)]
pub struct VerdictArgs {
    #[command(flatten)]
    pub text: TextArgs,

    /// Only what is right with at least so many per mille: fewer mentions, and fewer wrong ones
    #[arg(long, value_name = "SCORE", default_value_t = 0, hide_default_value = true, value_parser = clap::value_parser!(u16).range(..=1000))]
    pub min_score: u16,
}

/// How texts are understood.
#[derive(Args, Debug)]
pub struct ContextArgs {
    #[command(flatten)]
    pub verdicts: VerdictArgs,

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

    /// Write the doubtful mentions into this file, for a person or a model to decide: JSON Lines, `entity` to be filled in
    #[arg(long, value_name = "FILE", conflicts_with = "template")]
    pub defer: Option<PathBuf>,

    /// Take what was decided from this file: the lines of --defer, with an id or "nil" in `entity`
    #[arg(long, value_name = "FILE")]
    pub decisions: Vec<PathBuf>,

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

/// `exonym bench`
#[derive(Args, Debug)]
pub struct BenchArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub dictionary: DictionaryArgs,

    /// Run the plain aho-corasick crate beside it: its contiguous NFA, on text that was folded beforehand, with the same checks
    ///
    /// In both modes, and the faster one is the reference. The mentions must be those of the overlapping mode. The leftmost-longest
    /// mode misses some: a longest name that fails a check hides a shorter one that would not.
    #[arg(long)]
    pub compare: bool,

    /// Run the way from line to line on one thread too, and a loop of arithmetic to tell what more threads can give
    #[arg(long)]
    pub scaling: bool,

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
            source_field: None,
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
