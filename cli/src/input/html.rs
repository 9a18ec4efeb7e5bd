//! The text of a piece of HTML: markup gone, characters decoded, blocks apart.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// Returns what a reader of `html` would see: paragraphs are parted by a blank line, lines and list items by a
/// line break, cells of a table by a tab; scripts and styles are left out.
pub fn to_text(html: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    // Without this, `<script>if (a<b)…` would be taken for markup.
    emitter.naively_switch_states(true);
    let mut page =
        Page { text: String::with_capacity(html.len()), gap: Gap::None, preformatted: 0 };
    // The unseen element that is open, and how many of its kind are open inside it.
    let mut unseen: Option<(Vec<u8>, usize)> = None;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => match &mut unseen {
                Some((name, depth)) => *depth += usize::from(*name == **tag.name),
                None if is_unseen(&tag.name) && !closes_itself(&tag) => {
                    unseen = Some((tag.name.to_vec(), 1));
                }
                None => page.tag(&tag.name, 1),
            },
            Token::EndTag(tag) => match &mut unseen {
                Some((name, depth)) if *name == **tag.name => {
                    *depth -= 1;
                    if *depth == 0 {
                        unseen = None;
                    }
                }
                Some(_) => {}
                None => page.tag(&tag.name, -1),
            },
            Token::String(text) if unseen.is_none() => page.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    page.text.truncate(page.text.trim_end().len());
    page.text
}

/// Only drawings and formulas can: HTML takes `<script/>` for an opening tag.
fn closes_itself(tag: &StartTag<()>) -> bool {
    tag.self_closing && matches!(&**tag.name, b"svg" | b"math")
}

struct Page {
    text: String,
    /// What must come before the next word.
    gap: Gap,
    /// How many `pre` are open.
    preformatted: i32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Tab,
    Line,
    Paragraph,
}

impl Page {
    fn tag(&mut self, name: &[u8], opens: i32) {
        if name == b"pre" {
            self.preformatted = (self.preformatted + opens).max(0);
        }
        self.gap = self.gap.max(gap_of(name));
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.close_gap();
            self.text.push_str(text);
            return;
        }
        let is_blank = |c: char| c.is_ascii_whitespace();
        if text.starts_with(is_blank) {
            self.gap = self.gap.max(Gap::Blank);
        }
        for word in text.split(is_blank).filter(|word| !word.is_empty()) {
            self.close_gap();
            self.text.push_str(word);
            self.gap = Gap::Blank;
        }
        if !text.ends_with(is_blank) && self.gap == Gap::Blank {
            self.gap = Gap::None;
        }
    }

    fn close_gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }
}

fn gap_of(tag: &[u8]) -> Gap {
    match tag {
        b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl"
        | b"table" | b"blockquote" | b"pre" | b"section" | b"article" | b"header" | b"footer"
        | b"aside" | b"main" | b"nav" | b"figure" | b"figcaption" | b"hr" | b"form"
        | b"fieldset" | b"address" | b"body" | b"details" | b"summary" => Gap::Paragraph,
        b"br" | b"li" | b"tr" | b"dt" | b"dd" | b"option" => Gap::Line,
        b"td" | b"th" => Gap::Tab,
        _ => Gap::None,
    }
}

fn is_unseen(tag: &[u8]) -> bool {
    matches!(tag, b"script" | b"style" | b"template" | b"iframe" | b"object" | b"svg" | b"math")
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn markup_becomes_text() {
        for (html, text) in [
            ("", ""),
            ("plain & simple, 1 < 2", "plain & simple, 1 < 2"),
            ("caf&eacute; &#x1F600; &amp;amp; &nbsp;x", "café 😀 &amp; \u{a0}x"),
            ("<p>One</p><p>Two</p>three", "One\n\nTwo\n\nthree"),
            ("<p>One<p>Two<br>\n  three<br/>four", "One\n\nTwo\nthree\nfour"),
            ("un<b>bro</b>ken <i> and</i>  <u>apart</u>", "unbroken and apart"),
            ("<ul><li>a<li>b</ul>c", "a\nb\n\nc"),
            ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "1\t2\n3\t4"),
            ("<pre>  a\n    b</pre>", "  a\n    b"),
            ("a<script>if (a<b) { '<p>' }</script><style>p > q {}</style>b", "ab"),
            ("a<script/>x</script>b", "ab"),
            ("a<svg><text>x</text><svg>y</svg>z</svg>b<svg/>c", "abc"),
            ("a<!-- no -->b<!DOCTYPE html>c", "abc"),
            ("cut <b", "cut"),
            ("<p>\n </p> \n<p> x </p>", "x"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }
}
