//! The short keys of a file, for sources and for agents: what they stand for, and whether anybody uses them.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::Declared;
use super::nearest::nearest;
use super::report::{Report, quoted};
use super::value::{Content, Value};
use crate::span::Span;

/// What the keys of one table stand for.
#[derive(Debug)]
pub(super) struct Known<T> {
    /// What one of them is called: `source`, `agent`.
    noun: &'static str,
    entries: HashMap<String, Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    /// `None` where its own table has errors: using it is no further error.
    meaning: Option<Arc<T>>,
    key_span: Span,
    used: bool,
}

impl<T> Known<T> {
    pub(super) fn new(noun: &'static str) -> Self {
        Self { noun, entries: HashMap::new() }
    }

    /// The same keys, none of them used yet.
    pub(super) fn fork(&self) -> Self {
        let entry = |(key, entry): (&String, &Entry<T>)| {
            let &Entry { ref meaning, key_span, .. } = entry;
            (key.clone(), Entry { meaning: meaning.clone(), key_span, used: false })
        };
        Self { noun: self.noun, entries: self.entries.iter().map(entry).collect() }
    }

    /// Takes note of what a fork was asked for.
    pub(super) fn join(&mut self, fork: &Self) {
        for (key, entry) in &mut self.entries {
            entry.used |= fork.entries.get(key).is_some_and(|fork| fork.used);
        }
    }

    /// Declares a key.
    pub(super) fn declare(&mut self, key: &str, key_span: Span, meaning: Option<T>) {
        let entry = Entry { meaning: meaning.map(Arc::new), key_span, used: false };
        self.entries.insert(key.into(), entry);
    }

    /// What the one key or the list of keys in `value` stands for; nothing twice.
    pub(super) fn resolve(
        &mut self,
        report: &mut Report,
        field: &str,
        value: &Value<'_>,
    ) -> Vec<Arc<T>> {
        let mut found: Vec<Arc<T>> = Vec::new();
        let keys = report.texts(field, value);
        let is_empty = matches!(&value.content, Content::List(list) if list.is_empty());
        // Nobody in `by` takes back what the defaults say; a name without a source is never right.
        if is_empty && self.noun == "source" {
            let message = format!("`{field}` names no source");
            let problem = report.error("missing-source", value.span, message);
            report.push(
                problem.help("name a key of [source], or leave it to what is said further up"),
            );
        }
        for (key, span) in keys {
            let Some(entry) = self.entries.get_mut(key) else {
                let problem = self.unknown(report, key, span);
                report.push(problem);
                continue;
            };
            entry.used = true;
            if let Some(meaning) = &entry.meaning
                && !found.iter().any(|other| Arc::ptr_eq(other, meaning))
            {
                found.push(Arc::clone(meaning));
            }
        }
        found
    }

    fn unknown(&self, report: &Report, key: &str, span: Span) -> crate::diagnostic::Diagnostic {
        let noun = self.noun;
        let mut keys: Vec<_> = self.entries.keys().map(String::as_str).collect();
        keys.sort_unstable();
        let mut help = format!("declare it in [{noun}]");
        if let Some(word) = nearest(key, keys) {
            help = format!("did you mean `{word}`? Otherwise {help}");
        }
        let rule = if noun == "source" { "unknown-source" } else { "unknown-agent" };
        report
            .error(rule, span, format!("unknown {noun} {}", quoted(key)))
            .label(format!("not in [{noun}]"))
            .help(help)
    }

    /// What was declared without errors, in the order of the file.
    pub(super) fn declared(&self, report: &Report) -> Vec<Declared<T>> {
        let mut entries: Vec<_> = self.entries.values().collect();
        entries.sort_unstable_by_key(|entry| entry.key_span);
        let sound = entries.into_iter().filter_map(|entry| {
            let meaning = Arc::clone(entry.meaning.as_ref()?);
            Some(Declared { meaning, place: report.place(entry.key_span) })
        });
        sound.collect()
    }

    /// Warns of keys that nobody uses.
    pub(super) fn warn_of_unused(&self, report: &mut Report) {
        let noun = self.noun;
        let rule = if noun == "source" { "unused-source" } else { "unused-agent" };
        let mut unused: Vec<_> = self.entries.iter().filter(|(_, entry)| !entry.used).collect();
        unused.sort_by_key(|(_, entry)| entry.key_span);
        for (key, entry) in unused {
            let message = format!("{noun} {} is never used", quoted(key));
            report.push(
                report.warning(rule, entry.key_span, message).help("use it, or take it away"),
            );
        }
    }
}
