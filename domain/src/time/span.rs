//! Durations as configuration and pages write them.

use std::time::Duration;

use thiserror::Error;

/// Not a duration as configuration writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a duration is a whole number and one unit of ms, s, m, h or d, like 500ms, 60s, 10m, 1h or 14d, or 0")]
pub struct DurationError;

/// Units in milliseconds, the largest first.
const UNITS: [(&str, u64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// Reads "500ms", "60s", "10m", "1h", "14d" or "0": one whole number and one unit.
///
/// # Errors
/// [`DurationError`] says what is allowed; also for what exceeds 2⁶⁴ milliseconds.
pub fn parse_duration(text: &str) -> Result<Duration, DurationError> {
    let text = text.trim_ascii();
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| DurationError)?;
    let (_, millis) = UNITS.into_iter().find(|(name, _)| *name == unit).ok_or(DurationError)?;
    number.checked_mul(millis).map(Duration::from_millis).ok_or(DurationError)
}

/// The shortest text that [`parse_duration`] reads as this duration: the largest unit that divides it. What is finer
/// than a millisecond is dropped.
#[must_use]
pub fn show_duration(span: Duration) -> String {
    let millis = span.as_millis();
    if millis == 0 {
        return "0".to_owned();
    }
    let (unit, size) =
        UNITS.into_iter().find(|(_, size)| millis.is_multiple_of(u128::from(*size))).unwrap_or(("ms", 1));
    format!("{}{unit}", millis / u128::from(size))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn durations_are_one_number_and_one_unit() {
        for (text, shown, seconds) in
            [("60s", "1m", 60), ("10m", "10m", 600), ("36h", "36h", 129_600), ("14d", "14d", 1_209_600)]
        {
            let read = parse_duration(text);
            assert_eq!(read, Ok(Duration::from_secs(seconds)));
            assert_eq!(read.map(show_duration), Ok(shown.to_owned()));
        }
        assert_eq!(parse_duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(parse_duration("0"), Ok(Duration::ZERO));
        for text in ["", "10", "m", "-1s", "+1s", "1.5h", "1h30m", "10 m", "1w", "10M", "1０s", "99999999999999999999d"]
        {
            assert_eq!(parse_duration(text), Err(DurationError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn durations_are_read_back(millis in any::<u64>()) {
            let span = Duration::from_millis(millis);
            prop_assert_eq!(parse_duration(&show_duration(span)), Ok(span));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC*") {
            let _ = parse_duration(&text);
        }
    }
}
