//! Folds a whole text as far as any name may ask, and remembers where each folded byte came from.

use super::form::{blank_run, is_dropped_after, loosened};
use super::properties::{Base, Properties, is_syllable, jamo};

/// The longest text that can be folded, in bytes.
pub const MAX_TEXT_BYTES: usize = 1 << 30;

/// The key of a name: its fold with everything folded, every hyphen to a space. Equal names have equal keys.
///
/// ```
/// assert_eq!(exonym::fold::key("Tehreek-e-Ṭālibān"), "tehreek e taliban");
/// ```
///
/// # Panics
/// When `name` is longer than [`MAX_TEXT_BYTES`].
#[must_use]
pub fn key(name: &str) -> String {
    let mut folded = FoldedText::default();
    folded.fold(name);
    String::from_utf8(folded.text).expect("folding makes UTF-8")
}

/// The key of an ASCII name without two blanks together, byte by byte.
pub(crate) fn fold_bytewise(name: &str) -> String {
    let folded = name.bytes().map(folded_ascii).collect();
    String::from_utf8(folded).expect("ASCII folds to ASCII")
}

/// Whether each byte of `name`, which is ASCII, folds to that of `folded`.
#[inline]
pub(crate) fn folds_bytewise_to(name: &[u8], folded: &[u8]) -> bool {
    name.len() == folded.len()
        && name.iter().zip(folded).fold(0, |odd, (&byte, &folded)| odd | (folded_ascii(byte) ^ folded)) == 0
}

/// Whether a name begins or ends with a blank, dropped characters aside. No span does, so such a name is never found.
#[must_use]
pub fn has_blank_edge(name: &str) -> bool {
    let is_kept = |c: &char| !Properties::of(*c).is_dropped();
    let is_blank = |c: Option<char>| c.is_some_and(|c| Properties::of(c).is_blank());
    is_blank(name.chars().find(is_kept)) || is_blank(name.chars().rev().find(is_kept))
}

/// A folded text and the way back. Reuse it from text to text: its buffers stay.
#[derive(Debug, Default)]
pub struct FoldedText {
    /// UTF-8.
    text: Vec<u8>,
    /// Ascending in both; the last one stands at the ends of both texts.
    anchors: Vec<Anchor>,
}

/// From here on, folded bytes belong to source bytes in the way that `kind` says.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    folded: u32,
    source: u32,
    kind: AnchorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AnchorKind {
    /// Byte for byte, each a character: ASCII.
    Bytes,
    /// One character of the source (or one run of blanks, or one flag), with its marks.
    Unit,
    /// Dropped characters that belong to no unit.
    Dropped,
    /// Marks of the character before, which was one of `Bytes`. No span begins or ends here.
    Marks,
}

/// For ASCII: the folded byte, or a sign that it must be looked at.
const LOOK: u8 = 0xFF;
static ASCII: [u8; 256] = {
    let mut table = [LOOK; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b' ' | b'\t'..=b'\r' => LOOK,
            b'-' => b' ',
            b'`' => b'\'',
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    table
};

/// So many bytes of ASCII are looked at together.
const CHUNK: usize = 32;

/// Whether the first [`CHUNK`] bytes are ASCII, fold byte for byte, and go on so: no blank is beside another blank.
/// Without a branch, so that the compiler looks at many at once.
fn is_plain(window: &[u8; CHUNK + 1]) -> bool {
    let mut odd = 0;
    for at in 0..CHUNK {
        let (byte, next) = (window[at], window[at + 1]);
        odd |= (byte | next) & 0x80;
        odd |= u8::from(is_blank(byte)) & u8::from(is_blank(next));
    }
    odd == 0
}

const fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') < 5
}

/// The fold of ASCII, a single blank included; without a table and a branch, as above.
fn folded_ascii(byte: u8) -> u8 {
    let capital = u8::from(byte.wrapping_sub(b'A') < 26) << 5;
    let mut folded = byte | capital;
    if is_blank(byte) || byte == b'-' {
        folded = b' ';
    }
    if byte == b'`' {
        folded = b'\'';
    }
    folded
}

impl FoldedText {
    /// The folded text, as UTF-8.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }

    /// Folds `source`, in place of what was folded before.
    ///
    /// # Panics
    /// When `source` is longer than [`MAX_TEXT_BYTES`].
    pub fn fold(&mut self, source: &str) {
        assert!(source.len() <= MAX_TEXT_BYTES, "a text of more than 1 GiB must be cut");
        self.text.clear();
        self.anchors.clear();
        let mut folder = Folder {
            source,
            at: 0,
            out: std::mem::take(&mut self.text),
            anchors: std::mem::take(&mut self.anchors),
            base: Base::Other,
            pending: Vec::new(),
        };
        folder.out.reserve(source.len() + 16);
        folder.run();
        (self.text, self.anchors) = (folder.out, folder.anchors);
    }

