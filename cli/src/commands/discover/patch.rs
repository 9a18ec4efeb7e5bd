//! The findings as a dictionary to lay over those in use: names as aliases, each with a comment on where it was met; all else as comments.

use std::collections::BTreeSet;
use std::sync::Arc;

use exonym::diagnostic::{Diagnostic, SourceFile};
use exonym::dictionary::{Addition, Kind, Rule, Seen, Source, add_all, comment, string};
use exonym::discover::{Sightings, Sort};
use exonym::gazetteer::Gazetteer;

use super::report::{Report, Row, period};
use super::text::place;
use crate::args::DiscoverArgs;
use crate::failure::Failure;
use crate::patches::{self, Files};

/// The namespace of what belongs to none yet.
pub(super) const UNPLACED: &str = "new";

/// The short key of the one source.
const SOURCE: &str = "corpus";

/// The files of a patch, by namespace.
#[derive(Debug)]
pub(super) struct Patch(Files);

impl Patch {
    /// Writes the patch, and takes note in `report` of what a rule forbids: that is told in comments, so that the rest is accepted.
    pub(super) fn of(
        gazetteer: &Arc<Gazetteer>,
        report: &mut Report,
        args: &DiscoverArgs,
    ) -> Result<Self, Failure> {
        let writer = Writer::of(report, args);
        loop {
            let files = writer.files(&report.findings)?;
            let problems = patches::problems(gazetteer, &files);
            let mut is_sound = true;
            for problem in &problems {
                for row in &mut report.findings {
                    if row.refused.is_none() && concerns(problem, row) {
                        row.refused = Some(problem.rule.to_owned());
                        is_sound = false;
                    }
                }
            }
            // Each round refuses at least one, or is the last.
            if is_sound {
                return Ok(Self(files));
            }
        }
    }

    /// The file of a namespace.
    pub(super) fn file(&self, namespace: &str) -> Option<&str> {
        self.0.get(namespace).map(String::as_str)
    }

    /// All of them, by namespace.
    pub(super) const fn files(&self) -> &Files {
        &self.0
    }
}

/// Whether a problem is about the name that a finding proposes.
fn concerns(problem: &Diagnostic, row: &Row) -> bool {
    let place = &problem.place;
    let namespace = place.file.name.strip_suffix(".toml");
    row.is_proposed()
        && row.namespace() == namespace
        && place.span.of(&place.file.text) == string(&row.text)
}

impl Row {
    /// Whether it becomes an alias.
    fn is_proposed(&self) -> bool {
        self.finding.kind.is_some() && self.entity.is_some()
    }

    fn namespace(&self) -> Option<&str> {
        Some(self.entity.as_deref()?.split_once('/')?.0)
    }

    fn slug(&self) -> &str {
        self.entity.as_deref().and_then(|id| id.split_once('/')).map_or("", |(_, slug)| slug)
    }

    /// Counts, then each context, as comments.
    fn comments(&self, says: &str) -> Vec<String> {
        let mut lines = vec![comment(&format!("{says}; {}", self.counts()))];
        lines.extend(self.contexts.iter().map(|context| {
            let (before, after) = (&context.before, &context.after);
            comment(&format!("{}…{before}[{}]{after}…", place(context), context.text))
        }));
        lines
    }
}

/// What all files have in common.
struct Writer {
    title: String,
    license: String,
    source: Arc<Source>,
}

impl Writer {
    fn of(report: &Report, args: &DiscoverArgs) -> Self {
        let corpus = &report.corpus;
        let title = args.source_title.clone().unwrap_or_else(|| {
            let dates = period(corpus.first.as_deref(), corpus.last.as_deref());
            format!("{}{dates}", corpus.title)
        });
        let source = Source {
            key: SOURCE.to_owned(),
            title: title.clone(),
            date: None,
            url: args.source_url.clone().unwrap_or_default(),
        };
        Self { title, license: args.license.clone(), source: Arc::new(source) }
    }

    fn files(&self, rows: &[Row]) -> Result<Files, Failure> {
        let namespaces: BTreeSet<&str> =
            rows.iter().map(|row| row.namespace().unwrap_or(UNPLACED)).collect();
        let file = |namespace: &str| {
            let rows: Vec<&Row> = rows
                .iter()
                .filter(|row| row.namespace().unwrap_or(UNPLACED) == namespace)
                .collect();
            Ok((namespace.to_owned(), self.file(namespace, &rows)?))
        };
        namespaces.into_iter().map(file).collect()
    }

