use domain::time::{self, Instant};

use super::Frame;
use crate::{markup::*, ports::login::Delivery, server_functions::MailNews, words::Words};

/// A word on what was just done, which is no error.
#[component]
pub fn Notice(
    /// What to say.
    words: String,
) -> impl IntoView {
    view! { <p class="notice" role="status">{words}</p> }
}

/// An instant, readable by people and by programs.
#[component]
pub fn Time(
    /// Words and frame.
    frame: Frame,
    /// The instant.
    at: Instant,
) -> impl IntoView {
    view! { <time datetime=at.to_string()>{frame.when(at)}</time> }
}

/// One line of a list of facts: what it is, and what holds.
pub(crate) fn fact(term: String, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{value.into_any()}</dd>
        </div>
    }
}

/// The ways to reach somebody, as far as they are configured.
#[component]
pub fn Contacts(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    let support = frame.chrome.support.clone();
    let hotline = (!support.hotline.is_empty()).then(|| {
        let number: String = support.hotline.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        view! {
            <li>
                {frame.get("support-hotline")} " " <a class="number" href=format!("tel:{number}")>{support.hotline.clone()}</a>
            </li>
        }
    });
    let email = (!support.email.is_empty()).then(|| {
        view! {
            <li>{frame.get("support-email")} " " <a href=format!("mailto:{}", support.email)>{support.email.clone()}</a></li>
        }
    });
    view! { {hotline} {email} }
}

/// How a mail fares, in words.
pub(crate) fn delivery_words(words: &Words, delivery: Delivery) -> MailNews {
    let (text, settled) = match delivery {
        Delivery::Queued => (words.get("mail-queued"), false),
        Delivery::Sent(at) => {
            let time = time::clock_seconds(at, words.language());
            (words.with("mail-sent", &[("time", time.into())]), true)
        }
        Delivery::Slow => (words.get("mail-slow"), false),
        Delivery::Refused => (words.get("mail-refused"), true),
    };
    MailNews { words: text, settled }
}
