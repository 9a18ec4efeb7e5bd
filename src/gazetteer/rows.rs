//! The rows of entities and aliases, as they stand in the file.

use crate::boundary::{is_lower, is_upper, words};
use crate::dictionary::{Case, Kind, Matter, Rule};
use crate::fold::{Properties, Strictness};

/// So many bytes may be read at the beginning of any row: they follow the last one.
const PADDING: usize = 8;

/// How many bytes the numbers of a file have in its rows: as many as its largest needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Widths {
    pub(super) rule: u8,
    pub(super) entity: u8,
    pub(super) name: u8,
    pub(super) profile: u8,
}

/// What is stored of an entity beside its id and profile.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EntityRow {
    /// The alias that has its canonical name, or, above all of them, where that stands among the strings.
    pub(super) name: u32,
    /// Where its profile begins.
    pub(super) profile: u32,
}

/// What is stored of an alias.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AliasRow {
    /// Where its text begins; it ends where the next one begins.
    pub(super) text: u32,
    pub(super) entity: u32,
    /// Fewer than 2^24: three bytes at most.
    pub(super) rule: u32,
    pub(super) flags: AliasFlags,
}

impl Widths {
    /// How many bytes a number needs of which none is greater.
    pub(super) const fn of(largest: u32) -> u8 {
        (u32::BITS - largest.leading_zeros()).div_ceil(8) as u8
    }

    pub(super) fn are_sound(self) -> bool {
        let Self { rule, entity, name, profile } = self;
        [rule, entity, name, profile].into_iter().all(|width| width <= 4)
    }
}

/// The rows of entities: the name and the profile, each as wide as it must be.
#[derive(Clone, Copy, Debug)]
pub(super) struct EntityRows<'g> {
    section: &'g [u8],
    widths: Widths,
}

impl<'g> EntityRows<'g> {
    pub(super) const fn of(section: &'g [u8], widths: Widths) -> Self {
        Self { section, widths }
    }

    /// How long the section of so many rows is.
    pub(super) fn section_bytes(widths: Widths, rows: usize) -> usize {
        usize::from(widths.name + widths.profile) * rows + PADDING
    }

    pub(super) fn pack(rows: impl Iterator<Item = EntityRow>, widths: Widths) -> Vec<u8> {
        let mut section = Vec::new();
        for EntityRow { name, profile } in rows {
            push(&mut section, name, widths.name);
            push(&mut section, profile, widths.profile);
        }
        section.extend([0; PADDING]);
        section
    }

    pub(super) fn get(self, row: u32) -> EntityRow {
        let Self { section, widths } = self;
        let at = usize::from(widths.name + widths.profile) * row as usize;
        EntityRow {
            name: number(section, at, widths.name),
            profile: number(section, at + usize::from(widths.name), widths.profile),
        }
    }
}

/// The rows of aliases: text (4 bytes), flags (1), the rule and the entity, each as wide as it must be.
#[derive(Clone, Copy, Debug)]
pub(super) struct AliasRows<'g> {
    section: &'g [u8],
    widths: Widths,
}

impl<'g> AliasRows<'g> {
    #[inline]
    pub(super) const fn of(section: &'g [u8], widths: Widths) -> Self {
        Self { section, widths }
    }

    /// How long the section of so many rows is.
    pub(super) fn section_bytes(widths: Widths, rows: usize) -> usize {
        stride(widths) * rows + PADDING
    }

    /// Adds a row behind the others.
    pub(super) fn push(section: &mut Vec<u8>, row: AliasRow, widths: Widths) {
        section.extend_from_slice(&row.text.to_le_bytes());
        section.push(row.flags.0);
        push(section, row.rule, widths.rule);
        push(section, row.entity, widths.entity);
    }

    /// After the last one.
    pub(super) fn finish(section: &mut Vec<u8>) {
        section.extend([0; PADDING]);
    }

    #[inline]
    pub(super) fn get(self, row: u32) -> AliasRow {
        let Self { section, widths } = self;
        let at = stride(widths) * row as usize;
        let Some(&head) = section.get(at..).and_then(|rest| rest.first_chunk()) else {
            return AliasRow::default();
        };
        let head = u64::from_le_bytes(head);
        AliasRow {
            text: head as u32,
            flags: AliasFlags((head >> 32) as u8),
            rule: (head >> 40) as u32 & mask(widths.rule),
            entity: number(section, at + 5 + usize::from(widths.rule), widths.entity),
        }
    }
}

#[inline]
const fn stride(widths: Widths) -> usize {
    5 + widths.rule as usize + widths.entity as usize
}

