//! What a TOML table and a JSON object have in common: values that know the bytes they were read from.
//!
//! Both formats become this tree, so that the schema is walked once.

use std::borrow::Cow;

use crate::span::Span;

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    pub(super) span: Span,
    pub(super) content: Content<'t>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Content<'t> {
    Text(Cow<'t, str>),
    /// `None` where it does not fit into 64 bits.
    Integer(Option<i64>),
    Fraction,
    Boolean(bool),
    /// A TOML date or time without quotes; its span says which.
    Date,
    Null,
    List(Vec<Value<'t>>),
    Table(Table<'t>),
}

/// Keys and values in the order of the file, no key twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Table<'t> {
    pub(super) members: Vec<Member<'t>>,
}

/// One key with its value.
#[derive(Clone, Debug)]
pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Span,
    pub(super) value: Value<'t>,
}

impl<'t> Table<'t> {
    /// The member with this key.
    pub(super) fn member(&self, key: &str) -> Option<&Member<'t>> {
        self.members.iter().find(|member| member.key == key)
    }

    /// The value under this key.
    pub(super) fn get(&self, key: &str) -> Option<&Value<'t>> {
        self.member(key).map(|member| &member.value)
    }
}

impl Content<'_> {
    /// Its type, as a contributor would call it.
    pub(super) const fn described(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) | Self::Fraction => "a number",
            Self::Boolean(_) => "true or false",
            Self::Date => "a date",
            Self::Null => "null",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}
