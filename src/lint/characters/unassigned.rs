//! `unassigned`: code points that no character has yet; one that gets it later may fold in another way.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::{CharacterRule, Written, code_point};
use crate::diagnostic::Diagnostic;
use crate::fold::UNICODE_VERSION;

pub(super) const RULE: CharacterRule = CharacterRule { concerns, judge };

fn concerns(it: &Written<'_>) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(it.char) == GeneralCategory::Unassigned
}

fn judge(it: &Written<'_>) -> Diagnostic {
    let message = format!("{} is no character in Unicode {UNICODE_VERSION}", code_point(it.char));

    it.error("unassigned", message)
        .help("write the letter that is meant; a later Unicode is read by a later exonym")
}
