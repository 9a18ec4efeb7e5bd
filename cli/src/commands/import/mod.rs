//! `exonym import`: packs made of what others have, a file for each format.

mod destination;
mod header;
mod hold;
mod list;
mod looks;
mod plain;
mod seen;
mod slug;

use crate::args::{ImportArgs, ImportFormat};
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(args: &ImportArgs, manner: Manner) -> Result<Outcome, Failure> {
    match &args.format {
        ImportFormat::List(args) => list::run(args, manner),
    }
}
