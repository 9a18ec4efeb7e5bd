//! What was measured, for people and for programs.

#![allow(clippy::cast_precision_loss, reason = "figures for people need no 53 bits")]

use std::fmt;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::course::{Difference, Found, Mode};
use crate::args;

/// What is reported.
pub(super) struct Report {
    pub(super) texts: usize,
    pub(super) text_bytes: usize,
    pub(super) entities: usize,
    pub(super) names: usize,
    pub(super) keys: usize,
    pub(super) threads: usize,
    pub(super) rounds: u32,
    pub(super) fold: Speed,
    pub(super) scan: Speed,
    pub(super) annotate: Speed,
    /// `serde_json` alone, where the corpus is JSON Lines.
    pub(super) json: Option<Speed>,
    /// From JSON Lines to JSON Lines.
    pub(super) pipeline: Option<Speed>,
    pub(super) pipeline_one_thread: Option<Speed>,
    /// How much faster a loop of arithmetic is on all threads than on one.
    pub(super) control: Option<f64>,
    pub(super) found: Found,
    pub(super) peak_memory_mb: Option<f64>,
    /// That peak is of annotating alone, and not of reading before.
    pub(super) has_own_peak: bool,
    pub(super) rivals: Option<Rivalry>,
}

/// The aho-corasick crate beside the scanner.
pub(super) struct Rivalry {
    pub(super) modes: [Mode; 2],
    pub(super) speeds: [Speed; 2],
    /// How many mentions that do not overlap each mode misses.
    pub(super) missed: [usize; 2],
    /// To the mode that finds all.
    pub(super) difference: Option<Difference>,
}

impl Rivalry {
    /// The faster mode.
    fn reference(&self) -> (Mode, &Speed) {
        let [first, second] = &self.speeds;
        if first.median < second.median { (self.modes[1], second) } else { (self.modes[0], first) }
    }

    /// How many times as fast as the faster mode a scanner is; only where it finds the same.
    fn ratio(&self, scan: &Speed) -> Option<f64> {
        self.difference.is_none().then(|| scan.median / self.reference().1.median)
    }

    fn write(&self, scan: &Speed, out: &mut impl Write) -> io::Result<()> {
        for ((mode, speed), missed) in self.modes.iter().zip(&self.speeds).zip(self.missed) {
            let mode = mode.name();
            write!(
                out,
                "aho-corasick  {speed}, contiguous NFA, {mode}, on text folded beforehand"
            )?;
            match missed {
                0 => writeln!(out)?,
                missed => writeln!(out, ", misses {missed} mentions")?,
            }
        }
        let (mode, _) = self.reference();
        match (self.ratio(scan), &self.difference) {
            (Some(ratio), _) => writeln!(
                out,
                "ratio         {ratio:.2}: scan to aho-corasick, {}, the faster; same mentions as overlapping",
                mode.name()
            ),
            (None, Some(difference)) => writeln!(out, "ratio         none: {difference}"),
            (None, None) => Ok(()),
        }
    }

    fn add_to(&self, scan: &Speed, object: &mut Value) {
        let (mode, reference) = self.reference();
        add_speed("reference", reference, object);
        object["reference"] = mode.name().into();
        for ((mode, speed), missed) in self.modes.iter().zip(&self.speeds).zip(self.missed) {
            let name = mode.name().replace('-', "_");
            add_speed(&name, speed, object);
            object[format!("{name}_missed")] = missed.into();
        }
        object["mentions_equal"] = self.difference.is_none().into();
        object["ratio"] = self.ratio(scan).map(rounded).into();
        if let Some(difference) = &self.difference {
            object["texts_that_differ"] = difference.texts.into();
            object["first_difference"] = difference.to_string().into();
        }
    }
}

impl Report {
    pub(super) fn write(&self, format: args::Report, out: &mut impl Write) -> io::Result<()> {
        match format {
            args::Report::Text => self.write_text(out),
            args::Report::Json => writeln!(out, "{}", self.json()),
        }
    }

    fn text_mb(&self) -> f64 {
        self.text_bytes as f64 / 1e6
    }

