//! Calendar days in Hong Kong.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::time::{Instant, hong_kong_day};

/// The length of a day: Hong Kong's clocks are not put forward or back.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How far Hong Kong's midnight is ahead of UTC's.
const AHEAD: Duration = Duration::from_secs(8 * 60 * 60);

/// A day in Hong Kong, as days since 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i64);

/// Not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a day as ISO 8601 writes it, like 2026-11-22")]
pub struct DayError;

impl Day {
    /// The day in which `at` is.
    #[must_use]
    pub fn of(at: Instant) -> Self {
        Self(at.plus(AHEAD).as_millis().div_euclid(DAY.as_millis() as i64))
    }

    /// From days since 1 January 1970, as the store keeps it.
    #[must_use]
    pub const fn from_number(days: i64) -> Self {
        Self(days)
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Its first instant.
    #[must_use]
    pub fn begins(self) -> Instant {
        Instant::from_millis(self.0 * DAY.as_millis() as i64).minus(AHEAD)
    }

    /// The first instant that is not in it any more.
    #[must_use]
    pub fn ends(self) -> Instant {
        self.later(1).begins()
    }

    /// So many days later; earlier where negative.
    #[must_use]
    pub const fn later(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// Days from here to `other`, negative if that is earlier.
    #[must_use]
    pub const fn days_until(self, other: Self) -> i64 {
        other.0 - self.0
    }
}

/// ISO 8601.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Midnight in Hong Kong, read as if it were UTC, begins with the day's date.
        let text = self.begins().plus(AHEAD).to_string();
        f.pad(text.split('T').next().unwrap_or_default())
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        hong_kong_day(text).map(Self::of).ok_or(DayError)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_hong_kong() {
        let day: Day = "2026-11-22".parse().unwrap();
        assert_eq!(day.begins().to_string(), "2026-11-21T16:00:00Z");
        assert_eq!(Day::of("2026-11-22T15:59:59.999Z".parse().unwrap()), day);
        assert_eq!(Day::of("2026-11-22T16:00:00Z".parse().unwrap()), day.later(1));
    }

    proptest! {
        #[test]
        fn every_instant_is_within_its_day_and_a_day_is_read_as_it_is_written(millis in -1_000_000_000_000_i64..5_000_000_000_000) {
            let at = Instant::from_millis(millis);
            let day = Day::of(at);
            prop_assert!(day.begins() <= at && at < day.ends());
            prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
        }
    }
}
