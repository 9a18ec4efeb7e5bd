//! What stands to the left and right of a span, and whether a word ends there.

use super::affixes::{Affix, Affixes, LanguageSet};
use super::characters::{Character, after, before, is_mark};
use super::letters::is_letter;
use crate::fold::{Properties, ScriptGroup, key};
use crate::span::Span;

/// A run beside a name that is longer than this many characters is no affix.
const LONGEST_AFFIX: usize = 16;

/// What holds where a span begins, wherever it ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LeftEdge {
    /// A word may begin there, but for emphasis and names with full stops.
    is_boundary: bool,
    /// The languages of which a proclitic is glued to it, where no word may begin.
    proclitics: LanguageSet,
    /// Where an underscore begins that stands before it.
    underscore: Option<usize>,
    /// A single letter and a full stop stand before it.
    follows_initial: bool,
}

impl LeftEdge {
    pub(crate) fn of(text: &str, start: usize, affixes: &Affixes) -> Self {
        let before_it = text.as_bytes()[..start].last().copied();
        let mut edge = Self {
            is_boundary: true,
            proclitics: LanguageSet::default(),
            underscore: None,
            follows_initial: false,
        };
        if before_it.is_none_or(parts) {
            return edge;
        }
        let mut beyond = before(text, start);
        let Some(neighbour) = beyond.next() else { return edge };
        edge.is_boundary = is_left_boundary(text, start, neighbour, affixes);
        if !edge.is_boundary {
            edge.proclitics = affixes.languages(Affix::Proclitic, run_before(text, start));
        }
        match neighbour.ascii() {
            Some('_') => edge.underscore = Some(neighbour.start),
            Some('.') => {
                edge.follows_initial = beyond.next().is_some_and(|one| is_letter(one.c))
                    && !beyond.next().is_some_and(Character::is_word);
            }
            _ => {}
        }
        edge
    }

    /// Whether what begins there is the name of an account.
    pub(crate) fn is_handle(text: &str, start: usize) -> bool {
        match text.as_bytes()[..start].last() {
            None => false,
            Some(byte) if byte.is_ascii() => *byte == b'@',
            _ => before(text, start).next().is_some_and(|left| left.ascii() == Some('@')),
        }
    }

    /// Whether some name may begin there that may not begin inside words.
    pub(crate) const fn may_begin(&self) -> bool {
        self.is_boundary || !self.proclitics.is_empty() || self.underscore.is_some()
    }
}

/// What holds at the two edges of a span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edges<'t> {
    text: &'t str,
    span: Span,
    affixes: &'t Affixes,
    /// A word may begin where the span begins.
    pub(crate) left: bool,
    /// A word may end where the span ends.
    pub(crate) right: bool,
    /// The languages of which a proclitic is glued to the left, where no word may begin.
    pub(crate) proclitics: LanguageSet,
    /// The name goes on to the right as a longer one with full stops, and no suffix changes that.
    continues_dotted: bool,
}

impl<'t> Edges<'t> {
    pub(crate) fn of(text: &'t str, span: Span, affixes: &'t Affixes) -> Self {
        let left = LeftEdge::of(text, span.start, affixes);
        Self::beyond(&left, text, span, affixes, || key(span.of(text)))
    }

    /// The edges of a span whose left one is known, and its key.
    pub(crate) fn beyond<K: AsRef<[u8]>>(
        left: &LeftEdge,
        text: &'t str,
        span: Span,
        affixes: &'t Affixes,
        key: impl Fn() -> K,
    ) -> Self {
        let continues_left = left.follows_initial && continues_dotted_left(key().as_ref());
        let mut edges = Self {
            text,
            span,
            affixes,
            left: left.is_boundary && !continues_left,
            right: true,
            proclitics: if continues_left { LanguageSet::default() } else { left.proclitics },
            continues_dotted: false,
        };
        if text.as_bytes().get(span.end).is_none_or(|&byte| parts(byte) || byte == b'.') {
            return edges;
        }
        let neighbour = after(text, span.end).next();
        edges.continues_dotted = continues_dotted_right(text, neighbour, &key);
        let emphasis = edges.emphasis(left.underscore, neighbour);
        edges.left |= emphasis && !continues_left;
        edges.right = !edges.continues_dotted && (emphasis || edges.is_right_boundary(neighbour));
        edges
    }

