//! `leading-mark`: a name that begins with a mark, which belongs to whatever stands before it.

use super::{Subject, each};
use crate::diagnostic::Diagnostic;
use crate::fold::Properties;

pub(in super::super) fn leading_mark(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        let first = name.alias.text.chars().next()?;
        let is_mark = Properties::of(first).is_mark();
        is_mark.then(|| {
            name.error("leading-mark", "begins with a mark")
                .label("a mark belongs to the letter before it, and there is none")
                .help("begin with a letter")
        })
    })
}
