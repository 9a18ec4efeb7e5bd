//! One entity, as one file gives it.

use std::sync::Arc;

use super::model::{Alias, Relation, Source, Test};
use super::names::{Ground, Names};
use super::reader::{Defaults, Form, Reader, Reference};
use super::sentence::{InvalidSentence, Sentence, SentenceProblem};
use super::value::{Content, Member, Table, Value};
use crate::diagnostic::Place;
use crate::id::EntityId;
use crate::span::Span;

/// The keys of an entity; in a pack it has `slug` besides.
pub(super) const KEYS: &[&str] = &[
    "name", "label", "type", "ids", "source", "names", "alias", "relates", "test", "decoy", "note",
    "replace", "remove", "slug",
];

/// What one file says about one entity; layers make entities out of drafts.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: EntityId,
    pub(super) place: Place,
    /// Where it is given, it is the text of the first alias.
    pub(super) name: Option<String>,
    /// Whether it is given and cannot be used, which has been reported.
    pub(super) bad_name: bool,
    pub(super) labels: Vec<(String, String)>,
    pub(super) entity_type: Option<String>,
    pub(super) ids: Vec<(String, String)>,
    pub(super) sources: Vec<Arc<Source>>,
    pub(super) aliases: Vec<Alias>,
    pub(super) relations: Vec<(Relation, EntityId)>,
    pub(super) decoy: Option<bool>,
    pub(super) note: Option<String>,
    pub(super) hits: Vec<Test>,
    pub(super) misses: Vec<Test>,
    pub(super) replace: bool,
    pub(super) remove: Vec<Removal>,
    /// Everything that it points to.
    pub(super) references: Vec<Reference>,
    /// What holds where the entity is new.
    pub(super) defaults: Arc<Defaults>,
}

/// An entry of `remove`.
#[derive(Debug)]
pub(super) struct Removal {
    pub(super) forms: Vec<String>,
    pub(super) place: Place,
}

impl Draft {
    /// Whether it is an entity by itself, whatever others are given.
    pub(super) fn stands_alone(&self) -> bool {
        self.name.is_some() && !self.replace && self.remove.is_empty() && self.references.is_empty()
    }
}

impl Reader {
    /// Reads an entity; `None` where it has no usable id.
    pub(super) fn entity(&mut self, slug: &str, heading: Span, table: &Table<'_>) -> Option<Draft> {
        let known = match self.form {
            Form::Patterns => &KEYS[..KEYS.len() - 1],
            Form::Literal => KEYS,
        };
        self.report.unknown_keys(table, known, "an entity");
        self.report.slug("slug", slug, heading);
        let id = self.namespace.as_ref().and_then(|space| EntityId::new(space, slug).ok());

        let defaults = Arc::clone(&self.defaults);
        let mut rule = defaults.rule.clone();
        let source = table.get("source");
        if let Some(value) = source {
            rule.sources = self.sources.resolve(&mut self.report, "source", value);
        }
        let sourced = source.is_some() || defaults.sourced;
        let (name, aliases) = self.names(table, &Ground { rule: &rule, sourced });
        let labels = table.get("label").map(|value| self.labels(value));
        let ids = table.get("ids").map(|value| self.register_ids(value));
        let relations = table.get("relates").map(|value| self.relations(value, id.as_ref()));
        let (hits, misses) = table.get("test").map(|value| self.tests(value)).unwrap_or_default();
        let remove = table.get("remove").map(|value| self.removals(value));
        let report = &mut self.report;
        Some(Draft {
            place: report.place(heading),
            bad_name: name.is_none() && table.get("name").is_some(),
            name,
            labels: labels.unwrap_or_default(),
            entity_type: table.get("type").and_then(|value| self.entity_type(value)),
            ids: ids.unwrap_or_default(),
            sources: rule.sources,
            aliases,
            relations: relations.unwrap_or_default(),
            decoy: self.flag(table, "decoy"),
            note: self.note(table),
            hits,
            misses,
            replace: self.flag(table, "replace").unwrap_or(false),
            remove: remove.unwrap_or_default(),
            references: std::mem::take(&mut self.references),
            defaults,
            id: id?,
        })
    }

    /// All names, the canonical one first.
    fn names(&mut self, table: &Table<'_>, ground: &Ground<'_>) -> (Option<String>, Vec<Alias>) {
        let mut names = Names::default();
        let mut name = None;
        if let Some(value) = table.get("name")
            && let Some(alias) = self.canonical_name(value, ground)
        {
            name = Some(alias.text.clone());
            names.plain(alias, ground.sourced);
        }
        if let Some(value) = table.get("names") {
            self.plain_names(value, ground, &mut names);
        }
        match table.get("alias").map(|value| (value, &value.content)) {
            Some((_, Content::List(blocks))) => {
                for block in blocks {
                    self.alias_block(block, ground, &mut names);
                }
            }
            Some((value, _)) => {
                self.report.wrong_type("alias", value, "a list of blocks: [[entity.….alias]]");
            }
            None => {}
        }
        if let Some((alias, count)) = names.unsourced() {
            let names = if count == 1 { "name" } else { "names" };
            let message = format!("{count} {names} without a source");
            let span = alias.place.span;
            let problem = self.report.error("missing-source", span, message);
            self.report.push(problem.label("the first of them").help(
                "give the entity a `source`, or each block its own: a key of [source] that says where the name was read",
            ));
        }
        (name, names.into_aliases())
    }

