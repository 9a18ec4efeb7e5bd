//! How runs end that do not end by themselves: full disks, closed pipes, and Ctrl-C.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{EXONYM, Folder, Run};

const FORMATS: [&str; 6] = ["jsonl", "tsv", "html", "brat", "bulk", "text"];

/// Commands that write something, whatever they are given to read.
fn writers() -> Vec<Vec<&'static str>> {
    let mut writers: Vec<_> = FORMATS
        .into_iter()
        .map(|format| vec!["annotate", "-d", "names", "--format", format, "news.jsonl"])
        .collect();
    writers.push(vec!["annotate", "--template", "--index", "news-*"]);
    writers.push(vec!["completions", "bash"]);
    writers.push(vec!["man"]);
    writers
}

fn folder(test: &str) -> Folder {
    let folder = Folder::with_names(test);
    folder.write("news.jsonl", "{\"title\":\"Turkey and Pakistan\"}\n".repeat(20_000));
    folder
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let folder = folder("full");
    for args in writers() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let run = Run::new(folder.command(&args).stdout(full).output().unwrap());
        run.refused(&["exonym: the output cannot be written: No space left", "help: make room"]);
    }
    // Nothing is read, and the little that is written stands in a buffer until the end.
    let full = File::options().write(true).open("/dev/full").unwrap();
    let args = ["annotate", "-d", "names", "--format", "tsv", "/dev/null"];
    let run = Run::new(folder.command(&args).stdout(full).output().unwrap());
    run.refused(&["the output cannot be written"]);
}

#[test]
fn nobody_who_reads_is_no_error() {
    let folder = folder("closed");
    for args in writers() {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = Run::new(folder.command(&args).stdout(writer).output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn one_line_is_enough_for_head() {
    let folder = folder("head");
    let mut child = folder
        .command(&["annotate", "-d", "names", "news.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("country/tr"), "{line}");
    let run = Run::new(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn what_was_sent_is_answered_before_more_comes() {
    let folder = folder("slow");
    let mut child = folder
        .command(&["annotate", "-d", "names"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        writeln!(stdin, "{{\"id\":{number},\"title\":\"Turkey\"}}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{number},")), "{line}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Whether this process was told to ignore SIGINT, where the system says so.
fn ignores_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 1 << 1 != 0)
}

#[test]
fn ctrl_c_ends_it_at_once_and_quietly() {
    let folder = folder("ctrl-c");
    // What a shell has put into the background ignores interrupts, and so do its children.
    let mut command = folder.command_of("env", &["--default-signal=INT", EXONYM]);
    if !ignores_interrupts() {
        command = folder.command(&[]);
    }
    let mut child = command
        .args(["annotate", "-d", "names"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    // It reads a pipe that stays open, and has answered once, so it is past its beginning.
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{{\"title\":\"Turkey\"}}").unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();

    let asked = Instant::now();
    let group = format!("-{}", child.id());
    assert!(Command::new("kill").args(["-INT", "--", &group]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert!(asked.elapsed() < Duration::from_secs(5), "it took {:?}", asked.elapsed());
    let (code, signal) = (output.status.code(), output.status.signal());
    assert!(code == Some(130) || signal == Some(2), "code {code:?}, signal {signal:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    drop(stdin);
}
