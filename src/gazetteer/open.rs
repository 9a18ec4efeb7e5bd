//! Opening: what is checked before a byte is believed.

use std::fs::File;
use std::io;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::bytes::{Malformed, Reader};
use super::container::{self, OpenError, Places, Section};
use super::head::Head;
use super::mapped::Mapping;
use super::rows::{AliasRows, EntityRows};
use super::storage::Storage;
use super::words::WordTable;
use super::{Gazetteer, citations, languages};
use crate::id::EntityId;

impl Gazetteer {
    /// Opens a gazetteer file that was read into memory. Every byte is checked before it is believed.
    ///
    /// # Errors
    /// When the bytes are no gazetteer, one of another version, cut short, or damaged.
    pub fn from_bytes(file: Vec<u8>) -> Result<Self, OpenError> {
        let places = container::places(&file)?;
        container::check_sums(&file, &places)?;
        let gazetteer = Self::of(Storage::Own(file), places)?;
        gazetteer.check_rows()?;
        Ok(gazetteer)
    }

    /// Uses a gazetteer that is part of the program, and is trusted as such: the directory of names is all that is looked at.
    ///
    /// # Errors
    /// When the bytes are no gazetteer, or one of another version.
    pub fn from_static(file: &'static [u8]) -> Result<Self, OpenError> {
        let places = container::places(file)?;
        Self::of(Storage::Static(file), places)
    }

    /// Uses a file where it lies, seen through the page cache: opened in no time, and shared by all processes that map it. The header,
    /// the bounds of all sections and the tables that scanning starts from are checked, not the checksums: that would read it all.
    ///
    /// Whoever changes the file in place while it is mapped changes what is found, and whoever cuts it short makes the system
    /// end this process (SIGBUS) when it looks beyond the end. Replace such a file by renaming another into its place, as `exonym build` does;
    /// what is mapped stays as it was.
    ///
    /// # Errors
    /// When the file cannot be mapped, is no gazetteer, one of another version, or cut short.
    pub fn map(file: &File) -> io::Result<Result<Self, OpenError>> {
        let mapping = Mapping::of(file)?;
        let places = match container::places(mapping.bytes()) {
            Ok(places) => places,
            Err(error) => return Ok(Err(error)),
        };
        Ok(Self::of(Storage::Mapped(mapping), places))
    }

    /// What was just made.
    pub(super) fn trusted(file: Vec<u8>) -> Self {
        let places = container::places(&file).expect("it was packed just now");
        Self::of(Storage::Own(file), places).expect("it was packed just now")
    }

    fn of(storage: Storage, places: Places) -> Result<Self, OpenError> {
        let file = storage.bytes();
        let section = |section: Section| &file[places[section as usize].clone()];
        let damaged = |section: Section| move |_: Malformed| OpenError::Damaged(section.name());
        let head = Head::read(section(Section::Head)).map_err(damaged(Section::Head))?;
        let (agents, sources) = citations::read_citations(section(Section::Citations))
            .map_err(damaged(Section::Citations))?;
        let rules = citations::read_rules(section(Section::Rules), &agents, &sources)
            .map_err(damaged(Section::Rules))?;
        let moved = read_moved(section(Section::Moved)).map_err(damaged(Section::Moved))?;
        let languages =
            languages::read(section(Section::Languages)).map_err(damaged(Section::Languages))?;
        let tables =
            [Section::Singles, Section::Pairs, Section::Slots, Section::Lengths].map(section);
        WordTable::of(head.seed, head.longest_word, tables).map_err(damaged(Section::Slots))?;
        let (entities, aliases) = (head.entities as usize, head.aliases as usize);
        for (rows, length) in [
            (Section::Entities, EntityRows::section_bytes(head.widths, entities)),
            (Section::Aliases, AliasRows::section_bytes(head.widths, aliases + 1)),
        ] {
            if section(rows).len() != length {
                return Err(OpenError::Damaged(rows.name()));
            }
        }
        let groups = head.entities.div_ceil(head.ids_together) as usize;
        if section(Section::IdGroups).len() != groups * 4 {
            return Err(OpenError::Damaged(Section::IdGroups.name()));
        }
        if aliases > 0 && rules.is_empty() {
            return Err(OpenError::Damaged(Section::Rules.name()));
        }
        let fingerprint = container::fingerprint(file);
        Ok(Self {
            storage,
            places,
            head,
            rules,
            sources,
            moved,
            languages,
            affixes: OnceLock::new(),
            fingerprint,
            of_entities: OnceLock::new(),
            directory_is_whole: OnceLock::new(),
            overlay: None,
        })
    }
}

fn read_moved(section: &[u8]) -> Result<Vec<(EntityId, EntityId)>, Malformed> {
    let mut input = Reader(section);
    let rows = input.list(|input| Ok((citations::read_id(input)?, citations::read_id(input)?)))?;
    input.finish()?;
    Ok(rows)
}

impl Gazetteer {
    /// Holds rows and texts to what they point into, so that what is wrong is said once and not met as a missing name.
    fn check_rows(&self) -> Result<(), OpenError> {
        let is_text = |section| std::str::from_utf8(self.section(section)).is_ok();
        let profiles = self.section(Section::Profiles).len();
        let entities = 0..self.head.entities;
        let points_to_profile = |number: u32| self.entity_row(number).profile as usize <= profiles;
        let aliases = 0..self.head.aliases;
        let is_sound = |number: u32| {
            let row = self.row_of_file(number);
            row.entity < self.head.entities && row.text <= self.row_of_file(number + 1).text
        };
        let checks: [(Section, &(dyn Fn() -> bool + Sync)); 5] = [
            (Section::Names, &|| is_text(Section::Names)),
            (Section::KeyTexts, &|| is_text(Section::KeyTexts)),
            (Section::Ids, &|| self.ids().check(self.head.entities).is_ok()),
            (Section::Entities, &|| entities.clone().all(points_to_profile)),
            (Section::Aliases, &|| aliases.clone().all(is_sound)),
        ];
        let wrong = checks.par_iter().find_first(|(_, holds)| !holds());
        wrong.map_or(Ok(()), |(section, _)| Err(OpenError::Damaged(section.name())))
    }
}
