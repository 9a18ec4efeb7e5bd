//! Texts made by hand for each sort of finding, and the index of close names against the obvious comparison of all with all.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::near::{Near, NearNames, NearWord, obvious};
use super::{DiscoverBuffers, Discoverer, Finding, Place, Tally, Text};
use crate::annotate::Annotator;
use crate::dice::Dice;
use crate::gazetteer::{Gazetteer, levenshtein};
use crate::resolve::Context;
use crate::samples::gazetteer;

const GROUPS: &str = r#"
schema    = 1
namespace = "group"
title     = "Groups"
license   = "CC0-1.0"
defaults  = { type = "armed-group", lang = "en", source = "un" }
source.un = { title = "UN list" }
[entity.bla]
name = "Balochistan Liberation Army"
[[entity.bla.alias]]
text    = "BLA"
kind    = "acronym"
defined = true
[entity.ttp]
name   = "Tehreek-e-Taliban Pakistan"
names.en = ["Fitna al Khwarij"]
[entity.ttp.relates]
located-in = "country/pk"
"#;

const STATES: &str = r#"
schema    = 1
namespace = "country"
title     = "States"
license   = "CC0-1.0"
defaults  = { type = "country", lang = "en", source = "un" }
source.un = { title = "UN members" }
entity.af.name = "Afghanistan"
entity.ci.name = "Côte d'Ivoire"
entity.kp.name = "North Korea"
entity.mm.name = "Myanmar"
entity.ph.name = "Philippines"
entity.pk.name = "Pakistan"
entity.ba.name = "Bosnia & Herzegovina"
[entity.tr]
name = "Türkiye"
names.ur = ["ترکیہ"]
[[entity.pk.alias]]
text = "Pakistani"
kind = "demonym"
"#;

const ENGLISH: &str = r#"
schema   = 1
language = "en"
title    = "English"
license  = "CC0-1.0"
[affix]
ending = ["s"]
[words]
given-name = ["Michael"]
title  = ["President"]
of     = ["of", "of the"]
place  = ["in"]
common = ["the", "in", "said"]
small  = ["of", "the", "and"]
connective = ["also known as"]
former     = ["formerly"]
filler     = ["the"]
"#;

/// What is found in texts, each read by itself.
fn findings(texts: &[&str]) -> (Arc<Gazetteer>, Vec<Finding>) {
    let gazetteer = gazetteer(&[GROUPS, STATES, ENGLISH]);
    let discoverer = Discoverer::new(Annotator::new(Arc::clone(&gazetteer)));
    let mut tally = Tally::default();
    let mut buffers = DiscoverBuffers::default();
    for (number, text) in (0..).zip(texts) {
        let context = Context::default();
        let place = |span| Place { record: number.to_string(), field: "text".into(), span };
        let text = Text { text, context: &context, place: &place };
        tally.merge(discoverer.read(&text, &mut buffers).at(number));
    }
    (gazetteer, discoverer.findings(&tally, 1))
}

/// `equated bracket Fitna al Hindustan = group/bla name`.
fn lines(texts: &[&str]) -> Vec<String> {
    let (gazetteer, findings) = findings(texts);
    let line = |finding: &Finding| {
        let known = finding.known.map(|alias| gazetteer.alias(alias).entity().id().into_owned());
        let parts = [
            finding.sort.as_str(),
            finding.way.as_str(),
            &finding.text,
            known.as_deref().or(finding.long.as_deref()).unwrap_or_default(),
            finding.kind.map_or("", crate::dictionary::Kind::as_str),
        ];
        parts.join(" ").trim_end().to_owned()
    };
    findings.iter().map(line).collect()
}

