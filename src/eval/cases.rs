//! Documents that are one case each: a word that is decided rightly or not, a text that is wholly right or not.

use std::collections::{BTreeMap, BTreeSet};

use super::prediction::{is_in, is_state};
use super::{Class, Document, Error, Evaluation, Excerpt, Meant, Mention, Prediction, Target};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::span::Span;

/// A link may be so many bytes longer than the word that is asked about.
const MOST_AROUND: usize = 4;

impl Target {
    /// Whether a link is one of the word, and not of something longer around it.
    pub(super) fn is_linked_by(&self, span: Span) -> bool {
        span.contains(self.span) && span.len() <= self.span.len() + MOST_AROUND
    }
}

impl Evaluation {
    /// A word is linked to its entity where the gold says so, and to no state where it does not.
    pub(super) fn add_word(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        predictions: &[Prediction],
    ) {
        let Some(target) = &document.target else { return };
        let wanted = target.is_wanted.then_some(&target.meant);
        if let Some(meant) = wanted {
            self.is_unknown(meant);
        }
        // Other entities are asked about only by name.
        let is_asked = |entity: EntityIndex| {
            is_state(gazetteer, entity) || wanted.is_some_and(|meant| meant.entity == Some(entity))
        };
        let counts = |one: &&Prediction| {
            target.is_linked_by(one.span) && !one.is_demonym(gazetteer) && is_asked(one.entity)
        };
        let found: Vec<_> = predictions.iter().filter(counts).collect();
        let is_wanted =
            |one: &Prediction| wanted.is_some_and(|meant| meant.entity == Some(one.entity));
        let is_right = match wanted {
            Some(_) => found.iter().any(|one| is_wanted(one)),
            None => found.is_empty(),
        };
        self.cases_right += u64::from(is_right);
        for one in &found {
            let class = match wanted {
                Some(_) if is_wanted(one) => Class::Right,
                // Beside the right one, another does no harm.
                Some(_) if is_right => Class::Neutral,
                Some(_) => Class::Wrong,
                None => Class::Spurious,
            };
            self.judge(gazetteer, document, one, (class, Some(&target.meant)));
        }
        if let Some(meant) = wanted
            && !is_right
        {
            self.miss(gazetteer, document, target.span, meant);
        }
    }

    /// Every mention is found with its entity, none that is forbidden, and no other state or group.
    pub(super) fn add_case(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        predictions: &[Prediction],
    ) {
        let errors = self.errors.len();
        let listed: BTreeSet<_> = document.mentions.iter().map(|mention| mention.span).collect();
        let found: Vec<_> =
            predictions.iter().filter(|one| !one.is_demonym(gazetteer)).copied().collect();
        let at: BTreeMap<_, _> = found.iter().map(|one| (one.span, one)).collect();
        for Mention { span, meant, .. } in &document.mentions {
            let Some(&one) = at.get(span) else {
                self.miss(gazetteer, document, *span, meant);
                continue;
            };
            // Where the gazetteer does not have the entity, its place is enough.
            let is_right = meant.entity.is_none_or(|entity| entity == one.entity)
                && !(meant.entity.is_none() && meant.is_state_code());
            let class = if is_right { Class::Right } else { Class::Wrong };
            self.judge(gazetteer, document, one, (class, Some(meant)));
        }
        for one in &found {
            let is_extra = is_state(gazetteer, one.entity) || is_in(gazetteer, one.entity, "group");
            if !listed.contains(&one.span) && is_extra {
                self.judge(gazetteer, document, one, (Class::Spurious, None));
            }
        }
        for meant in document.forbidden.iter().flatten().filter(|meant| meant.entity.is_some()) {
            if let Some(one) = found.iter().find(|one| Some(one.entity) == meant.entity) {
                self.forbid(document, one, meant);
            }
        }
        self.cases_right += u64::from(self.errors.len() == errors);
    }

    /// Notes a link that a document forbids. What it is beside that has been counted.
    fn forbid(&mut self, document: &Document, one: &Prediction, meant: &Meant) {
        self.count(Class::Forbidden, true);
        self.errors.push(Error {
            class: Class::Forbidden,
            document: document.id.clone(),
            span: one.span,
            predicted: Some(one.told()),
            gold: Some(meant.clone()),
            definition: None,
            excerpt: Excerpt::of(&document.text, one.span),
        });
    }
}
