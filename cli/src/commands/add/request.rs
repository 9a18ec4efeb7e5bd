//! What is to be added, from flags and answers: what they lack, and what they come to.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

use exonym::EntityId;
use exonym::dictionary::{
    Addition, Agent, Case, Cue, Date, Entity, Kind, Pattern, Rule, Scope, Source, Tone,
};

use super::folder::Target;
use crate::args::{AddArgs, Policy};
use crate::failure::Failure;

/// The flags that nothing can do without.
pub fn missing(args: &AddArgs) -> Vec<&'static str> {
    let has_names = args.names.len() > usize::from(args.new.is_some());
    let is_decreed = args.kind == Some(Kind::Designation);
    [
        (args.to.is_none() && args.new.is_none(), "--to (or --new)"),
        (args.names.is_empty(), "--name"),
        (args.lang.is_none() && (has_names || args.names.is_empty()), "--lang"),
        (is_decreed && args.by.is_empty(), "--by"),
        (is_decreed && args.since.is_none(), "--since"),
        (args.source.is_empty(), "--source"),
    ]
    .into_iter()
    .filter_map(|(is_missing, flag)| is_missing.then_some(flag))
    .collect()
}

/// Those that this file cannot do without.
pub fn missing_in(args: &AddArgs, target: &Target) -> Vec<&'static str> {
    let has_type = args.entity_type.is_some() || !target.outline.entity_type.is_empty();
    let new_agent = args.by.iter().any(|key| !has(&target.outline.agents, key));
    let new_source = args.source.iter().any(|key| !has(&target.outline.sources, key));
    let mut missing = missing(args);
    missing.retain(|flag| !flag.starts_with("--to"));
    for (is_missing, flag) in [
        (target.is_new && !has_type, "--type"),
        (new_agent && args.by_name.is_none(), "--by-name, as the file does not have the agent"),
        (
            new_source && args.source_title.is_none(),
            "--source-title, as the file does not have the source",
        ),
    ] {
        if is_missing {
            missing.push(flag);
        }
    }
    missing
}

fn has(known: &[(String, String)], key: &str) -> bool {
    known.iter().any(|(known, _)| known == key)
}

/// The command that asks for the same, for those who have answered questions and have to change an answer.
pub fn command(args: &AddArgs, target: &Target) -> String {
    let id = target.id.to_string();
    let mut command = String::from("exonym add");
    let text = |value: &Option<String>| value.iter().cloned().collect::<Vec<_>>();
    let date = |value: Option<Date>| value.iter().map(ToString::to_string).collect::<Vec<_>>();
    let word = |value: Option<&'static str>| value.iter().map(ToString::to_string).collect();
    for (flag, values) in [
        (if target.is_new { "--new" } else { "--to" }, vec![id]),
        ("--type", text(&args.entity_type)),
        ("--name", args.names.clone()),
        ("--lang", text(&args.lang)),
        (
            "--kind",
            word(args.kind.filter(|kind| *kind != target.outline.rule.kind).map(Kind::as_str)),
        ),
        ("--by", args.by.clone()),
        ("--by-name", text(&args.by_name)),
        ("--since", date(args.since)),
        ("--until", date(args.until)),
        ("--scope", word(args.scope.map(Scope::as_str))),
        ("--tone", word(args.tone.map(Tone::as_str))),
        ("--case", word(args.case.map(Case::as_str))),
        ("--prior", args.prior.iter().map(ToString::to_string).collect()),
        ("--for", args.cue_for.clone()),
        ("--against", args.cue_against.clone()),
        ("--source", args.source.clone()),
        ("--source-title", text(&args.source_title)),
        ("--source-url", text(&args.source_url)),
        ("--source-date", date(args.source_date)),
        ("--hit", args.hit.clone()),
        ("--miss", args.miss.clone()),
        ("--into", args.into.iter().map(|path| path.display().to_string()).collect()),
    ] {
        for value in values {
            // Given with a sign of equality, a value may begin with a hyphen.
            let _ = write!(command, " {flag}={}", shell_quoted(&value));
        }
    }
    if args.policy == Policy::Public {
        command.push_str(" --policy=public");
    }
    for path in &args.paths {
        let _ = write!(command, " {}", shell_quoted(&path.display().to_string()));
    }
    command
}

fn shell_quoted(text: &str) -> String {
    let is_harmless =
        |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | '/');
    if !text.is_empty() && text.chars().all(is_harmless) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// What they come to.