    /// The type of an entity, which is written like a slug.
    pub(super) fn entity_type(&mut self, value: &Value<'_>) -> Option<String> {
        let text = self.report.text("type", value)?;
        self.report.slug("type", text, value.span).then(|| text.into())
    }

    fn flag(&mut self, table: &Table<'_>, key: &str) -> Option<bool> {
        table.get(key).and_then(|value| self.report.boolean(key, value))
    }

    fn note(&mut self, table: &Table<'_>) -> Option<String> {
        let value = table.get("note")?;
        self.report.text("note", value).map(Into::into)
    }

    /// `label`: what is written in a language, sorted by its tag.
    fn labels(&mut self, value: &Value<'_>) -> Vec<(String, String)> {
        let Some(table) = self.report.table("label", value) else { return Vec::new() };
        let mut labels = Vec::new();
        for member in &table.members {
            let known = self.report.language(&member.key, member.key_span);
            if let Some(label) = self.report.filled_text(&member.key, &member.value)
                && known
            {
                labels.push((member.key.to_string(), label.into()));
            }
        }
        labels.sort();
        labels
    }

    /// `ids`: ids in other registers, sorted by register.
    fn register_ids(&mut self, value: &Value<'_>) -> Vec<(String, String)> {
        let Some(table) = self.report.table("ids", value) else { return Vec::new() };
        let mut ids = Vec::new();
        for member in &table.members {
            let known = self.report.slug("register", &member.key, member.key_span);
            if let Some(id) = self.report.filled_text(&member.key, &member.value)
                && known
            {
                ids.push((member.key.to_string(), id.into()));
            }
        }
        ids.sort();
        ids
    }

    /// `relates`: relations, in the order of the file; `owner` may not be its own relative.
    pub(super) fn relations(
        &mut self,
        value: &Value<'_>,
        owner: Option<&EntityId>,
    ) -> Vec<(Relation, EntityId)> {
        let Some(table) = self.report.table("relates", value) else { return Vec::new() };
        let mut relations = Vec::new();
        for member in &table.members {
            let Some(relation) = self.relation(member) else { continue };
            for (written, span) in self.report.texts(&member.key, &member.value) {
                let Some(id) = self.reference(written, span) else { continue };
                if Some(&id) == owner {
                    let message = format!("{id} is related to itself");
                    let problem = self.report.error("self-relation", span, message);
                    self.report.push(problem.help("name another entity, or take it away"));
                } else if !relations.contains(&(relation, id.clone())) {
                    relations.push((relation, id));
                }
            }
        }
        relations
    }

    fn relation(&mut self, member: &Member<'_>) -> Option<Relation> {
        let relation = Relation::from_keyword(&member.key);
        if relation.is_none() {
            let known: Vec<_> = Relation::ALL.iter().map(|relation| relation.as_str()).collect();
            self.report.unknown_key(member, &known, "`relates`");
        }
        relation
    }

    /// `test`: sentences to hit and to miss.
    fn tests(&mut self, value: &Value<'_>) -> (Vec<Test>, Vec<Test>) {
        let Some(table) = self.report.table("test", value) else { return Default::default() };
        self.report.unknown_keys(table, &["hit", "miss"], "`test`");
        let mut read = |key: &str, marked: bool| -> Vec<Test> {
            let Some(value) = table.get(key) else { return Vec::new() };
            let texts = self.report.texts(key, value).into_iter();
            texts.filter_map(|(text, span)| self.sentence(text, span, marked)).collect()
        };
        (read("hit", true), read("miss", false))
    }

    /// A test sentence; one to hit has brackets, one to miss has none.
    fn sentence(&mut self, text: &str, span: Span, marked: bool) -> Option<Test> {
        const LITERAL: &str = r"for a bracket that is text write `\[` or `\]`, in TOML between '…'";
        let problem = match Sentence::parse(text) {
            Ok(sentence) if sentence.marks.is_empty() == marked => {
                let (message, help) = if marked {
                    ("a sentence to hit marks nothing", "put the names to find into [ and ]")
                } else {
                    ("a sentence to miss marks something", LITERAL)
                };
                self.report.error("bad-brackets", span, message).help(help)
            }
            Ok(_) => return Some(Test { text: text.into(), place: self.report.place(span) }),
            Err(invalid @ InvalidSentence { at, problem }) => {
                let bracket = self.report.inside(span, text, Span::new(at, at + 1));
                self.report.error("bad-brackets", bracket, invalid.to_string()).help(
                    match problem {
                        SentenceProblem::Nested => "mark one name at a time: give two sentences",
                        SentenceProblem::Empty => "put a name into them",
                        SentenceProblem::NotClosed | SentenceProblem::NotOpened => LITERAL,
                    },
                )
            }
        };
        self.report.push(problem);
        None
    }

    /// `remove`: names that earlier layers gave and this one takes away.
    fn removals(&mut self, value: &Value<'_>) -> Vec<Removal> {
        let texts = self.report.texts("remove", value);
        texts
            .into_iter()
            .map(|(text, span)| Removal {
                forms: self.forms(text, span),
                place: self.report.place(span),
            })
            .filter(|removal| !removal.forms.is_empty())
            .collect()
    }
}
