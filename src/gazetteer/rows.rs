//! The rows of entities and aliases, as they stand in the file.

use crate::boundary::{is_lower, is_upper, words};
use crate::dictionary::{Case, Kind, Matter, Rule};
use crate::fold::{Properties, Strictness};

/// Bytes of a row of either kind.
pub(super) const ROW_BYTES: usize = 12;

/// What is stored of an entity beside its profile.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EntityRow {
    /// Where its id begins; it ends where the next one begins.
    pub(super) id: u32,
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
    /// Fewer than 2^24.
    pub(super) rule: u32,
    pub(super) flags: AliasFlags,
}

impl EntityRow {
    pub(super) fn pack(self) -> [u8; ROW_BYTES] {
        pack([self.id, self.name, self.profile])
    }

    pub(super) fn unpack(row: [u8; ROW_BYTES]) -> Self {
        let [id, name, profile] = unpack(row);
        Self { id, name, profile }
    }
}

impl AliasRow {
    pub(super) fn pack(self) -> [u8; ROW_BYTES] {
        pack([self.text, self.entity, self.rule << 8 | u32::from(self.flags.0)])
    }

    #[inline]
    pub(super) fn unpack(row: [u8; ROW_BYTES]) -> Self {
        let [text, entity, last] = unpack(row);
        Self { text, entity, rule: last >> 8, flags: AliasFlags(last as u8) }
    }
}

fn pack(numbers: [u32; 3]) -> [u8; ROW_BYTES] {
    let mut row = [0; ROW_BYTES];
    for (place, number) in row.chunks_exact_mut(4).zip(numbers) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    row
}

#[inline]
fn unpack(row: [u8; ROW_BYTES]) -> [u32; 3] {
    let (numbers, _) = row.as_chunks::<4>();
    [0, 1, 2].map(|at| u32::from_le_bytes(numbers[at]))
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
