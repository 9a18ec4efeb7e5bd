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

impl Date {
    /// The first day that it may mean: 2024 begins on 2024-01-01.
    #[must_use]
    pub const fn first_day(self) -> Self {
        let month = if self.month == 0 { 1 } else { self.month };
        let day = if self.day == 0 { 1 } else { self.day };
        Self { year: self.year, month, day }
    }

    /// The last day that it may mean: 2024-02 ends on 2024-02-29.
    #[must_use]
    pub const fn last_day(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in(self.year, month) } else { self.day };
        Self { year: self.year, month, day }
    }
}

/// How many days a month has; 31 for a month that is none.
const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
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
        let right = date.year > 0
            && (month.is_none() || (1..=12).contains(&date.month))
            && (day.is_none() || (1..=days_in(date.year, date.month)).contains(&date.day));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_that_exist_and_no_others_are_dates() {
        for text in ["2024", "2024-07", "2024-07-31", "2024-02-29", "2000-02-29", "0001"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "",
            "24",
            "0000",
            "2024-",
            "2024-13",
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "2024-7",
            "2024-07-00",
        ] {
            assert_eq!(text.parse::<Date>(), Err(InvalidDate(text.into())), "{text}");
        }
    }

    #[test]
    fn a_vague_date_reaches_from_its_first_day_to_its_last() {
        let ends = |text: &str| {
            let date = date(text);
            (date.first_day().to_string(), date.last_day().to_string())
        };
        assert_eq!(ends("2024"), ("2024-01-01".into(), "2024-12-31".into()));
        assert_eq!(ends("2023-02"), ("2023-02-01".into(), "2023-02-28".into()));
        assert_eq!(ends("2024-07-31"), ("2024-07-31".into(), "2024-07-31".into()));
    }
}
