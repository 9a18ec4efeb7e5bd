#![allow(missing_docs, clippy::all, clippy::pedantic)]
use std::sync::Arc;
use exonym::gazetteer::Gazetteer;
use exonym::{Annotator, Buffers};
fn main() {
    let mut args = std::env::args().skip(1);
    let rounds: usize = args.next().unwrap().parse().unwrap();
    let corpus = args.next().unwrap();
    let text = std::fs::read_to_string(&corpus).unwrap();
    let texts: Vec<String> = text.lines().map(|line| {
        if corpus.ends_with("jsonl") { serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned() } else { line.to_owned() }
    }).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut engines = Vec::new();
    for path in args {
        let g = Gazetteer::from_bytes(std::fs::read(&path).unwrap()).unwrap();
        engines.push((path, Annotator::new(Arc::new(g)), Vec::new(), 0));
    }
    let mut buffers = Buffers::default();
    for _ in 0..rounds {
        for (_, a, times, found) in &mut engines {
            let t = std::time::Instant::now();
            *found = 0;
            for text in &texts { *found += a.scan(text, &mut buffers).len(); }
            times.push(t.elapsed().as_secs_f64());
        }
    }
    for (path, _, times, found) in &mut engines {
        times.sort_by(f64::total_cmp);
        println!("{path}: median {:.0} best {:.0} MB/s, {found} mentions", bytes as f64 / 1e6 / times[times.len() / 2], bytes as f64 / 1e6 / times[0]);
    }
}
