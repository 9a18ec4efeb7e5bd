//! Writes made-up news as JSON Lines, as much as is asked for: `generate 10G [--seed N] | exonym annotate --input jsonl -`.
//!
//! The same size and seed give the same bytes on every machine.

#[path = "../../benches/corpus/mod.rs"]
mod corpus;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use corpus::{Manner, Writer, number};

const USAGE: &str = "usage: generate SIZE [--seed N]   (SIZE: bytes, or 200M, 10G)";

/// About so much is written at a time, in bytes.
const BLOCK: usize = 1 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parsed = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [bytes] => size(bytes).map(|bytes| (bytes, 1)),
        [bytes, "--seed", seed] => size(bytes).zip(seed.parse().ok()),
        _ => None,
    };
    let Some((bytes, seed)) = parsed else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match generate(bytes, seed, &mut io::stdout().lock()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("generate: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Writes records until they have at least so many bytes.
fn generate(bytes: u64, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut writer = Writer::new(Manner::English, seed);
    let mut block = String::with_capacity(BLOCK + BLOCK / 4);
    let (mut written, mut id) = (0, 0);
    while written + (block.len() as u64) < bytes {
        id += 1;
        record(&mut writer, id, &mut block);
        if block.len() >= BLOCK {
            out.write_all(block.as_bytes())?;
            written += block.len() as u64;
            block.clear();
        }
    }
    out.write_all(block.as_bytes())?;
    out.flush()
}

/// Nothing that is written needs an escape but the line breaks, which come escaped.
fn record(writer: &mut Writer, id: usize, out: &mut String) {
    out.push_str("{\"id\":\"n");
    number(id, out);
    out.push_str("\",\"date\":\"20");
    number(10 + writer.below(16), out);
    out.push('-');
    two_digits(1 + writer.below(12), out);
    out.push('-');
    two_digits(1 + writer.below(28), out);
    out.push_str("\",\"title\":\"News from ");
    writer.name(out);
    out.push_str("\",\"body\":\"");
    // Most articles have 1 to 4 kB, a few ten times as much.
    let long = if writer.below(50) == 0 { 10 } else { 1 };
    let bytes = (1_000 + writer.below(3_000)) * long;
    writer.body(bytes, "\\n", out);
    out.push_str("\"}\n");
}

fn two_digits(value: usize, out: &mut String) {
    if value < 10 {
        out.push('0');
    }
    number(value, out);
}

/// Bytes, or thousands, millions or milliards of them: `200M`, `10G`.
fn size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "" => 1,
        "k" | "K" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}
