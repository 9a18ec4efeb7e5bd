//! Places in a text that rewriting leaves alone: paths, hashtags, code, tags, and names that are a part of a longer token.

use crate::boundary::{is_quotation_mark, is_word};
use crate::span::Span;

/// The places of one text.
pub(super) struct Places<'t> {
    text: &'t str,
    /// Code and tags, found when first asked for; sorted, disjoint.
    code: Option<Vec<Span>>,
}

impl<'t> Places<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, code: None }
    }

    /// Whether `span` is to be left alone. URLs, addresses and handles need not be asked for: no mention stands in one.
    pub(super) fn hold(&mut self, span: Span) -> bool {
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        if is_glued(before.chars().rev()) || is_glued(after.chars()) || is_tag(before) {
            return true;
        }
        // A name alone between quotation marks is a word that is spoken about.
        if before.ends_with(is_quotation_mark) && after.starts_with(is_quotation_mark) {
            return true;
        }
        let text = self.text;
        let code = self.code.get_or_insert_with(|| find_code(text));
        let next = code.partition_point(|piece| piece.end <= span.start);
        code.get(next).is_some_and(|piece| piece.overlaps(span))
    }
}

/// Whether a token goes on beside the span: a letter or digit, or a sign of paths and identifiers with one behind it.
fn is_glued(mut away: impl Iterator<Item = char>) -> bool {
    match away.next() {
        Some(c) if is_word(c) => true,
        Some('/' | '\\' | ':' | '.' | '=' | '#' | '@' | '&' | '~' | '$' | '%' | '+' | '*') => {
            away.next().is_some_and(|c| is_word(c) || matches!(c, '/' | '\\'))
        }
        _ => false,
    }
}

/// `#Turkey`: a hashtag, wherever it stands; `/Turkey`: the beginning of a path.
fn is_tag(before: &str) -> bool {
    before.ends_with(['#', '＃', '/', '\\', '$', '@'])
}

/// Code between backticks or in fences, and what stands between `<` and `>` of a tag.
fn find_code(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['`', '<']) {
        let start = at + offset;
        let rest = &text[start..];
        let length = if rest.starts_with('<') { tag_length(rest) } else { code_length(rest) };
        match length {
            Some(length) => {
                spans.push(Span::new(start, start + length));
                at = start + length;
            }
            None => at = start + ticks(rest).max(1),
        }
    }
    spans
}

fn ticks(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b'`').count()
}

/// As many backticks close as open: one or two of them in the same paragraph, three or more anywhere, or at the end of the text.
fn code_length(rest: &str) -> Option<usize> {
    let ticks = ticks(rest);
    let body = &rest[ticks..];
    let is_fence = ticks >= 3;
    let close = body.find(&rest[..ticks]);
    match close.filter(|&close| is_fence || !body[..close].contains("\n\n")) {
        Some(close) => Some(ticks + close + ticks),
        None => is_fence.then_some(rest.len()),
    }
}

/// A tag is no longer, in bytes.
const LONGEST_TAG: usize = 10_000;

/// `<a href="…">`, `</p>`, `<!-- … -->`.
fn tag_length(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some(rest.find("-->").map_or(rest.len(), |end| end + 3));
    }
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = rest.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'>' | b'\n'))?;
    rest[end..].starts_with('>').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_tokens_code_and_tags_alone() {
        let cases = [
            ("in [Turkey] today", false),
            ("[Turkey]-based", false),
            ("[Turkey], and", false),
            ("said [Turkey].", false),
            ("[Turkey].The", true),
            ("#[Turkey]", true),
            ("/srv/[Turkey]/x", true),
            ("[turkey].txt", true),
            ("x=[Turkey]", true),
            ("run `ls [Turkey]` now", true),
            ("a ` and [Turkey]", false),
            ("```\n[Turkey]\n```", true),
            ("<a title=\"[Turkey]\">x</a>", true),
            ("1 < 2 in [Turkey] > 0", false),
            ("x[Turkey]", true),
            ("the word “[Turkey]” is", true),
            ("“[Turkey] is”", false),
        ];
        for (marked, expected) in cases {
            let start = marked.find('[').unwrap();
            let text = marked.replace(['[', ']'], "");
            let span = Span::new(start, start + "turkey".len());
            assert_eq!(Places::new(&text).hold(span), expected, "{marked}");
        }
    }
}