fn push(section: &mut Vec<u8>, number: u32, width: u8) {
    section.extend_from_slice(&number.to_le_bytes()[..usize::from(width)]);
}

/// A number of this width; 0 beyond the end.
#[inline]
fn number(section: &[u8], at: usize, width: u8) -> u32 {
    let bytes = section.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |&bytes| u32::from_le_bytes(bytes)) & mask(width)
}

/// The bits of a number of this width, in bytes.
#[inline]
const fn mask(width: u8) -> u32 {
    ((1_u64 << (8 * width as u32)) - 1) as u32
}

/// What is known of an alias from its name and rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AliasFlags(pub(super) u8);

/// What the letter case of the text must be; `docs/same-name.md`, section 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CaseAsked {
    /// Nothing is asked.
    Nothing,
    /// No lower-case letter.
    Acronym,
    /// An upper-case letter.
    Capital,
    /// For each word of the name whose first letter is upper case, that of the text is too.
    Initials,
}

impl AliasFlags {
    /// The last alias of its key.
    const LAST: u8 = 1;
    /// The key, of which this is the first alias, has a text of its own.
    const OWN_KEY: u8 = 2;
    /// The key alone does not decide whether a text is a form of the name.
    const FORM: u8 = 4;
    const CASE_SHIFT: u32 = 3;
    /// A text may define it by a long form.
    const LONG_FORM: u8 = 32;
    /// The key does not begin with a word.
    const LEAD: u8 = 64;

    pub(super) fn of(name: &str, key: &str, rule: &Rule) -> Self {
        let mut flags = (CaseAsked::of(name, rule.case) as u8) << Self::CASE_SHIFT;
        if !strictness(rule).key_decides(key) {
            flags |= Self::FORM;
        }
        if is_acronym(name) || rule.kind == Kind::Acronym {
            flags |= Self::LONG_FORM;
        }
        Self(flags)
    }

    /// With what is known of its key.
    pub(super) const fn with_key(self, own_key: bool, lead: bool) -> Self {
        let own_key = if own_key { Self::OWN_KEY } else { 0 };
        let lead = if lead { Self::LEAD } else { 0 };
        Self(self.0 | own_key | lead)
    }

    /// With its place among the aliases of its key; what is known of the key stands with the first of them.
    pub(super) const fn placed(self, first: bool, last: bool) -> Self {
        let kept = if first { self.0 } else { self.0 & !(Self::OWN_KEY | Self::LEAD) };
        Self(kept | if last { Self::LAST } else { 0 })
    }

    pub(super) const fn is_last(self) -> bool {
        self.0 & Self::LAST != 0
    }

    pub(super) const fn has_own_key(self) -> bool {
        self.0 & Self::OWN_KEY != 0
    }

    pub(super) const fn has_lead(self) -> bool {
        self.0 & Self::LEAD != 0
    }

    /// Whether the form of a text must be compared with that of the name.
    pub(crate) const fn asks_form(self) -> bool {
        self.0 & Self::FORM != 0
    }

    /// Whether a text may define the name by a long form.
    pub(crate) const fn may_have_long_form(self) -> bool {
        self.0 & Self::LONG_FORM != 0
    }

    pub(crate) const fn case(self) -> CaseAsked {
        match self.0 >> Self::CASE_SHIFT & 3 {
            0 => CaseAsked::Nothing,
            1 => CaseAsked::Acronym,
            2 => CaseAsked::Capital,
            _ => CaseAsked::Initials,
        }
    }
}

impl CaseAsked {
    fn of(name: &str, case: Case) -> Self {
        match case {
            Case::Initial => Self::Initials,
            Case::Smart if is_acronym(name) => Self::Acronym,
            Case::Smart if words(name).count() == 1 && name.chars().any(is_upper) => Self::Capital,
            Case::Smart | Case::Fold | Case::Exact => Self::Nothing,
        }
    }
}

/// What a name with this rule wants kept when it is folded.
pub(crate) fn strictness(rule: &Rule) -> Strictness {
    Strictness {
        keep_case: rule.case == Case::Exact,
        keep_marks: rule.marks == Matter::Exact,
        keep_hyphens: rule.hyphen == Matter::Exact,
    }
}

/// No blank, two or more capitals or digits, no lower-case letter: TTP, U.S., G20.
pub(crate) fn is_acronym(name: &str) -> bool {
    let is_tall = |c: char| is_upper(c) || Properties::of(c).is_decimal_digit(c);
    let excluded = |c: char| is_lower(c) || Properties::of(c).is_blank();
    name.chars().filter(|&c| is_tall(c)).count() >= 2 && !name.chars().any(excluded)
}
