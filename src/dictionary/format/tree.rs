//! A TOML file with its comments: everything in it that a person wrote.

use std::borrow::Cow;
use std::collections::HashMap;

/// So many keys are compared one by one, faster than an index is kept.
const FEW: usize = 16;

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct File<'t> {
    /// The comment at its top, up to the first blank line: it is about the file.
    pub(super) head: Vec<Comment<'t>>,
    pub(super) root: Table<'t>,
}

/// A comment on a line of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'t> {
    /// From its `#` on, without blanks at its end.
    pub(super) text: &'t str,
    /// Whether a blank line follows.
    pub(super) apart: bool,
}

/// What people say of a key, a heading or an element.
#[derive(Debug, Default)]
pub(super) struct Comments<'t> {
    /// On the lines before it.
    pub(super) above: Vec<Comment<'t>>,
    /// At the end of its line.
    pub(super) beside: Option<&'t str>,
}

/// A table, whether it is written with a heading, with dotted keys or in braces.
#[derive(Debug, Default)]
pub(super) struct Table<'t> {
    /// In the order of the file, no key twice.
    pub(super) entries: Vec<Entry<'t>>,
    /// The comments at its end, where it has one: in braces, or with the file.
    pub(super) below: Vec<Comment<'t>>,
    /// Where each key stands among the first of the entries; left behind while there are [`FEW`].
    index: HashMap<Cow<'t, str>, usize>,
}

/// One key with its value.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    pub(super) key: Key<'t>,
    pub(super) comments: Comments<'t>,
    pub(super) value: Value<'t>,
}

#[derive(Debug)]
pub(super) struct Key<'t> {
    pub(super) text: Cow<'t, str>,
    /// As it is spelled, in quotes perhaps.
    pub(super) written: Cow<'t, str>,
}

#[derive(Debug)]
pub(super) enum Value<'t> {
    Scalar(Scalar<'t>),
    List(List<'t>),
    Table(Table<'t>),
}

/// A string, number, date or truth value.
#[derive(Debug)]
pub(super) struct Scalar<'t> {
    /// As it is spelled.
    pub(super) written: Cow<'t, str>,
    /// What a string says.
    pub(super) text: Option<Cow<'t, str>>,
}

/// A list in brackets, or tables that each have a heading.
#[derive(Debug, Default)]
pub(super) struct List<'t> {
    /// The comment beside its opening bracket.
    pub(super) beside: Option<&'t str>,
    pub(super) elements: Vec<Element<'t>>,
    /// The comments before its closing bracket.
    pub(super) below: Vec<Comment<'t>>,
}

#[derive(Debug)]
pub(super) struct Element<'t> {
    pub(super) comments: Comments<'t>,
    pub(super) value: Value<'t>,
}

impl<'t> Table<'t> {
    /// The entry of a key; where there is none, one is made with `value`.
    pub(super) fn entry(
        &mut self,
        key: Key<'t>,
        value: impl FnOnce() -> Value<'t>,
    ) -> &mut Entry<'t> {
        let at = self.position(&key.text).unwrap_or_else(|| {
            self.entries.push(Entry { key, comments: Comments::default(), value: value() });
            self.entries.len() - 1
        });
        &mut self.entries[at]
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Value<'t>> {
        self.entries.iter().find(|entry| entry.key.text == key).map(|entry| &entry.value)
    }

    fn position(&mut self, key: &str) -> Option<usize> {
        if self.entries.len() <= FEW {
            return self.entries.iter().position(|entry| entry.key.text == key);
        }
        for at in self.index.len()..self.entries.len() {
            self.index.insert(self.entries[at].key.text.clone(), at);
        }
        self.index.get(key).copied()
    }
}

impl Comments<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.above.is_empty() && self.beside.is_none()
    }
}

impl<'t> Value<'t> {
    /// What a string says.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(scalar) => scalar.text.as_deref(),
            _ => None,
        }
    }

    /// The table, where it is one.
    pub(super) fn table(&self) -> Option<&Table<'t>> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Adds all comments inside the value, in their order.
    pub(super) fn gather(&self, comments: &mut Vec<&'t str>) {
        match self {
            Self::Scalar(_) => {}
            Self::List(list) => {
                comments.extend(list.beside);
                for element in &list.elements {
                    element.comments.gather(comments);
                    element.value.gather(comments);
                }
                comments.extend(list.below.iter().map(|comment| comment.text));
            }
            Self::Table(table) => {
                for entry in &table.entries {
                    entry.comments.gather(comments);
                    entry.value.gather(comments);
                }
                comments.extend(table.below.iter().map(|comment| comment.text));
            }
        }
    }
}

impl<'t> Comments<'t> {
    fn gather(&self, comments: &mut Vec<&'t str>) {
        comments.extend(self.above.iter().map(|comment| comment.text));
        comments.extend(self.beside);
    }
}
