//! Instants, and how they are shown: always in Hong Kong time, in both languages.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{Timestamp, civil, tz::Offset};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::language::Language;

mod span;
mod typed;

pub use span::{DurationError, parse_duration, show_duration};
pub use typed::{hong_kong_moment, in_one_field};

/// A point in time: milliseconds since the Unix epoch, UTC. It is given, never read from a clock here.
///
/// In JSON it is its RFC 3339 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Instant(i64);

/// Not an instant of RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an instant with its offset as RFC 3339 writes it, like 2026-11-22T07:05:00Z")]
pub struct InstantError;

impl Instant {
    /// From milliseconds since the Unix epoch, negative before it.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This much later, to the millisecond below; the end of time rather than an overflow.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add_unsigned(millis))
    }

    /// This much earlier; the beginning of time rather than an overflow.
    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_sub_unsigned(millis))
    }

    /// How long ago `earlier` was; zero if it is yet to come.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        if self > earlier { Duration::from_millis(self.0.abs_diff(earlier.0)) } else { Duration::ZERO }
    }

    /// Whole seconds until `later`, negative if it has passed. Rounded up, so that a countdown or a `Retry-After`
    /// never ends before its time.
    #[must_use]
    pub const fn seconds_until(self, later: Self) -> i64 {
        let millis = later.0.saturating_sub(self.0);
        millis.div_euclid(1000) + if millis.rem_euclid(1000) > 0 { 1 } else { 0 }
    }

    /// Instants beyond the years that RFC 3339 can write are shown as the first or last of them.
    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// The clock on the wall. Hong Kong has been eight hours ahead of UTC all year since 1979, so a fixed offset is
    /// right and spares the browser a time zone database.
    fn in_hong_kong(self) -> civil::DateTime {
        Offset::constant(8).to_datetime(self.timestamp())
    }
}

/// RFC 3339 in UTC, with a fraction only where there is one.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

/// RFC 3339 with any offset; what is finer than a millisecond is dropped, white space around it ignored.
impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let timestamp: Timestamp = text.trim_ascii().parse().map_err(|_| InstantError)?;
        Ok(Self(timestamp.as_millisecond()))
    }
}

impl TryFrom<String> for Instant {
    type Error = InstantError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.to_string()
    }
}

/// The first instant of a day in Hong Kong, written as `2026-11-22`.
#[must_use]
pub fn hong_kong_day(text: &str) -> Option<Instant> {
    let day: civil::Date = text.trim_ascii().parse().ok()?;
    let start = Offset::constant(8).to_timestamp(day.to_datetime(civil::Time::midnight())).ok()?;
    Some(Instant(start.as_millisecond()))
}

/// A minute in Hong Kong, written as `2026-11-22` and `15:05`; seconds may be written too.
#[must_use]
pub fn hong_kong_minute(day: &str, clock: &str) -> Option<Instant> {
    let day: civil::Date = day.trim_ascii().parse().ok()?;
    let clock = clock.trim_ascii();
    // A bare `15` would be an hour to the parser, and a slip of whoever typed it.
    let clock: civil::Time = clock.contains(':').then(|| clock.parse().ok()).flatten()?;
    let at = Offset::constant(8).to_timestamp(day.to_datetime(clock)).ok()?;
    Some(Instant(at.as_millisecond()))
}

/// Day and clock in Hong Kong, as [`hong_kong_minute`] reads them; seconds only where there are some.
#[must_use]
pub fn typed_in_hong_kong(instant: Instant) -> (String, String) {
    let at = instant.in_hong_kong();
    let clock = match at.second() {
        0 => format!("{:02}:{:02}", at.hour(), at.minute()),
        second => format!("{:02}:{:02}:{second:02}", at.hour(), at.minute()),
    };
    (at.date().to_string(), clock)
}

/// "22 November 2026, 15:05 HKT", or "2026年11月22日（星期日）15:05（香港時間）".
#[must_use]
pub fn date_time(instant: Instant, language: Language) -> String {
    let between = match language {
        Language::En => ", ",
        Language::ZhHk => "",
    };
    format!("{}{between}{}", date(instant, language), clock_time(instant, language))
}

/// "22 November 2026", or "2026年11月22日（星期日）".
#[must_use]
pub fn date(instant: Instant, language: Language) -> String {
    let day = instant.in_hong_kong().date();
    match language {
        Language::En => {
            let month = ENGLISH_MONTHS[usize::from(day.month().unsigned_abs() - 1) % 12];
            format!("{} {month} {}", day.day(), day.year())
        }
        Language::ZhHk => {
            let weekday = match day.weekday() {
                civil::Weekday::Monday => '一',
                civil::Weekday::Tuesday => '二',
                civil::Weekday::Wednesday => '三',
                civil::Weekday::Thursday => '四',
                civil::Weekday::Friday => '五',
                civil::Weekday::Saturday => '六',
                civil::Weekday::Sunday => '日',
            };
            format!("{}年{}月{}日（星期{weekday}）", day.year(), day.month(), day.day())
        }
    }
}

