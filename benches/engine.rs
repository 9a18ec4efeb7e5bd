//! Folding, scanning, resolving and compiling, on made-up news: `cargo bench -p exonym -- fold`.
#![allow(missing_docs, reason = "criterion's macros make undocumented functions")]

mod corpus;

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use corpus::{ENTITIES, Manner, languages, text};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Dictionary, Layer, read};
use exonym::fold::FoldedText;
use exonym::gazetteer::Gazetteer;
use exonym::resolve::Context;
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};

/// A long article, in bytes; short enough to stay in the cache.
const TEXT_BYTES: usize = 64 << 10;

/// So many made-up entities make a dictionary of the size that people have.
const OTHERS: usize = 5_000;

fn fold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for manner in Manner::ALL {
        let text = text(manner, 1, TEXT_BYTES);
        let mut folded = FoldedText::default();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(manner.name(), |bencher| {
            bencher.iter(|| {
                folded.fold(black_box(&text));
                black_box(folded.as_bytes().len())
            });
        });
    }
    group.finish();
}

fn scan(criterion: &mut Criterion) {
    let annotator = Annotator::new(Arc::new(gazetteer()));
    let plain = PlainScanner::new(annotator.gazetteer());
    let mut group = criterion.benchmark_group("scan");
    for manner in Manner::ALL {
        let text = text(manner, 1, TEXT_BYTES);
        let mut buffers = Buffers::default();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(manner.name(), |bencher| {
            bencher.iter(|| annotator.scan(black_box(&text), &mut buffers).len());
        });
    }
    // The crate alone, on text that was folded before.
    let text = text(Manner::English, 1, TEXT_BYTES);
    let mut folded = FoldedText::default();
    folded.fold(&text);
    let (mut buffers, mut mentions) = (ScanBuffers::default(), Vec::<Mention>::new());
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("english, aho-corasick", |bencher| {
        bencher.iter(|| {
            let gazetteer = annotator.gazetteer();
            plain.scan(gazetteer, black_box(&text), &folded, &mut buffers, &mut mentions);
            black_box(mentions.len())
        });
    });
    group.finish();
}

/// Scanning and resolving; the difference to `scan` is what resolving takes.
fn resolve(criterion: &mut Criterion) {
    let annotator = Annotator::new(Arc::new(gazetteer()));
    let mut group = criterion.benchmark_group("resolve");
    for manner in Manner::ALL {
        // Articles have some kilobytes.
        let text = text(manner, 1, 4 << 10);
        let (mut buffers, context) = (Buffers::default(), Context::default());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(manner.name(), |bencher| {
            bencher.iter(|| annotator.annotate(black_box(&text), &context, &mut buffers).len());
        });
    }
    group.finish();
}

fn compile(criterion: &mut Criterion) {
    let source = toml();
    let (dictionary, gazetteer) = (dictionary(&source), gazetteer());
    let file = gazetteer.as_bytes().to_vec();
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(source.len() as u64));
    group.bench_function("read", |bencher| bencher.iter(|| self::dictionary(black_box(&source))));
    group.bench_function("compile", |bencher| {
        bencher.iter(|| Gazetteer::compile(black_box(&dictionary)).expect("names are valid"));
    });
    group.bench_function("open", |bencher| {
        bencher.iter(|| Gazetteer::from_bytes(black_box(file.clone())).expect("just written"));
    });
    let gazetteer = Arc::new(gazetteer);
    group.bench_function("prepare", |bencher| {
        bencher.iter(|| Annotator::new(Arc::clone(black_box(&gazetteer))));
    });
    group.finish();
}

fn gazetteer() -> Gazetteer {
    Gazetteer::compile(&dictionary(&toml())).expect("names are valid")
}

fn dictionary(toml: &str) -> Dictionary {
    let file = Arc::new(SourceFile { name: "news.toml".into(), text: toml.into() });
    let reading = read(&[languages(), Layer::new(vec![file])]);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics.first());
    reading.dictionary
}

/// The entities of the corpus, and others that it hardly ever names.
fn toml() -> String {
    let mut toml = String::from(
        "schema = 1\nnamespace = \"news\"\ntitle = \"News\"\nlicense = \"CC0-1.0\"\n\
         defaults = { type = \"place\" }\nsource.own = { title = \"Made up\", url = \"https://example.com/\" }\n",
    );
    let mut entity = |slug: &str, name: &str, others: &[&str]| {
        write!(toml, "[entity.{slug}]\nname = \"{name}\"\nsource = \"own\"\n").expect("memory");
        if !others.is_empty() {
            writeln!(toml, "names.und = {others:?}").expect("memory");
        }
    };
    for (slug, name, others) in ENTITIES {
        entity(slug, name, others);
    }
    let mut dice = corpus::Dice::new(7);
    for number in 0..OTHERS {
        let (name, other) =
            (format!("{} {}", dice.word(), dice.word()), format!("{}{number}", dice.word()));
        entity(&format!("other-{number}"), &name, &[&other]);
    }
    toml
}

criterion_group!(benches, fold, scan, resolve, compile);
criterion_main!(benches);
