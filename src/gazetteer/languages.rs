//! What a gazetteer was told of languages, as a section of its file.

use super::bytes::{Malformed, Reader, Writer};
use crate::language::{Language, List, MAX_LANGUAGES};

/// Each tag with its lists, in the order of [`List::ALL`].
pub(super) fn write(languages: &[Language]) -> Vec<u8> {
    let mut section = Writer::default();
    section.list(languages, |out, language| {
        out.text(&language.tag);
        for list in List::ALL {
            out.list(language.list(list), |out, word| out.text(word));
        }
    });
    section.0
}

pub(super) fn read(section: &[u8]) -> Result<Vec<Language>, Malformed> {
    let mut input = Reader(section);
    let languages = input.list(|input| {
        let mut language = Language::new(input.text()?);
        for list in List::ALL {
            language.set(list, input.list(|input| Ok(input.text()?.into()))?);
        }
        Ok(language)
    })?;
    input.finish()?;
    let is_sound = languages.len() <= MAX_LANGUAGES
        && languages.is_sorted_by(|one, other| one.tag < other.tag);
    is_sound.then_some(languages).ok_or(Malformed)
}

/// `above` over `below`, both sorted by tag: where both have a language, that of `above`.
pub(super) fn laid_over(below: &[Language], above: &[Language]) -> Vec<Language> {
    let kept = below.iter().filter(|one| above.iter().all(|other| other.tag != one.tag));
    let mut both: Vec<_> = kept.chain(above).cloned().collect();
    both.sort_unstable_by(|one, other| one.tag.cmp(&other.tag));
    both
}
