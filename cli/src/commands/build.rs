//! `exonym build`

use std::fs;
use std::io::Write;

use crate::args::BuildArgs;
use crate::dictionaries::compile;
use crate::failure::{Failure, Outcome};
use crate::terminal::Manner;

pub fn run(args: &BuildArgs, manner: Manner) -> Result<Outcome, Failure> {
    let gazetteer = compile(&args.paths, manner)?;
    let bytes = gazetteer.to_bytes();
    // A reader must never see half a file: write beside it, then put it in its place.
    let mut name = args.output.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = args.output.with_file_name(name);
    let written = fs::File::create(&part)
        .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, &args.output));
    if let Err(error) = written {
        // What is left of the part is of no use to anybody, and its loss is no news.
        let _ = fs::remove_file(&part);
        return Err(Failure::file(&args.output, &error));
    }
    if !manner.quiet {
        eprintln!(
            "{}: {} entities, {} names, {} keys, {} bytes, version {:016x}",
            args.output.display(),
            gazetteer.entity_count(),
            gazetteer.alias_count(),
            gazetteer.key_count(),
            bytes.len(),
            gazetteer.fingerprint()
        );
    }
    Ok(Outcome::Done)
}
