//! What may be glued to a name or follow its apostrophe, by language.

use std::collections::{BTreeSet, HashMap};

use crate::fold::key;
use crate::language::{Language, List, MAX_LANGUAGES};

/// Languages of a gazetteer, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LanguageSet(u64);

const _: () = assert!(MAX_LANGUAGES as u32 <= u64::BITS, "each language has a bit");

impl LanguageSet {
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Longer ASCII forms are taken together, in bytes.
const LONGEST: usize = 16;

/// Proclitics begin with letters of two bytes, which the second byte tells apart for the most part.
const GROUPS: usize = 64;

fn group(second: u8) -> usize {
    usize::from(second) % GROUPS
}

/// Where an affix stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affix {
    /// After an apostrophe: ’s, ’nin.
    Ending,
    /// Before an apostrophe: l’, d’.
    Elision,
    /// Glued before the name: و.
    Proclitic,
    /// Glued after it.
    Suffix,
    /// Hangul after the name: 은.
    Particle,
}

impl Affix {
    const ALL: [Self; 5] =
        [Self::Ending, Self::Elision, Self::Proclitic, Self::Suffix, Self::Particle];

    const fn list(self) -> List {
        match self {
            Self::Ending => List::Ending,
            Self::Elision => List::Elision,
            Self::Proclitic => List::Proclitic,
            Self::Suffix => List::Suffix,
            Self::Particle => List::Particle,
        }
    }
}

/// The affixes of the languages of a gazetteer.
#[derive(Debug)]
pub(crate) struct Affixes {
    /// In the order of their bits.
    tags: Vec<String>,
    /// The languages of each folded form, for each [`Affix`].
    forms: [HashMap<String, LanguageSet>; Affix::ALL.len()],
    /// The languages that have any, for each [`Affix`].
    languages: [LanguageSet; Affix::ALL.len()],
    /// By place and length: a bit for each letter that an ASCII form begins with. Most of what stands beside an apostrophe is no
    /// affix, and may do so at every other byte of a text.
    firsts: [[u32; LONGEST + 1]; Affix::ALL.len()],
    /// Their ends, too; folded, by the [`group`] of their second bytes, each sorted.
    proclitics: [Vec<String>; GROUPS],
    /// The first bytes of these.
    leads: [bool; 256],
}

impl Affixes {
    /// Those of at most [`MAX_LANGUAGES`].
    pub(crate) fn of(languages: &[Language]) -> Self {
        let forms = Affix::ALL.map(|affix| {
            let mut forms: HashMap<String, LanguageSet> = HashMap::new();
            for (bit, language) in languages.iter().enumerate() {
                let keys = language.list(affix.list()).iter().map(|form| key(form));
                for key in keys.filter(|key| !key.is_empty()) {
                    forms.entry(key).or_default().0 |= 1 << bit;
                }
            }
            forms
        });
        let any = |forms: &HashMap<_, LanguageSet>| {
            LanguageSet(forms.values().fold(0, |set, languages| set | languages.0))
        };
        let languages_with = forms.each_ref().map(any);
        // Words may be cut inside one: then the last of them goes on as the name.
        let ends = |form: &String| -> Vec<String> {
            form.char_indices().map(|(at, _)| form[at..].to_owned()).collect()
        };
        let proclitics: BTreeSet<_> =
            forms[Affix::Proclitic as usize].keys().flat_map(ends).collect();
        let mut leads = [false; 256];
        let mut groups: [Vec<String>; GROUPS] = std::array::from_fn(|_| Vec::new());
        for proclitic in proclitics {
            leads[usize::from(proclitic.as_bytes()[0])] = true;
            match proclitic.as_bytes().get(1) {
                Some(&second) => groups[group(second)].push(proclitic),
                // One of a single byte goes before any.
                None => groups.iter_mut().for_each(|alike| alike.push(proclitic.clone())),
            }
        }
        let mut firsts = [[0; LONGEST + 1]; Affix::ALL.len()];
        for (firsts, forms) in firsts.iter_mut().zip(&forms) {
            for form in forms.keys().filter(|form| form.is_ascii()) {
                firsts[form.len().min(LONGEST)] |= letter(form.as_bytes()[0]);
            }
        }
        let tags = languages.iter().map(|language| language.tag.clone()).collect();
        Self { tags, forms, languages: languages_with, firsts, proclitics: groups, leads }
    }

