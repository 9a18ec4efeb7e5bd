//! What a file says about itself, before its entities: the ground on which they are read.

use std::collections::VecDeque;
use std::sync::Arc;

use super::known::Known;
use super::model::{Agent, Relation, Rule, Source};
use super::report::{Report, quoted};
use super::value::{Content, Member, Table, Value};
use crate::diagnostic::{Diagnostic, Place};
use crate::id::EntityId;
use crate::span::Span;

/// The only version of the format that this build reads.
const SCHEMA: i64 = 1;

/// The keys at the top of a file, those of a pack's first line; a TOML file has `entity` besides.
pub(super) const HEADER_KEYS: &[&str] = &[
    "schema",
    "namespace",
    "title",
    "license",
    "defaults",
    "decoy",
    "source",
    "agent",
    "moved",
    "entity",
];

/// How the places begin at which a source can be read.
const PLACES: &[&str] = &["https://", "http://", "urn:", "doi:"];

/// The most forms that the patterns of one file may have together.
pub(super) const MOST_FORMS: usize = 100_000;

/// How many rules are compared before a new one is made.
const RECENT: usize = 8;

/// Whether names may be patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// TOML: names are patterns.
    Patterns,
    /// Packs: names are literal.
    Literal,
}

/// Reads the entities of one file, once its header is known.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) report: Report,
    pub(super) form: Form,
    /// `None` where the file gives none that is usable: the file is then read for its problems only.
    pub(super) namespace: Option<String>,
    pub(super) sources: Known<Source>,
    pub(super) agents: Known<Agent>,
    pub(super) defaults: Arc<Defaults>,
    pub(super) moved: Vec<Moved>,
    /// The rules of late, at most [`RECENT`]: most names of a file share a few.
    recent: VecDeque<Arc<Rule>>,
    /// How many forms the patterns that follow may have; 0 once it was said that they have more.
    pub(super) forms_left: usize,
    /// Ids that the entity at hand points to.
    pub(super) references: Vec<Reference>,
    /// Ids that the defaults point to.
    pub(super) default_references: Vec<Reference>,
}

/// What holds for the entities of a file that do not say otherwise.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    pub(super) rule: Rule,
    pub(super) entity_type: String,
    /// Whether `source` was given, with or without errors.
    pub(super) sourced: bool,
    pub(super) decoy: bool,
    pub(super) relations: Vec<(Relation, EntityId)>,
}

/// An id that something points to.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) id: EntityId,
    pub(super) place: Place,
}

/// An entry of `[moved]`.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    pub(super) old: EntityId,
    pub(super) new: EntityId,
    /// The place of the old slug.
    pub(super) place: Place,
    /// The place of the new id.
    pub(super) target: Place,
}

impl Reader {
    /// Reads the header, or gives up where it is of a schema that means something else.
    pub(super) fn open(
        mut report: Report,
        form: Form,
        header: &Table<'_>,
        span: Span,
    ) -> Result<Self, Vec<Diagnostic>> {
        if !is_our_schema(&mut report, header, span) {
            return Err(report.finish());
        }
        let known = match form {
            Form::Patterns => HEADER_KEYS,
            Form::Literal => &HEADER_KEYS[..HEADER_KEYS.len() - 1],
        };
        report.unknown_keys(header, known, "a dictionary");
        check_title(&mut report, header, span);
        let namespace = namespace(&mut report, header, span);
        let mut reader = Self {
            report,
            form,
            namespace,
            sources: Known::new("source"),
            agents: Known::new("agent"),
            defaults: Arc::default(),
            moved: Vec::new(),
            recent: VecDeque::new(),
            forms_left: MOST_FORMS,
            references: Vec::new(),
            default_references: Vec::new(),
        };
        reader.read_sources(header);
        reader.read_agents(header);
        reader.read_defaults(header);
        reader.read_moved(header);
        Ok(reader)
    }

