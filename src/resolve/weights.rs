//! What evidence weighs, in per mille of belief. A later calibration changes this file and no other.

/// A candidate with less is none.
pub(super) const ACCEPT: i32 = 300;
/// Two candidates nearer to each other than this are too close to call.
pub(super) const MARGIN: i32 = 100;

/// A cue that speaks for a candidate; each different cue counts, up to [`MOST_CUES`] of them.
pub(super) const CUE_FOR: i32 = 200;
/// A cue that speaks against it.
pub(super) const CUE_AGAINST: i32 = -400;
/// More cues than this add nothing.
pub(super) const MOST_CUES: i32 = 3;
/// The text says that the name means this entity.
pub(super) const DEFINED: i32 = 1000;
/// The text says that the name means something else.
pub(super) const DEFINED_OTHERWISE: i32 = -1000;
/// The name stands inside a longer one.
pub(super) const NESTED: i32 = -1000;
/// The text names the entity by another name too.
pub(super) const NAMED_ELSEWHERE: i32 = 300;
/// The text names an entity that this one is related to.
pub(super) const RELATED: i32 = 75;
/// The text is older than the name, or younger than its end.
pub(super) const ANACHRONISM: i32 = -50;
