//! The worst texts and dictionaries beside ordinary ones: `cargo bench -p exonym --bench worst -- [PART OF A NAME]`.
//!
//! Each row is a case, with megabytes of text a second for scanning and for scanning and resolving, both at two sizes, and what part
//! that is of the speed on ordinary text with an ordinary dictionary of as many names, measured right after it. Where a text names something at
//! every other byte, the mentions are what takes time: so there is also the time that each of them took.
#![allow(missing_docs, clippy::cast_precision_loss, reason = "a table for people")]

#[path = "worst/cases.rs"]
mod cases;
mod corpus;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use aho_corasick::AhoCorasick;
use cases::{CASES, Case, Names, Text, annotator, bytes, size, text};
use exonym::fold::FoldedText;
use exonym::resolve::Context;
use exonym::{Annotator, Buffers};

/// Where a case is slower than this part of the ordinary speed, and its mentions take longer than the ordinary ones by as much, its row is
/// marked with `!`.
const LEAST: f64 = 0.1;
/// Where the speed at the larger size is less than this part of that at the smaller one, the row is marked with `^`.
const LINEAR: f64 = 0.6;
/// The sizes of the texts, as multiples of what the tests go through.
const FIRST: usize = 4;
const STEP: usize = 4;
/// Keys are counted in about so many bytes.
const COUNTED: usize = 10_000;

fn main() {
    let wanted: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!(
        "MB/s at two sizes, the second {STEP} times the first; part of ordinary; µs a mention, and of ordinary; keys a byte, ns a key"
    );
    let mut ordinary: HashMap<usize, Annotator> = HashMap::new();
    for case in CASES {
        let is_wanted = |part: &String| match part.strip_prefix('=') {
            Some(name) => case.name == name,
            None => case.name.contains(part.as_str()),
        };
        if !wanted.is_empty() && !wanted.iter().any(is_wanted) {
            continue;
        }
        let names = annotator(case.names);
        let count = size(case.names);
        let usual = ordinary.entry(count).or_insert_with(|| annotator(Names::Ordinary(count)));
        let usual_case = Case { name: "", names: Names::Ordinary(count), text: Text::Ordinary };
        let news = text(&usual_case, 4_000_000);
        let [scan, both] = [false, true].map(|resolves| {
            let speeds: Vec<(f64, f64)> = [FIRST, FIRST * STEP]
                .iter()
                .map(|&times| {
                    let bytes = bytes(case) * times;
                    let text = text(case, bytes);
                    let (seconds, mentions) = measure(&names, &text, resolves);
                    (text.len() as f64 / 1e6 / seconds, seconds * 1e6 / mentions.max(1) as f64)
                })
                .collect();
            let (seconds, mentions) = measure(usual, &news, resolves);
            let usual = news.len() as f64 / 1e6 / seconds;
            (speeds, usual, seconds * 1e6 / mentions.max(1) as f64)
        });
        print!("{:<40}", case.name);
        for (speeds, usual, each) in [&scan, &both] {
            for (speed, _) in speeds {
                print!("{speed:>9.3}");
            }
            let (last, mention) = speeds[speeds.len() - 1];
            let part = last / usual;
            let is_linear = last >= speeds[0].0 * LINEAR;
            let is_quick = part >= LEAST || mention <= each / LEAST;
            let marks = [[' ', '^'][usize::from(!is_linear)], [' ', '!'][usize::from(!is_quick)]];
            print!(" {part:>6.3} {mention:>8.2}/{each:<5.2}{}{} |", marks[0], marks[1]);
        }
        let keys = keys_a_byte(&names, &text(case, COUNTED));
        let (speed, _) = scan.0[scan.0.len() - 1];
        // A megabyte a second is a byte in 1000 ns.
        let each = if keys > 0.0 { 1e3 / speed / keys } else { 0.0 };
        println!(" {keys:>8.2} {each:>9.1}");
    }
}

/// How many keys stand in the text for each byte of it, inside words too: the plain automaton finds all of them.
fn keys_a_byte(annotator: &Annotator, text: &str) -> f64 {
    let gazetteer = annotator.gazetteer();
    let keys = gazetteer.keys().map(|key| gazetteer.key(key).into_owned());
    let automaton = AhoCorasick::new(keys).expect("the keys fit the automaton");
    let mut folded = FoldedText::default();
    folded.fold(text);
    automaton.find_overlapping_iter(folded.as_bytes()).count() as f64 / text.len() as f64
}

/// The shortest of some runs, in seconds, and the number of mentions.
fn measure(annotator: &Annotator, text: &str, resolves: bool) -> (f64, usize) {
    let (mut buffers, context) = (Buffers::default(), Context::default());
    let (mut least, mut total) = (f64::INFINITY, 0.0);
    let mut runs = 0;
    while runs < 5 && total < 1.0 {
        let started = Instant::now();
        if resolves {
            black_box(annotator.annotate(black_box(text), &context, &mut buffers));
        } else {
            black_box(annotator.scan(black_box(text), &mut buffers));
        }
        let seconds = started.elapsed().as_secs_f64();
        least = least.min(seconds);
        total += seconds;
        runs += 1;
    }
    (least, buffers.mentions().len())
}
