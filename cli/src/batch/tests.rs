//! Whatever the number of threads and the size of a batch, the same comes out, in the same order.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use super::{Crew, Sink, Summary, run};
use crate::input::{InputOptions, Inputs, InvalidUtf8};
use crate::record::Record;

/// A folder of files for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, files: &[(&str, &[u8])]) -> Self {
        let folder = std::env::temp_dir().join(format!("exonym-{}-{test}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes).expect("a file can be written");
        }
        Self(folder)
    }

    fn inputs(&self, names: &[&str], batch_bytes: usize) -> Inputs {
        let paths = names.iter().map(|name| self.0.join(name).display().to_string()).collect();
        let options = InputOptions { invalid_utf8: InvalidUtf8::Skip, ..InputOptions::default() };
        Inputs::new(paths, options).expect("the files are there").batch_bytes(batch_bytes)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is in nobody's way.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What came of a run.
#[derive(Debug, PartialEq)]
struct Run {
    summary: Summary,
    out: String,
    stats: Vec<usize>,
    errors: Vec<String>,
}

fn run_all(inputs: Inputs, threads: usize) -> Run {
    let (mut out, mut stats, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let mut sink = Sink {
        out: &mut out,
        stats: &mut |length| stats.push(length),
        errors: &mut |error| errors.push(error.to_string()),
        progress: &mut |_| {},
    };
    let crew = Crew::new(threads).expect("threads");
    let summary = run(inputs, &crew, String::new, upper, &mut sink).expect("memory takes it");
    Run { summary, out: String::from_utf8(out).expect("UTF-8"), stats, errors }
}

fn upper(record: &Record, scratch: &mut String, out: &mut Vec<u8>) -> usize {
    scratch.clear();
    for field in &record.fields {
        scratch.push_str(&field.text.to_uppercase());
    }
    writeln!(out, "{} {scratch}", record.number).expect("memory takes it");
    scratch.len()
}

fn lines(count: usize) -> Vec<u8> {
    let line = |n: usize| match n % 97 {
        13 => format!("{{\"text\":{n}}}\n").into_bytes(),
        17 => b"{\"text\":\"\xff\"}\n".to_vec(),
        _ => format!("{{\"text\":\"{}{n}\"}}\n", "é".repeat(n % 50)).into_bytes(),
    };
    (0..count).flat_map(line).collect()
}

#[test]
fn threads_and_batches_change_nothing() {
    let jsonl = lines(5000);
    let csv: Vec<u8> =
        [b"text\n".to_vec(), (0..3000).flat_map(|n| format!("x{n}\n").into_bytes()).collect()]
            .concat();
    let files: [(&str, &[u8]); 4] =
        [("a.jsonl", &jsonl), ("b.csv", &csv), ("c.csv", b"no\nx\n"), ("d.txt", b"the end")];
    let folder = Folder::new("threads", &files);
    let names = ["a.jsonl", "b.csv", "c.csv", "d.txt"];
    let expected = run_all(folder.inputs(&names, 1 << 20), 1);

    let Summary { records, record_errors, input_errors, skipped, closed, .. } = expected.summary;
    assert_eq!((record_errors, skipped, input_errors, closed), (52, 52, 1, false));
    assert_eq!(records, 5000 - 104 + 3000 + 1);
    assert_eq!(expected.stats.len() as u64, records);
    assert_eq!(expected.stats.iter().sum::<usize>() as u64, expected.summary.text_bytes);
    assert!(expected.out.starts_with("1 0\n2 É1\n") && expected.out.ends_with("\n1 THE END\n"));
    assert!(expected.errors[52].contains("c.csv: has none of the columns"));

    for threads in [1, 2, 8] {
        for batch_bytes in [1, 7, 1000] {
            let again = run_all(folder.inputs(&names, batch_bytes), threads);
            assert!(again == expected, "{threads} threads, batches of {batch_bytes} bytes");
        }
    }
}

/// Takes so many bytes, then fails; or fails at the flush.
struct Full {
    room: usize,
    kind: ErrorKind,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        if taken == 0 && !bytes.is_empty() { Err(self.kind.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.room == 0 { Err(self.kind.into()) } else { Ok(()) }
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly_and_a_full_disk_does_not() {
    let jsonl = lines(3000);
    let folder = Folder::new("full", &[("a.jsonl", &jsonl)]);
    let length = run_all(folder.inputs(&["a.jsonl"], 1000), 2).out.len();
    for room in [0, 1, 5000, length] {
        for (kind, threads) in [
            (ErrorKind::BrokenPipe, 1),
            (ErrorKind::BrokenPipe, 2),
            (ErrorKind::StorageFull, 1),
            (ErrorKind::StorageFull, 2),
        ] {
            let mut sink = Sink {
                out: &mut Full { room, kind },
                stats: &mut |_| {},
                errors: &mut |_| {},
                progress: &mut |_| {},
            };
            let crew = Crew::new(threads).expect("threads");
            let inputs = folder.inputs(&["a.jsonl"], 1000);
            match run(inputs, &crew, String::new, upper, &mut sink) {
                Ok(summary) => assert!(kind == ErrorKind::BrokenPipe && summary.closed, "{room}"),
                Err(error) => assert_eq!((error.kind(), kind), (kind, ErrorKind::StorageFull)),
            }
        }
    }
}

#[test]
#[should_panic(expected = "as it should")]
fn a_panic_in_the_work_is_passed_on() {
    let jsonl = lines(3000);
    let folder = Folder::new("panic", &[("a.jsonl", &jsonl)]);
    let mut sink = Sink {
        out: &mut io::sink(),
        stats: &mut |()| {},
        errors: &mut |_| {},
        progress: &mut |_| {},
    };
    let work = |record: &Record, (): &mut (), _: &mut Vec<u8>| {
        assert!(record.number != 1500, "as it should");
    };
    let crew = Crew::new(2).expect("threads");
    let _ = run(folder.inputs(&["a.jsonl"], 1000), &crew, || (), work, &mut sink);
}
