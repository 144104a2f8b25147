//! Something that is due once a week, at a time of the day in Hong Kong.

use std::{fmt, str::FromStr, time::Duration};

use thiserror::Error;

use crate::{adoption::Day, time::Instant};

/// The days of the week as they are written, the first first (ISO 8601).
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// How far Thursday, 1 January 1970, from which days are counted, is from a Monday.
const THURSDAY: i64 = 3;

/// A time of the week in Hong Kong, to the minute: `monday 08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// From Monday, 0.
    day: u8,
    /// Minutes after midnight.
    minute: u16,
}

/// Not a time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a day of the week and a time are allowed, like monday 08:00")]
pub struct WeeklyError;

impl Weekly {
    /// The newest instant of it that is not after `now`.
    #[must_use]
    pub fn newest(self, now: Instant) -> Instant {
        let today = Day::of(now);
        let weekday = (today.number() + THURSDAY).rem_euclid(7);
        let since = (weekday - i64::from(self.day)).rem_euclid(7);
        let at = |day: Day| day.begins().plus(Duration::from_secs(u64::from(self.minute) * 60));
        let this = at(today.later(-since));
        if this <= now { this } else { at(today.later(-since - 7)) }
    }
}

impl FromStr for Weekly {
    type Err = WeeklyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, clock) = text.trim_ascii().split_once(' ').ok_or(WeeklyError)?;
        let day = DAYS.iter().position(|name| day.eq_ignore_ascii_case(name)).ok_or(WeeklyError)?;
        let (hour, minute) = clock.trim_ascii().split_once(':').ok_or(WeeklyError)?;
        let number = |text: &str, below: u16| {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|number| digits && *number < below).ok_or(WeeklyError)
        };
        let minute = number(hour, 24)? * 60 + number(minute, 60)?;
        Ok(Self { day: u8::try_from(day).map_err(|_| WeeklyError)?, minute })
    }
}

impl fmt::Display for Weekly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = DAYS.get(usize::from(self.day)).unwrap_or(&"");
        write!(f, "{day} {:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_due_at_its_minute_in_hong_kong_and_not_before() {
        let weekly: Weekly = "Monday 08:00".parse().unwrap();
        let newest = |now: &str| weekly.newest(now.parse().unwrap()).to_string();
        // 23 November 2026 is a Monday.
        assert_eq!(newest("2026-11-22T23:59:59Z"), "2026-11-16T00:00:00Z");
        assert_eq!(newest("2026-11-23T00:00:00Z"), "2026-11-23T00:00:00Z");
        assert_eq!(newest("2026-11-29T23:59:59Z"), "2026-11-23T00:00:00Z");
    }

    #[test]
    fn what_is_no_time_of_the_week_is_refused() {
        for text in
            ["", "monday", "08:00", "moonday 08:00", "monday 8:00", "monday 24:00", "monday 08:60", "monday +8:00"]
        {
            assert_eq!(text.parse::<Weekly>(), Err(WeeklyError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_newest_is_less_than_a_week_ago_and_the_same_until_the_next(
            day in 0_u8..7, minute in 0_u16..1440, now in 0_i64..4_000_000_000_000,
        ) {
            let weekly = Weekly { day, minute };
            let now = Instant::from_millis(now);
            let newest = weekly.newest(now);
            prop_assert!(newest <= now && now.since(newest) < Duration::from_secs(7 * 86_400));
            prop_assert_eq!(weekly.newest(newest), newest);
            prop_assert_eq!(weekly.to_string().parse(), Ok(weekly));
        }
    }
}
