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

use cases::{CASES, Case, Names, Text, annotator, size, text};
use exonym::resolve::Context;
use exonym::{Annotator, Buffers};

/// Where a case is still slower than this part of the ordinary speed, its row is marked.
const LEAST: f64 = 0.1;

fn main() {
    let wanted: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let sizes: Vec<usize> = std::env::var("SIZES_MB")
        .unwrap_or_else(|_| "1,4".into())
        .split(',')
        .map(|size| (size.parse::<f64>().expect("megabytes") * 1e6) as usize)
        .collect();
    println!("MB/s at {sizes:?} bytes; part of ordinary; µs a mention");
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
            let speeds: Vec<(f64, f64)> = sizes
                .iter()
                .map(|&bytes| {
                    let text = text(case, bytes);
                    let (seconds, mentions) = measure(&names, &text, resolves);
                    (text.len() as f64 / 1e6 / seconds, seconds * 1e6 / mentions.max(1) as f64)
                })
                .collect();
            let (seconds, mentions) = measure(usual, &news, resolves);
            let usual = news.len() as f64 / 1e6 / seconds;
            (speeds, usual, seconds * 1e6 / mentions.max(1) as f64)
        });
        let mut row = format!("{:<40}", case.name);
        for (speeds, usual, each) in [&scan, &both] {
            for (speed, _) in speeds {
                row += &format!("{speed:>9.3}");
            }
            let (last, mention) = speeds[speeds.len() - 1];
            let is_linear = last >= speeds[0].0 * 0.6;
            let is_quick = last >= LEAST * usual || mention <= each / LEAST;
            row += &format!(
                " {:>6.3} {:>8.2}/{:<5.2}{}{} |",
                last / usual,
                mention,
                each,
                if is_linear { ' ' } else { '^' },
                if is_quick { ' ' } else { '!' }
            );
        }
        println!("{row}");
    }
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
