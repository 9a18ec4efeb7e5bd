//! What may be glued to a name or follow its apostrophe, by language: `affixes.tsv`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::key;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("affixes.tsv")));

/// Languages of the table, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LanguageSet(u64);

impl LanguageSet {
    /// The languages of these tags that the table knows.
    pub(crate) fn of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let bits = tags.into_iter().filter_map(|tag| {
            let primary = tag.split('-').next().unwrap_or(tag);
            TABLE.languages.iter().position(|known| known == primary)
        });
        Self(bits.fold(0, |set, bit| set | 1 << bit))
    }

    /// Those in which something is glued before a name.
    pub(crate) fn with_proclitics() -> Self {
        TABLE.languages_with(Affix::Proclitic)
    }

    /// Those in which something is glued after it.
    pub(crate) fn with_suffixes() -> Self {
        TABLE.languages_with(Affix::Suffix)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The lengths, in bytes, of the proclitics that a folded word goes on after.
pub(crate) fn proclitics(word: &[u8]) -> impl Iterator<Item = usize> {
    let alike = word.get(1).map_or(&[][..], |&second| &TABLE.proclitics[group(second)]);
    alike.iter().map(String::as_bytes).filter_map(move |proclitic| {
        (word.len() > proclitic.len() && word.starts_with(proclitic)).then_some(proclitic.len())
    })
}

/// How many places there are for affixes.
const PLACES: usize = 5;
/// No ASCII form has more bytes.
const LONGEST: usize = 16;

/// Proclitics begin with letters of two bytes, which the second byte tells apart for the most part.
const GROUPS: usize = 64;

fn group(second: u8) -> usize {
    usize::from(second) % GROUPS
}

/// Where an affix stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The languages that have `form` in this place.
    pub(super) fn languages(self, form: &str) -> LanguageSet {
        if form.is_ascii() && !TABLE.may_hold(self, form.as_bytes()) {
            return LanguageSet::default();
        }
        TABLE.forms.get(&(self, key(form))).copied().unwrap_or_default()
    }
}

struct Table {
    languages: Vec<String>,
    /// Folded, by the [`group`] of their second bytes, each sorted.
    proclitics: [Vec<String>; GROUPS],
    forms: HashMap<(Affix, String), LanguageSet>,
    /// By place and length: a bit for each letter that an ASCII form begins with.
    /// Most of what stands beside an apostrophe is no affix, and may do so at every other byte of a text.
    firsts: [[u32; LONGEST + 1]; PLACES],
}

impl Table {
    fn read(text: &str) -> Self {
        let mut table = Self {
            languages: Vec::new(),
            proclitics: std::array::from_fn(|_| Vec::new()),
            forms: HashMap::new(),
            firsts: [[0; LONGEST + 1]; PLACES],
        };
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut columns = line.split('\t');
            let mut column = || columns.next().expect("three columns, as the tests check");
            let (language, place, forms) = (column(), column(), column());
            let place = match place {
                "ending" => Affix::Ending,
                "elision" => Affix::Elision,
                "proclitic" => Affix::Proclitic,
                "suffix" => Affix::Suffix,
                "particle" => Affix::Particle,
                other => unreachable!("affixes.tsv has no place {other}, as the tests check"),
            };
            let bit = table.languages.iter().position(|known| known == language);
            let bit = bit.unwrap_or_else(|| {
                table.languages.push(language.into());
                table.languages.len() - 1
            });
            assert!(bit < 64, "a LanguageSet has 64 bits");
            for form in forms.split_whitespace() {
                table.forms.entry((place, key(form))).or_default().0 |= 1 << bit;
            }
        }
        for (place, form) in table.forms.keys().filter(|(_, form)| form.is_ascii()) {
            let form = form.as_bytes();
            table.firsts[*place as usize][form.len()] |= letter(form[0]);
        }
        for (_, form) in table.forms.keys().filter(|(place, _)| *place == Affix::Proclitic) {
            match form.as_bytes() {
                // A form of one byte goes before any.
                [_] => table.proclitics.iter_mut().for_each(|alike| alike.push(form.clone())),
                bytes => table.proclitics[group(bytes[1])].push(form.clone()),
            }
        }
        table.proclitics.iter_mut().for_each(|alike| alike.sort_unstable());
        table
    }

    /// Whether an ASCII form may stand in this place.
    fn may_hold(&self, place: Affix, form: &[u8]) -> bool {
        let firsts = self.firsts[place as usize].get(form.len());
        form.first().zip(firsts).is_some_and(|(&first, firsts)| firsts & letter(first) != 0)
    }

    fn languages_with(&self, place: Affix) -> LanguageSet {
        let forms = self.forms.iter().filter(|((other, _), _)| *other == place);
        LanguageSet(forms.fold(0, |set, (_, languages)| set | languages.0))
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
    fn each_form_is_found_in_capitals_too() {
        for ((place, form), languages) in &TABLE.forms {
            assert_eq!(place.languages(form), *languages, "{form}");
            assert_eq!(place.languages(&form.to_ascii_uppercase()), *languages, "{form}");
        }
    }

    #[test]
    fn table_is_well_formed() {
        assert!(!Affix::Ending.languages("S").is_empty());
        assert!(Affix::Ending.languages("nın").meets(LanguageSet::of(["tr-TR"])));
        assert!(Affix::Elision.languages("l").meets(LanguageSet::of(["fr"])));
        assert!(Affix::Proclitic.languages("و").meets(LanguageSet::of(["ar"])));
        assert!(Affix::Particle.languages("은").meets(LanguageSet::of(["ko"])));
        assert!(Affix::Ending.languages("an").is_empty(), "Xi'an is one name");
    }
}
