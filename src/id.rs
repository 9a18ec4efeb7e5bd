//! Entity ids: `namespace/slug`, such as `group/ttp`. They never change.

use std::fmt;
use std::str::FromStr;

/// The id of an entity: a namespace and a slug, both of `a-z`, `0-9` and `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(Box<str>);

impl EntityId {
    /// Joins a namespace and a slug.
    ///
    /// # Errors
    /// When either is not a slug.
    pub fn new(namespace: &str, slug: &str) -> Result<Self, InvalidId> {
        format!("{namespace}/{slug}").parse()
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the slash.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.parts().0
    }

    /// The part after the slash.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.parts().1
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('/').expect("an id has a slash, or it could not be made")
    }
}

/// Whether `text` may be a namespace or a slug: one or more of `a-z`, `0-9` and `-`, at most 100.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl FromStr for EntityId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('/') {
            Some((namespace, slug)) if is_slug(namespace) && is_slug(slug) => Ok(Self(text.into())),
            _ => Err(InvalidId(text.into())),
        }
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no entity id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId(pub String);

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no entity id: write namespace/slug with a-z, 0-9 and - only", self.0)
    }
}

impl std::error::Error for InvalidId {}
