//! Reads texts, one by one, and takes note of what they could add.

use std::collections::HashMap;
use std::ops::Range;

use super::lists::Lists;
use super::near::{NearNames, NearWord};
use super::runs::{self, Keys, Word};
use super::sighting::Text;
use super::tally::Tally;
use crate::annotate::{Annotator, Buffers};
use crate::gazetteer::Gazetteer;
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::span::Span;

/// Finds what texts could add to the dictionaries of an annotator. Built once, shared between threads.
#[derive(Debug)]
pub struct Discoverer {
    pub(super) annotator: Annotator,
    pub(super) near: NearNames,
    pub(super) lists: Lists,
}

/// The buffers of one thread; reuse them from text to text.
#[derive(Debug, Default)]
pub struct DiscoverBuffers {
    pub(super) annotate: Buffers,
    pub(super) words: Vec<Word>,
    pub(super) keys: Keys,
    pub(super) near: NearWords,
}

impl Discoverer {
    /// Prepares to look for what the dictionaries of `annotator` do not have.
    #[must_use]
    pub fn new(annotator: Annotator) -> Self {
        let near = NearNames::new(annotator.gazetteer());
        let lists = Lists::of(annotator.gazetteer().languages());
        Self { annotator, near, lists }
    }

    /// What the dictionaries have.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        self.annotator.gazetteer()
    }

    /// What stands in a text.
    ///
    /// # Panics
    /// When the text is longer than [`crate::fold::MAX_TEXT_BYTES`].
    #[must_use]
    pub fn read(&self, text: &Text<'_>, buffers: &mut DiscoverBuffers) -> Tally {
        let context = Context { nested: false, explain: false, ..text.context.clone() };
        let links = self.annotator.annotate(text.text, &context, &mut buffers.annotate);
        runs::words(text.text, &self.lists, &mut buffers.words);
        let runs = runs::runs(text.text, &buffers.words, &mut buffers.keys, &self.lists);
        let mut reading = Reading {
            discoverer: self,
            text,
            links: &links,
            words: &buffers.words,
            runs: &runs,
            keys: &mut buffers.keys,
            tally: Tally::of(text),
        };
        reading.read_definitions(&mut buffers.annotate);
        reading.read_near(&mut buffers.near);
        reading.read_damaged(&mut buffers.annotate);
        reading.tally
    }
}

/// One text while it is read.
pub(super) struct Reading<'r> {
    pub(super) discoverer: &'r Discoverer,
    pub(super) text: &'r Text<'r>,
    pub(super) links: &'r [Link],
    pub(super) words: &'r [Word],
    pub(super) runs: &'r [Range<usize>],
    pub(super) keys: &'r mut Keys,
    pub(super) tally: Tally,
}

impl<'r> Reading<'r> {
    pub(super) fn gazetteer(&self) -> &'r Gazetteer {
        self.discoverer.annotator.gazetteer()
    }

    /// What a span surely means.
    pub(super) fn meant(&self, span: Span) -> Option<Candidate> {
        meant(self.links, span)
    }

    /// Whether a span, or the text in it, is a name that the dictionaries have.
    pub(super) fn is_known(&self, span: Span) -> bool {
        self.gazetteer().find(span.of(self.text.text)).is_some()
            || self.links.binary_search_by_key(&span, |link| link.span).is_ok()
    }

    /// A row of words without those at its beginning that are no part of a name.
    pub(super) fn without_leads(&mut self, run: &Range<usize>) -> Range<usize> {
        let Discoverer { lists, .. } = self.discoverer;
        runs::without_leads(self.text.text, self.words, run, self.keys, lists)
    }
}

/// What a span surely means, by the links of its text.
pub(super) fn meant(links: &[Link], span: Span) -> Option<Candidate> {
    let at = links.binary_search_by_key(&span, |link| link.span).ok()?;
    match links[at].verdict {
        Verdict::Entity(candidate) => Some(candidate),
        _ => None,
    }
}

/// Words that were looked up.
#[derive(Debug, Default)]
pub(super) struct NearWords(HashMap<Box<str>, NearWord>);

/// So many are remembered.
const MOST: usize = 1 << 16;

impl NearWords {
    /// Makes room, between two texts.
    pub(super) fn tidy(&mut self) {
        if self.0.len() > MOST {
            self.0.clear();
        }
    }

    /// Looks a word up, which is a key, unless that was done.
    pub(super) fn look_up(&mut self, key: &str, names: &NearNames) {
        if !self.0.contains_key(key) {
            self.0.insert(key.into(), names.word(key));
        }
    }

    /// A word that was looked up.
    pub(super) fn get(&self, key: &str) -> Option<&NearWord> {
        self.0.get(key)
    }
}
