//! Sizes as people write them: `64M`.

use std::fmt;

/// Reads a number of bytes: `512`, `64K`, `64M`, `2G`, with powers of 1024; `64MB` and `64MiB` are the same.
pub fn parse_size(text: &str) -> Result<usize, InvalidSize> {
    let invalid = || InvalidSize(text.to_owned());
    let trimmed = text.trim();
    let digits = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
    let (number, unit) = trimmed.split_at(digits);
    let shift = match unit.trim_start().to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err(invalid()),
    };
    let number: usize = number.parse().map_err(|_| invalid())?;
    number.checked_mul(1 << shift).filter(|&bytes| bytes > 0).ok_or_else(invalid)
}

/// Writes a number of bytes in the largest unit that leaves it whole: `64M`, `1500`.
pub fn show_size(bytes: usize) -> String {
    let units = [(30, "G"), (20, "M"), (10, "K")];
    let whole = |(shift, _): &(u32, &str)| bytes != 0 && bytes.trailing_zeros() >= *shift;
    units
        .into_iter()
        .find(whole)
        .map_or_else(|| bytes.to_string(), |(shift, unit)| format!("{}{unit}", bytes >> shift))
}

/// Why a size could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSize(String);

impl fmt::Display for InvalidSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a size: write a number of bytes such as 512K, 64M or 1G", self.0)
    }
}

impl std::error::Error for InvalidSize {}
