//! Instants as people type them into one field: in Hong Kong time, to the minute.

use super::{Instant, hong_kong_minute, typed_in_hong_kong};

/// A minute in Hong Kong, written as `2026-06-30 18:00` or, as browsers do, `2026-06-30T18:00`.
#[must_use]
pub fn hong_kong_moment(text: &str) -> Option<Instant> {
    let (day, clock) = text.trim_ascii().split_once([' ', 'T'])?;
    hong_kong_minute(day, clock)
}

/// An instant as [`hong_kong_moment`] reads it.
#[must_use]
pub fn in_one_field(instant: Instant) -> String {
    let (day, clock) = typed_in_hong_kong(instant);
    format!("{day} {clock}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_minute_is_read_in_both_forms_and_nothing_else() {
        let six: Option<Instant> = "2026-06-30T10:00:00Z".parse().ok();
        for text in ["2026-06-30 18:00", "2026-06-30T18:00", "  2026-06-30   18:00 "] {
            assert_eq!(hong_kong_moment(text), six, "{text}");
        }
        for text in [
            "",
            "2026-06-30",
            "18:00",
            "2026-06-30 24:00",
            "2026-06-30 18:60",
            "2026-06-30 6:00",
            "2026-06-30T18:00Z",
            "2026-06-30 +8:00",
            "2026-06-31 18:00",
            "30/06/2026 18:00",
            "30 June 2026 18:00",
        ] {
            assert_eq!(hong_kong_moment(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_in_a_field_is_read_back(minutes in 0_i64..100_000_000) {
            let at = Instant::from_millis(minutes * 60_000);
            prop_assert_eq!(hong_kong_moment(&in_one_field(at)), Some(at));
        }
    }
}
