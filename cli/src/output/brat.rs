//! brat standoff: a text file and beside it a file of annotations, whose offsets always count code points.
//!
//! The fields of a record are one text, a line break between them. brat allows no line break inside a mention, so one
//! that runs over the end of a line becomes two fragments (`0 4;5 9`). Each entity is a reference into the database
//! `exonym`; a mention of the type `Ambiguous` has one for each candidate; what else is known is a note.
//!
//! brat wants pairs of files: [`Folder`] writes them. The same lines one record after the other, each under a `# doc`
//! comment, are what `write_record` gives, to look at.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use exonym::{OffsetUnit, Offsets, Span};

use super::OutputOptions;
use super::place::shown;
use super::visible::one_line;
use crate::record::{Annotation, Reading, Record, Verdict};

/// Writes the annotations of a record under a comment with its name.
pub fn write_record(
    record: &Record,
    annotations: &[Annotation<'_>],
    options: &OutputOptions,
    out: &mut Vec<u8>,
) {
    let document = Document::new(record, annotations, options);
    out.extend_from_slice(format!("# doc {}\n", file_stem(record)).as_bytes());
    out.extend_from_slice(document.annotations.as_bytes());
}

/// A record as brat's two files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text file.
    pub text: String,
    /// The annotation file.
    pub annotations: String,
    /// The types that the annotations have.
    pub types: BTreeSet<String>,
}

impl Document {
    /// Builds both. Nothing is written anywhere.
    #[must_use]
    pub fn new(record: &Record, annotations: &[Annotation<'_>], options: &OutputOptions) -> Self {
        let mut lines = Lines::default();
        // Code points of the document before the field.
        let mut before = 0;
        let mut annotations = shown(annotations, options.nil).peekable();
        for (index, field) in record.fields.iter().enumerate() {
            let mut offsets = Offsets::new(&field.text, OffsetUnit::Char);
            while let Some(annotation) = annotations.next_if(|it| it.field == index) {
                let at = |byte| before + offsets.of(byte);
                lines.mention(annotation, &fragments(annotation.span, &field.text), at);
            }
            before += field.text.chars().count() + 1;
        }
        let texts: Vec<_> = record.fields.iter().map(|field| stable_breaks(&field.text)).collect();
        Self { text: texts.join("\n"), annotations: lines.text, types: lines.types }
    }
}

/// An annotation file under way.
#[derive(Default)]
struct Lines {
    text: String,
    types: BTreeSet<String>,
    mentions: usize,
    references: usize,
    notes: usize,
    quoted: usize,
}

impl Lines {
    fn mention(
        &mut self,
        annotation: &Annotation<'_>,
        fragments: &[(usize, &str)],
        mut at: impl FnMut(usize) -> usize,
    ) {
        if fragments.is_empty() {
            return;
        }
        self.mentions += 1;
        let id = self.mentions;
        let entity_type = type_name(&annotation.verdict);
        let _ = write!(self.text, "T{id}\t{entity_type} ");
        for (index, (start, words)) in fragments.iter().enumerate() {
            let start = at(*start);
            let end = start + words.chars().count();
            let separator = if index == 0 { "" } else { ";" };
            let _ = write!(self.text, "{separator}{start} {end}");
        }
        let words: Vec<_> = fragments.iter().map(|(_, words)| *words).collect();
        let _ = writeln!(self.text, "\t{}", words.join(" "));
        self.types.insert(entity_type);
        self.verdict(annotation, id);
    }

    fn verdict(&mut self, annotation: &Annotation<'_>, id: usize) {
        match &annotation.verdict {
            Verdict::Entity(reading) => {
                self.reference(reading, id);
                let note = note(reading);
                // That a name is a name goes without saying.
                if note != "name" {
                    self.notes += 1;
                    let _ = writeln!(self.text, "#{}\tAnnotatorNotes T{id}\t{note}", self.notes);
                }
            }
            Verdict::Ambiguous(readings) => {
                for reading in readings {
                    self.reference(reading, id);
                }
            }
            Verdict::Nil => {}
        }
        if annotation.quoted {
            self.quoted += 1;
            let _ = writeln!(self.text, "A{}\tQuoted T{id}", self.quoted);
        }
    }

    fn reference(&mut self, reading: &Reading<'_>, id: usize) {
        self.references += 1;
        let number = self.references;
        let _ = writeln!(
            self.text,
            "N{number}\tReference T{id} exonym:{}\t{}",
            reading.entity,
            one_line(reading.name)
        );
    }
}

/// `designation · by pk-moi · since 2024-07-31 · pejorative`.
fn note(reading: &Reading<'_>) -> String {
    let mut note = reading.kind.to_owned();
    if !reading.by.is_empty() {
        let _ = write!(note, " · by {}", reading.by.join(", "));
    }
    if let Some(since) = &reading.since {
        let _ = write!(note, " · since {since}");
    }
    if let Some(until) = &reading.until {
        let _ = write!(note, " · until {until}");
    }
    if reading.tone != "neutral" {
        let _ = write!(note, " · {}", reading.tone);
    }
    if reading.scope != "exact" {
        let _ = write!(note, " · {}", reading.scope);
    }
    one_line(&note)
}

/// The type of a mention, of letters that brat takes.
fn type_name(verdict: &Verdict<'_>) -> String {
    let name = match verdict {
        Verdict::Entity(reading) => reading.entity_type,
        Verdict::Ambiguous(_) => "Ambiguous",
        Verdict::Nil => "Nil",
    };
    if name.is_empty() {
        return "Entity".to_owned();
    }
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    name.chars().map(|char| if is_plain(char) { char } else { '_' }).collect()
}

/// The parts of a mention that stand on one line each: their first bytes and their words, without blanks at the edges.
///
/// Python, in which brat and most readers of its files are written, ends a line at any of these characters, and a tab
/// ends a column.
fn fragments(span: Span, text: &str) -> Vec<(usize, &str)> {
    let is_break = |char| matches!(char, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut fragments = Vec::new();
    let mut start = span.start;
    for line in span.of(text).split_inclusive(is_break) {
        let words = line.trim();
        if !words.is_empty() {
            fragments.push((start + line.len() - line.trim_start().len(), words));
        }
        start += line.len();
    }
    fragments
}

/// The text with LF as its only line break. A reader that turns CR LF into LF would move every offset after it, so CR
/// becomes a blank there, and LF where it stands alone: the number of code points stays.
fn stable_breaks(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n")
}

/// A file name for a record, without its ending: its id, as far as it is made of letters and digits that every file
/// system takes, or else its number.
fn file_stem(record: &Record) -> String {
    /// With an ending and a number it is still short enough for any file system.
    const LONGEST: usize = 120;
    let id = record.id.as_deref().unwrap_or_default();
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.');
    let plain: String =
        id.chars().map(|char| if is_plain(char) { char } else { '-' }).take(LONGEST).collect();
    let stem = plain.trim_matches(['.', '-']);
    if stem.is_empty() {
        return record.number.to_string();
    }
    if is_device(stem) { format!("_{stem}") } else { stem.to_owned() }
}

/// Whether Windows takes the name for a device, whatever its ending.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        _ => matches!(
            name.as_bytes(),
            [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9']
        ),
    }
}

