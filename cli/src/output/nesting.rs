//! A text and its mentions as one sequence of pieces, for formats that mark mentions inside the text.

use std::cmp::Reverse;

use crate::record::Annotation;

/// One step through a text.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a, 'g> {
    /// Text, up to the next step.
    Text(&'a str),
    /// A mention begins.
    Open(&'a Annotation<'g>),
    /// The mention that began last, of those that are open, ends.
    Close(&'a Annotation<'g>),
}

/// The pieces of `text`. Mentions may stand inside others; one that crosses the end of another is left out, since no
/// format can mark it.
pub fn pieces<'a, 'g>(
    text: &'a str,
    annotations: impl Iterator<Item = &'a Annotation<'g>>,
) -> Vec<Piece<'a, 'g>> {
    let mut annotations: Vec<_> = annotations.collect();
    annotations.sort_by_key(|it| (it.span.start, Reverse(it.span.end)));

    let mut walk = Walk { text, at: 0, open: Vec::new(), pieces: Vec::new() };
    for annotation in annotations {
        walk.close_until(annotation.span.start);
        if walk.open.last().is_some_and(|outer| outer.span.end < annotation.span.end) {
            continue;
        }
        walk.text_until(annotation.span.start);
        walk.pieces.push(Piece::Open(annotation));
        walk.open.push(annotation);
    }
    walk.close_until(text.len());
    walk.text_until(text.len());
    walk.pieces
}

struct Walk<'a, 'g> {
    text: &'a str,
    /// All before it is in `pieces`.
    at: usize,
    /// Outermost first, so that ends never grow.
    open: Vec<&'a Annotation<'g>>,
    pieces: Vec<Piece<'a, 'g>>,
}

impl Walk<'_, '_> {
    fn text_until(&mut self, byte: usize) {
        if self.at < byte {
            self.pieces.push(Piece::Text(&self.text[self.at..byte]));
            self.at = byte;
        }
    }

    fn close_until(&mut self, byte: usize) {
        while let Some(inner) = self.open.pop_if(|it| it.span.end <= byte) {
            self.text_until(inner.span.end);
            self.pieces.push(Piece::Close(inner));
        }
    }
}

#[cfg(test)]
mod tests {
    use exonym::Span;

    use super::*;
    use crate::record::Verdict;

    #[test]
    fn mentions_nest_and_never_cross() {
        let cases: [(&[(usize, usize)], &str); 6] = [
            (&[], "abcdef"),
            (&[(0, 2), (2, 6)], "[ab][cdef]"),
            (&[(0, 6), (0, 2), (4, 6)], "[[ab]cd[ef]]"),
            (&[(0, 2), (0, 6), (4, 6)], "[[ab]cd[ef]]"),
            (&[(1, 3), (2, 4)], "a[bc]def"),
            (&[(1, 5), (1, 5), (2, 3)], "a[[b[c]de]]f"),
        ];
        for (spans, expected) in cases {
            let annotations: Vec<_> = spans
                .iter()
                .map(|&(start, end)| Annotation {
                    field: 0,
                    span: Span::new(start, end),
                    token: Span::new(start, end),
                    score: 0,
                    quoted: false,
                    verdict: Verdict::Nil,
                    decided: false,
                    evidence: Vec::new(),
                })
                .collect();
            let drawn: String = pieces("abcdef", annotations.iter())
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text,
                    Piece::Open(_) => "[",
                    Piece::Close(_) => "]",
                })
                .collect();
            assert_eq!(drawn, expected, "{spans:?}");
        }
    }
}
