//! Building, opening, mapping and overlaying a gazetteer: `cargo bench -p exonym --bench files -- [PACK.jsonl]`.
//!
//! Without a pack, a million made-up names. All times are medians of rounds that take turns, with their range; nothing of the file is evicted
//! from the page cache.
#![allow(missing_docs, clippy::cast_precision_loss, reason = "a table for people")]

mod corpus;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use corpus::{Manner, languages, text};
use exonym::diagnostic::{Severity, SourceFile};
use exonym::dictionary::Layer;
use exonym::gazetteer::Gazetteer;
use exonym::{Annotator, Buffers};

const ROUNDS: usize = 9;
const MADE_UP: usize = 1_000_000;
/// So many entities an overlay has.
const LAID_OVER: usize = 100;
const TEXT_BYTES: usize = 1 << 20;

fn main() {
    let pack = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let (name, pack) = match pack {
        Some(path) => (path.clone(), fs::read_to_string(&path).expect("the pack can be read")),
        None => ("made-up.jsonl".to_owned(), made_up()),
    };
    let layers = [languages(), Layer::new(vec![source(&name, &pack)])];
    let build = || Gazetteer::compile_layers(&layers).expect("a valid pack").0;
    let base = build();
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("files.exo");
    fs::write(&path, base.as_bytes()).expect("the file can be written");
    let new: Vec<_> = (0..LAID_OVER).map(|at| format!("overlay-{at}")).collect();
    let changed = base.entities().step_by((base.entity_count() / LAID_OVER).max(1));
    let changed: Vec<_> = changed.take(LAID_OVER).map(|entity| entity.id().into_owned()).collect();
    let overlays = [
        new.iter().map(|slug| ("overlay", slug.as_str())).collect::<Vec<_>>(),
        changed.iter().map(|id| id.split_once('/').expect("an id has a slash")).collect(),
    ];
    let overlays = overlays.map(|entities| overlay(&entities));

    println!("{name}: {} names, a file of {:.1} MB", base.alias_count(), mb(base.as_bytes().len()));
    let base = Arc::new(base);
    let mut times: [Vec<f64>; 5] = Default::default();
    for _ in 0..ROUNDS {
        let open = || Gazetteer::from_bytes(fs::read(&path).expect("it was written"));
        let map = || Gazetteer::map(&File::open(&path).expect("it was written"));
        let round = [
            seconds(build),
            seconds(|| open().expect("it is whole")),
            seconds(|| map().expect("it can be mapped").expect("it is whole")),
            seconds(|| laid_over(&base, &overlays[0])),
            seconds(|| laid_over(&base, &overlays[1])),
        ];
        for (times, seconds) in times.iter_mut().zip(round) {
            times.push(seconds);
        }
    }
    let rows = [
        "build, from text in memory",
        "open, checked",
        "open, mapped",
        "100 new entities laid over it",
        "100 entities of it changed",
    ];
    for (row, mut times) in rows.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let [least, median, most] = [0, ROUNDS / 2, ROUNDS - 1].map(|at| times[at] * 1e3);
        println!("{row:<32}{median:>10.2} ms ({least:.2} to {most:.2})");
    }
    drop((base, layers, pack));
    if let Some(before) = own_memory_mb() {
        let mapped = Gazetteer::map(&File::open(&path).expect("it was written"));
        let mapped = mapped.expect("it can be mapped").expect("it is whole");
        let annotator = Annotator::new(Arc::new(mapped));
        let opened = own_memory_mb().unwrap_or(before) - before;
        let text = text(Manner::English, 1, TEXT_BYTES);
        let mentions = annotator.scan(&text, &mut Buffers::default()).len();
        println!(
            "own memory of the mapped one     {opened:>10.2} MB; it finds {mentions} mentions"
        );
    }
    fs::remove_file(&path).expect("it was written");
}

fn made_up() -> String {
    let mut dice = corpus::Dice::new(7);
    let mut pack = head("made-up");
    for at in 0..MADE_UP {
        let (one, other) = (dice.word(), dice.word());
        writeln!(pack, r#"{{"slug":"n{at}","name":"{one} {other}{at}"}}"#).expect("memory");
    }
    pack
}

/// One more name for each of these entities, of a namespace and a slug.
fn overlay(entities: &[(&str, &str)]) -> Layer {
    let mut files: Vec<(&str, String)> = Vec::new();
    for (at, (namespace, slug)) in entities.iter().enumerate() {
        if files.last().is_none_or(|(last, _)| last != namespace) {
            files.push((namespace, head(namespace)));
        }
        let (_, pack) = files.last_mut().expect("just pushed");
        let name = if *namespace == "overlay" { "name" } else { "names" };
        let text = if name == "name" {
            format!(r#""Laid over {at}""#)
        } else {
            format!(r#"{{"en":["Laid over {at}"]}}"#)
        };
        writeln!(pack, r#"{{"slug":"{slug}","{name}":{text}}}"#).expect("memory");
    }
    let files = files.iter().enumerate();
    Layer::new(files.map(|(at, (_, pack))| source(&format!("{at}.jsonl"), pack)).collect())
}

fn laid_over(base: &Arc<Gazetteer>, overlay: &Layer) -> Annotator {
    let reading = base.read_over(std::slice::from_ref(overlay));
    assert!(
        reading.diagnostics.iter().all(|one| one.severity != Severity::Error),
        "{:?}",
        reading.diagnostics
    );
    let both = Gazetteer::overlaid(base, &reading.dictionary).expect("few names");
    Annotator::new(Arc::new(both))
}

fn head(namespace: &str) -> String {
    format!(
        "{{\"schema\":1,\"namespace\":\"{namespace}\",\"title\":\"Made up\",\"license\":\"CC0-1.0\",\"source\":{{\"own\":{{\"title\":\"Made \
         up\",\"url\":\"https://example.com/\"}}}},\"defaults\":{{\"source\":\"own\",\"type\":\"place\"}}}}\n"
    )
}

fn source(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: name.into(), text: text.into() })
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    black_box(work());
    started.elapsed().as_secs_f64()
}

/// The memory of this process that no file stands behind, in MB; known on Linux.
fn own_memory_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

fn mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
