//! Reads texts, one by one, and takes note of what they could add.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::lists::Lists;
use super::near::NearNames;
use super::runs::{self, Word};
use super::sighting::Text;
use super::tally::Tally;
use crate::annotate::{Annotator, Buffers};
use crate::dictionary::Relation;
use crate::gazetteer::{EntityRef, Gazetteer};
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::span::Span;

/// Finds what texts could add to the dictionaries of an annotator. Built once, shared between threads.
#[derive(Debug)]
pub struct Discoverer {
    pub(super) annotator: Annotator,
    pub(super) near: NearNames,
    pub(super) lists: Lists,
    /// The types of what others lie in.
    pub(super) place_types: HashSet<String>,
}

/// The buffers of one thread; reuse them from text to text.
#[derive(Debug, Default)]
pub struct DiscoverBuffers {
    pub(super) annotate: Buffers,
    pub(super) words: Vec<Word>,
    pub(super) lexicon: Lexicon,
}

impl Discoverer {
    /// Prepares to look for what the dictionaries of `annotator` do not have.
    #[must_use]
    pub fn new(annotator: Annotator) -> Self {
        let lists = Lists::of(annotator.gazetteer().languages());
        let near = NearNames::new(annotator.gazetteer(), lists.endings.iter().map(String::as_str));
        let relations = annotator.gazetteer().entities().flat_map(EntityRef::relations);
        let places = relations.filter(|(relation, _)| *relation == Relation::LocatedIn);
        let types = places.map(|(_, place)| place.entity_type().to_owned());
        let place_types = types.filter(|it| !it.is_empty()).collect();
        Self { annotator, near, lists, place_types }
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
        let about = (self.gazetteer(), &self.near, &self.lists);
        buffers.lexicon.look_up(text.text, &mut buffers.words, about);
        let runs = runs::runs(text.text, &buffers.words, &buffers.lexicon);
        let mut reading = Reading {
            discoverer: self,
            text,
            links: &links,
            words: &buffers.words,
            runs: &runs,
            lexicon: &buffers.lexicon,
            tally: Tally::of(text),
        };
        reading.read_definitions(&mut buffers.annotate);
        reading.read_near();
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
    pub(super) lexicon: &'r Lexicon,
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
    pub(super) fn without_leads(&self, run: &Range<usize>) -> Range<usize> {
        runs::without_leads(self.words, run, self.lexicon)
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
