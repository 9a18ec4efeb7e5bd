//! What stands around a mention and takes it for itself: a longer name, a person's name, a team, a town of the same name. The rules
//! are here; the words that they are about are those of the languages (`dictionaries/lang`).

mod beside;
mod line;
mod person;
mod report;
mod spread;
mod words;

use self::words::{Listed, Words};
use super::language::Languages;
use super::{Evidence, EvidenceKind, weights};
use crate::fold::key;
use crate::gazetteer::EntityRef;
use crate::language::{Language, List};
use crate::span::Span;

/// What stands with a capital before a name and is no part of it.
const APART: [List; 5] = [List::Apart, List::Title, List::Of, List::Place, List::Versus];

/// So many words with a capital are looked at after a name.
const MOST_WORDS: usize = 5;

/// What takes a mention for itself, and the words that do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) kind: EvidenceKind,
    pub(super) words: Span,
}

/// The types of entities that are places: what a person, a team or a town may have the name of.
const PLACES: &[&str] = &[
    "country",
    "territory",
    "former-country",
    "former-territory",
    "admin1",
    "admin2",
    "region",
    "city",
    "locality",
    "place",
];

impl Setting {
    /// What it says of an entity.
    pub(super) fn evidence(self, entity: EntityRef<'_>) -> Option<Evidence> {
        let weight = match self.kind {
            EvidenceKind::Nested => weights::NESTED,
            EvidenceKind::Person => weights::PERSON,
            EvidenceKind::Team => weights::TEAM,
            EvidenceKind::Located => weights::LOCATED,
            _ => weights::NAMESAKE,
        };
        PLACES.contains(&entity.entity_type()).then(|| Evidence::at(self.kind, weight, self.words))
    }
}

/// What the rules are about.
#[derive(Debug)]
pub(super) struct Settings {
    words: Words,
    /// The last bytes of the first words of those phrases that join nouns and names.
    joint_ends: Vec<u8>,
}

/// A text that the rules are asked about: its words are looked up in the lists of its language.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s, 't> {
    settings: &'s Settings,
    text: &'t str,
    languages: &'s Languages<'t>,
}

/// A mention, and the words on both sides of it.
#[derive(Clone, Copy)]
struct Place<'s, 't> {
    text: &'t str,
    span: Span,
    left: Option<Word<'s, 't>>,
    right: Option<Word<'s, 't>>,
}

/// A word beside a mention.
#[derive(Clone, Copy)]
struct Word<'s, 't> {
    span: Span,
    text: &'t str,
    lists: Listed<'s, 't>,
}

impl Word<'_, '_> {
    /// It begins with a capital.
    fn is_tall(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// It begins with a small letter.
    fn is_low(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// It is a number with a full stop: `2.`.
    fn is_ordinal(&self, text: &str) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
            && text[self.span.end..].starts_with('.')
    }

    /// Its script has no capitals.
    fn is_caseless(&self) -> bool {
        let is_caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
        self.text.starts_with(is_caseless)
    }

    /// None of its letters is small.
    fn is_shouted(&self) -> bool {
        !self.text.contains(char::is_lowercase)
    }
}

impl Settings {
    pub(super) fn new(languages: &[Language]) -> Self {
        let joints = languages.iter().flat_map(|language| language.list(List::Of));
        let ends = joints.filter_map(|joint| key(joint).split_once(' ')?.0.bytes().last());
        Self { words: Words::new(languages), joint_ends: ends.collect() }
    }

    /// Whether what ends before a blank may be the first word of a phrase that joins nouns and names, by its last letter.
    fn may_precede(&self, before: &str) -> bool {
        let last = before.len().checked_sub(2).map(|at| before.as_bytes()[at]);
        last.is_some_and(|last| self.joint_ends.contains(&last.to_ascii_lowercase()))
    }

    /// Asks the rules about a text.
    pub(super) const fn read<'s, 't>(
        &'s self,
        text: &'t str,
        languages: &'s Languages<'t>,
    ) -> Reading<'s, 't> {
        Reading { settings: self, text, languages }
    }
}

impl<'s, 't> Reading<'s, 't> {
    fn place(&self, span: Span) -> Place<'s, 't> {
        let text = self.text;
        let word = |at: Span| self.word(at);
        Place {
            text,
            span,
            left: beside::before(text, span.start).map(word),
            right: beside::after(text, span.end).map(word),
        }
    }

