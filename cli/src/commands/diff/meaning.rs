//! What a mention was taken for, in words of its own: no gazetteer is needed any more.

use exonym::Annotator;
use exonym::diff::{Difference, candidates};
use exonym::resolve::{Candidate, Verdict};
use serde::Serialize;

use crate::annotate::reading;
use crate::record::Reading;

/// A verdict that names somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Meaning {
    /// Too close to call between its readings, or between one and a rival sense.
    pub(super) ambiguous: bool,
    pub(super) readings: Vec<Named>,
}

/// An entity under one of its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Named {
    pub(super) entity: String,
    /// The name as the dictionary writes it.
    pub(super) name: String,
}

impl Meaning {
    /// `None` for Nil.
    pub(super) fn of(annotator: &Annotator, verdict: &Verdict) -> Option<Self> {
        let gazetteer = annotator.gazetteer();
        let named = |candidate: &Candidate| Named {
            entity: gazetteer.entity(candidate.entity).id().to_string(),
            name: gazetteer.alias(candidate.alias).text().to_owned(),
        };
        let readings = candidates(verdict).iter().map(named).collect();
        let ambiguous = match verdict {
            Verdict::Entity(_) => false,
            Verdict::Ambiguous(_) => true,
            Verdict::Nil => return None,
        };
        Some(Self { ambiguous, readings })
    }

    /// `group/ttp`, `? group/ttp | country/tr`.
    pub(super) fn entities(&self) -> String {
        let ids: Vec<_> = self.readings.iter().map(|one| one.entity.as_str()).collect();
        format!("{}{}", if self.ambiguous { "? " } else { "" }, ids.join(" | "))
    }

    /// The name of the first reading.
    pub(super) fn name(&self) -> &str {
        self.readings.first().map_or("", |one| &one.name)
    }
}

/// What records say otherwise of a mention than before.
pub(super) fn relabelled(
    (old, new): (&Annotator, &Annotator),
    (before, after): (&Verdict, &Verdict),
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let pairs = candidates(before).iter().zip(candidates(after));
    for (before, after) in pairs {
        let (before, after) = (reading(old, *before), reading(new, *after));
        for ((what, old), (_, new)) in attributes(&before).into_iter().zip(attributes(&after)) {
            if old != new {
                differences.push(Difference { what: what.to_owned(), old, new });
            }
        }
    }
    differences.dedup();
    differences
}

/// As records name them.
fn attributes(reading: &Reading<'_>) -> [(&'static str, String); 9] {
    let date = |date: &Option<String>| date.clone().unwrap_or_default();
    [
        ("entity", reading.entity.to_string()),
        ("name", reading.name.to_owned()),
        ("type", reading.entity_type.to_owned()),
        ("kind", reading.kind.to_owned()),
        ("by", reading.by.join(", ")),
        ("since", date(&reading.since)),
        ("until", date(&reading.until)),
        ("tone", reading.tone.to_owned()),
        ("scope", reading.scope.to_owned()),
    ]
}
