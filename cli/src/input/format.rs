//! The formats that can be read, and how to tell them apart.

use std::fmt;
use std::str::FromStr;

use memchr::memmem;

/// What an input looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The whole input is one text.
    Text,
    /// Every line is a text.
    Lines,
    /// Every line is a JSON object.
    Jsonl,
    /// Comma-separated, with a header row.
    Csv,
    /// The same with tabs.
    Tsv,
    /// RSS, Atom or JSON Feed: every entry is a text.
    Feed,
}

impl Format {
    /// Guesses from a file's name; `None` where the name says nothing and the first bytes must be asked.
    /// `.json` is such a name: it may be a JSON Feed, or JSON Lines under another name.
    pub fn guess(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "txt" | "text" | "md" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "rss" | "atom" | "xml" => Some(Self::Feed),
            _ => None,
        }
    }

    /// Whether the first bytes are enough to guess by, though there may be more.
    pub fn can_sniff(head: &[u8]) -> bool {
        match head.trim_ascii_start().first() {
            None | Some(b'<') => false,
            // A whole record of JSON Lines, or the beginning of something longer.
            Some(b'{') => head.len() >= 128 || memmem::find(head, b"}\n").is_some(),
            Some(_) => true,
        }
    }

    /// Guesses from the first bytes of an input.
    pub fn sniff(head: &[u8]) -> Self {
        let head = head.trim_ascii_start();
        let opens_feed = || {
            let tags: [&[u8]; 4] = [b"<rss", b"<feed", b"<rdf:RDF", b"<RDF"];
            tags.iter().any(|tag| memmem::find(head, tag).is_some())
        };
        match head.first() {
            Some(b'{') if is_json_feed(head) => Self::Feed,
            Some(b'{') => Self::Jsonl,
            // An array of objects is no format of ours, but its reader knows what to say about it.
            Some(b'[') if head[1..].trim_ascii_start().starts_with(b"{") => Self::Jsonl,
            Some(b'<') if opens_feed() => Self::Feed,
            _ => Self::Text,
        }
    }
}

/// Whether a JSON object begins as a JSON Feed does: with a `version` that is an address at jsonfeed.org.
fn is_json_feed(head: &[u8]) -> bool {
    let Some(key) = memmem::find(head, b"\"version\"") else { return false };
    let rest = head[key + b"\"version\"".len()..].trim_ascii_start();
    let Some(value) = rest.strip_prefix(b":") else { return false };
    let value = value.trim_ascii_start();
    value.starts_with(b"\"http")
        && memmem::find(&value[..value.len().min(40)], b"jsonfeed.org").is_some()
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "text" => Ok(Self::Text),
            "lines" => Ok(Self::Lines),
            "jsonl" => Ok(Self::Jsonl),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "feed" => Ok(Self::Feed),
            _ => Err(UnknownFormat(text.to_owned())),
        }
    }
}

/// A word that names no format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no input format: use text, lines, jsonl, csv, tsv or feed", self.0)
    }
}

impl std::error::Error for UnknownFormat {}
