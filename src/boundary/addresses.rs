//! URLs and e-mail addresses: names inside them are no mentions.

use std::sync::LazyLock;

use memchr::{memchr_iter, memmem};

use crate::fold::Properties;
use crate::span::Span;

/// What URLs are known by.
static FINDERS: LazyLock<[memmem::Finder<'static>; 4]> =
    LazyLock::new(|| ["://", "www.", "WWW.", "Www."].map(memmem::Finder::new));

/// The URLs and e-mail addresses of a text. Reuse it from text to text.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    /// Sorted by start; an address inside a longer one is left out.
    spans: Vec<Span>,
    /// Which of them was given last.
    last: usize,
}

impl Addresses {
    /// Finds those of `text`, in place of what was found before.
    pub(crate) fn find(&mut self, text: &str) {
        self.spans.clear();
        self.last = 0;
        let bytes = text.as_bytes();
        let mut urls = Urls::new(text);
        for at in FINDERS[0].find_iter(bytes) {
            let letters = bytes[..at].iter().rev().take_while(|&&byte| is_scheme(byte)).count();
            let scheme = &bytes[at - letters..at];
            // What stands before the scheme's first letter does not belong to it.
            if let Some(digits) = scheme.iter().position(u8::is_ascii_alphabetic) {
                self.add(urls.url(at - letters + digits, at + 3));
            }
        }
        for www in &FINDERS[1..] {
            let mut urls = Urls::new(text);
            for at in www.find_iter(bytes) {
                if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() {
                    self.add(urls.url(at, at + 4));
                }
            }
        }
        for at in memchr_iter(b'@', bytes) {
            self.add(email(bytes, at));
        }
        self.spans.sort_unstable_by_key(|span| (span.start, usize::MAX - span.end));
        let mut reach = 0;
        self.spans.retain(|span| {
            let longer = span.end > reach;
            reach = reach.max(span.end);
            longer
        });
    }

    /// The first one that ends after `at`. Whoever asks from left to right has an answer at once.
    pub(crate) fn after(&mut self, at: usize) -> Option<Span> {
        let ends_before = |address: &Span| address.end <= at;
        let is_first = |&number: &usize| {
            let before = self.spans.get(..number);
            before.is_some_and(|before| before.last().is_none_or(ends_before))
                && !self.spans.get(number).is_some_and(ends_before)
        };
        self.last = [self.last, self.last + 1]
            .into_iter()
            .find(is_first)
            .unwrap_or_else(|| self.spans.partition_point(ends_before));
        self.spans.get(self.last).copied()
    }

    fn add(&mut self, span: Option<Span>) {
        self.spans.extend(span);
    }
}

const fn is_scheme(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-')
}

/// Finds where URLs end, from left to right. All that begin before the same blank end there, so that it is looked for once.
struct Urls<'t> {
    text: &'t str,
    /// The first place where a URL must end, after the last one asked for.
    end: usize,
    /// The same without the punctuation before it that a URL gives back.
    kept: usize,
}

impl<'t> Urls<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, end: 0, kept: 0 }
    }

    /// The URL from `start` whose part after the scheme begins at `rest`.
    fn url(&mut self, start: usize, rest: usize) -> Option<Span> {
        if rest >= self.end {
            let length = self.text[rest..].find(ends_url);
            self.end = length.map_or(self.text.len(), |length| rest + length);
            self.kept = self.text[start..self.end].trim_end_matches(is_given_back).len() + start;
        }
        (start < self.kept).then(|| Span::new(start, self.kept))
    }
}

fn ends_url(c: char) -> bool {
    Properties::of(c).is_blank()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '`')
        || matches!(
            c,
            '。' | '，' | '、' | '（' | '）' | '；' | '：' | '！' | '？' | '」' | '』' | '】'
        )
}

fn is_given_back(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ')' | ']' | '}')
}

/// The e-mail address whose `@` stands at `at`.
fn email(bytes: &[u8], at: usize) -> Option<Span> {
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
    let is_domain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
    let local = bytes[..at].iter().rev().take_while(|&&byte| is_local(byte)).count();
    let domain = bytes[at + 1..].iter().take_while(|&&byte| is_domain(byte)).count();
    let given_back = bytes[at + 1..at + 1 + domain].iter().rev();
    let given_back = given_back.take_while(|&&byte| matches!(byte, b'.' | b'-')).count();
    let domain = &bytes[at + 1..at + 1 + domain - given_back];
    let dotted = domain.iter().skip(1).any(|&byte| byte == b'.');
    (local > 0 && dotted).then(|| Span::new(at - local, at + 1 + domain.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn the_next_one_is_that_of_the_obvious_way() {
        let seed = 1_u64;
        let mut dice = Dice::new(seed);
        for _ in 0..2_000 {
            let (mut addresses, mut end) = (Addresses::default(), 0);
            for _ in 0..dice.below(6) {
                let start = end + dice.below(3);
                end = start + 1 + dice.below(3);
                addresses.spans.push(Span::new(start, end));
            }
            for _ in 0..20 {
                let at = dice.below(end + 3);
                let obvious = addresses.spans.iter().find(|address| address.end > at).copied();
                assert_eq!(addresses.after(at), obvious, "seed {seed}: {:?}", addresses.spans);
            }
        }
    }

    #[test]
    fn finds_addresses() {
        let cases: &[(&str, &[&str])] = &[
            ("see https://example.com/turkey-news.", &["https://example.com/turkey-news"]),
            ("(www.turkey.example), WWW.X.example", &["www.turkey.example", "WWW.X.example"]),
            ("awww.such", &[]),
            ("mail iran@news.example.", &["iran@news.example"]),
            ("@turkey a@b @", &[]),
            ("看https://a.example/b。土耳其", &["https://a.example/b"]),
            ("1://x", &[]),
            ("9http://x", &["http://x"]),
        ];
        for (text, expected) in cases {
            let mut addresses = Addresses::default();
            addresses.find(text);
            let found: Vec<_> = addresses.spans.iter().map(|span| span.of(text)).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
