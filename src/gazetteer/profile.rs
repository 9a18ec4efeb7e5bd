//! What an entity is: type, labels, ids in registers, sources, relations. Equal profiles are stored once.

use std::collections::HashMap;

use super::bytes::{Malformed, Reader, Writer};
use super::citations::place_of;
use crate::dictionary::Relation;

/// A piece of the strings: where it begins, and its length, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text(pub(super) u32, pub(super) u32);

/// A profile, before it is written.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) decoy: bool,
    pub(super) class: bool,
    pub(super) entity_type: Text,
    pub(super) labels: Vec<(Text, Text)>,
    pub(super) registers: Vec<(Text, Text)>,
    pub(super) sources: Vec<u32>,
    pub(super) relations: Vec<(Relation, u32)>,
}

const DECOY: u8 = 1;
const CLASS: u8 = 2;

/// The profiles of a gazetteer, while it is built.
#[derive(Default)]
pub(super) struct Profiles {
    pub(super) section: Vec<u8>,
    known: HashMap<Vec<u8>, u32>,
}

impl Profiles {
    /// Where the profile stands.
    pub(super) fn add(&mut self, profile: &Profile) -> usize {
        let bytes = profile.pack();
        let next = self.section.len();
        let at = *self.known.entry(bytes).or_insert_with_key(|bytes| {
            self.section.extend_from_slice(bytes);
            next as u32
        });
        at as usize
    }
}

impl Profile {
    fn pack(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u8((u8::from(self.decoy) * DECOY) | (u8::from(self.class) * CLASS));
        let text = |out: &mut Writer, text: Text| {
            out.u32(text.0);
            out.u32(text.1);
        };
        text(&mut out, self.entity_type);
        for pairs in [&self.labels, &self.registers] {
            out.list(pairs, |out, &(name, value)| {
                text(out, name);
                text(out, value);
            });
        }
        out.list(&self.sources, |out, &source| out.u32(source));
        out.list(&self.relations, |out, &(relation, other)| {
            out.u8(place_of(relation, Relation::ALL));
            out.u32(other);
        });
        out.0
    }
}

/// A profile where it lies. What is damaged is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProfileRef<'g>(&'g [u8]);

/// What a profile lists, in the order of the file.
#[derive(Clone, Copy)]
enum List {
    Labels,
    Registers,
    Sources,
    Relations,
}

impl<'g> ProfileRef<'g> {
    pub(super) fn at(section: &'g [u8], at: u32) -> Self {
        Self(section.get(at as usize..).unwrap_or_default())
    }

    fn flags(self) -> u8 {
        self.0.first().copied().unwrap_or_default()
    }

    pub(super) fn is_decoy(self) -> bool {
        self.flags() & DECOY != 0
    }

    pub(super) fn is_class(self) -> bool {
        self.flags() & CLASS != 0
    }

    /// Neither a class nor a decoy.
    #[inline]
    pub(super) fn is_ordinary(self) -> bool {
        self.flags() & (DECOY | CLASS) == 0
    }

    pub(super) fn entity_type(self) -> Text {
        let read = || -> Result<Text, Malformed> {
            let mut input = Reader(self.0);
            input.u8()?;
            text(&mut input)
        };
        read().unwrap_or(Text(0, 0))
    }

    pub(super) fn labels(self) -> impl Iterator<Item = (Text, Text)> + use<'g> {
        self.items(List::Labels, pair)
    }

    pub(super) fn registers(self) -> impl Iterator<Item = (Text, Text)> + use<'g> {
        self.items(List::Registers, pair)
    }

    pub(super) fn sources(self) -> impl Iterator<Item = u32> + use<'g> {
        self.items(List::Sources, Reader::u32)
    }

    pub(super) fn relations(self) -> impl Iterator<Item = (Relation, u32)> + use<'g> {
        self.items(List::Relations, |input| Ok((input.choice(Relation::ALL)?, input.u32()?)))
    }

    fn items<T>(
        self,
        list: List,
        read: impl Fn(&mut Reader<'g>) -> Result<T, Malformed>,
    ) -> impl Iterator<Item = T> {
        let (mut left, mut input) = self.list(list).unwrap_or((0, Reader(&[])));
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            read(&mut input).ok()
        })
    }

    /// How many items a list has, and where they begin.
    fn list(self, list: List) -> Result<(u32, Reader<'g>), Malformed> {
        let mut input = Reader(self.0);
        input.u8()?;
        text(&mut input)?;
        // Bytes of an item in the lists before.
        for bytes in [16, 16, 4].into_iter().take(list as usize) {
            let count = input.u32()? as usize;
            input.skip(count.checked_mul(bytes).ok_or(Malformed)?)?;
        }
        Ok((input.u32()?, input))
    }
}

fn text(input: &mut Reader<'_>) -> Result<Text, Malformed> {
    Ok(Text(input.u32()?, input.u32()?))
}

fn pair(input: &mut Reader<'_>) -> Result<(Text, Text), Malformed> {
    Ok((text(input)?, text(input)?))
}
