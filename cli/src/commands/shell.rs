//! `exonym completions` and `exonym man`

use std::io::{Write, stdout};

use clap::CommandFactory;

use crate::args::Cli;
use crate::failure::{Failure, Outcome};

pub fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "exonym", &mut script);
    print(&script)
}

/// One page: the program, then each command.
pub fn man() -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let failure = |error: std::io::Error| Failure::output(&error);
    let whole = clap_mangen::Man::new(command.clone());
    whole.render(&mut page).map_err(failure)?;
    for sub in command.get_subcommands() {
        let name = format!("exonym {}", sub.get_name());
        writeln!(page, ".SH {}", name.to_uppercase()).map_err(failure)?;
        let man = clap_mangen::Man::new(sub.clone().bin_name(name));
        man.render_synopsis_section(&mut page).map_err(failure)?;
        man.render_description_section(&mut page).map_err(failure)?;
        man.render_options_section(&mut page).map_err(failure)?;
    }
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Outcome, Failure> {
    stdout().write_all(bytes).map(|()| Outcome::Done).map_err(|error| Failure::output(&error))
}