#[test]
fn finds_what_there_is_to_find() {
    let cases: &[(&str, &[&str])] = &[
        // Equated.
        (
            "The men of Fitna al Hindustan (BLA) fled.",
            &["equated bracket Fitna al Hindustan group/bla name"],
        ),
        (
            "The Balochistan Liberation Army (Fitna al Hindustan) denied it.",
            &["equated bracket Fitna al Hindustan group/bla name"],
        ),
        (
            "Tehreek-e-Taliban Pakistan, also known as the Noor Front, denied it.",
            &["equated phrase Noor Front group/ttp name"],
        ),
        (
            "In Myanmar, formerly Birmania, it rained.",
            &["equated former Birmania country/mm former"],
        ),
        ("In Birmania, formerly Myanmar, it rained.", &["equated phrase Birmania country/mm name"]),
        (
            "The Tehreek-e-Taliban Pakistan (TETP) denied it.",
            &["equated definition TETP group/ttp acronym"],
        ),
        (
            "The Balochistan Liberation Army (BLA) and the Baluchi Liberation Army (BLA) denied it.",
            &[],
        ),
        // What stands in brackets is where somebody is from, or who reports from there.
        ("Aziz Khan (Pakistan) won.", &[]),
        ("ISLAMABAD, Pakistan (Wire) - It rained.", &[]),
        ("A firm of Pakistan (Packages) closed.", &[]),
        ("A town in Pakistan known as Murree is cold.", &[]),
        ("Pakistan (2) and Pakistan (the best) won.", &[]),
        // Brackets that go around.
        ("Noor (BLA), Zeb (BLA) and Gul (BLA) met.", &[]),
        // Near.
        ("In Phillipines it rained.", &["near doubled Phillipines country/ph misspelling"]),
        ("In Afganistan it rained.", &["near sounds Afganistan country/af transliteration"]),
        ("In Afghanstan it rained.", &["near letter Afghanstan country/af misspelling"]),
        ("In AFGANISTAN it rained hard.", &["near sounds Afganistan country/af transliteration"]),
        (
            "The Tahrik-i-Talebaan Pakistan met.",
            &["near sounds Tahrik-i-Talebaan Pakistan group/ttp transliteration"],
        ),
        ("Fitnah ul Khawarij met.", &[]),
        (
            "The Fitnah ul Khwareej met.",
            &["near sounds Fitnah ul Khwareej group/ttp transliteration"],
        ),
        ("Pakistans and Afghanistans.", &[]),
        ("Michael Afganistan sang.", &[]),
        ("Afganistan Records and Afganistan Airways.", &[]),
        ("An afganistan. Two afganistan. Afganistan.", &[]),
        // A short word needs the entity in the text.
        ("In Pakisatn it rained.", &[]),
        (
            "In Pakisatn it rained. Pakistan is wet.",
            &["near letter Pakisatn country/pk misspelling"],
        ),
        // Acronyms.
        ("The Noor Relief Fund (NRF) met.", &["acronym definition NRF Noor Relief Fund"]),
        ("The gross national product (GNP) fell.", &[]),
        // Damaged.
        ("TÃ¼rkiye won.", &["damaged mojibake TÃ¼rkiye country/tr"]),
        ("ØªØ±Ú©ÛŒÛ\u{81} won.", &["damaged mojibake ØªØ±Ú©ÛŒÛ\u{81} country/tr"]),
        ("C&ocirc;te d&#39;Ivoire won.", &["damaged markup C&ocirc;te d&#39;Ivoire country/ci"]),
        ("Bosnia &amp; Herzegovina won.", &["damaged markup Bosnia &amp; Herzegovina country/ba"]),
        ("North&nbsp;Korea won.", &["damaged markup North&nbsp;Korea country/kp"]),
        ("In Afghani- stan it rained.", &["damaged hyphenation Afghani- stan country/af"]),
        (
            "In Afghani\u{AD}\nstan it rained.",
            &["damaged hyphenation Afghani\u{AD} stan country/af"],
        ),
        // The engine finds it as it is.
        ("In Afghani\u{AD}stan it rained.", &[]),
        ("T\u{FFFD}rkiye won.", &["damaged lost-letter T\u{FFFD}rkiye country/tr"]),
        ("C?te d'Ivoire won.", &["damaged lost-letter C?te d'Ivoire country/ci"]),
        ("P\u{430}kistan won.", &["damaged other-script P\u{430}kistan country/pk"]),
        ("NorthKorea won.", &["damaged lost-blank NorthKorea country/kp"]),
        ("#NorthKorea, @NorthKorea and www.NorthKorea.com won.", &[]),
        ("Afghan istan won.", &["damaged added-blank Afghan istan country/af"]),
        ("AFGHAN ISTAN WON AGAIN.", &["damaged added-blank AFGHAN ISTAN country/af"]),
    ];
    let found = cases.iter().map(|(text, expected)| (text, lines(&[text]), expected));
    let wrong: Vec<_> = found.filter(|(_, found, expected)| found != *expected).collect();
    assert!(wrong.is_empty(), "text, found, expected: {wrong:#?}");
}

#[test]
fn counts_times_and_texts_and_keeps_the_first_of_each() {
    let text = "The men of Fitna al Hindustan (BLA) fled. Fitna al Hindustan (BLA) said so.";
    let (_, findings) = findings(&[text, "Nothing.", text]);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.sightings.times, finding.sightings.documents), (4, 2));
    let contexts: Vec<_> = finding.sightings.contexts.iter().collect();
    let records: Vec<_> = contexts.iter().map(|one| (&*one.record, one.span.start)).collect();
    assert_eq!(records, [("0", 11), ("2", 11), ("0", 42)]);
    assert_eq!(
        (&*contexts[0].before, &*contexts[0].surface),
        ("The men of ", "Fitna al Hindustan")
    );
}

