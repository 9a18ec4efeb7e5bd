//! What each alias asks for, prepared once.

use crate::boundary::{Edges, LanguageSet, is_letter, is_lower, is_upper, words};
use crate::dictionary::{Boundary, Case, Matter, Rule};
use crate::fold::{Form, Properties, Strictness};

/// The part of a rule that scanning needs.
#[derive(Debug)]
pub(super) struct RuleCheck {
    pub(super) strictness: Strictness,
    pub(super) boundary: Boundary,
    pub(super) affixes: LanguageSet,
    case: Case,
}

impl RuleCheck {
    pub(super) fn new(rule: &Rule) -> Self {
        let affixes = match &rule.affix {
            Some(tags) => LanguageSet::of(tags.iter().map(String::as_str)),
            None => LanguageSet::of([rule.lang.as_str()]),
        };
        Self { strictness: strictness(rule), boundary: rule.boundary, affixes, case: rule.case }
    }

    /// Whether a name with this rule may have these edges.
    pub(super) fn holds_at(&self, edges: &Edges<'_>) -> bool {
        let glued = !self.affixes.is_empty();
        let left = || edges.left || (glued && edges.proclitics().meets(self.affixes));
        let right = || edges.right || (glued && edges.suffixes().meets(self.affixes));
        match self.boundary {
            Boundary::None => true,
            Boundary::Prefix => left(),
            Boundary::Word => left() && right(),
        }
    }
}

/// What is particular to one alias.
#[derive(Debug)]
pub(super) struct AliasCheck {
    pub(super) rule: u32,
    /// The folded name, where the key alone does not decide.
    pub(super) form: Option<Form>,
    pub(super) case: CaseCheck,
}

impl AliasCheck {
    pub(super) fn new(name: &str, key: &str, rule: u32, check: &RuleCheck) -> Self {
        let form = (!check.strictness.key_decides(key)).then(|| Form::of(name, check.strictness));
        Self { rule, form, case: CaseCheck::of(name, check.case) }
    }
}

/// What the letter case of the text must be; `docs/same-name.md`, section 5.
#[derive(Debug)]
pub(super) enum CaseCheck {
    /// Nothing is asked.
    Any,
    /// No lower-case letter.
    Acronym,
    /// An upper-case letter.
    Capital,
    /// For each word of the name, whether its first letter must be upper case.
    Initials(Box<[bool]>),
}

impl CaseCheck {
    fn of(name: &str, case: Case) -> Self {
        match case {
            Case::Initial => Self::Initials(words(name).map(begins_upper).collect()),
            Case::Smart if is_acronym(name) => Self::Acronym,
            Case::Smart if words(name).count() == 1 && name.chars().any(is_upper) => Self::Capital,
            Case::Smart | Case::Fold | Case::Exact => Self::Any,
        }
    }

    pub(super) fn holds(&self, surface: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Acronym => !surface.chars().any(is_lower),
            Self::Capital => surface.chars().any(is_upper),
            Self::Initials(wanted) => {
                let mut found = words(surface);
                wanted.iter().all(|&upper| {
                    let word = found.next();
                    !upper || word.is_some_and(begins_upper)
                })
            }
        }
    }

    /// Whether a text without letter case leaves it in doubt.
    pub(super) fn wants_case(&self) -> bool {
        matches!(self, Self::Acronym | Self::Capital)
    }
}

/// What a name with this rule wants kept when it is folded.
pub(crate) fn strictness(rule: &Rule) -> Strictness {
    Strictness {
        keep_case: rule.case == Case::Exact,
        keep_marks: rule.marks == Matter::Exact,
        keep_hyphens: rule.hyphen == Matter::Exact,
    }
}

/// No blank, two or more capitals or digits, no lower-case letter: TTP, U.S., G20.
pub(crate) fn is_acronym(name: &str) -> bool {
    let is_tall = |c: char| is_upper(c) || Properties::of(c).is_decimal_digit(c);
    let excluded = |c: char| is_lower(c) || Properties::of(c).is_blank();
    name.chars().filter(|&c| is_tall(c)).count() >= 2 && !name.chars().any(excluded)
}

fn begins_upper(word: &str) -> bool {
    word.chars().find(|&c| is_letter(c)).is_some_and(is_upper)
}
