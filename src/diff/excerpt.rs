//! The sentence around a mention, and the first few of many.

use crate::dictionary::Within;
use crate::resolve::reach;
use crate::span::Span;

/// So much of a sentence is kept on either side of a mention, in bytes.
const SIDE: usize = 140;

/// A mention in its sentence. Blanks and line breaks are one blank each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excerpt {
    /// How many of its sort stand before it in its text: excerpts of different texts come first.
    pub(super) nth: u32,
    /// The number of its text in the corpus.
    pub document: u64,
    /// Where the mention stands in its text.
    pub span: Span,
    /// What its record is called.
    pub record: String,
    /// The field that it stands in.
    pub field: String,
    /// What stands before it.
    pub before: String,
    /// The mention.
    pub surface: String,
    /// What stands after it.
    pub after: String,
    /// Whether the sentence begins or ends elsewhere.
    pub cut: (bool, bool),
}

impl Excerpt {
    /// The sentence around `span`, or as much of it as is shown.
    pub(super) fn of(text: &str, span: Span) -> Self {
        let sentence = reach::of(text, span, Within::Sentence);
        let (mut start, mut end) = (sentence.start, sentence.end);
        let mut cut = (false, false);
        if span.start - start > SIDE {
            cut.0 = true;
            start = (span.start - SIDE..span.start)
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(span.start);
            // At a blank, so that no word is cut, unless there is none.
            start = text[start..span.start].find(' ').map_or(start, |blank| start + blank + 1);
        }
        if end - span.end > SIDE {
            cut.1 = true;
            end = (span.end..=span.end + SIDE)
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
            nth: 0,
            document: 0,
            span,
            record: String::new(),
            field: String::new(),
            before: single_blanks(&text[start..span.start]).trim_start().to_owned(),
            surface: single_blanks(span.of(text)),
            after: single_blanks(&text[span.end..end]).trim_end().to_owned(),
            cut,
        }
    }

    /// The excerpt as one piece, and where the mention stands in it.
    pub(super) fn sentence(&self) -> (String, Span) {
        let start = self.before.len();
        let text = format!("{}{}{}", self.before, self.surface, self.after);
        (text, Span::new(start, start + self.surface.len()))
    }
}

/// Blanks and line breaks as one blank each.
pub(crate) fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            single.push(c);
        } else if !single.ends_with(' ') {
            single.push(' ');
        }
    }
    single
}

/// The first `MOST` by order, whatever the order in which they come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> Default for First<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord, const MOST: usize> First<T, MOST> {
    pub(crate) fn add(&mut self, one: T) {
        let at = self.0.partition_point(|known| *known <= one);
        if at < MOST {
            self.0.truncate(MOST - 1);
            self.0.insert(at, one);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for one in other.0 {
            self.add(one);
        }
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }

    /// All of them, the first first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, surface: &str) -> String {
        let start = text.find(surface).unwrap();
        let found = Excerpt::of(text, Span::new(start, start + surface.len()));
        format!("{}[{}]{}", found.before, found.surface, found.after)
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

    #[test]
    fn the_first_are_the_first_in_any_order() {
        let mut first = First::<u32, 3>::default();
        for number in [5, 1, 4, 1, 3, 9] {
            first.add(number);
        }
        assert!(first.iter().eq(&[1, 1, 3]));
    }
}
