//! What stands to the left and right of a span, and whether a word ends there.

use super::affixes::{Affix, LanguageSet};
use crate::fold::{Properties, ScriptGroup};
use crate::span::Span;

/// A run beside a name that is longer than this many characters is no affix.
const LONGEST_AFFIX: usize = 16;

/// What holds at the two edges of a span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges<'t> {
    text: &'t str,
    span: Span,
    /// A word may begin where the span begins.
    pub(crate) left: bool,
    /// A word may end where the span ends.
    pub(crate) right: bool,
}

/// The inner character of an edge and what stands outside.
struct Edge {
    inner: char,
    outside: Outside,
}

enum Outside {
    /// Nothing, or a character at which words end.
    Open,
    /// Something else, and where it stands: its near side.
    Neighbour(char, usize),
}

impl<'t> Edges<'t> {
    pub(crate) fn of(text: &'t str, span: Span) -> Self {
        let edges = Self { text, span, left: false, right: false };
        let left = edges.left_edge();
        let right = edges.right_edge();
        let emphasis = edges.emphasis(&left, &right);
        Self {
            left: emphasis || edges.is_left_boundary(&left),
            right: emphasis || edges.is_right_boundary(&right),
            ..edges
        }
    }

    /// Whether it is the name of an account.
    pub(crate) fn is_handle(text: &str, span: Span) -> bool {
        text[..span.start].ends_with('@')
    }

    /// The languages of which a proclitic is glued to the left.
    pub(crate) fn proclitics(&self) -> LanguageSet {
        let run = run_before(self.text, self.span.start);
        run.map_or_else(LanguageSet::default, |run| Affix::Proclitic.languages(run))
    }

    /// The languages of which a suffix is glued to the right.
    pub(crate) fn suffixes(&self) -> LanguageSet {
        let run = run_after(self.text, self.span.end, is_word);
        run.map_or_else(LanguageSet::default, |run| Affix::Suffix.languages(run))
    }

    fn left_edge(&self) -> Edge {
        let inner = self.span.of(self.text).chars().next().expect("a span is not empty");
        let mut before = self.text[..self.span.start].char_indices().rev();
        let outside = neighbour(&mut before, |(at, c)| at + c.len_utf8());
        Edge { inner, outside }
    }

    fn right_edge(&self) -> Edge {
        let mut inside = self.span.of(self.text).chars().rev();
        let inner = inside.find(|&c| !is_trailing(c)).expect("a span has a character that is not dropped");
        let end = self.span.end;
        let mut after = self.text[end..].char_indices();
        let outside = neighbour(&mut after, |(at, _)| end + at);
        Edge { inner, outside }
    }

    fn is_left_boundary(&self, edge: &Edge) -> bool {
        if !is_word(edge.inner) {
            return true;
        }
        let (c, near) = match edge.outside {
            Outside::Open => return !self.continues_dotted_left(),
            Outside::Neighbour(c, near) => (c, near),
        };
        if is_apostrophe(c) {
            let beyond = &self.text[..near - c.len_utf8()];
            return match beyond.chars().next_back() {
                Some(c) if is_word(c) => run_before(self.text, beyond.len())
                    .is_some_and(|run| !Affix::Elision.languages(run).is_empty()),
                _ => true,
            };
        }
        if !is_word(c) {
            return !self.continues_dotted_left();
        }
        scripts_part(edge.inner, c)
    }

    fn is_right_boundary(&self, edge: &Edge) -> bool {
        if !is_word(edge.inner) {
            return !self.continues_dotted_right(edge.inner);
        }
        let (c, near) = match edge.outside {
            Outside::Open => return true,
            Outside::Neighbour(c, near) => (c, near),
        };
        if is_apostrophe(c) {
            let beyond = near + c.len_utf8();
            return match self.text[beyond..].chars().next() {
                Some(c) if is_word(c) => run_after(self.text, beyond, is_word)
                    .is_some_and(|run| !Affix::Ending.languages(run).is_empty()),
                _ => true,
            };
        }
        if !is_word(c) || scripts_part(edge.inner, c) {
            return true;
        }
        let is_hangul = |c| Properties::of(c).script() == ScriptGroup::Hangul;
        is_hangul(c)
            && run_after(self.text, near, is_hangul)
                .is_some_and(|run| !Affix::Particle.languages(run).is_empty())
    }