    /// The languages of these tags in which something is glued to names.
    pub(crate) fn glued<'a>(&self, tags: impl IntoIterator<Item = &'a str>) -> LanguageSet {
        let bits = tags.into_iter().filter_map(|tag| {
            let primary = tag.split('-').next().unwrap_or(tag);
            self.tags.iter().position(|known| known == primary)
        });
        let glued = self.with_proclitics().0 | self.with_suffixes().0;
        LanguageSet(bits.fold(0, |set, bit| set | 1 << bit) & glued)
    }

    /// Those in which something is glued before a name.
    pub(crate) const fn with_proclitics(&self) -> LanguageSet {
        self.languages[Affix::Proclitic as usize]
    }

    /// Those in which something is glued after it.
    pub(crate) const fn with_suffixes(&self) -> LanguageSet {
        self.languages[Affix::Suffix as usize]
    }

    /// The lengths, in bytes, of the proclitics, or ends of some, that a folded word goes on after.
    pub(crate) fn proclitics(&self, word: &[u8]) -> impl Iterator<Item = usize> {
        let alike = match word {
            [lead, second, ..] if self.leads[usize::from(*lead)] => {
                self.proclitics[group(*second)].as_slice()
            }
            _ => &[],
        };
        alike.iter().map(String::as_bytes).filter_map(move |proclitic| {
            (word.len() > proclitic.len() && word.starts_with(proclitic)).then_some(proclitic.len())
        })
    }

    /// Whether a proclitic begins with an ASCII character, folded.
    pub(crate) fn have_ascii_proclitics(&self) -> bool {
        self.leads[..128].contains(&true)
    }

    /// Whether some language has `form` in this place.
    pub(super) fn has(&self, affix: Affix, form: &str) -> bool {
        !self.languages(affix, form).is_empty()
    }

    /// Whether an ASCII form may stand in this place.
    fn may_hold(&self, affix: Affix, form: &[u8]) -> bool {
        let firsts = self.firsts[affix as usize][form.len().min(LONGEST)];
        form.first().is_some_and(|&first| firsts & letter(first) != 0)
    }

    /// The languages that have `form` in this place.
    pub(super) fn languages(&self, affix: Affix, form: &str) -> LanguageSet {
        if form.is_ascii() && !self.may_hold(affix, form.as_bytes()) {
            return LanguageSet::default();
        }
        self.forms[affix as usize].get(&key(form)).copied().unwrap_or_default()
    }
}

/// The bit of an ASCII letter, in either case; that of others is one of theirs.
const fn letter(byte: u8) -> u32 {
    1 << (byte & 0x1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_compared_by_their_keys() {
        let language = |tag: &str, list, words: &[&str]| {
            let mut language = Language::new(tag);
            language.set(list, words.iter().map(|&word| word.into()).collect());
            language
        };
        let affixes = Affixes::of(&[
            language("ar", List::Proclitic, &["و", "ال"]),
            language("en", List::Ending, &["s", "ll"]),
            language("tr", List::Suffix, &["nin"]),
        ]);
        assert!(affixes.has(Affix::Ending, "S"));
        assert!(!affixes.has(Affix::Ending, "an"), "Xi'an is one name");
        assert!(affixes.languages(Affix::Suffix, "NIN").meets(affixes.glued(["de", "tr-TR"])));
        assert!(affixes.glued(["en", "und", "t"]).is_empty());
        let lengths = |word: &str| affixes.proclitics(word.as_bytes()).collect::<Vec<_>>();
        assert_eq!(lengths("ال"), [0; 0], "nothing stands behind it");
        assert_eq!(lengths("العراق"), [4]);
        assert!(!affixes.have_ascii_proclitics());
    }
}
