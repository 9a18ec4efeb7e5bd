//! `shared-key`: a name that another entity has too, with nothing that helps to tell the two apart.

use super::{Name, Subject};
use crate::diagnostic::Diagnostic;

pub(in super::super) fn shared_key(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for names in subject.by_key() {
        if names.iter().any(|name| name.entity.decoy) {
            continue;
        }
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
                        .help("give both a cue or a guard, or say that one is `scope = \"broad\"`; a sense that is never reported is a decoy"),
                );
            }
        }
    }
    found
}

/// Whether neither name, or only one of them, has something that a text can be asked for.
fn is_even(name: &Name<'_>, rival: &Name<'_>) -> bool {
    let is_told = |name: &Name<'_>| name.is_guarded() || name.is_scoped();
    name.entity.id != rival.entity.id && !(is_told(name) && is_told(rival))
}
