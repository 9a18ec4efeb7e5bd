//! States that bear one name, and texts of all times.

use exonym::resolve::{Context, Verdict};
use exonym::{Annotator, Buffers};

/// The entity of each name in a text of this date; "" where the text has none.
fn meant(annotator: &Annotator, text: &str, lang: &str, date: &str) -> Vec<String> {
    let lang = Some(lang.to_owned());
    let context = Context { lang, date: date.parse().ok(), ..Context::default() };
    let links = annotator.annotate(text, &context, &mut Buffers::default());
    let entity = |verdict: &Verdict| match verdict {
        Verdict::Entity(only) => annotator.gazetteer().entity(only.entity).id().to_string(),
        other => format!("{other:?}"),
    };
    links.iter().map(|link| entity(&link.verdict)).collect()
}

#[test]
fn the_date_of_a_text_decides_between_a_state_of_today_and_one_that_is_gone() {
    let annotator = Annotator::new(exonym_dictionaries::gazetteer());
    let duchy = "country/grand-duchy-of-finland";
    let empire = "country/austrian-empire";
    for (text, lang, date, entity) in [
        ("The Diet of Finland met in Helsinki.", "en", "", "country/fi"),
        ("The Diet of Finland met in Helsinki.", "en", "1863-09-18", duchy),
        ("The Diet of Finland met in Helsinki.", "en", "1905", duchy),
        ("The Diet of Finland met in Helsinki.", "en", "1808", "country/fi"),
        ("The Diet of Finland met in Helsinki.", "en", "2020-01-01", "country/fi"),
        // A year in which both were: nobody can say that it was the other one.
        ("The Diet of Finland met in Helsinki.", "en", "1917", duchy),
        ("The Diet of Finland met in Helsinki.", "en", "1917-12-07", "country/fi"),
        ("Hän matkusti Suomessa ja Ruotsissa.", "fi", "1883-01-25", duchy),
        ("Hän matkusti Suomessa ja Ruotsissa.", "fi", "", "country/fi"),
        ("Finlands folk", "sv", "1899-07-22", duchy),
        ("народы Финляндии", "ru", "1899-07-22", duchy),
        ("народы Финляндии", "ru", "1999", "country/fi"),
        ("l'empereur d'Autriche", "fr", "1848-07-21", empire),
        ("l'empereur d'Autriche", "fr", "1877-01-15", "country/at"),
        ("kejsaren af Österrike", "sv", "1848-07-21", empire),
        ("kejsaren af Österrike", "sv", "", "country/at"),
    ] {
        let found = meant(&annotator, text, lang, date);
        assert_eq!(found.first().map(String::as_str), Some(entity), "{text:?} of {date:?}");
    }
}
