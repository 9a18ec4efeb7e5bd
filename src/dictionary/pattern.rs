//! Patterns of names: `Tal{e,i}ban`, `Fitna{, al, ul} Khwarij`.
//!
//! A pattern is finite and flat, so its forms and their length are counted before any of them is made.

use std::collections::HashSet;
use std::fmt;

use crate::span::Span;

/// The most forms that one pattern may have.
pub const MAX_FORMS: usize = 256;

/// The most characters that one name may have.
pub const MAX_CHARS: usize = 256;

/// A pattern that is known to be small enough to expand.
///
/// ```
/// use exonym::dictionary::Pattern;
///
/// let pattern = Pattern::parse("Fitna{, al} Kh{a,}warij")?;
/// assert_eq!(
///     pattern.forms(),
///     ["Fitna Khawarij", "Fitna Khwarij", "Fitna al Khawarij", "Fitna al Khwarij"],
/// );
/// # Ok::<(), exonym::dictionary::InvalidPattern>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// No more than [`MAX_FORMS`] ways through, none longer than [`MAX_CHARS`].
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// Two or more.
    Choice(Vec<String>),
}

impl Pattern {
    /// The pattern that has this text as its only form.
    ///
    /// ```
    /// use exonym::dictionary::Pattern;
    ///
    /// assert_eq!(Pattern::of(r"a {b} \ c"), r"a \{b\} \\ c");
    /// ```
    #[must_use]
    pub fn of(text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, '{' | '}' | '\\') {
                written.push('\\');
            }
            written.push(c);
        }
        written
    }

    /// Reads a pattern, or says what is wrong with it and where.
    ///
    /// # Errors
    /// When braces are nested, not closed, or hold no choice; when a backslash stands before anything but
    /// `{`, `}`, `,` and itself; when there are too many forms, too long ones, or an empty one.
    pub fn parse(text: &str) -> Result<Self, InvalidPattern> {
        let parts = parts(text)?;
        let pattern = Self { parts };
        let all = Span::new(0, text.len());
        let forms = pattern.count();
        if forms > MAX_FORMS {
            return Err(InvalidPattern { span: all, problem: PatternProblem::TooManyForms(forms) });
        }
        let chars = pattern.longest();
        if chars > MAX_CHARS {
            return Err(InvalidPattern { span: all, problem: PatternProblem::TooLong(chars) });
        }
        if pattern.parts.iter().all(Part::may_be_blank) {
            return Err(InvalidPattern { span: all, problem: PatternProblem::EmptyForm });
        }
        Ok(pattern)
    }

    /// How many ways lead through it; stops counting at the largest number there is.
    pub(super) fn count(&self) -> usize {
        self.parts.iter().fold(1, |count, part| match part {
            Part::Text(_) => count,
            Part::Choice(choices) => count.saturating_mul(choices.len()),
        })
    }

    /// The characters of the longest form.
    fn longest(&self) -> usize {
        let length = |text: &String| text.chars().count();
        self.parts.iter().fold(0, |sum, part| match part {
            Part::Text(text) => sum + length(text),
            Part::Choice(choices) => sum + choices.iter().map(length).max().unwrap_or(0),
        })
    }

    /// All forms, none twice; the last braces change fastest.
    ///
    /// A choice may bring a blank along or leave one behind, so where there are choices, runs of blanks
    /// become one and none stays at an edge: `Fitna {al,} Khwarij` has the form `Fitna Khwarij`.
    #[must_use]
    pub fn forms(&self) -> Vec<String> {
        let mut forms = vec![String::new()];
        for part in &self.parts {
            match part {
                Part::Text(text) => forms.iter_mut().for_each(|form| form.push_str(text)),
                Part::Choice(choices) => {
                    let longer = forms.iter().flat_map(|form| {
                        choices.iter().map(move |choice| [form.as_str(), choice].concat())
                    });
                    forms = longer.collect();
                }
            }
        }
        if self.parts.iter().any(|part| matches!(part, Part::Choice(_))) {
            for form in &mut forms {
                tidy(form);
            }
            let mut seen = HashSet::with_capacity(forms.len());
            let mut new: Vec<bool> = forms.iter().map(|form| seen.insert(form.as_str())).collect();
            new.reverse();
            forms.retain(|_| new.pop() == Some(true));
        }
        forms
    }
}

