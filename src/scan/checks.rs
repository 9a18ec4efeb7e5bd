//! What rules ask for, and letter case.

use crate::boundary::{Affixes, Edges, LanguageSet, is_letter, is_lower, is_upper, words};
use crate::dictionary::{Boundary, Rule};
use crate::fold::Strictness;
use crate::gazetteer::{CaseAsked, affixes_of, strictness};

/// The part of a rule that scanning needs.
#[derive(Debug)]
pub(super) struct RuleCheck {
    pub(super) strictness: Strictness,
    pub(super) boundary: Boundary,
    pub(super) affixes: LanguageSet,
}

impl RuleCheck {
    pub(super) fn new(rule: &Rule, affixes: &Affixes) -> Self {
        Self {
            strictness: strictness(rule),
            boundary: rule.boundary,
            affixes: affixes_of(rule, affixes),
        }
    }

    /// Whether a name with this rule may have these edges.
    pub(super) fn holds_at<'t>(&self, edges: impl FnOnce() -> Edges<'t>) -> bool {
        if self.boundary == Boundary::None {
            return true;
        }
        let edges = edges();
        let glued = !self.affixes.is_empty();
        let left = edges.left || (glued && edges.proclitics.meets(self.affixes));
        let right = || edges.right || (glued && edges.suffixes().meets(self.affixes));
        left && (self.boundary == Boundary::Prefix || right())
    }
}

impl CaseAsked {
    /// Whether the text has the case that is asked for a name.
    pub(super) fn holds<'n>(self, name: impl Fn() -> &'n str, surface: &str) -> bool {
        match self {
            Self::Nothing => true,
            Self::Acronym => !surface.chars().any(is_lower),
            Self::Capital => surface.chars().any(is_upper),
            Self::Initials => {
                let mut found = words(surface);
                words(name()).all(|word| {
                    let of_text = found.next();
                    !begins_upper(word) || of_text.is_some_and(begins_upper)
                })
            }
        }
    }

    /// Whether a text without letter case leaves it in doubt.
    pub(super) const fn wants_case(self) -> bool {
        matches!(self, Self::Acronym | Self::Capital)
    }
}

fn begins_upper(word: &str) -> bool {
    word.chars().find(|&c| is_letter(c)).is_some_and(is_upper)
}
