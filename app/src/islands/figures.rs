use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

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

/// What is known of the figures on the page. Plain cells: signals of their own types would weigh on every page's bundle.
struct Shown {
    /// The server's clock when they held, in milliseconds since the Unix epoch.
    at: Cell<i64>,
    /// Their mark: others have another.
    mark: RefCell<String>,
    /// The server's clock.
    clock: Cell<ServerClock>,
    /// When they were fetched last, by the browser's clock.
    fetched_at: Cell<i64>,
    /// What is said.
    words: FiguresWords,
    /// When they held, in words.
    time: RwSignal<String>,
    /// How old they are, in words.
    age: RwSignal<String>,
}

impl Shown {
    /// What the server told: its clock, and the mark of its figures.
    fn hear(self: &Rc<Self>, told: &str) {
        let Some((now, mark)) = told.split_once(' ') else { return };
        let Ok(now) = now.parse::<i64>() else { return };
        self.clock.set(ServerClock::of_answer(now));
        // The figures are as old as the page they came with, also where the mark is the same: it stands for some of them.
        let same = *self.mark.borrow() == mark;
        if !same && browser::wall_clock() - self.fetched_at.get() >= FETCH {
            self.fetched_at.set(browser::wall_clock());
            let (shown, mark) = (Rc::clone(self), mark.to_owned());
            spawn_local(async move {
                // Not while somebody works with them: the server tells again.
                if let Some(page) = browser::fetch_text(QUIET).await
                    && browser::renew(REGION, &page)
                {
                    shown.mark.replace(mark);
                    shown.at.set(now);
                    shown.time.set(shown.words.as_of(now));
                    shown.tick();
                }
            });
        }
        self.tick();
    }

    fn tick(&self) {
        let seconds = self.clock.get().seconds_since(self.at.get());
        self.age.set(match seconds {
            ..120 => put(&self.words.seconds, &seconds.to_string()),
            _ => put(&self.words.minutes, &(seconds / 60).to_string()),
        });
    }
}

impl FiguresWords {
    fn as_of(&self, at: i64) -> String {
        put(&self.as_of, &clock(at))
    }
}

/// `words` with `what` where their `%` stands.
fn put(words: &str, what: &str) -> String {
    match words.split_once('%') {
        Some((before, after)) => before.to_owned() + what + after,
        None => words.to_owned(),
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
    let (time, age) = (RwSignal::new(words.as_of(at)), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let shown = Rc::new(Shown {
            at: Cell::new(at),
            mark: RefCell::new(mark.clone()),
            clock: Cell::new(ServerClock::of_page(at)),
            fetched_at: Cell::new(0),
            words: words.clone(),
            time,
            age,
        });
        shown.tick();
        let ticking = Rc::clone(&shown);
        set_interval(move || ticking.tick(), Duration::from_secs(1));
        browser::follow(LIVE, move |told| shown.hear(&told));
    });
    view! { <span>{time} " " <span class="age">{age}</span></span> }
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
