//! Asks for what no flag gives.

use std::io::{BufRead, Write};

use exonym::EntityId;
use exonym::dictionary::{Date, Kind, Outline, Tone};

use super::folder::{Folder, Target};
use super::questions::Questions;
use crate::args::AddArgs;
use crate::failure::Failure;

/// Asks for the entity, until there is one that can be added to.
pub fn target<R: BufRead, W: Write>(
    args: &mut AddArgs,
    questions: &mut Questions<R, W>,
    folder: &Folder,
) -> Result<Target, Failure> {
    let into = args.into.clone();
    let question = "Whose names? An id, or any name of the entity; `new NAMESPACE/SLUG` makes one:";
    questions.until(question, |answer| {
        let id = match answer.strip_prefix("new ") {
            Some(id) => id.trim().parse::<EntityId>().map_err(|error| format!("  {error}"))?,
            None => folder.find(answer).map_err(|failure| format!("  {failure}"))?,
        };
        let target = folder.target(id, into.as_deref()).map_err(|why| format!("  {why}"))?;
        if target.is_new {
            args.new = Some(target.id.clone());
        } else if answer.starts_with("new ") {
            return Err(format!("  {} is there already", target.id));
        }
        Ok(target)
    })
}

/// Asks for all else.
pub fn rest<R: BufRead, W: Write>(
    args: &mut AddArgs,
    questions: &mut Questions<R, W>,
    target: &Target,
    canonical: Option<&str>,
) -> Result<(), Failure> {
    let outline = &target.outline;
    let known = canonical.map(|name| format!(", {name}")).unwrap_or_default();
    questions.say(&format!("{}{known}, in {}", target.id, target.file.name))?;
    if args.names.is_empty() {
        let first = if target.is_new { "Its canonical name:" } else { "A name:" };
        args.names = questions.lines(first, "Another, or nothing more:")?;
    }
    if target.is_new && args.entity_type.is_none() && outline.entity_type.is_empty() {
        let question = "Its type, such as country or armed-group:";
        args.entity_type = Some(questions.until(question, some)?);
    }
    if args.names.len() > usize::from(target.is_new) {
        about_names(args, questions, outline)?;
    }
    source(args, questions, outline)?;
    if args.hit.is_empty() {
        let question = "A sentence in which the name in […] must be found, or nothing:";
        args.hit = questions.lines(question, "Another, or nothing more:")?;
    }
    if args.miss.is_empty() {
        let question = "A sentence in which none of its names may be found, or nothing:";
        args.miss = questions.lines(question, "Another, or nothing more:")?;
    }
    Ok(())
}

fn about_names<R: BufRead, W: Write>(
    args: &mut AddArgs,
    questions: &mut Questions<R, W>,
    outline: &Outline,
) -> Result<(), Failure> {
    if args.lang.is_none() {
        let question = "Their language, such as en, ur or zh-Hant (und for none):";
        args.lang = Some(questions.until(question, some)?);
    }
    if args.kind.is_none() {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        let kinds = kinds.join(", ");
        let usual = outline.rule.kind;
        let question = format!("Their kind [{}] (? shows all):", usual.as_str());
        args.kind = Some(questions.until(&question, |answer| {
            let kind = if answer.is_empty() { Some(usual) } else { Kind::from_keyword(answer) };
            kind.ok_or_else(|| format!("  one of {kinds}"))
        })?);
    }
    let kind = args.kind.unwrap_or(Kind::Name);
    let is_decreed = kind == Kind::Designation;
    if matches!(kind, Kind::Designation | Kind::SelfDesignation | Kind::Official) {
        if args.by.is_empty() {
            let (who, known) = ("By whom? A key of [agent], or a new one", &outline.agents);
            let key = questions.until(&format!("{who} (? shows all):"), |answer| {
                choice(answer, known, is_decreed)
            })?;
            args.by.extend(key);
        }
        let is_new = |key: &&String| outline.agents.iter().all(|(known, _)| known != *key);
        if let Some(key) = args.by.iter().find(is_new)
            && args.by_name.is_none()
        {
            args.by_name = Some(questions.until(&format!("The full name of {key}:"), some)?);
        }
        if args.since.is_none() {
            args.since = day(questions, "Since when? 2024-07-31, 2024-07 or 2024", is_decreed)?;
        }
    }
    if kind == Kind::Former && args.until.is_none() {
        args.until = day(questions, "Until when? 2024-07-31, 2024-07 or 2024", false)?;
    }
    if matches!(kind, Kind::Designation | Kind::Nickname) && args.tone.is_none() {
        let usual = outline.rule.tone;
        let question =
            format!("Their tone, neutral, pejorative or contested [{}]:", usual.as_str());
        args.tone = Some(questions.until(&question, |answer| {
            let tone = if answer.is_empty() { Some(usual) } else { Tone::from_keyword(answer) };
            tone.ok_or_else(|| "  one of these three".into())
        })?);
    }
    Ok(())
}

