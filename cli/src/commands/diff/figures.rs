//! Figures as people read them.

use std::fmt;

use serde::{Serialize, Serializer};

/// So often in a million words, in tenths: figures are whole numbers until they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate(u64);

impl Rate {
    pub(super) fn of(mentions: u64, words: u64) -> Self {
        let (mentions, words) = (u128::from(mentions), u128::from(words));
        let tenths = (mentions * 20_000_000 + words).checked_div(2 * words);
        Self(tenths.unwrap_or(0) as u64)
    }

    /// What is beyond a whole number.
    pub(super) fn beyond(self, allowed: u64) -> Self {
        Self(self.0.saturating_sub(allowed.saturating_mul(10)))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}", grouped(self.0 / 10), self.0 % 10))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
        serializer.serialize_f64(self.0 as f64 / 10.0)
    }
}

/// `8,475,347`
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_and_grouped() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (8_475_347, "8,475,347")]
        {
            assert_eq!(grouped(number), expected);
        }
        for (mentions, words, expected) in [
            (100, 8_475_347, "11.8"),
            (1, 57, "17,543.9"),
            (0, 0, "0.0"),
            (1, 20_000_000, "0.1"),
            (1, 20_000_001, "0.0"),
        ] {
            assert_eq!(Rate::of(mentions, words).to_string(), expected);
        }
        assert_eq!(Rate::of(1, 57).beyond(17_543).to_string(), "0.9");
        assert_eq!(Rate::of(1, 57).beyond(20_000).to_string(), "0.0");
    }
}
