use std::time::Duration;

use leptos::{ev::Event, prelude::*, task::spawn_local};

use super::clock::{ServerClock, minutes};
use crate::browser;

/// The id of the dialog; one a page.
const DIALOG: &str = "session-warning";
/// From when on to warn, in seconds before the end: the two minutes that are promised, and some to spare.
const WARN: i64 = 150;
/// How often the server is asked while the end is near, in milliseconds: another tab may have extended the session.
const ASK: i64 = 15_000;
/// How often it is asked once the end has come, until it says so.
const ASK_AT_END: i64 = 2_000;
/// The id of the link to log in again.
const LOG_IN: &str = "session-log-in";

/// What the warning says, in the page's language.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SessionWords {
    /// Its heading.
    pub title: String,
    /// What stands before the time left.
    pub left: String,
    /// What one key does.
    pub extendable: String,
    /// Why nothing helps at the absolute limit.
    pub limit: String,
    /// The button that extends.
    pub stay: String,
    /// The button that closes the warning at the absolute limit.
    pub understood: String,
    /// That extending did not work.
    pub failed: String,
    /// The heading once the session is over.
    pub over_title: String,
    /// What happened then.
    pub over: String,
    /// The link to log in again.
    pub log_in: String,
}

/// How long a session still lasts, by the server's clock: what `session-clock` and `extend-session` answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SessionEnd {
    /// The server's clock, in milliseconds since the Unix epoch.
    pub now: i64,
    /// When the session ends, likewise.
    pub ends_at: i64,
    /// Whether it is the absolute limit, which nothing extends.
    pub at_limit: bool,
}

/// What is known of the session.
#[derive(Clone, Copy)]
struct Watch {
    /// As the server told last; nothing once it said that the session is over.
    session: RwSignal<Option<SessionEnd>>,
    /// The server's clock.
    clock: StoredValue<ServerClock>,
    /// When the server was asked last, by the browser's clock.
    asked_at: StoredValue<i64>,
    /// Seconds left, counted while the warning is up.
    left: RwSignal<i64>,
    /// Whether the last try to extend did not work.
    failed: RwSignal<bool>,
    /// Whether the warning at the absolute limit was read and closed.
    understood: RwSignal<bool>,
}

impl Watch {
    fn tick(self) {
        let Some(session) = self.session.get_untracked() else { return };
        let seconds = self.clock.get_value().seconds_until(session.ends_at);
        self.left.set(seconds);
        if seconds > WARN {
            browser::set_open(DIALOG, false);
        } else if browser::wall_clock() - self.asked_at.get_value() >= if seconds > 0 { ASK } else { ASK_AT_END } {
            // Before the warning and every few seconds while it is up. At the end the server says whether it is.
            self.asked_at.set_value(browser::wall_clock());
            spawn_local(async move {
                if let Some(heard) = browser::ask("/api/page/session-clock", "").await {
                    self.hear(parse(&heard));
                }
                self.show();
            });
        }
    }

    fn hear(self, heard: Option<SessionEnd>) {
        if let Some(heard) = heard {
            self.clock.set_value(ServerClock::of_answer(heard.now));
            self.left.set(self.clock.get_value().seconds_until(heard.ends_at));
        }
        self.session.set(heard);
    }

    fn show(self) {
        let open = match self.session.get_untracked() {
            None => true,
            Some(session) if session.at_limit && self.understood.get_untracked() => false,
            Some(_) => self.left.get_untracked() <= WARN,
        };
        browser::set_open(DIALOG, open);
        if self.session.get_untracked().is_none() {
            // After the view has followed: the button that had the focus is gone.
            set_timeout(|| browser::focus(LOG_IN), Duration::ZERO);
        }
    }

    /// The button, and Escape: whoever presses either is there.
    fn answer(self) {
        match self.session.get_untracked() {
            Some(session) if session.at_limit => {
                self.understood.set(true);
                self.show();
            }
            Some(_) => spawn_local(async move {
                let heard = browser::ask("/api/page/extend-session", "").await;
                self.failed.set(heard.is_none());
                if let Some(heard) = heard {
                    self.hear(parse(&heard));
                    self.show();
                }
            }),
            None => {}
        }
    }
}

/// Warns ahead of the session's end and extends it at one key press. The server's clock is the truth in every tab.
#[island]
pub fn SessionWarning(
    /// What the server knew when it made the page.
    clock: SessionEnd,
    /// What the warning says.
    words: SessionWords,
) -> impl IntoView {
    let watch = Watch {
        session: RwSignal::new(Some(clock)),
        clock: StoredValue::new(ServerClock::default()),
        asked_at: StoredValue::new(0),
        left: RwSignal::new(i64::MAX),
        failed: RwSignal::new(false),
        understood: RwSignal::new(false),
    };
    Effect::new(move |_| {
        watch.clock.set_value(ServerClock::of_page(clock.now));
        set_interval(move || watch.tick(), Duration::from_secs(1));
    });
    let over = move || watch.session.get().is_none();
    let at_limit = move || watch.session.get().is_some_and(|session| session.at_limit);
    let SessionWords { title, left, extendable, limit, stay, understood, failed, over_title, over: is_over, log_in } =
        words;
    view! {
        <dialog
            id=DIALOG
            aria-labelledby="session-title"
            aria-describedby="session-text"
            on:cancel=move |event: Event| {
                event.prevent_default();
                watch.answer();
            }
        >
            <h2 id="session-title">{move || if over() { over_title.clone() } else { title.clone() }}</h2>
            <p id="session-text">
                {move || if over() { is_over.clone() } else if at_limit() { limit.clone() } else { extendable.clone() }}
            </p>
            <p class="left" hidden=over>
                {left} <strong>{move || minutes(watch.left.get())}</strong>
            </p>
            <p role="alert">{move || if watch.failed.get() { failed.clone() } else { String::new() }}</p>
            <button type="button" class="button" autofocus=true hidden=over on:click=move |_| watch.answer()>
                {move || if at_limit() { understood.clone() } else { stay.clone() }}
            </button>
            <a id=LOG_IN class="button" href="/login" aria-describedby="session-title session-text" hidden=move || !over()>{log_in}</a>
        </dialog>
    }
}

/// What the server answered; nothing when it said that there is no session.
fn parse(answer: &wasm_bindgen::JsValue) -> Option<SessionEnd> {
    Some(SessionEnd {
        now: browser::field(answer, "now").as_f64()? as i64,
        ends_at: browser::field(answer, "ends_at").as_f64()? as i64,
        at_limit: browser::field(answer, "at_limit").is_truthy(),
    })
}
