//! What somebody must know of a file who adds to it.

use std::sync::Arc;

use super::sound;
use super::tree::{Comment, File, Table, Value};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::dictionary::{Boundary, Case, Kind, Matter, Rule, Scope, Tone};

/// What a TOML file declares, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The version of the format, as it is written; empty where it does not say.
    pub schema: String,
    /// The first half of its ids; empty where it does not say.
    pub namespace: String,
    /// The language of names that do not say theirs.
    pub lang: String,
    /// What holds for names that do not say otherwise: their kind, scope, tone, case, marks, hyphen, boundary and prior, and whether a
    /// definition counts. All else is as in [`Rule::default`].
    pub rule: Rule,
    /// The type of entities that do not say theirs; may be empty.
    pub entity_type: String,
    /// The short keys of its sources and their titles, in the order of the file.
    pub sources: Vec<(String, String)>,
    /// The short keys of its agents and their full names, in the order of the file.
    pub agents: Vec<(String, String)>,
    /// Its entities, in the order of the file.
    pub slugs: Vec<String>,
    /// What its head says where a program writes it: `Written by PROGRAM: change that file, not this one`.
    pub written_by: Option<String>,
}

impl Outline {
    /// Reads the outline of a file.
    ///
    /// # Errors
    /// What is wrong with the syntax of the file.
    pub fn of(file: &Arc<SourceFile>) -> Result<Self, Vec<Diagnostic>> {
        let File { head, root } = sound(file)?;
        let text = |key: &str| root.get(key).and_then(Value::text).unwrap_or_default().to_owned();
        let default = |key: &str| {
            let defaults = root.get("defaults").and_then(Value::table);
            let value = defaults.and_then(|table| table.get(key)).and_then(Value::text);
            value.map(ToOwned::to_owned)
        };
        let title = |value: &Value<'_>| {
            value.table()?.get("title").and_then(Value::text).map(ToOwned::to_owned)
        };
        let name = |value: &Value<'_>| value.text().map(ToOwned::to_owned);
        let schema = match root.get("schema") {
            Some(Value::Scalar(scalar)) => scalar.written.to_string(),
            _ => String::new(),
        };
        Ok(Self {
            schema,
            rule: usual_rule(&root),
            namespace: text("namespace"),
            lang: default("lang").unwrap_or_else(|| "und".into()),
            entity_type: default("type").unwrap_or_default(),
            sources: members(&root, "source", title),
            agents: members(&root, "agent", name),
            slugs: members(&root, "entity", |_| None).into_iter().map(|(slug, _)| slug).collect(),
            written_by: written_by(&head),
        })
    }
}

/// What the defaults of a file say of names in a word or a number.
pub(super) fn usual_rule(root: &Table<'_>) -> Rule {
    let mut rule = Rule::default();
    let Some(defaults) = root.get("defaults").and_then(Value::table) else { return rule };
    let word = |key: &str| defaults.get(key).and_then(Value::text);
    let written = |key: &str| match defaults.get(key) {
        Some(Value::Scalar(scalar)) => Some(scalar.written.as_ref()),
        _ => None,
    };
    let matter = |key: &str| word(key).and_then(Matter::from_keyword);
    rule.kind = word("kind").and_then(Kind::from_keyword).unwrap_or(rule.kind);
    rule.scope = word("scope").and_then(Scope::from_keyword).unwrap_or(rule.scope);
    rule.tone = word("tone").and_then(Tone::from_keyword).unwrap_or(rule.tone);
    rule.case = word("case").and_then(Case::from_keyword).unwrap_or(rule.case);
    rule.boundary = word("boundary").and_then(Boundary::from_keyword).unwrap_or(rule.boundary);
    rule.marks = matter("marks").unwrap_or(rule.marks);
    rule.hyphen = matter("hyphen").unwrap_or(rule.hyphen);
    rule.prior = written("prior").and_then(|number| number.parse().ok()).unwrap_or(rule.prior);
    rule.dated = written("dated").map_or(rule.dated, |value| value == "true");
    rule.defined = written("defined").map_or(rule.defined, |value| value == "true");
    rule
}

/// The keys of a table, and what each of them says.
fn members(
    root: &Table<'_>,
    key: &str,
    said: impl Fn(&Value<'_>) -> Option<String>,
) -> Vec<(String, String)> {
    let table = root.get(key).and_then(Value::table);
    let entries = table.map_or(&[][..], |table| &table.entries);
    entries
        .iter()
        .map(|entry| (entry.key.text.to_string(), said(&entry.value).unwrap_or_default()))
        .collect()
}

/// The sentence of the head that begins with `Written by` and the name of a program, which ends with a colon.
fn written_by(head: &[Comment<'_>]) -> Option<String> {
    let lines = head.iter().map(|comment| comment.text.trim_start_matches('#').trim());
    let head = lines.collect::<Vec<_>>().join(" ");
    let sentence = &head[head.find("Written by ")?..];
    let program = sentence.split(' ').nth(2)?;
    let end = sentence.find(". ").unwrap_or(sentence.len());
    program.ends_with(':').then(|| sentence[..end].trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        let file = Arc::new(SourceFile { name: "a.toml".into(), text: text.into() });
        Outline::of(&file).unwrap()
    }

    #[test]
    fn what_a_file_declares() {
        let found = outline(
            "namespace = 'group'\ndefaults = { lang = 'en', type = 'armed-group' }\n\
             source.un = { title = 'UN' }\n[agent]\nmoi = 'Ministry'\n[entity.b]\n[entity.a.names]",
        );
        let pair = |key: &str, said: &str| (key.to_owned(), said.to_owned());
        let expected = Outline {
            schema: String::new(),
            rule: Rule::default(),
            namespace: "group".into(),
            lang: "en".into(),
            entity_type: "armed-group".into(),
            sources: vec![pair("un", "UN")],
            agents: vec![pair("moi", "Ministry")],
            slugs: vec!["b".into(), "a".into()],
            written_by: None,
        };
        assert_eq!(found, expected);
        assert_eq!(outline("entity = 3"), Outline { lang: "und".into(), ..Outline::default() });
    }

    #[test]
    fn a_file_says_which_program_writes_it() {
        for (head, said) in [
            (
                "# States. Written by a/b.py: change that\n# file. More.",
                Some("Written by a/b.py: change that file"),
            ),
            ("# Written by a/b.py: x.", Some("Written by a/b.py: x")),
            ("# Written by many hands: be kind.", None),
            ("# Names.\n\n# Written by a/b.py: x.", None),
            ("", None),
        ] {
            let found = outline(&format!("{head}\nschema = 1\n"));
            assert_eq!(found.written_by.as_deref(), said, "{head}");
        }
    }
}
