//! A progress bar, for people who wait at a terminal.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::input::Meter;

/// Shows on standard error how far the inputs have been read, if that is a terminal and takes long enough.
pub struct Progress {
    meter: Arc<Meter>,
    started: Instant,
    /// None where nobody looks.
    shown: Option<Shown>,
}

enum Shown {
    Later,
    Bar(ProgressBar),
}

/// Who wants to see progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watcher {
    /// Whoever sits at a terminal.
    Terminal,
    /// Nobody (`-q`).
    Nobody,
}

/// A run that is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// A bar that reads `meter`.
    pub fn new(meter: Arc<Meter>, watcher: Watcher) -> Self {
        let is_seen = watcher == Watcher::Terminal && stderr().is_terminal();
        Self { meter, started: Instant::now(), shown: is_seen.then_some(Shown::Later) }
    }

    /// Shows that so many records with so many bytes of text are done.
    pub fn update(&mut self, records: u64, text_bytes: u64) {
        let Some(shown) = &mut self.shown else { return };
        let elapsed = self.started.elapsed();
        if let Shown::Later = shown {
            if elapsed < PATIENCE {
                return;
            }
            *shown = Shown::Bar(bar(self.meter.total.load(Ordering::Relaxed), elapsed));
        }
        if let Shown::Bar(bar) = shown {
            bar.set_position(self.meter.read.load(Ordering::Relaxed));
            let megabytes = text_bytes / 1_000_000;
            let rate = text_bytes / 1000 / elapsed.as_millis().max(1) as u64;
            bar.set_message(format!("{records} records, {megabytes} MB of text, {rate} MB/s"));
        }
    }

    /// Takes the bar away, so that messages and results stand where it was.
    pub fn finish(self) {
        if let Some(Shown::Bar(bar)) = self.shown {
            bar.finish_and_clear();
        }
    }

    /// Writes a line of text above the bar.
    pub fn say(&self, line: &str) {
        match &self.shown {
            Some(Shown::Bar(bar)) => bar.suspend(|| eprintln!("{line}")),
            _ => eprintln!("{line}"),
        }
    }
}

fn bar(total: u64, elapsed: Duration) -> ProgressBar {
    let (bar, template) = if total == 0 {
        (ProgressBar::new_spinner(), "{spinner} {decimal_bytes}  {msg}")
    } else {
        let template =
            "{bar:30} {percent:>3} %  {decimal_bytes} of {decimal_total_bytes}  {msg}  {eta} left";
        (ProgressBar::new(total), template)
    };
    let style = ProgressStyle::with_template(template).expect("the templates above are right");
    bar.with_style(style).with_elapsed(elapsed)
}