    fn texts_per_second(&self) -> f64 {
        self.texts as f64 * self.annotate.median / self.text_mb()
    }

    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { texts, entities, names, keys, threads, rounds, found, .. } = self;
        writeln!(out, "corpus        {texts} texts, {:.1} MB", self.text_mb())?;
        writeln!(out, "dictionaries  {entities} entities, {names} names, {keys} keys")?;
        writeln!(
            out,
            "run           {threads} threads, medians of {rounds} rounds (and their range)"
        )?;
        writeln!(out, "fold          {}", self.fold)?;
        writeln!(out, "scan          {}", self.scan)?;
        let texts = self.texts_per_second();
        writeln!(out, "annotate      {}, {texts:.0} texts/s", self.annotate)?;
        self.write_lines(out)?;
        if let Some(rivals) = &self.rivals {
            rivals.write(&self.scan, out)?;
        }
        writeln!(out, "found         {} mentions, {} links", found.mentions, found.links)?;
        if let Some(peak) = self.peak_memory_mb {
            let since = if self.has_own_peak { "while annotating" } else { "since the start" };
            writeln!(out, "memory        {peak:.0} MB at most {since}, the corpus included")?;
        }
        out.flush()
    }

    /// Where the corpus is JSON Lines.
    fn write_lines(&self, out: &mut impl Write) -> io::Result<()> {
        let (Some(json), Some(pipeline)) = (&self.json, &self.pipeline) else { return Ok(()) };
        writeln!(out, "json          {json}, lines read and written by serde_json alone")?;
        let ratio = pipeline.median / json.median;
        writeln!(
            out,
            "pipeline      {pipeline}, from JSON Lines to JSON Lines: {ratio:.2} of json"
        )?;
        if let Some(one) = &self.pipeline_one_thread {
            let speedup = pipeline.median / one.median;
            writeln!(out, "one thread    {one}, pipeline: {speedup:.2} times as fast on all")?;
        }
        if let Some(control) = self.control {
            writeln!(
                out,
                "control       {control:.2}: what all threads give a loop of arithmetic"
            )?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let mut object = json!({
            "texts": self.texts,
            "text_mb": rounded(self.text_mb()),
            "entities": self.entities,
            "names": self.names,
            "keys": self.keys,
            "threads": self.threads,
            "rounds": self.rounds,
            "texts_s": self.texts_per_second().round(),
            "mentions": self.found.mentions,
            "links": self.found.links,
        });
        let speeds = [
            ("fold", Some(&self.fold)),
            ("scan", Some(&self.scan)),
            ("annotate", Some(&self.annotate)),
            ("json", self.json.as_ref()),
            ("pipeline", self.pipeline.as_ref()),
            ("pipeline_one_thread", self.pipeline_one_thread.as_ref()),
        ];
        for (name, speed) in speeds {
            if let Some(speed) = speed {
                add_speed(name, speed, &mut object);
            }
        }
        if let Some(control) = self.control {
            object["control_speedup"] = rounded(control).into();
        }
        if let Some(peak) = self.peak_memory_mb {
            object["peak_memory_mb"] = rounded(peak).into();
        }
        if let Some(rivals) = &self.rivals {
            rivals.add_to(&self.scan, &mut object);
        }
        object
    }
}

fn add_speed(name: &str, speed: &Speed, object: &mut Value) {
    let Speed { median, slowest, fastest } = *speed;
    object[format!("{name}_mb_s")] = rounded(median).into();
    object[format!("{name}_mb_s_range")] = json!([rounded(slowest), rounded(fastest)]);
}

/// Megabytes of text in a second, over all rounds.
pub(super) struct Speed {
    median: f64,
    slowest: f64,
    fastest: f64,
}

impl Speed {
    pub(super) fn of(bytes: usize, seconds: Vec<f64>) -> Self {
        let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
        let shortest = seconds.iter().copied().fold(f64::INFINITY, f64::min);
        let longest = seconds.iter().copied().fold(0.0, f64::max);
        let (slowest, fastest) = (speed(longest), speed(shortest));
        Self { median: speed(median(seconds)), slowest, fastest }
    }
}

/// Of at least one value.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, slowest, fastest } = self;
        write!(f, "{median:>5.0} MB/s ({slowest:.0}–{fastest:.0})")
    }
}

/// To two decimals: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Has the system count the most memory from what the process holds now, where it can; tells whether it did.
pub(super) fn forget_peak_memory() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// The most memory that the process has held since it began or forgot, where the system says so.
pub(super) fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_times() {
        let speed = Speed::of(6_000_000, vec![3.0, 1.0, 2.0]);
        assert_eq!((speed.median, speed.slowest, speed.fastest), (3.0, 2.0, 6.0));
        assert!((Speed::of(6_000_000, vec![1.0, 3.0]).median - 3.0).abs() < 1e-9);
    }
}
