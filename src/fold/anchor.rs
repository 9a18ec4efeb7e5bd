//! Where folded bytes came from.

/// From here on, folded bytes belong to source bytes in the way that `kind` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) folded: u32,
    pub(super) source: u32,
    pub(super) kind: AnchorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnchorKind {
    /// Byte for byte: each character folds to one that is as long. The fold of the last may have another length.
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
            AnchorKind::Run => text.get(folded).is_none_or(|&byte| is_first(byte)),
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

/// Whether a byte of UTF-8 is the first of a character.
fn is_first(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}
