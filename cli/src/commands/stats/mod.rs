//! `exonym stats`

mod json;
mod lacking;
mod svg;
mod text;

use std::io::stdout;

use exonym::stats::Statistics;

use crate::args::{StatsArgs, StatsFormat};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::terminal::Manner;

pub fn run(args: &StatsArgs, manner: Manner) -> Result<Outcome, Failure> {
    let (reading, files) = dictionaries::load(&args.paths)?;
    if manner.show(&reading.diagnostics, files) {
        return Err(Failure::new(
            "the dictionaries cannot be counted as they stand",
            "mend the errors above; `exonym check` shows them again",
        ));
    }
    let dictionary = reading.dictionary;
    let written = match (&args.lacking, args.format) {
        (Some(_), StatsFormat::Svg) => {
            return Err(Failure::new(
                "--lacking makes a list, which cannot be drawn",
                "write it with --format text or json",
            ));
        }
        (Some(tag), StatsFormat::Text) => lacking::list(&dictionary, tag),
        (Some(tag), StatsFormat::Json) => lacking::document(&dictionary, tag),
        (None, StatsFormat::Text) => text::tables(&Statistics::of(&dictionary)),
        (None, StatsFormat::Json) => json::document(&Statistics::of(&dictionary)),
        (None, StatsFormat::Svg) => svg::drawing(&Statistics::of(&dictionary)),
    };
    hand_on(&mut stdout(), written.as_bytes())?;
    Ok(Outcome::Done)
}