    /// `U.S.` in `U.S.S.R.`
    fn continues_dotted_right(&self, inner: char) -> bool {
        let name = self.span.of(self.text);
        let mut after = self.text[self.span.end..].chars();
        inner == '.'
            && name.matches('.').count() > 1
            && after.next().is_some_and(char::is_alphabetic)
            && after.next() == Some('.')
    }

    /// `S.R.` in `U.S.S.R.`
    fn continues_dotted_left(&self) -> bool {
        let mut before = self.text[..self.span.start].chars().rev();
        starts_dotted(self.span.of(self.text))
            && before.next() == Some('.')
            && before.next().is_some_and(char::is_alphabetic)
            && !before.next().is_some_and(is_word)
    }

    /// `_TTP_`: Markdown's emphasis.
    fn emphasis(&self, left: &Edge, right: &Edge) -> bool {
        let (Outside::Neighbour('_', before), Outside::Neighbour('_', after)) =
            (&left.outside, &right.outside)
        else {
            return false;
        };
        let beyond_left = self.text[..*before].trim_end_matches('_').chars().next_back();
        let beyond_right = self.text[*after..].trim_start_matches('_').chars().next();
        !beyond_left.is_some_and(is_word) && !beyond_right.is_some_and(is_word)
    }
}

/// The neighbour among the characters that lead away from a span; `near` tells its near side.
fn neighbour(
    away: &mut dyn Iterator<Item = (usize, char)>,
    near: impl Fn((usize, char)) -> usize,
) -> Outside {
    for (at, c) in away {
        let properties = Properties::of(c);
        if matches!(c, '\u{200B}' | '\u{200C}') {
            return Outside::Open;
        }
        if !properties.is_dropped() || properties.is_mark() {
            return if properties.is_word() || is_apostrophe(c) {
                Outside::Neighbour(c, near((at, c)))
            } else {
                Outside::Open
            };
        }
    }
    Outside::Open
}

/// Dropped characters and marks, which end a span without being its last character.
fn is_trailing(c: char) -> bool {
    let properties = Properties::of(c);
    properties.is_dropped() || properties.is_mark()
}

/// Whether one word may end and another begin between the two.
fn scripts_part(inner: char, outer: char) -> bool {
    let (inner, outer) = (Properties::of(inner).script(), Properties::of(outer).script());
    inner == ScriptGroup::Spaceless
        || outer == ScriptGroup::Spaceless
        || ((inner == ScriptGroup::Katakana) != (outer == ScriptGroup::Katakana))
}

/// The whole run of word characters that ends at `end`; `None` where it is longer than any affix.
fn run_before(text: &str, end: usize) -> Option<&str> {
    let run = text[..end].char_indices().rev().take_while(|&(_, c)| is_word(c));
    let (count, start) = run.take(LONGEST_AFFIX + 1).fold((0, end), |(count, _), (at, _)| (count + 1, at));
    (count <= LONGEST_AFFIX).then(|| &text[start..end])
}

/// The whole run of characters that are `part` of it, from `start`; `None` where it is longer than any affix.
fn run_after(text: &str, start: usize, part: impl Fn(char) -> bool) -> Option<&str> {
    let run = text[start..].chars().take_while(|&c| part(c)).take(LONGEST_AFFIX + 1);
    let (count, length) = run.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
    (count <= LONGEST_AFFIX).then(|| &text[start..start + length])
}

/// Letters, marks, decimal and letter numbers, connector punctuation.
pub(crate) fn is_word(c: char) -> bool {
    Properties::of(c).is_word()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '＇' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ')
}

/// Whether its second character is a full stop, as in `U.S.`
fn starts_dotted(name: &str) -> bool {
    name.chars().nth(1) == Some('.')
}
