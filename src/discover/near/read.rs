//! Looks for names in a text that are spelled almost as known ones.

use std::ops::Range;

use super::NearWord;
use crate::discover::discoverer::{NearWords, Reading};
use crate::discover::runs::span_of;
use crate::discover::tally::Subject;
use crate::span::Span;

impl Reading<'_> {
    pub(in super::super) fn read_near(&mut self, looked_up: &mut NearWords) {
        looked_up.tidy();
        for at in 0..self.words.len() {
            if !self.words[at].is_capital {
                self.count_lower(at, looked_up);
            }
        }
        for run in self.runs {
            let bare = self.without_leads(run);
            let mut start = run.start;
            while start < run.end {
                start = match self.longest_near(start, run, looked_up) {
                    Some((end, key)) => {
                        self.see_near(&(start..end), &bare, key);
                        end
                    }
                    None => start + 1,
                };
            }
        }
    }

    /// The longest row of words from one on that is close to a name; where it ends, and its key.
    fn longest_near(
        &mut self,
        start: usize,
        run: &Range<usize>,
        looked_up: &mut NearWords,
    ) -> Option<(usize, String)> {
        let names = &self.discoverer.near;
        let text = self.text.text;
        let last = run.end.min(start + names.most_words());
        let mut end = start;
        while end < last {
            let key = self.keys.of(self.words[end].span.of(text));
            looked_up.look_up(key, names);
            if !looked_up.get(key).is_some_and(NearWord::is_promising) {
                break;
            }
            end += 1;
        }
        while end > start {
            let span = span_of(self.words, &(start..end));
            if self.words[end - 1].is_capital && self.words[start].is_capital && !self.is_in_link(span) {
                let keys: Vec<String> = (start..end)
                    .map(|at| self.keys.of(self.words[at].span.of(text)).to_owned())
                    .collect();
                let words: Vec<&NearWord> =
                    keys.iter().filter_map(|key| looked_up.get(key)).collect();
                let key = keys.join(" ");
                if words.len() == keys.len()
                    && self.gazetteer().find(&key).is_none()
                    && !names.near(self.gazetteer(), &words).is_empty()
                {
                    return Some((end, key));
                }
            }
            end -= 1;
        }
        None
    }

    /// Whether a span lies in a name that is found.
    fn is_in_link(&self, span: Span) -> bool {
        let at = self.links.partition_point(|link| link.span.end < span.end);
        self.links.get(at).is_some_and(|link| link.span.start <= span.start)
    }

    fn see_near(&mut self, words: &Range<usize>, bare: &Range<usize>, key: String) {
        let span = span_of(self.words, words);
        let seen = self.tally.see(Subject::Near(key), self.text, span);
        seen.alone += u64::from(words.start <= bare.start && words.end >= bare.end);
    }

    /// A word that also stands without a capital may be no name.
    fn count_lower(&mut self, at: usize, looked_up: &mut NearWords) {
        let (names, gazetteer) = (&self.discoverer.near, self.gazetteer());
        let key = self.keys.of(self.words[at].span.of(self.text.text));
        looked_up.look_up(key, names);
        let Some(word) = looked_up.get(key) else { return };
        if !word.is_known && !names.near(gazetteer, &[word]).is_empty() {
            *self.tally.lower.entry(key.to_owned()).or_default() += 1;
        }
    }
}
