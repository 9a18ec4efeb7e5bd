//! The text of a piece of HTML: markup gone, characters decoded, blocks apart.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

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
                None if is_unseen(&tag.name) && !tag.self_closing => {
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
