//! Instants as people type them into a field: in Hong Kong time, to the minute.

use std::time::Duration;

use super::{Instant, hong_kong_day};

/// The first instant of a minute in Hong Kong, written as `2026-06-30 18:00` or, as browsers do, `2026-06-30T18:00`.
#[must_use]
pub fn hong_kong_minute(text: &str) -> Option<Instant> {
    let (day, clock) = text.trim_ascii().split_once([' ', 'T'])?;
    let (hours, minutes) = clock.trim_ascii_start().split_once(':')?;
    let number = |text: &str, below: u64| -> Option<u64> {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| digits && *number < below)
    };
    let (hours, minutes) = (number(hours, 24)?, number(minutes, 60)?);
    Some(hong_kong_day(day)?.plus(Duration::from_secs(hours * 3600 + minutes * 60)))
}

/// An instant as [`hong_kong_minute`] reads it; seconds are dropped.
#[must_use]
pub fn typed_in_hong_kong(instant: Instant) -> String {
    let at = instant.in_hong_kong();
    let (day, clock) = (at.date(), at.time());
    format!("{day} {:02}:{:02}", clock.hour(), clock.minute())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_minute_is_read_in_both_forms_and_nothing_else() {
        let six: Option<Instant> = "2026-06-30T10:00:00Z".parse().ok();
        for text in ["2026-06-30 18:00", "2026-06-30T18:00", "  2026-06-30   18:00 "] {
            assert_eq!(hong_kong_minute(text), six, "{text}");
        }
        for text in [
            "",
            "2026-06-30",
            "18:00",
            "2026-06-30 24:00",
            "2026-06-30 18:60",
            "2026-06-30 6:00",
            "2026-06-30 18:00:00",
            "2026-06-30T18:00Z",
            "2026-06-30 +8:00",
            "2026-06-31 18:00",
            "30/06/2026 18:00",
            "30 June 2026 18:00",
        ] {
            assert_eq!(hong_kong_minute(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_in_a_field_is_read_back(minutes in 0_i64..100_000_000) {
            let at = Instant::from_millis(minutes * 60_000);
            prop_assert_eq!(hong_kong_minute(&typed_in_hong_kong(at)), Some(at));
        }
    }
}
