//! `exonym bench`: how fast the engine is on somebody's own texts.

#![allow(clippy::cast_precision_loss, reason = "figures for people need no 53 bits")]

use std::fmt;
use std::hint::black_box;
use std::io::{self, Write, sink, stdout};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use exonym::fold::FoldedText;
use exonym::resolve::{Context, Verdict};
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};
use rayon::ThreadPool;
use serde_json::{Value, json};

use crate::annotate::{Document, Settings};
use crate::args::{self, BenchArgs};
use crate::batch;
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::run::{inputs, outcome, over_records};
use crate::terminal::Manner;

/// A thread takes about so much text at a time, in bytes.
const PORTION_BYTES: usize = 256 << 10;

pub fn run(args: &BenchArgs, manner: Manner) -> Result<Outcome, Failure> {
    let inputs = inputs(&args.input)?;
    let annotator = dictionaries::annotator(&args.dictionary.dictionaries, manner)?;
    let settings = Settings::default();
    let mut texts = Vec::new();
    let summary = over_records(
        inputs,
        args.input.threads,
        manner,
        &mut sink(),
        Document::default,
        |record, document, _| Text {
            text: document.read(record).to_owned(),
            context: settings.context_of(record),
        },
        |text| texts.push(text),
    )?;
    let pool = batch::pool(args.input.threads)
        .map_err(|error| Failure::new(format!("threads cannot be started: {error}"), "try -j 1"))?;
    let course = Course::new(&annotator, &pool, &texts);
    if course.text_bytes == 0 {
        return Err(Failure::new(
            "there is no text to measure with",
            "give a corpus of some megabytes",
        ));
    }

    // The first round warms everything up and is not measured.
    let found = course.annotate();
    let peak_memory_mb = peak_memory_mb();
    let rival = args.compare.then(|| Rival::new(&annotator, &texts));
    let difference = rival.as_ref().and_then(|rival| course.difference(rival));

    let (mut fold, mut scan) = (Vec::new(), Vec::new());
    let (mut annotate, mut reference) = (Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        fold.push(seconds(|| course.fold()));
        scan.push(seconds(|| course.scan()));
        annotate.push(seconds(|| course.annotate()));
        if let Some(rival) = &rival {
            reference.push(seconds(|| course.scan_with(rival)));
        }
    }
    let gazetteer = annotator.gazetteer();
    let speed = |seconds: Vec<f64>| Speed::of(course.text_bytes, seconds);
    let report = Report {
        texts: texts.len(),
        text_bytes: course.text_bytes,
        entities: gazetteer.entity_count(),
        names: gazetteer.alias_count(),
        keys: gazetteer.key_count(),
        threads: pool.current_num_threads(),
        rounds: args.rounds,
        fold: speed(fold),
        scan: speed(scan),
        annotate: speed(annotate),
        found,
        peak_memory_mb,
        reference: rival.is_some().then(|| speed(reference)),
        difference,
    };
    let has_difference = report.difference.is_some();
    report.write(args.format, &mut stdout().lock()).map_err(|error| Failure::output(&error))?;
    Ok(if has_difference { Outcome::Told } else { outcome(&summary) })
}

/// A text of the corpus, the fields of its record together.
struct Text {
    text: String,
    context: Context,
}

/// What is measured: the work on all texts, by all threads.
struct Course<'c> {
    annotator: &'c Annotator,
    pool: &'c ThreadPool,
    texts: &'c [Text],
    text_bytes: usize,
    /// Where each portion begins; one thread takes it whole.
    portions: Vec<usize>,
}

/// What was found in texts.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    mentions: usize,
    /// Mentions that mean an entity, or one of several.
    links: usize,
}

impl<'c> Course<'c> {
    fn new(annotator: &'c Annotator, pool: &'c ThreadPool, texts: &'c [Text]) -> Self {
        let (mut portions, mut bytes) = (Vec::new(), PORTION_BYTES);
        for (at, text) in texts.iter().enumerate() {
            if bytes >= PORTION_BYTES {
                portions.push(at);
                bytes = 0;
            }
            bytes += text.text.len();
        }
        let text_bytes = texts.iter().map(|text| text.text.len()).sum();
        Self { annotator, pool, texts, text_bytes, portions }
    }

    fn fold(&self) {
        self.each(FoldedText::default, |_, text, folded| {
            folded.fold(&text.text);
            black_box(folded.as_bytes());
        });
    }

    fn scan(&self) {
        self.each(Buffers::default, |_, text, buffers| {
            black_box(self.annotator.scan(&text.text, buffers));
        });
    }

