//! Which names a pack may hold: those that `exonym check` has no error to tell of.
//!
//! Names are put into a pack of their own and checked, so that there is one place that says what is right, and what the cure is.

use std::sync::Arc;

use exonym::check::check;
use exonym::diagnostic::{Diagnostic, Edit, Severity, SourceFile};
use exonym::dictionary::Layer;
use exonym::lint::Policy;

use crate::failure::Failure;

/// So many names are checked together.
const TOGETHER: usize = 2048;

/// One cure may uncover another; none that uncovers more than this ends.
const MOST_ROUNDS: usize = 8;

/// Rules about two names or more. Whether a name is another's is the list's business.
const OF_SEVERAL: &[&str] = &["confusable", "repeated-name", "shared-key", "too-many-candidates"];

/// Rules about names that would be found too often, which something else that must speak for them cures.
const OF_FREQUENT: &[&str] = &["common-word", "digits-only", "fold-twin", "too-short"];

/// What a name is to a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may stand there.
    Sound,
    /// It may stand there where it is not believed alone.
    Frequent,
    /// It may not.
    Refused { message: String, help: String },
}

/// A name, mended as `exonym check --fix` mends it, and its verdict.
pub(super) type Judged = (String, Verdict);

/// Looks at names as names of a pack.
pub(super) struct Judge {
    /// The first line of the pack, with its line break.
    header: String,
}

impl Judge {
    /// Takes the first line of a pack, unless something is wrong with it.
    pub(super) fn new(header: &str) -> Result<Self, Failure> {
        let judge = Self { header: format!("{header}\n") };
        let problems = judge.problems(&[]);
        match problems.into_iter().find(|problem| problem.severity == Severity::Error) {
            Some(problem) => Err(Failure::new(problem.message, problem.help)),
            None => Ok(judge),
        }
    }

    /// Mends and judges names, in their order.
    pub(super) fn judge(&self, names: Vec<String>) -> Vec<Judged> {
        let mut judged: Vec<Judged> =
            names.into_iter().map(|name| (name, Verdict::Sound)).collect();
        let mut open: Vec<usize> = (0..judged.len()).collect();
        for round in 1..=MOST_ROUNDS {
            let mut mended = Vec::new();
            for part in open.chunks(TOGETHER) {
                let texts: Vec<&str> = part.iter().map(|&at| judged[at].0.as_str()).collect();
                for (&at, findings) in part.iter().zip(self.findings(&texts)) {
                    let name = mend(&findings, &judged[at].0);
                    if name != judged[at].0 && round < MOST_ROUNDS {
                        judged[at].0 = name;
                        mended.push(at);
                    } else {
                        judged[at].1 = verdict(&findings.problems);
                    }
                }
            }
            open = mended;
        }
        judged
    }

    /// What is wrong with each of these names.
    fn findings(&self, names: &[&str]) -> Vec<Findings> {
        let problems = self.problems(names);
        // A file has room for so many problems, and a key for so many names.
        let hides = |rule| matches!(rule, "too-many-candidates" | "too-many-problems");
        if names.len() > 1 && problems.iter().any(|problem| hides(problem.rule)) {
            let (first, second) = names.split_at(names.len() / 2);
            return [self.findings(first), self.findings(second)].concat();
        }
        let mut start = self.header.len();
        let mut findings: Vec<Findings> = names
            .iter()
            .enumerate()
            .map(|(number, name)| {
                let line = line(number, name);
                start += line.len();
                Findings { start: start - line.len(), line, problems: Vec::new() }
            })
            .collect();
        for problem in problems {
            let after = findings.partition_point(|one| one.start <= problem.place.span.start);
            // What is wrong before the first name is no name's fault.
            if let Some(at) = after.checked_sub(1) {
                findings[at].problems.push(problem);
            }
        }
        self.look_again(names, &mut findings);
        findings
    }

    /// A name that nothing can match keeps the others from being looked for: they are checked without it.
    fn look_again(&self, names: &[&str], findings: &mut [Findings]) {
        let others: Vec<usize> = (0..names.len())
            .filter(|&at| findings[at].problems.iter().all(|one| one.rule != "unmatchable-name"))
            .collect();
        if others.len() < names.len() {
            let texts: Vec<&str> = others.iter().map(|&at| names[at]).collect();
            for (at, anew) in others.into_iter().zip(self.findings(&texts)) {
                findings[at] = anew;
            }
        }
    }

    /// What is wrong with a pack of these names.
    fn problems(&self, names: &[&str]) -> Vec<Diagnostic> {
        let lines = names.iter().enumerate().map(|(number, name)| line(number, name));
        let text = std::iter::once(self.header.clone()).chain(lines).collect();
        let file = SourceFile { name: "names.jsonl".to_owned(), text };
        check(&[Layer::new(vec![Arc::new(file)])], Policy::Own).diagnostics
    }
}

/// What is wrong with one name.
#[derive(Clone)]
struct Findings {
    /// Where its line begins in the pack.
    start: usize,
    line: String,
    problems: Vec<Diagnostic>,
}

/// The line of the entity of this number.
fn line(number: usize, name: &str) -> String {
    let text = serde_json::to_string(name).expect("a string can be written");
    format!("{{\"slug\":\"n{number}\",\"name\":{text}}}\n")
}

/// The name with all cures that need no judgement.
fn mend(findings: &Findings, name: &str) -> String {
    let mut edits: Vec<&Edit> = findings.problems.iter().flat_map(|problem| &problem.fix).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut line = String::new();
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.span.start - findings.start, edit.span.end - findings.start);
        // Of two that overlap the first; the other may be another one after it.
        if start >= at {
            line.push_str(&findings.line[at..start]);
            line.push_str(&edit.text);
            at = end;
        }
    }
    if at == 0 {
        return name.to_owned();
    }
    line.push_str(&findings.line[at..]);
    let mended: Option<serde_json::Value> = serde_json::from_str(&line).ok();
    let mended = mended.as_ref().and_then(|entity| entity["name"].as_str());
    mended.unwrap_or(name).trim().to_owned()
}

fn verdict(problems: &[Diagnostic]) -> Verdict {
    let mut errors = problems.iter().filter(|problem| {
        problem.severity == Severity::Error && !OF_SEVERAL.contains(&problem.rule)
    });
    let is_of_frequent = |problem: &&Diagnostic| OF_FREQUENT.contains(&problem.rule);
    match errors.clone().find(|problem| !is_of_frequent(problem)) {
        Some(problem) => {
            Verdict::Refused { message: problem.message.clone(), help: problem.help.clone() }
        }
        None if errors.next().is_some() => Verdict::Frequent,
        None => Verdict::Sound,
    }
}
