//! `exonym add`
//!
//! Flags and answers fill the same request, so that both are held to the same.

mod ask;
mod folder;
mod questions;
mod request;

use std::io::stdout;
use std::path::Path;

use exonym::diagnostic::Severity;
use exonym::dictionary::add;

use self::folder::Folder;
use self::questions::AtTerminal;
use self::request::{addition, command, missing, missing_in};
use crate::args::AddArgs;
use crate::failure::{Failure, Outcome};
use crate::line_diff::unified;
use crate::out::hand_on;
use crate::output::visible::visible;
use crate::terminal::Manner;
use crate::whole_file;

pub fn run(args: &AddArgs, manner: Manner) -> Result<Outcome, Failure> {
    let mut args = args.clone();
    let mut questions = AtTerminal::open();
    let lacks = missing(&args);
    // Whoever gives all that is needed is asked nothing.
    let asks = questions.is_some() && !lacks.is_empty();
    if !asks {
        refuse(&lacks, args.yes || args.dry_run || questions.is_some())?;
    }
    let folder = Folder::read(&args.paths, args.policy.into())?;
    let id = match (&args.to, &args.new) {
        (Some(name), _) => Some(folder.find(name)?),
        (None, new) => new.clone(),
    };
    let target = match (id, &mut questions) {
        (Some(id), _) => folder.target(id, args.into.as_deref())?,
        (None, Some(questions)) => ask::target(&mut args, questions, &folder)?,
        (None, None) => unreachable!("refused above"),
    };
    if args.new.is_some() && !target.is_new {
        return Err(Failure::new(
            format!("{} is there already, in {}", target.id, target.file.name),
            "give it as --to",
        ));
    }
    let entity = folder.entity(&target.id);
    if let Some(questions) = questions.as_mut().filter(|_| asks) {
        ask::rest(&mut args, questions, &target, entity.map(|entity| entity.name.as_str()))?;
    }
    refuse(&missing_in(&args, &target), true)?;
    let addition = addition(&args, &target, entity)?;
    let file = &target.file;
    let text = add(file, &addition).map_err(|problems| {
        let problem = &problems[0];
        Failure::new(format!("{}: {}", file.name, problem.message), problem.help.as_str())
    })?;

    let diff = unified(&file.name, &file.text, &text, manner.color.holds_for(&stdout()));
    hand_on(&mut stdout(), diff.as_bytes())?;
    let brought = folder.brings(file, &text);
    manner.show(&brought, folder.files);
    if brought.iter().any(|problem| problem.severity == Severity::Error) {
        eprintln!("{}: nothing is written: the addition brings errors", file.name);
        if asks {
            eprintln!("the same with other answers:\n{}", visible(&command(&args, &target)));
        }
        return Ok(Outcome::Told);
    }
    if args.dry_run {
        return Ok(Outcome::Done);
    }
    if let Some(questions) = questions.as_mut().filter(|_| !args.yes)
        && !questions.agrees(&format!("Write it to {}?", file.name))?
    {
        eprintln!("nothing is written");
        return Ok(Outcome::Done);
    }
    whole_file::replace(Path::new(&file.name), &file.text, &text)?;
    if !manner.quiet {
        eprintln!("{}: written", file.name);
    }
    Ok(Outcome::Done)
}

/// Says which flags are missing where nobody can be asked.
fn refuse(missing: &[&str], may_write: bool) -> Result<(), Failure> {
    let mut missing = missing.to_vec();
    if !may_write {
        missing.push("--yes (or --dry-run)");
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(
        format!("missing: {}", missing.join(", ")),
        "give them, or run `exonym add` on a terminal, where it asks",
    ))
}
