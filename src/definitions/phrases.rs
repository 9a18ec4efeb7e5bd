//! The phrases and small words of languages that definitions are told by: "BLA stands for …", "…, or BLA,", "(hereinafter BLA)".

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::boundary::is_quotation_mark;
use crate::language::{Language, List};
use crate::span::Span;

/// The phrases and small words by which texts define short forms. Made once, of the languages of a gazetteer; shared between threads.
///
/// They stand in texts as they do in the lists; letter case is that of the lists, but for what leads in brackets. The default has none: then
/// definitions are told by brackets and letters alone.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// The longest first.
    beside: Vec<Phrase>,
    /// Finds all of them; made when texts are first searched.
    finder: OnceLock<AhoCorasick>,
    /// What a short form in brackets may have before it, the longest first.
    pub(super) short_leads: Vec<Box<str>>,
    /// What a long form in brackets may have before it, the longest first.
    pub(super) long_leads: Vec<Box<str>>,
    /// What stands before another name for the same: "or".
    or: Vec<Box<str>>,
    articles: Vec<Box<str>>,
    /// What initials leave out.
    small: HashSet<Box<str>>,
    /// What is left out of a long form at little cost: those, and others.
    little: HashSet<Box<str>>,
}

/// What stands between a short form and a long form.
#[derive(Clone, Debug)]
struct Phrase {
    /// With the blanks around it: ` stands for `, `, abbreviated as `.
    text: Box<str>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The short form stands before it.
    StandsFor,
    /// The short form stands after it.
    Abbreviated,
    /// Likewise, where the clause ends with it: "A, or B," says the same of both; "A, or B is" may not.
    Or,
}

impl Phrases {
    /// The phrases and small words of all `languages`.
    #[must_use]
    pub fn of(languages: &[Language]) -> Self {
        let all = |list| languages.iter().flat_map(move |language| language.list(list));
        let words = |list| all(list).map(|word| Box::from(word.as_str()));
        let between = |list, kind| {
            all(list).map(move |words| {
                let blank = if words.starts_with([',', '،']) { "" } else { " " };
                Phrase { text: format!("{blank}{words} ").into(), kind }
            })
        };
        let or = all(List::Or).map(|or| Phrase { text: format!(", {or} ").into(), kind: Kind::Or });
        let mut beside: Vec<_> = between(List::StandsFor, Kind::StandsFor)
            .chain(between(List::Abbreviated, Kind::Abbreviated))
            .chain(or)
            .collect();
        beside.sort_by(|one, other| longer_first(&one.text, &other.text));
        beside.dedup_by(|one, other| one.text == other.text);
        let leads = |list| longest_first(words(list).chain(words(List::Or)));
        Self {
            beside,
            finder: OnceLock::new(),
            short_leads: leads(List::ShortLead),
            long_leads: leads(List::LongLead),
            or: words(List::Or).collect(),
            articles: words(List::Article).collect(),
            small: words(List::Small).collect(),
            little: words(List::Small).chain(words(List::Little)).collect(),
        }
    }

    /// Whether initials leave out a word, given in small letters.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether a word, given in small letters, is left out at little cost.
    pub(super) fn is_little(&self, word: &str) -> bool {
        self.little.contains(word)
    }

    /// Whether a text begins with "or".
    pub(super) fn begins_with_or(&self, rest: &str) -> bool {
        after_one(&self.or, rest).is_some()
    }

    /// A text without the article that it begins with.
    pub(super) fn without_article<'t>(&self, rest: &'t str) -> &'t str {
        after_one(&self.articles, rest).unwrap_or(rest)
    }

    /// A text without the article that it ends with, if it does.
    pub(super) fn before_article<'t>(&self, before: &'t str) -> Option<&'t str> {
        self.articles.iter().find_map(|article| {
            let rest = before.strip_suffix(&**article)?;
            (!rest.ends_with(char::is_alphanumeric)).then_some(rest)
        })
    }

    /// Hands on each word beside a phrase: it may be a short form.
    pub(super) fn find(&self, text: &str, mut hand_on: impl FnMut(Span)) {
        let finder = self.finder.get_or_init(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(self.beside.iter().map(|phrase| phrase.text.as_bytes()))
                .expect("languages have few phrases, and short ones")
        });
        for found in finder.find_iter(text) {
            let short = match self.beside[found.pattern().as_usize()].kind {
                Kind::StandsFor => word_before(text, found.start()),
                Kind::Abbreviated | Kind::Or => self.word_after(text, found.end()),
            };
            if let Some(short) = short {
                hand_on(short);
            }
        }
    }

    fn word_after(&self, text: &str, at: usize) -> Option<Span> {
        let start = self.name_after(text, at);
        let rest = &text[start..];
        let end = rest.find(|c: char| {
            c.is_whitespace()
                || is_quotation_mark(c)
                || matches!(c, ',' | ';' | ')' | ':' | '?' | '!')
        });
        let word = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
        (!word.is_empty()).then(|| Span::new(start, start + word.len()))
    }

    /// Where a name after a phrase begins: quotation marks and the article aside.
    fn name_after(&self, text: &str, at: usize) -> usize {
        let rest = text[at..].trim_start_matches(is_quotation_mark);
        let rest = self.without_article(rest).trim_start_matches(is_quotation_mark);
        text.len() - rest.len()
    }

    /// Where a long form begins that a phrase after `short` announces.
    pub(super) fn after(&self, text: &str, short: Span) -> Option<usize> {
        let after = text[short.end..].trim_start_matches(is_quotation_mark);
        let phrase = self
            .beside
            .iter()
            .find(|phrase| phrase.kind == Kind::StandsFor && after.starts_with(&*phrase.text))?;
        Some(self.name_after(text, text.len() - after.len() + phrase.text.len()))
    }

    /// Where a long form ends that a phrase before `short` announces.
    pub(super) fn before(&self, text: &str, short: Span) -> Option<usize> {
        let before = text[..short.start].trim_end_matches(is_quotation_mark);
        let without = before.strip_suffix(' ').and_then(|words| self.before_article(words));
        let before = without.unwrap_or(before).trim_end_matches(is_quotation_mark);
        let phrase = self
            .beside
            .iter()
            .find(|phrase| phrase.kind != Kind::StandsFor && before.ends_with(&*phrase.text))?;
        let after = text[short.end..].trim_start_matches(is_quotation_mark);
        let goes_on = !after.is_empty() && !after.starts_with([',', '.', ';', ')', ':']);
        if phrase.kind == Kind::Or && goes_on {
            return None;
        }
        let end = before.len() - phrase.text.len();
        Some(before[..end].trim_end_matches(is_quotation_mark).len())
    }
}

/// The word before a phrase that begins at `end`.
fn word_before(text: &str, end: usize) -> Option<Span> {
    let before = text[..end].trim_end_matches(is_quotation_mark);
    let start = before
        .rfind(|c: char| c.is_whitespace() || is_quotation_mark(c) || c == '(')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    (start < before.len()).then(|| Span::new(start, before.len()))
}

/// What follows the one of `words` that a text begins with, and the blank after it.
fn after_one<'t>(words: &[Box<str>], text: &'t str) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(&**word)?.strip_prefix(' '))
}

fn longest_first(words: impl Iterator<Item = Box<str>>) -> Vec<Box<str>> {
    let mut words: Vec<_> = words.collect();
    words.sort_by(|one, other| longer_first(one, other));
    words.dedup();
    words
}

fn longer_first(one: &str, other: &str) -> Ordering {
    (other.len(), one).cmp(&(one.len(), other))
}