/// A folder that brat can open.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// In lower case: some file systems take `A.txt` and `a.txt` for one file.
    stems: HashSet<String>,
    types: BTreeSet<String>,
}

impl Folder {
    /// Makes the folder if it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self { path: path.to_owned(), stems: HashSet::new(), types: BTreeSet::new() })
    }

    /// Writes the two files of a record, over those of an earlier run, and returns their name without an ending.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&mut self, record: &Record, document: &Document) -> io::Result<String> {
        let stem = self.free_stem(record);
        fs::write(self.path.join(format!("{stem}.txt")), &document.text)?;
        fs::write(self.path.join(format!("{stem}.ann")), &document.annotations)?;
        self.types.extend(document.types.iter().cloned());
        Ok(stem)
    }

    /// Writes `annotation.conf`, which tells brat the types, unless the folder has one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let path = self.path.join("annotation.conf");
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => file.write_all(configuration(&self.types).as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A name that no record before had.
    fn free_stem(&mut self, record: &Record) -> String {
        let stem = file_stem(record);
        let mut free = stem.clone();
        let mut number = 2;
        while !self.stems.insert(free.to_ascii_lowercase()) {
            free = format!("{stem}-{number}");
            number += 1;
        }
        free
    }
}

fn configuration(types: &BTreeSet<String>) -> String {
    let mut text = "[entities]\n".to_owned();
    for entity_type in types {
        text.push_str(entity_type);
        text.push('\n');
    }
    text.push_str("\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    text.push_str("\n[events]\n\n[attributes]\nQuoted\tArg:<ENTITY>\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str) -> Record {
        Record { number: 7, id: Some(id.to_owned()), ..Record::default() }
    }

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let cases = [
            ("a1", "a1"),
            ("../../etc/passwd", "etc-passwd"),
            ("/etc/passwd", "etc-passwd"),
            ("..", "7"),
            ("", "7"),
            ("a\0b\\c:d", "a-b-c-d"),
            (".hidden.", "hidden"),
            ("خبر", "7"),
            ("https://example.org/?a=1&b", "https---example.org--a-1-b"),
            ("NUL", "_NUL"),
            ("com1.x", "_com1.x"),
        ];
        for (id, expected) in cases {
            assert_eq!(file_stem(&record(id)), expected, "{id:?}");
        }
        assert_eq!(file_stem(&record(&"x".repeat(5000))).len(), 120);
    }

    #[test]
    fn records_with_one_id_have_files_of_their_own() {
        let mut folder =
            Folder { path: PathBuf::new(), stems: HashSet::new(), types: BTreeSet::new() };
        let stems = ["a", "A", "a/", "a-2"].map(|id| folder.free_stem(&record(id)));
        assert_eq!(stems, ["a", "A-2", "a-3", "a-2-2"]);
    }

    #[test]
    fn a_mention_over_line_ends_has_a_fragment_on_each() {
        let text = "The Bank \r\n  of\u{2028}China.";
        let parts = fragments(Span::new(4, text.len() - 1), text);
        assert_eq!(parts, [(4, "Bank"), (13, "of"), (18, "China")]);
        assert_eq!(fragments(Span::new(8, 11), text), []);
    }

    #[test]
    fn line_breaks_keep_their_length() {
        assert_eq!(stable_breaks("a\r\nb\rc\n\r\n"), "a \nb\nc\n \n");
    }

    #[test]
    fn a_folder_holds_a_pair_of_files_for_each_record() {
        let path = std::env::temp_dir().join(format!("exonym-brat-{}", std::process::id()));
        let mut folder = Folder::create(&path).unwrap();
        let document = Document {
            text: "TTP".to_owned(),
            annotations: "T1\tarmed-group 0 3\tTTP\n".to_owned(),
            types: BTreeSet::from(["armed-group".to_owned()]),
        };
        assert_eq!(folder.write(&record("../x"), &document).unwrap(), "x");
        folder.finish().unwrap();

        let mut names: Vec<_> = fs::read_dir(&path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["annotation.conf", "x.ann", "x.txt"]);
        let configuration = fs::read_to_string(path.join("annotation.conf")).unwrap();
        assert!(configuration.starts_with("[entities]\narmed-group\n\n[relations]\n"));
        fs::remove_dir_all(&path).unwrap();
    }
}
