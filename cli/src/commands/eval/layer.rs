//! What was learned as a dictionary to lay over those in use: for each name all that is said of it, with another prior or more cues, and
//! in a comment what that rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Addition, Pattern, Rule, Source, add_all, comment, string};
use exonym::eval::fit::{Prior, Proposal};
use exonym::gazetteer::Gazetteer;

use super::fit::Lesson;
use crate::failure::Failure;
use crate::patches::Files;

/// A file for each namespace.
pub(super) fn files(
    gazetteer: &Gazetteer,
    gold: &str,
    lessons: &[Lesson],
) -> Result<Files, Failure> {
    let mut additions: BTreeMap<String, Vec<Addition>> = BTreeMap::new();
    for lesson in lessons {
        let id = gazetteer.alias(lesson.proposal.alias).entity().id();
        let (namespace, slug) = id.split_once('/').expect("an id has both");
        let addition = addition(gazetteer, slug, lesson);
        additions.entry(namespace.to_owned()).or_default().push(addition);
    }
    let file = |(namespace, mut additions): (String, Vec<Addition>)| {
        tell_sources_apart(&mut additions);
        let text = header(&namespace, gold);
        let file = Arc::new(SourceFile { name: format!("{namespace}.toml"), text });
        let text = add_all(&file, &additions).map_err(|problems| {
            let message = problems.first().map_or("", |problem| &problem.message);
            Failure::new(format!("what was learned cannot be written: {message}"), "")
        })?;
        Ok((namespace, text))
    };
    additions.into_iter().map(file).collect()
}

fn header(namespace: &str, gold: &str) -> String {
    format!(
        "{}\n# Nobody has judged it: take out what is wrong, and run `exonym check`.\n\
         schema    = 1\nnamespace = {}\ntitle     = {}\nlicense   = \"LicenseRef-own\"\n",
        comment(&format!("Learned by `exonym eval --fit` from {gold}.")),
        string(namespace),
        string(&format!("Priors and cues learned from {gold}")),
    )
}

fn addition(gazetteer: &Gazetteer, slug: &str, lesson: &Lesson) -> Addition {
    let Proposal { alias, prior, .. } = &lesson.proposal;
    let mut comments = Vec::new();
    comments.extend(prior.as_ref().map(|prior| comment(&told_of(prior))));
    comments.extend(lesson.gained().map(|gained| comment(&gained)));
    Addition {
        slug: slug.to_owned(),
        texts: vec![Pattern::of(gazetteer.alias(*alias).text())],
        comments,
        rule: lesson.proposal.rule(gazetteer),
        ..Addition::default()
    }
}

/// `prior 500 → 740: meant 12 of 15 times where nothing else speaks, another 1, none 2`
pub(super) fn told_of(prior: &Prior) -> String {
    let Prior { old, new, times, is_alone, .. } = prior;
    let alone = if *is_alone { " where nothing else speaks" } else { "" };
    let mut told =
        format!("prior {old} → {new}: meant {} of {} times{alone}", times.right, times.all());
    for (what, count) in [("another", times.other), ("none", times.none)] {
        if count > 0 {
            let _ = write!(told, ", {what} {count}");
        }
    }
    told
}

/// In one file a short key stands for one source: names of several files may have the same for different ones.
fn tell_sources_apart(additions: &mut [Addition]) {
    let all = |rule: &Rule| {
        let seen = rule.seen.iter().flat_map(|seen| &seen.sources);
        rule.sources.iter().chain(seen).cloned().collect::<Vec<_>>()
    };
    let sources: BTreeSet<Arc<Source>> =
        additions.iter().flat_map(|addition| all(&addition.rule)).collect();
    let mut keys: BTreeSet<String> = sources.iter().map(|source| source.key.clone()).collect();
    let mut apart: BTreeMap<Arc<Source>, Arc<Source>> = BTreeMap::new();
    let mut last = "";
    for source in &sources {
        if source.key == last {
            let mut free = (2..).map(|number| format!("{last}-{number}"));
            let key = free.find(|key| !keys.contains(key)).expect("some number is free");
            keys.insert(key.clone());
            apart.insert(Arc::clone(source), Arc::new(Source { key, ..(**source).clone() }));
        }
        last = &source.key;
    }
    let tell = |source: &mut Arc<Source>| {
        if let Some(other) = apart.get(source) {
            *source = Arc::clone(other);
        }
    };
    for Addition { rule, .. } in additions {
        rule.sources.iter_mut().for_each(tell);
        rule.seen.iter_mut().flat_map(|seen| &mut seen.sources).for_each(tell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_one_source() {
        let source = |key: &str, title: &str| {
            Arc::new(Source {
                key: key.into(),
                title: title.into(),
                date: None,
                url: String::new(),
            })
        };
        let addition = |sources: &[&Arc<Source>]| Addition {
            rule: Rule {
                sources: sources.iter().map(|&source| Arc::clone(source)).collect(),
                ..Rule::default()
            },
            ..Addition::default()
        };
        let (first, second, third) = (source("un", "a"), source("un", "b"), source("un", "c"));
        let other = source("un-2", "d");
        let mut additions =
            [addition(&[&second, &other]), addition(&[&first]), addition(&[&third, &second])];
        tell_sources_apart(&mut additions);
        let told = additions.map(|addition| {
            let sources = addition.rule.sources.iter();
            sources.map(|one| format!("{} {}", one.key, one.title)).collect::<Vec<_>>().join(", ")
        });
        assert_eq!(told, ["un-3 b, un-2 d", "un a", "un-4 c, un-3 b"]);
    }
}
