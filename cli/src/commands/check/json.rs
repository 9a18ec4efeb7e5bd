//! `exonym check --format json`: one object with everything.

use exonym::diagnostic::{Diagnostic, Place, Severity};
use serde_json::{Value, json};

use super::positions::Positions;

/// The document, with a line break at its end.
pub fn document(diagnostics: &[Diagnostic], files: usize) -> String {
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    let mut positions = Positions::default();
    let document = json!({
        "files": files,
        "errors": errors,
        "warnings": diagnostics.len() - errors,
        "diagnostics": diagnostics.iter().map(|one| diagnostic(one, &mut positions)).collect::<Vec<_>>(),
    });
    format!("{document}\n")
}

fn diagnostic(problem: &Diagnostic, positions: &mut Positions) -> Value {
    let mut value = place(&problem.place, positions);
    let related = problem.related.iter().map(|label| {
        let mut related = place(&label.place, positions);
        related["text"] = json!(label.text);
        related
    });
    let fix = problem
        .fix
        .iter()
        .map(|edit| json!({ "start": edit.span.start, "end": edit.span.end, "text": edit.text }));
    value["rule"] = json!(problem.rule);
    value["severity"] = json!(match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    });
    value["message"] = json!(problem.message);
    value["label"] = json!(problem.label);
    value["help"] = json!(problem.help);
    value["related"] = related.collect();
    value["fix"] = fix.collect();
    value
}

/// Bytes from 0; lines and columns from 1, columns in code points.
fn place(place: &Place, positions: &mut Positions) -> Value {
    let at = positions.of(place);
    json!({
        "file": place.file.name,
        "start": place.span.start,
        "end": place.span.end,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    })
}
