//! `exonym check --explain RULE`: the page of a rule.

use std::io::stdout;

use exonym::lint::{page, rules};

use crate::failure::{Failure, Outcome};
use crate::out::hand_on;

pub fn run(rule: &str) -> Result<Outcome, Failure> {
    let Some(page) = page(rule) else {
        let all: Vec<_> = rules().collect();
        return Err(Failure::new(
            format!("there is no rule `{rule}`"),
            format!("a diagnostic names its rule in brackets; the rules are {}", all.join(", ")),
        ));
    };
    hand_on(&mut stdout(), page.as_bytes())?;
    Ok(Outcome::Done)
}