    fn word(&self, span: Span) -> Word<'s, 't> {
        let text = span.of(self.text);
        Word { span, text, lists: self.lists(text) }
    }

    fn lists(&self, word: &'t str) -> Listed<'s, 't> {
        self.settings.words.lists(word, self.languages)
    }

    /// What takes a name for itself by the words around it alone.
    pub(super) fn of(&self, span: Span) -> Found {
        let place = self.place(span);
        let setting = self
            .firm(&place)
            .map(|words| (EvidenceKind::Nested, words))
            .or_else(|| self.tied(&place).map(|words| (EvidenceKind::Nested, words)))
            .or_else(|| self.body(&place).map(|words| (EvidenceKind::Nested, words)))
            .or_else(|| number(&place).map(|words| (EvidenceKind::Nested, words)))
            .or_else(|| self.person(&place).map(|words| (EvidenceKind::Person, words)))
            .or_else(|| self.tail(&place).map(|words| (EvidenceKind::Nested, words)))
            .or_else(|| self.province(&place).map(|words| (EvidenceKind::Namesake, words)))
            .or_else(|| located(&place).map(|words| (EvidenceKind::Located, words)));
        let is_player = |word: Word<'_, '_>| word.lists.has(List::Versus);
        Found {
            setting: setting.map(|(kind, words)| Setting { kind, words }),
            may_play: place.left.is_some_and(is_player)
                || place.right.is_some_and(is_player)
                || report::is_score_beside(self.text, span),
        }
    }

    /// Whether the word before a name says that it is a place.
    fn is_located(&self, span: Span) -> bool {
        located(&self.place(span)).is_some()
    }

    /// The words of a business or a title that the name ends: `Bank of `, `Banque nationale de `.
    fn firm(&self, place: &Place<'s, 't>) -> Option<Span> {
        let Place { text, span, .. } = *place;
        let of = self.joint(place)?;
        let noun = |at: usize| {
            let word = beside::before_abbreviation(text, at)?;
            Some(self.word(beside::without_elision(text, word)))
        };
        let mut head = noun(of.start)?;
        if head.lists.has(List::Attribute) && !head.lists.has(List::Firm) {
            head = noun(head.span.start)?;
        }
        let is_firm = !head.is_low() && head.lists.has(List::Firm);
        // Without letter case around it, the small words must be tall as well.
        let of = of.of(text);
        let of_fits = !of.contains(char::is_uppercase)
            || (!of.contains(char::is_lowercase) && head.is_shouted());
        (is_firm && of_fits).then(|| Span::new(head.span.start, span.start))
    }

    /// What joins a noun and the name: `of`, `of the`, `d'`.
    fn joint(&self, place: &Place<'s, 't>) -> Option<Span> {
        let Place { text, span, left, .. } = *place;
        let last = left.or_else(|| beside::elided(text, span.start).map(|at| self.word(at)))?;
        if last.lists.has(List::Of) {
            return Some(last.span);
        }
        if !last.lists.ends_phrase() || !self.settings.may_precede(&text[..last.span.start]) {
            return None;
        }
        let both = Span::new(beside::before(text, last.span.start)?.start, last.span.end);
        self.lists(both.of(text)).has(List::Of).then_some(both)
    }

    /// The words that a joint between hyphens ties the name to: `Île-de-`.
    fn tied(&self, place: &Place<'s, 't>) -> Option<Span> {
        let Place { text, span, .. } = *place;
        let before = text[..span.start].strip_suffix('-')?;
        let words = beside::last_word(before);
        let (noun, of) = words.rsplit_once('-')?;
        let is_tied = !noun.is_empty() && self.lists(of).has(List::Of);
        is_tied.then(|| Span::new(before.len() - words.len(), span.start))
    }

