//! `exonym normalize`

use crate::args::NormalizeArgs;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(_args: &NormalizeArgs, _manner: Manner) -> Result<Outcome, Failure> {
    Ok(Outcome::Done)
}
