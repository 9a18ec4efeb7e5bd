//! Which entities have a name in a language.

use crate::dictionary::{Dictionary, Entity};

/// The entities, rival senses aside, that have no name in a language, sorted by id; a tag covers its subtags, as `zh` does
/// `zh-Hant`.
#[must_use]
pub fn lacking<'d>(dictionary: &'d Dictionary, tag: &str) -> Vec<&'d Entity> {
    let reported = dictionary.entities.iter().filter(|entity| !entity.decoy);
    reported.filter(|entity| !has_name_in(entity, tag)).collect()
}

fn has_name_in(entity: &Entity, tag: &str) -> bool {
    entity.aliases.iter().any(|alias| covers(tag, &alias.rule.lang))
}

fn covers(tag: &str, lang: &str) -> bool {
    let prefix = lang.get(..tag.len());
    let rest = prefix.filter(|prefix| prefix.eq_ignore_ascii_case(tag)).map(|_| &lang[tag.len()..]);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
