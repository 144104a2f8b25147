use domain::{card::CardState, method::Method, time::Instant};

use crate::{
    components::{Frame, Notice, Time, fact},
    markup::*,
    ports::{
        account::{Account, AccountNotice, SessionRow},
        card::CardRow,
        passkey::PasskeyRow,
    },
    render::Sheet,
};

/// `/account`.
pub(crate) fn account(frame: &Frame, model: Account) -> Sheet {
    let title = frame.get("account-title");
    let here = frame.chrome.here.clone();
    let person = frame.chrome.signed_in.clone();
    let notice = model.notice.map(|notice| {
        let key = match notice {
            AccountNotice::SessionEnded => "notice-session-ended",
            AccountNotice::PasswordChanged => "notice-password-changed-here",
        };
        view! { <Notice words=frame.get(key) /> }
    });
    let last_login = match model.last_login {
        Some((at, method)) => view! {
            <Time frame=frame.clone() at />
            <span class="muted">{frame.with("by-method", &[("method", method_name(frame, method).into())])}</span>
        },
        None => view! { {frame.get("last-login-none")} },
    };
    let who = person.map(|person| {
        [fact(frame.get("name"), person.name), fact(frame.get("user"), person.account.to_string())]
            .into_iter()
            .collect_view()
    });
    let firm = (!model.firm.is_empty()).then(|| fact(frame.get("firm"), model.firm.clone()));
    let address = if model.masked_address.is_empty() {
        view! { {frame.get("address-none")} }
    } else {
        view! { <span class="address">{model.masked_address.clone()}</span> }
    };
    let password = match model.password_since {
        Some(since) => {
            let chosen = frame.with("password-since", &[("time", frame.when(since).into())]) + frame.gap();
            view! { {chosen} <a href="/account/password">{frame.get("change-password-link")}</a> }
        }
        None => view! { {frame.get("password-none")} },
    };
    let set_up = model.may_set_up.then(|| view! { <SetUp frame=frame.clone() /> });
    let test = model.may_test.then(|| view! { <Test frame=frame.clone() /> });
    let cards = (!model.cards.is_empty()).then(|| view! { <Cards frame=frame.clone() cards=model.cards /> });
    let passkeys = (model.may_have_passkeys || !model.passkeys.is_empty()).then(|| {
        view! { <Passkeys frame=frame.clone() passkeys=model.passkeys may_have=model.may_have_passkeys /> }
    });
    let since = frame.get(if model.last_login.is_some() { "failures-since" } else { "failures-first" });
    let failures = frame.with("failures", &[("count", model.failures_since.into())]);
    let advice = if model.password_since.is_some() { "failures-advice" } else { "failures-advice-card" };
    let several = model.sessions.len() > 1;
    let rows = model
        .sessions
        .into_iter()
        .map(|row| view! { <Session frame=frame.clone() row here=here.clone() /> })
        .collect_view();
    let body = view! {
        <h1>{title.clone()}</h1>
        {notice}
        <p class="lead">{frame.get(if model.terminal { "terminal-yes" } else { "terminal-no" })}</p>
        <dl class="facts card">
            {who}
            {firm}
            {fact(frame.get("codes-go-to"), address)}
            {fact(frame.get("password"), password)}
            {fact(frame.get("last-login"), last_login)}
            {fact(since, failures)}
        </dl>
        {(model.failures_since > 0).then(|| view! { <p class="inset">{frame.get(advice)}</p> })}
        {(model.guides > 0).then(|| view! {
            <p class="inset">
                {frame.with("account-guides", &[("count", model.guides.into())]) + frame.gap()}
                <a href="/guide">{frame.get("account-guides-link")}</a>
            </p>
        })}
        {set_up}
        {test}
        {passkeys}
        {cards}
        <h2>{frame.get("sessions-title")}</h2>
        <p>{frame.get("sessions-lead")}</p>
        <ul class="sessions">{rows}</ul>
        {several.then(|| view! {
            <form method="post" action=here.clone()>
                <button class="button second" type="submit" name="action" value="end-all">{frame.get("end-all")}</button>
            </form>
        })}
    };
    Sheet { title, problems: vec![], islands: false, banner: true, body }
}

/// The button that begins the set-up for somebody whose card has shown who they are.
#[component]
fn SetUp(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    view! {
        <section class="card way" aria-labelledby="set-up">
            <h2 id="set-up">{frame.get("set-up-title")}</h2>
            <p>{frame.get("account-set-up")}</p>
            <form class="act" method="post" action="/setup">
                <button class="button" type="submit" name="action" value="card">{frame.get("reminder-now")}</button>
            </form>
        </section>
    }
}

