//! What was found: its sort, how it was told, and what it would add.

use super::tally::Sightings;
use crate::dictionary::Kind;
use crate::gazetteer::AliasIndex;

/// The sorts of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A text says that an unknown name is a known entity.
    Equated,
    /// An unknown name is spelled almost as a known one.
    Near,
    /// A text says what an unknown short form is short for.
    Acronym,
    /// A known name stands in a text and is damaged there.
    Damaged,
}

impl Sort {
    /// All, in the order of reports.
    pub const ALL: &[Self] = &[Self::Equated, Self::Near, Self::Acronym, Self::Damaged];

    /// Its name in reports and flags.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equated => "equated",
            Self::Near => "near",
            Self::Acronym => "acronym",
            Self::Damaged => "damaged",
        }
    }

    /// The sort of this name.
    #[must_use]
    pub fn from_keyword(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sort| sort.as_str() == text)
    }
}

/// How it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Equated: "Myanmar, formerly Burma".
    Former,
    /// Equated: "X, also known as Y".
    Phrase,
    /// Equated, or an acronym: the letters of one begin the words of the other.
    Definition,
    /// Equated: "X (Y)", and nothing else says so.
    Bracket,
    /// Near: a letter is doubled, or is not.
    Doubled,
    /// Near: the same sounds in other letters.
    Sounds,
    /// Near: one letter is wrong, missing, too many, or has changed places with its neighbour.
    Letter,
    /// Damaged: UTF-8 that was read as Latin-1 or Windows-1252.
    Mojibake,
    /// Damaged: characters written for HTML, `&amp;`.
    Markup,
    /// Damaged: a word that was broken at the end of a line.
    Hyphenation,
    /// Damaged: � or ? where a letter was.
    LostLetter,
    /// Damaged: a letter of another script that looks alike.
    OtherScript,
    /// Damaged: `NorthKorea`.
    LostBlank,
    /// Damaged: "Pak istan".
    AddedBlank,
}

impl Way {
    /// Its name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Former => "former",
            Self::Phrase => "phrase",
            Self::Definition => "definition",
            Self::Bracket => "bracket",
            Self::Sounds => "sounds",
            Self::Doubled => "doubled",
            Self::Letter => "letter",
            Self::Mojibake => "mojibake",
            Self::Markup => "markup",
            Self::Hyphenation => "hyphenation",
            Self::LostLetter => "lost-letter",
            Self::OtherScript => "other-script",
            Self::LostBlank => "lost-blank",
            Self::AddedBlank => "added-blank",
        }
    }
}

/// Something that the texts could add to the dictionaries, or that is wrong with the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort of finding it is.
    pub sort: Sort,
    /// The name, as the texts spell it most often.
    pub text: String,
    /// The known name that it is equated with, close to, or a damaged form of; an acronym has none.
    pub known: Option<AliasIndex>,
    /// What an acronym is short for.
    pub long: Option<String>,
    /// How it was told, the strongest way that was met.
    pub way: Way,
    /// What kind of alias it would be, where it would be one.
    pub kind: Option<Kind>,
    /// How often, when and where.
    pub sightings: Sightings,
}
