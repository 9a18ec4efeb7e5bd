//! Edges of grapheme clusters (UAX #29).

use unicode_segmentation::GraphemeCursor;

/// Whether a span may begin at `at`: no cluster goes on there.
pub(crate) fn may_begin(text: &str, at: usize) -> bool {
    is_edge(text, at)
}

/// Whether a span may end at `at`: no cluster goes on there, but for the joiners that end it.
pub(crate) fn may_end(text: &str, at: usize) -> bool {
    let after_joiners = || {
        let rest = text[at..].trim_start_matches(['\u{200C}', '\u{200D}']);
        is_edge(text, text.len() - rest.len())
    };
    is_edge(text, at) || after_joiners()
}

fn is_edge(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let ascii = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii);
    if ascii(at.checked_sub(1).map(|before| &bytes[before])) && ascii(bytes.get(at)) {
        return !(at > 0 && bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n'));
    }
    let is_indicator = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{1F1E6}'..='\u{1F1FF}'));
    if is_indicator(text[..at].chars().next_back()) && is_indicator(text[at..].chars().next()) {
        // The fold has paired them from the start of their run and never splits a pair; counting them again at each
        // edge would take time quadratic in the run.
        return true;
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}