    /// A reader on the same ground, for a piece of the file.
    pub(super) fn fork(&self) -> Self {
        Self {
            report: self.report.fork(),
            form: self.form,
            namespace: self.namespace.clone(),
            sources: self.sources.fork(),
            agents: self.agents.fork(),
            defaults: Arc::clone(&self.defaults),
            moved: Vec::new(),
            recent: VecDeque::new(),
            forms_left: self.forms_left,
            references: Vec::new(),
            default_references: Vec::new(),
        }
    }

    /// Takes over what a fork has noticed.
    pub(super) fn join(&mut self, fork: Self) {
        self.sources.join(&fork.sources);
        self.agents.join(&fork.agents);
        self.report.join(fork.report);
    }

    /// The rule, shared with names before that have the same.
    pub(super) fn share(&mut self, rule: Rule) -> Arc<Rule> {
        if let Some(known) = self.recent.iter().find(|known| ***known == rule) {
            return Arc::clone(known);
        }
        let rule = Arc::new(rule);
        self.recent.truncate(RECENT - 1);
        self.recent.push_front(Arc::clone(&rule));
        rule
    }

    /// An id as it is written here: without a slash it is in the namespace of the file.
    pub(super) fn id(&mut self, written: &str, span: Span) -> Option<EntityId> {
        let id = match &self.namespace {
            Some(namespace) if !written.contains('/') => EntityId::new(namespace, written),
            None if !written.contains('/') => return None,
            _ => written.parse(),
        };
        if id.is_err() {
            let message = format!("{} is no entity id", quoted(written));
            let help = "write namespace/slug, or the slug alone within this namespace, with a-z, 0-9 and - only";
            self.report.push(self.report.error("bad-id", span, message).help(help));
        }
        id.ok()
    }

    /// An id that must lead somewhere once everything is read.
    pub(super) fn reference(&mut self, written: &str, span: Span) -> Option<EntityId> {
        let id = self.id(written, span)?;
        self.references.push(Reference { id: id.clone(), place: self.report.place(span) });
        Some(id)
    }

    fn read_sources(&mut self, header: &Table<'_>) {
        let Some(value) = header.get("source") else { return };
        let Some(table) = self.report.table("source", value) else { return };
        for member in &table.members {
            let before = self.report.errors();
            self.report.slug("source key", &member.key, member.key_span);
            let source = self.source(member).filter(|_| self.report.errors() == before);
            self.sources.declare(&member.key, member.key_span, source);
        }
    }

    fn source(&mut self, member: &Member<'_>) -> Option<Source> {
        let report = &mut self.report;
        let table = report.table(&member.key, &member.value)?;
        report.unknown_keys(table, &["title", "date", "url"], "a source");
        let title = if let Some(value) = table.get("title") {
            report.filled_text("title", value)
        } else {
            let help = "say what was read, so that it can be found again";
            report.missing_key(member.key_span, "title", help);
            None
        };
        let date = table.get("date").and_then(|value| report.date("date", value));
        let url = table.get("url").and_then(|value| {
            let url = report.text("url", value)?;
            if !PLACES.iter().any(|scheme| url.starts_with(scheme)) {
                let message = format!("{} is no address", quoted(url));
                let help = "begin it with https://, with urn: for a book (urn:isbn:…), or with doi: for an article";
                report.push(report.error("bad-url", value.span, message).help(help));
            }
            Some(url)
        });
        Some(Source {
            key: member.key.to_string(),
            title: title?.into(),
            date,
            url: url.unwrap_or_default().into(),
        })
    }

    fn read_agents(&mut self, header: &Table<'_>) {
        let Some(value) = header.get("agent") else { return };
        let Some(table) = self.report.table("agent", value) else { return };
        for member in &table.members {
            self.report.slug("agent key", &member.key, member.key_span);
            let name = self.report.filled_text(&member.key, &member.value);
            let agent = name.map(|name| Agent { key: member.key.to_string(), name: name.into() });
            self.agents.declare(&member.key, member.key_span, agent);
        }
    }

