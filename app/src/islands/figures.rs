use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::clock::ServerClock;
use crate::browser;

/// Where the page's figures stand.
const REGION: &str = "figures";
/// Where it is told that they changed, and where they are.
const LIVE: &str = "/monitor/live";
const QUIET: &str = "/monitor?quiet=1";
/// Figures are fetched at most so often, in milliseconds.
const FETCH: i64 = 15_000;
/// Hong Kong's clock is ahead of UTC's by so many seconds, in summer as in winter.
const AHEAD: i64 = 8 * 3600;

/// What is said of the figures' age, `%` where the time or the number stands.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct FiguresWords {
    /// The time of day, Hong Kong's.
    pub as_of: String,
    /// Seconds since.
    pub seconds: String,
    /// Minutes since.
    pub minutes: String,
}

/// What is known of the figures on the page.
#[derive(Clone, Copy)]
struct Shown {
    /// The server's clock when they held, in milliseconds since the Unix epoch.
    at: RwSignal<i64>,
    /// Their mark: others have another.
    mark: StoredValue<String>,
    /// The server's clock.
    clock: StoredValue<ServerClock>,
    /// When they were fetched last, by the browser's clock.
    fetched_at: StoredValue<i64>,
    /// Seconds since they held; none until scripts run.
    age: RwSignal<Option<i64>>,
}

impl Shown {
    /// What the server told: its clock, and the mark of its figures.
    fn hear(self, told: &str) {
        let Some((now, mark)) = told.split_once(' ') else { return };
        let Ok(now) = now.parse::<i64>() else { return };
        self.clock.set_value(ServerClock::of_answer(now));
        // The figures are as old as the page they came with, also where the mark is the same: it stands for some of them.
        let same = self.mark.with_value(|shown| shown == mark);
        if !same && browser::wall_clock() - self.fetched_at.get_value() >= FETCH {
            self.fetched_at.set_value(browser::wall_clock());
            let mark = mark.to_owned();
            spawn_local(async move {
                // Not while somebody works with them: the server tells again.
                if let Some(page) = browser::fetch_text(QUIET).await
                    && browser::renew(REGION, &page)
                {
                    self.mark.set_value(mark);
                    self.at.set(now);
                    self.tick();
                }
            });
        }
        self.tick();
    }

    fn tick(self) {
        self.age.set(Some(self.clock.get_value().seconds_since(self.at.get_untracked())));
    }
}

/// Keeps the figures up without a word, and says how old they are.
#[island]
pub fn FiguresAge(
    /// When they held, in milliseconds since the Unix epoch.
    at: i64,
    /// Their mark.
    mark: String,
    /// What is said.
    words: FiguresWords,
) -> impl IntoView {
    let shown = Shown {
        at: RwSignal::new(at),
        mark: StoredValue::new(mark),
        clock: StoredValue::new(ServerClock::default()),
        fetched_at: StoredValue::new(0),
        age: RwSignal::new(None),
    };
    Effect::new(move |_| {
        shown.clock.set_value(ServerClock::of_page(at));
        shown.tick();
        set_interval(move || shown.tick(), Duration::from_secs(1));
        browser::follow(LIVE, move |told| shown.hear(&told));
    });
    let FiguresWords { as_of, seconds, minutes } = words;
    let age = move || match shown.age.get() {
        None => String::new(),
        Some(age @ ..120) => seconds.replace('%', &age.to_string()),
        Some(age) => minutes.replace('%', &(age / 60).to_string()),
    };
    view! { <span>{move || as_of.replace('%', &clock(shown.at.get()))} <span class="age">{age}</span></span> }
}

/// The time of day in Hong Kong, `15:05:09`.
fn clock(millis: i64) -> String {
    let seconds = (millis.div_euclid(1000) + AHEAD).rem_euclid(86_400);
    let two = |number: i64| (if number < 10 { "0" } else { "" }).to_owned() + &number.to_string();
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two).join(":")
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn the_time_of_day_is_hong_kongs() {
        assert_eq!(clock(1_795_331_109_000), "15:05:09");
    }
}
