//! What somebody adds to a file, and where in it that belongs.

use std::borrow::Cow;
use std::sync::Arc;

use super::outline::usual_rule;
use super::sound;
use super::tree::{Comment, Comments, Element, Entry, Key, List, Scalar, Table, Value};
use super::write::write as write_file;
use crate::diagnostic::{Diagnostic, Place, SourceFile};
use crate::dictionary::{Cue, Date, Rule, string};
use crate::span::Span;

/// Names of one entity, and what is said of them.
#[derive(Clone, Debug, Default)]
pub struct Addition {
    /// The slug of the entity. Where the file does not have it, the file begins to speak of it.
    pub slug: String,
    /// The canonical name of an entity that is new.
    pub name: Option<String>,
    /// The type of one whose file does not say it.
    pub entity_type: Option<String>,
    /// The names, or patterns of names.
    pub texts: Vec<String>,
    /// What people say of the first of them: comments, each as [`comment`](crate::dictionary::comment) writes it.
    pub comments: Vec<String>,
    /// What is said of them. What is as the file's defaults have it ([`Outline::rule`](super::Outline)) is left to the file. Sources and agents that the file does not
    /// declare are declared.
    pub rule: Rule,
    /// Sentences for `test.hit`.
    pub hits: Vec<String>,
    /// Sentences for `test.miss`.
    pub misses: Vec<String>,
}

/// The file with the addition in it, in its canonical form.
///
/// A name of which there is nothing to say but its language goes to the names of that language, where they have the same sources;
/// all others go to the alias block that says the same, or to a new one.
///
/// ```
/// use std::sync::Arc;
/// use exonym::diagnostic::SourceFile;
/// use exonym::dictionary::{Addition, Rule, add};
///
/// let text = "[entity.tr]\nname = 'Turkey'\n[entity.tr.names]\nur = ['ترکیہ']\n";
/// let file = Arc::new(SourceFile { name: "states.toml".into(), text: text.into() });
/// let rule = Rule { lang: "ur".into(), ..Rule::default() };
/// let addition = Addition { slug: "tr".into(), texts: vec!["ترکی".into()], rule, ..Addition::default() };
/// let after = add(&file, &addition).unwrap();
/// assert!(after.ends_with("ur = [\n  \"ترکی\",\n  'ترکیہ',\n]\n"));
/// ```
///
/// # Errors
/// What is wrong with the syntax of the file, or a value that stands where a table belongs.
pub fn add(file: &Arc<SourceFile>, addition: &Addition) -> Result<String, Vec<Diagnostic>> {
    add_all(file, std::slice::from_ref(addition))
}

/// The same for many, one after the other.
///
/// # Errors
/// As [`add`].
pub fn add_all(file: &Arc<SourceFile>, additions: &[Addition]) -> Result<String, Vec<Diagnostic>> {
    let mut tree = sound(file)?;
    for addition in additions {
        let added = add_to(&mut tree.root, addition);
        added.map_err(|key| vec![no_table(file, &key)])?;
    }
    Ok(write_file(&tree))
}

/// A key whose value is not what it must be.
struct Wrong(String);

fn no_table(file: &Arc<SourceFile>, Wrong(key): &Wrong) -> Diagnostic {
    let place = Place { file: Arc::clone(file), span: Span::new(0, 0) };
    Diagnostic::error("wrong-type", format!("`{key}` cannot be added to as it stands"), place)
        .help("`exonym check` shows what is wrong with it")
}

