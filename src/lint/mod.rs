//! What must hold of a dictionary beyond its schema: one rule a file, each with a page in `docs/rules/`.
//!
//! Rules of `characters` look at the bytes of the files, comments too; those of `names` at the names, patterns expanded; those of
//! `facts` at what is said of entities. A rule reports every place at which it is broken; patterns make several names of one place,
//! and that place is reported once.

mod characters;
mod common_words;
mod facts;
mod names;
mod pages;
mod subject;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::dictionary::Dictionary;

use subject::Subject;

pub use common_words::{CommonWord, common_words};
pub use facts::removed_ids;
pub use pages::{page, rules};

/// Whose dictionaries are checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// One's own, which nobody else sees.
    #[default]
    Own,
    /// Published ones: public figures only, and sources that anybody can look up.
    Public,
}

/// A rule: everything in a dictionary that breaks it.
type Rule = fn(&Subject<'_>) -> Vec<Diagnostic>;

/// Without these a name cannot be matched at all.
const ESSENTIAL: &[Rule] = &[names::unmatchable_name, names::too_many_candidates];

/// These hold wherever a dictionary is used.
const ALWAYS: &[Rule] = &[
    characters::check,
    characters::not_nfc,
    characters::too_many_marks,
    facts::relation_cycle,
    facts::rival_officials,
    facts::shared_id,
    names::common_word,
    names::confusable,
    names::digits_only,
    names::fold_twin,
    names::leading_mark,
    names::line_break,
    names::markup,
    names::mixed_script,
    names::no_letters,
    names::regular_expression,
    names::repeated_name,
    names::shared_key,
    names::too_short,
];

/// These hold where everybody can see it.
const IN_PUBLIC: &[Rule] = &[facts::private_person, facts::source_without_place];

/// Everything that breaks a rule in a dictionary that was read from these files, in no particular order.
#[must_use]
pub fn lint(files: &[Arc<SourceFile>], dictionary: &Dictionary, policy: Policy) -> Vec<Diagnostic> {
    let subject = Subject::new(files, dictionary);
    let in_public = if policy == Policy::Public { IN_PUBLIC } else { &[] };
    broken(&subject, &[ESSENTIAL, ALWAYS, in_public].concat())
}

/// Names that no gazetteer can hold; all other rules are of style, sense and policy.
#[must_use]
pub fn unusable_names(dictionary: &Dictionary) -> Vec<Diagnostic> {
    broken(&Subject::new(&[], dictionary), ESSENTIAL)
}

fn broken(subject: &Subject<'_>, rules: &[Rule]) -> Vec<Diagnostic> {
    let found: Vec<Vec<Diagnostic>> = rules.par_iter().map(|rule| rule(subject)).collect();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    let mut met = HashSet::new();
    found.retain(|problem| {
        let place = &problem.place;
        met.insert((problem.rule, Arc::as_ptr(&place.file), place.span))
    });
    found
}
