//! The ids of the entities, ascending. In large files so many stand together, and each but the first of them tells only what differs
//! from the one before (front coding; Witten, Moffat and Bell 1999, section 4.1).

use std::borrow::Cow;

use super::bytes::Malformed;
use super::text_of;

/// Files with fewer entities than this keep every id whole.
const MANY: usize = 1 << 16;
/// So many ids of larger ones stand together.
const TOGETHER: u32 = 16;
/// No file has longer groups.
pub(super) const MOST_TOGETHER: u32 = 256;

/// Both sections while ids are added: where each group begins, and the groups.
pub(super) struct Ids {
    pub(super) starts: Vec<u8>,
    pub(super) groups: Vec<u8>,
    pub(super) together: u32,
    count: u32,
    last: Vec<u8>,
}

impl Ids {
    /// For so many ids.
    pub(super) const fn new(count: usize) -> Self {
        Self::in_groups(if count < MANY { 1 } else { TOGETHER })
    }

    const fn in_groups(together: u32) -> Self {
        Self { starts: Vec::new(), groups: Vec::new(), together, count: 0, last: Vec::new() }
    }

    /// Adds the next one, at most 255 bytes long. The groups must be shorter than 4 GiB.
    pub(super) fn push(&mut self, id: &[u8]) {
        let is_first = self.count.is_multiple_of(self.together);
        let shared = if is_first {
            self.starts.extend_from_slice(&(self.groups.len() as u32).to_le_bytes());
            0
        } else {
            let pairs = self.last.iter().zip(id);
            let shared = pairs.take_while(|(one, other)| one == other).count();
            self.groups.push(shared as u8);
            shared
        };
        self.groups.push((id.len() - shared) as u8);
        self.groups.extend_from_slice(&id[shared..]);
        self.count += 1;
        self.last.clear();
        self.last.extend_from_slice(id);
    }
}

/// Ids where they lie. What is damaged is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdRefs<'g> {
    pub(super) starts: &'g [u8],
    pub(super) groups: &'g [u8],
    pub(super) together: u32,
}

impl<'g> IdRefs<'g> {
    /// The id of this number.
    pub(super) fn get(self, number: u32) -> Cow<'g, str> {
        let Some((mut rest, first)) = self.group(number / self.together) else { return "".into() };
        let later = number % self.together;
        if later == 0 {
            return Cow::Borrowed(text_of(first));
        }
        let mut id = first.to_vec();
        for _ in 0..later {
            let Some((shared, own, after)) = parts(rest) else { return "".into() };
            if step(shared, own, &mut id).is_none() {
                return "".into();
            }
            rest = after;
        }
        String::from_utf8(id).unwrap_or_default().into()
    }

    /// How many of `count` ids are less than `id`.
    pub(super) fn before(self, id: &str, count: u32) -> u32 {
        let groups = count.div_ceil(self.together);
        let (mut low, mut high) = (0, groups);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.group(middle).is_some_and(|(_, first)| first < id.as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // All groups from `low` on begin at the id or after it; the one before may go beyond.
        let Some(group) = low.checked_sub(1) else { return 0 };
        let end = low.saturating_mul(self.together).min(count);
        (group * self.together + 1..end).find(|&number| &*self.get(number) >= id).unwrap_or(end)
    }

    /// Holds `count` ids to their order and to ASCII.
    pub(super) fn check(self, count: u32) -> Result<(), Malformed> {
        let (mut id, mut before) = (Vec::new(), Vec::new());
        for group in 0..count.div_ceil(self.together) {
            let (mut rest, first) = self.group(group).ok_or(Malformed)?;
            before.clone_from(&id);
            id.clear();
            id.extend_from_slice(first);
            let mut is_sound = id > before && first.is_ascii();
            for _ in group * self.together + 1..(group + 1).saturating_mul(self.together).min(count)
            {
                let (shared, own, after) = parts(rest).ok_or(Malformed)?;
                // Where they begin to differ, the later id is the greater one.
                is_sound &= own.is_ascii() && own.first() > id.get(shared);
                step(shared, own, &mut id).ok_or(Malformed)?;
                rest = after;
            }
            if !is_sound {
                return Err(Malformed);
            }
        }
        Ok(())
    }

    /// The first id of a group, and what follows it.
    fn group(self, group: u32) -> Option<(&'g [u8], &'g [u8])> {
        let (starts, _) = self.starts.as_chunks();
        let start = u32::from_le_bytes(*starts.get(group as usize)?);
        let (&length, rest) = self.groups.get(start as usize..)?.split_first()?;
        let (first, rest) = rest.split_at_checked(usize::from(length))?;
        Some((rest, first))
    }
}

/// How many bytes an id has in common with the one before, its own bytes, and what follows.
fn parts(rest: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let (&[shared, length], rest) = rest.split_first_chunk()?;
    let (own, rest) = rest.split_at_checked(usize::from(length))?;
    Some((usize::from(shared), own, rest))
}

/// Makes the next id of an id.
fn step(shared: usize, own: &[u8], id: &mut Vec<u8>) -> Option<()> {
    if shared > id.len() {
        return None;
    }
    id.truncate(shared);
    id.extend_from_slice(own);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_by_number_and_by_text() {
        let mut ids: Vec<String> =
            (0..1000).map(|number| format!("list/n{}", number * 7)).collect();
        ids.extend((0..50).map(|number| format!("place/{}", "x".repeat(number + 1))));
        ids.sort_unstable();
        for together in [1, 2, 16, 256] {
            let mut packed = Ids::in_groups(together);
            for id in &ids {
                packed.push(id.as_bytes());
            }
            let Ids { starts, groups, .. } = &packed;
            let found = IdRefs { starts, groups, together };
            let count = ids.len() as u32;
            assert!(found.check(count).is_ok());
            for (number, id) in (0..).zip(&ids) {
                assert_eq!(found.get(number), **id);
                assert_eq!(found.before(id, count), number);
                let after = format!("{id}-");
                assert_eq!(
                    found.before(&after, count),
                    ids.partition_point(|other| *other < after) as u32
                );
            }
            assert_eq!(found.before("a", count), 0);
            assert_eq!(found.before("z", count), count);
            assert_eq!(found.get(count + 5000), "");
        }
    }

    #[test]
    fn damaged_ids_are_empty_or_others_and_never_a_panic() {
        let mut packed = Ids::in_groups(4);
        for number in 0..40 {
            packed.push(format!("a/{number:03}").as_bytes());
        }
        for at in 0..packed.groups.len() {
            for byte in [0, 1, 7, 200, 255] {
                let mut groups = packed.groups.clone();
                groups[at] = byte;
                let found = IdRefs { starts: &packed.starts, groups: &groups, together: 4 };
                for number in 0..45 {
                    let _ = (found.get(number), found.before("a/017", 40), found.check(40));
                }
            }
        }
    }
}
