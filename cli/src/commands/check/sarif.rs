//! `exonym check --format sarif`: SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use exonym::diagnostic::{Diagnostic, Place, Severity};
use exonym::lint::page;
use serde_json::{Value, json};

use super::positions::Positions;

/// The document, with a line break at its end.
pub fn document(diagnostics: &[Diagnostic]) -> String {
    let rules: BTreeSet<&str> = diagnostics.iter().map(|problem| problem.rule).collect();
    let mut positions = Positions::default();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "exonym",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|one| result(one, &mut positions)).collect::<Vec<_>>(),
        }],
    });
    format!("{document}\n")
}

/// A rule, described by its page.
fn rule(rule: &str) -> Value {
    let page = page(rule).unwrap_or_default();
    let paragraphs = page.split("\n\n").filter(|it| !it.starts_with('#'));
    let summary = paragraphs.map(str::trim).find(|it| !it.is_empty()).unwrap_or(rule);
    json!({
        "id": rule,
        "shortDescription": { "text": summary },
        "help": { "text": page, "markdown": page },
    })
}

fn result(problem: &Diagnostic, positions: &mut Positions) -> Value {
    let place = location(&problem.place, positions);
    let related = problem.related.iter().map(|label| {
        let mut location = location(&label.place, positions);
        location["message"] = json!({ "text": label.text });
        location
    });
    let mut result = json!({
        "ruleId": problem.rule,
        "level": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": text(problem) },
        "locations": [place],
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    if !problem.fix.is_empty() {
        let replacements = problem.fix.iter().map(|edit| {
            let deleted = Place { span: edit.span, ..problem.place.clone() };
            json!({ "deletedRegion": region(&deleted, positions), "insertedContent": { "text": edit.text } })
        });
        result["fixes"] = json!([{ "artifactChanges": [{
            "artifactLocation": artifact(&problem.place),
            "replacements": replacements.collect::<Vec<_>>(),
        }] }]);
    }
    result
}

/// What is wrong and the cure, as sentences.
fn text(problem: &Diagnostic) -> String {
    let label =
        if problem.label.is_empty() { String::new() } else { format!(" ({})", problem.label) };
    let help = if problem.help.is_empty() { String::new() } else { format!(". {}", problem.help) };
    format!("{}{label}{help}", problem.message)
}

fn location(place: &Place, positions: &mut Positions) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(place), "region": region(place, positions) } })
}

fn artifact(place: &Place) -> Value {
    json!({ "uri": uri(&place.file.name) })
}

fn region(place: &Place, positions: &mut Positions) -> Value {
    let at = positions.of(place);
    json!({
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    })
}

/// A path as a reference of RFC 3986: relative ones stay relative.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
