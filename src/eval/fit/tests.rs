//! Small golds that are counted by hand.

use super::cues::Cues;
use super::text::Text;
use super::*;
use crate::annotate::{Annotator, Buffers};
use crate::dice::Dice;
use crate::eval::tests::{annotator_of, document};
use crate::eval::{Document, Mention, Target, Task};
use crate::resolve::{Context, Link};
use crate::span::Span;

const STATES: &str = r#"
schema    = 1
namespace = "country"
title     = "States"
license   = "CC0-1.0"
defaults  = { type = "country", lang = "en", source = "un" }
source.un = { title = "UN member states", url = "https://www.un.org/en/about-us/member-states" }

[entity.ge]
name = "Georgia"
ids  = { iso3166 = "GE" }

[entity.tr]
name = "Turkey"
ids  = { iso3166 = "TR" }
[[entity.tr.alias]]
text  = "Turkey"
prior = 700
cue   = { for = ["Ankara"] }

[entity.fi]
name = "Finland"
ids  = { iso3166 = "FI" }
"#;

const DECOYS: &str = r#"
schema    = 1
namespace = "decoy"
title     = "Rival senses"
license   = "CC0-1.0"
decoy     = true
defaults  = { type = "decoy", lang = "en", source = "w" }
source.w  = { title = "A list", url = "https://example.org/" }

[entity.bird]
name     = "Turkey (bird)"
names.en = ["Turkey"]

[entity.us-ga]
name     = "Georgia (U.S. state)"
names.en = ["Georgia"]

[entity.font]
name     = "Georgia (typeface)"
names.en = ["Georgia"]
"#;

fn annotator() -> Annotator {
    annotator_of(&[STATES, DECOYS])
}

fn links(annotator: &Annotator, document: &Document) -> Vec<Link> {
    let context = Context { explain: true, ..Context::default() };
    annotator.annotate(&document.text, &context, &mut Buffers::default())
}

fn met<'d>(annotator: &Annotator, task: Task, documents: &'d [Document]) -> Vec<Occurrence<'d>> {
    let of =
        |document| occurrences(annotator.gazetteer(), task, document, &links(annotator, document));
    documents.iter().flat_map(of).collect()
}

/// `Turkey alone: country/tr yes, decoy/bird no`
fn shown(annotator: &Annotator, occurrence: &Occurrence<'_>) -> String {
    let sense = |sense: &Sense| {
        let is_meant = match sense.is_meant {
            Some(true) => "yes",
            Some(false) => "no",
            None => "?",
        };
        format!("{} {is_meant}", annotator.gazetteer().entity(sense.entity).id())
    };
    let mut senses: Vec<_> = occurrence.senses.iter().map(sense).collect();
    senses.sort();
    let words = occurrence.span.of(&occurrence.text.document.text);
    let alone = if occurrence.is_alone { " alone" } else { "" };
    format!("{words}{alone}: {}", senses.join(", "))
}

#[test]
fn the_gold_says_of_each_sense_whether_it_is_meant() {
    let annotator = annotator();
    // And whether the links are right: Turkey is always linked to its state, Georgia never.
    let cases = [
        ("[Turkey](country/tr) met.", "Turkey alone: country/tr yes, decoy/bird no", true),
        ("Near Ankara lies [Turkey](country/tr).", "Turkey: country/tr yes, decoy/bird no", true),
        (
            "[Georgia](country/ge) met.",
            "Georgia alone: country/ge yes, decoy/font no, decoy/us-ga no",
            false,
        ),
        // Where the gold has nothing, the only decoy is meant; of two nobody knows which.
        ("A Turkey ran.", "Turkey alone: country/tr no, decoy/bird yes", false),
        ("A Georgia ran.", "Georgia alone: country/ge no, decoy/font ?, decoy/us-ga ?", true),
        // Unless it says so; something else is meant by another.
        (
            "[Georgia](decoy/font) is set.",
            "Georgia alone: country/ge no, decoy/font yes, decoy/us-ga no",
            true,
        ),
        ("[Turkey](enwiki:Turkey_Creek) runs.", "Turkey alone: country/tr no, decoy/bird ?", false),
        ("[Turkey](country/ge) met.", "Turkey alone: country/tr no, decoy/bird ?", false),
        // Neither right nor wrong, and a name of which nothing can be learned.
        ("[Turkey](country/tr demonym) met.", "", true),
        ("[Finland](country/fi) met.", "", true),
    ];
    for (marked, expected, is_right) in cases {
        let document = document(&annotator, marked);
        let met = met(&annotator, Task::Links, std::slice::from_ref(&document));
        let shown: Vec<_> = met.iter().map(|one| shown(&annotator, one)).collect();
        assert_eq!(shown.join("; "), expected, "{marked}");
        let links = links(&annotator, &document);
        assert_eq!(met.iter().all(|one| one.is_right(&links)), is_right, "{marked}");
    }
}

#[test]
fn only_gold_that_says_everything_counts() {
    let annotator = annotator();
    let all = document(&annotator, "[Turkey](iso3166:TR country), Georgia");
    let count =
        |task, document: &Document| met(&annotator, task, std::slice::from_ref(document)).len();
    assert_eq!(count(Task::Country, &all), 2);
    assert_eq!(count(Task::Tricky, &all), 0);
    let part = Document { exhaustive: false, ..all.clone() };
    assert_eq!(count(Task::Country, &part), 0);
    let Mention { span, meant, .. } = all.mentions[0].clone();
    let word = Document { target: Some(Target { span, meant, is_wanted: true }), ..part };
    assert_eq!(count(Task::Ambig, &word), 1);
}

