//! Lines and columns of many places in few files: each file is walked once.

use std::collections::HashMap;
use std::sync::Arc;

use exonym::diagnostic::{Place, SourceFile};

/// Where places begin and end.
#[derive(Default)]
pub struct Positions {
    /// The bytes at which the lines of a file begin.
    lines: HashMap<*const SourceFile, Vec<usize>>,
}

/// A place in lines and columns, from 1; columns count code points.
pub struct Position {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Positions {
    pub fn of(&mut self, place: &Place) -> Position {
        let text = &place.file.text;
        let lines = self.lines.entry(Arc::as_ptr(&place.file)).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let position = |byte: usize| {
            let line = lines.partition_point(|&start| start <= byte);
            (line, text[lines[line - 1]..byte].chars().count() + 1)
        };
        let (line, column) = position(place.span.start);
        let (end_line, end_column) = position(place.span.end);
        Position { line, column, end_line, end_column }
    }
}
