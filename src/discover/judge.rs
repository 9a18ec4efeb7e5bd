//! Makes findings of what was counted: what is met too seldom, or is more likely something else, is left out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::discoverer::Discoverer;
use super::finding::{Finding, Sort, Way};
use super::lists::sounding;
use super::near::{Near, NearWord};
use super::runs::is_all_capitals;
use super::tally::{Party, Sightings, Subject, Tally};
use crate::dictionary::Kind;
use crate::fold::key;
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex};
use crate::lint::common_words;
use crate::scan::is_acronym;

/// A word of fewer letters is close to another by chance, so that the text must name the entity otherwise, too.
const LONG_LETTERS: usize = 9;

impl Discoverer {
    /// What texts could add that were counted in `tally`, met `least` times or more: by sort, what is in most texts first.
    #[must_use]
    pub fn findings(&self, tally: &Tally, least: u64) -> Vec<Finding> {
        let mut findings = equated(tally, least);
        let told: HashSet<String> = findings.iter().map(|finding| key(&finding.text)).collect();
        let others = tally.subjects.iter().filter(|(_, seen)| seen.times >= least);
        findings.extend(others.filter_map(|(subject, seen)| match subject {
            Subject::Equated(..) => None,
            Subject::Near(key) if told.contains(key) => None,
            Subject::Near(key) => self.near_finding(key, seen, tally),
            Subject::Acronym(short, _) => Some(Finding {
                sort: Sort::Acronym,
                text: short.clone(),
                known: None,
                long: most_frequent(&seen.longs).cloned(),
                way: Way::Definition,
                kind: None,
                sightings: seen.clone(),
            }),
            Subject::Damaged(way, alias, surface) => Some(Finding {
                sort: Sort::Damaged,
                text: surface.clone(),
                known: Some(*alias),
                long: None,
                way: *way,
                kind: None,
                sightings: seen.clone(),
            }),
        }));
        findings.sort_by(|one, other| {
            let rank = |finding: &Finding| {
                let Sightings { documents, times, .. } = finding.sightings;
                (finding.sort, Reverse(documents), Reverse(times))
            };
            let name =
                |finding: &Finding| (finding.text.clone(), finding.long.clone(), finding.known);
            rank(one).cmp(&rank(other)).then_with(|| name(one).cmp(&name(other)))
        });
        findings
    }

    fn near_finding(&self, name: &str, seen: &Sightings, tally: &Tally) -> Option<Finding> {
        let words: Vec<NearWord> = name.split(' ').map(|word| self.near.word(word)).collect();
        let near = self.near.near(self.gazetteer(), &words.iter().collect::<Vec<_>>());
        let (alias, way) = self.only_meaning(&near, seen)?;
        let known = self.gazetteer().alias(alias);
        let mut telling = sounding(&words);
        if let (Some(word), None) = (telling.next(), telling.next()) {
            let word = word.as_ref();
            let is_word = common_words(name).next().is_some()
                || [&self.lists.given, &self.lists.leads].iter().any(|list| list.contains(word));
            let lower = tally.lower.get(name).copied().unwrap_or_default();
            // What stands beside other words with capitals more often than not is a part of their names.
            let is_chance =
                word.chars().count() < LONG_LETTERS || known.rule().kind == Kind::Demonym;
            if is_word
                || lower * 5 > seen.times
                || seen.alone * 2 < seen.times
                || seen.of_persons * 4 > seen.times
                || is_chance && seen.in_company * 2 < seen.times
            {
                return None;
            }
        }
        let kind = match (known.rule().kind, way) {
            (Kind::Demonym, _) => Kind::Demonym,
            (_, Way::Sounds) => Kind::Transliteration,
            _ => Kind::Misspelling,
        };
        Some(Finding {
            sort: Sort::Near,
            text: spelling(seen, Some(known.text())),
            known: Some(alias),
            long: None,
            way,
            kind: Some(kind),
            sightings: seen.clone(),
        })
    }

