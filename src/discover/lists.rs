//! Words that languages say something about, of all languages of a gazetteer, as keys.

use std::collections::HashSet;

use crate::fold::key;
use crate::language::{Language, List};

/// The lists that findings are judged by.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// What may follow the apostrophe after a name.
    pub(super) endings: HashSet<String>,
    /// What may stand inside a name without a capital: "of", "and".
    pub(super) joints: HashSet<String>,
    /// What stands before a name with a capital and is no part of it: "The", "President", "Northern".
    pub(super) leads: HashSet<String>,
    /// Given names.
    pub(super) given: HashSet<String>,
    /// "in", "near": what follows is a place.
    pub(super) places: HashSet<String>,
}

/// What joins the words of names that are written by their sound; none of them is told from another: "Tehrik-e-Taliban",
/// "Tehreek i Taliban", "Fitna al Khwarij", "Fitna ul Khwarij".
pub(super) const SOUND_JOINTS: &[&str] = &[
    "al", "el", "il", "ul", "ur", "ud", "un", "us", "uz", "ar", "ad", "an", "as", "ash", "at",
    "az", "e", "i", "ye",
];

impl Lists {
    pub(super) fn of(languages: &[Language]) -> Self {
        let all = |lists: &[List]| {
            let words = languages.iter().flat_map(|language| {
                lists.iter().flat_map(|&list| language.list(list).iter().map(|word| key(word)))
            });
            words.collect::<HashSet<_>>()
        };
        let mut joints = all(&[List::Small, List::Of, List::And]);
        joints.extend(SOUND_JOINTS.iter().map(|&word| word.to_owned()));
        Self {
            endings: all(&[List::Ending]),
            joints,
            leads: all(&[List::Common, List::Small, List::Title, List::Apart, List::Place]),
            given: all(&[List::GivenName]),
            places: all(&[List::Place, List::Of]),
        }
    }
}
