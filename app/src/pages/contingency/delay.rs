use crate::{components::Frame, markup::*, ports::contingency::MailDelay};

/// Above every form that waits for mail: since when it is delayed, and what to do meanwhile.
#[component]
pub(crate) fn MailDelayed(
    /// Words and frame.
    frame: Frame,
    /// What holds.
    delay: MailDelay,
    /// Whether the page sets up, where nothing stands in for the code.
    set_up: bool,
) -> impl IntoView {
    let ways = if set_up {
        view! { <li>{frame.get("delay-set-up")}</li> }
    } else {
        view! {
            <li>{frame.get("delay-wait")}</li>
            {delay.passkeys.then(|| view! { <li>{frame.get("delay-passkey")}</li> })}
            {delay.cards.then(|| view! { <li><a href="/login/smartcard">{frame.get("delay-card")}</a></li> })}
            <li>{frame.get("delay-pass")}</li>
        }
    };
    view! {
        <section class="delay" aria-labelledby="delay-title">
            <h2 id="delay-title">{frame.get("delay-title")}</h2>
            <p>{frame.with("delay-since", &[("time", frame.when(delay.since).into())])}</p>
            <ul>{ways}</ul>
        </section>
    }
}
