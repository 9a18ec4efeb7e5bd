//! What each kind of evidence is worth: the figures without it.

use exonym::resolve::{Context, EvidenceSet};

use super::report::{Report, Without};
use crate::failure::Failure;

/// A row for each of `names`, made of a run without that evidence.
pub(super) fn rows(
    whole: &Report,
    names: &[String],
    run: impl Fn(&str) -> Result<Report, Failure>,
) -> Result<Vec<Without>, Failure> {
    let row = |name: &String| {
        let without = run(name)?;
        Ok(Without { without: name.clone(), files: whole.beside(without) })
    };
    names.iter().map(row).collect()
}

/// The context in which evidence of this name counts for nothing.
pub(super) fn leave_out(context: &Context, name: &str) -> Result<Context, Failure> {
    let mut context = context.clone();
    if !context.without.insert(name) {
        let kinds = EvidenceSet::NAMES.join(", ");
        return Err(Failure::new(
            format!("there is no evidence of the kind `{name}`"),
            format!("the kinds are {kinds}"),
        ));
    }
    Ok(context)
}
