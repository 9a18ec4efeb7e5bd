//! Small golds whose figures are worked out by hand.

use super::*;
use crate::annotate::{Annotator, Buffers};
use crate::gazetteer::EntityRef;
use crate::resolve::Context;
use crate::samples;

const NAMES: &str = r#"
schema    = 1
namespace = "country"
title     = "States"
license   = "CC0-1.0"
defaults  = { type = "country", lang = "en", source = "un" }
source.un = { title = "UN member states", url = "https://www.un.org/en/about-us/member-states" }

[entity.tr]
name     = "Türkiye"
ids      = { iso3166 = "TR" }
names.en = ["Turkey"]
alias    = [{ text = "Turkish", kind = "demonym" }]

[entity.ge]
name = "Georgia"
ids  = { iso3166 = "GE" }

[entity.fi]
name = "Suomi"
ids  = { iso3166 = "FI" }
"#;

const GROUPS: &str = r#"
schema    = 1
namespace = "group"
title     = "Groups"
license   = "CC0-1.0"
defaults  = { type = "armed-group", lang = "en", source = "un" }
source.un = { title = "The list", url = "https://www.un.org/" }

[entity.ttp]
name     = "Tehreek-e-Taliban Pakistan"
names.en = ["TTP"]
"#;

const ENGLISH: &str = r#"
schema   = 1
language = "en"
title    = "English"
license  = "CC0-1.0"
affix    = { ending = ["s"] }
"#;

fn annotator() -> Annotator {
    annotator_of(&[NAMES, GROUPS])
}

/// With these dictionaries, and English.
pub(super) fn annotator_of(files: &[&str]) -> Annotator {
    Annotator::new(samples::gazetteer(&[files, &[ENGLISH]].concat()))
}

/// A document whose mentions stand in brackets, each followed by what the gold says of it: `[Turkey](iso3166:TR country)`.
pub(super) fn document(annotator: &Annotator, marked: &str) -> Document {
    let mut document = Document { exhaustive: true, id: marked.to_owned(), ..Document::default() };
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        document.text.push_str(before);
        let (words, after) = after.split_once("](").expect("a mention");
        let (said, after) = after.split_once(')').expect("what the gold says");
        let mut said = said.split(' ');
        let start = document.text.len();
        document.text.push_str(words);
        document.mentions.push(Mention {
            span: Span::new(start, document.text.len()),
            meant: meant(annotator, said.next().expect("an entity")),
            kind: said.next().unwrap_or_default().to_owned(),
            optional: false,
            named_after: said.filter_map(|other| meant(annotator, other).entity).collect(),
        });
        rest = after;
    }
    document.text.push_str(rest);
    document
}

fn meant(annotator: &Annotator, written: &str) -> Meant {
    let gazetteer = annotator.gazetteer();
    let entity = match written.split_once(':') {
        Some(("iso3166", code)) => {
            gazetteer.entity_by_id(&format!("country/{}", code.to_lowercase()))
        }
        _ => gazetteer.entity_by_id(written),
    };
    Meant { written: written.to_owned(), entity: entity.map(EntityRef::index) }
}

fn evaluate(annotator: &Annotator, task: Task, documents: &[Document]) -> Evaluation {
    let asked = annotator.gazetteer().entity_by_id("group/ttp").map(EntityRef::index);
    let mut evaluation = Evaluation::new(task).asking(asked);
    let mut buffers = Buffers::default();
    let context = Context::default();
    for document in documents {
        let links = annotator.annotate(&document.text, &context, &mut buffers);
        let gazetteer = annotator.gazetteer();
        let prediction = |link| Prediction::of(gazetteer, &document.text, link);
        let predictions: Vec<_> = links.iter().filter_map(prediction).collect();
        evaluation.add(gazetteer, document, &predictions);
    }
    evaluation
}

