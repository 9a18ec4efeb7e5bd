//! Dates as vague as people know them: a day, a month or a year.

use std::fmt;
use std::str::FromStr;

/// A day, a month or a year of the Gregorian calendar: "2024-07-31", "2024-07", "2024".
///
/// Ordered by its first day, then the vaguer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12; 0 when only the year is known.
    pub month: u8,
    /// The day, 1 to 31; 0 when it is not known.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

impl FromStr for Date {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let invalid = || InvalidDate(text.into());
        let number = |part: Option<&str>, digits: usize| match part {
            None => Ok(0),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map_err(|_| invalid())
            }
            Some(_) => Err(invalid()),
        };
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        let date = Self {
            year: number(year, 4)?,
            month: number(month, 2)? as u8,
            day: number(day, 2)? as u8,
        };
        let leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
        let days = match date.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let right = date.year > 0
            && (month.is_none() || (1..=12).contains(&date.month))
            && (day.is_none() || (1..=days).contains(&date.day));
        if right { Ok(date) } else { Err(invalid()) }
    }
}

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidDate(pub String);

impl fmt::Display for InvalidDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no date: write 2024-07-31, \"2024-07\" or \"2024\"", self.0)
    }
}

impl std::error::Error for InvalidDate {}
