//! Where cues stand in one text.

use std::ops::Range;

use super::reach::Reach;
use crate::boundary::{Affixes, Edges, may_begin};
use crate::fold::FoldedText;
use crate::span::Span;

/// Where the cues stand in one text.
#[derive(Debug, Default)]
pub(super) struct CueHits {
    /// As whole words.
    words: Vec<Hit>,
    /// At the beginning of a word.
    stems: Vec<Hit>,
}

/// Where a cue of this number stands. Hits are sorted by number, then by start.
type Hit = (u32, Span);

impl CueHits {
    /// Where the whole word of this number stands first within reach.
    pub(super) fn first_word(&self, number: u32, reach: &Reach<'_>) -> Option<Span> {
        first(&self.words, number, reach)
    }

    /// All places of the whole word of this number.
    pub(super) fn all_words(&self, number: u32) -> impl Iterator<Item = Span> {
        of(&self.words, number).iter().map(|&(_, span)| span)
    }

    /// All places where it begins a word.
    pub(super) fn all_stems(&self, number: u32) -> impl Iterator<Item = Span> {
        of(&self.stems, number).iter().map(|&(_, span)| span)
    }

    /// Where a word that it begins does.
    pub(super) fn first_stem(&self, number: u32, reach: &Reach<'_>) -> Option<Span> {
        first(&self.stems, number, reach)
    }
}

fn first(hits: &[Hit], number: u32, reach: &Reach<'_>) -> Option<Span> {
    reach.first(of(hits, number), |&(_, span)| span)
}

fn of(hits: &[Hit], number: u32) -> &[Hit] {
    let start = hits.partition_point(|&(other, _)| other < number);
    let here = &hits[start..];
    let count = here.partition_point(|&(other, _)| other == number);
    &here[..count]
}

/// Gathers hits. `find` calls what it is given with the number of each cue and its place in the folded text; those that begin earlier
/// first. Hits that touch one of `covered` (sorted by start, disjoint) do not count.
pub(super) fn gather(
    text: &str,
    affixes: &Affixes,
    folded: &FoldedText,
    mut covered: &[Span],
    find: impl FnOnce(&mut dyn FnMut(u32, Range<usize>)),
) -> CueHits {
    let mut hits = CueHits::default();
    let mut cursor = folded.cursor();
    find(&mut |number, found| {
        let Some(start) = cursor.start(found.start) else { return };
        let Some(end) = cursor.end(found.end) else { return };
        let span = Span::new(start, end);
        while let [first, rest @ ..] = covered
            && first.end <= start
        {
            covered = rest;
        }
        if covered.first().is_some_and(|first| first.overlaps(span)) {
            return;
        }
        let (begins_word, ends_word) = word_edges(text, affixes, span);
        if begins_word {
            hits.stems.push((number, span));
            if ends_word {
                hits.words.push((number, span));
            }
        }
    });
    hits.stems.sort_unstable();
    hits.words.sort_unstable();
    hits
}

/// Whether a word may begin where the span does, and end where it does. What stands beside most cues in most texts, an ASCII letter or a
/// blank, says so without more ado.
fn word_edges(text: &str, affixes: &Affixes, span: Span) -> (bool, bool) {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\n'));
    let before = span.start.wrapping_sub(1);
    if is_plain(before) && is_plain(span.start) {
        return (false, false);
    }
    if is_blank(before) && is_plain(span.start) && is_plain(span.end - 1) {
        if is_blank(span.end) {
            return (true, true);
        }
        if is_plain(span.end) {
            return (true, false);
        }
    }
    let edges = Edges::of(text, span, affixes);
    (edges.left && may_begin(text, span.start), edges.right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::language::{Language, List};

    #[test]
    fn edges_are_those_of_boundaries() {
        let pieces = [
            " ", "\n", "a", "B", "7", ".", "'", "_", "-", "é", "\u{301}", "\u{200D}", "\u{AD}",
            "土", "カ", "ا", "한",
        ];
        let mut language = Language::new("en");
        language.set(List::Ending, vec!["a".into(), "é".into()]);
        language.set(List::Elision, vec!["b".into()]);
        language.set(List::Particle, vec!["한".into()]);
        let affixes = Affixes::of(&[language]);
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..100_000 {
            let mut some = |most: usize| -> String {
                (0..random(most)).map(|_| pieces[random(pieces.len())]).collect()
            };
            let (before, inside, after) = (some(4), format!("x{}", some(3)), some(4));
            let text = format!("{before}{inside}{after}");
            let span = Span::new(before.len(), before.len() + inside.len());
            let edges = Edges::of(&text, span, &affixes);
            let left = edges.left && may_begin(&text, span.start);
            let (begins, ends) = word_edges(&text, &affixes, span);
            assert_eq!(
                (begins, begins && ends),
                (left, left && edges.right),
                "seed {seed}: {span:?} in {text:?}"
            );
        }
    }
}