    fn file(&self, namespace: &str, rows: &[&Row]) -> Result<String, Failure> {
        let (proposed, told): (Vec<&Row>, Vec<&Row>) =
            rows.iter().partition(|row| row.is_proposed() && row.refused.is_none());
        let mut text = self.header(namespace, !proposed.is_empty());
        if told.iter().any(|row| row.finding.sort == Sort::Acronym) {
            // What a stub needs; a source that nobody uses is a warning.
            let title = string(&self.title);
            let source = comment(&format!("{SOURCE} = {{ title = {title} }}"));
            text.extend(["\n", &comment("[source]"), "\n", &source, "\n"]);
        }
        for row in told {
            text.push('\n');
            for line in told_of(row) {
                text.push_str(&line);
                text.push('\n');
            }
        }
        let additions: Vec<Addition> = proposed.iter().map(|row| self.addition(row)).collect();
        let file = Arc::new(SourceFile { name: format!("{namespace}.toml"), text });
        add_all(&file, &additions).map_err(|problems| {
            let message = problems.first().map_or("", |problem| &problem.message);
            Failure::new(format!("the patch cannot be written: {message}"), "")
        })
    }

    fn header(&self, namespace: &str, has_names: bool) -> String {
        let mut header = format!(
            "{}\n# Nobody has judged it: take out what is wrong, say more of the rest, and run `exonym check`.\n\
             schema    = 1\nnamespace = {}\ntitle     = {}\nlicense   = {}\n",
            comment(&format!("Found by `exonym discover` in {}.", self.title)),
            string(namespace),
            string(&format!("Names met in {}", self.title)),
            string(&self.license),
        );
        if has_names {
            header.extend([
                "defaults  = { source = ",
                &string(SOURCE),
                " }
",
            ]);
        }
        header
    }

    fn addition(&self, row: &Row) -> Addition {
        let Sightings { first, last, .. } = row.finding.sightings;
        let seen = first.or(last).map(|_| Seen { first, last, sources: Vec::new() });
        let rule = Rule {
            kind: row.finding.kind.unwrap_or(Kind::Name),
            lang: row.lang.clone(),
            seen,
            sources: vec![Arc::clone(&self.source)],
            ..Rule::default()
        };
        Addition {
            slug: row.slug().to_owned(),
            texts: vec![row.text.clone()],
            comments: row.comments(&says(row)),
            rule,
            ..Addition::default()
        }
    }
}

/// What is told and not proposed.
fn told_of(row: &Row) -> Vec<String> {
    if row.finding.sort == Sort::Acronym {
        return stub(row);
    }
    let entity = row.entity.as_deref().unwrap_or_default();
    let rule = row.refused.as_deref().map(|rule| format!(", not proposed: {rule}"));
    let says = format!("“{}”, {entity}: {}{}", row.text, says(row), rule.unwrap_or_default());
    row.comments(&says)
}

/// An entity that is new, as far as the texts tell, to be completed by a person.
fn stub(row: &Row) -> Vec<String> {
    let mut lines = row.comments(&says(row));
    let long = row.long.as_deref().unwrap_or(&row.text);
    lines.extend([
        comment(&format!("[entity.{}]", slug(&row.text))),
        comment(&format!("name = {}", string(long))),
        comment("type = \"\""),
        comment(&format!("source = \"{SOURCE}\"")),
        comment(&format!("[[entity.{}.alias]]", slug(&row.text))),
        comment(&format!("text = {}", string(&row.text))),
        comment("kind = \"acronym\""),
        comment("defined = true"),
    ]);
    lines
}

/// Why it was found: `near “Pakistan”: letter`.
fn says(row: &Row) -> String {
    let known = row.known.as_deref().or(row.long.as_deref()).unwrap_or_default();
    let says = match row.finding.sort {
        Sort::Equated => "equated with",
        Sort::Near => "near",
        Sort::Acronym => "acronym of",
        Sort::Damaged => "damaged form of",
    };
    format!("{says} “{known}”, {}", row.way)
}

/// The slug that the entity of an acronym may have.
fn slug(acronym: &str) -> String {
    let letters = exonym::fold::key(acronym);
    let parts = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let slug = parts.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "slug".to_owned() } else { slug }
}
