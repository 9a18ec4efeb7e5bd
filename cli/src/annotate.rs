//! From a record to its annotations: the fields of a record are one document.

use std::collections::BTreeSet;
use std::sync::Arc;

use exonym::dictionary::Kind;
use exonym::gazetteer::Gazetteer;
use exonym::resolve::{Candidate, Context, Link, Verdict as Decision};
use exonym::{Annotator, Buffers, Span};

use crate::args::{ContextArgs, TextArgs, VerdictArgs};
use crate::decisions::Decisions;
use crate::metadata::{date, language};
use crate::record::{Annotation, Reading, Reason, Record, Verdict};

/// What stands between two fields of a document: a blank line, which no name contains.
const BETWEEN: &str = "\n\n";

/// The document that the fields of a record make together.
#[derive(Debug, Default)]
pub struct Document {
    text: String,
    /// Where each field begins.
    starts: Vec<usize>,
}

impl Document {
    /// The document of `record`, in place of the one before.
    pub fn read<'t>(&'t mut self, record: &'t Record) -> &'t str {
        self.text.clear();
        self.starts.clear();
        if record.fields.len() == 1 {
            self.starts.push(0);
            return self.text(record);
        }
        for field in &record.fields {
            if !self.starts.is_empty() {
                self.text.push_str(BETWEEN);
            }
            self.starts.push(self.text.len());
            self.text.push_str(&field.text);
        }
        &self.text
    }

    /// The text of the document that `record` was read into. The only field of a record is not copied.
    pub fn text<'t>(&'t self, record: &'t Record) -> &'t str {
        match record.fields.as_slice() {
            [field] => &field.text,
            _ => &self.text,
        }
    }

    /// The field that a span of the document stands in, and the span there.
    pub fn place(&self, span: Span) -> (usize, Span) {
        let field = self.starts.partition_point(|&start| start <= span.start) - 1;
        let start = self.starts[field];
        (field, Span::new(span.start - start, span.end - start))
    }
}

/// What a thread keeps from record to record.
#[derive(Debug, Default)]
pub struct Scratch {
    pub buffers: Buffers,
    pub document: Document,
}

/// How records are understood, and what is wanted of them.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub context: Context,
    /// Whether annotations are to have their evidence.
    pub evidence: bool,
    /// What somebody decided.
    pub decisions: Option<Arc<Decisions>>,
    only: Vec<String>,
    except: Vec<String>,
}

impl Settings {
    pub fn new(args: &ContextArgs) -> Self {
        Self {
            only: args.only.clone(),
            except: args.except.clone(),
            ..Self::judging(&args.verdicts)
        }
    }

    /// Everything is wanted that has the score for it.
    pub fn judging(args: &VerdictArgs) -> Self {
        let mut settings = Self::of(&args.text);
        settings.context.min_score = args.min_score;
        settings
    }

    /// For texts of this language and date, where they do not say otherwise; everything is wanted.
    pub fn of(TextArgs { lang, as_of: date }: &TextArgs) -> Self {
        let context = Context { lang: lang.clone(), date: *date, ..Context::default() };
        Self { context, ..Self::default() }
    }

    /// The context of one record: what it says of itself comes first.
    pub fn context_of(&self, record: &Record) -> Context {
        let mut context = self.context.clone();
        context.lang = record.lang.as_deref().and_then(language).or(context.lang);
        context.date = record.date.as_deref().and_then(date).or(context.date);
        context
    }

    /// Whether `--only` and `--except` leave a reading.
    pub fn wants(&self, reading: &Reading<'_>) -> bool {
        let is_among = |what: &String| {
            let namespace = reading.entity.split('/').next();
            *what == reading.entity_type
                || *what == reading.kind
                || namespace == Some(what)
                || reading.by.iter().any(|by| by == what)
        };
        (self.only.is_empty() || self.only.iter().any(is_among))
            && !self.except.iter().any(is_among)
    }

