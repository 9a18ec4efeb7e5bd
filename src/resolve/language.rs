//! Which names take part in a text of which language.

use std::cell::OnceCell;

use whatlang::{Lang, Script, detect, detect_script};

use super::glance::{CommonWords, up_to};

/// So much of a text is enough to tell its language, in bytes.
const SAMPLE_BYTES: usize = 2_000;

/// A text with letters that English does not have is in its likeliest language from this on, where others are none: a short sentence
/// is hardly ever beyond doubt.
const LIKELY: f64 = 0.3;

/// Whether the language of the text matters to names in this one.
pub(super) fn is_foreign(tag: &str) -> bool {
    !matches!(primary(tag), "und" | "en")
}

/// What is known of one text's language; guessed when first asked for.
pub(super) struct Languages<'t> {
    text: &'t str,
    given: Option<&'t str>,
    common: &'t CommonWords,
    /// The language that it is in beyond doubt.
    at_a_glance: OnceCell<Option<&'t str>>,
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
        Self { text, given, common, at_a_glance: OnceCell::new(), guess: OnceCell::new() }
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

    /// The same of a common word: what an ASCII word says, it says only where the language is known at a glance, as most texts have words
    /// that are common in another language too.
    pub(super) fn admit_word(&self, tag: &str, word: &str) -> bool {
        if word.is_ascii() && self.given.is_none() {
            return self.at_a_glance() == Some(primary(tag));
        }
        self.admit(tag, word)
    }

    fn at_a_glance(&self) -> Option<&'t str> {
        *self.at_a_glance.get_or_init(|| self.common.language(self.text))
    }

    fn is_other_script(&self, name: &str) -> bool {
        detect_script(name) != self.guess().script
    }

    fn guess(&self) -> &Guess<'t> {
        self.guess.get_or_init(|| {
            if let Some(lang) = self.at_a_glance() {
                return Guess { script: Some(Script::Latin), lang: Some(lang) };
            }
            let sample = up_to(self.text, SAMPLE_BYTES);
            let lang = detect(sample)
                .filter(|info| {
                    let is_likely = !sample.is_ascii() && info.confidence() >= LIKELY;
                    info.is_reliable() || is_likely
                })
                .and_then(|info| two_letters(info.lang()));
            Guess { script: detect_script(sample), lang }
        })
    }
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
    use crate::resolve::glance::english_words;

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
            ("Türkmenistan'ın en büyük gölü olan Sarıkamış.", None, "tr", "Fransa", true),
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
}