fn counts(evaluation: &Evaluation) -> String {
    let classes = Class::ALL.into_iter().filter(|&class| evaluation.counts[class] > 0);
    let counts: Vec<_> =
        classes.map(|class| format!("{} {}", class.as_str(), evaluation.counts[class])).collect();
    counts.join(", ")
}

fn figures(evaluation: &Evaluation) -> String {
    let share = |share: Option<Share>| {
        share.map_or_else(|| "–".to_owned(), |share| format!("{}/{}", share.part, share.whole))
    };
    let figures: Vec<_> = evaluation
        .figures()
        .into_iter()
        .map(|figure| match figure.accuracy {
            Some(accuracy) => format!("{} {}", figure.name, share(Some(accuracy))),
            None => format!("{} {} {}", figure.name, share(figure.precision), share(figure.recall)),
        })
        .collect();
    figures.join(", ")
}

#[test]
fn links_are_held_to_spans_and_entities() {
    let annotator = annotator();
    let texts = [
        // Right, with an article and a possessive on one side only.
        "[The Turkey](country/tr) and [Georgia's](iso3166:GE country).",
        // Wrong; and what the gazetteer does not have is no fault of it.
        "[Turkey](country/ge) and [Atlantis](country/xx).",
        // Inside a longer one, in place of another, a team, and out of nowhere.
        "[talks in Turkey](NIL event), [Georgia](NIL place), [Turkey](NIL org iso3166:TR), Georgia.",
        // Neutral: the gold says so.
        "[Turkish](iso3166:TR demonym) tea.",
        // Missed.
        "[Ankara](country/tr) said no.",
        // A passage that the gold keeps for other ends.
        "[Turkey](re3d:Location raw-location).",
    ];
    let documents = texts.map(|text| document(&annotator, text));
    let evaluation = evaluate(&annotator, Task::Links, &documents);
    let expected = "right 2, wrong 1, nested 1, other 1, spurious 2, team 1, neutral 1, missed 2";
    assert_eq!(counts(&evaluation), expected);
    assert_eq!(figures(&evaluation), "strict 2/8 2/4, lenient 2/6 2/4");
    assert_eq!(evaluation.unknown, BTreeMap::from([("country/xx".to_owned(), 1)]));
    let confusions: Vec<_> = evaluation
        .confusions()
        .into_iter()
        .map(|(gold, entity, count)| (gold, annotator.gazetteer().entity(entity).id(), count))
        .collect();
    assert_eq!(confusions, [("country/ge", "country/tr".into(), 1)]);
    let tr = annotator.gazetteer().entity_by_id("country/tr").expect("a state").index();
    assert_eq!(evaluation.entities[&tr], Uses { right: 1, wrong: 4, missed: 1 });
    assert_eq!(
        evaluation.names[&(tr, Name::Words("Ankara".into()))],
        Uses { missed: 1, ..Uses::default() }
    );
    let missed: Vec<_> =
        evaluation.errors.iter().filter(|error| error.class == Class::Missed).collect();
    assert_eq!(missed[1].excerpt.words, "Ankara");
    assert_eq!(missed[1].excerpt.after, " said no.");
}

#[test]
fn nothing_is_wrong_where_the_gold_is_silent() {
    let annotator = annotator();
    let text = "[Turkey](country/tr), Georgia, [Turkey](country/ge), [Tbilisi](country/ge).";
    let silent = Document { exhaustive: false, ..document(&annotator, text) };
    let evaluation = evaluate(&annotator, Task::Links, &[silent]);
    assert_eq!(counts(&evaluation), "right 1, wrong 1, missed 2");
    assert_eq!(figures(&evaluation), "strict – 1/3, lenient – 1/3");
    assert_eq!(evaluation.figures()[0].f1(), None);
    assert_eq!(evaluation.reliability.bins().count(), 0);
}

