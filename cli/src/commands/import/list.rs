//! `exonym import list`: a name on each line.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use exonym::dictionary::Case;
use exonym::fold::FoldedText;
use twox_hash::XxHash3_64;

use super::destination::Destination;
use super::header;
use super::hold::{Judge, Verdict};
use super::looks::Looks;
use super::plain::is_plain;
use super::seen::{Met, Seen};
use super::slug;
use crate::args::{ListArgs, PackArgs};
use crate::failure::{Failure, Outcome};
use crate::input::{Batch, Body, Format, InputError, InputOptions, Inputs, Place};
use crate::progress::Progress;
use crate::run::MOST_ERRORS;
use crate::terminal::Manner;

/// A line of more bytes is no name, however many blanks are around it.
const LONGEST_LINE: usize = 64 << 10;

/// What names are linked by that are found too often: less than is believed, more than nothing. `exonym check` asks for less than 300.
const PRIOR_OF_FREQUENT: u16 = 250;

/// Names of a lower prior are asked for something else that speaks for them, and told apart by it.
const BELIEVED: u16 = 300;

/// So many names of one key can be told apart.
const MOST_SPELLINGS: usize = 64;

/// A larger pack is not read.
const LARGEST_PACK: u64 = 4 << 30;

pub fn run(args: &ListArgs, manner: Manner) -> Result<Outcome, Failure> {
    let reading = InputOptions {
        format: Some(Format::Lines),
        max_record_bytes: LONGEST_LINE,
        ..InputOptions::default()
    };
    let mut inputs = Inputs::new(args.files.clone(), reading)?;
    let header = header::line(&args.pack, &args.files);
    let judge = Judge::new(&header)?;
    let mut out = Destination::open(args.pack.output.as_deref(), &args.files)?;
    let mut list = List::new(&args.pack);
    let mut progress = Progress::new(inputs.meter(), manner.watcher());
    let mut batch = Batch::default();
    let (mut text, mut text_bytes) = (format!("{header}\n").into_bytes(), 0);
    let (mut said, mut unsaid, mut broken) = (0, 0_u64, false);
    while let Some(read) = inputs.next_batch(&mut batch) {
        if let Err(error) = read {
            broken = true;
            progress.say(&error.to_string());
            continue;
        }
        list.take(&mut batch, &judge, &mut text, &mut |error| {
            if said < MOST_ERRORS {
                said += 1;
                progress.say(&error.to_string());
            } else {
                unsaid += 1;
            }
        });
        text_bytes += text.len() as u64;
        if !out.write(&text)? {
            progress.finish();
            return Ok(Outcome::Done);
        }
        text.clear();
        progress.update(list.tally.names, text_bytes);
    }
    list.close(&mut text);
    text_bytes += text.len() as u64;
    progress.finish();
    if unsaid > 0 {
        eprintln!("… and {unsaid} errors more");
    }
    out.write(&text)?;
    if broken {
        // A file of a part of the names would pass for all of them.
        return Ok(Outcome::Incomplete);
    }
    out.finish()?;
    if !manner.quiet {
        eprintln!("{}", list.tally);
    }
    if text_bytes > LARGEST_PACK {
        eprintln!(
            "exonym: the pack has {text_bytes} bytes, and one of more than {LARGEST_PACK} is not read\n  help: import parts of the list, each into a pack, and lay them over one another: -d a.jsonl -d b.jsonl"
        );
    }
    Ok(if list.tally.refused > 0 { Outcome::Told } else { Outcome::Done })
}

/// Makes entities of names, each when its line comes.
struct List {
    /// The keys of all names so far.
    keys: Seen,
    /// Their spellings, where spellings matter.
    spellings: Option<Seen>,
    /// What they look like, unless none is believed alone.
    looks: Option<Looks>,
    /// The entity whose line is being written.
    open: Option<Open>,
    tally: Tally,
    folded: FoldedText,
    slug: Vec<u8>,
}

/// An entity that may get further names.
struct Open {
    hash: u64,
    names: usize,
    has_aliases: bool,
}