    /// The languages of which a suffix is glued to the right.
    pub(crate) fn suffixes(&self) -> LanguageSet {
        if self.continues_dotted {
            return LanguageSet::default();
        }
        self.affixes
            .languages(Affix::Suffix, run_after(self.text, self.span.end, Character::is_word))
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
                || self.affixes.has(Affix::Ending, run);
        }
        let is_hangul = |one: Character| Properties::of(one.c).script() == ScriptGroup::Hangul;
        !neighbour.is_word()
            || (is_hangul(neighbour)
                && self
                    .affixes
                    .has(Affix::Particle, run_after(self.text, self.span.end, is_hangul)))
    }

    /// `_TTP_`: Markdown's emphasis.
    fn emphasis(&self, underscore: Option<usize>, right: Option<Character>) -> bool {
        let is_underscore = |one: &Character| one.ascii() == Some('_');
        let (Some(left), Some(right)) = (underscore, right.filter(is_underscore)) else {
            return false;
        };
        let beyond_left = before(self.text, left).find(|one| !is_underscore(one));
        let beyond_right = after(self.text, right.end).find(|one| !is_underscore(one));
        !beyond_left.is_some_and(Character::is_word)
            && !beyond_right.is_some_and(Character::is_word)
    }
}

/// Whether a byte is ASCII that is a boundary beside anything. Beside such ones stand most mentions.
const fn parts(byte: u8) -> bool {
    // What may belong to a name, an affix, an emphasis or a dotted name is looked at more closely.
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'\'' | b'`' | b'_' | b'.')
}

/// Whether a word may begin at `start`, after `neighbour`.
fn is_left_boundary(text: &str, start: usize, neighbour: Character, affixes: &Affixes) -> bool {
    let inner = text[start..].chars().next().expect("a span is not empty");
    if !Properties::of(inner).is_word() || scripts_part(inner, neighbour.c) {
        return true;
    }
    if neighbour.is_apostrophe() {
        let beyond = neighbour.start;
        return !before(text, beyond).next().is_some_and(Character::is_word)
            || affixes.has(Affix::Elision, run_before(text, beyond));
    }
    !neighbour.is_word()
}

/// `S.R.` in `U.S.S.R.`, where this is its key.
fn continues_dotted_left(key: &[u8]) -> bool {
    let begins_character = |byte: &&u8| **byte & 0xC0 != 0x80;
    key.iter().skip(1).find(begins_character) == Some(&b'.')
}

/// `U.S.` in `U.S.S.R.`, of which `key` is the key.
fn continues_dotted_right<K: AsRef<[u8]>>(
    text: &str,
    neighbour: Option<Character>,
    key: impl Fn() -> K,
) -> bool {
    let Some(letter) = neighbour.filter(|one| is_letter(one.c)) else { return false };
    let next = after(text, letter.end).next();
    next.and_then(Character::ascii) == Some('.')
        && key().as_ref().strip_suffix(b".").is_some_and(|before| before.contains(&b'.'))
}

/// Whether one word may end and another begin between the two.
pub(super) fn scripts_part(inner: char, outer: char) -> bool {
    let (inner, outer) = (Properties::of(inner).script(), Properties::of(outer).script());
    inner == ScriptGroup::Spaceless
        || outer == ScriptGroup::Spaceless
        || ((inner == ScriptGroup::Katakana) != (outer == ScriptGroup::Katakana))
}

/// The whole run of word characters that ends at `end`; empty where it is longer than any affix.
pub(super) fn run_before(text: &str, end: usize) -> &str {
    let run = before(text, end).take_while(|one| one.is_word());
    let (count, start) =
        run.take(LONGEST_AFFIX + 1).fold((0, end), |(count, _), one| (count + 1, one.start));
    if count > LONGEST_AFFIX { "" } else { &text[start..end] }
}

/// The whole run of characters that are `part` of it, from `start`; empty where it is longer than any affix.
pub(super) fn run_after(text: &str, start: usize, part: impl Fn(Character) -> bool) -> &str {
    let run = after(text, start).take_while(|&one| part(one)).take(LONGEST_AFFIX + 1);
    let (count, end) = run.fold((0, start), |(count, _), one| (count + 1, one.end));
    if count > LONGEST_AFFIX { "" } else { &text[start..end] }
}

/// Letters, marks, decimal and letter numbers, connector punctuation.
pub(crate) fn is_word(c: char) -> bool {
    Properties::of(c).is_word()
}
