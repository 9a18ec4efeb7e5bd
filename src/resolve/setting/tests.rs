use super::*;
use crate::resolve::EvidenceKind::{Located, Namesake, Nested, Person};
use crate::resolve::glance::CommonWords;

fn settings() -> Settings {
    let mut english = Language::new("en");
    for (list, words) in [
        (List::Body, "Bank Corporation Department Institute Navy"),
        (List::Firm, "Bank Corp"),
        (List::Prefix, "Air Team"),
        (List::GivenName, "Jordan Michael"),
        (List::Title, "President"),
        (List::Apart, "Tuesday Northern"),
        (List::Province, "Texas"),
        (List::Match, "goalkeeper referee penalty stadium"),
        (List::Versus, "beat coach"),
        (List::Place, "in into"),
        (List::And, "and"),
        (List::Small, "the for"),
    ] {
        english.set(list, words.split(' ').map(str::to_owned).collect());
    }
    english.set(List::Of, vec!["of".into(), "of the".into()]);
    Settings::new(&[english])
}

fn found(settings: &Settings, lang: &str, text: &str, span: Span) -> Found {
    let common = CommonWords::new(&[]);
    let languages = Languages::new(text, Some(lang), &common);
    settings.read(text, &languages).of(span)
}

fn is_report(settings: &Settings, text: &str) -> bool {
    let common = CommonWords::new(&[]);
    let languages = Languages::new(text, Some("en"), &common);
    settings.read(text, &languages).is_report()
}

/// A text without its brackets, and what they stand around.
fn marked(text: &str) -> (String, Span) {
    let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
    (text.replace(['[', ']'], ""), Span::new(start, end))
}

#[test]
fn sees_what_takes_a_name_for_itself() {
    let cases = [
        ("the State Bank of [Pakistan] said", Some((Nested, "Bank of "))),
        ("a Peanut Corp. of [America] plant", Some((Nested, "Corp. of "))),
        ("the Bank of the [Bahamas] said", Some((Nested, "Bank of the "))),
        ("THE BANK OF [FRANCE] SAYS", Some((Nested, "BANK OF "))),
        ("Bank OF [FRANCE]", None),
        ("on the bank of [Niger]", None),
        ("the Government of [Pakistan]", None),
        ("the [Kenya] Broadcasting Corporation", Some((Nested, " Broadcasting Corporation"))),
        ("the [US] Department of Labor", Some((Nested, " Department"))),
        ("the [US] department of labor", None),
        ("[Kenya]'s Navy", None),
        ("[US] President Bank", None),
        ("take [US]-75 north", Some((Nested, "-75"))),
        ("I-44, [US] 169 (Mingo Valley", Some((Nested, " 169"))),
        ("the [US] 5th Fleet", None),
        ("[US] 169 soldiers", None),
        ("fly Air [India] home", Some((Nested, "Air "))),
        ("Team [Estonia] had to rebuild", Some((Nested, "Team "))),
        ("the town of Mbanza [Congo] lies there", Some((Nested, "Mbanza "))),
        ("on Tuesday [Congo] said", None),
        ("TALKS IN MBANZA [CONGO] FAIL", None),
        ("Mbanza Talks: Old [Congo] Fails", None),
        ("workers of UNICEF [Pakistan] said", None),
        ("when Michael [Jordan] played", Some((Person, "Michael "))),
        ("with [Jordan] Peterson there", Some((Person, " Peterson"))),
        ("with [Jordan] President there", None),
        ("a farm near [Turkey], Texas", Some((Namesake, ", Texas"))),
        ("[Mexico], Texas and Arizona met", None),
        ("he lives in [Turkey]", Some((Located, "in"))),
        ("[Turkey] said", None),
    ];
    for (text, expected) in cases {
        let (text, span) = marked(text);
        let found = found(&settings(), "en", &text, span).setting;
        let found = found.map(|found| (found.kind, found.words.of(&text)));
        assert_eq!(found, expected, "{text}");
    }
}

/// A language with these lists: `word; word`.
fn language(tag: &str, lists: &[(List, &str)]) -> Language {
    let mut language = Language::new(tag);
    for &(list, words) in lists {
        language.set(list, words.split("; ").map(str::to_owned).collect());
    }
    language
}

