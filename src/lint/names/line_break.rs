//! `line-break`: a name over several lines, or with tabs in it.

use super::{Subject, each};
use crate::diagnostic::Diagnostic;

pub(in super::super) fn line_break(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        name.alias.text.contains(['\n', '\r', '\t']).then(|| {
            name.error("line-break", "has a line break or a tab in it")
                .help("write it on one line: a blank matches line breaks too")
        })
    })
}