    /// The words of a body that the name begins: ` Navy`, ` Broadcasting Corporation`.
    fn body(&self, place: &Place<'s, 't>) -> Option<Span> {
        let mut next = place.right;
        for _ in 0..MOST_WORDS {
            let word = next.filter(|word| !word.is_low())?;
            let lists = self.lists_before_ending(&word);
            let mut end = word.span.end;
            if lists.has(List::Title) {
                return None;
            } else if lists.has(List::Body) {
                return Some(Span::new(place.span.end, end));
            } else if word.is_ordinal(place.text) {
                end += 1;
            } else if !word.is_tall() && !lists.has(List::Attribute) {
                return None;
            }
            next = beside::after(place.text, end).map(|at| self.word(at));
        }
        None
    }

    /// The lists of a word, or of what stands before its apostrophe: `Ligi'nde`.
    fn lists_before_ending(&self, word: &Word<'s, 't>) -> Listed<'s, 't> {
        match word.text.split_once(['\'', '’']) {
            Some((noun, _)) if word.lists.is_empty() => self.lists(noun),
            _ => word.lists,
        }
    }

    /// A name with a capital that the name ends: `Environment `. In a headline, where all words have one, that says nothing.
    fn tail(&self, place: &Place<'s, 't>) -> Option<Span> {
        let left = place.left.filter(|left| !left.is_low())?;
        let words = Span::new(left.span.start, place.span.start);
        if left.lists.has(List::Prefix) && (left.is_caseless() || self.has_low_words(place.span)) {
            return Some(words);
        }
        let before = place.text[..left.span.start].strip_suffix([' ', '\u{A0}'])?;
        let goes_on =
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '’' | '\''));
        // "UNICEF Pakistan", "Children's Villages Sudan": what works there, and it is the country.
        let is_branch = left.text.ends_with('s') || left.is_shouted();
        (left.is_tall()
            && goes_on
            && !is_branch
            && !left.lists.has_one(&APART)
            && self.has_low_words(place.span)
            && !left.lists.all_stand_apart())
        .then_some(words)
    }

    /// The province that says that a town is meant: `, Texas`.
    fn province(&self, place: &Place<'s, 't>) -> Option<Span> {
        let rest = place.text[place.span.end..].strip_prefix(',')?;
        let comma = place.text.len() - rest.len();
        let mut end = comma;
        let mut found = None;
        for _ in 0..3 {
            let word = self.word(beside::after(place.text, end)?);
            if !word.is_tall() {
                break;
            }
            end = word.span.end;
            let words = Span::new(comma, end);
            if self.lists(words.of(place.text).trim_start()).has(List::Province) {
                found = Some(Span::new(place.span.end, end));
            }
            if !place.text[end..].starts_with([' ', '\u{A0}']) {
                break;
            }
        }
        // "Mexico, Texas and Arizona" are three.
        let found = found?;
        let after = beside::after(place.text, found.end).map(|at| self.word(at));
        let lists_on = after.is_some_and(|word| word.lists.has(List::And))
            && !place.text[found.end..].starts_with(',');
        (!lists_on).then_some(found)
    }
}

/// The word after which a name is that of a place: `in `.
fn located(place: &Place<'_, '_>) -> Option<Span> {
    place.left.filter(|left| left.lists.has(List::Place)).map(|left| left.span)
}

/// What stands around one mention.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub(super) setting: Option<Setting>,
    /// A word of matches or a score stands beside it: the text may be the report of one.
    pub(super) may_play: bool,
}

/// The number that makes an acronym the name of a road or a thing: `-75`, ` 169`.
fn number(place: &Place<'_, '_>) -> Option<Span> {
    let Place { text, span, .. } = *place;
    let name = span.of(text);
    if name.len() < 2 || !name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let rest = &text[span.end..];
    let digits = rest.strip_prefix(['-', ' '])?;
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let after = &digits[count..];
    let ends = match after.chars().next() {
        None | Some(',' | '.' | ')' | '(' | ';' | '\n') => true,
        Some(' ') => {
            after[1..].starts_with(|c: char| c.is_uppercase() || c == '(') || rest.starts_with('-')
        }
        _ => false,
    };
    ((1..=3).contains(&count) && ends).then(|| Span::new(span.end, span.end + 1 + count))
}

#[cfg(test)]
mod tests;
