//! Reports on matches, in which names of countries are those of teams.

use super::Reading;
use crate::language::List;
use crate::span::Span;

/// So many different words of matches make a text the report of one.
const MOST_WORDS: usize = 4;
/// A short text needs one for so many bytes.
const BYTES_A_WORD: usize = 150;

impl Reading<'_, '_> {
    /// Whether a text, in which a name stands beside a word of matches or a score, reports on one: enough different words of such
    /// reports stand in it.
    pub(super) fn is_report(&self) -> bool {
        let enough = (self.text.len() / BYTES_A_WORD).clamp(1, MOST_WORDS);
        let mut met: Vec<&str> = Vec::new();
        for word in self.text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            if self.settings.words.may_be_of_match(word)
                && self.lists(word).has(List::Match)
                && !met.iter().any(|other| other.eq_ignore_ascii_case(word))
            {
                met.push(word);
                if met.len() == enough {
                    return true;
                }
            }
        }
        false
    }
}

/// Whether a score stands before or after a name: `3 – 0`, `2-1`.
pub(super) fn is_score_beside(text: &str, span: Span) -> bool {
    if !is_digit_beside(text, span) {
        return false;
    }
    let is_blank = |c: char| matches!(c, ' ' | '\u{A0}');
    let after = text[span.end..].strip_prefix(is_blank).unwrap_or_default();
    let before = text[..span.start].strip_suffix(is_blank).unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit();
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | ':');
    let first = |text: &str| -> bool {
        let rest = text.trim_start_matches(is_digit);
        let dash = rest.trim_start_matches(is_blank);
        let last = dash.trim_start_matches(is_dash);
        (1..=3).contains(&(text.len() - rest.len()))
            && last.len() < dash.len()
            && last.trim_start_matches(is_blank).starts_with(is_digit)
    };
    let last = |text: &str| -> bool {
        let rest = text.trim_end_matches(is_digit);
        let dash = rest.trim_end_matches(is_blank);
        let before = dash.trim_end_matches(is_dash);
        (1..=3).contains(&(text.len() - rest.len()))
            && before.len() < dash.len()
            && before.trim_end_matches(is_blank).ends_with(is_digit)
    };
    first(after) || last(before)
}

/// Whether a blank and a digit stand before or after a name.
fn is_digit_beside(text: &str, span: Span) -> bool {
    let (before, after) = (&text.as_bytes()[..span.start], &text.as_bytes()[span.end..]);
    let before =
        matches!(before, [.., digit, b' '] | [.., digit, 0xC2, 0xA0] if digit.is_ascii_digit());
    before || matches!(after, [b' ', digit, ..] | [0xC2, 0xA0, digit, ..] if digit.is_ascii_digit())
}