    /// Where a span begins whose folded text begins at `folded`; `None` inside a character or at a mark.
    pub(crate) fn start(&self, folded: usize) -> Option<usize> {
        let after = self.anchors.partition_point(|anchor| anchor.folded as usize <= folded);
        let anchor = self.anchors[after.checked_sub(1)?];
        (anchor.kind != AnchorKind::Dropped).then(|| anchor.at(folded))?
    }

    /// Where a span ends whose folded text ends at `folded`, dropped characters that follow left outside; `None` inside a
    /// character or before a mark of it.
    pub(crate) fn end(&self, folded: usize) -> Option<usize> {
        let first = self.anchors.partition_point(|anchor| (anchor.folded as usize) < folded);
        end(&self.anchors, first, folded)
    }
}

/// Goes from folded text back to the source, from left to right.
pub(crate) struct Cursor<'f> {
    anchors: &'f [Anchor],
    /// The first anchor after the last place asked for.
    next: usize,
}

impl FoldedText {
    /// Where the fold of a part of the source begins that is no run of ASCII, or the run after it; ascending, each place once.
    pub(crate) fn joints(&self) -> impl Iterator<Item = usize> {
        let mut before = None;
        self.anchors
            .iter()
            .map(|anchor| anchor.folded as usize)
            .filter(move |&at| before.replace(at) != Some(at))
    }

    /// Where a word may begin or end though the folded text does not show it.
    pub(crate) fn breaks(&self) -> Vec<u32> {
        if std::env::var_os("EXONYM_X").is_none() { return Vec::new(); }
        let is_word = |at: Option<usize>| {
            at.and_then(|at| self.text.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
        };
        self.joints()
            .filter(|&at| is_word(Some(at)) && is_word(at.checked_sub(1)))
            .map(|at| at as u32)
            .collect()
    }

    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor { anchors: &self.anchors, next: 0 }
    }
}

impl Cursor<'_> {
    /// The same as [`FoldedText::start`]; `folded` must be no less than when it was last asked.
    pub(crate) fn start(&mut self, folded: usize) -> Option<usize> {
        while self.anchors.get(self.next).is_some_and(|anchor| anchor.folded as usize <= folded) {
            self.next += 1;
        }
        let anchor = self.anchors[self.next.checked_sub(1)?];
        (anchor.kind != AnchorKind::Dropped).then(|| anchor.at(folded))?
    }

    /// The same as [`FoldedText::end`], for an end after the last start.
    pub(crate) fn end(&self, folded: usize) -> Option<usize> {
        let between =
            self.anchors[self.next..].iter().take_while(|anchor| (anchor.folded as usize) < folded);
        end(self.anchors, self.next + between.count(), folded)
    }
}

/// Where a span ends whose folded text ends at `folded`, given the first anchor that is not before that.
fn end(anchors: &[Anchor], first: usize, folded: usize) -> Option<usize> {
    let here = anchors[first..].iter().take_while(|anchor| anchor.folded as usize == folded);
    let mut marks = false;
    for anchor in here {
        if anchor.kind != AnchorKind::Marks {
            return Some(anchor.source as usize);
        }
        marks = true;
    }
    if marks { None } else { anchors[first.checked_sub(1)?].at(folded) }
}

impl Anchor {
    fn at(self, folded: usize) -> Option<usize> {
        let further = folded - self.folded as usize;
        match self.kind {
            AnchorKind::Bytes => Some(self.source as usize + further),
            AnchorKind::Unit | AnchorKind::Dropped => {
                (further == 0).then_some(self.source as usize)
            }
            AnchorKind::Marks => None,
        }
    }
}

/// The state of folding one text.
struct Folder<'t> {
    source: &'t str,
    at: usize,
    out: Vec<u8>,
    anchors: Vec<Anchor>,
    /// Of the last character that was no mark.
    base: Base,
    /// Marks with a combining class, waiting for their order.
    pending: Vec<(u8, char)>,
}