#[test]
fn priors_are_shares() {
    let annotator = annotator();
    let mut marked = vec!["Ankara saw [Turkey](country/tr)."; 6];
    marked.extend(["[Turkey](country/tr) rose.", "[Turkey](country/tr) fell.", "A Turkey ran."]);
    let documents: Vec<_> = marked.iter().map(|marked| document(&annotator, marked)).collect();
    let met = met(&annotator, Task::Links, &documents);
    let shown = |least: u64| {
        let priors = priors(annotator.gazetteer(), &met, least);
        let show = |prior: &Prior| {
            let entity = annotator.gazetteer().alias(prior.alias).entity().id();
            let Prior { old, new, times: Times { right, other, none }, is_alone, .. } = prior;
            format!("{entity} {old} {new}: {right} {other} {none} {is_alone}")
        };
        let mut shown: Vec<_> = priors.iter().map(show).collect();
        shown.sort();
        shown
    };
    // Alone: (2000 + 4 · 700) / 7 = 686, which is no change to speak of; (1000 + 4 · 500) / 7 = 429.
    assert_eq!(shown(3), ["decoy/bird 500 430: 1 2 0 true"]);
    // All of them: (8000 + 4 · 700) / 13 = 831; (1000 + 4 · 500) / 13 = 231.
    assert_eq!(shown(4), ["country/tr 700 830: 8 1 0 false", "decoy/bird 500 230: 1 8 0 false"]);
    assert_eq!(shown(10), [""; 0]);
}

/// So many different texts with each of these.
fn texts(annotator: &Annotator, kinds: &[(usize, &str)]) -> Vec<Document> {
    let numbered = kinds.iter().flat_map(|&(count, marked)| {
        (0..count).map(move |at| document(annotator, &format!("{marked} {at}")))
    });
    numbered.collect()
}

#[test]
fn words_of_one_sense_are_cues() {
    let annotator = annotator();
    let documents = texts(
        &annotator,
        &[
            // Of both senses, common, too short, or known already: none of these.
            (4, "the Xu of Ankara, Quixotic [Turkey](country/tr) Bosphorus [Zanzibar](NIL place)"),
            (3, "Quixotic [Turkey](country/tr) Anatolia"),
            (4, "Quixotic Turkey gobbles"),
        ],
    );
    let met = met(&annotator, Task::Links, &documents);
    let found = cues(annotator.gazetteer(), &met, 5);
    let [Cues { speak_for, speak_against, .. }] = found.as_slice() else { panic!("{found:?}") };
    // 4.5/8 is 5.6 times 0.5/5, and 4.5/5 is 14 times 0.5/8.
    assert_eq!(
        (speak_for.join(" "), speak_against.join(" ")),
        ("Bosphorus".into(), "gobbles".into())
    );
    assert!(cues(annotator.gazetteer(), &met, 12).is_empty());
}

#[test]
fn equal_texts_are_one() {
    let annotator = annotator();
    let kinds = [(4, "Bosphorus [Turkey](country/tr)"), (4, "Turkey ran")];
    let mut documents = texts(&annotator, &kinds);
    let count = |documents: &[Document]| {
        cues(annotator.gazetteer(), &met(&annotator, Task::Links, documents), 5).len()
    };
    assert_eq!(count(&documents), 1);
    documents[0].text = documents[1].text.clone();
    assert_eq!(count(&documents), 0);
}

#[test]
fn words_inside_mentions_are_left_out_as_one_by_one() {
    let seed = 20;
    let mut dice = Dice::new(seed);
    for round in 0..500 {
        let words: Vec<_> = (0..12).map(|at| format!("Quixotic{}", "xyz".repeat(at % 3))).collect();
        let text = words.join(" ");
        let mentions = (0..dice.below(5)).map(|_| {
            let start = dice.below(text.len());
            let end = start + 1 + dice.below(text.len() - start);
            Mention { span: Span::new(start, end), ..Mention::default() }
        });
        let document = Document { mentions: mentions.collect(), text, ..Document::default() };
        let found: Vec<_> = Text::of(&document, &[]).words.iter().map(|word| word.span).collect();
        let mut start = 0;
        let mut expected = Vec::new();
        for word in document.text.split(' ') {
            let span = Span::new(start, start + word.len());
            start = span.end + 1;
            if !document.mentions.iter().any(|mention| mention.span.overlaps(span)) {
                expected.push(span);
            }
        }
        assert_eq!(found, expected, "seed {seed}, round {round}: {document:?}");
    }
}

#[test]
fn a_proposal_adds_to_what_is_said() {
    let annotator = annotator();
    let gazetteer = annotator.gazetteer();
    let tr = gazetteer.entity_by_id("country/tr").expect("a state");
    let alias = tr.aliases().find(|alias| alias.text() == "Turkey").expect("its name").index();
    let times = Times { right: 1, other: 2, none: 3 };
    let prior = Prior { alias, old: 700, new: 400, times, is_alone: false };
    let cues =
        Cues { alias, speak_for: vec!["Bosphorus".into()], speak_against: vec!["gobbles".into()] };
    let [both] = Proposal::of(vec![prior], vec![cues]).try_into().expect("one name");
    let (rule, old) = (both.rule(gazetteer), gazetteer.alias(alias).rule());
    let word = |word: &str| Cue::Word(word.into());
    let expected = Rule {
        prior: 400,
        cue_for: vec![word("Ankara"), word("Bosphorus")],
        cue_against: vec![word("gobbles")],
        ..old.clone()
    };
    assert_eq!(rule, expected);
}

#[test]
fn equal_texts_are_in_one_fold_and_folds_stay() {
    let folds: Vec<_> = ["Turkey", "Georgia", "Finland", "", "Turkey"]
        .map(|text| fold(&Document { text: text.into(), ..Document::default() }))
        .into();
    assert_eq!(folds, [2, 1, 4, 3, 2]);
}
