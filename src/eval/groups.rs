//! Groups and bodies: those that are asked about, and false alarms only where the gold has a body.

use std::collections::BTreeMap;

use super::{Class, Document, Evaluation, Prediction};
use crate::gazetteer::Gazetteer;

impl Evaluation {
    pub(super) fn add_groups(
        &mut self,
        gazetteer: &Gazetteer,
        document: &Document,
        predictions: &[Prediction],
    ) {
        let mentions = || document.mentions.iter();
        let wanted: BTreeMap<_, _> = mentions()
            .filter(|mention| mention.meant.entity.is_some_and(|it| self.asked.contains(&it)))
            .map(|mention| (mention.span, &mention.meant))
            .collect();
        for mention in mentions().filter(|mention| !mention.is_passed_over()) {
            self.is_unknown(&mention.meant);
        }
        let found: BTreeMap<_, _> = predictions
            .iter()
            .filter(|one| self.asked.contains(&one.entity))
            .map(|one| (one.span, *one))
            .collect();
        for (&span, one) in &found {
            let meant = wanted.get(&span).copied();
            let touches_body =
                || mentions().any(|mention| mention.is_body() && mention.span.overlaps(span));
            if meant.is_some_and(|meant| meant.entity == Some(one.entity)) {
                self.judge(gazetteer, document, one, (Class::Right, meant));
            } else if touches_body() {
                let class = if meant.is_some() { Class::Wrong } else { Class::Spurious };
                self.judge(gazetteer, document, one, (class, meant));
            }
        }
        for (span, meant) in wanted {
            if found.get(&span).map(|one| one.entity) != meant.entity {
                self.miss(gazetteer, document, span, meant);
            }
        }
    }
}
