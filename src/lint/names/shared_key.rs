//! `shared-key`: a name that another entity has too, with nothing that helps to tell the two apart.

use super::{Name, Subject};
use crate::diagnostic::Diagnostic;
use crate::dictionary::Rule;

pub(in super::super) fn shared_key(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for names in subject.by_key() {
        let names: Vec<_> = names.into_iter().filter(|name| !name.entity.decoy).collect();
        for (at, name) in names.iter().enumerate() {
            let rival = names[..at].iter().find(|rival| is_even(name, rival));
            if let Some(rival) = rival {
                let message = format!(
                    "is a name of {} too, and nothing tells the two apart",
                    rival.entity.id
                );
                found.push(
                    name.error("shared-key", &message)
                        .label(format!("here of {}", name.entity.id))
                        .related(rival.alias.place.clone(), format!("here of {}", rival.entity.id))
                        .help("give both a cue, a guard or another `scope`; a sense that is never to be reported is a decoy"),
                );
            }
        }
    }
    found
}

/// Whether neither name, or only one of them, has something that a text can be asked for.
fn is_even(name: &Name<'_>, rival: &Name<'_>) -> bool {
    let is_told = |name: &Name<'_>| name.is_guarded() || name.is_scoped();
    name.entity.id != rival.entity.id
        && !is_told_by_date(&name.alias.rule, &rival.alias.rule)
        && !(is_told(name) && is_told(rival))
}

/// Whether the date of a text decides: one of the two belongs to a period, or each to another one.
fn is_told_by_date(one: &Rule, other: &Rule) -> bool {
    let ends_before = |one: &Rule, other: &Rule| {
        let dates = one.until.zip(other.since);
        dates.is_some_and(|(until, since)| until.last_day() < since.first_day())
    };
    if one.dated && other.dated {
        ends_before(one, other) || ends_before(other, one)
    } else {
        one.dated || other.dated
    }
}
