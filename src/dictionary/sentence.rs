//! Test sentences: `groups such as [Fitna al Khwarij] ([TTP])`.

use std::fmt;

use crate::span::Span;

/// A test sentence without its brackets, and what they stood around.
///
/// ```
/// use exonym::dictionary::Sentence;
///
/// let sentence = Sentence::parse(r"the [TTP] \[sic\]")?;
/// assert_eq!(sentence.text, "the TTP [sic]");
/// assert_eq!(sentence.marks[0].of(&sentence.text), "TTP");
/// # Ok::<(), exonym::dictionary::InvalidSentence>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What is to be read.
    pub text: String,
    /// What the brackets mark, in order; none is empty, none overlaps another.
    pub marks: Vec<Span>,
}

impl Sentence {
    /// Takes the brackets out; `\[` and `\]` are brackets that are text.
    ///
    /// # Errors
    /// When brackets do not come in pairs, are nested, or are empty.
    pub fn parse(written: &str) -> Result<Self, InvalidSentence> {
        let mut text = String::with_capacity(written.len());
        let mut marks = Vec::new();
        // Where the open bracket stands: in what was written, and in the text without brackets.
        let mut open: Option<(usize, usize)> = None;
        let mut chars = written.char_indices().peekable();
        let wrong = |at, problem| Err(InvalidSentence { at, problem });
        while let Some((at, c)) = chars.next() {
            match (c, open) {
                ('\\', _) => {
                    let bracket = chars.next_if(|(_, next)| matches!(next, '[' | ']'));
                    text.push(bracket.map_or('\\', |(_, bracket)| bracket));
                }
                ('[', Some(_)) => return wrong(at, SentenceProblem::Nested),
                ('[', None) => open = Some((at, text.len())),
                (']', None) => return wrong(at, SentenceProblem::NotOpened),
                (']', Some((from, start))) => {
                    if start == text.len() {
                        return wrong(from, SentenceProblem::Empty);
                    }
                    marks.push(Span::new(start, text.len()));
                    open = None;
                }
                _ => text.push(c),
            }
        }
        match open {
            Some((at, _)) => wrong(at, SentenceProblem::NotClosed),
            None => Ok(Self { text, marks }),
        }
    }

    /// The sentence as dictionaries write it; `None` for the few that cannot be written, such as one with a backslash before a mark.
    #[must_use]
    pub fn written(&self) -> Option<String> {
        let mut written = String::with_capacity(self.text.len() + 2 * self.marks.len());
        let mut marks = self.marks.iter().copied();
        let mut next = marks.next();
        for (at, c) in self.text.char_indices() {
            if let Some(mark) = next.filter(|mark| mark.end == at) {
                debug_assert!(mark.start < mark.end, "no mark is empty");
                written.push(']');
                next = marks.next();
            }
            if next.is_some_and(|mark| mark.start == at) {
                written.push('[');
            }
            if matches!(c, '[' | ']') {
                written.push('\\');
            }
            written.push(c);
        }
        if next.is_some() {
            written.push(']');
        }
        (Self::parse(&written).as_ref() == Ok(self)).then_some(written)
    }
}

/// Why a text is no test sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSentence {
    /// The byte of the bracket that is to blame.
    pub at: usize,
    /// What is wrong with it.
    pub problem: SentenceProblem,
}

/// What can be wrong with the brackets of a test sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentenceProblem {
    /// `[a [b]]`
    Nested,
    /// `[a`
    NotClosed,
    /// `a]`
    NotOpened,
    /// `[]`
    Empty,
}

impl fmt::Display for InvalidSentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.problem {
            SentenceProblem::Nested => "brackets inside brackets",
            SentenceProblem::NotClosed => "a bracket is never closed",
            SentenceProblem::NotOpened => "a bracket closes that was never opened",
            SentenceProblem::Empty => "brackets around nothing",
        })
    }
}

impl std::error::Error for InvalidSentence {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_mark_and_escaped_ones_are_text() {
        for (written, text, marked) in [
            ("a [b] c", "a b c", vec!["b"]),
            ("[é][ü]", "éü", vec!["é", "ü"]),
            (r"a \[b\] \c\", r"a [b] \c\", vec![]),
            (r"[a\]b]", "a]b", vec!["a]b"]),
        ] {
            let sentence = Sentence::parse(written).unwrap();
            assert_eq!(sentence.text, text);
            let found: Vec<_> = sentence.marks.iter().map(|mark| mark.of(text)).collect();
            assert_eq!(found, marked, "{written}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for (written, again) in [
            ("a [b] c", Some("a [b] c")),
            ("[é][ü]", Some("[é][ü]")),
            (r"a \[b\] \c\", Some(r"a \[b\] \c\")),
            (r"[a\]b] [c]", Some(r"[a\]b] [c]")),
            (r"a\ [c]", Some(r"a\ [c]")),
        ] {
            let sentence = Sentence::parse(written).unwrap();
            assert_eq!(sentence.written().as_deref(), again);
        }
        let backslash = Sentence { text: r"a\b".into(), marks: vec![Span::new(2, 3)] };
        assert_eq!(backslash.written(), None);
    }

    #[test]
    fn each_bad_bracket_is_named() {
        use SentenceProblem as P;
        for (written, at, problem) in [
            ("a [b [c]]", 5, P::Nested),
            ("é [b", 3, P::NotClosed),
            ("b] c", 1, P::NotOpened),
            ("a []", 2, P::Empty),
            (r"[a\]", 0, P::NotClosed),
        ] {
            assert_eq!(Sentence::parse(written), Err(InvalidSentence { at, problem }), "{written}");
        }
    }
}