fn add_to<'t>(root: &mut Table<'t>, addition: &'t Addition) -> Result<(), Wrong> {
    let rule = &addition.rule;
    let seen = rule.seen.iter().flat_map(|seen| &seen.sources);
    for source in rule.sources.iter().chain(seen) {
        let declared = inner(root, "source")?;
        if declared.get(&source.key).is_none() {
            let mut table = Table::default();
            set(&mut table, "title", text(&source.title));
            if let Some(day) = source.date {
                set(&mut table, "date", date(day));
            }
            if !source.url.is_empty() {
                set(&mut table, "url", text(&source.url));
            }
            set(declared, &source.key, Value::Table(table));
        }
    }
    for agent in &rule.by {
        let declared = inner(root, "agent")?;
        if declared.get(&agent.key).is_none() {
            set(declared, &agent.key, text(&agent.name));
        }
    }
    let rule = usual_rule(root);
    let usual = match root.get("defaults").and_then(Value::table) {
        Some(defaults) => Usual {
            rule,
            lang: defaults.get("lang").and_then(Value::text).unwrap_or("und").to_owned(),
            sources: strings(defaults.get("source")),
        },
        None => Usual { rule, lang: "und".into(), sources: Vec::new() },
    };
    let entity = inner(inner(root, "entity")?, &addition.slug)?;
    add_to_entity(entity, addition, usual)
}

/// What the file says of names that do not say it themselves.
struct Usual {
    rule: Rule,
    lang: String,
    sources: Vec<String>,
}

fn add_to_entity<'t>(
    entity: &mut Table<'t>,
    addition: &'t Addition,
    mut usual: Usual,
) -> Result<(), Wrong> {
    let sources: Vec<String> =
        addition.rule.sources.iter().map(|source| source.key.clone()).collect();
    if let Some(name) = &addition.name {
        set(entity, "name", text(name));
        if let Some(entity_type) = &addition.entity_type {
            set(entity, "type", text(entity_type));
        }
        if !is_same_set(&sources, &usual.sources) {
            set(entity, "source", keys(&sources));
        }
    }
    let own = strings(entity.get("source"));
    if !own.is_empty() {
        usual.sources = own;
    }
    if !addition.texts.is_empty() {
        let plain = Rule {
            lang: addition.rule.lang.clone(),
            sources: addition.rule.sources.clone(),
            ..usual.rule.clone()
        };
        let is_plain = addition.rule == plain;
        if !is_plain || !add_to_names(entity, addition, &sources, &usual)? {
            add_block(entity, block(&addition.rule, &sources, &usual), addition)?;
        }
    }
    for (key, sentences) in [("hit", &addition.hits), ("miss", &addition.misses)] {
        if !sentences.is_empty() {
            push(inner(entity, "test")?, key, sentences, &[])?;
        }
    }
    Ok(())
}

/// Adds plain names to those of their language, unless these have other sources; tells whether it did.
fn add_to_names<'t>(
    entity: &mut Table<'t>,
    addition: &'t Addition,
    sources: &[String],
    usual: &Usual,
) -> Result<bool, Wrong> {
    let lang = &addition.rule.lang;
    let is_usual = is_same_set(sources, &usual.sources);
    let names = inner(entity, "names")?;
    match names.get(lang) {
        None if is_usual => push(names, lang, &addition.texts, &addition.comments)?,
        None => {
            let mut table = Table::default();
            set(&mut table, "source", keys(sources));
            push(&mut table, "text", &addition.texts, &addition.comments)?;
            set(names, lang, Value::Table(table));
        }
        Some(Value::Table(table)) => {
            let own = strings(table.get("source"));
            if !is_same_set(sources, if own.is_empty() { &usual.sources } else { &own }) {
                return Ok(false);
            }
            push(inner(names, lang)?, "text", &addition.texts, &addition.comments)?;
        }
        Some(_) if is_usual => push(names, lang, &addition.texts, &addition.comments)?,
        Some(_) => return Ok(false),
    }
    Ok(true)
}

