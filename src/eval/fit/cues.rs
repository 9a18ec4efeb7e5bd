//! Which words stand near a name in one sense, and markedly less often near it in another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Occurrence, Times, is_open};
use crate::dictionary::{Cue, Rule};
use crate::fold::key;
use crate::gazetteer::{AliasIndex, Gazetteer};
use crate::resolve::reach;

/// A word stands in so many texts at least.
const FEWEST_TEXTS: usize = 4;
/// It stands in so many times the share of texts of one sense that it does of the other.
const LEAST_RATIO: f64 = 4.0;
/// Of so many texts of a sense it is supposed that half of them have the word, so that no share is 0 or 1.
const SUPPOSED: f64 = 1.0;
/// The most words on either side of a name.
const MOST: usize = 5;

/// Cues that a name could have besides those it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cues {
    /// The name.
    pub alias: AliasIndex,
    /// Words that speak for its entity, the strongest first.
    pub speak_for: Vec<String>,
    /// Words that speak against it.
    pub speak_against: Vec<String>,
}

/// The cues that names could have whose senses the gold decides so often at least; in the order of the names. Rival senses get none:
/// what speaks for one, speaks against the entity.
#[must_use]
pub fn cues<'o, 'd: 'o>(
    gazetteer: &Gazetteer,
    occurrences: impl IntoIterator<Item = &'o Occurrence<'d>>,
    least: u64,
) -> Vec<Cues> {
    let mut names: BTreeMap<AliasIndex, (Times, [Texts<'o>; 2])> = BTreeMap::new();
    for occurrence in occurrences {
        for sense in occurrence.senses.iter().filter(|sense| !sense.is_decoy) {
            let Some(is_meant) = sense.is_meant else { continue };
            let rule = gazetteer.alias(sense.alias).rule();
            let (times, sides) = names.entry(sense.alias).or_default();
            *if is_meant { &mut times.right } else { &mut times.none } += 1;
            sides[usize::from(!is_meant)].add(occurrence, rule);
        }
    }
    let cues = |(alias, (times, [meant, not_meant])): (AliasIndex, (Times, [Texts<'_>; 2]))| {
        if times.all() < least || !is_open(gazetteer, alias) {
            return None;
        }
        let rule = gazetteer.alias(alias).rule();
        let speak_for = strongest(&meant, &not_meant, rule);
        let speak_against = strongest(&not_meant, &meant, rule);
        let is_any = !speak_for.is_empty() || !speak_against.is_empty();
        is_any.then_some(Cues { alias, speak_for, speak_against })
    };
    names.into_iter().filter_map(cues).collect()
}

/// The texts in which a name is meant so, and the words near it. Equal texts are one.
#[derive(Default)]
struct Texts<'o> {
    all: BTreeSet<&'o str>,
    /// By key: the spelling that is met first, and the texts.
    words: BTreeMap<&'o str, (&'o str, BTreeSet<&'o str>)>,
}

impl<'o> Texts<'o> {
    fn add(&mut self, occurrence: &'o Occurrence<'_>, rule: &Rule) {
        let text = occurrence.text.document.text.as_str();
        self.all.insert(text);
        let near = reach::of(text, occurrence.span, rule.within);
        for word in occurrence.text.words.iter().filter(|word| near.contains(word.span)) {
            let (_, texts) =
                self.words.entry(&word.key).or_insert_with(|| (word.written, BTreeSet::new()));
            texts.insert(text);
        }
    }

    /// The share of texts that have a word.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn share(&self, with_word: usize) -> f64 {
        (with_word as f64 + SUPPOSED / 2.0) / (self.all.len() as f64 + SUPPOSED)
    }
}

/// The words that stand in texts of one sense much more often than in those of the other, the strongest first.
fn strongest(here: &Texts<'_>, there: &Texts<'_>, rule: &Rule) -> Vec<String> {
    let known = [&rule.cue_for, &rule.cue_against].into_iter().flatten();
    let known = known.filter_map(|cue| match cue {
        Cue::Word(word) => Some((key(word), false)),
        Cue::Stem(stem) => Some((key(stem), true)),
        Cue::Entity(_) => None,
    });
    let known: Vec<_> = known.collect();
    let is_known = |word: &str| {
        known.iter().any(|(cue, is_stem)| word == cue || *is_stem && word.starts_with(cue.as_str()))
    };
    let mut found: Vec<(f64, usize, &str, &str)> = here
        .words
        .iter()
        .filter(|(word, (_, texts))| texts.len() >= FEWEST_TEXTS && !is_known(word))
        .map(|(&word, (written, texts))| {
            let others = there.words.get(word).map_or(0, |(_, texts)| texts.len());
            let ratio = here.share(texts.len()) / there.share(others);
            (ratio, texts.len(), word, *written)
        })
        .filter(|&(ratio, ..)| ratio >= LEAST_RATIO)
        .collect();
    found.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)).then(one.2.cmp(other.2))
    });
    found.into_iter().take(MOST).map(|(.., written)| written.to_owned()).collect()
}
