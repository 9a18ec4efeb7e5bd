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
    /// "of": what stands before it is more than what follows.
    pub(super) of: HashSet<String>,
}

/// What joins the words of names that are written by their sound; none of them is told from another: "Tehrik-e-Taliban",
/// "Tehreek i Taliban", "Fitna al Khwarij", "Fitna ul Khwarij".
pub(super) const SOUND_JOINTS: &[&str] = &[
    "al", "el", "il", "ul", "ur", "ud", "un", "us", "uz", "ar", "ad", "an", "as", "ash", "at",
    "az", "e", "i", "ye",
];

/// Those that a name may begin with, so that nothing follows from one that is there and not in the other name: "al Qaeda".
pub(super) const SOUND_ARTICLES: &[&str] = &["al", "el", "ul"];

/// The words of a name that do not only join, by their places in it.
pub(super) fn sounding<T: AsRef<str>>(words: &[T]) -> impl Iterator<Item = &T> {
    words.iter().enumerate().filter_map(|(at, word)| {
        let joins = match at {
            0 => SOUND_ARTICLES.contains(&word.as_ref()),
            _ => at + 1 < words.len() && SOUND_JOINTS.contains(&word.as_ref()),
        };
        (!joins).then_some(word)
    })
}

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
            places: all(&[List::Place]),
            of: all(&[List::Of]),
        }
    }
}
