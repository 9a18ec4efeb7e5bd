//! Which type of entity has which colour: the same in every format, and from page to page.

use std::sync::Arc;

/// How many colours there are.
pub const COLORS: usize = 12;

/// Gives each type one of [`COLORS`] colours.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// The first of them have a colour each to themselves.
    types: Arc<[String]>,
}

impl Palette {
    /// A palette for these types, in the order in which colours are given out: what is met most comes first.
    pub fn new(types: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { types: types.into_iter().map(Into::into).collect() }
    }

    /// The colour of a type, below [`COLORS`]; none where nobody says what type it is.
    #[must_use]
    pub fn color(&self, entity_type: &str) -> Option<usize> {
        if entity_type.is_empty() {
            return None;
        }
        let place = self.types.iter().position(|it| it == entity_type);
        Some(place.unwrap_or_else(|| hash(entity_type)) % COLORS)
    }
}

/// FNV-1a: a type that nobody announced has at least the same colour on every machine.
fn hash(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize
}
