//! Where folded bytes came from.

use super::properties::Properties;

/// From here on, folded bytes belong to source bytes in the way that `kind` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) folded: u32,
    pub(super) source: u32,
    pub(super) kind: AnchorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnchorKind {
    /// Byte for byte: each character folds to one that is as long, marks to marks. The fold of the last may have another length.
    Run,
    /// One character of the source (or one run of blanks, or one flag), with its marks.
    Unit,
    /// Dropped characters that belong to no unit.
    Dropped,
    /// Marks of the character before, which was one of a `Run`. No span begins or ends here.
    Marks,
}

impl Anchor {
    /// The place in the source of a place in the folded `text`, not before the anchor and not after the next one; `None` inside
    /// a character.
    fn at(self, folded: usize, text: &[u8]) -> Option<usize> {
        let further = folded - self.folded as usize;
        let is_character = match self.kind {
            AnchorKind::Run => begins_character(&text[folded..]),
            AnchorKind::Unit | AnchorKind::Dropped => further == 0,
            AnchorKind::Marks => false,
        };
        is_character.then_some(self.source as usize + further)
    }

    /// Where a span begins whose folded text begins at `folded`, given the last anchor that is not after that.
    pub(super) fn start(self, folded: usize, text: &[u8]) -> Option<usize> {
        (self.kind != AnchorKind::Dropped).then(|| self.at(folded, text))?
    }
}

/// Where a span ends whose folded text ends at `folded`, given the first anchor that is not before that.
pub(super) fn end(anchors: &[Anchor], first: usize, folded: usize, text: &[u8]) -> Option<usize> {
    let here = anchors[first..].iter().take_while(|anchor| anchor.folded as usize == folded);
    let mut marks = false;
    for anchor in here {
        if anchor.kind != AnchorKind::Marks {
            return Some(anchor.source as usize);
        }
        marks = true;
    }
    if marks { None } else { anchors[first.checked_sub(1)?].at(folded, text) }
}

/// Whether a character begins with the first byte of a text, and is no mark.
fn begins_character(text: &[u8]) -> bool {
    let point = match *text {
        // The first mark is U+0300.
        [] | [0..0x80 | 0xC0..0xCC, ..] => return true,
        [lead @ 0xC0..0xE0, second, ..] => bits(lead, 0x1F) << 6 | bits(second, 0x3F),
        [lead @ 0xE0..0xF0, second, third, ..] => {
            bits(lead, 0x0F) << 12 | bits(second, 0x3F) << 6 | bits(third, 0x3F)
        }
        [lead @ 0xF0..=0xFF, second, third, fourth, ..] => {
            bits(lead, 0x07) << 18
                | bits(second, 0x3F) << 12
                | bits(third, 0x3F) << 6
                | bits(fourth, 0x3F)
        }
        _ => return false,
    };
    !Properties::of_point(point).is_mark()
}

fn bits(byte: u8, mask: u8) -> usize {
    usize::from(byte & mask)
}
