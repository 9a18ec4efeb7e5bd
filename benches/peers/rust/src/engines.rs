//! The engines that this program measures.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use cpu_time::ProcessTime;
use exonym::fold::FoldedText;
use exonym::resolve::Context;
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};

use crate::automata::Automaton;
use crate::classes::Classes;
use crate::dictionary::gazetteer;
use crate::files::{Failure, read, texts};

/// Counts what it finds in a text, given raw and folded.
pub trait Engine {
    fn scan(&mut self, raw: &str, number: usize) -> usize;
}

/// exonym, from raw text to mentions.
pub struct Exonym {
    pub annotator: Annotator,
    pub buffers: Buffers,
}

/// exonym, from raw text to links.
pub struct Resolved(Exonym);

/// The aho-corasick crate with exonym's checks, on folded text.
pub struct Plain {
    exonym: Exonym,
    scanner: PlainScanner,
    folded: Vec<FoldedText>,
    buffers: ScanBuffers,
    mentions: Vec<Mention>,
}

/// daachorse on folded text, whole words only.
pub struct Daachorse {
    automaton: Automaton,
    classes: Classes,
    folded: Vec<String>,
}

/// Builds the engine that people call `name`; and the time that this took, without what is done to the texts beforehand.
pub fn build(
    name: &str,
    directory: &Path,
    list: &str,
) -> Result<(Box<dyn Engine>, Duration), Failure> {
    let names = read(directory, &format!("names-{list}.txt"))?;
    let keys = read(directory, &format!("keys-{list}.txt"))?;
    match name {
        "exonym" => timed(|| Exonym::new(&names)),
        "exonym-resolved" => timed(|| Exonym::new(&names).map(Resolved)),
        "aho-corasick" => {
            let (exonym, folded) = (Exonym::new(&names)?, Plain::fold(directory)?);
            timed(|| Ok(Plain::new(exonym, folded)))
        }
        "daachorse-bytewise" => daachorse(Automaton::bytewise, &keys, directory, false),
        "daachorse-charwise" => daachorse(Automaton::charwise, &keys, directory, false),
        "daachorse-bytewise-trained" => daachorse(Automaton::bytewise, &keys, directory, true),
        "daachorse-charwise-trained" => daachorse(Automaton::charwise, &keys, directory, true),
        _ => Err(Failure(format!("there is no engine {name:?}"))),
    }
}

/// `is_trained`: the automaton is laid out for every tenth text.
fn daachorse(
    automaton: fn(&str, &[&str]) -> Result<Automaton, Failure>,
    keys: &str,
    directory: &Path,
    is_trained: bool,
) -> Result<(Box<dyn Engine>, Duration), Failure> {
    let folded = read(directory, "folded.txt")?;
    let sample: Vec<&str> =
        if is_trained { texts(&folded).step_by(10).collect() } else { Vec::new() };
    let (classes, folded) = (Classes::new(), texts(&folded).map(str::to_owned).collect());
    timed(|| Ok(Daachorse { automaton: automaton(keys, &sample)?, classes, folded }))
}

fn timed<E: Engine + 'static>(
    build: impl FnOnce() -> Result<E, Failure>,
) -> Result<(Box<dyn Engine>, Duration), Failure> {
    let begun = ProcessTime::now();
    let engine = build()?;
    Ok((Box::new(engine), begun.elapsed()))
}

impl Exonym {
    /// Finds `names`, a line each.
    pub fn new(names: &str) -> Result<Self, Failure> {
        let gazetteer = gazetteer(names.lines())?;
        Ok(Self { annotator: Annotator::new(gazetteer.into()), buffers: Buffers::default() })
    }
}

impl Plain {
    /// Finds the names that `exonym` finds, in texts that were folded.
    pub fn new(exonym: Exonym, folded: Vec<FoldedText>) -> Self {
        Self {
            scanner: PlainScanner::new(exonym.annotator.gazetteer()),
            exonym,
            folded,
            buffers: ScanBuffers::default(),
            mentions: Vec::new(),
        }
    }

    /// Folds all texts.
    pub fn fold(directory: &Path) -> Result<Vec<FoldedText>, Failure> {
        let fold = |text| {
            let mut folded = FoldedText::default();
            folded.fold(text);
            folded
        };
        Ok(texts(&read(directory, "raw.txt")?).map(fold).collect())
    }

    /// The mentions of text `number`, which is `raw`.
    pub fn mentions(&mut self, raw: &str, number: usize) -> &[Mention] {
        self.scanner.scan(
            self.exonym.annotator.gazetteer(),
            raw,
            &self.folded[number],
            &mut self.buffers,
            &mut self.mentions,
        );
        &self.mentions
    }

    /// The engine whose names it has.
    pub fn exonym(&mut self) -> &mut Exonym {
        &mut self.exonym
    }
}

impl Engine for Exonym {
    fn scan(&mut self, raw: &str, _: usize) -> usize {
        self.annotator.scan(black_box(raw), &mut self.buffers).len()
    }
}

impl Engine for Resolved {
    fn scan(&mut self, raw: &str, _: usize) -> usize {
        let Exonym { annotator, buffers } = &mut self.0;
        black_box(annotator.annotate(black_box(raw), &Context::default(), buffers));
        buffers.mentions().len()
    }
}

impl Engine for Plain {
    fn scan(&mut self, raw: &str, number: usize) -> usize {
        self.mentions(black_box(raw), number).len()
    }
}

impl Engine for Daachorse {
    fn scan(&mut self, _: &str, number: usize) -> usize {
        let text = black_box(&*self.folded[number]);
        let mut words = 0;
        self.automaton.find(text, |start, end| {
            words += usize::from(self.classes.are_words(text, start, end));
        });
        words
    }
}
