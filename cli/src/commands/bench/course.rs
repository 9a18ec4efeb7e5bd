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

    pub(super) fn scan_with(&self, rival: &Rival, mode: Mode) {
        let scanner = rival.scanner(mode);
        self.each(<(ScanBuffers, Vec<Mention>)>::default, |at, text, (buffers, mentions)| {
            let gazetteer = self.annotator.gazetteer();
            scanner.scan(gazetteer, &text.text, &rival.folded[at], buffers, mentions);
            black_box(&*mentions);
        });
    }

    /// How many mentions a mode of the rival misses, of those that stay when of some that overlap the first is kept, and of those that
    /// begin together the longest.
    pub(super) fn missed(&self, rival: &Rival, mode: Mode) -> usize {
        let scanner = rival.scanner(mode);
        let (mut buffers, mut rival_buffers) = (Buffers::default(), ScanBuffers::default());
        let (mut missed, mut theirs) = (0, Vec::new());
        for (at, Text { text, .. }) in self.texts.iter().enumerate() {
            let gazetteer = self.annotator.gazetteer();
            scanner.scan(gazetteer, text, &rival.folded[at], &mut rival_buffers, &mut theirs);
            let mut reach = 0;
            for mention in self.annotator.scan(text, &mut buffers) {
                if mention.span.start >= reach {
                    reach = mention.span.end;
                    let place = |other: &Mention| (other.span.start, usize::MAX - other.span.end);
                    let found = theirs.binary_search_by_key(&place(mention), place);
                    missed += usize::from(found.is_err());
                }
            }
        }
        missed
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

    /// Compares the mentions in every text with those of the rival that finds all.
    pub(super) fn difference(&self, rival: &Rival) -> Option<Difference> {
        let (mut buffers, mut rival_buffers) = (Buffers::default(), ScanBuffers::default());
        let mut theirs = Vec::new();
        let mut difference: Option<Difference> = None;
        for (at, Text { text, .. }) in self.texts.iter().enumerate() {
            let gazetteer = self.annotator.gazetteer();
            let ours = self.annotator.scan(text, &mut buffers);
            let scanner = rival.scanner(Mode::Overlapping);
            scanner.scan(gazetteer, text, &rival.folded[at], &mut rival_buffers, &mut theirs);
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

/// What the aho-corasick crate looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// All names, those that overlap too.
    Overlapping,
    /// The longest name at each place, then the next after its end.
    LeftmostLongest,
}

impl Mode {
    pub(super) const ALL: [Self; 2] = [Self::Overlapping, Self::LeftmostLongest];

    /// As people and programs read it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Overlapping => "overlapping",
            Self::LeftmostLongest => "leftmost-longest",
        }
    }
}

/// The plain aho-corasick crate in each of its modes, and all texts folded beforehand.
pub(super) struct Rival {
    overlapping: PlainScanner,
    leftmost_longest: PlainScanner,
    folded: Vec<FoldedText>,
}

impl Rival {
    pub(super) fn new(annotator: &Annotator, texts: &[Text]) -> Self {
        let fold = |text: &Text| {
            let mut folded = FoldedText::default();
            folded.fold(&text.text);
            folded
        };
        let gazetteer = annotator.gazetteer();
        Self {
            overlapping: PlainScanner::new(gazetteer),
            leftmost_longest: PlainScanner::leftmost_longest(gazetteer),
            folded: texts.iter().map(fold).collect(),
        }
    }

    const fn scanner(&self, mode: Mode) -> &PlainScanner {
        match mode {
            Mode::Overlapping => &self.overlapping,
            Mode::LeftmostLongest => &self.leftmost_longest,
        }
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