/// "22 Nov", or "11月22日": for axes and narrow columns, where the year goes without saying.
#[must_use]
pub fn short_date(instant: Instant, language: Language) -> String {
    let day = instant.in_hong_kong().date();
    match language {
        Language::En => {
            let month = ENGLISH_MONTHS[usize::from(day.month().unsigned_abs() - 1) % 12];
            format!("{} {}", day.day(), &month[..3])
        }
        Language::ZhHk => format!("{}月{}日", day.month(), day.day()),
    }
}

/// "15:05 HKT", or "15:05（香港時間）".
#[must_use]
pub fn clock_time(instant: Instant, language: Language) -> String {
    let at = instant.in_hong_kong();
    with_zone(&format!("{:02}:{:02}", at.hour(), at.minute()), language)
}

/// "15:05:09 HKT", or "15:05:09（香港時間）".
#[must_use]
pub fn clock_seconds(instant: Instant, language: Language) -> String {
    let at = instant.in_hong_kong();
    with_zone(&format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second()), language)
}

fn with_zone(clock: &str, language: Language) -> String {
    match language {
        Language::En => format!("{clock} HKT"),
        Language::ZhHk => format!("{clock}（香港時間）"),
    }
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SUNDAY: Instant = Instant::from_millis(1_795_331_109_000);

    #[test]
    fn instants_are_shown_in_hong_kong_time_in_both_languages() {
        assert_eq!(SUNDAY.to_string(), "2026-11-22T07:05:09Z");
        assert_eq!(date_time(SUNDAY, Language::En), "22 November 2026, 15:05 HKT");
        assert_eq!(date_time(SUNDAY, Language::ZhHk), "2026年11月22日（星期日）15:05（香港時間）");
        assert_eq!(clock_time(SUNDAY, Language::ZhHk), "15:05（香港時間）");
        assert_eq!(clock_seconds(SUNDAY, Language::En), "15:05:09 HKT");
        assert_eq!(clock_seconds(SUNDAY, Language::ZhHk), "15:05:09（香港時間）");
    }

    #[test]
    fn the_day_turns_at_midnight_in_hong_kong_in_summer_as_in_winter() {
        for (utc, day) in [
            ("2026-06-30T15:59:59Z", "30 June 2026"),
            ("2026-06-30T16:00:00Z", "1 July 2026"),
            ("2026-12-31T16:00:00Z", "1 January 2027"),
        ] {
            assert_eq!(utc.parse().map(|at| date(at, Language::En)), Ok(day.to_owned()));
        }
    }

    #[test]
    fn what_is_typed_is_hong_kong_time_and_is_typed_again_alike() {
        let at = hong_kong_minute(" 2027-06-25", "18:00 ").unwrap_or(SUNDAY);
        assert_eq!(at.to_string(), "2027-06-25T10:00:00Z");
        assert_eq!(typed_in_hong_kong(at), ("2027-06-25".to_owned(), "18:00".to_owned()));
        let (day, clock) = typed_in_hong_kong(SUNDAY);
        assert_eq!(hong_kong_minute(&day, &clock), Some(SUNDAY));
        for (day, clock) in [("25/06/2027", "18:00"), ("2027-06-25", "18"), ("2027-06-25", ""), ("2027-06-31", "18:00")]
        {
            assert_eq!(hong_kong_minute(day, clock), None, "{day} {clock}");
        }
    }

    #[test]
    fn any_offset_is_read_and_none_is_refused() {
        assert_eq!("2026-11-22T15:05:09+08:00".parse(), Ok(SUNDAY));
        assert_eq!("2026-11-22T07:05:09.0009Z\n".parse(), Ok(SUNDAY));
        for text in ["", "2026-11-22", "2026-11-22T07:05:09", "2026-13-01T00:00:00Z", "now"] {
            assert_eq!(text.parse::<Instant>(), Err(InstantError), "{text}");
        }
    }

    #[test]
    fn a_countdown_never_ends_early() {
        let at = Instant::from_millis;
        assert_eq!(at(0).seconds_until(at(1)), 1);
        assert_eq!(at(0).seconds_until(at(1000)), 1);
        assert_eq!(at(0).seconds_until(at(1001)), 2);
        assert_eq!(at(0).seconds_until(at(0)), 0);
        assert_eq!(at(1500).seconds_until(at(0)), -1);
    }

    proptest! {
        #[test]
        fn instants_are_read_back(millis in -62_000_000_000_000i64..=250_000_000_000_000) {
            let instant = Instant::from_millis(millis);
            prop_assert_eq!(instant.to_string().parse(), Ok(instant));
        }

        #[test]
        fn no_instant_and_no_span_is_too_far(millis in any::<i64>(), other in any::<i64>(), secs in any::<u64>()) {
            let (instant, other) = (Instant::from_millis(millis), Instant::from_millis(other));
            let _ = (date_time(instant, Language::En), date_time(instant, Language::ZhHk), instant.to_string());
            let _ = instant.seconds_until(other);
            let later = instant.plus(Duration::from_secs(secs));
            prop_assert!(later >= instant);
            prop_assert_eq!(instant.since(later), Duration::ZERO);
            prop_assert_eq!(instant.min(other).plus(instant.max(other).since(instant.min(other))), instant.max(other));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC*") {
            let _ = text.parse::<Instant>();
        }
    }
}
