//! The program `exonym`; for now it reads its inputs and writes them again, with nothing found in them.
// In a program, `pub` says what a module offers to the others.
#![allow(unreachable_pub)]
#![allow(dead_code, unused_imports)]

use std::process::ExitCode;

use record::{Original, Record};

mod batch;
mod input;
mod progress;
mod record;

fn main() -> ExitCode {
    let mut options = input::InputOptions::default();
    let mut threads = 0;
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value");
        match argument.as_str() {
            "-j" => threads = value().parse().expect("a number"),
            "--input" => options.format = Some(value().parse().expect("a format")),
            "--max-record" => {
                options.max_record_bytes = input::parse_size(&value()).expect("a size");
            }
            "--field" => {
                options.fields = value().split(',').map(|p| p.parse().expect("a path")).collect();
            }
            _ => names.push(argument),
        }
    }
    let inputs = match input::Inputs::new(names, options) {
        Ok(inputs) => inputs,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let progress = progress::Progress::new(inputs.meter(), progress::Watcher::Terminal);
    let progress = std::cell::RefCell::new(progress);
    let pool = batch::pool(threads).expect("threads");
    let mut sink = batch::Sink {
        out: &mut std::io::stdout().lock(),
        stats: &mut |()| {},
        errors: &mut |error| progress.borrow().say(&error.to_string()),
        progress: &mut |done| progress.borrow_mut().update(done.records, done.text_bytes),
    };
    let done = batch::run(inputs, &pool, || (), write, &mut sink);
    progress.into_inner().finish();
    match done {
        Ok(summary) => {
            eprintln!("{summary:?}");
            ExitCode::from(u8::from(summary.record_errors > 0))
        }
        Err(error) => {
            eprintln!("stdout: cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(record: &Record, (): &mut (), out: &mut Vec<u8>) {
    if let Original::JsonLine(line) = &record.original {
        input::splice(line, None, &[("entities", "[]"), ("mentions", "[]")], out);
    } else {
        let fields: Vec<_> = record.fields.iter().map(|field| (&field.name, &field.text)).collect();
        serde_json::to_writer(&mut *out, &(&record.id, &record.date, &record.lang, fields))
            .expect("memory takes it");
    }
    out.push(b'\n');
}
