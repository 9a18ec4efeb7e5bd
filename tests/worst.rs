//! The worst texts and dictionaries: each is gone through at a size at which work for each pair of its bytes would never end, and what is
//! found in some of it is what the plain scanner finds.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
#[path = "../benches/worst/cases.rs"]
mod worst;

use std::time::{Duration, Instant};

use exonym::Buffers;
use exonym::fold::FoldedText;
use exonym::resolve::Context;
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use worst::{CASES, Case, Names, annotator, size, text};

/// A day's work of tests has no room for more; a machine that is busy has.
const FAR_TOO_LONG: Duration = Duration::from_secs(60);

/// So much of a text has some million mentions at most.
const fn bytes(case: &Case) -> usize {
    match case.names {
        // Some hundred mentions begin at each place.
        Names::Chain { most, .. } if most > 16 => 2_000,
        Names::Guarded => 2_000,
        Names::Chain { .. } | Names::Alike(_) => 50_000,
        _ => 300_000,
    }
}

#[test]
fn each_comes_to_an_end() {
    let (mut buffers, context) = (Buffers::default(), Context::default());
    for case in CASES.iter().filter(|case| size(case.names) <= 20_000) {
        let started = Instant::now();
        let annotator = annotator(case.names);
        annotator.annotate(&text(case, bytes(case)), &context, &mut buffers);
        let (text, mut mentions) = (text(case, 2_000), Vec::<Mention>::new());
        let mut folded = FoldedText::default();
        folded.fold(&text);
        let plain = PlainScanner::new(annotator.gazetteer());
        let gazetteer = annotator.gazetteer();
        plain.scan(gazetteer, &text, &folded, &mut ScanBuffers::default(), &mut mentions);
        assert!(annotator.scan(&text, &mut buffers) == mentions, "{}", case.name);
        let elapsed = started.elapsed();
        println!("{elapsed:>10.1?} {}", case.name);
        assert!(elapsed < FAR_TOO_LONG, "{} took {elapsed:?}", case.name);
    }
}
