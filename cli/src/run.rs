//! Runs work over all records of the inputs: threads, progress, errors, and how it all ends.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;

use crate::args::ReadingArgs;
use crate::batch::{self, Crew, Sink, Summary};
use crate::failure::{Failure, Outcome};
use crate::input::{InputError, Inputs, Reach};
use crate::progress::Progress;
use crate::record::Record;
use crate::terminal::Manner;

/// So many errors of records are printed; a wrong file can have thousands.
pub const MOST_ERRORS: usize = 20;

/// The inputs that somebody asks for. One that is not there is told now, before dictionaries are read and anything is written.
pub fn inputs(files: &[String], reading: &ReadingArgs) -> Result<Inputs, Failure> {
    Ok(Inputs::new(files.to_vec(), reading.options())?)
}

/// Whether a path leads to one of these files.
pub fn is_one_of(path: &Path, files: &[impl AsRef<Path>]) -> bool {
    path.canonicalize().is_ok_and(|path| {
        files.iter().any(|file| file.as_ref().canonicalize().is_ok_and(|file| file == path))
    })
}

/// The threads that somebody asks for; 0 means one for each core.
pub fn crew(threads: usize) -> Result<Crew, Failure> {
    Crew::new(threads)
        .map_err(|error| Failure::new(format!("threads cannot be started: {error}"), "try -j 1"))
}

/// Works on every record with so many threads (0: one for each core), and writes in order.
pub fn over_records<S: Send, T: Send>(
    inputs: Inputs,
    threads: usize,
    manner: Manner,
    out: &mut dyn Write,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&Record, &mut S, &mut Vec<u8>) -> T + Sync,
    mut stats: impl FnMut(T),
) -> Result<Summary, Failure> {
    let crew = crew(threads)?;
    let progress = RefCell::new(Progress::new(inputs.meter(), manner.watcher()));
    let (mut said, mut unsaid) = (0, 0_u64);
    let mut sink = Sink {
        out,
        stats: &mut stats,
        errors: &mut |error: &InputError| {
            // What ends an input comes once, and matters more than the thousand records before it.
            if said < MOST_ERRORS || error.reach == Reach::Input {
                said += 1;
                progress.borrow().say(&error.to_string());
            } else {
                unsaid += 1;
            }
        },
        progress: &mut |done| progress.borrow_mut().update(done.records, done.text_bytes),
    };
    let done = batch::run(inputs, &crew, scratch, work, &mut sink);
    progress.into_inner().finish();
    if unsaid > 0 {
        eprintln!("… and {unsaid} errors more");
    }
    done.map_err(|error| Failure::output(&error))
}

/// How a run over records ends.
pub fn outcome(summary: &Summary) -> Outcome {
    if summary.input_errors > 0 {
        Outcome::Incomplete
    } else if summary.record_errors > 0 {
        Outcome::Told
    } else {
        Outcome::Done
    }
}
