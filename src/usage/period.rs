//! Stretches of time that uses are counted over.

use std::fmt;

use crate::dictionary::Date;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Over {
    /// A year.
    Year,
    /// Three months, the first of which is January, April, July or October.
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
}

impl Over {
    /// All of them, the shortest first.
    pub const ALL: &[Self] = &[Self::Day, Self::Month, Self::Quarter, Self::Year];

    /// Its name in flags and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_keyword(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|over| over.as_str() == word)
    }

    /// The period of this length that a date lies in; one as long as the date is vague, where that is longer.
    #[must_use]
    pub const fn period_of(self, date: Date) -> Period {
        let Date { year, month, day } = date;
        let (length, month, day) = match (self, month, day) {
            (_, 0, _) | (Self::Year, ..) => (Self::Year, 1, 1),
            (Self::Quarter, ..) => (Self::Quarter, (month - 1) / 3 * 3 + 1, 1),
            (_, _, 0) | (Self::Month, ..) => (Self::Month, month, 1),
            (Self::Day, ..) => (Self::Day, month, day),
        };
        Period { first: Date { year, month, day }, length }
    }
}

/// A day, month, quarter or year: `2024-07-31`, `2024-07`, `2024-Q3`, `2024`.
///
/// Ordered by its first day, then the longer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Date,
    length: Over,
}

impl Period {
    /// How long it is.
    #[must_use]
    pub const fn length(self) -> Over {
        self.length
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub const fn last_day(self) -> Date {
        let Date { year, month, .. } = self.first;
        match self.length {
            Over::Year => Date { year, month: 0, day: 0 }.last_day(),
            Over::Quarter => Date { year, month: month + 2, day: 0 }.last_day(),
            Over::Month => Date { year, month, day: 0 }.last_day(),
            Over::Day => self.first,
        }
    }

    /// The one after it, of the same length.
    #[must_use]
    pub const fn next(self) -> Self {
        let Date { mut year, mut month, mut day } = self.last_day();
        let end = Date { year, month, day: 0 }.last_day();
        day += 1;
        if day > end.day {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
        Self { first: Date { year, month, day }, length: self.length }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, .. } = self.first;
        match self.length {
            Over::Year => write!(f, "{year:04}"),
            Over::Quarter => write!(f, "{year:04}-Q{}", month.div_ceil(3)),
            Over::Month => write!(f, "{year:04}-{month:02}"),
            Over::Day => self.first.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(over: Over, date: &str) -> Period {
        over.period_of(date.parse().unwrap())
    }

    #[test]
    fn a_date_lies_in_a_period_no_shorter_than_itself() {
        let cases = [
            (Over::Day, "2024-07-31", "2024-07-31", "2024-08-01"),
            (Over::Day, "2024-02-28", "2024-02-28", "2024-02-29"),
            (Over::Day, "2024-12-31", "2024-12-31", "2025-01-01"),
            (Over::Day, "2024-07", "2024-07", "2024-08"),
            (Over::Month, "2024-12-31", "2024-12", "2025-01"),
            (Over::Month, "2024", "2024", "2025"),
            (Over::Quarter, "2024-01-01", "2024-Q1", "2024-Q2"),
            (Over::Quarter, "2024-06", "2024-Q2", "2024-Q3"),
            (Over::Quarter, "2024-10", "2024-Q4", "2025-Q1"),
            (Over::Quarter, "2024", "2024", "2025"),
            (Over::Year, "2024-07-31", "2024", "2025"),
        ];
        for (over, date, expected, next) in cases {
            let period = period(over, date);
            assert_eq!(period.to_string(), expected, "{date} over {over:?}");
            assert_eq!(period.next().to_string(), next, "after {period}");
            assert_eq!(Over::from_keyword(over.as_str()), Some(over));
        }
    }

    #[test]
    fn periods_follow_one_another_without_a_gap() {
        for over in Over::ALL {
            let mut last = period(*over, "1999-12-31");
            for _ in 0..2_000 {
                let next = last.next();
                assert!(last < next && last.last_day() < next.first_day(), "{last} {next}");
                assert_eq!(over.period_of(next.first_day()), next);
                assert_eq!(over.period_of(next.last_day()), next);
                last = next;
            }
        }
        assert!(period(Over::Month, "2024") < period(Over::Month, "2024-01"));
    }
}
