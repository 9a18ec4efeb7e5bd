//! Whether the bytes of a file are text.

use crate::diagnostic::{Diagnostic, Place};
use crate::span::Span;

/// The bytes as text. Where they are none, `beginning` gives the place of a file, given as much of it as can be shown.
pub(super) fn decode(
    bytes: Vec<u8>,
    beginning: impl FnOnce(String) -> Place,
) -> Result<String, Box<Diagnostic>> {
    match first_that_is_no_text(&bytes) {
        None => Ok(String::from_utf8(bytes).expect("all of it is text")),
        Some((at, encoding)) => Err(Box::new(no_text(&bytes, at, encoding, beginning))),
    }
}

/// What a file seems to be that is no UTF-8.
#[derive(Clone, Copy)]
enum Encoding {
    /// UTF-16, as some editors of Windows write it, and how `iconv` calls it.
    Utf16(&'static str),
    /// No text: it holds NUL bytes.
    Binary,
    /// Some other encoding.
    Unknown,
}

/// The first byte that is no text.
fn first_that_is_no_text(bytes: &[u8]) -> Option<(usize, Encoding)> {
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return Some((0, Encoding::Utf16("utf-16")));
    }
    if let Some(at) = memchr::memchr(0, bytes) {
        // UTF-16 without a mark has a NUL in every other byte.
        let near = &bytes[at..bytes.len().min(at + 8)];
        let half = near.len() >= 3 && near.iter().step_by(2).all(|byte| *byte == 0);
        let wide = if at % 2 == 0 { "utf-16be" } else { "utf-16le" };
        return Some((at, if half { Encoding::Utf16(wide) } else { Encoding::Binary }));
    }
    let error = std::str::from_utf8(bytes).err()?;
    Some((error.valid_up_to(), Encoding::Unknown))
}

/// How many bytes after the first that is no text are kept to be shown.
const SHOWN: usize = 200;

fn no_text(
    bytes: &[u8],
    at: usize,
    encoding: Encoding,
    beginning: impl FnOnce(String) -> Place,
) -> Diagnostic {
    let rule = "not-utf8";
    let end = bytes.len().min(at + SHOWN);
    if let Encoding::Utf16(name) = encoding {
        let is_big = name == "utf-16be" || bytes.starts_with(&[0xfe, 0xff]);
        let unit = |pair: &[u8]| {
            u16::from_be_bytes(if is_big { [pair[0], pair[1]] } else { [pair[1], pair[0]] })
        };
        let units: Vec<u16> = bytes[..end].chunks_exact(2).map(unit).collect();
        let text = String::from_utf16_lossy(&units);
        let place = beginning(text.trim_start_matches('\u{feff}').to_owned());
        return Diagnostic::error(rule, "the file is UTF-16, and only UTF-8 can be read", place)
            .help(format!("convert it: `iconv -f {name} -t utf-8`"));
    }
    let mut text = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let start = text.len();
    text.push_str(&String::from_utf8_lossy(&bytes[at..end]));
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    let place = Place { span: Span::new(start, start + length), ..beginning(text) };
    if let Encoding::Binary = encoding {
        return Diagnostic::error(rule, "the file is no text: it has a zero byte here", place)
            .help("give a TOML file or a JSON Lines pack");
    }
    Diagnostic::error(rule, format!("byte {at} (0x{:02X}) is not UTF-8", bytes[at]), place)
        .help("convert the file: `iconv -f windows-1252 -t utf-8`")
}