#[derive(Debug, Default)]
struct Tally {
    names: u64,
    frequent: u64,
    repeated: u64,
    refused: u64,
}

/// What a line is.
enum Found {
    /// A name that nothing is wrong with: these bytes of the batch.
    Plain(Range<usize>),
    /// A name that the rules have to be asked about.
    Doubtful,
    Refused(String, String),
}

/// Why a name has no place in the pack: message and help.
type Refusal = (String, String);

impl List {
    fn new(args: &PackArgs) -> Self {
        let keeps_case = matches!(args.case, Case::Exact | Case::Initial);
        Self {
            keys: Seen::new(),
            spellings: keeps_case.then(Seen::new),
            looks: (args.prior >= BELIEVED).then(Looks::new),
            open: None,
            tally: Tally::default(),
            folded: FoldedText::default(),
            slug: Vec::new(),
        }
    }

    /// Writes the entities of a batch of lines; the last one stays open.
    fn take(
        &mut self,
        batch: &mut Batch,
        judge: &Judge,
        out: &mut Vec<u8>,
        say: &mut dyn FnMut(&InputError),
    ) {
        let Some(parser) = &batch.parser else { return };
        let file = Arc::clone(&parser.file);
        let mut doubtful = Vec::new();
        let mut found = Vec::with_capacity(batch.raws.len());
        for raw in batch.raws.drain(..) {
            let Some(one) = self.look(raw.body, &batch.bytes, &mut doubtful) else { continue };
            found.push((raw.line, one));
        }
        let mut judged = judge.judge(doubtful).into_iter();
        for (line, one) in found {
            let done = match one {
                Found::Refused(message, help) => Err((message, help)),
                Found::Plain(range) => {
                    let name = std::str::from_utf8(&batch.bytes[range]).expect("looked at before");
                    self.add(name, false, out)
                }
                Found::Doubtful => match judged.next().expect("each has its verdict") {
                    (_, Verdict::Refused { message, help }) => Err((message, help)),
                    (name, verdict) => self.add(&name, verdict == Verdict::Frequent, out),
                },
            };
            if let Err((message, help)) = done {
                self.tally.refused += 1;
                let place = Place { line, ..Place::default() };
                say(&InputError::record(&file, place, message).help(help));
            }
        }
    }

    /// What a line is; nothing where it is blank.
    fn look(&mut self, body: Body, bytes: &[u8], doubtful: &mut Vec<String>) -> Option<Found> {
        let refused = |message: String, help: &str| Some(Found::Refused(message, help.to_owned()));
        let Body::Line(range, _) = body else {
            let most = LONGEST_LINE >> 10;
            return refused(
                format!("the line has more than {most} KiB, and a name at most 256 characters"),
                "give a list with a name on each line",
            );
        };
        let line = match std::str::from_utf8(&bytes[range.clone()]) {
            Ok(line) => line,
            Err(error) => {
                let at = error.valid_up_to();
                let byte = bytes[range.start + at];
                return refused(
                    format!("byte {at} of the line (0x{byte:02X}) is not UTF-8"),
                    "convert the list: `iconv -f windows-1252 -t utf-8`",
                );
            }
        };
        let name = line.trim();
        if name.is_empty() {
            return None;
        }
        if name.contains('\t') {
            return refused(
                "there is a tab in the name".to_owned(),
                "take the column of the names: `cut -f 1`",
            );
        }
        if is_plain(name, &mut self.folded) {
            let start = range.start + (line.len() - line.trim_start().len());
            return Some(Found::Plain(start..start + name.len()));
        }
        doubtful.push(name.to_owned());
        Some(Found::Doubtful)
    }

