//! All that a gazetteer says of something, as text.

use std::fmt::Write as _;

use exonym::gazetteer::{AliasRef, EntityRef, Found, Gazetteer};
use exonym::resolve::{Candidate, Link, Verdict};
use exonym::scan::Mention;

pub(super) fn of_alias(alias: AliasRef<'_>) -> String {
    format!("{:?} of {}: {:?}", alias.text(), alias.entity().id(), alias.rule())
}

/// Everything that is said of an entity.
pub(super) fn of_entity(entity: EntityRef<'_>) -> String {
    let relations: Vec<_> =
        entity.relations().map(|(relation, other)| (relation, other.id())).collect();
    format!(
        "{} {:?} {:?} {} {} {:?} {:?} {:?} {relations:?} {:#?}",
        entity.id(),
        entity.name(),
        entity.entity_type(),
        entity.is_class(),
        entity.is_decoy(),
        entity.labels().collect::<Vec<_>>(),
        entity.registers().collect::<Vec<_>>(),
        entity.sources().collect::<Vec<_>>(),
        entity.aliases().map(of_alias).collect::<Vec<_>>()
    )
}

fn of_candidate(gazetteer: &Gazetteer, candidate: &Candidate) -> String {
    let alias = of_alias(gazetteer.alias(candidate.alias));
    format!("{} by {alias} {}", gazetteer.entity(candidate.entity).id(), candidate.attributed)
}

pub(super) fn of_link(gazetteer: &Gazetteer, link: &Link) -> String {
    let verdict = match &link.verdict {
        Verdict::Entity(one) => of_candidate(gazetteer, one),
        Verdict::Ambiguous(several) => {
            several.iter().map(|one| of_candidate(gazetteer, one)).collect::<Vec<_>>().join(" or ")
        }
        Verdict::Nil => "nil".into(),
    };
    let mut said = format!("{:?} {} {verdict}", link.span, link.quoted);
    for story in &link.stories {
        write!(said, "\n  {} {}", of_candidate(gazetteer, &story.candidate), story.score).unwrap();
        for reason in &story.evidence {
            let other = reason.kind.entity().map(|entity| gazetteer.entity(entity).id());
            write!(
                said,
                "\n    {} {other:?} {} {:?}",
                reason.kind.as_str(),
                reason.weight,
                reason.span
            )
            .unwrap();
        }
    }
    said
}

pub(super) fn of_mention(gazetteer: &Gazetteer, mention: &Mention) -> String {
    let Mention { span, key, candidates, doubtful } = *mention;
    format!("{span:?} {:?} {candidates:b} {doubtful:b}", gazetteer.key(key))
}

pub(super) fn of_found(gazetteer: &Gazetteer, found: Vec<Found>) -> Vec<(String, u8)> {
    found.into_iter().map(|found| (gazetteer.key(found.key).into_owned(), found.distance)).collect()
}