/// What a block says, without its texts.
fn block<'t>(rule: &Rule, sources: &[String], usual: &Usual) -> Table<'t> {
    let mut table = Table::default();
    let plain = &usual.rule;
    if rule.kind != plain.kind {
        set(&mut table, "kind", text(rule.kind.as_str()));
    }
    if rule.lang != usual.lang {
        set(&mut table, "lang", text(&rule.lang));
    }
    let by: Vec<String> = rule.by.iter().map(|agent| agent.key.clone()).collect();
    if !by.is_empty() {
        set(&mut table, "by", keys(&by));
    }
    for (key, day) in [("since", rule.since), ("until", rule.until)] {
        if let Some(day) = day {
            set(&mut table, key, date(day));
        }
    }
    if rule.dated != plain.dated {
        set(&mut table, "dated", written(rule.dated.to_string()));
    }
    if let Some(seen) = &rule.seen {
        let mut met = Table::default();
        for (key, day) in [("first", seen.first), ("last", seen.last)] {
            if let Some(day) = day {
                set(&mut met, key, date(day));
            }
        }
        let sources: Vec<String> = seen.sources.iter().map(|source| source.key.clone()).collect();
        if !sources.is_empty() {
            set(&mut met, "source", keys(&sources));
        }
        set(&mut table, "seen", Value::Table(met));
    }
    if let Some(affix) = &rule.affix {
        set(&mut table, "affix", list(affix));
    }
    for (key, word, usual) in [
        ("scope", rule.scope.as_str(), plain.scope.as_str()),
        ("tone", rule.tone.as_str(), plain.tone.as_str()),
        ("case", rule.case.as_str(), plain.case.as_str()),
        ("marks", rule.marks.as_str(), plain.marks.as_str()),
        ("hyphen", rule.hyphen.as_str(), plain.hyphen.as_str()),
        ("boundary", rule.boundary.as_str(), plain.boundary.as_str()),
    ] {
        if word != usual {
            set(&mut table, key, text(word));
        }
    }
    if rule.prior != plain.prior {
        set(&mut table, "prior", number(rule.prior));
    }
    if rule.defined != plain.defined {
        set(&mut table, "defined", written(rule.defined.to_string()));
    }
    for (key, cues) in [("require", &rule.require), ("forbid", &rule.forbid)] {
        if !cues.is_empty() {
            set(&mut table, key, list(&spelled(cues)));
        }
    }
    let mut cue = Table::default();
    for (key, cues) in [("for", &rule.cue_for), ("against", &rule.cue_against)] {
        if !cues.is_empty() {
            set(&mut cue, key, list(&spelled(cues)));
        }
    }
    if !cue.entries.is_empty() {
        if rule.within != plain.within {
            set(&mut cue, "within", text(rule.within.as_str()));
        }
        set(&mut table, "cue", Value::Table(cue));
    }
    if !sources.is_empty() {
        set(&mut table, "source", keys(sources));
    }
    table
}

/// Adds texts to the first block that says the same, or a block with them.
fn add_block<'t>(
    entity: &mut Table<'t>,
    mut block: Table<'t>,
    addition: &'t Addition,
) -> Result<(), Wrong> {
    let Addition { texts, comments, .. } = addition;
    let blocks = entity.entry(key("alias"), || Value::List(List::default()));
    let Value::List(blocks) = &mut blocks.value else { return Err(Wrong("alias".into())) };
    for element in &mut blocks.elements {
        if let Value::Table(table) = &mut element.value
            && is_same_block(table, &block)
        {
            return push(table, "text", texts, comments);
        }
    }
    if comments.is_empty() {
        set(&mut block, "text", list(texts));
    } else {
        push(&mut block, "text", texts, comments)?;
    }
    blocks.elements.push(Element { comments: Comments::default(), value: Value::Table(block) });
    Ok(())
}

/// Whether two blocks say the same of their texts.
fn is_same_block(one: &Table<'_>, other: &Table<'_>) -> bool {
    let said = |table: &Table<'_>| {
        let entries = table.entries.iter().filter(|entry| entry.key.text != "text");
        let mut said: Vec<_> =
            entries.map(|entry| (entry.key.text.to_string(), plain(&entry.value))).collect();
        said.sort();
        said
    };
    said(one) == said(other)
}

/// A value in one spelling; of one string and a list of one string there is no difference.
fn plain(value: &Value<'_>) -> String {
    match value {
        Value::Scalar(scalar) => {
            scalar.text.as_ref().map_or_else(|| scalar.written.to_string(), |text| string(text))
        }
        Value::List(list) => {
            let elements: Vec<_> =
                list.elements.iter().map(|element| plain(&element.value)).collect();
            elements.join(", ")
        }
        Value::Table(table) => {
            let mut said: Vec<_> = table
                .entries
                .iter()
                .map(|entry| format!("{} = {}", entry.key.text, plain(&entry.value)))
                .collect();
            said.sort();
            format!("{{ {} }}", said.join(", "))
        }
    }
}