    /// Writes a name where it belongs, or drops it where it is there.
    fn add(&mut self, name: &str, is_frequent: bool, out: &mut Vec<u8>) -> Result<(), Refusal> {
        self.folded.fold(name);
        let key = self.folded.as_bytes();
        let (hash, check_of_key) = (slug::hash(key), check(key));
        let met = self.keys.find(hash, check_of_key);
        if met == Met::Clash {
            return Err((
                format!("the name \"{name}\" would have the id of another name"),
                "put it into another list, with a --namespace of its own".to_owned(),
            ));
        }
        let (spelling, check_of_spelling) = (slug::hash(name.as_bytes()), check(name.as_bytes()));
        let is_spelled_anew = || {
            let find = |spellings: &Seen| spellings.find(spelling, check_of_spelling) == Met::New;
            self.spellings.as_ref().is_some_and(find)
        };
        if met == Met::Again && !is_spelled_anew() {
            self.tally.repeated += 1;
            return Ok(());
        }
        let look = self.looks.as_ref().and_then(|looks| looks.look(name));
        if let (Some(looks), Some(look)) = (&self.looks, &look) {
            let is_key = |other: &str| {
                let other = other.as_bytes();
                other != key && self.keys.find(slug::hash(other), check(other)) == Met::Again
            };
            if looks.is_taken(look, is_key) {
                return Err((
                    format!(
                        "the name \"{name}\" looks like one of an earlier line, in the letters of another script"
                    ),
                    "type the wrong one anew in the script of its language".to_owned(),
                ));
            }
        }
        match &mut self.open {
            _ if met == Met::New => {
                self.keys.meet(hash, check_of_key);
                slug::write(key, hash, &mut self.slug);
                self.close(out);
                out.extend_from_slice(b"{\"slug\":\"");
                out.extend_from_slice(&self.slug);
                out.extend_from_slice(b"\",\"name\":");
                write_string(name, out);
                let mut open = Open { hash, names: 1, has_aliases: false };
                if is_frequent {
                    open.write_alias(name, true, out);
                }
                self.open = Some(open);
            }
            Some(open) if open.hash == hash && open.names < MOST_SPELLINGS => {
                open.write_alias(name, is_frequent, out);
                open.names += 1;
            }
            Some(open) if open.hash == hash => {
                return Err((
                    format!("the name \"{name}\" has more than {MOST_SPELLINGS} spellings"),
                    "leave out those that texts hardly ever have, or give --case fold".to_owned(),
                ));
            }
            _ => {
                return Err((
                    format!("an earlier line spells the name \"{name}\" in other letters"),
                    "put spellings of a name on lines that follow one another (`sort -f`), or give --case fold".to_owned(),
                ));
            }
        }
        if let Some(spellings) = &mut self.spellings {
            spellings.meet(spelling, check_of_spelling);
        }
        if let (Some(looks), Some(look)) = (&mut self.looks, &look) {
            looks.add(look);
        }
        self.tally.names += 1;
        self.tally.frequent += u64::from(is_frequent);
        Ok(())
    }

    /// Ends the line of the entity that is open.
    fn close(&mut self, out: &mut Vec<u8>) {
        if let Some(open) = self.open.take() {
            out.extend_from_slice(if open.has_aliases { b"]}\n" } else { b"}\n" });
        }
    }
}

impl Open {
    /// Writes a name of which there is more to say.
    fn write_alias(&mut self, name: &str, is_frequent: bool, out: &mut Vec<u8>) {
        let before: &[u8] = if self.has_aliases { b"," } else { b",\"alias\":[" };
        self.has_aliases = true;
        out.extend_from_slice(before);
        out.extend_from_slice(b"{\"text\":");
        write_string(name, out);
        if is_frequent {
            write!(out, ",\"prior\":{PRIOR_OF_FREQUENT}").expect("memory takes it");
        }
        out.push(b'}');
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { names, frequent, repeated, refused } = self;
        write!(
            f,
            "{names} names, {repeated} lines repeated a name, {refused} lines could not be used"
        )?;
        if *frequent > 0 {
            write!(
                f,
                "\n{frequent} among them (words of most texts, numbers, a letter or two) are linked only where something else speaks for them"
            )?;
        }
        Ok(())
    }
}

/// Another hash than that of slugs.
fn check(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot_with_seed(1, bytes)
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("memory takes it");
}
