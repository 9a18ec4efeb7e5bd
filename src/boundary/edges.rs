//! What stands to the left and right of a span, and whether a word ends there.

use super::affixes::{Affix, LanguageSet};
use super::characters::{Character, after, before, is_mark};
use super::letters::is_letter;
use crate::fold::{Properties, ScriptGroup, key};
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
    /// The name goes on as a longer one with full stops, and neither clitic nor suffix changes that.
    dotted: (bool, bool),
}

impl<'t> Edges<'t> {
    pub(crate) fn of(text: &'t str, span: Span) -> Self {
        if stands_apart(text, span) {
            return Self { text, span, left: true, right: true, dotted: (false, false) };
        }
        let mut edges = Self { text, span, left: false, right: false, dotted: (false, false) };
        let (left, right) = (before(text, span.start).next(), after(text, span.end).next());
        edges.dotted = (edges.continues_dotted_left(left), edges.continues_dotted_right(right));
        let emphasis = edges.emphasis(left, right);
        edges.left = !edges.dotted.0 && (emphasis || edges.is_left_boundary(left));
        edges.right = !edges.dotted.1 && (emphasis || edges.is_right_boundary(right));
        edges
    }

    /// Whether it is the name of an account.
    pub(crate) fn is_handle(text: &str, span: Span) -> bool {
        match text.as_bytes()[..span.start].last() {
            None => false,
            Some(byte) if byte.is_ascii() => *byte == b'@',
            _ => before(text, span.start).next().is_some_and(|left| left.ascii() == Some('@')),
        }
    }

    /// The languages of which a proclitic is glued to the left.
    pub(crate) fn proclitics(&self) -> LanguageSet {
        if self.dotted.0 {
            return LanguageSet::default();
        }
        Affix::Proclitic.languages(run_before(self.text, self.span.start))
    }

    /// The languages of which a suffix is glued to the right.
    pub(crate) fn suffixes(&self) -> LanguageSet {
        if self.dotted.1 {
            return LanguageSet::default();
        }
        Affix::Suffix.languages(run_after(self.text, self.span.end, Character::is_word))
    }

    fn is_left_boundary(&self, neighbour: Option<Character>) -> bool {
        let inner = self.span.of(self.text).chars().next().expect("a span is not empty");
        let Some(neighbour) = neighbour else { return true };
        if !Properties::of(inner).is_word() || scripts_part(inner, neighbour.c) {
            return true;
        }
        if neighbour.is_apostrophe() {
            let beyond = neighbour.start;
            return !before(self.text, beyond).next().is_some_and(Character::is_word)
                || !Affix::Elision.languages(run_before(self.text, beyond)).is_empty();
        }
        !neighbour.is_word()
    }

    fn is_right_boundary(&self, neighbour: Option<Character>) -> bool {
        let trailing = |&c: &char| Properties::of(c).is_dropped() || is_mark(c);
        let inner = self.span.of(self.text).chars().rev().find(|c| !trailing(c));
        let inner = inner.expect("a span has a character that is not dropped");
        let Some(neighbour) = neighbour else { return true };
        if !Properties::of(inner).is_word() || scripts_part(inner, neighbour.c) {
            return true;
        }
        if neighbour.is_apostrophe() {
            let run = run_after(self.text, neighbour.end, Character::is_word);
            return !after(self.text, neighbour.end).next().is_some_and(Character::is_word)
                || !Affix::Ending.languages(run).is_empty();
        }
        let is_hangul = |one: Character| Properties::of(one.c).script() == ScriptGroup::Hangul;
        !neighbour.is_word()
            || (is_hangul(neighbour)
                && !Affix::Particle
                    .languages(run_after(self.text, self.span.end, is_hangul))
                    .is_empty())
    }

    /// `U.S.` in `U.S.S.R.`
    fn continues_dotted_right(&self, neighbour: Option<Character>) -> bool {
        let Some(letter) = neighbour.filter(|one| is_letter(one.c)) else { return false };
        let next = after(self.text, letter.end).next();
        next.and_then(Character::ascii) == Some('.') && {
            let key = key(self.span.of(self.text));
            key.ends_with('.') && key.matches('.').count() > 1
        }
    }

    /// `S.R.` in `U.S.S.R.`
    fn continues_dotted_left(&self, neighbour: Option<Character>) -> bool {
        let Some(stop) = neighbour.filter(|one| one.ascii() == Some('.')) else { return false };
        let mut beyond = before(self.text, stop.start);
        beyond.next().is_some_and(|one| is_letter(one.c))
            && !beyond.next().is_some_and(Character::is_word)
            && key(self.span.of(self.text)).chars().nth(1) == Some('.')
    }

    /// `_TTP_`: Markdown's emphasis.
    fn emphasis(&self, left: Option<Character>, right: Option<Character>) -> bool {
        let is_underscore = |one: &Character| one.ascii() == Some('_');
        let (Some(left), Some(right)) = (left.filter(is_underscore), right.filter(is_underscore))
        else {
            return false;
        };
        let beyond_left = before(self.text, left.start).find(|one| !is_underscore(one));
        let beyond_right = after(self.text, right.end).find(|one| !is_underscore(one));
        !beyond_left.is_some_and(Character::is_word)
            && !beyond_right.is_some_and(Character::is_word)
    }
}

/// Whether on both sides stands ASCII that is a boundary beside anything, or nothing. So most mentions stand.
fn stands_apart(text: &str, span: Span) -> bool {
    // What may belong to a name, an affix, an emphasis or a dotted name is looked at more closely.
    let parts = |byte: &u8| {
        byte.is_ascii()
            && !byte.is_ascii_alphanumeric()
            && !matches!(byte, b'\'' | b'`' | b'_' | b'.')
    };
    let bytes = text.as_bytes();
    bytes[..span.start].last().is_none_or(parts)
        && bytes.get(span.end).is_none_or(|byte| parts(byte) || *byte == b'.')
}

/// Whether one word may end and another begin between the two.
fn scripts_part(inner: char, outer: char) -> bool {
    let (inner, outer) = (Properties::of(inner).script(), Properties::of(outer).script());
    inner == ScriptGroup::Spaceless
        || outer == ScriptGroup::Spaceless
        || ((inner == ScriptGroup::Katakana) != (outer == ScriptGroup::Katakana))
}

/// The whole run of word characters that ends at `end`; empty where it is longer than any affix.
fn run_before(text: &str, end: usize) -> &str {
    let run = before(text, end).take_while(|one| one.is_word());
    let (count, start) =
        run.take(LONGEST_AFFIX + 1).fold((0, end), |(count, _), one| (count + 1, one.start));
    if count > LONGEST_AFFIX { "" } else { &text[start..end] }
}

/// The whole run of characters that are `part` of it, from `start`; empty where it is longer than any affix.
fn run_after(text: &str, start: usize, part: impl Fn(Character) -> bool) -> &str {
    let run = after(text, start).take_while(|&one| part(one)).take(LONGEST_AFFIX + 1);
    let (count, end) = run.fold((0, start), |(count, _), one| (count + 1, one.end));
    if count > LONGEST_AFFIX { "" } else { &text[start..end] }
}

/// Letters, marks, decimal and letter numbers, connector punctuation.
pub(crate) fn is_word(c: char) -> bool {
    Properties::of(c).is_word()
}
