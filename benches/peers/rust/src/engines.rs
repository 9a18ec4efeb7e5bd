//! The engines that this program measures.

use std::hint::black_box;
use std::path::Path;

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

/// Builds the engine that people call `name`.
pub fn build(name: &str, folder: &Path, list: &str) -> Result<Box<dyn Engine>, Failure> {
    let daachorse = |build: fn(&str) -> Result<Automaton, Failure>| -> Result<Box<dyn Engine>, _> {
        Ok(Box::new(Daachorse {
            automaton: build(&read(folder, &format!("keys-{list}.txt"))?)?,
            classes: Classes::new(),
            folded: texts(&read(folder, "folded.txt")?).map(str::to_owned).collect(),
        }))
    };
    Ok(match name {
        "exonym" => Box::new(Exonym::new(folder, list)?),
        "exonym-resolved" => Box::new(Resolved(Exonym::new(folder, list)?)),
        "aho-corasick" => Box::new(Plain::new(folder, list)?),
        "daachorse-bytewise" => daachorse(Automaton::bytewise)?,
        "daachorse-charwise" => daachorse(Automaton::charwise)?,
        _ => return Err(Failure(format!("there is no engine {name:?}"))),
    })
}

impl Exonym {
    pub fn new(folder: &Path, list: &str) -> Result<Self, Failure> {
        let gazetteer = gazetteer(read(folder, &format!("names-{list}.txt"))?.lines())?;
        Ok(Self { annotator: Annotator::new(gazetteer.into()), buffers: Buffers::default() })
    }
}

impl Plain {
    pub fn new(folder: &Path, list: &str) -> Result<Self, Failure> {
        let exonym = Exonym::new(folder, list)?;
        let folded = |text| {
            let mut folded = FoldedText::default();
            folded.fold(text);
            folded
        };
        Ok(Self {
            scanner: PlainScanner::new(exonym.annotator.gazetteer()),
            exonym,
            folded: texts(&read(folder, "raw.txt")?).map(folded).collect(),
            buffers: ScanBuffers::default(),
            mentions: Vec::new(),
        })
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