/// The way to the connectivity test, for somebody who has not passed it.
#[component]
fn Test(
    /// Words and frame.
    frame: Frame,
) -> impl IntoView {
    view! {
        <section class="card way" aria-labelledby="test">
            <h2 id="test">{frame.get("connectivity-title")}</h2>
            <p>{frame.get("account-test")}</p>
            <p class="act"><a class="button" href="/connectivity">{frame.get("account-test-link")}</a></p>
        </section>
    }
}

#[component]
fn Cards(
    /// Words and frame.
    frame: Frame,
    /// The cards, oldest first.
    cards: Vec<CardRow>,
) -> impl IntoView {
    let rows = cards
        .into_iter()
        .map(|card| {
            let since = frame.with("own-card-since", &[("time", frame.when(card.since).into())]);
            view! {
                <li class="card">
                    <div>
                        <p>
                            <strong>{card.name}</strong>
                            {card.certificate.then(|| view! { " " <span class="tag">{frame.get("own-card-certificate")}</span> })}
                        </p>
                        <p>{frame.get(card_state(card.state))}</p>
                        <p class="muted">{since}</p>
                        <p class="muted">{last_used(&frame, card.last_used)}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{frame.get("own-cards-title")}</h2>
        <p>{frame.get("own-cards-lead")}</p>
        <ul class="sessions">{rows}</ul>
    }
}

fn card_state(state: CardState) -> &'static str {
    match state {
        CardState::Issued => "own-card-issued",
        CardState::Bound => "own-card-bound",
        CardState::Suspended => "own-card-suspended",
        CardState::Retired => "own-card-retired",
    }
}

#[component]
fn Passkeys(
    /// Words and frame.
    frame: Frame,
    /// The passkeys, oldest first.
    passkeys: Vec<PasskeyRow>,
    /// Whether one can be added.
    may_have: bool,
) -> impl IntoView {
    let none = passkeys.is_empty();
    let rows = passkeys
        .into_iter()
        .map(|passkey| {
            view! {
                <li class="card">
                    <div>
                        <p><strong>{passkey.name}</strong></p>
                        <p class="muted">{frame.with("passkey-added", &[("time", frame.when(passkey.created_at).into())])}</p>
                        <p class="muted">{last_used(&frame, passkey.last_used)}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{frame.get("passkeys-title")}</h2>
        <p>{frame.get(if none { "passkeys-none" } else { "passkeys-lead" })}</p>
        {(!none).then(|| view! { <ul class="sessions">{rows}</ul> })}
        {may_have.then(|| view! {
            <p class="ways-on"><a href="/account/passkeys">{frame.get(if none { "passkeys-add-link" } else { "passkeys-manage-link" })}</a></p>
        })}
    }
}

/// When a card or passkey was used last.
pub(in crate::pages) fn last_used(frame: &Frame, at: Option<Instant>) -> String {
    match at {
        Some(at) => frame.with("session-seen", &[("time", frame.when(at).into())]),
        None => frame.get("never-used"),
    }
}

#[component]
fn Session(
    /// Words and frame.
    frame: Frame,
    /// The session.
    row: SessionRow,
    /// The page's URL.
    here: String,
) -> impl IntoView {
    let name = if row.browser.is_empty() { frame.get("browser-unknown") } else { row.browser.clone() };
    let opened = frame.with(
        "session-opened",
        &[("time", frame.when(row.opened_at).into()), ("method", method_name(&frame, row.method).into())],
    );
    let label =
        frame.with("session-end-of", &[("browser", (&name).into()), ("time", frame.when(row.opened_at).into())]);
    view! {
        <li class="card">
            <div>
                <p>
                    <strong>{name.clone()}</strong>
                    {row.current.then(|| view! { " " <span class="tag">{frame.get("session-this")}</span> })}
                </p>
                <p class="muted">{opened}</p>
                <p class="muted">{frame.with("session-seen", &[("time", frame.when(row.last_seen_at).into())])}</p>
            </div>
            {(!row.current).then(|| view! {
                <form method="post" action=here>
                    <input type="hidden" name="session" value=row.id />
                    <button class="button second small" type="submit" name="action" value="end" aria-label=label>{frame.get("session-end")}</button>
                </form>
            })}
        </li>
    }
}

/// What a way to log in is called.
pub(in crate::pages) fn method_name(frame: &Frame, method: Method) -> String {
    frame.get(match method {
        Method::TwoFactor => "method-two-factor",
        Method::Smartcard => "method-smartcard",
        Method::Passkey => "method-passkey",
        Method::X509 => "method-x509",
        Method::OneTimePass => "method-one-time-pass",
    })
}
