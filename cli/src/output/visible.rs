//! Makes text harmless to a terminal: what would move the cursor, change colours or turn the direction of what follows
//! is shown as a sign of its own.

use std::borrow::Cow;

/// The text with control characters as pictures (`␛`) and what controls direction as `�`. Tabs and line breaks stay;
/// a CR before an LF goes.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_risky) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '\r' if rest.peek() == Some(&'\n') => {}
            _ if is_risky(char) => shown.push(picture(char)),
            _ => shown.push(char),
        }
    }
    Cow::Owned(shown)
}

/// The text on one line: blanks, tabs and line breaks become one blank each.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a character may not reach a terminal as it is.
#[must_use]
pub fn is_risky(char: char) -> bool {
    match char {
        '\n' | '\t' => false,
        // C0, DEL, and C1 (U+009B begins an escape sequence just as ESC [ does).
        _ if char.is_control() => true,
        // Embeddings, overrides and isolates; the marks U+200E and U+200F are harmless, and Arabic text needs them.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

/// What stands in for a risky character.
#[must_use]
pub fn picture(char: char) -> char {
    match char {
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(char)).expect("there is a picture for each of C0")
        }
        '\u{7f}' => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_a_terminal_comes_through() {
        let cases = [
            ("plain تحریک 😀\ttext\n", "plain تحریک 😀\ttext\n"),
            ("\u{1b}[31mred\u{1b}[0m", "␛[31mred␛[0m"),
            ("\u{9b}2J\u{7}\u{7f}\0", "�2J␇␡␀"),
            ("a\r\nb\rc", "a\nb␍c"),
            ("\u{202e}evil\u{202c} \u{2066}x\u{2069} a\u{200f}b", "�evil� �x� a\u{200f}b"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }

    #[test]
    fn one_line_has_no_line_break() {
        assert_eq!(one_line(" Bank\r\n\tof  China "), "Bank of China");
    }
}
