use std::time::Duration;

use leptos::prelude::*;

use super::clock::{ServerClock, minutes};
use crate::browser;

/// The time left until an instant, ticking for the eye and announced at chosen moments.
#[island]
pub fn Countdown(
    /// When it ends, in milliseconds since the Unix epoch.
    until: i64,
    /// The server's clock when the page was made, likewise.
    now: i64,
    /// What stands before the time left.
    before: String,
    /// What stands after it.
    after: String,
    /// What stands there at the end.
    over: String,
    /// What to announce when so many seconds are left.
    announce: Vec<(i64, String)>,
    /// A button that cannot be pressed before the end.
    button: Option<String>,
) -> impl IntoView {
    let left = RwSignal::new(None::<i64>);
    let said = RwSignal::new(String::new());
    Effect::new(move |_| {
        let clock = ServerClock::of_page(now);
        let announce = announce.clone();
        let button = button.clone();
        let tick = move || {
            let seconds = clock.seconds_until(until);
            let before = left.get_untracked();
            if before == Some(seconds) {
                return;
            }
            if let Some(before) = before
                && let Some((_, words)) = announce.iter().find(|(at, _)| seconds <= *at && *at < before)
            {
                said.set(words.clone());
            }
            if let Some(button) = &button {
                browser::set_disabled(button, seconds > 0);
            }
            left.set(Some(seconds));
        };
        tick();
        set_interval(tick, Duration::from_millis(500));
    });
    let shown = move || match left.get() {
        None => String::new(),
        Some(0) => over.clone(),
        Some(seconds) => before.clone() + &minutes(seconds) + &after,
    };
    view! {
        <span class="countdown" aria-hidden="true">{shown}</span>
        <span class="unseen" role="status">{said}</span>
    }
}
