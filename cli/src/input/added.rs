//! The members that annotating adds to a record: what stands there under their names is replaced if an earlier run may
//! have added it, and is the record's own otherwise.

use super::members::members;

/// Which members are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// They are members of one object of this name, where they do not stand beside the record's own.
    pub into: Option<String>,
    /// Whether the version of the gazetteer is among them.
    pub version: bool,
}

impl Added {
    /// Whether what stands in a record under `name` gives way to what is added.
    pub fn takes(&self, name: &str) -> bool {
        match &self.into {
            Some(into) => name == into,
            None => name == "entities" || name == "mentions" || name == "gazetteer" && self.version,
        }
    }

    /// Whether a member of a line of JSON would be lost: it gives way, and no run can have added it.
    pub fn would_lose(&self, name: &str, value: &str) -> bool {
        self.takes(name)
            && !match &self.into {
                Some(_) => holds_earlier_members(value),
                None => is_of_earlier_run(name, value),
            }
    }

    /// What to do so that nothing is lost.
    pub fn cure(&self) -> &'static str {
        match &self.into {
            Some(_) => "put what is found under another name with --into",
            None => "put what is found elsewhere: --into NAME",
        }
    }
}

/// Whether an earlier run may have added this member. Null holds nothing that could be lost.
pub fn is_of_earlier_run(name: &str, value: &str) -> bool {
    // What a list begins with, its bracket and blanks aside.
    let first = || value.strip_prefix('[').map(str::trim_start);
    let opens_mention = |item: &str| {
        item.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\"field\""))
    };
    value == "null"
        || match name {
            "entities" => first().is_some_and(|item| item.starts_with([']', '"'])),
            "mentions" => first().is_some_and(|item| item.starts_with(']') || opens_mention(item)),
            "gazetteer" => {
                value.len() == 18 && value[1..17].bytes().all(|byte| byte.is_ascii_hexdigit())
            }
            _ => false,
        }
}

/// Whether a value is an object of nothing but such members.
fn holds_earlier_members(value: &str) -> bool {
    let mut all = true;
    let read = value
        .starts_with('{')
        .then(|| members(value, |name, value| all &= is_of_earlier_run(&name, value)));
    value == "null" || all && read.is_some_and(|read| read.is_ok())
}
