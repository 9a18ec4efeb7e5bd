//! Which names take part in a text of which language.

use std::cell::OnceCell;

use whatlang::{Lang, Script, detect, detect_script};

use crate::fold::key;
use crate::language::{Language, List, MAX_LANGUAGES};
use crate::words::{Short, ShortWords};

/// So much of a text is enough to tell its language, in bytes.
const SAMPLE_BYTES: usize = 2_000;

/// Whether the language of the text matters to names in this one.
pub(super) fn is_foreign(tag: &str) -> bool {
    !matches!(primary(tag), "und" | "en")
}

/// So much of a text is looked at for its most frequent words, in bytes.
const GLANCE_BYTES: usize = 800;
/// So many different ones must stand there, and one in so many words must be one: in a text with letters of other languages, and in one
/// without.
const ENOUGH: [(usize, usize); 2] = [(4, 14), (3, 25)];

/// The most frequent words of languages: most texts are known by them at a glance.
#[derive(Debug)]
pub(super) struct CommonWords {
    tags: Vec<String>,
    /// Each word with its number, and a bit for each language that has it.
    words: ShortWords<(u32, u64)>,
}

const _: () = assert!(MAX_LANGUAGES as u32 <= u64::BITS, "each language has a bit");

/// What was met of one language.
#[derive(Clone, Default)]
struct Met {
    /// Numbers of different words, as many as are enough.
    different: Vec<u32>,
    /// How often any stood there.
    count: usize,
}

impl CommonWords {
    pub(super) fn new(languages: &[Language]) -> Self {
        let mut words = ShortWords::default();
        for (bit, language) in languages.iter().enumerate() {
            let common = language.list(List::Common);
            // The most frequent words of a language are short; a longer one tells nothing at a glance.
            for word in common.iter().filter_map(|word| Short::of(&key(word))) {
                let number = words.len() as u32;
                words.entry(word).or_insert((number, 0_u64)).1 |= 1 << bit;
            }
        }
        Self { tags: languages.iter().map(|language| language.tag.clone()).collect(), words }
    }

    /// The language that a text is in beyond doubt.
    fn of(&self, text: &str) -> Option<&str> {
        let glance = up_to(text, GLANCE_BYTES);
        let (fewest, one_in) = ENOUGH[usize::from(glance.is_ascii())];
        let mut met = vec![Met::default(); self.tags.len()];
        let mut count = 0;
        for word in glance.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
            count += 1;
            let known = Short::of(word).and_then(|word| self.words.get(&word));
            let Some(&(number, mut languages)) = known else { continue };
            while languages != 0 {
                let met = &mut met[languages.trailing_zeros() as usize];
                met.count += 1;
                if met.different.len() < fewest && !met.different.contains(&number) {
                    met.different.push(number);
                }
                languages &= languages - 1;
            }
        }
        let is_it = |met: &Met| met.different.len() >= fewest && met.count * one_in >= count;
        let mut fitting = self.tags.iter().zip(&met).filter(|(_, met)| is_it(met));
        let (tag, _) = fitting.next()?;
        fitting.next().is_none().then_some(tag)
    }
}

/// What is known of one text's language; guessed when first asked for.
pub(super) struct Languages<'t> {
    text: &'t str,
    given: Option<&'t str>,
    common: &'t CommonWords,
    guess: OnceCell<Guess<'t>>,
}

struct Guess<'t> {
    script: Option<Script>,
    lang: Option<&'t str>,
}

impl<'t> Languages<'t> {
    pub(super) const fn new(
        text: &'t str,
        given: Option<&'t str>,
        common: &'t CommonWords,
    ) -> Self {
        Self { text, given, common, guess: OnceCell::new() }
    }

    /// Whether a name in language `tag`, written as `name`, takes part without further ado: the text is in its
    /// language or in another script. Latin text in a language that nobody can tell is as good as English, other text may be in any.
    pub(super) fn admit(&self, tag: &str, name: &str) -> bool {
        let tag = primary(tag);
        if let Some(given) = self.given {
            return primary(given) == tag || self.is_other_script(name);
        }
        let Guess { script, lang } = self.guess();
        lang.map_or(*script != Some(Script::Latin), |lang| lang == tag)
            || self.is_other_script(name)
    }

    fn is_other_script(&self, name: &str) -> bool {
        detect_script(name) != self.guess().script
    }

    fn guess(&self) -> &Guess<'t> {
        self.guess.get_or_init(|| {
            if let Some(lang) = self.common.of(self.text) {
                return Guess { script: Some(Script::Latin), lang: Some(lang) };
            }
            let sample = up_to(self.text, SAMPLE_BYTES);
            let lang = detect(sample)
                .filter(whatlang::Info::is_reliable)
                .and_then(|info| two_letters(info.lang()));
            Guess { script: detect_script(sample), lang }
        })
    }
}

/// The beginning of a text, in whole characters.
fn up_to(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The language subtag of a BCP 47 tag; both written standards of Norwegian are Norwegian.
fn primary(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "nb" | "nn" => "no",
        primary => primary,
    }
}

/// The ISO 639-1 code of the languages that news dictionaries have names in; others are as good as unknown.
fn two_letters(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mkd => "mk",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tha => "th",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admits_by_language_and_script() {
        let english = "The foreign ministers of both countries met for a third day of talks in the capital on Friday.";
        let turkish = "İki ülkenin dışişleri bakanları görüşmelerin üçüncü gününde başkentte bir araya geldi.";
        let cases = [
            (english, None, "de", "Türkei", false),
            (english, None, "ar", "تركيا", true),
            (english, Some("de"), "de", "Türkei", true),
            ("Man: 3", None, "no", "Man", false),
            ("تركيا: 3", None, "ar", "تركيا", true),
            (turkish, None, "tr", "Katar", true),
            (turkish, Some("tr-TR"), "tr", "Katar", true),
            (turkish, Some("tr"), "de", "Türkei", false),
            (english, Some("nb"), "no", "Tyrkia", true),
            (english, Some("nn-NO"), "no", "Tyrkia", true),
        ];
        for common in [CommonWords::new(&[]), CommonWords::new(&[english_words()])] {
            for (text, given, tag, name, expected) in cases {
                let languages = Languages::new(text, given, &common);
                assert_eq!(languages.admit(tag, name), expected, "{name} in {text}");
            }
        }
    }

    fn english_words() -> Language {
        let mut english = Language::new("en");
        let common = ["and", "for", "has", "of", "that", "the", "to", "was", "with"];
        english.set(List::Common, common.map(str::to_owned).into());
        english
    }

    #[test]
    fn knows_a_language_at_a_glance() {
        let common = CommonWords::new(&[english_words()]);
        for (text, expected) in [
            ("The talks that began on Friday with the head of the bank and others", Some("en")),
            ("De bank was in het land van de minister of niet", None),
            ("the of", None),
            ("", None),
        ] {
            assert_eq!(common.of(text), expected, "{text}");
        }
    }
}
