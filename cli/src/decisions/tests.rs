//! The walk over decisions, held to comparing each with each.

use std::cmp::Reverse;
use std::sync::atomic::AtomicU8;

use exonym::Span;
use exonym::gazetteer::Gazetteer;

use super::{Choice, Decision, Fate, Meeting, OfText, Standing, may_stand_together, standing};
use crate::record::{Annotation, Field, Record, Verdict};

const TEXT: &str = "abcdefghijklmnopqrst";
const FIELDS: [&str; 2] = ["title", "body"];

fn below(random: &mut u64, sides: usize) -> usize {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    (*random >> 33) as usize % sides
}

fn span(random: &mut u64) -> Span {
    let start = below(random, TEXT.len() - 1);
    Span::new(start, (start + 1 + below(random, 6)).min(TEXT.len()))
}

fn decisions(random: &mut u64, gazetteer: &Gazetteer) -> OfText {
    let entity = gazetteer.entities().next().expect("there are some").index();
    let mut decisions = OfText::new();
    for _ in 0..below(random, 12) {
        let span = span(random);
        let text = if below(random, 6) == 0 { "?" } else { span.of(TEXT) };
        let choice = if below(random, 3) == 0 { Choice::Nil } else { Choice::Entity(entity) };
        let decision = Decision {
            file: "".into(),
            line: 1,
            span,
            text: text.to_owned(),
            quoted: false,
            choice,
            fate: AtomicU8::new(0),
        };
        let field = [FIELDS[0], FIELDS[1], "gone"][below(random, 3)];
        decisions.insert((field.to_owned(), span.start, Reverse(span.end)), decision);
    }
    decisions
}

#[test]
fn the_walk_finds_what_comparing_each_with_each_finds() {
    let gazetteer = exonym_dictionaries::gazetteer();
    let fields = FIELDS.map(|name| Field { name: name.into(), text: TEXT.into(), literal: None });
    let record = Record { fields: fields.into(), ..Record::default() };
    for seed in 1..=4_000_u64 {
        let mut random = seed;
        let nested = below(&mut random, 2) == 0;
        let decisions = decisions(&mut random, &gazetteer);
        let mut obvious: Vec<(usize, &Decision)> = Vec::new();
        let mut fates = Vec::new();
        for ((name, ..), decision) in &decisions {
            let Some(field) = FIELDS.iter().position(|field| field == name) else {
                fates.push(Fate::Unmet);
                continue;
            };
            let crosses = |&(other, one): &(usize, &Decision)| {
                other == field && !may_stand_together(one.span, decision.span, nested)
            };
            fates.push(if decision.text != decision.span.of(TEXT) {
                Fate::Stale
            } else if obvious.iter().any(crosses) {
                Fate::Crossing
            } else {
                obvious.push((field, decision));
                Fate::Applied
            });
        }
        let found = standing(&decisions, &record, nested);
        let met: Vec<_> = decisions.values().map(Decision::fate).collect();
        assert_eq!(met, fates, "seed {seed}");
        obvious.sort_by_key(|(field, one)| (*field, one.span.start));
        let places = found.iter().map(|one| (one.field, one.decision.span));
        assert!(places.eq(obvious.iter().map(|(field, one)| (*field, one.span))), "seed {seed}");
        for _ in 0..20 {
            let (field, span) = (below(&mut random, FIELDS.len()), span(&mut random));
            let (quoted, decided, evidence) = (false, false, Vec::new());
            let one = Annotation {
                field,
                span,
                token: span,
                score: 0,
                quoted,
                verdict: Verdict::Nil,
                decided,
                evidence,
            };
            let here = || obvious.iter().filter(|it| it.0 == field).map(|it| it.1);
            let expected = if here().any(|it| it.span == span) {
                Meeting::Exact
            } else if here()
                .any(|it| it.choice != Choice::Nil && !may_stand_together(it.span, span, nested))
            {
                Meeting::Crossing
            } else {
                Meeting::None
            };
            assert_eq!(Standing::meeting(&found, &one, nested), expected, "seed {seed}: {span:?}");
        }
    }
}