    fn scan_with(&self, rival: &Rival) {
        self.each(<(ScanBuffers, Vec<Mention>)>::default, |at, text, (buffers, mentions)| {
            let gazetteer = self.annotator.gazetteer();
            rival.scanner.scan(gazetteer, &text.text, &rival.folded[at], buffers, mentions);
            black_box(&*mentions);
        });
    }

    fn annotate(&self) -> Found {
        let parts = self.each(<(Buffers, Found)>::default, |_, text, (buffers, found)| {
            let links = self.annotator.annotate(&text.text, &text.context, buffers);
            found.mentions += buffers.mentions().len();
            found.links += links.iter().filter(|link| link.verdict != Verdict::Nil).count();
            black_box(links);
        });
        parts.into_iter().fold(Found::default(), |sum, (_, part)| Found {
            mentions: sum.mentions + part.mentions,
            links: sum.links + part.links,
        })
    }

    /// Compares the mentions of both scanners in every text.
    fn difference(&self, rival: &Rival) -> Option<Difference> {
        let (mut buffers, mut rival_buffers) = (Buffers::default(), ScanBuffers::default());
        let mut theirs = Vec::new();
        let mut difference: Option<Difference> = None;
        for (at, Text { text, .. }) in self.texts.iter().enumerate() {
            let gazetteer = self.annotator.gazetteer();
            let ours = self.annotator.scan(text, &mut buffers);
            rival.scanner.scan(gazetteer, text, &rival.folded[at], &mut rival_buffers, &mut theirs);
            if ours == theirs {
                continue;
            }
            let difference = difference.get_or_insert_with(|| {
                let all = ours.iter().chain(&theirs);
                let first = all.filter(|one| !ours.contains(one) || !theirs.contains(one));
                let first = first.min_by_key(|one| one.span.start);
                let words = first.map_or("", |one| one.span.of(text)).to_owned();
                let place = first.map_or(0, |one| one.span.start);
                let ours_has_it = first.is_some_and(|one| ours.contains(one));
                Difference { texts: 0, first_text: at + 1, place, words, ours_has_it }
            });
            difference.texts += 1;
        }
        difference
    }

    /// Works on every text, on all threads, and returns what each thread kept from text to text.
    fn each<S: Send>(
        &self,
        scratch: impl Fn() -> S + Sync,
        work: impl Fn(usize, &Text, &mut S) + Sync,
    ) -> Vec<S> {
        let next = AtomicUsize::new(0);
        self.pool.broadcast(|_| {
            let mut own = scratch();
            loop {
                let portion = next.fetch_add(1, Ordering::Relaxed);
                let Some(&start) = self.portions.get(portion) else { return own };
                let end = self.portions.get(portion + 1).copied().unwrap_or(self.texts.len());
                for (at, text) in self.texts[start..end].iter().enumerate() {
                    work(start + at, text, &mut own);
                }
            }
        })
    }
}

/// The plain aho-corasick crate, and all texts folded beforehand.
struct Rival {
    scanner: PlainScanner,
    folded: Vec<FoldedText>,
}

impl Rival {
    fn new(annotator: &Annotator, texts: &[Text]) -> Self {
        let fold = |text: &Text| {
            let mut folded = FoldedText::default();
            folded.fold(&text.text);
            folded
        };
        let scanner = PlainScanner::new(annotator.gazetteer());
        Self { scanner, folded: texts.iter().map(fold).collect() }
    }
}

/// Where the scanners differ.
struct Difference {
    /// In how many texts.
    texts: usize,
    /// The first of them, from 1.
    first_text: usize,
    /// Where in it, in bytes.
    place: usize,
    /// The mention that one of them has.
    words: String,
    ours_has_it: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { texts, first_text, place, words, ours_has_it } = self;
        let who = if *ours_has_it { "exonym" } else { "aho-corasick" };
        write!(
            f,
            "the mentions differ in {texts} texts, first in text {first_text} at byte {place}: \
             {words:?} as {who} has it"
        )
    }
}

/// What is reported.
struct Report {
    texts: usize,
    text_bytes: usize,
    entities: usize,
    names: usize,
    keys: usize,
    threads: usize,
    rounds: u32,
    fold: Speed,
    scan: Speed,
    annotate: Speed,
    found: Found,
    peak_memory_mb: Option<f64>,
    reference: Option<Speed>,
    difference: Option<Difference>,
}