    fn read_defaults(&mut self, header: &Table<'_>) {
        let mut defaults = Defaults::default();
        if let Some(value) = header.get("decoy") {
            defaults.decoy = self.report.boolean("decoy", value).unwrap_or(false);
        }
        if let Some(value) = header.get("defaults")
            && let Some(table) = self.report.table("defaults", value)
        {
            for member in &table.members {
                self.read_default(&mut defaults, member);
            }
            self.check_period(&defaults.rule, table, value.span);
        }
        self.default_references = std::mem::take(&mut self.references);
        self.defaults = Arc::new(defaults);
    }

    fn read_default(&mut self, defaults: &mut Defaults, member: &Member<'_>) {
        let value = &member.value;
        match member.key.as_ref() {
            "type" => defaults.entity_type = self.entity_type(value).unwrap_or_default(),
            "decoy" => {
                defaults.decoy = self.report.boolean("decoy", value).unwrap_or(defaults.decoy);
            }
            "relates" => defaults.relations = self.relations(value, None),
            "source" => {
                defaults.sourced = true;
                self.rule_key(&mut defaults.rule, member);
            }
            _ if self.rule_key(&mut defaults.rule, member) => {}
            key @ ("name" | "names" | "alias" | "text" | "label" | "ids" | "test" | "note"
            | "replace" | "remove") => {
                let message = format!("`{key}` cannot have a default");
                let help = "give it with each entity: it is different every time";
                let problem = self.report.error("no-default", member.key_span, message);
                self.report.push(problem.help(help));
            }
            _ => {
                let known: Vec<_> =
                    ["type", "decoy", "relates"].iter().chain(super::rule::KEYS).copied().collect();
                self.report.unknown_key(member, &known, "defaults");
            }
        }
    }

    fn read_moved(&mut self, header: &Table<'_>) {
        let Some(value) = header.get("moved") else { return };
        let Some(table) = self.report.table("moved", value) else { return };
        for member in &table.members {
            self.report.slug("slug", &member.key, member.key_span);
            let Some(written) = self.report.text(&member.key, &member.value) else { continue };
            let Some(new) = self.id(written, member.value.span) else { continue };
            let Some(namespace) = &self.namespace else { continue };
            let Ok(old) = EntityId::new(namespace, &member.key) else { continue };
            let place = self.report.place(member.key_span);
            let target = self.report.place(member.value.span);
            self.moved.push(Moved { old, new, place, target });
        }
    }
}

/// Says what is wrong with the title and the licence of a file.
pub(super) fn check_title(report: &mut Report, header: &Table<'_>, span: Span) {
    for (key, help) in [
        ("title", "say what the file is about, such as \"Armed groups of Pakistan\""),
        ("license", "say how it may be used, as an SPDX name, such as \"CC0-1.0\""),
    ] {
        match header.get(key) {
            Some(value) => _ = report.filled_text(key, value),
            None => report.missing_key(span, key, help),
        }
    }
}

/// Whether the file is of the schema that this build reads; says so where it is not.
pub(super) fn is_our_schema(report: &mut Report, header: &Table<'_>, span: Span) -> bool {
    let Some(value) = header.get("schema") else {
        report.missing_key(span, "schema", "say which version of the format it is: `schema` is 1");
        return true;
    };
    match value.content {
        Content::Integer(Some(SCHEMA)) => true,
        Content::Integer(_) => {
            let written = report.written(value.span);
            let message = format!("schema {written} is not known");
            let help = format!(
                "this build reads schema {SCHEMA}: write that, or use a newer exonym for a newer file"
            );
            report.push(report.error("unknown-schema", value.span, message).help(help));
            false
        }
        _ => {
            report.wrong_type("schema", value, "the number 1");
            true
        }
    }
}

fn namespace(report: &mut Report, header: &Table<'_>, span: Span) -> Option<String> {
    let Some(value): Option<&Value<'_>> = header.get("namespace") else {
        report.missing_key(
            span,
            "namespace",
            "ids are namespace/slug: give the first half, such as \"group\"",
        );
        return None;
    };
    let text = report.text("namespace", value)?;
    report.slug("namespace", text, value.span).then(|| text.into())
}
