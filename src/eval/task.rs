//! What is asked of the links of a text.

use super::{Document, Mention};

/// What is asked, and so what is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Every mention of an entity that the gazetteer has is linked to it.
    Links,
    /// The same for states by their codes, and nothing else counts.
    Country,
    /// One word of each document is decided rightly.
    Ambig,
    /// Documents are wholly right.
    Tricky,
    /// Groups and bodies are found.
    Groups,
    /// Definitions of short forms are found.
    Acronyms,
}

impl Task {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Links, Self::Country, Self::Ambig, Self::Tricky, Self::Groups, Self::Acronyms];

    /// As people and programs write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Country => "country",
            Self::Ambig => "ambig",
            Self::Tricky => "tricky",
            Self::Groups => "groups",
            Self::Acronyms => "acronyms",
        }
    }

    /// The task that is written so.
    #[must_use]
    pub fn from_keyword(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|task| task.as_str() == text)
    }

    /// What the gold seems to be made for.
    #[must_use]
    pub fn guess(documents: &[Document]) -> Self {
        let has = |what: fn(&Document) -> bool| documents.iter().any(what);
        let mentions = || documents.iter().flat_map(|document| &document.mentions);
        let has_mention = |what: fn(&Mention) -> bool| mentions().any(what);
        if has(|document| document.target.is_some()) {
            Self::Ambig
        } else if has(|document| document.pairs.is_some()) {
            Self::Acronyms
        } else if has(|document| document.forbidden.is_some()) {
            Self::Tricky
        } else if has_mention(|mention| mention.meant.written.starts_with("group:")) {
            Self::Groups
        } else if has_mention(Mention::is_state)
            && !has_mention(|mention| mention.meant.has_own_id())
        {
            Self::Country
        } else {
            Self::Links
        }
    }
}