#[test]
fn states_are_known_by_their_codes() {
    let annotator = annotator();
    let texts = [
        // A group and a demonym count for nothing.
        "[Turkey](iso3166:TR country), the TTP and a Turkish [Atlantis](iso3166:XX country).",
        "[Georgia](iso3166:GE place) is a place here.",
    ];
    let documents = texts.map(|text| document(&annotator, text));
    assert_eq!(Task::guess(&documents), Task::Country);
    let evaluation = evaluate(&annotator, Task::Country, &documents);
    assert_eq!(counts(&evaluation), "right 1, other 1, missed 1");
    assert_eq!(figures(&evaluation), "strict 1/2 1/2, lenient 1/2 1/2");
    assert_eq!(evaluation.unknown, BTreeMap::from([("iso3166:XX".to_owned(), 1)]));
}

#[test]
fn a_word_is_decided_rightly_or_not() {
    let annotator = annotator();
    let word = |marked: &str, is_wanted: bool| {
        let mut document = document(&annotator, marked);
        let Mention { span, meant, .. } = document.mentions.remove(0);
        document.target = Some(Target { span, meant, is_wanted });
        document
    };
    let documents = [
        word("to [Turkey](iso3166:TR)", true),
        word("to [Turkey](iso3166:GE)", true),
        word("to [Ankara](iso3166:TR)", true),
        word("roast [beef](none)", false),
        word("to [Georgia](place:enwiki:Georgia_(U.S._state))", false),
        document(&annotator, "nothing is asked"),
    ];
    assert_eq!(Task::guess(&documents), Task::Ambig);
    let evaluation = evaluate(&annotator, Task::Ambig, &documents);
    assert_eq!(counts(&evaluation), "right 1, wrong 1, spurious 1, missed 2");
    assert_eq!(figures(&evaluation), "words 2/5");
}

#[test]
fn a_case_is_wholly_right_or_not() {
    let annotator = annotator();
    let case = |marked: &str, forbidden: &[&str]| {
        let mut document = document(&annotator, marked);
        let forbidden = forbidden.iter().map(|written| meant(&annotator, written));
        document.forbidden = Some(forbidden.collect());
        document
    };
    let documents = [
        case("The [TTP](group/ttp) in Islamabad.", &["iso3166:TR"]),
        // Where the entity is not known, its place is enough.
        case("[Georgia](US-GA) on my mind.", &[]),
        case("[Georgia](iso3166:XX) on my mind.", &[]),
        case("[Turkey](iso3166:GE).", &[]),
        case("Turkey and [Ankara](TR:Ankara).", &["iso3166:TR", "nobody"]),
    ];
    assert_eq!(Task::guess(&documents), Task::Tricky);
    let evaluation = evaluate(&annotator, Task::Tricky, &documents);
    assert_eq!(counts(&evaluation), "right 2, wrong 2, spurious 1, forbidden 1, missed 1");
    assert_eq!(figures(&evaluation), "cases 2/5");
}

#[test]
fn groups_are_wrong_only_where_there_are_bodies() {
    let annotator = annotator();
    let texts = [
        "the [TTP](group/ttp org) and the TTP in Turkey",
        "the [TTP cell](re3d:Organisation raw-organisation) and [TTP men](group/ttp org)",
    ];
    let documents = texts.map(|text| {
        let document = document(&annotator, text);
        Document { exhaustive: false, ..document }
    });
    let evaluation = evaluate(&annotator, Task::Groups, &documents);
    // The second TTP of the first text touches no body.
    assert_eq!(counts(&evaluation), "right 1, spurious 2, missed 1");
    assert_eq!(figures(&evaluation), "groups 1/3 1/2");
}

