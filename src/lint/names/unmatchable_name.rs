//! `unmatchable-name`: a name that no text can ever match.

use super::{Subject, each};
use crate::diagnostic::Diagnostic;
use crate::fold::has_blank_edge;

pub(in super::super) fn unmatchable_name(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let (problem, cure) = if name.is_blank() {
            ("is empty after folding", "write a name with letters, or leave it out")
        } else if has_blank_edge(&name.alias.text) {
            ("begins or ends with a blank", "remove the blanks at its edges")
        } else if name.key.contains('\n') {
            ("has a blank line in it", "write it on one line")
        } else {
            return None;
        };
        let problem = name.error("unmatchable-name", problem);
        Some(problem.label("no text can ever match this").help(cure))
    })
}
