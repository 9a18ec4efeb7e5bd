//! Which names look like others in the letters of other scripts, such as ТТР in Cyrillic letters: one of two that do is wrong, and
//! `exonym check` lets neither stand beside the other (rule `confusable`).
//!
//! Two names look alike when their skeletons are equal (UTS #39, section 4). Skeletons are kept of names that are not ASCII. Of the
//! others, which are most names of most lists, the keys tell: of a skeleton in ASCII there are few names in ASCII.

use exonym::fold::key;
use unicode_script::ScriptExtension;
use unicode_security::confusable_detection::skeleton;

use super::seen::{Met, Seen};
use super::slug::hash;

/// Who looks like so many names is taken to look like one of them.
const MOST_LOOKALIKES: usize = 4096;

/// What names look like.
pub(super) struct Looks {
    /// The skeletons of names that are not ASCII, with their scripts.
    skeletons: Seen,
    /// Whether one of them is ASCII.
    has_ascii: bool,
}

/// What a name looks like.
pub(super) struct Look {
    is_ascii: bool,
    skeleton: String,
    scripts: String,
}

impl Looks {
    pub(super) fn new() -> Self {
        Self { skeletons: Seen::new(), has_ascii: false }
    }

    /// What a name looks like, where it could look like another.
    pub(super) fn look(&self, name: &str) -> Option<Look> {
        let is_ascii = name.is_ascii();
        if is_ascii && !self.has_ascii {
            return None;
        }
        let skeleton = if is_ascii { ascii_skeleton(name) } else { skeleton(name).collect() };
        Some(Look { is_ascii, skeleton, scripts: scripts(name) })
    }

    /// Whether a name of other scripts looks so. `is_key` tells whether a name that is not the one that looks so has a key.
    pub(super) fn is_taken(&self, look: &Look, is_key: impl Fn(&str) -> bool) -> bool {
        self.skeletons.find(hash(look.skeleton.as_bytes()), hash(look.scripts.as_bytes()))
            == Met::Clash
            || !look.is_ascii
                && look.skeleton.is_ascii()
                && lookalikes(&look.skeleton).is_none_or(|names| {
                    names.iter().any(|name| scripts(name) != look.scripts && is_key(&key(name)))
                })
    }

    /// Remembers what a name looks like.
    pub(super) fn add(&mut self, look: &Look) {
        if !look.is_ascii {
            let (skeleton, scripts) = (look.skeleton.as_bytes(), look.scripts.as_bytes());
            self.skeletons.meet(hash(skeleton), hash(scripts));
            self.has_ascii |= look.skeleton.is_ascii();
        }
    }
}

/// The scripts of a name, as `check` compares them.
fn scripts(name: &str) -> String {
    if name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return "Latin".to_owned();
    }
    let scripts = ScriptExtension::for_str(name);
    scripts.iter().map(unicode_script::Script::full_name).collect::<Vec<_>>().join(" ")
}

/// What each ASCII character that looks like others looks like.
const ASCII: &[(char, &str)] =
    &[('0', "O"), ('1', "l"), ('I', "l"), ('|', "l"), ('m', "rn"), ('`', "'"), ('"', "''")];

/// The skeleton of a name in ASCII, quickly.
fn ascii_skeleton(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match ASCII.iter().find(|&&(from, _)| from == c) {
            Some((_, to)) => out.push_str(to),
            None if c == '%' => out.extend(skeleton("%")),
            None => out.push(c),
        }
    }
    out
}

/// All names in ASCII that look so; `None` where they are too many.
fn lookalikes(skeleton: &str) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    let mut rest = skeleton;
    while let Some(c) = rest.chars().next() {
        let pair = ["rn", "''"].into_iter().find(|pair| rest.starts_with(pair));
        let piece = pair.unwrap_or(&rest[..c.len_utf8()]);
        rest = &rest[piece.len()..];
        let signs: Vec<String> = std::iter::once(piece.to_owned())
            .chain(ASCII.iter().filter(|&&(_, to)| to == piece).map(|(from, _)| from.to_string()))
            .collect();
        if all.len() * signs.len() > MOST_LOOKALIKES {
            return None;
        }
        all = all
            .iter()
            .flat_map(|name| signs.iter().map(move |sign| format!("{name}{sign}")))
            .collect();
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_skeleton_is_the_skeleton() {
        for c in ' '..='~' {
            let name = format!("a{c}b{c}");
            assert_eq!(ascii_skeleton(&name), skeleton(&name).collect::<String>());
        }
    }

    #[test]
    fn lookalikes_look_alike() {
        for look in ["TTP", "llO", "a rn", "''x"] {
            for name in lookalikes(look).unwrap() {
                assert_eq!(ascii_skeleton(&name), look, "{name}");
            }
        }
        assert_eq!(scripts("St. Peter's 2"), "Latin");
        assert_eq!(lookalikes("OlO").unwrap().len(), 2 * 4 * 2);
        assert!(lookalikes(&"l".repeat(7)).is_none());
    }
}