pub fn addition(
    args: &AddArgs,
    target: &Target,
    entity: Option<&Entity>,
) -> Result<Addition, Failure> {
    let mut texts: Vec<String> = args.names.iter().map(|name| name.trim().to_owned()).collect();
    let name = (target.is_new && !texts.is_empty()).then(|| texts.remove(0));
    let known = entity.into_iter().flat_map(|entity| &entity.aliases);
    let known: HashSet<&str> =
        known.map(|alias| alias.text.as_str()).chain(name.as_deref()).collect();
    for (at, text) in texts.iter().enumerate() {
        // A pattern that is none is the check's to report.
        let forms = Pattern::parse(text).map(|pattern| pattern.forms()).unwrap_or_default();
        let is_known = !forms.is_empty() && forms.iter().all(|form| known.contains(form.as_str()));
        if is_known || texts[..at].contains(text) {
            return Err(Failure::new(
                format!("\"{text}\" is a name of {} already", target.id),
                "leave it out; what is said of it is changed in its file",
            ));
        }
    }
    if target.is_new && texts.is_empty() {
        only_of_names(args)?;
    }
    let usual = target.outline.rule.clone();
    let rule = Rule {
        kind: args.kind.unwrap_or(usual.kind),
        lang: args.lang.clone().unwrap_or_else(|| target.outline.lang.clone()),
        by: agents(args, target)?,
        since: args.since,
        until: args.until,
        scope: args.scope.unwrap_or(usual.scope),
        tone: args.tone.unwrap_or(usual.tone),
        case: args.case.unwrap_or(usual.case),
        prior: args.prior.unwrap_or(usual.prior),
        cue_for: cues(&args.cue_for, &target.id)?,
        cue_against: cues(&args.cue_against, &target.id)?,
        sources: sources(args, target)?,
        ..usual
    };
    Ok(Addition {
        slug: target.id.slug().to_owned(),
        name,
        entity_type: args.entity_type.clone(),
        texts,
        comments: Vec::new(),
        rule,
        hits: args.hit.clone(),
        misses: args.miss.clone(),
    })
}

/// The canonical name is of kind name and neutral, and takes everything else from its file.
fn only_of_names(args: &AddArgs) -> Result<(), Failure> {
    let said = [
        (args.kind.is_some(), "--kind"),
        (!args.by.is_empty(), "--by"),
        (args.since.is_some(), "--since"),
        (args.until.is_some(), "--until"),
        (args.scope.is_some(), "--scope"),
        (args.tone.is_some(), "--tone"),
        (args.case.is_some(), "--case"),
        (args.prior.is_some(), "--prior"),
        (!args.cue_for.is_empty(), "--for"),
        (!args.cue_against.is_empty(), "--against"),
    ];
    let said: Vec<_> =
        said.into_iter().filter_map(|(is_said, flag)| is_said.then_some(flag)).collect();
    if said.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} cannot be said of the canonical name", said.join(", ")),
        "give the name that it is said of as a second --name",
    ))
}

fn sources(args: &AddArgs, target: &Target) -> Result<Vec<Arc<Source>>, Failure> {
    let known = &target.outline.sources;
    check_new(&args.source, known, args.source_title.is_some(), "--source-title")?;
    let source = |key: &String| {
        let new = (!has(known, key)).then_some(args);
        Arc::new(Source {
            key: key.clone(),
            title: new.and_then(|new| new.source_title.clone()).unwrap_or_default(),
            date: new.and_then(|new| new.source_date),
            url: new.and_then(|new| new.source_url.clone()).unwrap_or_default(),
        })
    };
    Ok(args.source.iter().map(source).collect())
}

fn agents(args: &AddArgs, target: &Target) -> Result<Vec<Arc<Agent>>, Failure> {
    let known = &target.outline.agents;
    check_new(&args.by, known, args.by_name.is_some(), "--by-name")?;
    let agent = |key: &String| {
        let name = args.by_name.clone().filter(|_| !has(known, key)).unwrap_or_default();
        Arc::new(Agent { key: key.clone(), name })
    };
    Ok(args.by.iter().map(agent).collect())
}

/// What is said of a new key must be of one key alone.
fn check_new(
    keys: &[String],
    known: &[(String, String)],
    is_described: bool,
    flag: &str,
) -> Result<(), Failure> {
    let new: Vec<_> = keys.iter().filter(|key| !has(known, key)).map(String::as_str).collect();
    match new.as_slice() {
        [] if is_described => Err(Failure::new(
            format!("{flag} describes a new key, and the file has {} already", keys.join(", ")),
            "leave it out, or give another key",
        )),
        [_, _, ..] => Err(Failure::new(
            format!("{} are new, and {flag} describes one", new.join(", ")),
            "add the names of one of them first",
        )),
        _ => Ok(()),
    }
}

/// Cues as they are written: `war`, `militant*`, `@country/pk`, `@ttp`.
fn cues(written: &[String], id: &EntityId) -> Result<Vec<Cue>, Failure> {
    let cue = |text: &String| match (text.strip_prefix('@'), text.strip_suffix('*')) {
        (Some(entity), _) => {
            let entity = if entity.contains('/') {
                entity.parse()
            } else {
                EntityId::new(id.namespace(), entity)
            };
            entity.map(Cue::Entity).map_err(|error| Failure::new(format!("{text}: {error}"), ""))
        }
        (None, Some(stem)) => Ok(Cue::Stem(stem.to_owned())),
        (None, None) => Ok(Cue::Word(text.clone())),
    };
    written.iter().map(cue).collect()
}
