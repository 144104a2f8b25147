//! Steps that people count in.

use domain::{adoption::Day, time};

use super::across;
use crate::{components::Frame, markup::*};

/// The top of an axis from nought that takes `most`, and its step: 1, 2 or 5 times a power of ten, in five steps at most.
pub(super) fn steps(most: u64) -> (u64, u64) {
    let step = (0..19)
        .flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.pow(power)))
        .find(|step| step.saturating_mul(5) >= most)
        .unwrap_or(u64::MAX / 5);
    (most.div_ceil(step).max(1) * step, step)
}

/// Where `day` stands between `from` and `until`, from 0 to 1.
pub(super) fn place(from: Day, until: Day, day: Day) -> f64 {
    let whole = from.days_until(until).max(1);
    (from.days_until(day) as f64 / whole as f64).clamp(0.0, 1.0)
}

/// The days that are written under an axis, six at most: Mondays, or the first of months, of quarters, of years.
pub(super) fn marked(from: Day, until: Day) -> Vec<Day> {
    let all = || (0..=from.days_until(until)).map(|days| from.later(days));
    let first = |months: &'static [&'static str]| {
        move |day: &Day| {
            let text = day.to_string();
            text.ends_with("-01") && months.iter().any(|month| text.ends_with(&format!("-{month}-01")))
        }
    };
    // 1 January 1970 was a Thursday.
    let monday = |day: &Day| (day.number() + 3).rem_euclid(7) == 0;
    const EVERY: [&str; 12] = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    match from.days_until(until) {
        ..=6 => all().collect(),
        7..=41 => all().filter(monday).collect(),
        42..=190 => all().filter(first(&EVERY)).collect(),
        191..=560 => all().filter(first(&["01", "04", "07", "10"])).collect(),
        _ => all().filter(first(&["01"])).collect(),
    }
}

/// Days under an axis. Where it is narrow every second one is left out.
pub(super) fn days(frame: &Frame, from: Day, until: Day, height: u32, at: impl Fn(Day) -> f64) -> AnyView {
    let days = marked(from, until).into_iter().enumerate();
    days.map(|(number, day)| {
        let place = at(day);
        let anchor = match place {
            ..0.04 => "start",
            0.96.. => "end",
            _ => "middle",
        };
        let words = time::short_date(day.begins(), frame.language());
        let class = if number % 2 == 0 { "tick" } else { "tick odd" };
        view! {
            <line class="tick" x1=across(place) x2=across(place) y1=height - 20 y2=height - 15 />
            <text class=class x=across(place) y=height - 2 text-anchor=anchor>{words}</text>
        }
    })
    .collect_view()
    .into_any()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn axes_go_in_steps_that_people_count_in() {
        let shown = [0, 1, 4, 7, 23, 100, 158, 2_603, 1_000_000].map(steps);
        let wanted =
            [(1, 1), (1, 1), (4, 1), (8, 2), (25, 5), (100, 20), (200, 50), (3_000, 1_000), (1_000_000, 200_000)];
        assert_eq!(shown, wanted);
    }

    proptest! {
        #[test]
        fn an_axis_takes_what_it_is_for_and_few_days_are_written_under_it(most in 0_u64..u64::MAX / 8, days in 0_i64..1200) {
            let (top, step) = steps(most);
            prop_assert!(top >= most && top / step <= 5 && top.is_multiple_of(step));
            let from = Day::from_number(20_000);
            prop_assert!(marked(from, from.later(days)).len() <= 7);
        }
    }
}
