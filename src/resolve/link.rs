//! What resolving says of a mention.

use super::weights;
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use crate::span::Span;

/// A mention and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where.
    pub span: Span,
    /// What it means.
    pub verdict: Verdict,
    /// How likely the entity is right, per mille; of an ambiguous mention the first candidate. 0 where there is none.
    pub score: u16,
    /// It stands in a direct quotation, not in the text's own voice.
    pub quoted: bool,
    /// What spoke for and against each candidate, the best first; empty unless asked for.
    pub stories: Vec<Story>,
}

impl Link {
    /// Whether a person who reads the text may well decide otherwise: it is ambiguous, or its best candidate lacks little to be taken.
    ///
    /// The second is known of links with stories alone.
    #[must_use]
    pub fn is_in_doubt(&self, gazetteer: &Gazetteer) -> bool {
        match self.verdict {
            Verdict::Entity(_) => false,
            Verdict::Ambiguous(_) => true,
            Verdict::Nil => {
                let Some(best) = self.stories.first() else { return false };
                let is_reported =
                    |story: &&Story| !gazetteer.entity(story.candidate.entity).is_decoy();
                let reported = self.stories.iter().find(is_reported);
                let needed = weights::ACCEPT.max(best.score - weights::MARGIN);
                reported.is_some_and(|story| needed - story.score <= weights::NEAR)
            }
        }
    }
}

/// What a mention means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// This entity.
    Entity(Candidate),
    /// One of these, best first; too close to call. A single one stands against a rival sense.
    Ambiguous(Vec<Candidate>),
    /// None that the gazetteer reports.
    Nil,
}

/// An entity and the alias that leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The entity; where a gloss narrows a class, a member of it and not the alias's own.
    pub entity: EntityIndex,
    /// The alias.
    pub alias: AliasIndex,
    /// Whether the alias's attribution (`by`, `since`) holds for a text of this date.
    pub attributed: bool,
}

/// How one candidate fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Who.
    pub candidate: Candidate,
    /// The sum of the weights.
    pub score: i32,
    /// Each reason.
    pub evidence: Vec<Evidence>,
}

/// One reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// What it adds, in per mille.
    pub weight: i32,
    /// The words that it rests on.
    pub span: Option<Span>,
}

impl Evidence {
    pub(super) const fn new(kind: EvidenceKind, weight: i32) -> Self {
        Self { kind, weight, span: None }
    }

    pub(super) const fn at(kind: EvidenceKind, weight: i32, span: Span) -> Self {
        Self { kind, weight, span: Some(span) }
    }
}

/// What sort of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvidenceKind {
    /// How often the name means this entity when nothing else speaks.
    Prior,
    /// A cue that speaks for it.
    CueFor,
    /// A cue that speaks against it.
    CueAgainst,
    /// The text says so.
    Defined,
    /// The text says otherwise.
    DefinedOtherwise,
    /// The text equates the class with this member.
    Gloss(EntityIndex),
    /// The entity has another name in this text.
    NamedElsewhere,
    /// The text names the person in full.
    FullName,
    /// An entity that it is related to.
    Related(EntityIndex),
    /// The text and the name are of different times.
    Anachronism,
    /// It stands inside a longer name, which these words begin.
    Nested,
    /// It is a part of a person's name, with these words.
    Person,
    /// It is the name of a team in the report of a match.
    Team,
    /// The word before it says that it is a place.
    Located,
    /// A town of the same name is meant, as these words say.
    Namesake,
    /// Letter case leaves the name in doubt, and the text surely names this entity of the same type, which may be the same one.
    Company(EntityIndex),
    /// Letter case leaves the name in doubt, and nothing else speaks for it.
    WantsEvidence,
}

impl EvidenceKind {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::CueFor => "cue-for",
            Self::CueAgainst => "cue-against",
            Self::Defined => "defined",
            Self::DefinedOtherwise => "defined-otherwise",
            Self::Gloss(_) => "gloss",
            Self::NamedElsewhere => "named-elsewhere",
            Self::FullName => "full-name",
            Self::Related(_) => "related",
            Self::Anachronism => "anachronism",
            Self::Nested => "nested",
            Self::Person => "person",
            Self::Team => "team",
            Self::Located => "located",
            Self::Namesake => "namesake",
            Self::Company(_) => "company",
            Self::WantsEvidence => "wants-evidence",
        }
    }

    /// The other entity that it rests on.
    #[must_use]
    pub const fn entity(self) -> Option<EntityIndex> {
        match self {
            Self::Gloss(entity) | Self::Related(entity) | Self::Company(entity) => Some(entity),
            _ => None,
        }
    }
}

/// Kinds of evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceSet(u32);

impl EvidenceSet {
    /// The names of all kinds, as [`EvidenceKind::as_str`] gives them.
    pub const NAMES: [&'static str; 17] = [
        "prior",
        "cue-for",
        "cue-against",
        "defined",
        "defined-otherwise",
        "gloss",
        "named-elsewhere",
        "full-name",
        "related",
        "anachronism",
        "nested",
        "person",
        "team",
        "located",
        "namesake",
        "company",
        "wants-evidence",
    ];

    /// Adds the kind of this name; `false` where none has it.
    pub fn insert(&mut self, name: &str) -> bool {
        let at = Self::NAMES.iter().position(|known| *known == name);
        self.0 |= at.map_or(0, |at| 1 << at);
        at.is_some()
    }

    /// Whether the kind of this name is in it.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        let mut kinds = (0..).zip(Self::NAMES);
        !self.is_empty() && kinds.any(|(at, known)| known == name && self.0 & 1 << at != 0)
    }

    /// Whether no kind is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
