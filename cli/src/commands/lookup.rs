//! `exonym lookup`

use crate::args::LookupArgs;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(_args: &LookupArgs, _manner: Manner) -> Result<Outcome, Failure> {
    Ok(Outcome::Done)
}
