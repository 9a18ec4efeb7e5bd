//! What has been met before, known by its hash: about ten bytes for each, however long it was.
//!
//! A table of open addresses, cut into many small ones by the first bits of the hash, so that one that grows moves little.

/// The first bits of a hash choose its table.
const TABLE_BITS: u32 = 12;

/// The bits of an entry that do not come from the hash.
const CHECK_BITS: u32 = TABLE_BITS;
const CHECK_MASK: u64 = (1 << CHECK_BITS) - 1;

/// Whether something was met before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// It is new.
    New,
    /// It was met before.
    Again,
    /// Something else was met that has its hash.
    Clash,
}

/// A set of hashes, each with a few bits more that tell whether it is the same thing that has it.
#[derive(Debug)]
pub(super) struct Seen {
    tables: Vec<Table>,
}

/// An entry is what its table does not say of the hash, and the bits of the check, which are never all 0; 0 is a free place.
#[derive(Clone, Debug, Default)]
struct Table {
    entries: Vec<u64>,
    count: usize,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self { tables: vec![Table::default(); 1 << TABLE_BITS] }
    }

    /// Whether a hash was met; `check` is another hash of the same thing.
    pub(super) fn find(&self, hash: u64, check: u64) -> Met {
        let (table, entry) = entry(hash, check);
        let table = &self.tables[table];
        if table.count == 0 { Met::New } else { Met::of(table.find(entry), entry) }
    }

    /// The same; a hash that was not met has been from now on.
    pub(super) fn meet(&mut self, hash: u64, check: u64) -> Met {
        let (table, entry) = entry(hash, check);
        let table = &mut self.tables[table];
        if table.count >= table.entries.len() / 8 * 7 {
            table.grow();
        }
        let found = table.find(entry);
        if let Err(free) = found {
            table.entries[free] = entry;
            table.count += 1;
        }
        Met::of(found, entry)
    }
}

impl Met {
    fn of(found: Result<u64, usize>, entry: u64) -> Self {
        match found {
            Err(_) => Self::New,
            Ok(found) if found == entry => Self::Again,
            Ok(_) => Self::Clash,
        }
    }
}

fn entry(hash: u64, check: u64) -> (usize, u64) {
    let check = check % CHECK_MASK + 1;
    ((hash >> (u64::BITS - TABLE_BITS)) as usize, hash << TABLE_BITS | check)
}

impl Table {
    /// The entry with the same hash, or the place for it. There is a free place, or this never ends.
    fn find(&self, entry: u64) -> Result<u64, usize> {
        let mut at = self.home(entry);
        loop {
            match self.entries[at] {
                0 => return Err(at),
                found if found >> CHECK_BITS == entry >> CHECK_BITS => return Ok(found),
                _ => at = if at + 1 == self.entries.len() { 0 } else { at + 1 },
            }
        }
    }

    /// Where an entry stands unless others stand there: as far into the table as its bits are into all numbers (Lemire 2016).
    fn home(&self, entry: u64) -> usize {
        ((u128::from(entry) * self.entries.len() as u128) >> u64::BITS) as usize
    }

    /// Makes room, an eighth more or a little.
    fn grow(&mut self) {
        let length = (self.entries.len() + self.entries.len() / 8).next_multiple_of(8) + 8;
        let before = std::mem::replace(&mut self.entries, vec![0; length]);
        for entry in before.into_iter().filter(|&entry| entry != 0) {
            if let Err(free) = self.find(entry) {
                self.entries[free] = entry;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use twox_hash::XxHash3_64;

    use super::*;

    #[test]
    fn it_tells_what_a_map_tells() {
        // Few hashes, so that they meet; as many in one table, so that it is crowded.
        for (hashes, checks, spread) in [(5000, 3, 0), (40_000, 1, 0), (3000, 2, TABLE_BITS + 30)] {
            let mut seen = Seen::new();
            let mut map: HashMap<u64, u64> = HashMap::new();
            for n in 0..60_000_u64 {
                let random = XxHash3_64::oneshot(&n.to_le_bytes());
                let hash = XxHash3_64::oneshot(&(random % hashes).to_le_bytes()) >> spread;
                let check = random % checks;
                let expected = match map.get(&hash) {
                    None => Met::New,
                    Some(&first) if first == check => Met::Again,
                    Some(_) => Met::Clash,
                };
                map.entry(hash).or_insert(check);
                assert_eq!(seen.find(hash, check), expected, "{n} of {hashes}");
                assert_eq!(seen.meet(hash, check), expected, "{n} of {hashes}");
            }
        }
    }

    #[test]
    fn it_takes_about_ten_bytes_for_each() {
        let mut seen = Seen::new();
        for n in 0..3_000_000_u64 {
            seen.meet(XxHash3_64::oneshot(&n.to_le_bytes()), n);
        }
        let places: usize = seen.tables.iter().map(|table| table.entries.capacity()).sum();
        assert!(places * 8 <= 3_000_000 * 12, "{places} places");
    }
}
