//! `exonym bench`

use crate::args::BenchArgs;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(_args: &BenchArgs, _manner: Manner) -> Result<Outcome, Failure> {
    Ok(Outcome::Done)
}
