//! The file around the sections: a header, a table of sections with a checksum each, the sections. `docs/gazetteer.md` describes it.

use std::fmt;
use std::ops::Range;

use rayon::prelude::*;
use twox_hash::XxHash3_64;

use crate::fold::{FOLD_VERSION, UNICODE_VERSION};

/// The version of the format that this library writes and reads.
pub const FORMAT_VERSION: u32 = 6;

const MAGIC: &[u8; 8] = b"EXONYM\r\n";

/// How many sections there are.
pub(super) const COUNT: usize = Section::ALL.len();

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// What a section holds; their order is that of the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Section { $($(#[$doc])* $name,)+ }

        impl Section {
            pub(super) const ALL: &[Self] = &[$(Self::$name,)+];

            pub(super) const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

sections! {
    /// Seed of the hashes, and what else scanning is told.
    Head = "head",
    /// Texts of profiles and canonical names that are no alias.
    Strings = "strings",
    /// Agents and sources.
    Citations = "citations",
    Rules = "rules",
    Moved = "moved ids",
    /// Their lists of words.
    Languages = "languages",
    /// What entities are, equal ones once.
    Profiles = "profiles",
    /// Where groups of ids begin.
    IdGroups = "groups of ids",
    /// The ids of the entities.
    Ids = "ids",
    Entities = "entities",
    /// The texts of the aliases, end to end.
    Names = "names",
    Aliases = "aliases",
    /// Which keys have a text of their own.
    OwnKeys = "own keys",
    /// Where those texts end.
    KeyEnds = "key ends",
    /// Those texts, end to end.
    KeyTexts = "key texts",
    /// The filter of keys of one word.
    Singles = "single words",
    /// The filter of the first two words of longer keys.
    Pairs = "word pairs",
    /// The word table.
    Slots = "word table",
    /// The lengths of keys by their first two words.
    Lengths = "word counts",
    /// Keys that are found by their beginnings.
    Open = "open keys",
    /// Keys that are found with an automaton.
    Parts = "parts of words",
    /// The keys as an FST.
    Directory = "directory",
}

/// Magic, format, fold, Unicode (12 bytes of text), length of the file, checksum of the section table.
const HEADER_BYTES: usize = 8 + 4 + 4 + 12 + 8 + 8;
/// Start, length, checksum.
const ROW_BYTES: usize = 24;
const TABLE_END: usize = HEADER_BYTES + COUNT * ROW_BYTES;
/// Sections begin at multiples of this.
const ALIGNMENT: usize = 64;

/// Where each section lies.
pub(super) type Places = [Range<usize>; COUNT];

/// Puts sections together.
pub(super) struct Packer {
    file: Vec<u8>,
    table: Vec<u8>,
}

impl Packer {
    pub(super) fn new() -> Self {
        Self { file: vec![0; TABLE_END], table: Vec::with_capacity(COUNT * ROW_BYTES) }
    }

    /// Adds the next section.
    pub(super) fn add(&mut self, section: &[u8]) {
        self.file.resize(self.file.len().next_multiple_of(ALIGNMENT), 0);
        let row = [self.file.len() as u64, section.len() as u64, XxHash3_64::oneshot(section)];
        self.table.extend(row.iter().flat_map(|number| number.to_le_bytes()));
        self.file.extend_from_slice(section);
    }

    /// The file. All sections must have been added.
    pub(super) fn finish(mut self) -> Vec<u8> {
        assert_eq!(self.table.len(), COUNT * ROW_BYTES, "every section is there");
        let mut header = Vec::with_capacity(HEADER_BYTES);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        header.extend_from_slice(&FOLD_VERSION.to_le_bytes());
        header.extend_from_slice(&unicode_field());
        header.extend_from_slice(&(self.file.len() as u64).to_le_bytes());
        header.extend_from_slice(&XxHash3_64::oneshot(&self.table).to_le_bytes());
        self.file[..HEADER_BYTES].copy_from_slice(&header);
        self.file[HEADER_BYTES..TABLE_END].copy_from_slice(&self.table);
        self.file
    }
}

/// Checks the header and the section table, and gives the places of the sections.
pub(super) fn places(file: &[u8]) -> Result<Places, OpenError> {
    if !file.starts_with(MAGIC) {
        let cut = !file.is_empty() && MAGIC.starts_with(file);
        return Err(if cut { OpenError::Truncated } else { OpenError::NotAGazetteer });
    }
    let format = version(file, 8)?;
    if format != FORMAT_VERSION {
        return Err(OpenError::FormatVersion(format));
    }
    let fold = version(file, 12)?;
    let unicode = file.get(16..28).ok_or(OpenError::Truncated)?;
    if fold != FOLD_VERSION || unicode != unicode_field() {
        return Err(OpenError::FoldVersion);
    }
    let length = number(file, 28)?;
    if length > file.len() as u64 {
        return Err(OpenError::Truncated);
    }
    let table = file.get(HEADER_BYTES..TABLE_END).ok_or(OpenError::Truncated)?;
    if length != file.len() as u64 || number(file, 36)? != XxHash3_64::oneshot(table) {
        return Err(OpenError::Damaged("header"));
    }
    let mut places: Places = std::array::from_fn(|_| 0..0);
    let mut done = TABLE_END;
    for (row, place) in places.iter_mut().enumerate() {
        let damaged = || OpenError::Damaged(Section::ALL[row].name());
        let (start, length, _) = row_of(file, row)?;
        let start = usize::try_from(start).map_err(|_| damaged())?;
        let length = usize::try_from(length).map_err(|_| damaged())?;
        let end = start.checked_add(length).filter(|&end| end <= file.len()).ok_or_else(damaged)?;
        // The sections follow one another, and nothing stands between them.
        let between = file.get(done..start).ok_or_else(damaged)?;
        if start != done.next_multiple_of(ALIGNMENT) || between.iter().any(|&byte| byte != 0) {
            return Err(damaged());
        }
        *place = start..end;
        done = end;
    }
    if done != file.len() {
        return Err(OpenError::Damaged("header"));
    }
    Ok(places)
}

/// Holds every section to its checksum.
pub(super) fn check_sums(file: &[u8], places: &Places) -> Result<(), OpenError> {
    let wrong = Section::ALL.par_iter().find_first(|&&section| !has_sum(file, places, section));
    wrong.map_or(Ok(()), |section| Err(OpenError::Damaged(section.name())))
}

/// Whether a section has its checksum.
pub(super) fn has_sum(file: &[u8], places: &Places, section: Section) -> bool {
    let row = row_of(file, section as usize);
    row.is_ok_and(|(_, _, sum)| XxHash3_64::oneshot(&file[places[section as usize].clone()]) == sum)
}

/// A number that differs when any section does: the hash of the section table, where their checksums stand.
pub(super) fn fingerprint(file: &[u8]) -> u64 {
    XxHash3_64::oneshot(&file[HEADER_BYTES..TABLE_END])
}

fn row_of(file: &[u8], row: usize) -> Result<(u64, u64, u64), OpenError> {
    let at = HEADER_BYTES + row * ROW_BYTES;
    Ok((number(file, at)?, number(file, at + 8)?, number(file, at + 16)?))
}

fn number(file: &[u8], at: usize) -> Result<u64, OpenError> {
    let bytes = file.get(at..).and_then(|rest| rest.first_chunk()).ok_or(OpenError::Truncated)?;
    Ok(u64::from_le_bytes(*bytes))
}

fn version(file: &[u8], at: usize) -> Result<u32, OpenError> {
    let bytes = file.get(at..).and_then(|rest| rest.first_chunk()).ok_or(OpenError::Truncated)?;
    Ok(u32::from_le_bytes(*bytes))
}

fn unicode_field() -> [u8; 12] {
    let mut field = [0; 12];
    field[..UNICODE_VERSION.len()].copy_from_slice(UNICODE_VERSION.as_bytes());
    field
}

/// Why a file could not be opened as a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// It does not begin as one.
    NotAGazetteer,
    /// It has another format version than [`FORMAT_VERSION`].
    FormatVersion(u32),
    /// It was made with another fold table or another version of Unicode: its keys mean something else.
    FoldVersion,
    /// It ends too early.
    Truncated,
    /// Bytes of this part have changed since it was written.
    Damaged(&'static str),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAGazetteer => f.write_str("it is no gazetteer: make one with `exonym build`"),
            Self::FormatVersion(found) => write!(
                f,
                "it has gazetteer format {found}, and this version reads format {FORMAT_VERSION}: build it again with `exonym build`"
            ),
            Self::FoldVersion => write!(
                f,
                "it was made with another fold table (this version has fold {FOLD_VERSION}, Unicode {UNICODE_VERSION}): build it again with `exonym build`"
            ),
            Self::Truncated => f.write_str(
                "the file is cut short: copy it again, or build it again with `exonym build`",
            ),
            Self::Damaged(part) => write!(
                f,
                "the file is damaged (in its {part}): copy it again, or build it again with `exonym build`"
            ),
        }
    }
}

impl std::error::Error for OpenError {}
