//! Parts in any order give what all together give.

use super::{Counter, Dates, Over, Place, Tally, Text};
use crate::annotate::{Annotator, Buffers};
use crate::dice::Dice;
use crate::dictionary::Date;
use crate::gazetteer::EntityRef;
use crate::resolve::Context;
use crate::samples;

const NAMES: &str = "
schema    = 1
namespace = 'group'
title     = 'Groups'
license   = 'CC0-1.0'
defaults  = { lang = 'en', source = 'desk' }
source.desk = { title = 'Our style book' }
agent.moi = 'Ministry of Interior'
[entity.ttp]
name = 'Tehreek-e-Taliban Pakistan'
[[entity.ttp.alias]]
text  = 'Fitna al {Khwarij,Khawarij}'
kind  = 'designation'
by    = 'moi'
since = 2024-07-31
[entity.bla]
name = 'Balochistan Liberation Army'
";

fn annotator() -> Annotator {
    Annotator::new(samples::gazetteer(&[NAMES]))
}

#[test]
fn parts_in_any_order_give_the_same() {
    let annotator = annotator();
    let entities = annotator.gazetteer().entities().map(EntityRef::index);
    let counter = Counter::new(annotator.clone(), entities, Over::Month, 3);
    let pieces = [
        "Fitna al Khwarij fled. ",
        "“Fitna al Khawarij,” he said. ",
        "The Tehreek-e-Taliban Pakistan spoke. ",
        "The Balochistan Liberation Army did not. ",
    ];
    let dates = ["2024-07-01", "2024-07-31", "2024-07", "2024", "2025-01-02"];
    for seed in 1..=40 {
        let mut dice = Dice::new(seed);
        let mut buffers = Buffers::default();
        let mut parts: Vec<Tally> = (0..30)
            .map(|number| {
                let text: String = (0..dice.below(6)).map(|_| dice.pick(&pieces)).collect();
                let date = (dice.below(4) > 0).then(|| dice.pick(&dates).parse().unwrap());
                let text = Text {
                    text: &text,
                    context: &Context { date, ..Context::default() },
                    source: dice.pick(&[Some("Herald"), Some("Post"), None]),
                    record: None,
                    place: &|span| Place { field: "text".into(), span },
                    wants: &|_| true,
                };
                counter.count(&text, &mut buffers).at(number)
            })
            .collect();
        let mut whole = Tally::new(3);
        for part in &parts {
            whole.merge(part.clone());
        }
        while parts.len() > 1 {
            let mut one = parts.swap_remove(dice.below(parts.len()));
            let at = dice.below(parts.len());
            one.merge(parts.swap_remove(at));
            parts.push(one);
        }
        assert!(parts[0] == whole, "seed {seed}");
        let counts = whole.uses.values().flat_map(|uses| super::Voice::ALL.map(|it| uses.of(it)));
        for count in counts {
            let kept = count.examples.len() as u64;
            assert_eq!(kept, count.mentions.min(3), "seed {seed}");
            assert!(count.examples.is_sorted_by_key(|one| (one.date, one.number, one.span.start)));
        }
    }
}

#[test]
fn the_first_begins_first_and_the_last_ends_last() {
    let dates = |texts: &[&str]| {
        let mut dates = Dates::default();
        for text in texts {
            dates.add(Dates::of(Some(text.parse::<Date>().unwrap())));
        }
        dates.add(Dates::of(None));
        let shown = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
        (shown(dates.first), shown(dates.last))
    };
    let pair = |first: &str, last: &str| (first.to_owned(), last.to_owned());
    assert_eq!(dates(&[]), pair("", ""));
    assert_eq!(dates(&["2024-05-01"]), pair("2024-05-01", "2024-05-01"));
    assert_eq!(dates(&["2024-05-01", "2024", "2024-12-31"]), pair("2024", "2024-12-31"));
    assert_eq!(dates(&["2024-12-31", "2024", "2023-01-01"]), pair("2023-01-01", "2024-12-31"));
}