impl Part {
    fn may_be_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Choice(choices) => choices.iter().any(|choice| choice.trim().is_empty()),
        }
    }
}

/// Takes blanks from the edges and makes each run of them one.
fn tidy(form: &mut String) {
    if form.trim().len() < form.len() || form.contains("  ") {
        let words = form.trim().split(' ').filter(|word| !word.is_empty());
        *form = words.collect::<Vec<_>>().join(" ");
    }
}

/// Cuts a pattern at its braces.
fn parts(text: &str) -> Result<Vec<Part>, InvalidPattern> {
    let wrong = |start: usize, end: usize, problem| {
        Err(InvalidPattern { span: Span::new(start, end), problem })
    };
    let mut parts = Vec::new();
    let mut piece = String::new();
    // The opening brace and the choices that are complete.
    let mut open: Option<(usize, Vec<String>)> = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, &mut open) {
            ('\\', _) => match chars.next() {
                Some((_, escaped @ ('{' | '}' | ',' | '\\'))) => piece.push(escaped),
                Some((next, other)) => {
                    return wrong(at, next + other.len_utf8(), PatternProblem::UnknownEscape);
                }
                None => return wrong(at, at + 1, PatternProblem::UnknownEscape),
            },
            ('{', Some(_)) => return wrong(at, at + 1, PatternProblem::Nested),
            ('{', None) => {
                if !piece.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut piece)));
                }
                open = Some((at, Vec::new()));
            }
            (',', Some((_, choices))) => choices.push(std::mem::take(&mut piece)),
            ('}', None) => return wrong(at, at + 1, PatternProblem::NotOpened),
            ('}', Some((start, choices))) => {
                if choices.is_empty() {
                    return wrong(*start, at + 1, PatternProblem::NoChoice);
                }
                choices.push(std::mem::take(&mut piece));
                parts.push(Part::Choice(std::mem::take(choices)));
                open = None;
            }
            _ => piece.push(c),
        }
    }
    if let Some((start, _)) = open {
        return wrong(start, start + 1, PatternProblem::NotClosed);
    }
    if !piece.is_empty() {
        parts.push(Part::Text(piece));
    }
    Ok(parts)
}

/// Why a text is no pattern, and which of its bytes are to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPattern {
    /// The bytes of the pattern.
    pub span: Span,
    /// What is wrong with them.
    pub problem: PatternProblem,
}

/// What can be wrong with a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternProblem {
    /// `{a{b,c}}`
    Nested,
    /// `{a,b`
    NotClosed,
    /// `a}`
    NotOpened,
    /// `{}` or `{a}`
    NoChoice,
    /// A backslash before anything but `{`, `}`, `,` and itself.
    UnknownEscape,
    /// More forms than [`MAX_FORMS`].
    TooManyForms(usize),
    /// A form with more characters than [`MAX_CHARS`].
    TooLong(usize),
    /// One way through leaves nothing.
    EmptyForm,
}

impl PatternProblem {
    /// What to do about it.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Self::Nested => "write the inner choices out: {a,ab,ac} instead of {a{,b,c}}",
            Self::NotClosed => "close it with `}`, or write `\\{` for a brace that is text",
            Self::NotOpened => "open it with `{`, or write `\\}` for a brace that is text",
            Self::NoChoice => {
                "leave the braces away, or write `{,x}` for an x that may be missing, or `\\{` for a brace that is text"
            }
            Self::UnknownEscape => {
                "write `\\\\` for a backslash that is text; only `{`, `}` and `,` are escaped besides"
            }
            Self::TooManyForms(_) => {
                "split it into several names; case, diacritics, hyphens and blanks need no pattern"
            }
            Self::TooLong(_) => "shorten it: no name in a text is that long",
            Self::EmptyForm => "keep one character outside of what may be missing",
        }
    }
}