fn source<R: BufRead, W: Write>(
    args: &mut AddArgs,
    questions: &mut Questions<R, W>,
    outline: &Outline,
) -> Result<(), Failure> {
    if args.source.is_empty() {
        let question = "Where did you read them? A key of [source], or a new one (? shows all):";
        let key = questions.until(question, |answer| choice(answer, &outline.sources, true))?;
        args.source.extend(key);
    }
    let is_new = |key: &&String| outline.sources.iter().all(|(known, _)| known != *key);
    if let Some(key) = args.source.iter().find(is_new)
        && args.source_title.is_none()
    {
        questions.say(&format!("{key} is a new source."))?;
        args.source_title = Some(questions.until("Its title, and whose it is:", some)?);
        let url = questions.line("Its address, or nothing:")?;
        args.source_url = Some(url).filter(|url| !url.is_empty());
        args.source_date = day(questions, "Its date, 2024-07-31, 2024-07 or 2024", false)?;
    }
    Ok(())
}

fn some(answer: &str) -> Result<String, String> {
    if answer.is_empty() { Err("  this is needed".into()) } else { Ok(answer.to_owned()) }
}

/// A short key; `?` is answered with all that are known.
fn choice(
    answer: &str,
    known: &[(String, String)],
    is_needed: bool,
) -> Result<Option<String>, String> {
    match answer {
        "?" => {
            let lines: Vec<_> =
                known.iter().map(|(key, said)| format!("  {key}: {said}")).collect();
            Err(if lines.is_empty() { "  there is none yet".into() } else { lines.join("\n") })
        }
        "" if is_needed => Err("  this is needed".into()),
        "" => Ok(None),
        key if EntityId::new("key", key).is_ok() => Ok(Some(key.to_owned())),
        _ => Err("  a key is made of a-z, 0-9 and -".into()),
    }
}

