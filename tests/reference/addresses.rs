//! Section 4, "No mention at all": URLs and e-mail addresses, found by bytes.

use exonym::Span;
use icu_properties::props::GeneralCategory;

use super::properties::{category, is_blank};

/// Every URL and e-mail address of the text; they may overlap.
pub fn addresses(text: &str) -> Vec<Span> {
    let schemes = text.match_indices("://").filter_map(|(at, _)| url_with_scheme(text, at));
    let hosts = text.char_indices().filter_map(|(at, _)| url_without_scheme(text, at));
    let mails = text.match_indices('@').filter_map(|(at, _)| mail(text, at));
    schemes.chain(hosts).chain(mails).collect()
}

/// The URL whose `://` is at `at`.
fn url_with_scheme(text: &str, at: usize) -> Option<Span> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    let run = &text[text[..at].trim_end_matches(is_scheme).len()..at];
    let letter = run.find(|c: char| c.is_ascii_alphabetic())?;
    Some(Span::new(at - run.len() + letter, url_end(text, at)))
}

/// The URL whose `www.` is at `at`.
fn url_without_scheme(text: &str, at: usize) -> Option<Span> {
    let is_www = text[at..].get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."));
    let is_inside = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    (is_www && !is_inside).then(|| Span::new(at, url_end(text, at)))
}

/// The end of a URL of which the byte `at` is a part.
fn url_end(text: &str, at: usize) -> usize {
    let ends = |c: char| {
        is_blank(c)
            || category(c) == GeneralCategory::Control
            || "<>\"“”«»`。，、（）；：！？」』】".contains(c)
    };
    let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
    text[..end].trim_end_matches(|c| ".,;:!?'’)]}".contains(c)).len()
}

/// The e-mail address whose `@` is at `at`.
fn mail(text: &str, at: usize) -> Option<Span> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let start = text[..at].trim_end_matches(is_local).len();
    let rest = &text[at + 1..];
    let host = &rest[..rest.find(|c| !is_host(c)).unwrap_or(rest.len())];
    let host = host.trim_end_matches(['.', '-']);
    (start < at && host.rfind('.') > Some(0)).then(|| Span::new(start, at + 1 + host.len()))
}
