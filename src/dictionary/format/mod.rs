//! The one way to lay a TOML dictionary out: order, blanks and line breaks, with every comment kept; and how to add to one.
//!
//! `docs/dictionary.md` says what it looks like. Values stay as they were spelled; only what stands around them moves.

mod addition;
mod form;
mod outline;
mod parse;
mod tree;
mod write;

use std::sync::Arc;

use super::report::Report;
use super::toml;
use crate::diagnostic::{Diagnostic, SourceFile};
use tree::File;

pub use addition::{Addition, add, add_all};
pub use outline::Outline;

/// The file in its canonical form, which reads to the same dictionary; formatting it again changes nothing.
///
/// A file that is wrong in what it means is laid out like any other, and nothing in it is lost.
///
/// ```
/// use std::sync::Arc;
/// use exonym::diagnostic::SourceFile;
/// use exonym::dictionary::format;
///
/// let text = "[entity.tr]\nnames.tr = ['Türkiye'] # since 1923\nname='Turkey'";
/// let file = Arc::new(SourceFile { name: "states.toml".into(), text: text.into() });
/// let formatted = "\
/// [entity.tr]
/// name = 'Turkey'
/// [entity.tr.names]
/// tr = [
///   'Türkiye',
/// ]  # since 1923
/// ";
/// assert_eq!(format(&file).unwrap(), formatted);
/// ```
///
/// # Errors
/// What is wrong with the syntax of the file, which leaves doubt about what belongs where.
pub fn format(file: &Arc<SourceFile>) -> Result<String, Vec<Diagnostic>> {
    sound(file).map(|file| write::write(&file))
}

/// The tree of a file, or what is wrong with its syntax.
fn sound(file: &Arc<SourceFile>) -> Result<File<'_>, Vec<Diagnostic>> {
    let mut report = Report::new(Arc::clone(file));
    let is_sound = toml::parse(&file.text, &mut report).is_some();
    let problems = report.finish();
    if is_sound && problems.is_empty() { Ok(parse::parse(&file.text)) } else { Err(problems) }
}