fn languages() -> Settings {
    use List::{Apart, Attribute, Body, Firm, Inflection, Of, Prefix, Title};
    Settings::new(&[
        language("de", &[(Apart, "*"), (Firm, "Bank"), (Of, "von")]),
        language("fi", &[(Inflection, "kki > kin, kissa"), (Body, "Pankki"), (Apart, "*")]),
        language(
            "fr",
            &[
                (Firm, "Banque; Académie"),
                (Attribute, "nationale; Nat"),
                (Of, "de; d'; de l'; de la"),
                (Apart, "La"),
            ],
        ),
        language("ru", &[(Prefix, "Банк"), (Apart, "*")]),
        language("sv", &[(Body, "Bank"), (Inflection, "> s")]),
        language("tr", &[(Body, "Ligi; Takımı"), (Title, "Başkanı"), (Apart, "*")]),
        language(
            "ur",
            &[
                (Body, "مشن; پارٹی"),
                (Attribute, "پیپلز"),
                (Prefix, "حکومت"),
                (Firm, "بینک"),
                (Of, "آف"),
            ],
        ),
    ])
}

#[test]
fn hears_the_words_of_a_texts_language() {
    let cases = [
        ("tr", "dün [Almanya] Milli Takımı kazandı", Some(" Milli Takımı")),
        ("tr", "dün [Almanya] Milli Takımı'nın maçı", Some(" Milli Takımı'nın")),
        ("tr", "dün [Türkiye] 2. Ligi başladı", Some(" 2. Ligi")),
        ("tr", "dün [ABD] Başkanı Takımı gördü", None),
        ("tr", "dün [Almanya] takımı kazandı", None),
        ("tr", "bakan Hakan Kaya [Irak] yolunda", None),
        ("en", "so [Germany] Milli Takımı won", None),
        ("sv", "medel från [Finlands] Bank gavs", Some(" Bank")),
        ("sv", "medel från [Finlands] Banks vinst", Some(" Banks")),
        ("sv", "medel från [Finlands] folk gavs", None),
        ("fi", "tänään [Suomen] Pankissa sanottiin", Some(" Pankissa")),
        ("fi", "tänään Virtanen [Suomessa] sanoi", None),
        ("fr", "hier la Banque de [France] disait", Some("Banque de ")),
        ("fr", "hier la Banque nationale d’[Algérie] disait", Some("Banque nationale d’")),
        ("fr", "hier la Banque Nat. d'[Egypte] disait", Some("Banque Nat. d'")),
        ("fr", "hier l'Académie de l'[Europe] disait", Some("Académie de l'")),
        ("fr", "hier en Île-de-[France] on disait", Some("Île-de-")),
        ("fr", "hier le roi d'[Espagne] disait", None),
        ("fr", "sur une banque de [France] on disait", None),
        ("fr", "hier outre-[France] on disait", None),
        ("de", "heute will die Regierung [Polens] reden", None),
        ("de", "heute will die Bank von [England] reden", Some("Bank von ")),
        ("en", "so the Bank von [England] said", None),
        ("ru", "сегодня Банк [России] сообщил", Some("Банк ")),
        ("ru", "сегодня Минобороны [России] сообщило", None),
        ("ur", "آج حکومت [ہند] نے کہا", Some("حکومت ")),
        ("ur", "آج [بھارت] مشن شروع ہوا", Some(" مشن")),
        ("ur", "آج [پاکستان] پیپلز پارٹی نے کہا", Some(" پیپلز پارٹی")),
        ("ur", "آج [پاکستان] کی پارٹی نے کہا", None),
        ("ur", "آج بینک آف [چین] نے کہا", Some("بینک آف ")),
        ("fa", "امروز حکومت [ہند] گفت", None),
    ];
    let settings = languages();
    for (lang, text, expected) in cases {
        let (text, span) = marked(text);
        let found = found(&settings, lang, &text, span).setting;
        let found = found.map(|found| (found.kind, found.words.of(&text)));
        assert_eq!(found, expected.map(|words| (Nested, words)), "{lang}: {text}");
    }
}

#[test]
fn a_language_without_a_file_has_no_words() {
    for (lang, text) in
        [("tr", "dün [Almanya] Milli Takımı kazandı"), ("sv", "[Finlands] Bank gav")]
    {
        let (text, span) = marked(text);
        assert!(found(&languages(), lang, &text, span).setting.is_some(), "{text}");
        assert_eq!(found(&Settings::new(&[]), lang, &text, span).setting, None, "{text}");
    }
}

