//! Asks people, a line at a time.
//!
//! The terminal's own line is all that is needed: it edits, pastes and shows text that runs from right to left as its owner is used to,
//! which a program that draws the line itself does not.

use std::io::{self, BufRead, IsTerminal, Write, stderr, stdin};

use crate::failure::Failure;
use crate::output::visible::visible;

/// Somebody who answers.
pub struct Questions<R, W> {
    answers: R,
    out: W,
}

/// Somebody at a terminal.
pub type AtTerminal = Questions<io::StdinLock<'static>, io::Stderr>;

impl AtTerminal {
    /// The person at the terminal, where there is one.
    pub fn open() -> Option<Self> {
        (stdin().is_terminal() && stderr().is_terminal())
            .then(|| Self { answers: stdin().lock(), out: stderr() })
    }
}

impl<R: BufRead, W: Write> Questions<R, W> {
    #[cfg(test)]
    pub fn new(answers: R, out: W) -> Self {
        Self { answers, out }
    }

    /// The answer without blanks around it; empty where there is none.
    pub fn line(&mut self, question: &str) -> Result<String, Failure> {
        write!(self.out, "{question} ").and_then(|()| self.out.flush()).map_err(|e| asked(&e))?;
        let mut answer = String::new();
        match self.answers.read_line(&mut answer) {
            Ok(0) => Err(Failure::new(
                "the answers ended before all was asked, and nothing is written",
                "begin again, or give flags: `exonym add --help`",
            )),
            Ok(_) => Ok(answer.trim().to_owned()),
            Err(error) => Err(asked(&error)),
        }
    }

    /// Asks until `parse` takes the answer, and says each time why it does not.
    pub fn until<T>(
        &mut self,
        question: &str,
        mut parse: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        loop {
            match parse(&self.line(question)?) {
                Ok(answer) => return Ok(answer),
                Err(why) => self.say(&why)?,
            }
        }
    }

    /// Answers, one a line, up to an empty one.
    pub fn lines(&mut self, first: &str, further: &str) -> Result<Vec<String>, Failure> {
        let mut lines = Vec::new();
        loop {
            let line = self.line(if lines.is_empty() { first } else { further })?;
            if line.is_empty() {
                return Ok(lines);
            }
            lines.push(line);
        }
    }

    /// Yes or no; an empty answer is no.
    pub fn agrees(&mut self, question: &str) -> Result<bool, Failure> {
        self.until(&format!("{question} [y/N]"), |answer| {
            match answer.to_ascii_lowercase().as_str() {
                "y" | "yes" => Ok(true),
                "" | "n" | "no" => Ok(false),
                _ => Err("  y or n".into()),
            }
        })
    }

    /// Says something, whatever stands in the files that it tells of.
    pub fn say(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{}", visible(text)).map_err(|error| asked(&error))
    }
}

fn asked(error: &io::Error) -> Failure {
    Failure::new(format!("nothing can be asked: {error}"), "give flags: `exonym add --help`")
}
