//! What is measured: the work on all texts of a corpus, by all threads.

use std::fmt;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};

use exonym::fold::FoldedText;
use exonym::resolve::{Context, Verdict};
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};

use super::lines::Lines;
use crate::batch::Crew;

/// A thread takes about so much text at a time, in bytes.
const PORTION_BYTES: usize = 256 << 10;

/// A text of the corpus, the fields of its record together.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) context: Context,
}

/// What is measured: the work on all texts, by all threads.
pub(super) struct Course<'c> {
    annotator: &'c Annotator,
    crew: &'c Crew,
    texts: &'c [Text],
    pub(super) text_bytes: usize,
    /// Where each portion begins; one thread takes it whole.
    portions: Vec<usize>,
}

/// What was found in texts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub(super) mentions: usize,
    /// Mentions that mean an entity, or one of several.
    pub(super) links: usize,
}

impl<'c> Course<'c> {
    pub(super) fn new(annotator: &'c Annotator, crew: &'c Crew, texts: &'c [Text]) -> Self {
        let (mut portions, mut bytes) = (Vec::new(), PORTION_BYTES);
        for (at, text) in texts.iter().enumerate() {
            if bytes >= PORTION_BYTES {
                portions.push(at);
                bytes = 0;
            }
            bytes += text.text.len();
        }
        let text_bytes = texts.iter().map(|text| text.text.len()).sum();
        Self { annotator, crew, texts, text_bytes, portions }
    }

    pub(super) fn fold(&self) {
        self.each(FoldedText::default, |_, text, folded| {
            folded.fold(&text.text);
            black_box(folded.as_bytes());
        });
    }

    pub(super) fn scan(&self) {
        self.each(Buffers::default, |_, text, buffers| {
            black_box(self.annotator.scan(&text.text, buffers));
        });
    }

    pub(super) fn scan_with(&self, rival: &Rival) {
        self.each(<(ScanBuffers, Vec<Mention>)>::default, |at, text, (buffers, mentions)| {
            let gazetteer = self.annotator.gazetteer();
            rival.scanner.scan(gazetteer, &text.text, &rival.folded[at], buffers, mentions);
            black_box(&*mentions);
        });
    }

    pub(super) fn annotate(&self) -> Found {
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

    /// Reads every line that the texts came in and writes it, with `serde_json` alone.
    pub(super) fn rewrite(&self, lines: &Lines) {
        self.each(Vec::new, |at, _, out| lines.rewrite(at, out));
    }

    /// Compares the mentions of both scanners in every text.
    pub(super) fn difference(&self, rival: &Rival) -> Option<Difference> {
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
        self.crew.each(|| {
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
pub(super) struct Rival {
    scanner: PlainScanner,
    folded: Vec<FoldedText>,
}

impl Rival {
    pub(super) fn new(annotator: &Annotator, texts: &[Text]) -> Self {
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
pub(super) struct Difference {
    /// In how many texts.
    pub(super) texts: usize,
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
