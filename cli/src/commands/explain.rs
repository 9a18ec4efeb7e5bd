//! `exonym explain`

use crate::args::ExplainArgs;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(_args: &ExplainArgs, _manner: Manner) -> Result<Outcome, Failure> {
    Ok(Outcome::Done)
}