/// Adds strings to the list under a key, which may be one string or not be there yet.
fn push<'t>(
    table: &mut Table<'t>,
    name: &str,
    texts: &[String],
    comments: &'t [String],
) -> Result<(), Wrong> {
    let entry = table.entry(key(name), || Value::List(List::default()));
    if matches!(entry.value, Value::Scalar(_)) {
        let one = std::mem::replace(&mut entry.value, Value::List(List::default()));
        if let Value::List(list) = &mut entry.value {
            list.elements.push(Element { comments: Comments::default(), value: one });
        }
    }
    let Value::List(list) = &mut entry.value else { return Err(Wrong(name.into())) };
    // A comment speaks of what stands below it: what is new goes before the first.
    let headed = list.elements.iter().position(|element| !element.comments.above.is_empty());
    let at = headed.unwrap_or(list.elements.len());
    let is_new = |one: &&String| {
        !list.elements.iter().any(|element| element.value.text() == Some(one.as_str()))
    };
    let mut added: Vec<_> = texts
        .iter()
        .filter(is_new)
        .map(|one| Element { comments: Comments::default(), value: text(one) })
        .collect();
    if let Some(first) = added.first_mut() {
        let above = comments.iter().map(|text| Comment { text, apart: false });
        first.comments.above.extend(above);
    }
    list.elements.splice(at..at, added);
    Ok(())
}

/// The table under a key, which may not be there yet.
fn inner<'f, 't>(table: &'f mut Table<'t>, name: &str) -> Result<&'f mut Table<'t>, Wrong> {
    let entry = table.entry(key(name), || Value::Table(Table::default()));
    match &mut entry.value {
        Value::Table(table) => Ok(table),
        _ => Err(Wrong(name.into())),
    }
}

fn set<'t>(table: &mut Table<'t>, name: &str, value: Value<'t>) {
    let entry: &mut Entry<'t> = table.entry(key(name), || Value::Table(Table::default()));
    entry.value = value;
}

fn key<'t>(name: &str) -> Key<'t> {
    Key { text: Cow::Owned(name.to_owned()), written: Cow::Owned(string(name)) }
}

fn text<'t>(text: &str) -> Value<'t> {
    Value::Scalar(Scalar { written: string(text).into(), text: Some(Cow::Owned(text.to_owned())) })
}

fn written<'t>(written: String) -> Value<'t> {
    Value::Scalar(Scalar { written: written.into(), text: None })
}

fn number<'t>(number: u16) -> Value<'t> {
    written(number.to_string())
}

/// TOML knows days; months and years are strings.
fn date<'t>(date: Date) -> Value<'t> {
    if date.day == 0 { text(&date.to_string()) } else { written(date.to_string()) }
}

fn list<'t>(texts: &[String]) -> Value<'t> {
    let elements =
        texts.iter().map(|one| Element { comments: Comments::default(), value: text(one) });
    Value::List(List { elements: elements.collect(), ..List::default() })
}

/// Short keys, sorted: citations have no order.
fn keys<'t>(keys: &[String]) -> Value<'t> {
    let mut keys = keys.to_vec();
    keys.sort();
    list(&keys)
}

fn spelled(cues: &[Cue]) -> Vec<String> {
    let spell = |cue: &Cue| match cue {
        Cue::Word(word) => word.clone(),
        Cue::Stem(stem) => format!("{stem}*"),
        Cue::Entity(id) => format!("@{id}"),
    };
    cues.iter().map(spell).collect()
}

/// The strings of a value: one, or those of a list.
fn strings(value: Option<&Value<'_>>) -> Vec<String> {
    let text = |value: &Value<'_>| value.text().map(ToOwned::to_owned);
    match value {
        Some(Value::List(list)) => {
            list.elements.iter().filter_map(|element| text(&element.value)).collect()
        }
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn is_same_set(one: &[String], other: &[String]) -> bool {
    let sorted = |keys: &[String]| {
        let mut keys = keys.to_vec();
        keys.sort();
        keys.dedup();
        keys
    };
    sorted(one) == sorted(other)
}
