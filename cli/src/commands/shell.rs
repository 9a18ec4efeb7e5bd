//! `exonym completions` and `exonym man`

use std::io::stdout;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::Cli;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;

pub fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "exonym", &mut script);
    hand_on(&mut stdout(), &script).map(|_| Outcome::Done)
}

/// One page: the program, then each command with its own sections below its heading.
pub fn man() -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let page = page(&command).map_err(|error| Failure::output(&error))?;
    hand_on(&mut stdout(), page.as_bytes()).map(|_| Outcome::Done)
}

fn page(command: &clap::Command) -> std::io::Result<String> {
    let man = Man::new(command.clone());
    let mut page = rendered(|page| {
        man.render_title(page)?;
        man.render_name_section(page)?;
        man.render_synopsis_section(page)?;
        man.render_description_section(page)?;
        man.render_options_section(page)
    })?;
    sections(&command.clone().bin_name("exonym"), &mut page)?;
    page.push_str(
        &rendered(|page| man.render_extra_section(page))?.replace(".SH EXTRA", ".SH NOTES"),
    );
    Ok(page)
}

/// The sections of each command below this one, and of those below it.
fn sections(command: &clap::Command, page: &mut String) -> std::io::Result<()> {
    let above = command.get_bin_name().unwrap_or_default();
    for command in command.get_subcommands() {
        let name = format!("{above} {}", command.get_name());
        let command = command.clone().bin_name(&name);
        let man = Man::new(command.clone());
        let own = rendered(|page| {
            man.render_synopsis_section(page)?;
            man.render_description_section(page)?;
            man.render_options_section(page)
        })?;
        let heading = format!(".SH {}\n", name.to_uppercase());
        page.push_str(&heading);
        page.push_str(&own.replace(".SH ", ".SS "));
        sections(&command, page)?;
    }
    Ok(())
}

fn rendered(render: impl Fn(&mut Vec<u8>) -> std::io::Result<()>) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    render(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
