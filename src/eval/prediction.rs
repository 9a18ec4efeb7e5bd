//! What was found in a text.

use super::Predicted;
use crate::dictionary::Kind;
use crate::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use crate::resolve::{Link, Verdict};
use crate::span::Span;

/// The most that a link can be sure, per mille.
pub(super) const MOST: u16 = 1000;

/// A link that means an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The name.
    pub span: Span,
    /// The whole word that the name stands in, what is glued to it included.
    pub token: Span,
    /// The entity.
    pub entity: EntityIndex,
    /// Under which name.
    pub alias: AliasIndex,
    /// How sure it is, per mille.
    pub score: u16,
}

impl Prediction {
    /// What a link of a text says; nothing where it means no single entity.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer, text: &str, link: &Link) -> Option<Self> {
        let Verdict::Entity(candidate) = link.verdict else { return None };
        Some(Self {
            span: link.span,
            token: gazetteer.token(text, link.span),
            entity: candidate.entity,
            alias: candidate.alias,
            score: link.score,
        })
    }

    /// What is told of it where it is wrong.
    pub(super) const fn told(&self) -> Predicted {
        Predicted { entity: self.entity, alias: self.alias, score: self.score }
    }

    /// It is the name of a people, or an adjective.
    pub(super) fn is_demonym(&self, gazetteer: &Gazetteer) -> bool {
        is_demonym(gazetteer, self.alias)
    }
}

/// Whether a name is that of a people, or an adjective.
pub(super) fn is_demonym(gazetteer: &Gazetteer, alias: AliasIndex) -> bool {
    gazetteer.alias(alias).rule().kind == Kind::Demonym
}

/// Whether an entity is a state with a code.
pub(super) fn has_state_code(gazetteer: &Gazetteer, entity: EntityIndex) -> bool {
    gazetteer.entity(entity).registers().any(|(register, _)| register == "iso3166")
}

/// Whether an entity is a state, one that is gone included.
pub(super) fn is_state(gazetteer: &Gazetteer, entity: EntityIndex) -> bool {
    is_in(gazetteer, entity, "country") || has_state_code(gazetteer, entity)
}

/// Whether an entity is of a namespace.
pub(super) fn is_in(gazetteer: &Gazetteer, entity: EntityIndex, namespace: &str) -> bool {
    let id = gazetteer.entity(entity).id();
    id.split_once('/').is_some_and(|(before, _)| before == namespace)
}