#[test]
fn definitions_are_held_to_pairs() {
    let annotator = annotator();
    let pair = |short: &str, long: &str| Pair { short: short.into(), long: long.into() };
    let text = "multiple\n sclerosis (MS), by mass  spectrometry (MS), mass spectrometry; XYZ, XY";
    let mut document = document(&annotator, text);
    document.pairs = Some(vec![pair("MS", "multiple sclerosis"), pair("XY", "x y")]);
    assert_eq!(Task::guess(std::slice::from_ref(&document)), Task::Acronyms);
    let at = |words: &str| {
        let start = text.find(words).expect("it stands there");
        Span::new(start, start + words.len())
    };
    let found = [
        (at("MS"), at("multiple\n sclerosis")),
        (at("MS"), at("mass  spectrometry")),
        (at("MS"), at("mass spectrometry")),
    ];
    let mut evaluation = Evaluation::new(Task::Acronyms);
    evaluation.add_definitions(&document, found);
    assert_eq!(counts(&evaluation), "right 1, spurious 1, missed 1");
    assert_eq!(figures(&evaluation), "pairs 1/2 1/2");
    let [spurious, missed] = evaluation.errors.as_slice() else { panic!("two are wrong") };
    assert_eq!(spurious.definition, Some(pair("MS", "mass spectrometry")));
    assert_eq!(spurious.excerpt.before, "multiple sclerosis (");
    assert_eq!(missed.span.start, text.len() - 2, "as a word");
}

#[test]
fn mentions_with_endings_are_counted_apart() {
    let annotator = annotator();
    // A possessive is no ending, and neither is another name.
    let text = "[Suomessa](country/fi), [Suomi’s](country/fi), [Helsinki](country/fi)";
    let document = document(&annotator, text);
    let evaluation = evaluate(&annotator, Task::Links, std::slice::from_ref(&document));
    assert_eq!(figures(&evaluation), "strict 1/1 1/3, lenient 1/1 1/3, endings – 0/1");

    // A link whose name is the beginning of the word, and one at the wrong place.
    let fi = annotator.gazetteer().entity_by_id("country/fi").expect("a state");
    let alias = fi.aliases().next().expect("its name").index();
    let at = |start: usize, end: usize, whole: usize| Prediction {
        span: Span::new(start, end),
        token: Span::new(start, whole),
        entity: fi.index(),
        alias,
        score: 900,
    };
    let mut evaluation = Evaluation::new(Task::Links);
    let other = Document { text: "Suomeen".into(), mentions: Vec::new(), ..document.clone() };
    evaluation.add(annotator.gazetteer(), &document, &[at(0, 4, 8)]);
    evaluation.add(annotator.gazetteer(), &other, &[at(0, 4, 7)]);
    assert_eq!(figures(&evaluation).rsplit(", ").next(), Some("endings 1/2 1/1"));
}

#[test]
fn scores_are_held_to_what_is_right() {
    let mut reliability = Reliability::default();
    for (score, is_right) in [(900, true), (1000, true), (950, false), (899, true), (0, false)] {
        reliability.add(score, is_right);
    }
    let bins: Vec<_> = reliability.bins().map(|bin| (bin.from, bin.to, bin.right)).collect();
    let share = |part, whole| Share { part, whole };
    let expected = [(0, 49, (0, 1)), (850, 899, (1, 1)), (900, 949, (1, 1)), (950, 1000, (1, 2))];
    assert_eq!(bins, expected.map(|(from, to, (part, whole))| (from, to, share(part, whole))));
    // 0, 0.101, 0.1, and twice the distance of 0.975 and a half.
    let expected = (0.0 + 0.101 + 0.1 + 2.0 * (0.975 - 0.5)) / 5.0;
    assert!((reliability.error() - expected).abs() < 1e-9, "{}", reliability.error());
}

#[test]
fn parts_together_are_the_whole() {
    let annotator = annotator();
    let texts = [
        "[Turkey](country/tr) and [Atlantis](country/xx), Georgia",
        "[Suomessa](country/fi), [Turkey](country/ge)",
    ];
    let documents = texts.map(|text| document(&annotator, text));
    let whole = evaluate(&annotator, Task::Links, &documents);
    let mut merged = evaluate(&annotator, Task::Links, &documents[..1]);
    merged.merge(&evaluate(&annotator, Task::Links, &documents[1..]));
    assert_eq!(merged, whole);
}