impl Report {
    fn write(&self, format: args::Report, out: &mut impl Write) -> io::Result<()> {
        match format {
            args::Report::Text => self.write_text(out),
            args::Report::Json => writeln!(out, "{}", self.json()),
        }
    }

    fn text_mb(&self) -> f64 {
        self.text_bytes as f64 / 1e6
    }

    fn texts_per_second(&self) -> f64 {
        self.texts as f64 * self.annotate.median / self.text_mb()
    }

    /// How many times as fast the scanner is; only where both find the same.
    fn ratio(&self) -> Option<f64> {
        let reference = self.reference.as_ref().filter(|_| self.difference.is_none())?;
        Some(self.scan.median / reference.median)
    }

    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { texts, entities, names, keys, threads, rounds, found, .. } = self;
        writeln!(out, "corpus        {texts} texts, {:.1} MB", self.text_mb())?;
        writeln!(out, "dictionaries  {entities} entities, {names} names, {keys} keys")?;
        writeln!(
            out,
            "run           {threads} threads, medians of {rounds} rounds (and their range)"
        )?;
        writeln!(out, "fold          {}", self.fold)?;
        writeln!(out, "scan          {}", self.scan)?;
        let texts = self.texts_per_second();
        writeln!(out, "annotate      {}, {texts:.0} texts/s", self.annotate)?;
        if let Some(reference) = &self.reference {
            writeln!(out, "aho-corasick  {reference}, on text folded beforehand")?;
        }
        if let Some(ratio) = self.ratio() {
            writeln!(out, "ratio         {ratio:.2}: scan to aho-corasick, same mentions")?;
        }
        if let Some(difference) = &self.difference {
            writeln!(out, "ratio         none: {difference}")?;
        }
        writeln!(out, "found         {} mentions, {} links", found.mentions, found.links)?;
        if let Some(peak) = self.peak_memory_mb {
            writeln!(out, "memory        {peak:.0} MB at most, the corpus included")?;
        }
        out.flush()
    }

    fn json(&self) -> Value {
        let mut object = json!({
            "texts": self.texts,
            "text_mb": rounded(self.text_mb()),
            "entities": self.entities,
            "names": self.names,
            "keys": self.keys,
            "threads": self.threads,
            "rounds": self.rounds,
            "texts_s": self.texts_per_second().round(),
            "mentions": self.found.mentions,
            "links": self.found.links,
        });
        let speeds = [
            ("fold", Some(&self.fold)),
            ("scan", Some(&self.scan)),
            ("annotate", Some(&self.annotate)),
            ("reference", self.reference.as_ref()),
        ];
        for (name, speed) in speeds {
            if let Some(Speed { median, slowest, fastest }) = speed {
                object[format!("{name}_mb_s")] = rounded(*median).into();
                object[format!("{name}_mb_s_range")] =
                    json!([rounded(*slowest), rounded(*fastest)]);
            }
        }
        if let Some(peak) = self.peak_memory_mb {
            object["peak_memory_mb"] = rounded(peak).into();
        }
        if self.reference.is_some() {
            object["mentions_equal"] = self.difference.is_none().into();
            object["ratio"] = self.ratio().map(rounded).into();
        }
        if let Some(difference) = &self.difference {
            object["texts_that_differ"] = difference.texts.into();
            object["first_difference"] = difference.to_string().into();
        }
        object
    }
}

/// Megabytes of text in a second, over all rounds.
struct Speed {
    median: f64,
    slowest: f64,
    fastest: f64,
}

impl Speed {
    fn of(bytes: usize, mut seconds: Vec<f64>) -> Self {
        seconds.sort_by(f64::total_cmp);
        let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
        let half = seconds.len() / 2;
        let median = f64::midpoint(seconds[(seconds.len() - 1) / 2], seconds[half]);
        let (first, last) = (seconds[0], seconds[seconds.len() - 1]);
        Self { median: speed(median), slowest: speed(last), fastest: speed(first) }
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, slowest, fastest } = self;
        write!(f, "{median:>5.0} MB/s ({slowest:.0}–{fastest:.0})")
    }
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    black_box(work());
    started.elapsed().as_secs_f64().max(1e-9)
}

/// To two decimals: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The most memory that the process has held, where the system says so.
fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_times() {
        let speed = Speed::of(6_000_000, vec![3.0, 1.0, 2.0]);
        assert_eq!((speed.median, speed.slowest, speed.fastest), (3.0, 2.0, 6.0));
        assert!((Speed::of(6_000_000, vec![1.0, 3.0]).median - 3.0).abs() < 1e-9);
    }
}
