//! The words of a text that could be cues: those that stand outside all mentions and are not common.

use crate::eval::Document;
use crate::fold::key;
use crate::lint::common_words;
use crate::resolve::Link;
use crate::span::Span;

/// A word has so many characters at least.
const SHORTEST: usize = 3;

/// A text and its words.
#[derive(Debug)]
pub(super) struct Text<'d> {
    pub(super) document: &'d Document,
    /// In the order of the text.
    pub(super) words: Vec<Word<'d>>,
}

#[derive(Debug)]
pub(super) struct Word<'d> {
    pub(super) span: Span,
    pub(super) written: &'d str,
    pub(super) key: String,
}

impl<'d> Text<'d> {
    pub(super) fn of(document: &'d Document, links: &[Link]) -> Self {
        let mentions = document.mentions.iter().map(|mention| mention.span);
        let mut named: Vec<Span> = links.iter().map(|link| link.span).chain(mentions).collect();
        named.sort_unstable();
        // Mentions may lie in one another: up to where do those reach that begin before each of them ends?
        let mut reach = 0;
        let ends: Vec<usize> = named
            .iter()
            .map(|span| {
                reach = reach.max(span.end);
                reach
            })
            .collect();
        let is_named = |word: Span| {
            let before = named.partition_point(|span| span.start < word.end);
            before > 0 && ends[before - 1] > word.start
        };
        let words = pieces(&document.text).filter(|&(span, _)| !is_named(span));
        let words = words.filter_map(|(span, written)| {
            let is_word = written.chars().all(char::is_alphabetic)
                && written.chars().nth(SHORTEST - 1).is_some();
            let key = is_word.then(|| key(written))?;
            let is_common = common_words(&key).next().is_some();
            (!is_common).then_some(Word { span, written, key })
        });
        Self { document, words: words.collect() }
    }
}

/// Letters and digits that stand together.
fn pieces(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| {
        let start = piece.as_ptr().addr() - text.as_ptr().addr();
        (Span::new(start, start + piece.len()), piece)
    })
}
