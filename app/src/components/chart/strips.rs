use domain::{adoption::Day, time};

use super::{Named, across, axis::days, image};
use crate::{components::Frame, markup::*, words::grouped};

/// The height of a strip with its name, and of the bars in it.
const STRIP: u32 = 84;
const BARS: u32 = 54;
/// The room for days below.
const BELOW: u32 = 24;

/// One kind of thing that happened, day by day.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// What it is called, with its sum.
    pub(crate) label: String,
    /// How often, by day.
    pub(crate) days: Vec<(Day, u64)>,
}

/// Draws small bars of the same scale, one strip above the other: told apart by their names and not by colours.
pub(crate) fn strips(frame: &Frame, named: &Named, strips: &[Strip]) -> AnyView {
    let most = strips.iter().flat_map(|strip| &strip.days).map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let height = STRIP * u32::try_from(strips.len()).unwrap_or_default() + BELOW;
    let span = strips.first().and_then(|strip| Some((strip.days.first()?.0, strip.days.last()?.0)));
    let Some((from, until)) = span else { return ().into_any() };
    let slots = (from.days_until(until) + 1) as f64;
    let slot = |day: Day| from.days_until(day) as f64 / slots;
    let drawn = strips
        .iter()
        .zip(0_u32..)
        .map(|(strip, number)| {
            let base = (number + 1) * STRIP;
            let bars = strip
                .days
                .iter()
                .filter(|(_, count)| *count > 0)
                .map(|(day, count)| {
                    let tall = (f64::from(BARS) * *count as f64 / most as f64).max(1.0);
                    let tip = format!("{}: {}", time::date(day.begins(), frame.language()), grouped(*count));
                    view! {
                        <rect
                            class="s1"
                            x=across(slot(*day) + 0.1 / slots)
                            width=across(0.8 / slots)
                            y=format!("{:.1}", f64::from(base) - tall)
                            height=format!("{tall:.1}")
                        >
                            <title>{tip}</title>
                        </rect>
                    }
                })
                .collect_view();
            view! {
                <text class="label" x="0" y=base - BARS - 10>{strip.label.clone()}</text>
                {bars}
                <line class="base" x1="0" x2="100%" y1=base y2=base />
            }
        })
        .collect_view();
    let drawing = view! {
        {drawn}
        {days(frame, from, until, height, |day| slot(day) + 0.5 / slots)}
    };
    image(named, height, drawing.into_any())
}