fn day<R: BufRead, W: Write>(
    questions: &mut Questions<R, W>,
    question: &str,
    is_needed: bool,
) -> Result<Option<Date>, Failure> {
    let or_nothing = if is_needed { "" } else { ", or nothing" };
    questions.until(&format!("{question}{or_nothing}:"), |answer| match answer {
        "" if is_needed => Err("  this is needed".into()),
        "" => Ok(None),
        answer => answer.parse().map(Some).map_err(|error| format!("  {error}")),
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::request::{command, missing, missing_in};
    use super::*;
    use crate::args::{Cli, Command};

    /// The shipped dictionaries.
    const DICTIONARIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../dictionaries");

    /// What flags and answers come to, as a command, and what was asked.
    fn dialogue(flags: &[&str], answers: &str) -> Result<(String, String), Failure> {
        let line = [&["exonym", "add"], flags, &[DICTIONARIES]].concat();
        let Command::Add(mut args) = Cli::try_parse_from(line).unwrap().command else { panic!() };
        let mut out = Vec::new();
        let mut questions = Questions::new(answers.as_bytes(), &mut out);
        let folder = Folder::read(&args.paths, args.policy.into())?;
        let target = match args.to.clone() {
            Some(name) => folder.target(folder.find(&name)?, None)?,
            None => target(&mut args, &mut questions, &folder)?,
        };
        rest(&mut args, &mut questions, &target, None)?;
        // Nothing is left that only a flag could give.
        let missing = [missing(&args), missing_in(&args, &target)].concat();
        assert!(missing.iter().all(|flag| flag.starts_with("--to")), "{missing:?}");
        let command = command(&args, &target).replace(DICTIONARIES, "DIR");
        Ok((command, String::from_utf8(out).unwrap()))
    }

    #[track_caller]
    fn check(flags: &[&str], answers: &[&str], expected: &str) -> String {
        let answers = answers.join("\n") + "\n";
        let (command, asked) = dialogue(flags, &answers).unwrap();
        assert_eq!(command, expected, "{asked}");
        asked
    }

    #[test]
    fn three_spellings_from_a_new_source() {
        let asked = check(
            &[],
            &[
                "Balochistan Liberation Army",
                "بلوچ لبریشن آرمی",
                " بلوچستان لبریشن آرمی ",
                "بی ایل اے",
                "",
                "ur",
                "",
                "paper-ur",
                "It's a headline",
                "https://example.org/1",
                "2025-08-11",
                "[بی ایل اے] نے",
                "",
                "",
            ],
            "exonym add --to=group/bla --name='بلوچ لبریشن آرمی' --name='بلوچستان لبریشن آرمی' \
             --name='بی ایل اے' --lang=ur --source=paper-ur --source-title='It'\\''s a headline' \
             --source-url='https://example.org/1' --source-date=2025-08-11 --hit='[بی ایل اے] نے' DIR",
        );
        assert!(asked.contains("paper-ur is a new source"), "{asked}");
    }

    #[test]
    fn a_designation_says_by_whom_and_since_when() {
        let asked = check(
            &["--to", "TTP"],
            &[
                "Fitna",
                "",
                "en",
                "?",
                "designation",
                "?",
                "",
                "pk-new",
                "A new ministry",
                "",
                "soon",
                "2025-01",
                "contested",
                "?",
                "geo-ur",
                "",
                "",
            ],
            "exonym add --to=group/ttp --name=Fitna --lang=en --kind=designation --by=pk-new \
             --by-name='A new ministry' --since=2025-01 --tone=contested --source=geo-ur DIR",
        );
        for part in [
            "  one of name, official, ",
            "  pk-moi: Ministry of Interior, Government of Pakistan\n",
            "  this is needed\n",
            "  \"soon\" is no date",
            "  geo-ur: ",
        ] {
            assert!(asked.contains(part), "{part}\n{asked}");
        }
    }

    #[test]
    fn what_flags_give_is_not_asked() {
        let flags = [
            "--to",
            "group/bla",
            "--name",
            "X Y",
            "--kind",
            "former",
            "--until",
            "2020",
            "--source",
            "ucdp",
            "--miss",
            "none",
        ];
        check(
            &flags,
            &["en", ""],
            "exonym add --to=group/bla --name='X Y' --lang=en --kind=former --until=2020 \
             --source=ucdp --miss=none DIR",
        );
    }

    #[test]
    fn whom_nobody_can_add_to_is_asked_for_again() {
        let asked = check(
            &[],
            &[
                "Balochistan Liberatoin Army",
                "Turkey",
                "new group/bla",
                "new nothing",
                "new sun/moon",
                "new person/moon",
                "The Moon",
                "",
                "moon",
                "A moon book",
                "",
                "",
                "",
                "",
            ],
            "exonym add --new=person/moon --name='The Moon' --source=moon --source-title='A moon book' DIR",
        );
        for part in [
            "did you mean Balochistan Liberation Army (group/bla)?",
            "which a program writes",
            "change countries-curated.txt or countries-demonyms.txt beside it, not this file",
            "group/bla is there already",
            "no file has the namespace \"sun\"",
        ] {
            assert!(asked.contains(part), "{part}\n{asked}");
        }
    }

    #[test]
    fn answers_that_end_too_early_are_a_failure() {
        let failure = dialogue(&[], "group/bla\nX\n").unwrap_err();
        assert!(failure.to_string().contains("nothing is written"), "{failure}");
    }
}
