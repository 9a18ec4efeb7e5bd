//! `too-many-candidates`: more names with one key than a gazetteer can tell apart.

use super::Subject;
use crate::diagnostic::Diagnostic;
use crate::gazetteer::MAX_CANDIDATES;

pub(in super::super) fn too_many_candidates(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let crowds = subject.by_key().filter(|names| names.len() > MAX_CANDIDATES);
    let problem = |names: Vec<&super::Name<'_>>| {
        let last = names[MAX_CANDIDATES];
        let message = format!(
            "\"{}\" is the key of {} names; at most {MAX_CANDIDATES} can be told apart",
            last.key,
            names.len()
        );
        Diagnostic::error("too-many-candidates", message, last.alias.place.clone())
            .label("one too many")
            .related(names[0].alias.place.clone(), "the first of them")
            .help("drop the names that texts hardly ever mean")
    };
    crowds.map(problem).collect()
}
