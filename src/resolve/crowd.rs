//! Long lists of cues. Asking for each of thousands where it stands would take as long at every mention; so the places of all of them
//! are gathered once for a text, and only those within reach are looked at.

use super::reach::Reach;
use crate::span::Span;

/// A list with more cues than this is a long one.
pub(super) const FEW: usize = 16;

/// Where the cues of one list stand in one text.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    /// Sorted by start.
    places: Vec<(Span, u32)>,
    /// How often the list has each cue.
    counts: Vec<usize>,
}

impl Crowd {
    /// Adds a cue that the list has `count` times, with its places.
    pub(super) fn add(&mut self, count: usize, places: impl Iterator<Item = Span>) {
        let number = self.counts.len() as u32;
        self.counts.push(count);
        self.places.extend(places.map(|span| (span, number)));
    }

    /// Takes note that all are there.
    pub(super) fn finish(&mut self) {
        // Those of one cue that begin together stay in their order.
        self.places.sort_by_key(|&(span, number)| (span.start, number));
    }

    /// How many cues of the list stand within reach, outside the mention; no more than `most` are counted.
    pub(super) fn count(&self, reach: &Reach<'_>, most: usize) -> usize {
        let within = reach.span();
        let first = self.places.partition_point(|(span, _)| span.start < within.start);
        let (mut count, mut done) = (0, Vec::new());
        for &(span, number) in &self.places[first..] {
            if span.start >= within.end || count >= most {
                break;
            }
            // A cue that goes on beyond the reach ends what is seen of it.
            let goes_beyond = !within.contains(span);
            if (goes_beyond || !span.overlaps(reach.mention())) && !done.contains(&number) {
                done.push(number);
                count += if goes_beyond { 0 } else { self.counts[number as usize] };
            }
        }
        count.min(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::dictionary::Within;
    use crate::resolve::reach::Quiet;

    #[test]
    fn counts_what_the_obvious_way_counts() {
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        let mut random = |sides: usize| dice.below(sides);
        for _ in 0..20_000 {
            let text: String = (0..random(60)).map(|_| ["a", "b", " ", ". "][random(4)]).collect();
            let mut crowd = Crowd::default();
            let mut cues = Vec::new();
            for _ in 0..random(8) {
                let count = 1 + random(3);
                let mut spans: Vec<_> = (0..random(6))
                    .map(|_| {
                        let start = random(text.len() + 1);
                        Span::new(start, start + random(text.len() + 1 - start))
                    })
                    .filter(|span| span.start < span.end)
                    .collect();
                // As mentions are: the longer first.
                spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
                crowd.add(count, spans.iter().copied());
                cues.push((count, spans));
            }
            crowd.finish();
            let start = random(text.len() + 1);
            let mention = Span::new(start, start + random(text.len() + 1 - start));
            let within = [Within::Document, Within::Sentence][random(2)];
            let quiet = Quiet::default();
            let reach = Reach::new(&text, mention, within, &quiet);
            let stands =
                |(_, spans): &&(usize, Vec<Span>)| reach.first(spans, |&span| span).is_some();
            let all: usize = cues.iter().filter(stands).map(|(count, _)| count).sum();
            for most in 1..5 {
                let found = crowd.count(&reach, most);
                assert_eq!(
                    found,
                    all.min(most),
                    "seed {seed}: {cues:?} at {mention:?} in {text:?}"
                );
            }
        }
    }
}
