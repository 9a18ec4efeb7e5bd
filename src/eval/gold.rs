//! What people say stands in a text.

use crate::gazetteer::EntityIndex;
use crate::span::Span;

/// A text with what people say stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// The text that spans count in.
    pub text: String,
    /// Whether its gold has everything, so that what else is found is wrong.
    pub exhaustive: bool,
    /// The mentions in it.
    pub mentions: Vec<Mention>,
    /// The word that it asks about.
    pub target: Option<Target>,
    /// Entities that must not be found in it.
    pub forbidden: Option<Vec<Meant>>,
    /// The short forms that it defines.
    pub pairs: Option<Vec<Pair>>,
}

/// A mention in the gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// Where, at character boundaries.
    pub span: Span,
    /// What it means.
    pub meant: Meant,
    /// What sort of mention it is: `country`, `demonym`, …
    pub kind: String,
    /// It may be found or not.
    pub optional: bool,
    /// Entities whose name it is, though it means another: a team that is called by its state's.
    pub named_after: Vec<EntityIndex>,
}

/// An entity as the gold writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// `group/ttp`, `iso3166:TR`, …; empty where it means nothing.
    pub written: String,
    /// The same in the gazetteer, where that has it.
    pub entity: Option<EntityIndex>,
}

/// The word that a document asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where.
    pub span: Span,
    /// What it means; written, but no entity, where it must be linked to no state.
    pub meant: Meant,
    /// Whether it must be linked.
    pub is_wanted: bool,
}

/// A short form and what it is short for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// `TTP`
    pub short: String,
    /// `Tehreek-e-Taliban Pakistan`
    pub long: String,
}

/// Mentions that may be found or not.
const NEUTRAL: [&str; 5] =
    ["demonym", "country-meto", "country-desc", "language", "country-unmapped"];

impl Document {
    /// The words at a span.
    pub(super) fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

impl Mention {
    /// It says nothing about entities: the gold keeps it for other ends.
    pub(super) fn is_passed_over(&self) -> bool {
        self.kind.starts_with("raw-") || self.kind == "literal"
    }

    /// Finding it is neither right nor wrong.
    pub(super) fn is_neutral(&self) -> bool {
        self.optional || NEUTRAL.contains(&&*self.kind)
    }

    /// A state by its code.
    pub(super) fn is_state(&self) -> bool {
        self.kind == "country" && self.meant.is_state_code()
    }

    /// A group or body.
    pub(super) fn is_body(&self) -> bool {
        matches!(&*self.kind, "org" | "raw-organisation")
    }
}

impl Meant {
    /// A code of a state.
    #[must_use]
    pub fn is_state_code(&self) -> bool {
        self.written.starts_with("iso3166:")
    }

    /// An id as dictionaries have it, and not that of a register.
    pub(super) fn has_own_id(&self) -> bool {
        self.written.contains('/') && !self.written.contains(':')
    }

    /// It says that nothing is meant.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(&*self.written, "" | "NIL" | "none")
    }

    /// It names an entity, and the gazetteer does not have it.
    pub(super) fn is_unknown(&self) -> bool {
        self.entity.is_none() && !self.written.is_empty() && self.written != "NIL"
    }
}
