//! Forms that names take in a sentence: Россия, *России*; Suomi, *Suomessa*. A language file lists how endings change; the forms are
//! made when a dictionary is compiled, and stand beside the names as further ones.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Alias, Entity, Kind, Rule};
use crate::boundary::{is_letter, is_upper};
use crate::fold::key;
use crate::language::{Language, List};

/// Shorter names are not inflected, in characters.
const SHORTEST_NAME: usize = 3;

/// How names with one ending change: `ия > ии, ию, ией`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paradigm {
    /// What a name ends in; empty for all that no other is about.
    end: String,
    /// What stands there instead; none where such names do not change.
    forms: Vec<String>,
}

impl Paradigm {
    /// Reads one as a language file writes it: an end, `>`, and what stands in its place, with commas.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let (end, forms) = written.split_once('>')?;
        let forms = forms.trim();
        let forms: Vec<String> = match forms {
            "" => Vec::new(),
            _ => forms.split(',').map(|form| form.trim().to_owned()).collect(),
        };
        let is_sound = !forms.iter().any(String::is_empty) && !written.contains('\n');
        is_sound.then(|| Self { end: end.trim().to_owned(), forms })
    }

    fn changes(&self, name: &str) -> bool {
        name.ends_with(&self.end)
    }
}

/// How the names of some languages are inflected.
#[derive(Debug, Default)]
pub(crate) struct Inflections {
    /// The languages that have any, with their paradigms, the longest end first.
    languages: Vec<(String, Vec<Paradigm>)>,
}

impl Inflections {
    pub(crate) fn of(languages: &[Language]) -> Self {
        let languages = languages.iter().filter_map(|language| {
            let written = language.list(List::Inflection).iter();
            let mut paradigms: Vec<_> = written.filter_map(|one| Paradigm::parse(one)).collect();
            paradigms.sort_by_key(|paradigm| std::cmp::Reverse(paradigm.end.len()));
            (!paradigms.is_empty()).then(|| (language.tag.clone(), paradigms))
        });
        Self { languages: languages.collect() }
    }

    /// Whether names with this rule are inflected in one of the languages.
    pub(crate) fn concern(&self, rule: &Rule) -> bool {
        self.languages.iter().any(|(tag, _)| takes(rule, tag))
    }

    /// An entity with the forms of its names behind them, none of which has the key of another.
    pub(crate) fn inflect<'e>(&self, entity: &'e Entity) -> Cow<'e, Entity> {
        if !entity.aliases.iter().any(|alias| self.concern(&alias.rule)) {
            return Cow::Borrowed(entity);
        }
        // By text: whose form it is, and the languages that make it.
        let mut made: BTreeMap<String, (&Alias, Vec<String>)> = BTreeMap::new();
        for alias in &entity.aliases {
            for (form, tag) in self.forms(&alias.text, &alias.rule) {
                let (_, tags) = made.entry(form).or_insert_with(|| (alias, Vec::new()));
                if !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
        let mut keys: Vec<String> = entity.aliases.iter().map(|alias| key(&alias.text)).collect();
        keys.sort_unstable();
        let mut inflected = entity.clone();
        for (text, (alias, tags)) in made {
            if keys.binary_search(&key(&text)).is_err() {
                let rule =
                    Rule { affix: Some(Vec::new()), inflected: tags, ..Rule::clone(&alias.rule) };
                let place = alias.place.clone();
                inflected.aliases.push(Alias { text, rule: Arc::new(rule), place });
            }
        }
        Cow::Owned(inflected)
    }

    /// Whether a text is a form of a name.
    pub(crate) fn make(&self, name: &str, rule: &Rule, text: &str) -> bool {
        self.forms(name, rule).any(|(form, _)| form == text)
    }

    /// The forms of a name, each with the language that makes it.
    fn forms(&self, name: &str, rule: &Rule) -> impl Iterator<Item = (String, &str)> {
        let may_change = may_change(name, rule);
        let languages = self.languages.iter();
        let languages = languages.filter(move |(tag, _)| may_change && takes(rule, tag));
        languages.flat_map(move |(tag, paradigms)| {
            changed(paradigms, name).map(move |form| (form, tag.as_str()))
        })
    }

    /// The forms of a word of a language.
    pub(crate) fn of_word(&self, tag: &str, word: &str) -> impl Iterator<Item = String> {
        let language = self.languages.iter().find(|(known, _)| known == tag);
        language.into_iter().flat_map(move |(_, paradigms)| changed(paradigms, word))
    }
}

/// The forms that the paradigm with the longest end that fits makes of a word.
fn changed(paradigms: &[Paradigm], word: &str) -> impl Iterator<Item = String> {
    let paradigm = paradigms.iter().find(|paradigm| paradigm.changes(word));
    paradigm.into_iter().flat_map(move |Paradigm { end, forms }| {
        let stem = &word[..word.len() - end.len()];
        forms.iter().map(move |form| format!("{stem}{form}"))
    })
}

/// A word that ends in a letter, and is no acronym and no code.
fn may_change(name: &str, rule: &Rule) -> bool {
    let mut last_first = name.chars().rev();
    let ends_in_letter = last_first.next().is_some_and(|c| is_letter(c) && !is_upper(c));
    let is_long = last_first.nth(SHORTEST_NAME - 2).is_some();
    let is_abbreviation = matches!(rule.kind, Kind::Acronym | Kind::Code);
    ends_in_letter && is_long && !is_abbreviation && rule.inflected.is_empty()
}

/// Whether names with this rule take affixes of a language: those that it lists, or that of the name.
fn takes(rule: &Rule, tag: &str) -> bool {
    let is_it = |known: &str| known.split('-').next() == Some(tag);
    match &rule.affix {
        Some(tags) => tags.iter().any(|known| is_it(known)),
        None => is_it(&rule.lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(paradigms: &[&str], name: &str) -> Vec<String> {
        let mut language = Language::new("fi");
        language.set(List::Inflection, paradigms.iter().map(|&it| it.into()).collect());
        let rule = Rule { lang: "fi".into(), ..Rule::default() };
        let inflections = Inflections::of(&[language]);
        inflections.forms(name, &rule).map(|(form, _)| form).collect()
    }

    #[test]
    fn the_longest_end_decides() {
        let paradigms = ["> in, issa", "i > in, issa", "omi > omen, omessa", "u >"];
        assert_eq!(forms(&paradigms, "Iran"), ["Iranin", "Iranissa"]);
        assert_eq!(forms(&paradigms, "Turkki"), ["Turkkin", "Turkkissa"]);
        assert_eq!(forms(&paradigms, "Suomi"), ["Suomen", "Suomessa"]);
        assert_eq!(forms(&paradigms, "Peru"), [""; 0]);
    }

    #[test]
    fn what_is_no_word_does_not_change() {
        for name in ["EU", "USA", "U.S.", "F16", "Yk"] {
            assert_eq!(forms(&["> n"], name), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_paradigm_is_an_end_and_forms() {
        assert!(Paradigm::parse("a > an, assa").is_some());
        assert!(Paradigm::parse(">s").is_some());
        assert!(Paradigm::parse("u >").is_some());
        for wrong in ["a", "a > an,", "a > , an", "a > an\n, b"] {
            assert!(Paradigm::parse(wrong).is_none(), "{wrong:?}");
        }
    }
}