impl Folder<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.source.as_bytes().get(self.at) {
            if byte < 0x80 {
                self.ascii();
            } else {
                self.other();
            }
        }
        self.flush();
        self.anchor(AnchorKind::Unit);
    }

    fn anchor(&mut self, kind: AnchorKind) {
        self.anchors.push(Anchor { folded: self.out.len() as u32, source: self.at as u32, kind });
    }

    /// A run of ASCII, with the single blanks in it, or one longer run of blanks.
    fn ascii(&mut self) {
        self.flush();
        let bytes = self.source.as_bytes();
        let start = self.at;
        let mut end = start;
        loop {
            // Most text by far: nothing but ASCII, no two blanks together.
            while let Some(window) = bytes[end..].first_chunk::<{ CHUNK + 1 }>()
                && (end > start || !is_blank(window[0]))
                && is_plain(window)
            {
                end += CHUNK;
            }
            end += bytes[end..].iter().take_while(|&&byte| ASCII[byte as usize] != LOOK).count();
            // A blank between two ASCII characters that are none is a character like any other.
            let single = end > start
                && bytes.get(end).is_some_and(u8::is_ascii)
                && bytes.get(end + 1).is_some_and(|&next| ASCII[next as usize] != LOOK);
            if !single {
                break;
            }
            end += 1;
        }
        if end > start {
            self.anchor(AnchorKind::Bytes);
            self.out.extend(bytes[start..end].iter().map(|&byte| folded_ascii(byte)));
            self.base =
                if bytes[end - 1].is_ascii_alphanumeric() { Base::Accents } else { Base::Other };
            self.at = end;
        } else {
            self.blanks();
        }
    }

    fn blanks(&mut self) {
        self.anchor(AnchorKind::Unit);
        let (end, blank) = blank_run(self.source, self.at);
        self.push(blank);
        self.base = Base::Other;
        self.at = end;
    }

    /// One character outside ASCII.
    fn other(&mut self) {
        let c = self.source[self.at..].chars().next().expect("a byte of the text is left");
        let properties = Properties::of(c);
        if properties.is_blank() {
            self.flush();
            self.blanks();
            return;
        }
        if properties.is_mark() {
            self.belongs_to_previous();
        } else if properties.is_dropped() {
            if self.anchors.last().is_none_or(|last| last.kind != AnchorKind::Dropped) {
                self.anchor(AnchorKind::Dropped);
            }
        } else {
            self.flush();
            self.anchor(AnchorKind::Unit);
        }
        if is_syllable(c) {
            jamo(c).for_each(|c| self.push(c));
            self.base = Base::Other;
        } else {
            match properties.expansion() {
                _ if properties.is_dropped() => {}
                Some(fold) if properties.is_slow() => {
                    fold.folded.chars().for_each(|c| self.point(c));
                }
                None if properties.is_slow() => self.point(c),
                expansion => {
                    match expansion {
                        Some(fold) => self.out.extend_from_slice(fold.loose.as_bytes()),
                        None => self.push(c),
                    }
                    self.base = properties.base();
                }
            }
        }
        self.at += c.len_utf8();
        if is_regional_indicator(c) {
            self.second_half_of_flag();
        }
    }

    fn push(&mut self, c: char) {
        self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// What follows is a part of the character before it, dropped characters between the two included.
    fn belongs_to_previous(&mut self) {
        if self.anchors.len() > 1
            && self.anchors.last().is_some_and(|last| last.kind == AnchorKind::Dropped)
        {
            self.anchors.pop();
        }
        // After a byte, or before everything: nothing begins or ends at a mark that the fold keeps. One that it drops shows
        // in the anchor that follows.
        if self.anchors.last().is_none_or(|last| last.kind == AnchorKind::Bytes) {
            self.anchor(AnchorKind::Marks);
        }
    }

    /// One folded code point of a slow character: orders marks and drops those that rule 6 drops.
    fn point(&mut self, c: char) {
        let properties = Properties::of(c);
        if c != '\u{345}' && properties.is_mark() && is_dropped_after(c, properties, self.base) {
            return;
        }
        match properties.ccc() {
            0 => {
                self.flush();
                if !properties.is_mark() {
                    self.base = properties.base();
                }
                match loosened(c) {
                    Some(loose) => self.out.extend_from_slice(loose.as_bytes()),
                    None if c == '-' => self.push(' '),
                    None => self.push(c),
                }
            }
            class => self.pending.push((class, c)),
        }
    }

    /// Writes the marks that wait for their order.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let mut pending = std::mem::take(&mut self.pending);
        pending.sort_by_key(|&(class, _)| class);
        for (_, c) in pending.drain(..) {
            self.push(if c == '\u{345}' { 'ι' } else { c });
        }
        self.pending = pending;
        // Dropped characters met meanwhile come after the marks.
        if let Some(last) = self.anchors.last_mut().filter(|last| last.kind == AnchorKind::Dropped)
        {
            last.folded = self.out.len() as u32;
        }
    }

    /// Two regional indicators are one character.
    fn second_half_of_flag(&mut self) {
        let next = self.source[self.at..].chars().next();
        if let Some(c) = next.filter(|&c| is_regional_indicator(c)) {
            self.push(c);
            self.at += c.len_utf8();
        }
    }
}

fn is_regional_indicator(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}
