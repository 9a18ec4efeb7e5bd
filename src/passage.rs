//! A mention in its sentence, for people to read.

use crate::dictionary::Within;
use crate::resolve::reach;
use crate::span::Span;

/// A mention in its sentence. Blanks and line breaks are one blank each.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// What stands before the mention.
    pub before: String,
    /// The mention.
    pub words: String,
    /// What stands after it.
    pub after: String,
    /// Whether the sentence begins before what is shown, and whether it ends after it.
    pub cut: (bool, bool),
}

impl Passage {
    /// The sentence around `span`, with at most so many bytes of it on either side. No word is cut where there are blanks.
    #[must_use]
    pub fn around(text: &str, span: Span, side: usize) -> Self {
        let sentence = reach::of(text, span, Within::Sentence);
        let (mut start, mut end) = (sentence.start, sentence.end);
        let mut cut = (false, false);
        if span.start - start > side {
            cut.0 = true;
            start = (span.start - side..span.start)
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(span.start);
            // At a blank, so that no word is cut, unless there is none.
            start = text[start..span.start].find(' ').map_or(start, |blank| start + blank + 1);
        }
        if end - span.end > side {
            cut.1 = true;
            end = (span.end..=span.end + side)
                .rev()
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(span.end);
            end = text[span.end..end].rfind(' ').map_or(end, |blank| span.end + blank);
        }
        // A full stop belongs to its sentence; the blank after it was cut off.
        if !cut.1 && text[end..].starts_with(['.', '!', '?', '。', '؟', '۔']) {
            end += text[end..].chars().next().map_or(0, char::len_utf8);
        }
        Self {
            before: single_blanks(&text[start..span.start]).trim_start().to_owned(),
            words: single_blanks(span.of(text)),
            after: single_blanks(&text[span.end..end]).trim_end().to_owned(),
            cut,
        }
    }
}

/// Blanks and line breaks as one blank each.
pub(crate) fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for char in text.chars() {
        if !char.is_whitespace() {
            single.push(char);
        } else if !single.ends_with(' ') {
            single.push(' ');
        }
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 140;

    fn shown(text: &str, words: &str) -> String {
        let start = text.find(words).unwrap();
        let found = Passage::around(text, Span::new(start, start + words.len()), SIDE);
        format!("{}[{}]{}", found.before, found.words, found.after)
    }

    #[test]
    fn a_sentence_is_cut_around_its_mention() {
        let text = "One.\n\nTwo is\nhere. The TTP\n  denied it. Four.";
        assert_eq!(shown(text, "TTP"), "The [TTP] denied it.");
        assert_eq!(shown(text, "Four"), "[Four].");
        let long = format!("{0} X {0}", "été ".repeat(100));
        let cut = shown(&long, "X");
        assert!(cut.starts_with("été ") && cut.ends_with(" été") && cut.len() < 2 * SIDE + 4);
        assert_eq!(shown(&"é".repeat(500).replacen("éé", "X", 200), "X").chars().count(), 3 + 140);
    }
}
