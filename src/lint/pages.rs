//! The pages of the rules: why each is there and how to mend what breaks it.

/// Every rule with its page in `docs/rules/`, sorted.
macro_rules! pages {
    ($($rule:literal)+) => {
        const PAGES: &[(&str, &str)] =
            &[$(($rule, include_str!(concat!("../../docs/rules/", $rule, ".md"))),)+];
    };
}

pages! {
    "bad-affix" "bad-brackets" "bad-cue" "bad-date" "bad-id" "bad-language" "bad-pattern" "bad-period" "bad-slug" "bad-url" "bidi-control"
    "blank-edge" "common-word" "confusable" "contradicting-alias" "control-character" "dangling-id" "digits-only"
    "duplicate-entity" "duplicate-key" "duplicate-language" "duplicate-moved" "empty-name" "empty-text" "failed-test" "fold-twin"
    "invisible-character" "leading-mark" "line-break" "link-outside" "markup" "missing-key" "missing-name" "missing-source"
    "mixed-script" "moved-entity" "moved-id" "no-default" "no-letters" "noncharacter" "not-nfc" "not-utf8" "nothing-to-remove"
    "odd-blank" "out-of-range" "pattern-in-name" "pattern-limit" "private-person" "private-use" "regular-expression"
    "relation-cycle" "removed-id" "removes-name" "repeated-name" "repeated-word" "rival-officials" "self-relation" "shared-id" "shared-key"
    "source-without-place" "syntax" "too-deep" "too-large" "too-many-candidates" "too-many-languages" "too-many-marks" "too-many-problems"
    "too-short" "unassigned" "unexplained-designation" "unknown-agent" "unknown-key" "unknown-schema" "unknown-source"
    "unknown-value" "unmatchable-name" "unreachable-alias" "unreadable" "unused-agent" "unused-source" "wrong-type"
}

/// All rules, those of the reader too, sorted.
pub fn rules() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(rule, _)| *rule)
}

/// The page of a rule, in Markdown.
#[must_use]
pub fn page(rule: &str) -> Option<&'static str> {
    PAGES.iter().find(|(name, _)| *name == rule).map(|(_, page)| *page)
}
