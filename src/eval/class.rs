//! In which ways a link can be right or wrong.

use std::ops::{Index, IndexMut};

/// What a link, or a mention of the gold, turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It is in the gold.
    Right,
    /// The gold has another entity there.
    Wrong,
    /// It stands inside a longer mention of something else.
    Nested,
    /// The gold has something there that is no such entity.
    Other,
    /// The gold has nothing there.
    Spurious,
    /// It is the name of a state, and means its team or the like.
    Team,
    /// The document says that it is not mentioned.
    Forbidden,
    /// It may be found or not.
    Neutral,
    /// A mention of the gold that was not found.
    Missed,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Right,
        Self::Wrong,
        Self::Nested,
        Self::Other,
        Self::Spurious,
        Self::Team,
        Self::Forbidden,
        Self::Neutral,
        Self::Missed,
    ];

    /// Those that are errors.
    pub const ERRORS: [Self; 7] = [
        Self::Wrong,
        Self::Nested,
        Self::Other,
        Self::Spurious,
        Self::Team,
        Self::Forbidden,
        Self::Missed,
    ];

    /// As people and programs read it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Nested => "nested",
            Self::Other => "other",
            Self::Spurious => "spurious",
            Self::Team => "team",
            Self::Forbidden => "forbidden",
            Self::Neutral => "neutral",
            Self::Missed => "missed",
        }
    }
}

/// How often each of them happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Class::ALL.len()]);

impl Counts {
    pub(super) fn merge(&mut self, other: &Self) {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            *here += there;
        }
    }
}

impl Index<Class> for Counts {
    type Output = u64;

    fn index(&self, class: Class) -> &u64 {
        &self.0[class as usize]
    }
}

impl IndexMut<Class> for Counts {
    fn index_mut(&mut self, class: Class) -> &mut u64 {
        &mut self.0[class as usize]
    }
}