#[test]
fn parts_are_added_up_in_any_order() {
    let texts = [
        "Fitna al Hindustan (BLA) fled from Afganistan.",
        "Noor Relief Fund (NRF). NorthKorea.",
        "Afganistan, Afganistan. Fitna Al Hindustan (BLA).",
    ];
    let gazetteer = gazetteer(&[GROUPS, STATES, ENGLISH]);
    let discoverer = Discoverer::new(Annotator::new(gazetteer));
    let tallies: Vec<Tally> = (0..)
        .zip(texts)
        .map(|(number, text)| {
            let context = Context {
                date: format!("2025-0{}", 3 - number).parse().ok(),
                ..Context::default()
            };
            let text =
                Text { text, context: &context, place: &|span| Place { span, ..Place::default() } };
            discoverer.read(&text, &mut DiscoverBuffers::default()).at(number)
        })
        .collect();
    let sum = |order: [usize; 3]| {
        let mut sum = Tally::default();
        for at in order {
            sum.merge(tallies[at].clone());
        }
        sum
    };
    let one = sum([0, 1, 2]);
    assert_eq!(one, sum([2, 0, 1]));
    assert_eq!(one, sum([1, 2, 0]));
    assert_eq!(one.first, "2025-01".parse().ok());
    assert_eq!(one.last, "2025-03".parse().ok());
}

/// Names and what is almost them, of few letters, so that much is close to much.
fn random_name(dice: &mut Dice) -> String {
    let pieces = [
        "ta", "li", "ban", "te", "lee", "bun", "kha", "ha", "xa", "qa", "ka", "sh", "s", "r", "mm",
        "ou", "o", "y", "iya", "stan", "pak", "3",
    ];
    let joints = [" ", " ", " ", "-", "-e-", " al ", " ul ", " i "];
    let mut name = String::new();
    for number in 0..=dice.below(3) {
        if number > 0 {
            name.push_str(dice.pick(&joints));
        }
        for _ in 0..=dice.below(4) {
            name.push_str(dice.pick(&pieces));
        }
    }
    name
}

/// The name with a few slips.
fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..dice.below(3) {
        let at = dice.below(letters.len());
        match dice.below(4) {
            0 => letters[at] = dice.pick(&['a', 'e', 'i', 'k', 'x', ' ']),
            1 => letters.insert(at, dice.pick(&['a', 'h', 's'])),
            2 if letters.len() > 2 => drop(letters.remove(at)),
            _ if at > 0 => letters.swap(at - 1, at),
            _ => {}
        }
    }
    letters.into_iter().collect()
}

#[test]
fn the_index_finds_what_comparing_all_with_all_finds() {
    let (mut found, seed) = (BTreeSet::new(), 7);
    let mut dice = Dice::new(seed);
    for round in 0..30 {
        let names: BTreeSet<String> = (0..60)
            .map(|_| crate::fold::key(&random_name(&mut dice)))
            .filter(|name| name.chars().any(char::is_alphabetic))
            .collect();
        let entities =
            names.iter().enumerate().map(|(at, name)| format!("entity.e{at}.name = \"{name}\"\n"));
        let file =
            STATES.split("entity.af").next().unwrap().to_owned() + &entities.collect::<String>();
        let gazetteer = gazetteer(&[&file]);
        let near = NearNames::new(&gazetteer, ["s"]);
        let all: Vec<String> = names.iter().cloned().collect();
        for _ in 0..200 {
            let candidate =
                slipped(dice.pick(&all.iter().map(String::as_str).collect::<Vec<_>>()), &mut dice);
            let candidate = crate::fold::key(candidate.trim());
            if names.contains(&candidate) || candidate.split(' ').any(str::is_empty) {
                continue;
            }
            let words: Vec<NearWord> = candidate.split(' ').map(|word| near.word(word)).collect();
            let quick = near.near(&gazetteer, &words.iter().collect::<Vec<_>>());
            let mut slow: Vec<Near> = gazetteer
                .keys()
                .filter_map(|key| {
                    let way = obvious(&candidate, &gazetteer.key(key), &names, &["s"])?;
                    let distance = levenshtein(&candidate, &gazetteer.key(key));
                    Some(Near { way, distance, key })
                })
                .collect();
            slow.sort_unstable();
            assert_eq!(quick, slow, "seed {seed}, round {round}: {candidate:?} among {names:?}");
            found.extend(quick.iter().map(|near| near.way));
        }
    }
    assert_eq!(found.len(), 3, "every way is met: {found:?}");
}