    /// What is wrong with `--only` and `--except`, if they name something that no reading can be.
    pub fn unknown_choice(&self, gazetteer: &Gazetteer) -> Option<String> {
        let mut choices = self.only.iter().chain(&self.except).map(String::as_str).peekable();
        choices.peek()?;
        let mut known: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        let mut namespaces = BTreeSet::new();
        for entity in gazetteer.entities().filter(|entity| !entity.is_decoy()) {
            namespaces.extend(entity.id().split('/').next().map(str::to_owned));
            known.insert(entity.entity_type());
            for alias in entity.aliases() {
                known.extend(alias.rule().by.iter().map(|agent| agent.key.as_str()));
            }
        }
        known.extend(namespaces.iter().map(String::as_str));
        let unknown = choices.find(|choice| !known.contains(choice))?;
        known.remove("");
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        Some(format!(
            "`{unknown}` is no type, namespace, kind or user in the dictionaries\n  help: these are: {known}"
        ))
    }
}

/// Annotates one record.
pub fn annotate<'g>(
    annotator: &'g Annotator,
    record: &Record,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Vec<Annotation<'g>> {
    let links = links(annotator, record, settings, scratch);
    annotations(annotator, record, settings, &scratch.document, &links).0
}

/// The links of one record, whose spans are of the document that it makes.
pub fn links(
    annotator: &Annotator,
    record: &Record,
    settings: &Settings,
    scratch: &mut Scratch,
) -> Vec<Link> {
    let text = scratch.document.read(record);
    annotator.annotate(text, &settings.context_of(record), &mut scratch.buffers)
}

/// The annotations that links make, with what was decided of the record; and where something was.
pub fn annotations<'g>(
    annotator: &'g Annotator,
    record: &Record,
    settings: &Settings,
    document: &Document,
    links: &[Link],
) -> (Vec<Annotation<'g>>, Vec<(usize, Span)>) {
    let annotation = |link| annotation(annotator, record, document, settings, link);
    let mut annotations = Vec::with_capacity(links.len());
    annotations.extend(links.iter().filter_map(annotation));
    let decided = settings.decisions.as_ref();
    let decided = decided.map(|all| all.apply(annotator, record, settings, &mut annotations));
    (annotations, decided.unwrap_or_default())
}

fn annotation<'g>(
    annotator: &'g Annotator,
    record: &Record,
    document: &Document,
    settings: &Settings,
    link: &Link,
) -> Option<Annotation<'g>> {
    let (field, span) = document.place(link.span);
    let verdict = match &link.verdict {
        Decision::Entity(candidate) => {
            Verdict::Entity(Some(reading(annotator, *candidate)).filter(|one| settings.wants(one))?)
        }
        Decision::Ambiguous(candidates) => {
            let readings = candidates.iter().map(|candidate| reading(annotator, *candidate));
            let readings: Vec<_> = readings.filter(|one| settings.wants(one)).collect();
            if readings.is_empty() {
                return None;
            }
            Verdict::Ambiguous(readings)
        }
        Decision::Nil => Verdict::Nil,
    };
    let told = match &link.verdict {
        Decision::Entity(candidate) => Some(candidate),
        Decision::Ambiguous(candidates) => candidates.first(),
        Decision::Nil => None,
    };
    // The best story may be that of a rival sense, which is not reported and so explains nothing.
    let story = link.stories.iter().find(|story| Some(&story.candidate) == told);
    let story = story.or(link.stories.first()).filter(|_| settings.evidence);
    let evidence = story.map_or(&[][..], |story| &story.evidence);
    let evidence = evidence.iter().map(|reason| Reason {
        kind: reason.kind.as_str(),
        place: reason.span.map(|span| document.place(span)),
    });
    let token = annotator.gazetteer().token(&record.fields[field].text, span);
    let (score, quoted, evidence) = (link.score, link.quoted, evidence.collect());
    Some(Annotation { field, span, token, score, quoted, verdict, decided: false, evidence })
}

/// What the dictionaries say of a candidate; texts older than its attribution do without it.
pub fn reading(annotator: &Annotator, candidate: Candidate) -> Reading<'_> {
    let gazetteer = annotator.gazetteer();
    let (entity, alias) = (gazetteer.entity(candidate.entity), gazetteer.alias(candidate.alias));
    let rule = alias.rule();
    let attributed = candidate.attributed;
    Reading {
        entity: entity.id(),
        name: entity.name(),
        entity_type: entity.entity_type(),
        kind: rule.kind.as_str(),
        by: rule.by.iter().filter(|_| attributed).map(|agent| agent.key.as_str()).collect(),
        since: rule.since.filter(|_| attributed).map(|date| date.to_string()),
        until: rule.until.map(|date| date.to_string()),
        tone: rule.tone.as_str(),
        scope: rule.scope.as_str(),
    }
}