    /// The alias of the closest names, where they are names of one entity alone and a rival sense is not among them.
    fn only_meaning(&self, near: &[Near], seen: &Sightings) -> Option<(AliasIndex, Way)> {
        // A name of another language than that of the texts is seldom what they misspell.
        let takes_part = |alias: AliasRef<'_>| {
            let lang = primary(&alias.rule().lang);
            matches!(lang, "und" | "en") || seen.languages.keys().any(|tag| primary(tag) == lang)
        };
        let mut near =
            near.iter().filter(|near| self.gazetteer().candidates(near.key).any(takes_part));
        let first = near.next()?;
        let closest = std::iter::once(first).chain(near.filter(|near| near.way == first.way));
        let mut only: Option<AliasRef<'_>> = None;
        for near in closest {
            // A rival sense of the very name is for each text to tell apart; one that is close itself may be what is meant.
            let aliases = self.gazetteer().candidates(near.key);
            let is_reported =
                |alias: &AliasRef<'_>| !alias.entity().is_decoy() && takes_part(*alias);
            let mut reported = aliases.filter(is_reported).peekable();
            reported.peek()?;
            for alias in reported {
                if only.get_or_insert(alias).entity().index() != alias.entity().index() {
                    return None;
                }
            }
        }
        only.map(|alias| (alias.index(), first.way))
    }
}

/// Names that are equated with known ones. One that is equated with several belongs to the one that has it most often.
fn equated(tally: &Tally, least: u64) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<(EntityIndex, &Sightings)>> = BTreeMap::new();
    for (subject, seen) in &tally.subjects {
        if let Subject::Equated(entity, name) = subject
            && is_said(tally, *entity, name, seen)
        {
            by_name.entry(name).or_default().push((*entity, seen));
        }
    }
    let findings = by_name.into_values().filter_map(|mut entities| {
        entities.sort_by_key(|(_, seen)| Reverse(seen.times));
        let (_, seen) = entities[0];
        let is_even = entities.get(1).is_some_and(|(_, other)| other.times == seen.times);
        (seen.times >= least && !is_even).then(|| equated_finding(seen))
    });
    findings.collect()
}

fn equated_finding(seen: &Sightings) -> Finding {
    let text = spelling(seen, None);
    let way = seen.ways.keys().next().copied().unwrap_or(Way::Bracket);
    let kind = match way {
        _ if is_acronym(&text) => Kind::Acronym,
        Way::Former => Kind::Former,
        _ => Kind::Name,
    };
    Finding {
        sort: Sort::Equated,
        known: most_frequent(&seen.known).copied(),
        long: None,
        way,
        kind: Some(kind),
        text,
        sightings: seen.clone(),
    }
}

/// Whether a name is said to be an entity. Brackets alone say so only where each of the two stands in most of the other's brackets:
/// what stands beside many names is what they have in common, as a country, a party or an agency.
fn is_said(tally: &Tally, entity: EntityIndex, name: &str, seen: &Sightings) -> bool {
    let brackets = seen.ways.get(&Way::Bracket).copied().unwrap_or_default();
    let beside = |party: &Party| tally.brackets.get(party).copied().unwrap_or_default();
    let is_mutual = || {
        brackets * 2 >= beside(&Party::Entity(entity))
            && brackets * 2 >= beside(&Party::Name(name.to_owned()))
    };
    brackets < seen.times || is_mutual()
}

/// The spelling that is met most often, the first in their order among equals. Capitals that only a headline asks for would make
/// initials of a name.
fn spelling(seen: &Sightings, like: Option<&str>) -> String {
    let of_headline =
        |text: &str| is_all_capitals(text) && like.is_some_and(|like| !is_all_capitals(like));
    let others: BTreeMap<String, u64> = seen
        .surfaces
        .iter()
        .filter(|(text, _)| !of_headline(text))
        .map(|(text, &count)| (text.clone(), count))
        .collect();
    if let Some(text) = most_frequent(&others) {
        return text.clone();
    }
    let text = most_frequent(&seen.surfaces).cloned().unwrap_or_default();
    if of_headline(&text) { with_small_letters(&text) } else { text }
}

/// "PAKISTAN" as "Pakistan".
fn with_small_letters(text: &str) -> String {
    let mut is_first = true;
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if is_first {
            written.push(c);
        } else {
            written.extend(c.to_lowercase());
        }
        is_first = !c.is_alphanumeric();
    }
    written
}

/// The language of a tag: `zh` of `zh-Hant`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn most_frequent<K: Ord>(counts: &BTreeMap<K, u64>) -> Option<&K> {
    let best = counts.iter().max_by_key(|&(key, &count)| (count, Reverse(key)));
    best.map(|(key, _)| key)
}
