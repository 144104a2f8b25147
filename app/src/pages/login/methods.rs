use domain::phase::Rule;

use crate::{components::Frame, markup::*, ports::login::MethodChoice, render::Sheet};

/// Where smartcards log in.
const CARD: &str = "/login/smartcard";

/// `/`: two ways, the default of the phase first, and what each needs.
pub(crate) fn methods(frame: &Frame, model: MethodChoice) -> Sheet {
    let title = frame.get("methods-title");
    let open = model.two_factor == Rule::Yes;
    let two_factor = view! {
        <TwoFactor frame=frame.clone() rule=model.two_factor set_up=model.set_up passkeys=model.passkeys />
    };
    let smartcard = view! { <Smartcard frame=frame.clone() rule=model.smartcard first=!open set_up=model.set_up extensions=model.extensions /> };
    let ways = if open { [two_factor, smartcard] } else { [smartcard, two_factor] };
    let body = view! {
        <h1>{title.clone()}</h1>
        {ways.into_iter().collect_view()}
        <p class="ways-on">{frame.get("connectivity-before")} " " <a href="/connectivity">{frame.get("connectivity-title")}</a></p>
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

#[component]
fn TwoFactor(
    /// Words and frame.
    frame: Frame,
    /// What the phase says of it.
    rule: Rule,
    /// Whether users can set it up now.
    set_up: bool,
    /// Whether a passkey does instead.
    passkeys: bool,
) -> impl IntoView {
    let (tag, says, button, look) = match rule {
        Rule::Yes => (None, "two-factor-open", "two-factor-log-in", "button"),
        Rule::TestOnly => (Some("tag-test-only"), "two-factor-test", "two-factor-log-in-test", "button second"),
        Rule::No => (Some("tag-not-yet"), "two-factor-closed", "two-factor-log-in-own", "button second"),
    };
    view! {
        <section class="card way" aria-labelledby="way-two-factor">
            <h2 id="way-two-factor">{frame.get("two-factor-title")}{tag.map(|tag| view! { " " <span class="tag">{frame.get(tag)}</span> })}</h2>
            <p>{frame.get(says)}</p>
            <p class="needs">{frame.get("needs")}</p>
            <ul class="needs">
                <li>{frame.get("two-factor-needs-names")}</li>
                <li>{frame.get("two-factor-needs-password")}</li>
                <li>{frame.get("two-factor-needs-mailbox")}</li>
            </ul>
            {passkeys.then(|| view! { <p>{frame.get("two-factor-passkey")}</p> })}
            <p class="act"><a class=look href="/login">{frame.get(button)}</a></p>
            {set_up.then(|| view! {
                <p class="first-time">{frame.get("first-time")} " " <a href="/setup">{frame.get("set-up-link")}</a></p>
            })}
        </section>
    }
}

#[component]
fn Smartcard(
    /// Words and frame.
    frame: Frame,
    /// What the phase says of it.
    rule: Rule,
    /// Whether it is the phase's default.
    first: bool,
    /// Whether users can set up two-factor login now.
    set_up: bool,
    /// Whether smartcards work on for some.
    extensions: bool,
) -> impl IntoView {
    let closed = rule == Rule::No;
    let look = if first { "button" } else { "button second" };
    view! {
        <section class="card way" aria-labelledby="way-smartcard">
            <h2 id="way-smartcard">{frame.get("smartcard-title")}{closed.then(|| view! { " " <span class="tag">{frame.get("tag-ended")}</span> })}</h2>
            {if closed {
                view! {
                    <p>{frame.get("smartcard-closed")}</p>
                    {set_up.then(|| view! {
                        <p>{frame.get("first-time")} " " <a href=CARD>{frame.get("card-set-up-link")}</a></p>
                    })}
                    {extensions.then(|| view! {
                        <p>{frame.get("smartcard-extension")} " " <a href=CARD>{frame.get("smartcard-log-in")}</a></p>
                    })}
                }
            } else {
                view! {
                    <p>{frame.get("smartcard-open")}</p>
                    <p class="needs">{frame.get("needs")}</p>
                    <ul class="needs">
                        <li>{frame.get("smartcard-needs-card")}</li>
                        <li>{frame.get("smartcard-needs-pin")}</li>
                    </ul>
                    <p class="act"><a class=look href=CARD>{frame.get("smartcard-log-in")}</a></p>
                }
            }}
        </section>
    }
}
