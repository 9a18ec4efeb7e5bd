//! Slugs made of keys: the same name has the same slug in every list, whatever else stands in it.

use twox_hash::XxHash3_64;

/// The most bytes of a slug.
const MOST: usize = 100;

/// What stands between the letters of a key and its hash. No key of letters, digits and single blanks makes it, so that no slug is
/// made of two keys in two ways.
const PARTING: &str = "--";

/// Digits of 32 that are hard to mistake for one another (Crockford).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// So many of them hold a hash.
const HASH_DIGITS: usize = 64_usize.div_ceil(5);

/// The hash that a slug has where its key cannot be read off it.
pub(super) fn hash(key: &[u8]) -> u64 {
    XxHash3_64::oneshot(key)
}

/// Writes the slug of a key: the key itself, with `-` for blanks, where it is made of `a-z`, `0-9` and single blanks and is short
/// enough; else what can be read of it, and its hash.
pub(super) fn write(key: &[u8], hash: u64, slug: &mut Vec<u8>) {
    slug.clear();
    let mut is_whole = key.len() <= MOST;
    for &byte in key {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            slug.push(byte);
            continue;
        }
        let begins_gap = slug.last().is_some_and(|&last| last != b'-');
        is_whole &= byte == b' ' && begins_gap;
        if begins_gap {
            slug.push(b'-');
        }
    }
    if is_whole && slug.last().is_some_and(|&last| last != b'-') {
        return;
    }
    slug.truncate(MOST - PARTING.len() - HASH_DIGITS);
    if slug.last() == Some(&b'-') {
        slug.pop();
    }
    slug.extend_from_slice(PARTING.as_bytes());
    let digit = |at: usize| DIGITS[(hash >> (5 * at)) as usize % DIGITS.len()];
    slug.extend((0..HASH_DIGITS).rev().map(digit));
}

#[cfg(test)]
mod tests {
    use exonym::fold::key;
    use exonym::is_slug;

    use super::*;

    fn slug(name: &str) -> String {
        let key = key(name);
        let mut slug = Vec::new();
        write(key.as_bytes(), hash(key.as_bytes()), &mut slug);
        String::from_utf8(slug).unwrap()
    }

    /// These are in the packs of users: none may ever change.
    #[test]
    fn slugs_are_what_they_always_were() {
        let long = "a".repeat(100);
        let longer = "a b ".repeat(40);
        for (name, expected) in [
            ("Turkey", "turkey"),
            ("Türkiye", "turkiye"),
            ("Tehreek-e-Taliban  Pakistan", "tehreek-e-taliban-pakistan"),
            ("3M", "3m"),
            (long.as_str(), long.as_str()),
            ("O'Brien", "o-brien--afw302vmrj2zw"),
            ("U.S.", "u-s--fc1v7f6mx8v2g"),
            ("a - b", "a-b--2ammvtrpezg94"),
            ("北京", "--2br5x1ygdmsm4"),
            ("Air 北京 1", "air-1--azjjj3p26hj4p"),
            (longer.trim(), &format!("{}a--awnhbdhj1eajg", "a-b-".repeat(21))),
        ] {
            let slug = slug(name);
            assert!(is_slug(&slug), "{slug}");
            assert_eq!(slug, expected, "{name}");
        }
    }

    #[test]
    fn a_slug_that_is_read_is_no_slug_that_is_hashed() {
        let hashed = slug("O'Brien");
        assert_ne!(slug(&hashed), hashed);
        assert_ne!(slug(&hashed.replace('-', " ")), hashed);
        assert_ne!(slug("a b"), slug("a-  b"));
    }
}