#[test]
fn the_shipped_words_make_longer_names() {
    let settings = Settings::new(&crate::language::shipped());
    for (lang, text, expected) in [
        ("da", "i går sagde [Danmarks] Nationalbank det", true),
        ("da", "i går sagde [Danmarks] regering det", false),
        ("de", "gestern hat die Nationalbank der [Ukraine] das gesagt", true),
        ("de", "gestern hat die Hauptstadt der [Ukraine] gewartet", false),
        ("es", "ayer el Banco Central de [Chile] dijo eso", true),
        ("es", "ayer el Gobierno de [Chile] dijo eso", false),
        ("fi", "eilen [Suomen] Palloliiton johto sanoi", true),
        ("fi", "eilen [Suomen] hallitus sanoi", false),
        ("fr", "hier la Bibliothèque nationale de [France] a dit", true),
        ("fr", "hier l'ambassadeur de [France] a dit", false),
        ("it", "ieri la Banca d'[Italia] ha detto", true),
        ("it", "ieri il governo della [Francia] ha detto", false),
        ("nl", "gisteren zei de Kerk van [Engeland] dat", true),
        ("nl", "gisteren zei de koning van [Spanje] dat", false),
        ("no", "i går sa [Norges] Fotballforbund det", true),
        ("pl", "wczoraj Bank [Chin] powiedział", true),
        ("pl", "wczoraj prezydent Nowak [Chinom] powiedział", false),
        ("pt", "ontem o Banco de [Portugal] disse isso", true),
        ("ru", "вчера Кубок [России] выиграли гости", true),
        ("ru", "вчера Госдума [России] решила", false),
        ("sv", "i går sade [Sveriges] Lantbruksuniversitet det", true),
        ("tr", "dün [Rusya] Demiryolları duyurdu", true),
        ("tr", "dün [Rusya] Devlet Başkanı Petrol Grubu ile görüştü", false),
        ("uk", "учора Банк [України] повідомив", true),
        ("ur", "کل [پاکستان] کرکٹ بورڈ نے کہا", true),
        ("ur", "کل [پاکستان] کے صدر نے کہا", false),
    ] {
        let (text, span) = marked(text);
        let setting = found(&settings, lang, &text, span).setting;
        let is_nested = setting.is_some_and(|setting| setting.kind == Nested);
        assert_eq!(is_nested, expected, "{lang}: {text}");
    }
}

#[test]
fn sees_scores_and_matches() {
    for (text, expected) in [
        ("[Sweden] 1 – 0 Korea", true),
        ("Sweden 1-0 [Korea] Republic", true),
        ("they beat [Korea]", true),
        ("[Korea] coach", true),
        ("[Korea] 1950-53", false),
        ("[Korea] said", false),
    ] {
        let (text, span) = marked(text);
        assert_eq!(found(&settings(), "en", &text, span).may_play, expected, "{text}");
    }
    let settings = settings();
    assert!(is_report(&settings, "the goalkeeper and the referee"));
    let long = "the goalkeeper said so. ".repeat(100);
    assert!(!is_report(&settings, &long));
    assert!(is_report(&settings, &format!("{long} referee penalty stadium")));
}

#[test]
fn never_panics() {
    use crate::dice::Dice;
    let pieces = [
        "Bank", " of", " ", "\n", "é", "\u{301}", "ａ", "-", "7", ",", " Texas", "土", ".", "A",
        "\u{A0}", " 1 – 0", "in ",
    ];
    let (settings, seed) = (settings(), 3_u64);
    let mut dice = Dice::new(seed);
    for _ in 0..20_000 {
        let mut piece = |most: usize| -> String {
            let count = dice.below(most);
            (0..count).map(|_| dice.pick(&pieces)).collect()
        };
        let (before, name, after) = (piece(6), format!("X{}", piece(2)), piece(6));
        let span = Span::new(before.len(), before.len() + name.len());
        let text = before + &name + &after;
        let found = found(&settings, "en", &text, span).setting;
        if let Some(Setting { words, .. }) = found {
            assert!(text.get(words.start..words.end).is_some(), "seed {seed}: {text:?}");
        }
    }
}
