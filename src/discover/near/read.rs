//! Looks for names in a text that are spelled almost as known ones.

use std::collections::HashSet;
use std::ops::Range;

use super::{Near, NearWord};
use crate::discover::discoverer::Reading;
use crate::discover::runs::span_of;
use crate::discover::tally::Subject;
use crate::gazetteer::EntityIndex;
use crate::resolve::Verdict;
use crate::span::Span;

impl Reading<'_> {
    pub(in super::super) fn read_near(&mut self) {
        for &word in self.words {
            let entry = self.lexicon.entry(word);
            if entry.is_near && !word.is_capital {
                *self.tally.lower.entry(entry.key.to_string()).or_default() += 1;
            }
        }
        let mut named = None;
        for run in self.runs {
            let bare = self.without_leads(run);
            let mut start = run.start;
            while start < run.end {
                start = match self.longest_near(start, run) {
                    Some((end, key, near)) => {
                        let named = named.get_or_insert_with(|| self.named());
                        let has_company = near.iter().any(|near| {
                            let mut aliases = self.gazetteer().candidates(near.key);
                            aliases.any(|alias| named.contains(&alias.entity().index()))
                        });
                        self.see_near(&(start..end), &bare, key, has_company);
                        end
                    }
                    None => start + 1,
                };
            }
        }
    }

    /// The entities that the text surely names.
    fn named(&self) -> HashSet<EntityIndex> {
        let named = self.links.iter().filter_map(|link| match link.verdict {
            Verdict::Entity(candidate) => Some(candidate.entity),
            _ => None,
        });
        named.collect()
    }

    /// The longest row of words from one on that is close to a name: where it ends, its key, and what it is close to.
    fn longest_near(&self, start: usize, run: &Range<usize>) -> Option<(usize, String, Vec<Near>)> {
        let names = &self.discoverer.near;
        let last = run.end.min(start + names.most_words());
        let entries = self.words[start..last].iter().map(|&word| self.lexicon.entry(word));
        let promising = entries.take_while(|entry| entry.near.is_promising()).count();
        if !self.words[start].is_capital {
            return None;
        }
        (1..=promising).rev().find_map(|count| {
            let words = &self.words[start..start + count];
            let span = span_of(words, &(0..count));
            if !words[count - 1].is_capital || self.is_in_link(span) {
                return None;
            }
            let entries: Vec<_> = words.iter().map(|&word| self.lexicon.entry(word)).collect();
            let near: Vec<&NearWord> = entries.iter().map(|entry| &entry.near).collect();
            let key = entries.iter().map(|entry| &*entry.key).collect::<Vec<_>>().join(" ");
            if self.gazetteer().find(&key).is_some() {
                return None;
            }
            let near = names.near(self.gazetteer(), &near);
            (!near.is_empty()).then(|| (start + count, key, near))
        })
    }

    /// Whether a span lies in a name that is found.
    fn is_in_link(&self, span: Span) -> bool {
        let at = self.links.partition_point(|link| link.span.end < span.end);
        self.links.get(at).is_some_and(|link| link.span.start <= span.start)
    }

    fn see_near(
        &mut self,
        words: &Range<usize>,
        bare: &Range<usize>,
        key: String,
        has_company: bool,
    ) {
        let span = span_of(self.words, words);
        let is_of_person = self.is_of_person(words.start);
        let seen = self.tally.see(Subject::Near(key), self.text, span);
        seen.alone += u64::from(words.start <= bare.start && words.end >= bare.end);
        seen.in_company += u64::from(has_company);
        seen.of_persons += u64::from(is_of_person);
    }

    /// Whether a given name or an initial stands before a word: "Michelle Gorman", "H. Bhagat".
    fn is_of_person(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| self.words[at]) else { return false };
        let spelled = before.span.of(self.text.text);
        let between = &self.text.text[before.span.end..self.words[at].span.start];
        let is_initial = between == ". " && before.is_capital && spelled.chars().nth(1).is_none();
        is_initial
            || between == " "
                && self.discoverer.lists.given.contains(&*self.lexicon.entry(before).key)
    }
}
