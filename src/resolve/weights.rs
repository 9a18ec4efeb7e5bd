//! What evidence weighs, in per mille of belief. A later calibration changes this file and no other.

/// A candidate with less is none.
pub(super) const ACCEPT: i32 = 300;
/// Two candidates nearer to each other than this are too close to call.
pub(super) const MARGIN: i32 = 100;

/// A nil mention whose best candidate lacks no more than this is in doubt.
pub(super) const NEAR: i32 = 100;

/// What a name starts from where priors are left out of account.
pub(super) const EVEN: i32 = 500;

/// A cue that speaks for a candidate; each different cue counts, up to [`MOST_CUES`] of them.
pub(super) const CUE_FOR: i32 = 200;
/// A cue that speaks against it.
pub(super) const CUE_AGAINST: i32 = -400;
/// More cues than this add nothing.
pub(super) const MOST_CUES: usize = 3;
/// The text says that the name means this entity.
pub(super) const DEFINED: i32 = 1000;
/// The text says that the name means something else.
pub(super) const DEFINED_OTHERWISE: i32 = -1000;
/// The name stands inside a longer one.
pub(super) const NESTED: i32 = -1000;
/// It is a part of a person's name.
pub(super) const PERSON: i32 = -1000;
/// It is the name of a team.
pub(super) const TEAM: i32 = -1000;
/// The word before it says that it is a place.
pub(super) const LOCATED: i32 = 150;
/// It is the name of a town.
pub(super) const NAMESAKE: i32 = -1000;
/// The text names the entity by another name too.
pub(super) const NAMED_ELSEWHERE: i32 = 300;
/// The text names the person in full.
pub(super) const FULL_NAME: i32 = 800;
/// The text names an entity that this one is related to.
pub(super) const RELATED: i32 = 75;
/// The text is older than the name, or younger than its end.
pub(super) const ANACHRONISM: i32 = -50;
/// Letter case leaves the name in doubt, and nothing else speaks for it.
pub(super) const WANTS_EVIDENCE: i32 = -1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_has_these_weights() {
        let page = include_str!("../../docs/resolving.md");
        for (name, weight) in [
            ("cue-for", CUE_FOR),
            ("cue-against", CUE_AGAINST),
            ("defined", DEFINED),
            ("defined-otherwise", DEFINED_OTHERWISE),
            ("named-elsewhere", NAMED_ELSEWHERE),
            ("full-name", FULL_NAME),
            ("related", RELATED),
            ("anachronism", ANACHRONISM),
            ("nested", NESTED),
            ("person", PERSON),
            ("team", TEAM),
            ("located", LOCATED),
            ("namesake", NAMESAKE),
            ("wants-evidence", WANTS_EVIDENCE),
        ] {
            let sign = if weight < 0 { "−" } else { "+" };
            let row = format!("| `{name}` | {sign}{} ", weight.abs());
            assert!(page.contains(&row), "docs/resolving.md should have {row:?}");
        }
        assert!(page.contains(&format!("**{ACCEPT}**")) && page.contains(&format!("**{MARGIN}**")));
    }
}
