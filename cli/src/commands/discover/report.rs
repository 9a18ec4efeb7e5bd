//! What was found, in the words of records and dictionaries.

use exonym::dictionary::Kind;
use exonym::discover::{Finding, Sighting, Tally};
use exonym::fold::key;
use exonym::gazetteer::Gazetteer;
use serde::Serialize;

use crate::args::DiscoverArgs;
use crate::input::title;

/// Everything that is told.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub corpus: Corpus,
    pub findings: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(super) struct Corpus {
    pub title: String,
    pub texts: u64,
    pub first: Option<String>,
    pub last: Option<String>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub sort: &'static str,
    /// How the texts spell the name.
    pub text: String,
    /// Its key.
    pub key: String,
    /// How it was told.
    pub way: &'static str,
    /// The entity that it is equated with, close to, or a damaged name of.
    pub entity: Option<String>,
    /// The canonical name of that.
    pub name: Option<String>,
    /// The name of it that it is equated with, close to, or a damaged form of.
    pub known: Option<String>,
    /// What an acronym is short for.
    pub long: Option<String>,
    /// What kind of alias is proposed.
    pub kind: Option<&'static str>,
    /// In which language, `und` where records and flags do not agree.
    pub lang: String,
    pub times: u64,
    pub documents: u64,
    pub first: Option<String>,
    pub last: Option<String>,
    /// The rule that forbids it in a dictionary, where one does.
    pub refused: Option<String>,
    pub contexts: Vec<Context>,
    /// It itself.
    #[serde(skip)]
    pub finding: Finding,
}

/// A place in the corpus.
#[derive(Debug, Serialize)]
pub(super) struct Context {
    pub record: String,
    pub field: String,
    /// Bytes of the field.
    pub start: usize,
    pub end: usize,
    pub before: String,
    pub text: String,
    pub after: String,
}

impl Report {
    pub(super) fn of(
        gazetteer: &Gazetteer,
        tally: &Tally,
        findings: Vec<Finding>,
        args: &DiscoverArgs,
    ) -> Self {
        let corpus = Corpus {
            title: title(&args.input.files),
            texts: tally.texts,
            first: tally.first.map(|date| date.to_string()),
            last: tally.last.map(|date| date.to_string()),
        };
        let findings = findings.into_iter().map(|finding| Row::of(gazetteer, finding)).collect();
        Self { corpus, findings }
    }
}

impl Row {
    fn of(gazetteer: &Gazetteer, finding: Finding) -> Self {
        let known = finding.known.map(|alias| gazetteer.alias(alias));
        let sightings = &finding.sightings;
        let mut languages = sightings.languages.keys();
        let lang = match (languages.next(), languages.next()) {
            (Some(tag), None) if !tag.is_empty() => tag.split('-').next().unwrap_or(tag),
            _ => "und",
        };
        let lang = lang.to_owned();
        Self {
            sort: finding.sort.as_str(),
            key: key(&finding.text),
            text: finding.text.clone(),
            way: finding.way.as_str(),
            entity: known.map(|alias| alias.entity().id().into_owned()),
            name: known.map(|alias| alias.entity().name().to_owned()),
            known: known.map(|alias| alias.text().to_owned()),
            long: finding.long.clone(),
            kind: finding.kind.map(Kind::as_str),
            lang,
            times: sightings.times,
            documents: sightings.documents,
            first: sightings.first.map(|date| date.to_string()),
            last: sightings.last.map(|date| date.to_string()),
            refused: None,
            contexts: sightings.contexts.iter().map(Context::of).collect(),
            finding,
        }
    }

    /// `12 times in 5 texts, 2025-01-02 to 2025-03-04`.
    pub(super) fn counts(&self) -> String {
        let number = |count: u64, one: &str, more: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {more}"),
        };
        let mut counts = format!(
            "{} in {}",
            number(self.times, "time", "times"),
            number(self.documents, "text", "texts")
        );
        counts.push_str(&period(self.first.as_deref(), self.last.as_deref()));
        counts
    }
}

/// `, 2025-01-02 to 2025-03-04`; nothing where no text has a date.
pub(super) fn period(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(day), _) | (None, Some(day)) => format!(", {day}"),
        (None, None) => String::new(),
    }
}

impl Context {
    fn of(sighting: &Sighting) -> Self {
        Self {
            record: sighting.record.clone(),
            field: sighting.field.clone(),
            start: sighting.span.start,
            end: sighting.span.end,
            before: sighting.before.clone(),
            text: sighting.surface.clone(),
            after: sighting.after.clone(),
        }
    }
}