impl fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            PatternProblem::Nested => f.write_str("braces inside braces"),
            PatternProblem::NotClosed => f.write_str("a brace is never closed"),
            PatternProblem::NotOpened => f.write_str("a brace closes that was never opened"),
            PatternProblem::NoChoice => f.write_str("braces without a choice"),
            PatternProblem::UnknownEscape => f.write_str("a backslash that escapes nothing"),
            PatternProblem::TooManyForms(usize::MAX) => {
                write!(
                    f,
                    "the pattern has more forms than can be counted, and {MAX_FORMS} are allowed"
                )
            }
            PatternProblem::TooManyForms(forms) => {
                write!(f, "the pattern has {forms} forms, and {MAX_FORMS} are allowed")
            }
            PatternProblem::TooLong(chars) => {
                write!(f, "a name of {chars} characters, and {MAX_CHARS} are allowed")
            }
            PatternProblem::EmptyForm => f.write_str("one form of the pattern is empty"),
        }
    }
}

impl std::error::Error for InvalidPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(pattern: &str) -> Vec<String> {
        Pattern::parse(pattern).unwrap().forms()
    }

    #[test]
    fn each_pattern_has_its_forms_in_order() {
        for (pattern, expected) in [
            ("Taliban", vec!["Taliban"]),
            ("Tal{e,i}ban", vec!["Taleban", "Taliban"]),
            ("{a,b}{c,d}", vec!["ac", "ad", "bc", "bd"]),
            ("{,x}y", vec!["y", "xy"]),
            ("Kh{a,aa,u,}w", vec!["Khaw", "Khaaw", "Khuw", "Khw"]),
            ("a, b", vec!["a, b"]),
            (r"\{a\,b\}\\", vec![r"{a,b}\"]),
            (r"{a\,b,c}", vec!["a,b", "c"]),
            (r"{\{,\}}x", vec!["{x", "}x"]),
            ("{a,a}{b,b}", vec!["ab"]),
            ("{é,ß}", vec!["é", "ß"]),
        ] {
            assert_eq!(forms(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn blanks_that_a_choice_brings_along_are_tidied() {
        for (pattern, expected) in [
            (
                "Fitna{, al, ul} Khwarij",
                vec!["Fitna Khwarij", "Fitna al Khwarij", "Fitna ul Khwarij"],
            ),
            (
                "Fitna {al,ul,} Khwarij",
                vec!["Fitna al Khwarij", "Fitna ul Khwarij", "Fitna Khwarij"],
            ),
            ("{The ,}Base", vec!["The Base", "Base"]),
            ("{, The} Base", vec!["Base", "The Base"]),
            ("TTP{ , Group}", vec!["TTP", "TTP Group"]),
            ("two  blanks", vec!["two  blanks"]),
        ] {
            assert_eq!(forms(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn each_problem_is_named_with_its_bytes() {
        use PatternProblem as P;
        let long = "x".repeat(257);
        let half = "x".repeat(128);
        for (pattern, problem, start, end) in [
            ("a{b{c,d}}", P::Nested, 3, 4),
            ("é{a,b", P::NotClosed, 2, 3),
            ("a}b", P::NotOpened, 1, 2),
            ("a{}", P::NoChoice, 1, 3),
            ("a{b}", P::NoChoice, 1, 4),
            (r"a\é", P::UnknownEscape, 1, 4),
            (r"a\", P::UnknownEscape, 1, 2),
            ("{,a}{b,}", P::EmptyForm, 0, 8),
            ("", P::EmptyForm, 0, 0),
            (&long, P::TooLong(257), 0, 257),
            (&format!("{half}{{a,{half}}}b"), P::TooLong(257), 0, 261),
            ("{a,b,c}{a,b,c}{a,b,c}{a,b,c}{a,b,c}{a,b,c}", P::TooManyForms(729), 0, 42),
            (&"{a,b}".repeat(1000), P::TooManyForms(usize::MAX), 0, 5000),
        ] {
            let found = Pattern::parse(pattern).unwrap_err();
            assert_eq!(found, InvalidPattern { span: Span::new(start, end), problem }, "{pattern}");
        }
        assert_eq!(forms(&"{a,b}".repeat(8)).len(), 256);
    }
}
