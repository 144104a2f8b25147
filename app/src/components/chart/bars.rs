use crate::markup::*;

use super::{Named, across, image};

/// The height of a bar with its name.
const ROW: u32 = 46;

/// One bar of several that are compared.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// What it is called.
    pub(crate) label: String,
    /// What it comes to, in words.
    pub(crate) value: String,
    /// How long it is.
    pub(crate) count: u64,
}

/// Draws bars across, each under its name; `whole` is as long as there is room.
pub(crate) fn bars(named: &Named, bars: &[Bar], whole: u64) -> AnyView {
    let drawn = bars
        .iter()
        .zip(0_u32..)
        .map(|(bar, number)| {
            let top = number * ROW;
            let share = if whole == 0 { 0.0 } else { (bar.count as f64 / whole as f64).min(1.0) };
            view! {
                <text class="name" x="0" y=top + 16>{bar.label.clone()}</text>
                <text class="label" x="100%" y=top + 16 text-anchor="end">{bar.value.clone()}</text>
                <rect class="whole" x="0" y=top + 24 width="100%" height="10" rx="2" />
                <rect class="s1" x="0" y=top + 24 width=across(share) height="10" rx="2" />
            }
        })
        .collect_view();
    image(named, ROW * u32::try_from(bars.len()).unwrap_or_default(), drawn.into_any())
}
