//! One engine at the start line: builds, says so, then scans whenever it is told to.
//!
//! Standard input has a number of texts a line; for each line the first so many are scanned, and a line of JSON says what that took.

use std::io::{self, BufRead, Write};
use std::path::Path;

use cpu_time::ProcessTime;
use serde_json::json;

use crate::engines::build;
use crate::files::{Failure, read, texts};

/// Runs until standard input ends.
pub fn race(engine: &str, directory: &Path, list: &str) -> Result<(), Failure> {
    let (mut engine, build) = build(engine, directory, list)?;
    let raw = read(directory, "raw.txt")?;
    let raw: Vec<&str> = texts(&raw).collect();
    say(&json!({ "build_s": build.as_secs_f64() }))?;
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure(error.to_string()))?;
        let count: usize =
            line.trim().parse().map_err(|_| Failure(format!("not a number of texts: {line:?}")))?;
        let begun = ProcessTime::now();
        let texts = raw.iter().take(count).enumerate();
        let found: usize = texts.map(|(number, text)| engine.scan(text, number)).sum();
        say(&json!({ "seconds": begun.elapsed().as_secs_f64(), "found": found }))?;
    }
    Ok(())
}

fn say(line: &serde_json::Value) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|error| Failure(error.to_string()))
}
